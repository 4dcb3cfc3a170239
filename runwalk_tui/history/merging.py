"""Taking in records from outside: of a session and its deletion what was written last holds, here or there."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from runwalk_tui.history.database.rows import (
    CHECKIN,
    CLEARANCE,
    FACT,
    PLACEMENT,
    Row,
    Table,
    checkin_from,
    checkin_row,
    clearance_from,
    clearance_row,
    placement_from,
    placement_row,
    put,
    rows,
)
from runwalk_tui.history.database.sessions import (
    after,
    clearances,
    delete_session,
    find_deletion,
    find_session,
    holds_sign_up,
    keep_deletion,
    keep_unseen_flags,
    newer,
    raise_unseen,
    replace_session,
    take_red_flags,
)
from runwalk_tui.session.records import CheckIn, Clearance, Deletion, Log, Placement, SessionRecord, safe_record
from runwalk_tui.system.safe_text import safe_name

Other = TypeVar("Other", Placement, CheckIn, Clearance)


@dataclass(frozen=True, slots=True)
class Differing:
    """Two versions of one record of which the one from outside is not newer, so that the one here stays."""

    here: SessionRecord | Placement | CheckIn | Clearance
    there: SessionRecord | Placement | CheckIn | Clearance | Deletion


@dataclass(slots=True)
class MergeCounts:
    """What a merge did with each record from outside; each is counted once."""

    new: int = 0
    """Was not there before, or had been deleted before it was changed last."""
    changed: int = 0
    """A newer version took the place of the one that was there, or the one that was there got its red flags."""
    same: int = 0
    """It says what is known already."""
    removed: list[SessionRecord] = field(default_factory=list)
    """Sessions that were here and are deleted now, since they were deleted there."""
    stay_deleted: list[tuple[SessionRecord, Deletion]] = field(default_factory=list)
    """Sessions from outside that were deleted here, and not changed since."""
    noted: int = 0
    """Deletions of sessions that were not here; they are stored."""
    differing: list[Differing] = field(default_factory=list)
    flagged: list[SessionRecord] = field(default_factory=list)
    """Sessions that stayed as they were here but for red flags, which they have now from outside. They are counted
    above, too."""

    @property
    def deleted(self) -> int:
        """Sessions that are deleted, here or by this."""
        return len(self.removed) + len(self.stay_deleted) + self.noted


def merge(
    connection: sqlite3.Connection, history: Log, report: Callable[[float], None] = lambda _: None
) -> MergeCounts:
    """Add a history file, inside a transaction; `report` gets how far it is, 0 to 1. Raises what `put` raises."""
    counts = MergeCounts()
    for number, record in enumerate(history.sessions):
        report(number / len(history.sessions))
        _merge_session(connection, record, counts)
    cleared = clearances(connection)
    _add_others(connection, history, counts)
    _keep_what_no_clearance_saw(connection, history, cleared)
    # After the clearances, which tell which red flags were seen.
    for record, _ in counts.stay_deleted:
        keep_unseen_flags(connection, record)
    for deletion in history.deleted:
        _merge_deletion(connection, deletion, counts)
    return counts


def _keep_what_no_clearance_saw(connection: sqlite3.Connection, history: Log, before: Sequence[Clearance]) -> None:
    """A clearance from outside was made of the sessions as they were there: a flag that came to one here was not seen.

    Of a session that is not there any more nobody can tell; then one that was changed here after the clearance is
    taken to have got its flags with that.
    """
    there = {session.id: session for session in history.sessions}
    for clearance in history.clearances:
        for session_id in () if clearance in before else clearance.clears or ():
            here = find_session(connection, session_id)
            if here is None or not holds_sign_up(here, before):
                continue
            seen = there.get(session_id)
            if seen is not None:
                raise_unseen(connection, here, [flag for flag in here.red_flags if flag not in seen.red_flags])
            elif here.updated_at is not None and here.updated_at > clearance.at:
                raise_unseen(connection, here, here.red_flags)


def _merge_session(connection: sqlite3.Connection, record: SessionRecord, counts: MergeCounts) -> None:
    deletion = find_deletion(connection, record.id)
    known = find_session(connection, record.id)
    if deletion is not None and deletion.holds_against(record):
        counts.stay_deleted.append((record, deletion))
    elif known is None:
        replace_session(connection, record)
        counts.new += 1
    elif newer(record, known):
        replace_session(connection, record)
        counts.changed += 1
    else:
        _keep_known(connection, known, record, counts)


def _keep_known(
    connection: sqlite3.Connection, known: SessionRecord, record: SessionRecord, counts: MergeCounts
) -> None:
    """Keep the version that is here, with the red flags of the other."""
    kept = take_red_flags(connection, known, record)
    there = replace(safe_record(record), updated_at=known.updated_at)
    if kept != known:
        counts.flagged.append(kept)
    if there == known:
        counts.same += 1
    elif kept != known and replace(there, red_flags=kept.red_flags) == kept:
        counts.changed += 1
    else:
        counts.differing.append(Differing(kept, record))


def _merge_deletion(connection: sqlite3.Connection, deletion: Deletion, counts: MergeCounts) -> None:
    known = find_session(connection, deletion.id)
    if known is None:
        if find_deletion(connection, deletion.id) is None:
            counts.noted += 1
        else:
            counts.same += 1
        keep_deletion(connection, deletion)
    elif deletion.holds_against(known):
        delete_session(connection, deletion)
        keep_unseen_flags(connection, known)
        counts.removed.append(known)
    else:
        counts.differing.append(Differing(known, deletion))


def take_up(connection: sqlite3.Connection, history: Log, facts: Mapping[str, str]) -> None:
    """Take in what could not be written before, inside a transaction.

    A rescued session was written when the database could not be: it is newer than one that was never
    changed, and its journal ends, since it is not unfinished. A deletion that is as new holds against it.
    """
    for record in history.sessions:
        deletion = find_deletion(connection, record.id)
        known = find_session(connection, record.id)
        if deletion is not None and deletion.holds_against(record):
            keep_unseen_flags(connection, record)
        else:
            replace_session(connection, record if known is None else after(record, known))
        connection.execute("DELETE FROM running WHERE session_id = ?", (record.id,))
    others = MergeCounts()
    _add_others(connection, history, others)
    for deletion in history.deleted:
        _merge_deletion(connection, deletion, others)
    for fact in facts.items():
        put(connection, FACT, fact)


def _add_others(connection: sqlite3.Connection, history: Log, counts: MergeCounts) -> None:
    _add(connection, PLACEMENT, history.placements, placement_row, placement_from, counts)
    _add(connection, CHECKIN, history.checkins, checkin_row, checkin_from, counts)
    _add(connection, CLEARANCE, history.clearances, clearance_row, clearance_from, counts)


def _add(
    connection: sqlite3.Connection,
    table: Table,
    found: Iterable[Other],
    to_row: Callable[[Other], Row],
    from_row: Callable[[Row], Other],
    counts: MergeCounts,
) -> None:
    """Add the records that are not there yet."""
    where = "WHERE " + " AND ".join(f"{column} = ?" for column in table.same)
    for record in found:
        row = to_row(record)
        named = dict(zip(table.columns, row, strict=True))
        known = next(rows(connection, table, where, [named[column] for column in table.same]), None)
        if known is None:
            put(connection, table, row)
            counts.new += 1
            continue
        here = from_row(known[1])
        if isinstance(record, Placement):
            _merge_placement(connection, here, record, counts)
        elif here == from_row(row):  # as it would be stored
            counts.same += 1
        else:
            counts.differing.append(Differing(here, record))


def _merge_placement(connection: sqlite3.Connection, here: Placement, there: Placement, counts: MergeCounts) -> None:
    """Of one placement at most its programme differs: a name is more than none.

    Of two names, which nobody should ever see, the same one holds here and there.
    """
    name = min(filter(None, (here.programme, safe_name(there.programme))), default="")
    if name == here.programme:
        counts.same += 1
    else:
        put(connection, PLACEMENT, placement_row(replace(here, programme=name)))
        counts.changed += 1
