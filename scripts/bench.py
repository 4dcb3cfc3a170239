"""Benchmarks, each a ratio to a named reference measured in the same run.

    python -m scripts.bench [start] [next] [growth] [history] [simulate] [cpu] [still] [--audio] [--drift MINUTES]

- start: first paint of Home on a real pty, against a bare Textual program (goal: at most 2 times)
- next:  `runwalk next` in a fresh process, against Python with click and sqlite3 imported (goal: at most 2 times)
         with 1,000 sessions and with 10,000, against the same with 10, as CPU time (goals: at most 1.3 and 3 times)
- growth: CPU time until Home is there with 1,000 sessions and with 10,000, against the same with 10 (goals: at most
         1.3 and 3 times); how much later the timer is there for a plan of 4,000 phases than for one of 20, from the
         last key on (goal: at most 0.3 s)
- history: how soon History is there with 10, 1,000 and 10,000 sessions, against an empty one; how soon it has gone to
         its end, 20 pages up and been sorted, and looked for a word, against 10 sessions (goal: at most 0.2 s later)
- simulate: CPU time of `runwalk stages simulate`, against the same with the rule's first edition, which is taken from
         the history of this repository (goal: at most 1.2 times)
- cpu:   CPU time of a running session, against a bare Textual program that updates digits ten times a second
         (goal: below half); bytes written to the terminal in that time (goal: below 60 kB a minute)
- still: bytes written by Home, and by a paused session, while nobody does anything (goal: none)

- --audio: onset errors of miniaudio, of simpleaudio, and of a loop that sleeps and then starts a player, with the
  machine idle and busy; CPU and memory of the child (goals: below 1 % of a core, below 40 MB); how soon silence comes
- --drift: how far the onsets wander over so many minutes

Without any of these all is measured but the drift. The sound is measured by scripts/bench_audio.py, which needs
PulseAudio; where that is not installed the sound is left out, and that is said.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pexpect

from runwalk_tui.history.store import Store
from runwalk_tui.opening import workspace_on
from runwalk_tui.paths import shipped_stages
from runwalk_tui.rule.screening import Screening
from runwalk_tui.session.records import Log, Placement, SessionRecord
from runwalk_tui.table_in_use import load_table
from scripts.bench_history import compare_histories
from scripts.bench_simulate import compare_simulations

PARTS = ("start", "next", "growth", "history", "simulate", "cpu", "still")
ROUNDS = 9
CPU_SECONDS = 20.0
SENTENCE = 45.0
"""Seconds after which every sentence on the timer has gone, also the one about a sound device that was waited for."""
SIZE = (40, 120)
INTO_A_SESSION = [("Start here", "\r"), ("right now", "3"), ("", "\r")]
RUNWALK = "from runwalk_tui.cli import main; main()"
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
BARE_IMPORTS = "import click, sqlite3"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a program used while it ran for a while."""

    cpu: float
    """Seconds of CPU time, the process and its children."""
    written: int
    """Bytes written to the terminal."""


def spawn(code: str, *arguments: str, env: dict[str, str] | None = None) -> pexpect.spawn[bytes]:
    """A Python program on a pty of its own."""
    return pexpect.spawn(
        sys.executable,
        ["-c", code, *arguments],
        dimensions=SIZE,
        env={**os.environ, "TERM": "xterm-256color", "PULSE_SERVER": "none", **(env or {})},
        timeout=30,
    )


def painted(code: str, arguments: Sequence[str], wanted: str) -> float:
    """Seconds from the start of the process until a text is on the terminal."""
    began = time.perf_counter()
    child = spawn(code, *arguments)
    child.expect_exact(wanted)
    seconds = time.perf_counter() - began
    child.close(force=True)
    return seconds


