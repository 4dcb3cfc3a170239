"""Sessions and their deletions: of each id the log holds what was written last, a session or that it was deleted.

Every function works inside a transaction and raises DamagedRow and sqlite3.Error.
"""

from __future__ import annotations

import sqlite3
import zlib
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
    rows,
    session_from,
    session_of_deletion,
    session_row,
)
from runwalk_tui.session.records import Clearance, Deletion, SessionRecord, stop_record
from runwalk_tui.system.safe_text import NAME_LENGTH

KEPT_FOR_UNDO = timedelta(days=30)
"""How long a session that was deleted can be brought back: an undo is for slips, and whoever deletes something wants it
gone."""
NOTHING_TO_UNDO = f"there is no deleted session to bring back; you can only do that for {KEPT_FOR_UNDO.days} days"


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


def replace_session(connection: sqlite3.Connection, record: SessionRecord) -> None:
    """Write a session, in place of the stored version or deletion if there is one.

    No version takes a red flag away: one that does not know of it was made elsewhere, or from an older one. A flag
    that comes to a session after a clinician cleared it was seen by nobody, and one that the new version would hide
    is as good as gone: such flags are stored in a separate record.
    """
    known = find_session(connection, record.id)
    if known is not None and not known.rehearsal:
        record = with_red_flags(record, known.red_flags)
    put(connection, SESSION, session_row(record))
    _take_back_deletion(connection, record.id)
    if known is None or not record.red_flags:
        return
    cleared = clearances(connection)
    if holds_sign_up(known, cleared):
        if not holds_sign_up(record, cleared):
            _raise_flags(connection, known, known.red_flags, known.started_at)
    elif any(one.covers(known) for one in cleared) and not record.rehearsal:
        raise_unseen(connection, record, [flag for flag in record.red_flags if flag not in known.red_flags])


def raise_unseen(connection: sqlite3.Connection, record: SessionRecord, flags: Sequence[str]) -> None:
    """Keep red flags that no clearance of their session has seen in a separate record, which raises the stop
    sign."""
    by_time = [one.at for one in clearances(connection) if one.clears is None and one.covers(record)]
    # Later than any clearance that covers by its time alone; else every log has it at the same time.
    at = max([record.started_at, *(cleared + MICROSECOND for cleared in by_time)])
    if flags:
        _raise_flags(connection, record, tuple(flags), at)


def with_red_flags(record: SessionRecord, red_flags: Iterable[str]) -> SessionRecord:
    """The session with these red flags besides its own; two logs that exchange theirs come to the same."""
    both = {*record.red_flags, *red_flags}
    return record if both == set(record.red_flags) else replace(record, red_flags=tuple(sorted(both)))


def take_red_flags(connection: sqlite3.Connection, known: SessionRecord, other: SessionRecord) -> SessionRecord:
    """Keep the red flags of another version of a session that does not take its place; returns what is stored then."""
    both = known if other.rehearsal or known.rehearsal else with_red_flags(known, other.red_flags)
    if both != known:
        replace_session(connection, both)
    return both


def delete_session(connection: sqlite3.Connection, deletion: Deletion) -> SessionRecord | None:
    """Remove a session and store that it was deleted, and for a while what it was; None when there is none."""
    found = next(rows(connection, SESSION, "WHERE id = ?", (deletion.id,)), None)
    if found is None:
        return None
    seq, row = found
    record = session_from(row)
    if record.updated_at is not None and record.updated_at > deletion.at:
        deletion = replace(deletion, at=record.updated_at)
    connection.execute("DELETE FROM deleted WHERE id = ?", (deletion.id,))
    put(connection, DELETED, deletion_row(deletion, row, seq))
    connection.execute("DELETE FROM session WHERE id = ?", (deletion.id,))
    return record


def keep_unseen_flags(connection: sqlite3.Connection, record: SessionRecord) -> None:
    """Keep the red flags of a deleted session in a separate record.

    Nobody deletes a session whose flags are not cleared; so whoever did that, elsewhere or at the same moment, has not
    seen them.
    """
    if holds_sign_up(record, clearances(connection)):
        _raise_flags(connection, record, record.red_flags, record.started_at)


def keep_deletion(connection: sqlite3.Connection, deletion: Deletion) -> None:
    """Keep that a session was deleted which is not here; of two deletions of it the later one."""
    found = _deleted_row(connection, deletion.id)
    if found is None:
        put(connection, DELETED, deletion_row(deletion))
    elif deletion_from(found).at < deletion.at:
        put(connection, DELETED, (*deletion_row(deletion)[:3], *found[3:]))


def restorable(
    connection: sqlite3.Connection, session_id: str | None = None, but: Container[str] = ()
) -> tuple[SessionRecord, Deletion] | None:
    """The deleted session with this id, or the one deleted last but for those in `but`, and its deletion; None when
    there is none that could be brought back."""
    one = "" if session_id is None else "AND id = ?"
    values = () if session_id is None else (session_id,)
    for _, row in rows(connection, DELETED, f"WHERE session IS NOT NULL {one} ORDER BY seq DESC", values):
        record = session_of_deletion(row)
        if record is not None and record.id not in but:
            return record, deletion_from(row)
    return None


def forget_deleted(connection: sqlite3.Connection, at: datetime) -> None:
    """Remove what was deleted too long ago for an undo; that it was deleted stays."""
    for _, row in list(rows(connection, DELETED, _FORGOTTEN, (instant(at - KEPT_FOR_UNDO),))):
        put(connection, DELETED, (*row[:3], None, None))


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


def _take_back_deletion(connection: sqlite3.Connection, session_id: str) -> None:
    """The session is there again: where it was among others of the same instant, if that place is free."""
    found = _deleted_row(connection, session_id)
    if found is None:
        return
    connection.execute("DELETE FROM deleted WHERE id = ?", (session_id,))
    free = "NOT EXISTS (SELECT 1 FROM session WHERE seq = :place)"
    connection.execute(
        f"UPDATE session SET seq = :place WHERE id = :id AND :place IS NOT NULL AND {free}",
        {"place": found[3], "id": session_id},
    )


def clearances(connection: sqlite3.Connection) -> list[Clearance]:
    """Every clearance."""
    return [clearance_from(row) for _, row in rows(connection, CLEARANCE)]


def holds_sign_up(record: SessionRecord, clearances: Iterable[Clearance]) -> bool:
    """Whether a session bears a red flag that nobody has cleared."""
    return bool(record.red_flags) and record.happened and not any(one.covers(record) for one in clearances)


def _raise_flags(connection: sqlite3.Connection, record: SessionRecord, flags: tuple[str, ...], at: datetime) -> None:
    """Keep red flags of a session in a separate record, which raises the stop sign until that was cleared once."""
    own = f"-{zlib.crc32(repr(flags).encode()):08x}"
    own_id = record.id[: NAME_LENGTH - len(own)] + own  # a longer one would be cut, and might be that of the session
    raised = replace(stop_record(at, record.programme, record.stage, flags), id=own_id)
    if holds_sign_up(raised, clearances(connection)):
        put(connection, SESSION, session_row(newer_than_kept(connection, raised)))
        _take_back_deletion(connection, raised.id)
