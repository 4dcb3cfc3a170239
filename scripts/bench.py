"""Benchmarks, each beside a named reference measured in turns in the same run; `make bench`.

    python -m scripts.bench [PART ...] [--quick] [--audio] [--drift MINUTES] [--write FILE]

One table comes out: median, least and most of each, the ratio of the medians, the goal. Parts:

- version:  `runwalk --version`, against Python with click imported
- next:     `runwalk next`, against Python with click and sqlite3 imported
- start:    first paint of Home on a real pty, against a bare Textual program
- growth:   CPU time of `next`, history, report, export, import, simulate, Home and Trends with 1,000 sessions and with
            10,000, against the same with 10; how much later the timer is there for a plan of 4,000 phases
- history:  how soon History is there, at its end, sorted and searched with 10, 1,000 and 10,000 sessions
- simulate: CPU time of `runwalk stages simulate`, against the same with the rule's first edition, which is taken from
            the history of this repository
- cpu:      CPU time, bytes to the terminal and memory of a running session, against termdown and against a bare Textual
            program that updates digits ten times a second; with sound and short phases on a private sound server
- still:    bytes written by Home, and by a paused session, while nobody does anything
- sound:    onset errors, CPU and memory of the sound's process (scripts/bench_audio.py)

Without a part all are measured, also the drift of the sound over two minutes, and docs/benchmarks.md gets the table;
it takes about 20 minutes. `--drift` says over how long. `--quick` tries everything out with few repeats and short logs;
its figures mean nothing. What can't be measured is a row that says why, and the exit status is 1.

What a program used is read from /proc, so this needs Linux.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from scripts.bench_growth import compare_lengths, compare_plans, compare_simulated
from scripts.bench_history import compare_histories
from scripts.bench_programs import BARE_CLICK, BARE_HELLO, BARE_SQLITE, RUNWALK, painted, place, timed
from scripts.bench_session import TERMDOWN, compare_sessions, measure_sound, measure_still, measure_with_sound
from scripts.bench_simulate import compare_simulations
from scripts.bench_table import ROOT, Busy, Row, Samples, markdown, surroundings, tell, write_between

PARTS = ("version", "next", "start", "growth", "history", "simulate", "cpu", "still", "sound")
PAGE = ROOT / "docs" / "benchmarks.md"
DRIFT = 2.0
"""Minutes over which the drift is measured where nobody says otherwise."""
SETTLING = 45.0
"""Seconds after which every sentence on the timer has gone, also the one about a sound device that was waited for."""

Measure = Callable[[], tuple[float, float]]
"""Gives seconds on the wall and of CPU."""


class Bench:
    """The parts, with how often and how long each is measured."""

    def __init__(self, folder: Path, *, quick: bool, drift: float) -> None:
        self.folder = folder
        self.quick = quick
        self.drift = drift
        self.rounds = 2 if quick else 21
        """Of what takes a moment; less of what takes long."""
        self.few = 1 if quick else 3
        self.seconds = 1.0 if quick else 15.0
        self.settling = 1.0 if quick else SETTLING
        self.counts = (3, 30) if quick else (10, 1_000, 10_000)

    @cache  # noqa: B019  # there is one of these, and it lives as long as the program
    def placed(self) -> list[str]:
        """The options for the folder of a runner with a starting stage."""
        return place(self.folder / "placed")

    def warmed_up(self) -> Iterator[Row]:
        """Each program once, so that the first round doesn't read from a cold disk; no row."""
        timed(RUNWALK, ["next", *self.placed()])
        timed(BARE_SQLITE, [])
        painted(BARE_HELLO, [], "painted")
        painted(RUNWALK, self.placed(), "Start here")
        yield from ()

    def version(self) -> Iterator[Row]:
        ours = lambda: timed(RUNWALK, ["--version"])  # noqa: E731  # it is one of a pair
        yield from self._beside("runwalk --version", ours, "Python with click", lambda: timed(BARE_CLICK, []), 1.2)

    def next(self) -> Iterator[Row]:
        ours, options = "runwalk next", ["next", *self.placed()]
        bare = lambda: timed(BARE_SQLITE, [])  # noqa: E731  # as above
        yield from self._beside(ours, lambda: timed(RUNWALK, options), "Python with click and sqlite3", bare, 1.5)

    def start(self) -> Iterator[Row]:
        ours = lambda: painted(RUNWALK, self.placed(), "Start here")  # noqa: E731  # as above
        bare = lambda: painted(BARE_HELLO, [], "painted")  # noqa: E731  # as above
        yield from self._beside("first paint of Home", ours, "bare Textual program", bare, 1.5)

    def growth(self) -> Iterator[Row]:
        yield from compare_lengths(self.folder, self.counts, self.few)
        yield from compare_simulated(self.folder, self.counts, 20 if self.quick else 1_000)
        yield from compare_plans(self.folder, self.few)

    def history(self) -> Iterator[Row]:
        yield from compare_histories(self.folder, (0, *self.counts), self.few)

    def simulate(self) -> Iterator[Row]:
        yield from compare_simulations()

    def cpu(self) -> Iterator[Row]:
        yield from compare_sessions(self.folder, self.few, self.seconds, self.settling)
        yield from measure_with_sound(self.folder, self.few, self.seconds)

    def still(self) -> Iterator[Row]:
        yield from measure_still(self.folder, self.seconds, self.settling)

    def sound(self) -> Iterator[Row]:
        yield from measure_sound(["--cues", "2" if self.quick else "8"])
        if self.drift:
            yield from measure_sound(["--drift", str(self.drift)])

    def _beside(self, what: str, ours: Measure, reference: str, theirs: Measure, goal: float) -> Iterator[Row]:
        """Both in turns: on the wall, which the goal is about, and as CPU time, which a busy computer blurs less."""
        pairs = [(ours(), theirs()) for _ in range(self.rounds)]
        for name, place_, most in (("", 0, goal), (", CPU", 1, None)):
            mine, bare = (Samples(tuple(1000 * pair[side][place_] for pair in pairs), "ms") for side in (0, 1))
            yield Row(f"{what}{name}", mine, reference, bare, most)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, usage="%(prog)s [options] [PART ...]"
    )
    parser.add_argument("part", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--audio", action="store_true", help="the same as the part sound")
    parser.add_argument(
        "--drift", type=float, metavar="MINUTES", help="the drift of the sound over so long; 0 for none"
    )
    parser.add_argument("--quick", action="store_true", help="few repeats and short logs, to try it out")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the table into this page")
    given = parser.parse_args()
    if sys.platform != "linux":
        raise SystemExit("bench: what a program used is read from /proc, so this needs Linux")
    if unknown := set(given.part) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    wanted = [*given.part, *(["sound"] if given.audio or (given.drift and "sound" not in given.part) else [])]
    page = given.write or (None if wanted or given.quick else PAGE)
    drift = given.drift if given.drift is not None else 0.0 if wanted or given.quick else DRIFT
    with tempfile.TemporaryDirectory() as folder:
        # An installed program has its bytecode where it lies, so the checkout has it there, too.
        for variable in ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"):
            os.environ.pop(variable, None)
        subprocess.run([sys.executable, "-m", "compileall", "-q", str(ROOT / "runwalk_tui")], check=True)
        os.environ["XDG_CONFIG_HOME"] = str(Path(folder) / "config")
        bench = Bench(Path(folder), quick=given.quick, drift=drift)
        before = Busy.now()
        parts = {name: getattr(bench, name) for name in PARTS if name in (wanted or PARTS)}
        rows, all_measured = measured({"the first runs": bench.warmed_up, **parts})
        table = f"{markdown(rows)}\n\n{surroundings(before, Busy.now(), termdown_version())}"
    print(table)
    if page is not None:
        write_between(page, table)
    raise SystemExit(0 if all_measured else 1)


def measured(parts: Mapping[str, Callable[[], Iterable[Row]]]) -> tuple[list[Row], bool]:
    """The rows of these parts, and whether each could be measured; where one couldn't, a row says why."""
    rows: list[Row] = []
    all_measured = True
    for name, part in parts.items():
        try:
            rows.extend(tell(row) for row in part())
        except Exception as error:  # noqa: BLE001  # whatever it is, the other parts are measured all the same
            traceback.print_exc()
            all_measured = False
            said = (str(error).splitlines() or [""])[0].replace("|", "/")
            rows.append(tell(Row(f"{name}: the rest", f"not measured: {type(error).__name__}: {said}")))
    return rows, all_measured


def termdown_version() -> list[str]:
    """Such as "termdown 1.18.0", where it is there."""
    if not TERMDOWN.exists():
        return []
    ask = "from importlib.metadata import version; print('termdown', version('termdown'))"
    done = subprocess.run([str(TERMDOWN.with_name("python")), "-c", ask], capture_output=True, text=True, check=False)
    return [done.stdout.strip()] if done.returncode == 0 else []


if __name__ == "__main__":
    main()
