"""What is worth a second look in a table of the runner's own, compared with the tables that come with the program."""

from __future__ import annotations

from functools import cache

from runwalk_tui.own_table.taking import takeable
from runwalk_tui.paths import shipped_programme
from runwalk_tui.programme.hints import claims, hints, new_hints
from runwalk_tui.programme.shipped import DEFAULT, shipped_as
from runwalk_tui.programme.stage import StageTable
from runwalk_tui.table_in_use import load_table


def hints_of(table: StageTable, before: StageTable | None = None) -> tuple[str, ...]:
    """What to look at again, a sentence or two each; `before` is as for `hints`.

    Raises TableError if a table that ships can't be read.
    """
    return hints(table, _shipped(DEFAULT), takeable(), _published(table), before)


def hints_after(before: StageTable, after: StageTable) -> tuple[str, ...]:
    """What to look at again because of what was changed; what was there before is not said again."""
    return () if before == after else new_hints(hints_of(before), hints_of(after, before))


def claims_of(table: StageTable) -> tuple[str, ...]:
    """Which stages have other steps than their `source` is about, in a sentence; mostly none."""
    return claims(table, _published(table))


def _published(table: StageTable) -> StageTable | None:
    """The table that comes with the program under the same name."""
    shipped = shipped_as(table.programme)
    return None if shipped is None else _shipped(shipped.name)


@cache
def _shipped(name: str) -> StageTable:
    """A table that comes with the program, read once: a form asks after every key."""
    return load_table(shipped_programme(name))
