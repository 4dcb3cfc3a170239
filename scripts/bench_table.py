"""What a benchmark found: samples, the rows they make, and the table in docs/benchmarks.md."""

from __future__ import annotations

import os
import platform
import statistics
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

BEGIN, END = "<!-- make bench: begin -->", "<!-- make bench: end -->"
HEAD = ("what", "runwalk", "measured against", "that", "ratio", "goal")
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
        reached = (self.ratio if self.theirs is not None else self.ours.median) or 0.0
        goal = f"{self.most:g} ×" if self.theirs is not None else f"{self.most:g} {self.ours.unit}"
        return f"{goal}: {'reached' if reached <= self.most else 'missed'}"

    def cells(self) -> tuple[str, ...]:
        """The line, cell by cell, as in HEAD."""
        ratio = NONE if self.ratio is None else f"{self.ratio:.2f}"
        theirs = NONE if self.theirs is None else str(self.theirs)
        return (self.what, str(self.ours), self.against or NONE, theirs, ratio, self.goal)


def markdown(rows: Iterable[Row]) -> str:
    """The rows as a table in Markdown."""
    lines = [HEAD, tuple("---" for _ in HEAD), *(row.cells() for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def surroundings() -> str:
    """On what it was measured, in one line."""
    load = f"{os.getloadavg()[0]:.1f} at the end" if hasattr(os, "getloadavg") else "unknown"
    computer = f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return (
        f"{datetime.now().astimezone():%Y-%m-%d}, {computer}, "
        f"Textual {version('textual')}, click {version('click')}; load {load}. Medians, with the least and the most in "
        "brackets."
    )


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
