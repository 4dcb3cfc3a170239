"""Rows: how records lie in the tables, each sealed with a checksum.

SQLite notices a torn page only where the page's structure breaks; a torn page whose structure
holds would give back a wrong pain score. The seal tells such a row from one that was written.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from runwalk_tui.history.errors import DamagedRow
from runwalk_tui.session.records import (
    CheckIn,
    Clearance,
    Deletion,
    PainMark,
    Placement,
    SessionKind,
    SessionRecord,
    safe_checkin,
    safe_record,
)
from runwalk_tui.system.safe_text import ITEM_LENGTH, safe_name
from runwalk_tui.values import dataclass

Value = str | int | None
Row = tuple[Value, ...]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
"""The least by which one time is later than another here."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows are written and read in full."""

    name: str
    columns: tuple[str, ...]
    """Every column between `seq` and `seal`."""
    same: tuple[str, ...]
    """The columns that make two rows the same one."""
    order: tuple[str, ...] = ("seq",)
    """The columns that put rows in the same order on every computer, where they are records."""

    @property
    def in_order(self) -> str:
        """The end of a query for every row in order of time."""
        return f"ORDER BY {', '.join(self.order)}"

    def select(self, where: str = "", lacking: Container[str] = ()) -> str:
        """A query for `seq`, the columns and `seal`; a column that an older table lacks is read as NULL."""
        fields = (f"NULL AS {column}" if column in lacking else column for column in self.columns)
        return f"SELECT seq, {', '.join(fields)}, seal FROM {self.name} {where}"

    @property
    def upsert(self) -> str:
        """A statement that adds a row, or puts it in the place of the same one."""
        fields = (*self.columns, "seal")
        changed = ", ".join(f"{column} = excluded.{column}" for column in fields if column not in self.same)
        return (
            f"INSERT INTO {self.name} ({', '.join(fields)}) VALUES ({', '.join('?' * len(fields))}) "
            f"ON CONFLICT ({', '.join(self.same)}) DO UPDATE SET {changed}"
        )


SESSION = Table(
    "session",
    (
        *("id", "instant", "started_at", "programme", "stage", "reps_planned", "reps_done"),
        *("run_seconds", "walk_seconds", "active_seconds"),
        *("pain_before", "pain_worst", "pain_after", "pain_morning", "pain_marks"),
        *("soreness", "red_flags", "stopped_for_pain", "eased_to", "felt_ready", "effort"),
        *("note", "rehearsal", "source", "updated_at", "kind", "rank"),
        *("heart_rate", "heart_rate_max", "belt_metres", "belt_speed"),
    ),
    ("id",),
    ("instant", "rank", "id"),
)
PLACEMENT = Table(
    "placement",
    ("instant", "at", "stage", "how", "programme", "withdrawn", "rank"),
    ("instant", "stage", "how"),
    ("instant", "rank", "stage", "how"),
)
CHECKIN = Table(
    "checkin",
    ("instant", "at", "current", "average", "worst", "disability", "activity", "activity_score", "safe"),
    ("instant",),
    ("instant",),
)
CLEARANCE = Table("clearance", ("instant", "at", "clears", "seen"), ("instant",), ("instant",))
FACT = Table("fact", ("key", "value"), ("key",))
RUNNING = Table("running", ("session_id", "began_at", "header", "last_at", "last"), ("session_id",))
EVENT = Table("event", ("session_id", "number", "kind", "at", "detail"), ("session_id", "number"))
DELETED = Table("deleted", ("id", "instant", "at", "place", "session", "elsewhere"), ("id",), ("instant", "id"))
TABLES = (SESSION, PLACEMENT, CHECKIN, CLEARANCE, FACT, RUNNING, EVENT, DELETED)
"""In this order no row names one that comes later."""


def columns_there(connection: sqlite3.Connection, table: Table) -> frozenset[str]:
    """The columns that a table has, fewer in a database of an older version; none when it is not there. Raises
    sqlite3.Error."""
    return frozenset(str(column[1]) for column in connection.execute(f"PRAGMA table_info({table.name})"))


def put(connection: sqlite3.Connection, table: Table, row: Row) -> None:
    """Write one row, in the place of the same one if there is one. Raises sqlite3.Error."""
    row = tuple(map(_as_kept, row))
    connection.execute(table.upsert, (*row, seal(table, row)))


def rows(
    connection: sqlite3.Connection,
    table: Table,
    where: str = "",
    values: Sequence[Value] = (),
    lacking: Container[str] = (),
) -> Iterator[tuple[int, Row]]:
    """Read rows as (seq, columns), those that an older table lacks as NULL. Raises DamagedRow when one is not what was
    written, and sqlite3.Error."""
    for found in connection.execute(table.select(where, lacking), values):
        seq, row = found[0], found[1:-1]
        if found[-1] != seal(table, row):
            raise DamagedRow(f"{table.name} {seq}")
        yield seq, row


