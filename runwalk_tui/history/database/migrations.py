"""The shape of the database, step by step from the first version to this one.

A step is a tuple of statements, now and then a function, and is never changed once it was released: a new
shape is a new step at the end. `user_version` says how many were done. All that are missing are done in one
transaction, so a database has either its old shape or the new one.

Every table ends with `seal`, the checksum of the row (see rows.py). It leaves NULLs out, so a
column added later without a default leaves the seals of older rows right.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Sequence

from runwalk_tui.history.database.rows import PLACEMENT, SESSION, Table, columns_there, seal

APPLICATION_ID = 0x52574C4B
"""Marks a SQLite file as ours: "RWLK"."""

Step = tuple[str | Callable[[sqlite3.Connection], None], ...]
"""Statements, and functions where a statement can't do it."""


def _between(column: str, low: int, high: int) -> str:
    """A check whose name is the sentence that a refused record is explained with."""
    return f'CONSTRAINT "{column} is not a whole number from {low} to {high}" CHECK ({column} BETWEEN {low} AND {high})'


_FIRST: Step = (
    f"""CREATE TABLE session (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE CONSTRAINT "the id of a session is empty" CHECK (id <> ''),
        instant INTEGER NOT NULL,
        started_at TEXT NOT NULL,
        programme TEXT NOT NULL CONSTRAINT "the programme is empty" CHECK (programme <> ''),
        stage TEXT NOT NULL CONSTRAINT "the stage is empty" CHECK (stage <> ''),
        reps_planned INTEGER NOT NULL {_between("reps_planned", 1, 1000)},
        reps_done INTEGER NOT NULL {_between("reps_done", 0, 1000)},
        run_seconds INTEGER NOT NULL {_between("run_seconds", 0, 604800)},
        walk_seconds INTEGER NOT NULL {_between("walk_seconds", 0, 604800)},
        active_seconds INTEGER NOT NULL {_between("active_seconds", 0, 604800)},
        pain_before INTEGER {_between("pain_before", 0, 10)},
        pain_worst INTEGER {_between("pain_worst", 0, 10)},
        pain_after INTEGER {_between("pain_after", 0, 10)},
        pain_morning INTEGER {_between("pain_morning", 0, 10)},
        pain_marks TEXT NOT NULL,
        soreness TEXT NOT NULL,
        red_flags TEXT NOT NULL,
        stopped_for_pain INTEGER NOT NULL,
        eased_to TEXT,
        felt_ready INTEGER,
        effort INTEGER {_between("effort", 0, 10)},
        note TEXT NOT NULL,
        rehearsal INTEGER NOT NULL,
        source TEXT NOT NULL,
        updated_at TEXT,
        seal INTEGER NOT NULL)""",
    """CREATE TABLE placement (
        seq INTEGER PRIMARY KEY,
        instant INTEGER NOT NULL,
        at TEXT NOT NULL,
        stage TEXT NOT NULL CONSTRAINT "the stage is empty" CHECK (stage <> ''),
        how TEXT NOT NULL,
        seal INTEGER NOT NULL,
        UNIQUE (instant, stage, how))""",
    f"""CREATE TABLE checkin (
        seq INTEGER PRIMARY KEY,
        instant INTEGER NOT NULL UNIQUE,
        at TEXT NOT NULL,
        current INTEGER NOT NULL {_between("current", 0, 100)},
        average INTEGER NOT NULL {_between("average", 0, 100)},
        worst INTEGER NOT NULL {_between("worst", 0, 100)},
        disability INTEGER {_between("disability", 0, 100)},
        seal INTEGER NOT NULL)""",
    """CREATE TABLE clearance (
        seq INTEGER PRIMARY KEY,
        instant INTEGER NOT NULL UNIQUE,
        at TEXT NOT NULL,
        seal INTEGER NOT NULL)""",
    """CREATE TABLE fact (
        seq INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        value TEXT NOT NULL,
        seal INTEGER NOT NULL)""",
    """CREATE TABLE running (
        seq INTEGER PRIMARY KEY,
        session_id TEXT NOT NULL UNIQUE,
        began_at TEXT NOT NULL,
        header TEXT NOT NULL,
        last_at TEXT NOT NULL,
        last TEXT NOT NULL,
        seal INTEGER NOT NULL)""",
    """CREATE TABLE event (
        seq INTEGER PRIMARY KEY,
        session_id TEXT NOT NULL REFERENCES running (session_id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        kind TEXT NOT NULL,
        at TEXT NOT NULL,
        detail TEXT NOT NULL,
        seal INTEGER NOT NULL,
        UNIQUE (session_id, number))""",
)

EDITION = "rule edition"
"""The key of the fact that tells which edition of the rule answered last; without it there is nothing to tell."""
EDITION_BEFORE = "1"
"""What the second step adds to the sessions of a log that only the first edition has answered."""

_EDITION_SEAL = zlib.crc32(json.dumps({"key": EDITION, "value": EDITION_BEFORE}).encode())