def timed(code: str, arguments: Sequence[str]) -> float:
    """Seconds that a whole process takes."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True)
    return time.perf_counter() - began


def cost(code: str, arguments: Sequence[str], keys: Sequence[tuple[str, str]], *, settling: float = 3) -> Cost:
    """What a program uses in CPU_SECONDS after the keys were pressed, each once its text is there.

    It is given some seconds to settle first.
    """
    child = spawn(code, *arguments)
    for wanted, key in keys:
        child.expect_exact(wanted)
        time.sleep(0.5)
        child.send(key)
    drain(child, settling)
    before = cpu_of(child.pid)
    written = drain(child, CPU_SECONDS)
    used = cpu_of(child.pid) - before
    child.close(force=True)
    return Cost(used, written)


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
    """Seconds of CPU time of a process and of its children that are still running."""
    total = _stat(pid)
    children = Path(f"/proc/{pid}/task/{pid}/children")
    return total + sum(cpu_of(int(child)) for child in children.read_text().split())


def _stat(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def cpu_time(code: str, arguments: Sequence[str]) -> float:
    """Seconds of CPU time that a whole process takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    timed(code, arguments)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def long_log(folder: Path, count: int) -> list[str]:
    """A runner with so many sessions, three a week; returns the options for the folder."""
    table = load_table(shipped_stages())
    last = datetime.now().astimezone() - timedelta(days=2)
    sessions = []
    for number in range(count):
        stage = table.stages[number // 3 % len(table.stages)]
        reps = table.full(stage) if number % 3 else stage.reps_min
        sessions.append(
            SessionRecord(
                id=f"session-{number}",
                started_at=last - (count - 1 - number) * timedelta(days=7) / 3,
                programme=table.programme,
                stage=stage.id,
                reps_planned=reps,
                reps_done=reps,
                run_seconds=reps * stage.run_seconds,
                active_seconds=stage.total_seconds(reps),
                pain_before=2 + number % 2,
                pain_worst=3 + number % 3,
                pain_after=3,
                pain_morning=3,
                effort=4,
                note="Fine, on flat ground.",
            )
        )
    with Store.open(folder, rescue_folders=()) as store:
        store.merge(Log(sessions=tuple(sessions)))
    return ["next", "--data-dir", str(folder)]


def compare_lengths(folder: Path) -> None:
    """`next` on logs of different lengths, measured in turns as CPU time."""
    logs = {count: long_log(folder / str(count), count) for count in (10, 1_000, 10_000)}
    taken: dict[int, list[float]] = {count: [] for count in logs}
    for _ in range(ROUNDS):
        for count, arguments in logs.items():
            taken[count].append(cpu_time(RUNWALK, arguments))
    median = {count: statistics.median(seconds) for count, seconds in taken.items()}
    for count, goal in ((1_000, 1.3), (10_000, 3)):
        print(
            f"runwalk next with {count:,} sessions: {median[count] * 1000:.0f} ms of CPU time; with 10 sessions: "
            f"{median[10] * 1000:.0f} ms; ratio {median[count] / median[10]:.2f} (goal ≤ {goal:g})"
        )


def cpu_until(arguments: Sequence[str], wanted: str) -> float:
    """Seconds of CPU time of the app until a text is on the terminal."""
    child = spawn(RUNWALK, *arguments)
    child.expect_exact(wanted)
    seconds = cpu_of(child.pid)
    child.close(force=True)
    return seconds


def compare_homes(folder: Path) -> None:
    """Home on logs of different lengths, measured in turns as CPU time."""
    folders = {count: folder / f"home-{count}" for count in (10, 1_000, 10_000)}
    for count, data in folders.items():
        long_log(data, count)
        with Store.open(data, rescue_folders=()) as store:
            store.remember("screening", Screening(datetime.now().astimezone()).to_json())
    taken: dict[int, list[float]] = {count: [] for count in folders}
    for _ in range(ROUNDS):
        for count, data in folders.items():
            taken[count].append(cpu_until(["--data-dir", str(data)], "Stage"))
    median = {count: statistics.median(seconds) for count, seconds in taken.items()}
    for count, goal in ((1_000, 1.3), (10_000, 3)):
        print(
            f"Home with {count:,} sessions: {median[count] * 1000:.0f} ms of CPU time; with 10 sessions: "
            f"{median[10] * 1000:.0f} ms; ratio {median[count] / median[10]:.2f} (goal ≤ {goal:g})"
        )


def compare_plans(folder: Path) -> None:
    """From the last key to the timer, for a short plan and a very long one."""
    steps = ", ".join(['"run 5s", "walk 5s"'] * 20)
    taken: dict[int, list[float]] = {20: [], 4_000: []}
    for number in range(ROUNDS):
        for phases, intervals, reps in ((20, ", ".join(['"run 5s", "walk 5s"'] * 10), 1), (4_000, steps, 100)):
            table = folder / f"{phases}.toml"
            table.write_text(f'[programme]\nname = "P"\n[[stage]]\nintervals = [{intervals}]\nreps = {reps}\n')
            data = folder / f"plan-{phases}-{number}"
            workspace = workspace_on(table, data)
            with workspace.store:
                workspace.store.remember("screening", Screening(datetime.now().astimezone()).to_json())
                workspace.store.place(Placement(datetime.now().astimezone(), "1"))
            child = spawn(RUNWALK, "--stages", str(table), "--data-dir", str(data))
            for wanted, key in INTO_A_SESSION[:-1]:
                child.expect_exact(wanted)
                time.sleep(0.5)
                child.send(key)
            time.sleep(0.5)
            began = time.perf_counter()
            child.send("\r")
            child.expect_exact("left")
            taken[phases].append(time.perf_counter() - began)
            child.close(force=True)
    median = {phases: statistics.median(seconds) for phases, seconds in taken.items()}
    print(
        f"the timer of a plan of 4,000 phases is there {median[4_000]:.2f} s after the key, "
        f"of one of 20 {median[20]:.2f} s: {median[4_000] - median[20]:.2f} s later (goal ≤ 0.3)"
    )


def place(folder: Path) -> list[str]:
    """A runner who was asked everything that comes before the first session; returns the options for the folder."""
    now = datetime.now().astimezone()
    workspace = workspace_on(shipped_stages(), folder)
    with workspace.store:
        workspace.store.remember("screening", Screening(now).to_json())
        workspace.store.place(Placement(now, "4"))
    return ["--data-dir", str(folder)]


def compare(name: str, reference: str, goal: float, ours: Callable[[], float], theirs: Callable[[], float]) -> None:
    """Measure both in turns, and print the ratio of the medians."""
    mine, bare = [], []
    for _ in range(ROUNDS):
        mine.append(ours())
        bare.append(theirs())
    one, other = statistics.median(mine), statistics.median(bare)
    print(f"{name}: {one * 1000:.0f} ms; {reference}: {other * 1000:.0f} ms; ratio {one / other:.2f} (goal ≤ {goal:g})")


def measure_sound(options: Sequence[str]) -> None:
    """The audio figures, by a process of their own: they need the machine's own folders and environment."""
    if not all(shutil.which(program) for program in ("pulseaudio", "parec")):
        print("sound: not measured, because pulseaudio and pulseaudio-utils are not installed")
        return
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPYCACHEPREFIX"}  # it is gone by now
    subprocess.run([sys.executable, "-m", "scripts.bench_audio", *options], check=True, env=env)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, usage="%(prog)s [options] [PART ...]"
    )
    parser.add_argument("part", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--audio", action="store_true", help="measure the sound")
    parser.add_argument("--drift", type=float, default=0.0, metavar="MINUTES", help="measure the drift for so long")
    given = parser.parse_args()
    if unknown := set(given.part) - set(PARTS):
        parser.error(f"no such part: {', '.join(unknown)}")
    everything = not (given.part or given.audio or given.drift)
    measure_program(PARTS if everything else given.part)
    if given.audio or everything:
        measure_sound([])
    if given.drift:
        measure_sound(["--drift", str(given.drift)])


def measure_program(wanted: Sequence[str]) -> None:
    """Start, a command, and a running session."""
    if not wanted:
        return
    with tempfile.TemporaryDirectory() as folder:
        # Installed programs have their bytecode; a checkout under PYTHONDONTWRITEBYTECODE would compile itself anew
        # at each start, which the references do not.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "bytecode")
        painted(BARE_HELLO, [], "painted")
        places = place(Path(folder) / "data")
        if "start" in wanted:
            compare(
                "first paint of Home",
                "bare Textual program",
                2,
                lambda: painted(RUNWALK, places, "Start here"),
                lambda: painted(BARE_HELLO, [], "painted"),
            )
        if "next" in wanted:
            compare(
                "runwalk next",
                "Python with click and sqlite3 imported",
                2,
                lambda: timed(RUNWALK, ["next", *places]),
                lambda: timed(BARE_IMPORTS, []),
            )
            compare_lengths(Path(folder))
        if "growth" in wanted:
            compare_homes(Path(folder))
            compare_plans(Path(folder))
        if "history" in wanted:
            compare_histories(Path(folder), spawn, cpu_of, ROUNDS)
        if "simulate" in wanted:
            compare_simulations()
        if "cpu" in wanted:
            # A folder of its own for each: a session that is cut off would be asked about by the next one.
            session = cost(RUNWALK, place(Path(folder) / "running"), INTO_A_SESSION)
            digits = cost(BARE_DIGITS, [], [])
            print(
                f"CPU of a running session: {session.cpu / CPU_SECONDS:.2%} of a core; bare Textual program, digits "
                f"ten times a second: {digits.cpu / CPU_SECONDS:.2%}; ratio {session.cpu / digits.cpu:.2f} (goal < 0.5)"
            )
            print(
                f"bytes to the terminal at 120×40: {session.written * 60 / CPU_SECONDS / 1000:.1f} kB a minute "
                f"(bare program: {digits.written * 60 / CPU_SECONDS / 1000:.1f}; goal < 60)"
            )
        if "still" in wanted:
            home = cost(RUNWALK, places, [("Start here", "")])
            paused = cost(RUNWALK, place(Path(folder) / "paused"), [*INTO_A_SESSION, ("", " ")], settling=SENTENCE)
            print(
                f"bytes in {CPU_SECONDS:.0f} s while nobody does anything: {home.written} on Home "
                f"({home.cpu / CPU_SECONDS:.2%} of a core), {paused.written} in a paused session "
                f"({paused.cpu / CPU_SECONDS:.2%} of a core) (goal 0)"
            )


if __name__ == "__main__":
    main()