def _as_kept(value: Value | float) -> Value:
    """The value as SQLite will give it back; the seal is made of this."""
    return round(value) if isinstance(value, bool | float) else value


def seal(table: Table, row: Row) -> int:
    """The checksum of a row: CRC-32 of its values by name, NULLs left out."""
    named = {name: value for name, value in zip(table.columns, row, strict=True) if value is not None}
    return zlib.crc32(_AS_JSON(named).encode())


_AS_JSON = json.JSONEncoder(default=repr).encode
"""Made once: json.dumps would make an encoder for each row."""


def instant(moment: datetime) -> int:
    """Microseconds since 1970 in UTC. Raises ValueError for a moment without an offset."""
    if moment.utcoffset() is None:
        raise ValueError(f"{moment} has no offset from UTC")
    return (moment - _EPOCH) // MICROSECOND


def session_row(record: SessionRecord, rank: int = 0) -> Row:
    """A session as it lies in its table, with its place among those of the same instant. Raises ValueError for a time
    without an offset."""
    record = safe_record(record)
    return (
        *(record.id, instant(record.started_at), record.started_at.isoformat(), record.programme, record.stage),
        *(record.reps_planned, record.reps_done, record.run_seconds, record.walk_seconds, record.active_seconds),
        *(record.pain_before, record.pain_worst, record.pain_after, record.pain_morning),
        # Seconds as a file says them, so that two computers write the same.
        json.dumps([[float(mark.at), mark.pain] for mark in record.pain_marks], allow_nan=False),
        json.dumps(record.soreness),
        json.dumps(record.red_flags),
        int(record.stopped_for_pain),
        record.eased_to,
        None if record.felt_ready is None else int(record.felt_ready),
        record.effort,
        record.note,
        int(record.rehearsal),
        record.source,
        None if record.updated_at is None else _with_offset(record.updated_at),
        record.kind.value,
        rank or None,
        *(record.heart_rate, record.heart_rate_max, record.belt_metres, record.belt_speed),
    )


def rank_of(row: Row) -> int:
    """The place of the session in a row among those of the same instant."""
    rank = row[SESSION.columns.index("rank")]
    return rank if isinstance(rank, int) else 0


def session_from(row: Row) -> SessionRecord:
    """The session in a row."""
    given = dict(zip(SESSION.columns, row, strict=True))
    del given["instant"], given["rank"]
    given["stopped_for_pain"] = bool(given["stopped_for_pain"])
    given["rehearsal"] = bool(given["rehearsal"])
    given["felt_ready"] = None if given["felt_ready"] is None else bool(given["felt_ready"])
    try:
        return SessionRecord(
            **{
                **given,
                "started_at": datetime.fromisoformat(str(given["started_at"])),
                "updated_at": None if given["updated_at"] is None else datetime.fromisoformat(str(given["updated_at"])),
                "pain_marks": tuple(PainMark(float(at), pain) for at, pain in json.loads(str(given["pain_marks"]))),
                "soreness": tuple(json.loads(str(given["soreness"]))),
                "red_flags": tuple(json.loads(str(given["red_flags"]))),
                "kind": SessionKind.RUN_WALK if given["kind"] is None else SessionKind(str(given["kind"])),
            }  # type: ignore[arg-type]  # the columns of the table are the fields of the record
        )
    except (ValueError, TypeError) as error:
        raise DamagedRow(f"session {given['id']}") from error


_FOR_THE_RULE = (
    *("id", "started_at", "programme", "stage", "reps_planned", "reps_done", "run_seconds", "active_seconds"),
    *("pain_before", "pain_worst", "pain_after", "pain_morning", "soreness", "red_flags"),
    *("stopped_for_pain", "eased_to", "felt_ready", "effort", "rehearsal", "kind"),
)
_KINDS: Mapping[Value, SessionKind] = {None: SessionKind.RUN_WALK, **{kind.value: kind for kind in SessionKind}}
"""By what is in the table."""