_SECOND: Step = (
    """ALTER TABLE session ADD COLUMN kind TEXT
        CONSTRAINT "kind is not run-walk, walk or companion" CHECK (kind IN ('run-walk', 'walk', 'companion'))""",
    "ALTER TABLE clearance ADD COLUMN clears TEXT",
    f"""INSERT INTO fact (key, value, seal) SELECT '{EDITION}', '{EDITION_BEFORE}', {_EDITION_SEAL}
        WHERE EXISTS (SELECT 1 FROM session) ON CONFLICT (key) DO NOTHING""",
)
"""What the second edition of the rule stores: the kind of a session, NULL in an older row, which is a run-walk; and the
sessions that a clearance clears, NULL for a bare time. Neither column has a default, so the seals stay right."""

_THIRD: Step = (
    """CREATE TABLE deleted (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE CONSTRAINT "the id of a deleted session is empty" CHECK (id <> ''),
        instant INTEGER NOT NULL,
        at TEXT NOT NULL,
        place INTEGER,
        session TEXT,
        seal INTEGER NOT NULL)""",
)
"""Deletions are remembered. `session` is the session as it was, for an undo, and `place` its `seq`; both become NULL
when they are no longer stored, or when there was nothing to store."""

_FOURTH: Step = ("ALTER TABLE placement ADD COLUMN programme TEXT",)
"""The programme of a placement; NULL in an older row, which belongs to any. It has no default, so seals stay right."""

_FIFTH: Step = (
    "ALTER TABLE checkin ADD COLUMN activity TEXT",
    f"ALTER TABLE checkin ADD COLUMN activity_score INTEGER {_between('activity_score', 0, 10)}",
    f"ALTER TABLE checkin ADD COLUMN safe INTEGER {_between('safe', 0, 10)}",
)
"""The questions of our own in a check-in: NULL where nothing was answered, as in every older row. None has a default,
so seals stay right."""


def number_ties(connection: sqlite3.Connection) -> None:
    """Give sessions and placements of the same instant the order in which they were written."""
    for table in (SESSION, PLACEMENT):
        _number_table(connection, table)


def _number_table(connection: sqlite3.Connection, table: Table) -> None:
    ties = f"(SELECT instant FROM {table.name} GROUP BY instant HAVING count(*) > 1)"
    query = table.select(
        f"WHERE instant IN {ties} ORDER BY instant, seq", set(table.columns) - columns_there(connection, table)
    )
    instant_at, rank_at = table.columns.index("instant"), table.columns.index("rank")
    before, number = None, 0
    for seq, *values, sealed in connection.execute(query).fetchall():
        number = number + 1 if values[instant_at] == before else 0
        before = values[instant_at]
        # A damaged row stays as it is, so that it is noticed.
        if number and sealed == seal(table, tuple(values)):
            values[rank_at] = number
            connection.execute(
                f"UPDATE {table.name} SET rank = ?, seal = ? WHERE seq = ?", (number, seal(table, tuple(values)), seq)
            )


_SIXTH: Step = (
    f"ALTER TABLE session ADD COLUMN rank INTEGER {_between('rank', 0, 1_000_000)}",
    f"ALTER TABLE placement ADD COLUMN withdrawn INTEGER {_between('withdrawn', 0, 1)}",
    f"ALTER TABLE placement ADD COLUMN rank INTEGER {_between('rank', 0, 1_000_000)}",
    "ALTER TABLE clearance ADD COLUMN seen TEXT",
    "CREATE INDEX session_instant ON session (instant)",
    number_ties,
)
"""What several computers need to come to the same log: the order of sessions and of placements of one instant, NULL
for 0; a placement that holds no longer; and the red flags that a clearance was made in sight of. Without a default, so
seals stay right but for the rows that get a number."""

_SEVENTH: Step = (
    f"ALTER TABLE session ADD COLUMN heart_rate INTEGER {_between('heart_rate', 25, 250)}",
    f"ALTER TABLE session ADD COLUMN heart_rate_max INTEGER {_between('heart_rate_max', 25, 250)}",
    f"ALTER TABLE session ADD COLUMN belt_metres INTEGER {_between('belt_metres', 0, 1_000_000)}",
    f"ALTER TABLE session ADD COLUMN belt_speed INTEGER {_between('belt_speed', 0, 40_000)}",
)
"""What a strap and a treadmill measured: NULL where there was none, as in every older row. None has a default, so seals
stay right."""

_EIGHTH: Step = (f"ALTER TABLE deleted ADD COLUMN elsewhere INTEGER {_between('elsewhere', 0, 1)}",)
"""Whether a session that was here is deleted because a file or another computer says so; NULL for what was deleted
here, as in every older row. It has no default, so seals stay right."""

STEPS: tuple[Step, ...] = (_FIRST, _SECOND, _THIRD, _FOURTH, _FIFTH, _SIXTH, _SEVENTH, _EIGHTH)
"""Every step there is; the version of this program is their number."""


def version_of(connection: sqlite3.Connection) -> int:
    """How many steps were done on a database."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, steps: Sequence[Step] = STEPS) -> None:
    """Take the missing steps, all or none of them. Raises sqlite3.Error.

    Two processes may call this at once: the second finds the work done.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in steps[version_of(connection) :]:
            for statement in step:
                if isinstance(statement, str):
                    connection.execute(statement)
                else:
                    statement(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(steps)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
