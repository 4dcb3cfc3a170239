"""Placements in their table: the one that was chosen last holds, and one that got another time stays withdrawn."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from runwalk_tui.history.database.rows import MICROSECOND, PLACEMENT, instant, placement_from, placement_row, put, rows
from runwalk_tui.session.records import Placement
from runwalk_tui.system.safe_text import safe_name


def place(connection: sqlite3.Connection, placement: Placement) -> None:
    """Write a placement, after all others of its instant. Where the same one is withdrawn, or is of another programme,
    it gets the next free microsecond: that one would be taken for it."""
    while _is_blocked(connection, placement) or _of_instant(connection, _next(placement)):
        placement = _next(placement)
    there = _of_instant(connection, placement)
    own = next((known.rank for known in there if _same(known, placement)), None)
    last = max((known.rank for known in there), default=-1)
    rank = own if own is not None and own == last else last + 1
    put(connection, PLACEMENT, placement_row(replace(placement, rank=rank)))


def withdraw(connection: sqlite3.Connection, placement: Placement) -> None:
    """Let a placement hold no longer, if it is there."""
    for known in _of_instant(connection, placement):
        if _same(known, placement):
            put(connection, PLACEMENT, placement_row(replace(known, withdrawn=True)))


def rank_of_placement(connection: sqlite3.Connection, placement: Placement) -> int:
    """The place of a placement from outside among those of its instant: its own if that is free, or after them all."""
    taken = {known.rank for known in _of_instant(connection, placement)}
    return max(taken) + 1 if placement.rank in taken else placement.rank


def _is_blocked(connection: sqlite3.Connection, placement: Placement) -> bool:
    return any(_in_the_way(known, placement) for known in _of_instant(connection, placement))


def _next(placement: Placement) -> Placement:
    """The placement a microsecond later."""
    return replace(placement, at=placement.at + MICROSECOND)


def _of_instant(connection: sqlite3.Connection, placement: Placement) -> list[Placement]:
    found = rows(connection, PLACEMENT, "WHERE instant = ?", (instant(placement.at),))
    return [placement_from(row) for _, row in found]


def _in_the_way(known: Placement, placement: Placement) -> bool:
    """Whether one that says something else would be lost if the other were written at its instant."""
    named = known.programme and placement.programme and known.programme != safe_name(placement.programme)
    return _same(known, placement) and (known.withdrawn or bool(named))


def _same(known: Placement, placement: Placement) -> bool:
    """Whether one would be written in the place of the other."""
    return (known.stage, known.how) == (safe_name(placement.stage), safe_name(placement.how))
