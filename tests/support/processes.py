"""Waiting for other processes, finding them, and keeping them from the processor."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

GUARD = 60.0
"""Seconds after which something will never happen. It guards against hanging and is no measure of speed: a busy
machine takes a multiple of what a quiet one does."""


def wait_until(condition: Callable[[], object]) -> None:
    """Wait for something that takes a moment."""
    limit = time.monotonic() + GUARD
    while not condition():
        assert time.monotonic() < limit, "it did not happen"
        time.sleep(0.01)


def sleep_until(at: float) -> None:
    """Sleep until an instant; one that is past, because the machine was late, is no fault."""
    time.sleep(max(0.0, at - time.monotonic()))


def children(parent: int, having: str) -> list[int]:
    """Living child processes whose command line holds a text."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            stat = (entry / "stat").read_text().rpartition(")")[2].split()
            command = (entry / "cmdline").read_text()
        except OSError:
            continue  # it ended meanwhile
        if int(stat[1]) == parent and stat[0] != "Z" and having in command:
            found.append(int(entry.name))
    return found


def alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:  # noqa: PTH123 - a race with its end is the point
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def left_behind(mark: str, until: float, *, every: float = 0.1) -> list[int]:
    """Processes that bear a mark in their environment and still run at the end of a wait; only where /proc tells."""
    while (found := marked(mark)) and time.monotonic() < until:
        time.sleep(every)
    return found


def marked(mark: str) -> list[int]:
    """Processes that bear a mark in their environment."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark.encode() in path.read_bytes():
                found.append(int(path.parent.name))
        except OSError:
            continue  # It ended, or belongs to somebody else.
    return found


def serve_first(pid: int) -> None:
    """Let a process go before others, where that is allowed: what is measured is the program, and not how well a
    busy test machine serves what measures it."""
    with suppress(PermissionError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            os.sched_setscheduler(int(thread.name), os.SCHED_RR, os.sched_param(2))


@contextmanager
def served_first() -> Iterator[None]:
    """The thread that calls goes before others meanwhile, where that is allowed: for what a test does at a set time."""
    with suppress(PermissionError):
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(2))
    try:
        yield
    finally:
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))


class Burners:
    """Keeps every processor busy, two of its threads in this very process; a context manager."""

    def __enter__(self) -> Burners:
        self._on = True
        self._threads = [threading.Thread(target=self._burn, daemon=True) for _ in range(2)]
        for thread in self._threads:
            thread.start()
        self._processes = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
        return self

    def __exit__(self, *exc: object) -> None:
        self._on = False
        for thread in self._threads:
            thread.join()
        for process in self._processes:
            process.kill()
            process.wait()

    def _burn(self) -> None:
        while self._on:
            pass
