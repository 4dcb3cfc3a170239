"""Programs that are measured: how they are started, what they cost, and the references."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pexpect

from runwalk_tui.flows.shown.trial import TRIAL_SEEN
from runwalk_tui.opening import workspace_on
from runwalk_tui.paths import shipped_stages
from runwalk_tui.rule.screening import Screening
from runwalk_tui.session.records import Placement

SIZE = (40, 120)
RUNWALK = "from runwalk_tui.start import main; main()"
"""What runs where the script isn't beside Python; where it is, that is measured, as a runner starts it."""
INTO_A_SESSION = [("Start here", "\r"), ("right now", "3"), ("", "\r")]
"""What is to be on the terminal, and the key for it."""
BARE_HELLO = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("painted")
Bare().run()
"""
BARE_DIGITS = """
from time import monotonic
from textual.app import App
from textual.widgets import Digits
class Bare(App):
    def compose(self):
        yield Digits("0.0")
    def on_mount(self):
        self.began = monotonic()
        self.set_interval(1 / 10, self.tick)
    def tick(self):
        self.query_one(Digits).update(f"{monotonic() - self.began:.1f}")
Bare().run()
"""
BARE_CLICK = "import click"
BARE_SQLITE = "import click, sqlite3"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a program used while it ran for a while."""

    cpu: float
    """Seconds of CPU time, the process and its children."""
    written: int
    """Bytes written to the terminal."""
    memory: float
    """Megabytes in memory at the end, of the process alone."""
    seconds: float
    """How long it was looked at."""


def spawn(code: str, *arguments: str, env: Mapping[str, str] | None = None) -> pexpect.spawn[bytes]:
    """A Python program on a pty of its own, without a sound device unless `env` has one."""
    return spawn_program([*command_of(code), *arguments], env=env)


def command_of(code: str, python: str = sys.executable) -> list[str]:
    """The command that starts a program: the installed script for runwalk, Python itself for a reference."""
    script = Path(python).with_name("runwalk")
    return [str(script)] if code == RUNWALK and script.exists() else [python, "-c", code]


def spawn_program(command: Sequence[str], *, env: Mapping[str, str] | None = None) -> pexpect.spawn[bytes]:
    """Any program on a pty of its own."""
    return pexpect.spawn(
        command[0],
        list(command[1:]),
        dimensions=SIZE,
        env={**os.environ, "TERM": "xterm-256color", "PULSE_SERVER": "none", **(env or {})},
        timeout=60,
    )


def in_turns(rounds: int, measured: Mapping[str, Callable[[], float]]) -> dict[str, list[float]]:
    """Measure each in turn, so many rounds, so that what slows the computer down slows all of them."""
    taken: dict[str, list[float]] = {name: [] for name in measured}
    for _ in range(rounds):
        for name, measure in measured.items():
            taken[name].append(measure())
    return taken


def painted(code: str, arguments: Sequence[str], wanted: str) -> tuple[float, float]:
    """Seconds from the start of a process until a text is on its terminal, and its CPU time until then."""
    began = time.perf_counter()
    child = spawn(code, *arguments)
    try:
        child.expect_exact(wanted)
        return time.perf_counter() - began, cpu_of(child.pid)
    finally:
        child.close(force=True)


def timed(code: str, arguments: Sequence[str]) -> tuple[float, float]:
    """Seconds that a whole process takes, and its CPU time with that of its own children."""
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*command_of(code), *arguments], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - began, cpu


def cost(child: pexpect.spawn[bytes], keys: Sequence[tuple[str, str]], *, settling: float, seconds: float) -> Cost:
    """What a program uses for some seconds after the keys were pressed, each once its text is there; then it ends.

    It is given some seconds to settle first.
    """
    try:
        for wanted, key in keys:
            child.expect_exact(wanted)
            time.sleep(0.5)
            child.send(key)
        drain(child, settling)
        before, began = exact_cpu_of(child.pid), time.monotonic()
        written = drain(child, seconds)
        used, memory, looked_at = exact_cpu_of(child.pid) - before, memory_of(child.pid), time.monotonic() - began
        return Cost(used, written, memory, looked_at)
    finally:
        child.close(force=True)


def drain(child: pexpect.spawn[bytes], seconds: float) -> int:
    """Read for a while; returns how many bytes came."""
    end = time.monotonic() + seconds
    count = 0
    while (left := end - time.monotonic()) > 0:
        try:
            count += len(child.read_nonblocking(65536, timeout=left))
        except pexpect.TIMEOUT:
            break
    return count


def cpu_of(pid: int) -> float:
    """Seconds of CPU time of a process and of its children that are still running, in steps of a hundredth."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    total = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total + sum(map(cpu_of, _children_of(pid)))


def exact_cpu_of(pid: int) -> float:
    """The same in steps of a millionth, but without what threads used that have ended: for a program that runs on.

    What children used that have ended is in it, in steps of a hundredth: without a device one looks for it at times.
    """
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    total = sum(int(each.read_text().split()[0]) for each in threads) / 1e9
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    ended = (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")
    return total + ended + sum(map(exact_cpu_of, _children_of(pid)))


def _children_of(pid: int) -> list[int]:
    """The running children of a process, whichever of its threads started them."""
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for each in lists for child in each.read_text().split()]


def memory_of(pid: int) -> float:
    """Megabytes of a process that are in memory, shared libraries included."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def place(folder: Path, table: Path | None = None, stage: str = "4") -> list[str]:
    """A runner who was asked everything that comes before the first session; returns the options for the folder."""
    now = datetime.now().astimezone()
    workspace = workspace_on(table or shipped_stages(), folder)
    with workspace.store:
        workspace.store.remember("screening", Screening(now).to_json())
        workspace.store.remember(TRIAL_SEEN, "yes")
        workspace.store.place(Placement(now, stage))
    return [*(["--stages", str(table)] if table else []), "--data-dir", str(folder)]
