"""Taking in records from outside: of a session and its deletion what was written last holds, here or there."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from runwalk_tui.history.database.rows import (
    CHECKIN,
    CLEARANCE,
    FACT,
    PLACEMENT,
    SESSION,
    Row,
    Table,
    checkin_from,
    checkin_row,
    clearance_from,
    clearance_row,
    placement_from,
    placement_row,
    put,
    rank_of,
    rows,
    session_row,
)
from runwalk_tui.history.database.sessions import (
    after,
    delete_session,
    find_deletion,
    find_session,
    keep_deletion,
    keep_unseen_flags,
    newer,
    rank_here,
    replace_session,
    with_red_flags,
    write_session,
)
from runwalk_tui.history.placing import rank_of_placement
from runwalk_tui.history.unseen_flags import before_meeting, clear
from runwalk_tui.history.versions import (
    join_checkins,
    join_clearances,
    join_deletions,
    join_placements,
    join_ranks,
    join_sessions,
    same_row,
    with_newer,
)
from runwalk_tui.session.records import CheckIn, Clearance, Deletion, Log, Placement, SessionRecord, safe_record

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
    """Sessions, and records of their own of single red flags, that hold the stop sign up since there are flags in them
    now which came from outside."""
    kept: list[SessionRecord] = field(default_factory=list)
    """Records of their own of red flags that held it up before, in sessions which are deleted or a rehearsal now."""
    anything: bool = False
    """Whether the log here is in any way different now: what shows it has to read it again."""

    @property
    def deleted(self) -> int:
        """Sessions that are deleted, here or by this."""
        return len(self.removed) + len(self.stay_deleted) + self.noted


def merge(
    connection: sqlite3.Connection,
    history: Log,
    at: datetime,
    report: Callable[[float], None] = lambda _: None,
    *,
    converge: bool = False,
) -> MergeCounts:
    """Add a history file, inside a transaction. `at` is the time it is, aware; `report` gets how far it is, 0 to 1.
    Raises what `put` raises.

    With `converge` the file is the log of another computer that is to end up with the same one: nothing is left as
    different. Then of two versions of the same time the same one holds everywhere (see versions.py), and what is known
    already is not written again.
    """
    written = connection.total_changes
    merging = _Merging(connection, dict(history.ranks), converge)
    meeting = before_meeting(connection, history, at)
    stored = {str(row[0]): row for _, row in rows(connection, SESSION)} if converge else {}
    for number, record in enumerate(history.sessions):
        report(number / len(history.sessions))
        merging.session(safe_record(record), stored)
    merging.others(history)
    for deletion in history.deleted:
        merging.deletion(deletion)
    # After everything else: a flag may be held up in its session still, and a clearance may have seen it.
    meeting.keep(connection)
    merging.counts.flagged, merging.counts.kept = meeting.raised(connection)
    merging.counts.anything = connection.total_changes > written
    return merging.counts


def take_up(connection: sqlite3.Connection, history: Log, facts: Mapping[str, str], at: datetime) -> None:
    """Take in what could not be written before, inside a transaction, at some time.

    A rescued session was written when the database could not be: it is newer than one that was never
    changed, and its journal ends, since it is not unfinished. A deletion that is as new holds against it.
    """
    for record in history.sessions:
        deletion = find_deletion(connection, record.id)
        known = find_session(connection, record.id)
        if deletion is not None and deletion.holds_against(record):
            keep_unseen_flags(connection, record, at)
        else:
            replace_session(connection, record if known is None else after(record, known), at)
        connection.execute("DELETE FROM running WHERE session_id = ?", (record.id,))
    merging = _Merging(connection, {}, converge=False, elsewhere=False)
    merging.others(replace(history, clearances=()))
    clear(connection, at, *history.clearances)
    for deletion in history.deleted:
        known = find_session(connection, deletion.id)
        merging.deletion(deletion)
        if known is not None and find_session(connection, deletion.id) is None:
            keep_unseen_flags(connection, known, at)
    for fact in facts.items():
        put(connection, FACT, fact)


class _Merging:
    """One merge: each record from outside is compared with what is here, and counted."""

    def __init__(
        self, connection: sqlite3.Connection, ranks: Mapping[str, int], converge: bool, *, elsewhere: bool = True
    ) -> None:
        """`ranks` has the place of sessions from outside among those of the same instant, by id, where it isn't 0;
        `elsewhere` says that all was done there, deletions too."""
        self.connection = connection
        self.ranks = ranks
        self.converge = converge
        self.elsewhere = elsewhere
        self.counts = MergeCounts()

    # Sessions.

    def session(self, record: SessionRecord, stored: Mapping[str, Row]) -> None:
        """Take in a version of a session; `stored` has rows as they are here, by id, to tell what is known."""
        rank = self.ranks.get(record.id, 0)
        here = stored.get(record.id)
        if here is not None and same_row(here, session_row(record, rank)):
            self.counts.same += 1
            return
        deletion = find_deletion(self.connection, record.id)
        known = find_session(self.connection, record.id)
        if deletion is not None and deletion.holds_against(record):
            self.counts.stay_deleted.append((record, deletion))
        elif known is None:
            self._write(record, rank)
            self.counts.new += 1
        elif newer(record, known):
            holds = join_sessions(record, known) if self.converge else with_newer(record, known)
            self._write(holds, rank)
            self.counts.changed += 1
        elif here is not None:
            self._join(known, rank_of(here), record, rank)
        else:
            self._keep_known(known, record)

    def _write(self, record: SessionRecord, rank: int) -> None:
        """Write a session; where logs need not come to the same, one place among others is nobody else's."""
        write_session(self.connection, record, rank if self.converge else rank_here(self.connection, record, rank))

    def _join(self, known: SessionRecord, rank_known: int, record: SessionRecord, rank: int) -> None:
        """Write what a version that is not newer and the one here come to, if that is another one."""
        joined = join_sessions(known, record)
        joined_rank = join_ranks((known, rank_known), (record, rank))
        if same_row(session_row(joined, joined_rank), session_row(known, rank_known)):
            self.counts.same += 1
            return
        self._write(joined, joined_rank)
        self.counts.changed += 1

    def _keep_known(self, known: SessionRecord, record: SessionRecord) -> None:
        """Keep the version that is here, with the red flags of the other."""
        kept = known if known.rehearsal or record.rehearsal else with_red_flags(known, record.red_flags)
        if kept != known:
            self._write(kept, 0)
        there = replace(record, updated_at=known.updated_at)
        if there == known:
            self.counts.same += 1
        elif kept != known and replace(there, red_flags=kept.red_flags) == kept:
            self.counts.changed += 1
        else:
            self.counts.differing.append(Differing(kept, record))

    def deletion(self, deletion: Deletion) -> None:
        """Take in that a session was deleted."""
        known = find_session(self.connection, deletion.id)
        if known is None:
            self._note(deletion)
        elif deletion.holds_against(known):
            delete_session(self.connection, deletion, elsewhere=self.elsewhere)
            self.counts.removed.append(known)
        elif self.converge:
            self.counts.same += 1
        else:
            self.counts.differing.append(Differing(known, deletion))

    def _note(self, deletion: Deletion) -> None:
        """Keep the later one of the deletions of a session that isn't here."""
        here = find_deletion(self.connection, deletion.id)
        if here is None:
            self.counts.noted += 1
        else:
            self.counts.same += 1
        joined = deletion if here is None else join_deletions(here, deletion)
        if here is None or str(joined.at) != str(here.at):
            keep_deletion(self.connection, joined)

    # The rest.

    def others(self, history: Log) -> None:
        """Take in placements, check-ins and clearances."""
        placements = (*history.placements, *history.withdrawn)
        self._add(PLACEMENT, placements, placement_row, placement_from, join_placements)
        self._add(CHECKIN, history.checkins, checkin_row, checkin_from, join_checkins)
        self._add(CLEARANCE, history.clearances, clearance_row, clearance_from, join_clearances)

    def _add(
        self,
        table: Table,
        found: Iterable[Other],
        to_row: Callable[[Other], Row],
        from_row: Callable[[Row], Other],
        join: Callable[[Other, Other], Other],
    ) -> None:
        """Add the records that are not there yet; of one that is there, what both say if they may be joined."""
        where = "WHERE " + " AND ".join(f"{column} = ?" for column in table.same)
        for record in found:
            row = to_row(record)
            named = dict(zip(table.columns, row, strict=True))
            known = next(rows(self.connection, table, where, [named[column] for column in table.same]), None)
            if known is None:
                self._add_new(table, record, row)
                continue
            here, there = from_row(known[1]), from_row(row)  # as it would be stored
            if not self.converge and not _may_be_joined(here, there):
                self.counts.differing.append(Differing(here, record))
                continue
            joined = join(here, there)
            if to_row(joined) == known[1] if self.converge else joined == here:
                self.counts.same += 1
            else:
                put(self.connection, table, to_row(joined))
                self.counts.changed += 1

    def _add_new(self, table: Table, record: object, row: Row) -> None:
        if isinstance(record, Placement) and not self.converge:
            row = placement_row(replace(record, rank=rank_of_placement(self.connection, record)))
        put(self.connection, table, row)
        self.counts.new += 1


def _may_be_joined(here: object, there: object) -> bool:
    """Whether an import may put two versions together: one adds to the other, and neither says anything else."""
    if isinstance(here, Clearance) and isinstance(there, Clearance):
        return here.clears == there.clears
    return isinstance(here, Placement) or here == there