def sessions_for_rule(connection: sqlite3.Connection) -> Iterator[SessionRecord]:
    """Every session in order of time with what the rule looks at; the rest of each is as in a fresh record.

    The rule needs most columns but not the long texts, and a seal can only be checked on full rows: that would take
    more time than all the rest. So whoever opens the database for this has checked the newest rows (see
    `database.look`), and all rows are checked whenever it is opened for writing. Raises DamagedRow for what is no
    session at all, and sqlite3.Error.
    """
    for row in connection.execute(f"SELECT {', '.join(_FOR_THE_RULE)} FROM session {SESSION.in_order}"):
        try:
            yield SessionRecord(
                id=row[0],
                started_at=datetime.fromisoformat(row[1]),
                programme=row[2],
                stage=row[3],
                reps_planned=row[4],
                reps_done=row[5],
                run_seconds=row[6],
                active_seconds=row[7],
                pain_before=row[8],
                pain_worst=row[9],
                pain_after=row[10],
                pain_morning=row[11],
                soreness=() if row[12] == "[]" else tuple(json.loads(row[12])),
                red_flags=() if row[13] == "[]" else tuple(json.loads(row[13])),
                stopped_for_pain=row[14] != 0,
                eased_to=row[15],
                felt_ready=None if row[16] is None else row[16] != 0,
                effort=row[17],
                rehearsal=row[18] != 0,
                kind=_KINDS[row[19]],
            )
        except (ValueError, TypeError, KeyError) as error:
            raise DamagedRow(f"session {row[0]}") from error


def placement_row(placement: Placement) -> Row:
    """A placement as it lies in its table."""
    programme = safe_name(placement.programme) if placement.programme else None
    at = (instant(placement.at), placement.at.isoformat())
    held = (1 if placement.withdrawn else None, placement.rank or None)
    return (*at, safe_name(placement.stage), safe_name(placement.how), programme, *held)


def placement_from(row: Row) -> Placement:
    """The placement in a row."""
    programme = "" if row[4] is None else str(row[4])
    rank = row[6] if isinstance(row[6], int) else 0
    return Placement(moment(row[1]), str(row[2]), str(row[3]), programme, row[5] is not None, rank)


def checkin_row(checkin: CheckIn) -> Row:
    """A check-in as it lies in its table."""
    checkin = safe_checkin(checkin)
    figures = (checkin.current, checkin.average, checkin.worst, checkin.disability)
    own = (checkin.activity or None, checkin.activity_score, checkin.safe)
    return (instant(checkin.at), checkin.at.isoformat(), *figures, *own)


def checkin_from(row: Row) -> CheckIn:
    """The check-in in a row."""
    given = dict(zip(CHECKIN.columns, row, strict=True))
    del given["instant"]
    activity = "" if given["activity"] is None else str(given["activity"])
    # The columns of the table are the fields of the record, with whole numbers in all the others.
    return CheckIn(**{**given, "at": moment(given["at"]), "activity": activity})  # type: ignore[arg-type]  # see above


def clearance_row(clearance: Clearance) -> Row:
    """A clearance as it lies in its table."""
    clears = None if clearance.clears is None else json.dumps([safe_name(each) for each in clearance.clears])
    seen = sorted({(safe_name(known), safe_name(flag, ITEM_LENGTH)) for known, flag in clearance.seen})
    return (instant(clearance.at), clearance.at.isoformat(), clears, json.dumps(seen) if seen else None)


def clearance_from(row: Row) -> Clearance:
    """The clearance in a row. Raises DamagedRow."""
    try:
        clears = None if row[2] is None else tuple(json.loads(str(row[2])))
        seen = () if row[3] is None else tuple((str(known), str(flag)) for known, flag in json.loads(str(row[3])))
        return Clearance(moment(row[1]), clears, seen)
    except (ValueError, TypeError) as error:
        raise DamagedRow(f"clearance of {row[1]}") from error


def deletion_row(deletion: Deletion, row: Row | None = None, *, elsewhere: bool = False) -> Row:
    """A deletion as it lies in its table, with the row of the session if an undo is to find it, and whether the session
    was deleted `elsewhere`. `place` is what older versions put the session back at; its rank says that now."""
    session = None if row is None else json.dumps(dict(zip(SESSION.columns, row, strict=True)))
    return (
        safe_name(deletion.id),
        instant(deletion.at),
        deletion.at.isoformat(),
        None,
        session,
        1 if elsewhere else None,
    )


def deletion_from(row: Row) -> Deletion:
    """The deletion in a row."""
    return Deletion(str(row[0]), moment(row[2]))


def session_of_deletion(row: Row) -> SessionRecord | None:
    """The session that was deleted, as it was; None when it is no longer stored. Raises DamagedRow."""
    if row[4] is None:
        return None
    try:
        kept = dict(json.loads(str(row[4])))
    except (ValueError, TypeError) as error:
        raise DamagedRow(f"deleted {row[0]}") from error
    return session_from(tuple(kept.get(column) for column in SESSION.columns))


def moment(text: Value) -> datetime:
    """A time as it was stored, with its offset. Raises DamagedRow."""
    try:
        return datetime.fromisoformat(str(text))
    except ValueError as error:
        raise DamagedRow(f"time {text!r}") from error


def _with_offset(at: datetime) -> str:
    instant(at)
    return at.isoformat()
