"""What a benchmark found: samples, the rows they make, and the table in docs/benchmarks.md."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BEGIN, END = "<!-- make bench: begin -->", "<!-- make bench: end -->"
HEAD = ("what", "runwalk", "compared with", "its figure", "ratio", "goal")
NONE = "–"


@dataclass(frozen=True, slots=True)
class Samples:
    """What was measured, run by run."""

    values: tuple[float, ...]
    unit: str
    """Such as "ms", "MB", "% of a core"."""

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    def __str__(self) -> str:
        """The median, and in brackets the least and the most: "46 ms (44–51)"."""
        shown = [_figure(each) for each in (self.median, min(self.values), max(self.values))]
        spread = f" ({shown[1]}–{shown[2]})" if len(self.values) > 1 else ""
        return f"{shown[0]} {self.unit}{spread}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    what: str
    ours: Samples | str
    """What was measured, or why it wasn't."""
    against: str = ""
    """The reference, measured in the same run; "" where there is none."""
    theirs: Samples | None = None
    most: float | None = None
    """The goal for the ratio, or, without a reference, for the median in its own unit."""

    @property
    def ratio(self) -> float | None:
        """Of the medians."""
        if self.theirs is None or isinstance(self.ours, str) or not self.theirs.median:
            return None
        return self.ours.median / self.theirs.median

    @property
    def goal(self) -> str:
        """The goal, and whether it is reached."""
        if self.most is None or isinstance(self.ours, str):
            return NONE
        if self.theirs is None:
            goal, found = f"{self.most:g} {self.ours.unit}", self.ours.median
        elif self.ratio is None:  # nothing can be said beside a reference of 0
            return NONE
        else:
            goal, found = f"{self.most:g} ×", round(self.ratio, 2)  # the figure that is shown is judged
        return f"{goal}: {'reached' if found <= self.most else 'missed'}"

    def cells(self) -> tuple[str, ...]:
        """The line, cell by cell, as in HEAD."""
        ratio = NONE if self.ratio is None else f"{self.ratio:.2f}"
        theirs = NONE if self.theirs is None else str(self.theirs)
        return (self.what, str(self.ours), self.against or NONE, theirs, ratio, self.goal)


def markdown(rows: Iterable[Row]) -> str:
    """The rows as a table in Markdown."""
    lines = [HEAD, tuple("---" for _ in HEAD), *(row.cells() for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


@dataclass(frozen=True, slots=True)
class Busy:
    """What else the computer did."""

    load: str
    """Such as "0.1", over the last minute."""
    stolen: float
    """Seconds of its cores that other virtual computers had since it was started; 0 where it doesn't say."""
    at: float
    """Seconds on a clock that isn't set."""

    @classmethod
    def now(cls) -> Busy:
        stat = Path("/proc/stat")
        cores = stat.read_text().splitlines()[0].split() if stat.exists() else []
        stolen = int(cores[8]) / os.sysconf("SC_CLK_TCK") if len(cores) > 8 else 0.0
        return cls(f"{os.getloadavg()[0]:.1f}", stolen, time.monotonic())


def surroundings(before: Busy, after: Busy, beside: Iterable[str] = ()) -> str:
    """On what it was measured, in one line; `beside` are other programs with their versions."""
    took = after.at - before.at
    stolen = 100 * (after.stolen - before.stolen) / took if took else 0.0
    with_versions = [f"{name} {version(name)}" for name in ("textual", "click")]
    return (
        f"{datetime.now().astimezone():%Y-%m-%d}, {_commit()}, {platform.system()} {platform.release()}, "
        f"{os.cpu_count()} cores, Python {platform.python_version()}, {', '.join([*with_versions, *beside])}; load "
        f"{before.load} at the start and {after.load} at the end, {stolen:.1f}% of a core stolen by other virtual "
        f"computers; all in {took / 60:.0f} min. Medians, with the least and the most in brackets."
    )


def _commit() -> str:
    """Such as "commit 1a2b3c4d", and whether something was changed since."""

    def git(*arguments: str) -> str:
        return subprocess.run(["git", *arguments], capture_output=True, text=True, check=True, cwd=ROOT).stdout.strip()

    try:
        changed = " with changes" if git("status", "--porcelain", "--untracked-files=no") else ""
        return f"commit {git('rev-parse', '--short=8', 'HEAD')}{changed}"
    except (OSError, subprocess.CalledProcessError):
        return "no commit known"


def write_between(file: Path, table: str) -> None:
    """Put a table into a page, between the two markers. Raises ValueError where they aren't there."""
    text = file.read_text("utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{file}: the lines {BEGIN} and {END} aren't both there")
    file.write_text(f"{before}{begin}\n\n{table}\n\n{end}{after}", "utf-8")


def tell(row: Row) -> Row:
    """Say a row as soon as it is known, on standard error; the table comes at the end."""
    print(*(cell for cell in row.cells() if cell != NONE), sep="  ", file=sys.stderr, flush=True)
    return row


def samples(taken: Mapping[str, Sequence[float]], name: str, unit: str, factor: float = 1.0) -> Samples:
    """What was measured of one of several that took turns."""
    return Samples(tuple(each * factor for each in taken[name]), unit)


def _figure(value: float) -> str:
    if abs(value) >= 100 or float(value).is_integer():
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
