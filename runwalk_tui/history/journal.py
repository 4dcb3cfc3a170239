"""The journal of the running session: what was done is on the disk before anything else happens.

Each event is a committed row, so after a kill at any instant the next start finds how far the
session had come. The journal goes away in the same transaction that saves the finished record.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from runwalk_tui.history.database.locks import Owner
from runwalk_tui.history.database.rows import EVENT, RUNNING, Row, moment, put, rows
from runwalk_tui.history.database.sessions import newer_than_kept, replace_session
from runwalk_tui.history.errors import DamagedRow
from runwalk_tui.history.store import Store
from runwalk_tui.session.records import SessionRecord
from runwalk_tui.values import dataclass

KINDS = frozenset(
    {"started", "phase", "pause", "resume", "next", "back", "extend", "ease", "mark", "stopped", "ended", "rated"}
)
"""What an event may be. The heartbeat is none of them: it has no row."""
ASIDE = frozenset({"phase", "mark", "rated"})
"""Events that neither begin, move nor end a session."""


@dataclass(frozen=True, slots=True)
class JournalEvent:
    """One thing that happened in a session."""

    kind: str
    """One of KINDS."""
    at: datetime
    """Wall clock with its offset."""
    detail: Mapping[str, Any]
    """What the session said about it; JSON."""


@dataclass(frozen=True, slots=True)
class UnfinishedSession:
    """A session that was started and neither saved nor discarded."""

    session_id: str
    began_at: datetime
    header: Mapping[str, Any]
    """What the session is, as it was given at the start; JSON."""
    last_at: datetime
    """Wall clock of the last event or heartbeat: nothing is known of the time after it."""
    last: Mapping[str, Any]
    """How far the session was then; JSON."""
    events: tuple[JournalEvent, ...]

    @property
    def ended(self) -> bool:
        """Whether nothing is left but to rate and save it. A stop may have been taken back, or led to a walk."""
        moves = (event.kind for event in reversed(self.events) if event.kind not in ASIDE)
        return next(moves, "") in ("ended", "stopped")

    @property
    def rated(self) -> bool:
        """Whether some of the questions after it were answered."""
        return any(event.kind == "rated" for event in self.events)


class Journal:
    """The journal in a store; at most one session is written at a time.

    When a write fails, StoreError says so and the events wait: the next write that succeeds brings
    them along, so a disk that was full for a while leaves no hole.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._session: tuple[str, str, str] | None = None
        """Id, when it began and header of the session that is written."""
        self._number = 0
        self._waiting: list[Row] = []

    def begin(
        self, session_id: str, at: datetime, header: Mapping[str, object], snapshot: Mapping[str, object]
    ) -> None:
        """Begin the journal of a session. Raises StoreError."""
        self._session = (session_id, _when(at), _text(header))
        self._number, self._waiting = 0, []
        self.event("started", at, {}, snapshot)

    def go_on(self, running: UnfinishedSession) -> None:
        """Write on in the journal of a session that was found unfinished. Raises StoreError."""
        with self._store.reading() as connection:
            self._number = _last_number(connection, running.session_id)
        self._session = (running.session_id, running.began_at.isoformat(), _text(running.header))
        self._waiting = []

    def event(self, kind: str, at: datetime, detail: Mapping[str, object], snapshot: Mapping[str, object]) -> None:
        """Write what happened at `at` and how far the session is. Raises StoreError."""
        if kind not in KINDS:
            raise ValueError(f"a session has no event {kind!r}")
        self._number += 1
        self._waiting.append((self._running()[0], self._number, kind, _when(at), _text(detail)))
        self.heartbeat(at, snapshot)

    def heartbeat(self, at: datetime, snapshot: Mapping[str, object]) -> None:
        """Write how far the session is, in the place of the heartbeat before. Raises StoreError."""
        with self._store.transaction() as connection:
            put(connection, RUNNING, (*self._running(), _when(at), _text(snapshot)))
            for row in self._waiting:
                put(connection, EVENT, row)
        self._waiting = []

    def rated(self, session_id: str, at: datetime, snapshot: Mapping[str, object]) -> None:
        """Write the answers that were given so far after a session. Raises StoreError.

        A session whose beginning could not be written has no journal; then nothing is written here either.
        """
        with self._store.transaction() as connection:
            found = next(rows(connection, RUNNING, "WHERE session_id = ?", (session_id,)), None)
            if found is None:
                return
            _, began_at, header, _, _ = found[1]
            put(connection, RUNNING, (session_id, began_at, header, _when(at), _text(snapshot)))
            number = _last_number(connection, session_id) + 1
            put(connection, EVENT, (session_id, number, "rated", _when(at), _text({})))

    def finish(self, record: SessionRecord) -> None:
        """Save the session and end its journal, both or neither. Raises StoreError."""
        with self._store.transaction() as connection:
            replace_session(connection, newer_than_kept(connection, record), self._store.now())
            connection.execute("DELETE FROM running WHERE session_id = ?", (record.id,))
        self._store.checkpoint()
        self._forget(record.id)

    def discard(self, session_id: str) -> None:
        """End the journal of a session that nobody wants. Raises StoreError."""
        with self._store.transaction() as connection:
            connection.execute("DELETE FROM running WHERE session_id = ?", (session_id,))
        self._forget(session_id)

    def unfinished(self, but: Collection[str] = ()) -> UnfinishedSession | None:
        """The oldest session that was cut off, or None. One that another process is running is not cut off.

        Sessions whose id is in `but` are passed over. Raises StoreError.
        """
        if self.owner() is not None:
            return None
        with self._store.reading() as connection:
            found = next((row for _, row in rows(connection, RUNNING, "ORDER BY seq") if row[0] not in but), None)
            if found is None:
                return None
            events = [row for _, row in rows(connection, EVENT, "WHERE session_id = ? ORDER BY number", found[:1])]
            return _running_from(found, events)

    def owner(self) -> Owner | None:
        """The other process that runs sessions on these data now; None when there is none, or when it is this one."""
        return self._store.owner()

    def _running(self) -> tuple[str, str, str]:
        if self._session is None:
            raise ValueError("no session has started")
        return self._session

    def _forget(self, session_id: str) -> None:
        if self._session is not None and self._session[0] == session_id:
            self._session, self._waiting = None, []


def _running_from(row: Row, events: Iterable[Row]) -> UnfinishedSession:
    """An unfinished session and its events as they lie in their tables. Raises DamagedRow."""
    session_id, began_at, header, last_at, last = row
    return UnfinishedSession(
        session_id=str(session_id),
        began_at=moment(began_at),
        header=_object(header),
        last_at=moment(last_at),
        last=_object(last),
        events=tuple(JournalEvent(str(kind), moment(at), _object(detail)) for _, _, kind, at, detail in events),
    )


def _last_number(connection: sqlite3.Connection, session_id: str) -> int:
    """The number of the latest event of a session; 0 when it has none."""
    query = "SELECT coalesce(max(number), 0) FROM event WHERE session_id = ?"
    return int(connection.execute(query, (session_id,)).fetchone()[0])


def _when(at: datetime) -> str:
    if at.utcoffset() is None:
        raise ValueError(f"{at} has no offset from UTC")
    return at.isoformat()


def _text(value: Mapping[str, object]) -> str:
    return json.dumps(dict(value), allow_nan=False)


def _object(text: object) -> Mapping[str, Any]:
    found = json.loads(str(text))
    if not isinstance(found, dict):
        raise DamagedRow(f"journal {text!r}")
    return found
