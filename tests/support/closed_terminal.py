"""The program on a terminal that is closed at some instant, and what is left then."""

from __future__ import annotations

import os
import re
import time
from dataclasses import dataclass
from pathlib import Path

import pexpect

from tests.support.processes import left_behind, marked
from tests.support.real_program import PATIENCE, RUNWALK, heed_signals, settle_in, timetable
from tests.support.started_by import command, typed
from tests.support.torture_model import Disk, look

COUNTDOWN = re.compile(rb"\d:\d\d left|Warm-up: ")
"""What the screen and the plain lines show of a session that has begun."""


@dataclass(frozen=True)
class Closing:
    """When to close which terminal."""

    folder: Path
    """Its own; everything that is written lies there."""
    by: str
    """Who starts the program."""
    plain: bool
    """Plain lines, not the screen."""
    running: bool
    """Whether a session is begun first."""
    after: float
    """Seconds from the start, or from the key that begins the session, until the terminal is closed."""

    def __str__(self) -> str:
        place = "a session" if self.running else "the start"
        return f"{'plain' if self.plain else 'screen'}, started by {self.by}, {self.after:.2f} s into {place}"


@dataclass(frozen=True)
class Outcome:
    """What became of it."""

    closing: Closing
    seconds: float
    """From the closing until no process was left."""
    left: tuple[str, ...]
    """Processes that never went, with what they were."""
    begun: bool
    """Whether a countdown was to be seen."""
    disk: Disk

    @property
    def faults(self) -> list[str]:
        """What is wrong, a line each."""
        told = [f"{self.closing}: {process} outlived its terminal" for process in self.left]
        if not self.disk.sound or self.disk.listed != 0:
            told.append(f"{self.closing}: the log cannot be read, or has a session that nobody finished")
        if self.begun and len(self.disk.running) != 1:
            told.append(f"{self.closing}: the session is not offered at the next start")
        return told


def close(closing: Closing) -> Outcome:
    """Start the program, close its terminal at the instant, and see what is left."""
    folder = closing.folder
    folder.mkdir(parents=True)
    settle_in(folder / "data")
    (folder / "table.toml").write_text(timetable())
    places = ("--data-dir", str(folder / "data"), "--stages", str(folder / "table.toml"))
    words = [*RUNWALK, *places, *(["--plain"] if closing.plain else [])]
    mark = f"{folder}."
    first, *rest = command(closing.by, words, folder)
    child = pexpect.spawn(
        first,
        rest,
        dimensions=(24, 80),
        env={
            **{name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES", "ENV")},
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "PULSE_SERVER": "none",
            "HOME": str(folder),
            "RUNWALK_CLOSED": mark,
        },
        preexec_fn=heed_signals,
        timeout=PATIENCE,
    )
    child.delaybeforesend = None
    child.send(typed(closing.by, words))
    heard = b""
    if closing.running:
        for question, answer in (("Start here", "1\r" if closing.plain else "\r"), ("How is your pain", "3\r")):
            child.expect_exact(question)
            child.send(answer)
    end = time.monotonic() + closing.after
    while (left := end - time.monotonic()) > 0:
        try:
            heard += child.read_nonblocking(65536, timeout=left)
        except (pexpect.TIMEOUT, pexpect.EOF):
            continue
    child.ptyproc.fileobj.close()
    closed = time.monotonic()
    found = left_behind(f"RUNWALK_CLOSED={mark}", closed + PATIENCE, every=0.02)
    seconds = time.monotonic() - closed
    told = tuple(_named(process) for process in found)
    for process in found:
        os.kill(process, 9)
    child.close(force=True)
    assert not marked(f"RUNWALK_CLOSED={mark}")
    begun = COUNTDOWN.search(heard) is not None
    return Outcome(closing, seconds, told, begun, look(folder / "data", folder / "copy"))


def _named(process: int) -> str:
    try:
        words = Path(f"/proc/{process}/cmdline").read_text().split("\0")
    except OSError:
        return f"process {process}"
    return f"process {process} ({' '.join(words)[:80]})"
