"""Saving what the runner gives: in the store, or in memory and a rescue file until the store works.

Every method that saves something returns None when it is where it belongs, else the problem. What a full
disk or a lock didn't let in is tried again with the next write, and at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import field, replace
from datetime import datetime
from pathlib import Path

from runwalk_tui.history.database.sessions import NOTHING_TO_UNDO, after, later
from runwalk_tui.history.errors import StoreError
from runwalk_tui.history.journal import Journal, UnfinishedSession
from runwalk_tui.history.store import Store
from runwalk_tui.session.records import CheckIn, Clearance, Log, Placement, SessionRecord
from runwalk_tui.system.problems import Problem
from runwalk_tui.values import dataclass


@dataclass(frozen=True, slots=True)
class PendingWrites:
    """What the store has not saved yet."""

    log: Log = field(default_factory=Log)
    facts: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.log != Log() or bool(self.facts)

    @property
    def count(self) -> int:
        """How many entries there are."""
        log = self.log
        return len(log.sessions) + len(log.placements) + len(log.checkins) + len(log.clearances) + len(self.facts)

    def over(self, log: Log) -> Log:
        """A log with what is held in it, each kind in order of time; a session that is held takes its own place, unless
        a newer version has come into the log. So the store will have it, too."""
        held = self.log
        if held == Log():
            return log
        deleted = {deletion.id: deletion for deletion in log.deleted}
        kept = [each for each in held.sessions if each.id not in deleted or not deleted[each.id].holds_against(each)]
        sessions = {record.id: record for record in log.sessions}
        for record in kept:
            known = sessions.get(record.id)
            sessions[record.id] = record if known is None else after(record, known)
        checkins = {checkin.at: checkin for checkin in (*log.checkins, *held.checkins)}
        placements = dict.fromkeys((*log.placements, *held.placements))
        clearances = {clearance.at: clearance for clearance in (*log.clearances, *held.clearances)}
        return Log(
            sessions=tuple(sorted(sessions.values(), key=lambda record: record.started_at)),
            placements=tuple(sorted(placements, key=lambda placement: placement.at)),
            checkins=tuple(sorted(checkins.values(), key=lambda checkin: checkin.at)),
            clearances=tuple(sorted(clearances.values(), key=lambda clearance: clearance.at)),
            deleted=tuple(deletion for deletion in log.deleted if deletion.id not in sessions),
            withdrawn=log.withdrawn,
            ranks=log.ranks,
        )

    def shown_over(self, log: Log) -> Log:
        """The log as it is shown meanwhile: a clearance that waits leaves a session on hold whose red flags it hasn't
        all seen. Once it's written, those that it did see are cleared."""
        shown = self.over(log)
        waiting = {clearance.at for clearance in self.log.clearances}
        if not waiting:
            return shown

        def as_far_as_seen(made: Clearance) -> Clearance:
            if made.clears is None or made.at not in waiting:
                return made
            on_hold = {session.id for session in shown.sessions if made.unseen_in(session)}
            return replace(made, clears=tuple(each for each in made.clears if each not in on_hold))

        return replace(shown, clearances=tuple(map(as_far_as_seen, shown.clearances)))

    def with_(self, other: PendingWrites) -> PendingWrites:
        """This and what came later."""
        return PendingWrites(other.over(self.log), {**self.facts, **other.facts})

    def without(self, other: PendingWrites) -> PendingWrites:
        """This, less what has been written since in its place."""
        written = {record.id for record in other.log.sessions}
        return PendingWrites(
            replace(self.log, sessions=tuple(each for each in self.log.sessions if each.id not in written)),
            {key: value for key, value in self.facts.items() if key not in other.facts},
        )


