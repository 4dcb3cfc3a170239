"""Taking in records from outside: what is known stays as it is, unless the other is newer."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from runwalk_tui.history.database.rows import (
    CHECKIN,
    CLEARANCE,
    FACT,
    PLACEMENT,
    Row,
    Table,
    checkin_row,
    clearance_row,
    find_session,
    placement_row,
    put,
    replace_session,
    rows,
)
from runwalk_tui.session.records import Log, SessionRecord


@dataclass(slots=True)
class MergeTally:
    """What a merge did with the records of one kind."""

    new: int = 0
    changed: int = 0
    """A newer version took the place of the one that was there."""
    same: int = 0
    """Left as it was."""


@dataclass(frozen=True, slots=True)
class MergeCounts:
    """What a merge did."""

    sessions: MergeTally = field(default_factory=MergeTally)
    placements: MergeTally = field(default_factory=MergeTally)
    checkins: MergeTally = field(default_factory=MergeTally)
    clearances: MergeTally = field(default_factory=MergeTally)

    @property
    def new(self) -> int:
        """Records of any kind that were not there before."""
        return sum(tally.new for tally in self._all())

    @property
    def changed(self) -> int:
        """Records of any kind in whose place a newer version came."""
        return sum(tally.changed for tally in self._all())

    @property
    def same(self) -> int:
        """Records of any kind that were left as they were."""
        return sum(tally.same for tally in self._all())

    def _all(self) -> tuple[MergeTally, ...]:
        return (self.sessions, self.placements, self.checkins, self.clearances)


def merge(connection: sqlite3.Connection, history: Log) -> MergeCounts:
    """Take in a history file, inside a transaction. Raises what `put` raises."""
    counts = MergeCounts()
    for record in history.sessions:
        known = find_session(connection, record.id)
        if known is None or _newer(record, known):
            replace_session(connection, record)
        if known is None:
            counts.sessions.new += 1
        elif _newer(record, known):
            counts.sessions.changed += 1
        else:
            counts.sessions.same += 1
    _add_others(connection, history, counts)
    return counts


def take_up(connection: sqlite3.Connection, history: Log, facts: Mapping[str, str]) -> None:
    """Take in what could not be written before, inside a transaction.

    A rescued session was written when the database could not be: it is newer than one that was never
    changed, and its journal ends, since it is not unfinished.
    """
    for record in history.sessions:
        known = find_session(connection, record.id)
        if known is None or known.updated_at is None or _newer(record, known):
            replace_session(connection, record)
        connection.execute("DELETE FROM running WHERE session_id = ?", (record.id,))
    _add_others(connection, history, MergeCounts())
    for fact in facts.items():
        put(connection, FACT, fact)


def _newer(record: SessionRecord, known: SessionRecord) -> bool:
    """Whether a version of a session was changed later than another."""
    if record.updated_at is None:
        return False
    return known.updated_at is None or record.updated_at > known.updated_at


def _add_others(connection: sqlite3.Connection, history: Log, counts: MergeCounts) -> None:
    _add(connection, PLACEMENT, map(placement_row, history.placements), counts.placements)
    _add(connection, CHECKIN, map(checkin_row, history.checkins), counts.checkins)
    _add(connection, CLEARANCE, map(clearance_row, history.clearances), counts.clearances)


def _add(connection: sqlite3.Connection, table: Table, found: Iterable[Row], tally: MergeTally) -> None:
    """Add the rows that are not there yet."""
    where = "WHERE " + " AND ".join(f"{column} = ?" for column in table.same)
    for row in found:
        named = dict(zip(table.columns, row, strict=True))
        if next(rows(connection, table, where, [named[column] for column in table.same]), None) is None:
            put(connection, table, row)
            tally.new += 1
        else:
            tally.same += 1
