"""Sessions and their deletions: of each id the log holds what was written last, a session or that it was deleted.

Every function works inside a transaction and raises DamagedRow and sqlite3.Error.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Container, Iterable, Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta

from runwalk_tui.history.database.rows import (
    CLEARANCE,
    DELETED,
    MICROSECOND,
    SESSION,
    Row,
    clearance_from,
    deletion_from,
    deletion_row,
    instant,
    put,
    rank_of,
    rows,
    session_from,
    session_of_deletion,
    session_row,
)
from runwalk_tui.session.records import Clearance, Deletion, SessionRecord, own_sign_id, stop_record
from runwalk_tui.system.safe_text import safe_name

KEPT_FOR_UNDO = timedelta(days=30)
"""How long a session that was deleted can be brought back: an undo is for slips, and whoever deletes something wants it
gone."""
NOT_YET_AFTER = timedelta(days=1)
"""A clearance that is dated later than this from today holds not yet, as for the rule: a clock was wrong somewhere."""
NOTHING_TO_UNDO = (
    "there is no deleted session to bring back; you can only do that for "
    f"{KEPT_FOR_UNDO.days} days, on the computer where you deleted it"
)


def find_session(connection: sqlite3.Connection, session_id: str) -> SessionRecord | None:
    """The session with this id, or None."""
    found = next(rows(connection, SESSION, "WHERE id = ?", (session_id,)), None)
    return None if found is None else session_from(found[1])


def find_deletion(connection: sqlite3.Connection, session_id: str) -> Deletion | None:
    """The deletion of the session with this id, or None."""
    found = _deleted_row(connection, session_id)
    return None if found is None else deletion_from(found)


def newer_than_kept(connection: sqlite3.Connection, record: SessionRecord) -> SessionRecord:
    """The record, changed later than the stored version or than its deletion, if it is not yet.

    A clock that was wrong once may have dated that years ahead; what comes after it is newer all the same.
    """
    known = find_session(connection, record.id)
    if known == record:
        return record
    deletion = find_deletion(connection, record.id)
    before = None if known is None else known.updated_at
    if deletion is not None and (before is None or before < deletion.at):
        before = deletion.at
    return record if before is None else replace(record, updated_at=later(record.updated_at, before))


def later(at: datetime | None, than: datetime) -> datetime:
    """A time that is later than another: `at` if it is that."""
    return at if at is not None and at > than else than + MICROSECOND


def newer(record: SessionRecord, known: SessionRecord) -> bool:
    """Whether a version of a session was changed later than another."""
    if record.updated_at is None:
        return False
    return known.updated_at is None or record.updated_at > known.updated_at


def after(waiting: SessionRecord, known: SessionRecord) -> SessionRecord:
    """What a session comes to once a version that waited is written: that one, unless the other was changed later,
    with the red flags of both."""
    kept, other = (waiting, known) if known.updated_at is None or newer(waiting, known) else (known, waiting)
    return kept if other.rehearsal else with_red_flags(kept, other.red_flags)


def on_top_of(record: SessionRecord, was: SessionRecord, known: SessionRecord) -> SessionRecord:
    """The changes that make `record` of `was`, made to the stored version."""
    values = {field.name: getattr(record, field.name) for field in fields(SessionRecord)}
    return replace(known, **{name: value for name, value in values.items() if value != getattr(was, name)})


def write_session(connection: sqlite3.Connection, record: SessionRecord, rank: int) -> None:
    """Write a session as it is, in place of the stored version or deletion if there is one."""
    put(connection, SESSION, session_row(record, rank))
    connection.execute("DELETE FROM deleted WHERE id = ?", (safe_name(record.id),))


def rank_here(connection: sqlite3.Connection, record: SessionRecord, wanted: int | None = None) -> int:
    """The place of a session among those of the same instant: the one that it has, or had when it was deleted, or the
    one that is wanted, if that is free; otherwise after them all."""
    at = instant(record.started_at)
    found = next(rows(connection, SESSION, "WHERE id = ?", (safe_name(record.id),)), None)
    if found is not None and found[1][1] == at:
        return rank_of(found[1])
    deleted = _deleted_row(connection, safe_name(record.id))
    if wanted is None and deleted is not None:
        wanted = _rank_when_deleted(deleted, at)
    query = "SELECT coalesce(rank, 0) FROM session WHERE instant = ?"
    taken = {int(rank) for (rank,) in connection.execute(query, (at,))}
    return wanted if wanted is not None and wanted not in taken else max(taken, default=-1) + 1


def replace_session(connection: sqlite3.Connection, record: SessionRecord, at: datetime) -> None:
    """Write a session at some time, in place of the stored version or deletion if there is one.

    No version takes a red flag away: one that does not know of it was made elsewhere, or from an older one. A flag
    that comes to a session after a clinician cleared it was seen by nobody, and one that the new version would hide
    is as good as gone: such flags are stored in a separate record.
    """
    known = find_session(connection, record.id)
    if known is not None and not known.rehearsal and not record.rehearsal:
        record = with_red_flags(record, known.red_flags)
    write_session(connection, record, rank_here(connection, record))
    for cleared in _now_and_later(connection, at):
        raise_unseen(connection, record, _hidden(known, record, cleared), at)


def _hidden(known: SessionRecord | None, record: SessionRecord, cleared: Sequence[Clearance]) -> Sequence[str]:
    """The red flags that nobody saw and that hold nothing up once a version takes the place of the one that is
    known."""
    if known is None:
        # One that was deleted meanwhile, and cleared before a flag came to it.
        return () if holds_sign_up(record, cleared) else _seen_by_none(record, cleared)
    if holds_sign_up(known, cleared):
        return () if holds_sign_up(record, cleared) else known.red_flags
    if any(one.covers(known) for one in cleared) and not record.rehearsal and not holds_sign_up(record, cleared):
        # What a rehearsal had in it held nothing up.
        had = () if known.rehearsal else known.red_flags
        return [flag for flag in record.red_flags if flag not in had]
    return ()


def raise_unseen(connection: sqlite3.Connection, record: SessionRecord, flags: Iterable[str], at: datetime) -> None:
    """Keep red flags that no clearance of their session has seen, each in a separate record, which raises the stop
    sign until it has been cleared once. It's dated as its session, so that every log has it at the same time."""
    for flag in flags:
        cleared = clearances_by(connection, at)
        own = own_sign_id(record.id, flag)
        raised = replace(stop_record(record.started_at, record.programme, record.stage, (flag,)), id=own)
        known = find_session(connection, raised.id)
        there = known is not None and flag in known.red_flags and holds_sign_up(known, cleared)
        if not there and holds_sign_up(raised, cleared):
            write_session(connection, newer_than_kept(connection, raised), 0)