class ReliableStore:
    """Keeps the runner's records in a store, whatever becomes of the disk under it."""

    def __init__(self, store: Store, wall: Callable[[], datetime]) -> None:
        """`wall` is the runner's own clock, aware."""
        self.store = store
        self.wall = wall
        self.problem: Problem | None = None
        """Set while the log cannot be read; then it is shown as it was read last."""
        self._held = PendingWrites()
        self._file: Path | None = None
        """Where what is held lies on a disk."""
        self._all_in_file = False
        """Whether all of it does."""
        self._seen: Log | None = None
        """The log as it was read last."""
        self._seen_facts: dict[str, str | None] = {}
        self._settled: set[str] = set()
        """Sessions that were cut off and have been dealt with since, also when their journal could not be ended."""
        self._unnoted: set[str] = set()
        """Sessions whose answers could not be written down as they were given."""

    @property
    def waiting(self) -> Problem | None:
        """What the store has not saved yet; None when there is nothing."""
        if not self._held:
            return None
        count = self._held.count
        entries = "1 entry is waiting" if count == 1 else f"{count} entries are waiting"
        where = f"in {self._file}" if self._all_in_file else "only in memory, so leave this window open"
        return Problem(f"The log can't be saved: {entries} {where}.")

    # Reading. Raises StoreError only while nothing has been read yet.

    def log(self) -> Log:
        """Everything that is remembered, what the store has not saved included."""
        try:
            self._seen = self.store.log()
        except StoreError as error:
            if self._seen is None:
                raise
            self.problem = Problem(str(error))
        else:
            self.problem = None
        return self._held.shown_over(self._seen)

    def recall(self, key: str) -> str | None:
        """The fact under this key, or None."""
        if key in self._held.facts:
            return self._held.facts[key]
        try:
            self._seen_facts[key] = self.store.recall(key)
        except StoreError as error:
            self.problem = Problem(str(error))
        return self._seen_facts.get(key)

    def unfinished(self) -> UnfinishedSession | None:
        """The oldest session that was cut off and has not been dealt with, or None. Raises StoreError."""
        return Journal(self.store).unfinished(but=self._settled)

    # Keeping.

    def finish(self, record: SessionRecord) -> Problem | None:
        """Keep a session that is over, and end its journal."""
        return self._session(record, lambda: Journal(self.store).finish(record))

    def save(self, record: SessionRecord, *, was: SessionRecord | None = None) -> Problem | None:
        """Keep a session or a change of one; with `was`, which it changes, only what differs from that."""
        return self._session(record, lambda: self.store.save(record, was=was))

    def note_answers(self, session_id: str, snapshot: Mapping[str, object]) -> Problem | None:
        """Write a session with its answers so far into its journal; that this fails is said once a session."""
        try:
            Journal(self.store).rated(session_id, self.wall(), snapshot)
        except StoreError as error:
            if session_id not in self._unnoted:
                self._unnoted.add(session_id)
                return Problem(str(error))
        return None

    def place(self, placement: Placement) -> Problem | None:
        """Keep a placement."""
        return self._keep(PendingWrites(Log(placements=(placement,))), lambda: self.store.place(placement))

    def check_in(self, checkin: CheckIn) -> Problem | None:
        """Keep a check-in."""
        return self._keep(PendingWrites(Log(checkins=(checkin,))), lambda: self.store.check_in(checkin))

    def clear(self, clearance: Clearance) -> Problem | None:
        """Keep that a clinician cleared the runner of the red flags of some sessions."""
        return self._keep(PendingWrites(Log(clearances=(clearance,))), lambda: self.store.clear(clearance))

    def remember(self, key: str, value: str) -> Problem | None:
        """Keep a small fact that is no record."""
        return self._keep(PendingWrites(facts={key: value}), lambda: self.store.remember(key, value))

    # Letting go.

    def delete(self, session_id: str) -> Problem | None:
        """Remove a session; one that could not be removed is still there."""
        try:
            self._write_held()
            self.store.delete(session_id, self.wall())
        except StoreError as error:
            return Problem(str(error))
        return None

    def deleted_last(self) -> SessionRecord | None:
        """The session that `restore` would bring back; None when there is none, or while that cannot be read."""
        try:
            return self.store.deleted_last(but=self._held_ids)
        except StoreError as error:
            self.problem = Problem(str(error))
            return None

    def restore(self, session_id: str | None = None) -> Problem | None:
        """Bring a deleted session back, by default the one that was deleted last, in this program or another."""
        at = self.wall()
        try:
            record = self.store.would_restore(session_id, at=at, but=self._held_ids)
        except StoreError as error:
            return Problem(str(error))
        if record is None:
            return Problem(f"{NOTHING_TO_UNDO[:1].upper()}{NOTHING_TO_UNDO[1:]}.")
        return self._session(record, lambda: self.store.save(record))

    def discard(self, session_id: str) -> Problem | None:
        """End the journal of a session that nobody wants; one that could not be ended is asked about again."""
        self._settled.add(session_id)
        try:
            Journal(self.store).discard(session_id)
        except StoreError as error:
            return Problem(str(error))
        return None

    def secure(self) -> Problem | None:
        """Try again to get what waits onto a disk; returns the problem when some of it is in memory alone."""
        self.catch_up()
        if self._held and not self._all_in_file:
            try:
                self._write_file()
            except StoreError:
                return self.waiting
        return None

    def close(self) -> None:
        """Try once more to write what waits, and let go of the store."""
        self.catch_up()
        self.store.close()

    def catch_up(self) -> None:
        """Write what waits, if the store works now. If not, nothing changes: that has been said."""
        with suppress(StoreError):
            self._write_held()

    @property
    def _held_ids(self) -> frozenset[str]:
        return frozenset(record.id for record in self._held.log.sessions)

    def _write_held(self) -> None:
        """Write what waits. Raises StoreError; then all of it waits on."""
        if not self._held:
            return
        self.store.take_up(self._held.log, self._held.facts)
        self._held = PendingWrites()
        self._drop(self._file)
        self._file, self._all_in_file = None, False

    def _session(self, record: SessionRecord, write: Callable[[], None]) -> Problem | None:
        self._settled.add(record.id)
        return self._keep(PendingWrites(Log(sessions=(record,))), write, what="The session")

    def _keep(self, given: PendingWrites, write: Callable[[], None], *, what: str = "It") -> Problem | None:
        try:
            write()
        except StoreError as error:
            self._held = self._held.with_(self._newer_than_seen(given))
            return self._rescue(error, what)
        self._held = self._held.without(given)
        self.catch_up()
        return None

    def _newer_than_seen(self, given: PendingWrites) -> PendingWrites:
        """Sessions that the store did not take, changed later than what they are to replace, as the store does it."""
        seen = {record.id: record for record in self._held.over(self._seen or Log()).sessions}

        def newer(record: SessionRecord) -> SessionRecord:
            known = seen.get(record.id)
            if known is None or known.updated_at is None or known == record:
                return record
            return replace(record, updated_at=later(record.updated_at, known.updated_at))

        return replace(given, log=replace(given.log, sessions=tuple(map(newer, given.log.sessions))))

    def _rescue(self, error: StoreError, what: str) -> Problem | None:
        """Put all that is held into one rescue file; returns what happened, in one line."""
        try:
            self._write_file()
        except StoreError as worse:
            return Problem(f"{error}. {worse}. Leave this window open until there is space.")
        return Problem(
            f"{error}. {what} is safe in {self._file}; it will be added to your log when you next start runwalk."
        )

    def _write_file(self) -> None:
        """Write a rescue file in the place of the one before. Raises StoreError; then that one stays."""
        from runwalk_tui.history import rescue

        folder, before = self.store.folder, self._file
        self._all_in_file = False
        self._file = rescue.write(
            self._held.log, folder, rescue.default_folders(folder), self.wall(), facts=self._held.facts
        )
        self._all_in_file = True
        self._drop(before)

    @staticmethod
    def _drop(file: Path | None) -> None:
        """Remove a rescue file of which nothing is needed any more. If it stays, taking it up changes nothing."""
        if file is not None:
            with suppress(OSError):
                file.unlink()
