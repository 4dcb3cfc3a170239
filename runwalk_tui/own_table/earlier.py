"""The tables that the runner used before: the copies with a date in their name, found by the name of their programme.

Taking up another programme leaves such a copy of the one before (`taking.py`); this finds the way back to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from runwalk_tui import paths
from runwalk_tui.programme.faults import TableError
from runwalk_tui.programme.reader import parse_table
from runwalk_tui.programme.shipped import PROGRAMMES, SHIPPED, shipped_as
from runwalk_tui.programme.stage import StageTable, TableKind
from runwalk_tui.rule.reasons import day_name
from runwalk_tui.session.records import Log
from runwalk_tui.table_in_use import read_table
from runwalk_tui.values import dataclass

EARLIER = "earlier: "
"""Before the name of an earlier table, where it is told from the short names of programmes."""
DATED = re.compile(r"stages-(\d{4}-\d\d-\d\d)(?:-(\d{1,6}))?\.toml")
"""The name of a copy: the day on which another table took its place, and from the second of that day on its number."""


@dataclass(frozen=True, slots=True)
class EarlierTable:
    """A table that was the runner's own, and has no faults."""

    table: StageTable
    file: Path
    day: date
    """The day on which another one took its place."""

    @property
    def title(self) -> str:
        """The name of its programme."""
        return self.table.programme

    def about(self, today: date) -> str:
        """What it is, in one line."""
        return f"your own, until {day_name(self.day, today)}"


def earlier_tables(in_use: StageTable | None = None) -> tuple[EarlierTable, ...]:
    """The newest of each name, the newest first, without the one in use."""
    found: dict[str, EarlierTable] = {}
    for one in _by_date():
        found.setdefault(one.title, one)
    return tuple(one for one in found.values() if one.table != in_use)


def earlier_called(named: str) -> EarlierTable | None:
    """The newest one with this name, in whatever case it is typed; None when there is none."""
    tables = earlier_tables()
    exact = (one for one in tables if one.title == named)
    near = (one for one in tables if one.title.casefold() == named.strip().casefold())
    return next(exact, None) or next(near, None)


def ways_back(table: StageTable, log: Log) -> dict[str, str]:
    """How to go back to each other programme with counted sessions in a log: what to type, by the programme's name.

    One that comes with runwalk is gone back to by its short name, unless there is a copy; one without either is left
    out.
    """
    names = {one.programme for one in log.sessions if one.counted} - {table.programme}
    if not names:
        return {}
    copies = {one.title for one in earlier_tables(table)}
    ways = {title: f"runwalk stages use {as_typed(title)}" for title in names & copies}
    for title in names - copies:
        shipped = shipped_as(title)
        if shipped in PROGRAMMES and shipped is not None:
            ways[title] = f"runwalk stages use {shipped.name}"
    return ways


def as_typed(title: str) -> str:
    """A programme's name as it is typed in a shell: in double quotes, where nothing in it means anything there."""
    from shlex import quote as quote_for_shell  # late: seldom needed

    return quote_for_shell(title) if set(title) & set('"$`\\!') else f'"{title}"'


def is_untouched(text: bytes) -> bool:
    """Whether a table is one that comes with runwalk, word for word, so that no copy of it is needed."""
    return any(paths.shipped_programme(one.name).read_bytes() == text for one in SHIPPED.values())


def _by_date() -> Iterator[EarlierTable]:
    """Every copy without faults, the newest first; one that nobody can read any more leads back to nothing."""
    if not paths.has_config_dir():
        return
    named = [
        (each, match) for each in paths.config_dir().glob("stages-*.toml") if (match := DATED.fullmatch(each.name))
    ]
    for file, match in sorted(named, key=lambda each: (each[1][1], int(each[1][2] or 1)), reverse=True):
        try:
            day = date.fromisoformat(match[1])
            table = parse_table(read_table(file), str(file))
        except (TableError, ValueError):
            continue
        if table.kind is not TableKind.COMPANION:
            yield EarlierTable(table, file, day)