def with_red_flags(record: SessionRecord, red_flags: Iterable[str]) -> SessionRecord:
    """The session with these red flags besides its own; two logs that exchange theirs come to the same."""
    both = {*record.red_flags, *red_flags}
    return record if both == set(record.red_flags) else replace(record, red_flags=tuple(sorted(both)))


def delete_session(
    connection: sqlite3.Connection, deletion: Deletion, *, elsewhere: bool = False
) -> SessionRecord | None:
    """Remove a session and store that it was deleted, and for a while what it was; None when there is none.

    What was deleted `elsewhere` is brought back only by its id: an undo is for what was done here.
    """
    found = next(rows(connection, SESSION, "WHERE id = ?", (deletion.id,)), None)
    if found is None:
        return None
    row = found[1]
    record = session_from(row)
    if record.updated_at is not None and record.updated_at > deletion.at:
        deletion = replace(deletion, at=record.updated_at)
    connection.execute("DELETE FROM deleted WHERE id = ?", (deletion.id,))
    put(connection, DELETED, deletion_row(deletion, row, elsewhere=elsewhere))
    connection.execute("DELETE FROM session WHERE id = ?", (deletion.id,))
    return record


def keep_unseen_flags(connection: sqlite3.Connection, record: SessionRecord, at: datetime) -> None:
    """Keep the red flags of a session that is deleted at some time in a separate record.

    Nobody deletes a session whose flags are not cleared; so whoever did that, elsewhere or at the same moment, has not
    seen them.
    """
    for cleared in _now_and_later(connection, at):
        raise_unseen(connection, record, _seen_by_none(record, cleared), at)


