"""The log on the disk: one SQLite file, each write its own transaction, on the disk before it returns.

What only a writer needs is imported where a writer comes by, since a command that reads should start at once.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from runwalk_tui.history import rescue
from runwalk_tui.history.database import reading
from runwalk_tui.history.database.file import BUSY_SECONDS, FILE, RESTORED, Connect, connect_to_write, identity
from runwalk_tui.history.database.migrations import STEPS, Step
from runwalk_tui.history.database.rows import (
    CHECKIN,
    CLEARANCE,
    DELETED,
    FACT,
    PLACEMENT,
    SESSION,
    checkin_from,
    checkin_row,
    clearance_from,
    deletion_from,
    placement_from,
    put,
    rank_of,
    rows,
    session_from,
    sessions_for_rule,
)
from runwalk_tui.history.errors import DamagedRow, StoreError, Trouble, explain
from runwalk_tui.session.records import CheckIn, Clearance, Deletion, Log, Placement, SessionRecord

if TYPE_CHECKING:
    from runwalk_tui.history.database.locks import Claim, FileLock, Owner
    from runwalk_tui.history.merging import MergeCounts

CHECKED_FOR_RULE = 100
"""Sessions, the last that were written, that are checked for damage before the rule reads the log: half a year."""


def _here_and_now() -> datetime:
    return datetime.now().astimezone()


def _going_on_from(at: datetime) -> Callable[[], datetime]:
    """A clock that shows `at` now."""
    opened = datetime.now(UTC)
    return lambda: at + (datetime.now(UTC) - opened)


class Store:
    """The log of one data folder. Every method but `close` may raise StoreError; threads may share a store."""

    def __init__(
        self,
        folder: Path,
        connection: sqlite3.Connection,
        gate: FileLock | None,
        notices: Sequence[str] = (),
        *,
        out_of_reach: StoreError | None = None,
        now: Callable[[], datetime] = _here_and_now,
    ) -> None:
        self.folder = folder
        self.path = folder / FILE
        self.notices: tuple[str, ...] = tuple(notices)
        """One line each: what the runner should be told about what happened while it was opened."""
        self.out_of_reach = out_of_reach
        """Why the database could not be opened for writing; then this is a copy of it, and every write is refused."""
        self.read_only = gate is None and out_of_reach is None
        """Whether it is open only to be read."""
        self.now = now
        """The time it is, aware; its date is the one where the runner is."""
        self._connection = connection
        self._gate = gate
        self._file = None if gate is None else identity(self.path)
        """The database file that is open for writing."""
        self._claim: Claim | None = None
        self._turn = threading.RLock()
        self._known: tuple[tuple[int, int], Log] | None = None
        """The log as it was read last, and by what to tell whether it is so still."""
        self.writes = 0
        """Transactions that are on the disk since it was opened."""
        self._patient = True
        """Whether a write waits for another program to let go of the database."""

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        read_only: bool = False,
        for_rule: bool = False,
        at: datetime | None = None,
        rescue_folders: Sequence[Path] | None = None,
        steps: Sequence[Step] = STEPS,
        connect: Connect = sqlite3.connect,
    ) -> Self:
        """Open the log in a data folder.

        For writing, the folder and the database are made when needed; an older database is migrated after
        a backup, a weekly backup is made, a damaged file is set aside and replaced, and rescue files are
        taken up. For reading only, nothing on the disk is changed, and what lies in rescue files is read with
        the rest; without a database the log is empty.
        When it is read `for_rule` alone, only the newest sessions are checked for damage beforehand.

        `at` is the time it is, and goes on from there (now, when not given), `rescue_folders` where rescue files may
        lie (by default where `rescue` puts them). Raises StoreError.
        """
        now = _here_and_now if at is None else _going_on_from(at)
        folders = rescue.default_folders(folder) if rescue_folders is None else rescue_folders
        if read_only:
            if rescue.found(folder, folders):
                return cls(folder, *_with_what_waits(folder, folders, steps, connect, now()))
            checked = CHECKED_FOR_RULE if for_rule else None
            connection, notices = reading.open_to_read(folder, steps, connect, sessions=checked)
            return cls(folder, connection, None, notices)
        from runwalk_tui.history.database import opening

        store = cls(
            folder, *opening.open_to_write(folder, datetime.now(UTC) if at is None else at, steps, connect), now=now
        )
        try:
            store.notices += tuple(rescue.take_up(folder, folders, store.take_up))
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def open_copy(cls, folder: Path, why: StoreError, *, rescue_folders: Sequence[Path] | None = None) -> Self:
        """A log that cannot be written now, in memory, with all that lies in rescue files.

        Nothing on the disk is changed, and every write is refused with `why`. Raises StoreError; also where there
        is no database yet, since that may be a mistyped folder or a disk that is not there.
        """
        try:
            there = any(path.exists() and path.stat().st_size for path in (folder / FILE, folder / RESTORED))
        except OSError as error:
            raise StoreError(str(why), why.trouble) from error
        if not there:
            raise StoreError(str(why), why.trouble)
        folders = rescue.default_folders(folder) if rescue_folders is None else rescue_folders
        return cls(
            folder, *_with_what_waits(folder, folders, STEPS, sqlite3.connect, _here_and_now()), out_of_reach=why
        )

    def log(self) -> Log:
        """Everything that is remembered, each kind in order of time: the same object until something was written."""
        with self.reading() as connection:
            written = self._written(connection)
            if self._known is None or self._known[0] != written:
                self._known = written, self._read(connection)
            return self._known[1]

    @staticmethod
    def _written(connection: sqlite3.Connection) -> tuple[int, int]:
        """Changes when anything is written into the database, by another connection or by this one."""
        (version,) = connection.execute("PRAGMA data_version").fetchone()
        return version, connection.total_changes

    @staticmethod
    def _read(connection: sqlite3.Connection) -> Log:
        sessions = [row for _, row in rows(connection, SESSION, SESSION.in_order)]
        placements = [placement_from(row) for _, row in rows(connection, PLACEMENT, PLACEMENT.in_order)]
        return Log(
            sessions=tuple(map(session_from, sessions)),
            placements=tuple(placement for placement in placements if not placement.withdrawn),
            checkins=tuple(checkin_from(row) for _, row in rows(connection, CHECKIN, CHECKIN.in_order)),
            clearances=tuple(clearance_from(row) for _, row in rows(connection, CLEARANCE, CLEARANCE.in_order)),
            deleted=tuple(deletion_from(row) for _, row in rows(connection, DELETED, DELETED.in_order)),
            withdrawn=tuple(placement for placement in placements if placement.withdrawn),
            ranks=tuple((str(row[0]), rank_of(row)) for row in sessions if rank_of(row)),
        )

    def log_for_rule(self) -> Log:
        """What today's prescription is made of: sessions without what the rule does not look at (see
        `rows.sessions_for_rule`), placements and clearances."""
        in_force = f"WHERE withdrawn IS NULL {PLACEMENT.in_order}"
        with self.reading() as connection:
            return Log(
                sessions=tuple(sessions_for_rule(connection)),
                placements=tuple(placement_from(row) for _, row in rows(connection, PLACEMENT, in_force)),
                clearances=tuple(clearance_from(row) for _, row in rows(connection, CLEARANCE, CLEARANCE.in_order)),
            )

    def session(self, session_id: str) -> SessionRecord | None:
        """The session with this id, or None."""
        from runwalk_tui.history.database.sessions import find_session

        with self.reading() as connection:
            return find_session(connection, session_id)

    def save(self, record: SessionRecord, *, was: SessionRecord | None = None) -> None:
        """Add a session, or put it in the place of the one with its id.

        `updated_at` never goes backwards: a correction is newer than what it corrects, and what is saved again is
        newer than its deletion, whatever the clock said then. With `was`, the session as it was read before it was
        corrected, only what differs from that is changed: another program may have changed other fields meanwhile.
        """
        from runwalk_tui.history.database.sessions import find_session, newer_than_kept, on_top_of, replace_session

        with self.transaction() as connection:
            known = None if was is None else find_session(connection, record.id)
            if was is not None and known is not None:
                record = on_top_of(record, was, known)
            replace_session(connection, newer_than_kept(connection, record), self.now())
        self.checkpoint()

    def delete(self, session_id: str, at: datetime) -> SessionRecord | None:
        """Remove a session and store that it was deleted, so that no older copy brings it back.

        `at` is the time of the deletion, aware. `restore` undoes it. Returns the session; None when there is none
        with this id.
        """
        from runwalk_tui.history.database.sessions import delete_session, keep_unseen_flags

        with self.transaction() as connection:
            record = delete_session(connection, Deletion(session_id, at))
            if record is not None:
                # None that was there when the runner asked for this; one that came since, from another program.
                keep_unseen_flags(connection, record, at)
        if record is not None:
            self.checkpoint()
        return record

    def restore(self, session_id: str | None = None, *, at: datetime) -> SessionRecord | None:
        """Bring back a deleted session, by default the last one deleted, to its old place among
        sessions of the same instant.

        Its `updated_at` becomes `at`, aware, in any case later than its deletion. Returns the session; None when it was
        not deleted here, or so long ago that it is no longer stored.
        """
        from runwalk_tui.history.database.sessions import replace_session

        with self.transaction() as connection:
            record = _brought_back(connection, session_id, at)
            if record is not None:
                replace_session(connection, record, at)
        if record is not None:
            self.checkpoint()
        return record

    def would_restore(
        self, session_id: str | None = None, *, at: datetime, but: Container[str] = ()
    ) -> SessionRecord | None:
        """The session as `restore` would bring it back; those whose id is in `but` are passed over."""
        with self.reading() as connection:
            return _brought_back(connection, session_id, at, but)

    def may_restore(self, session_id: str, at: datetime) -> bool:
        """Whether the deletion of a session can be undone, now and at the next start."""
        from runwalk_tui.history.database.sessions import KEPT_FOR_UNDO, restorable

        with self.reading() as connection:
            found = restorable(connection, session_id)
        return found is not None and at - found[1].at < KEPT_FOR_UNDO

    def deleted_last(self, *, but: Container[str] = ()) -> SessionRecord | None:
        """The session that was deleted last and can be brought back, as it was; those in `but` are passed over."""
        from runwalk_tui.history.database.sessions import restorable

        with self.reading() as connection:
            found = restorable(connection, but=but)
        return None if found is None else found[0]

    def place(self, placement: Placement) -> None:
        """Remember that the runner was placed at a stage."""
        from runwalk_tui.history import placing

        with self.transaction() as connection:
            placing.place(connection, placement)

    def move_placement(self, placement: Placement, was: Placement) -> None:
        """Give a placement another time, in one write. As it was it stays withdrawn, so that no other log brings it
        back."""
        from runwalk_tui.history import placing

        with self.transaction() as connection:
            placing.withdraw(connection, was)
            placing.place(connection, placement)

    def check_in(self, checkin: CheckIn) -> None:
        """Remember a check-in, or put it in the place of the one of the same instant."""
        with self.transaction() as connection:
            put(connection, CHECKIN, checkin_row(checkin))

    def clear(self, clearance: Clearance) -> None:
        """Remember that a clinician cleared the runner of the red flags of some sessions.

        Those that came to one of them after the runner was shown it still hold the stop sign up.
        """
        from runwalk_tui.history import unseen_flags

        with self.transaction() as connection:
            unseen_flags.clear(connection, self.now(), clearance)

    def remember(self, key: str, value: str) -> None:
        """Keep a small fact that is no record, such as the screening's date."""
        with self.transaction() as connection:
            put(connection, FACT, (key, value))

    def recall(self, key: str) -> str | None:
        """The fact under this key, or None."""
        with self.reading() as connection:
            found = next(rows(connection, FACT, "WHERE key = ?", (key,)), None)
        return None if found is None else str(found[1][1])

    def merge(
        self, history: Log, report: Callable[[float], None] = lambda _: None, *, converge: bool = False
    ) -> MergeCounts:
        """Add records from outside, all or none: what is known stays, unless the other is newer.

        With `converge` it is the log of another computer: of two versions of the same time the same one holds here
        and there, so that both end up with one log. `report` gets how far it is, from 0 to 1.
        """
        from runwalk_tui.history import merging

        with self.transaction() as connection:
            counts = merging.merge(connection, history, self.now(), report, converge=converge)
        if counts.anything:
            self.checkpoint()
        return counts

    def take_up(self, history: Log, facts: Mapping[str, str]) -> None:
        """Take in what could not be written before, and end the journals of its sessions."""
        from runwalk_tui.history import merging

        with self.transaction() as connection:
            merging.take_up(connection, history, facts, self.now())

    def claim(self, at: datetime | None = None) -> Claim | None:
        """Become the one app that runs sessions on these data; None when another process is.

        The claim ends with `release`, with `close`, or with the process, whatever ends it.
        """
        from runwalk_tui.history.database import locks

        try:
            self._claim = locks.claim(self.folder, datetime.now(UTC) if at is None else at)
        except OSError as error:
            raise explain(error, self.folder / locks.CLAIM) from error
        return self._claim

    def owner(self) -> Owner | None:
        """The process that holds the claim; None when none does, or when this store does."""
        if self._claim is not None and self._claim.held:
            return None
        from runwalk_tui.history.database import locks

        try:
            return locks.owner(self.folder)
        except OSError as error:
            raise explain(error, self.folder / locks.CLAIM) from error

    def close(self) -> None:
        """Let go of the file and of the claim; a second time does nothing."""
        with self._turn:
            self._connection.close()
            if self._gate is not None:
                self._gate.close()
            if self._claim is not None:
                self._claim.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One write: all that is done inside is on the disk at the end, or nothing of it is."""
        if self.read_only:
            raise StoreError(f"{self.path}: it is open for reading only; nothing was saved", Trouble.READ_ONLY)
        if self.out_of_reach is not None:
            raise StoreError(str(self.out_of_reach), self.out_of_reach.trouble)
        with self._turn, self._explained():
            self._begin()
            try:
                yield self._connection
                self._connection.execute("COMMIT")
                self.writes += 1
            except BaseException:
                self._roll_back()
                raise
            if identity(self.path) != self._file:
                self._put_back()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Several reads that see the same state."""
        with self._turn, self._explained():
            outermost = not self._connection.in_transaction
            if outermost:
                self._connection.execute("BEGIN")
            try:
                yield self._connection
            finally:
                if outermost:
                    self._roll_back()

    def _put_back(self) -> None:
        """The file is not the one that was opened: what was written is on a disk only once its name leads to it."""
        if self.path.exists():
            raise StoreError(
                f"{self.path} was replaced while runwalk was running; start runwalk again",
                Trouble.IO,
            )
        from runwalk_tui.history.database.recovery import put_back

        try:
            put_back(self._connection, self.path)
            self._connection, self._known = connect_to_write(self.path), None
        except OSError as error:
            raise explain(error, self.path) from error
        self._file = identity(self.path)
        self.notices += (f"{self.path} was deleted while runwalk was running; it has been put back.",)

    def checkpoint(self) -> None:
        """Bring what is in the write-ahead log into the database file itself, so that a copy of that file is complete.

        Whether it succeeds or must wait for a reader, nothing depends on it: the log is on the disk already.
        """
        with self._turn:
            try:
                self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            except sqlite3.Error as error:
                self.notices += (str(explain(error, self.path)),)

    def _begin(self) -> None:
        """Take the write lock.

        Once another program has kept it for long, later writes hardly wait until one of them is let in again: the
        journal is written every few seconds by the loop that shows the session.
        """
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            if self._patient:
                self._connection.execute("PRAGMA busy_timeout = 50")
                self._patient = False
            raise
        if not self._patient:
            self._connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
            self._patient = True

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Whatever goes wrong with the data inside becomes one line."""
        try:
            yield
        except (sqlite3.Error, DamagedRow, ValueError, OverflowError) as error:
            raise explain(error, self.path) from error

    def _roll_back(self) -> None:
        # SQLite has rolled back by itself after a full disk or an I/O error.
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")


def _brought_back(
    connection: sqlite3.Connection, session_id: str | None, at: datetime, but: Container[str] = ()
) -> SessionRecord | None:
    """A deleted session with the time of its return, which is later than that of its deletion."""
    from runwalk_tui.history.database.sessions import later, restorable

    found = restorable(connection, session_id, but)
    if found is None:
        return None
    record, deletion = found
    return replace(record, updated_at=later(at, deletion.at))


def _with_what_waits(
    folder: Path, folders: Sequence[Path], steps: Sequence[Step], connect: Connect, at: datetime
) -> tuple[sqlite3.Connection, None, tuple[str, ...]]:
    """The log in memory with what lies in rescue files, nothing of which is changed; and what is to be told."""
    from runwalk_tui.history import merging

    connection, notices = reading.copy_to_memory(folder, steps, connect)
    told = rescue.take_up(
        folder,
        folders,
        lambda history, facts: merging.take_up(connection, history, facts, at),
        remove=False,
    )
    return connection, None, (*notices, *told)