def _seen_by_none(record: SessionRecord, cleared: Iterable[Clearance]) -> list[str]:
    """The red flags of a session that no clearance covers, or that came to it after those that do were made."""
    covering = [one for one in cleared if one.covers(record)]
    flags = record.red_flags if record.happened else ()
    return [flag for flag in flags if all(one.saw(record.id, flag) is False for one in covering)]


def keep_deletion(connection: sqlite3.Connection, deletion: Deletion) -> None:
    """Keep that a session was deleted which is not here, with what is stored for an undo."""
    found = _deleted_row(connection, deletion.id)
    row = deletion_row(deletion)
    put(connection, DELETED, row if found is None else (*row[:3], *found[3:]))


def restorable(
    connection: sqlite3.Connection, session_id: str | None = None, but: Container[str] = ()
) -> tuple[SessionRecord, Deletion] | None:
    """The deleted session with this id, or the one deleted here last but for those in `but`, and its deletion; None
    when there is none that could be brought back."""
    one = "AND elsewhere IS NULL" if session_id is None else "AND id = ?"
    values = () if session_id is None else (session_id,)
    for _, row in rows(connection, DELETED, f"WHERE session IS NOT NULL {one} ORDER BY seq DESC", values):
        record = session_of_deletion(row)
        if record is not None and record.id not in but:
            return record, deletion_from(row)
    return None


def forget_deleted(connection: sqlite3.Connection, at: datetime) -> None:
    """Remove what was deleted too long ago for an undo; that it was deleted stays."""
    for _, row in list(rows(connection, DELETED, _FORGOTTEN, (instant(at - KEPT_FOR_UNDO),))):
        put(connection, DELETED, (*row[:3], None, None, row[5]))


def anything_to_forget(connection: sqlite3.Connection, at: datetime) -> bool:
    """Whether `forget_deleted` would find something."""
    return next(rows(connection, DELETED, _FORGOTTEN, (instant(at - KEPT_FOR_UNDO),)), None) is not None


_FORGOTTEN = "WHERE session IS NOT NULL AND instant < ?"


def drop_superseded(connection: sqlite3.Connection) -> None:
    """Where a session and its deletion are both there, as after a repair, keep the later one."""
    for _, row in list(rows(connection, DELETED, "WHERE id IN (SELECT id FROM session)")):
        deletion = deletion_from(row)
        known = find_session(connection, deletion.id)
        gone = "session" if known is None or deletion.holds_against(known) else "deleted"
        connection.execute(f"DELETE FROM {gone} WHERE id = ?", (deletion.id,))


def _deleted_row(connection: sqlite3.Connection, session_id: str) -> Row | None:
    found = next(rows(connection, DELETED, "WHERE id = ?", (session_id,)), None)
    return None if found is None else found[1]


def _rank_when_deleted(deleted: Row, at: int) -> int | None:
    """The place that a deleted session had among those of an instant; None when it is not stored, or was of another
    one."""
    if deleted[4] is None:
        return None
    kept = dict(json.loads(str(deleted[4])))
    return (kept.get("rank") or 0) if kept.get("instant") == at else None


def clearances(connection: sqlite3.Connection) -> list[Clearance]:
    """Every clearance."""
    return [clearance_from(row) for _, row in rows(connection, CLEARANCE)]


def clearances_by(connection: sqlite3.Connection, at: datetime) -> list[Clearance]:
    """The clearances that hold at a time."""
    return holding_by(clearances(connection), at)


def _now_and_later(connection: sqlite3.Connection, at: datetime) -> tuple[list[Clearance], ...]:
    """The clearances that hold at a time, and where some hold only later, those that will hold then: a red flag that
    nobody saw is hidden neither now nor on that day."""
    every = clearances(connection)
    now = holding_by(every, at)
    return (now,) if len(now) == len(every) else (now, every)


def holding_by(clearances: Iterable[Clearance], at: datetime) -> list[Clearance]:
    """Those of some clearances that hold at a time, by the local dates."""
    limit = at.date() + NOT_YET_AFTER
    return [one for one in clearances if one.at.date() <= limit]


def holds_sign_up(record: SessionRecord, clearances: Iterable[Clearance]) -> bool:
    """Whether a session bears a red flag that nobody has cleared."""
    return bool(record.red_flags) and record.happened and not any(one.covers(record) for one in clearances)
