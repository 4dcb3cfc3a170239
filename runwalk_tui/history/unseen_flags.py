"""Red flags when two logs come together: one that a clearance was not made in sight of still holds the stop sign up.

A clearance names sessions, and is made on one computer. A flag that came to such a session on another one meanwhile
was seen by nobody, nor was one of a session that was deleted there. Both logs are looked at before they come together:
what held the sign up in one of them, and what the clearances of the other had seen. In the same way a flag may come
to a session while the runner is asked about the others, from another window or another computer.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from runwalk_tui.history.database.rows import CLEARANCE, SESSION, clearance_row, put, rows, session_from
from runwalk_tui.history.database.sessions import (
    clearances,
    find_session,
    holds_sign_up,
    raise_unseen,
)
from runwalk_tui.history.versions import join_clearances
from runwalk_tui.session.records import Clearance, Log, SessionRecord, own_sign_id


def clear(connection: sqlite3.Connection, *made: Clearance) -> None:
    """Write clearances; what is there of the same instant, from another computer, is cleared with them.

    A flag that came to one of their sessions after the runner was shown the others is kept in a record of its own,
    unless another clearance was made in sight of it.
    """
    earlier = clearances(connection)
    held = _holding(_flagged(connection), earlier)
    for clearance in made:
        joined = clearance
        for same in clearances(connection):
            if same.at == clearance.at:
                joined = join_clearances(same, joined)
        put(connection, CLEARANCE, clearance_row(joined))
    for session in held:
        covering = [one for one in made if one.covers(session)]
        if covering:
            seen_by_none = [
                flag for flag in session.red_flags if all(one.saw(session.id, flag) is False for one in covering)
            ]
            raise_unseen(connection, session, seen_by_none)


@dataclass(frozen=True, slots=True)
class Sight:
    """What the clearances of one log can have been made in sight of."""

    sessions: Mapping[str, SessionRecord]
    """By id."""
    clearances: Sequence[Clearance]

    def unseen(self, session: SessionRecord) -> tuple[str, ...]:
        """The red flags of a session from the other log that nobody cleared in this one."""
        covering = [one for one in self.clearances if one.covers(session)]
        return tuple(flag for flag in session.red_flags if not any(self._saw(one, session, flag) for one in covering))

    def _saw(self, clearance: Clearance, session: SessionRecord, red_flag: str) -> bool:
        """Whether a flag was seen; where nobody noted what was, as far as can be told from the log as it is now."""
        noted = clearance.saw(session.id, red_flag)
        if noted is not None:
            return noted
        there = self.sessions.get(session.id)
        if there is not None:
            return red_flag in there.red_flags
        # Of a session that is deleted there, or never was there, nobody can tell; but what was ticked before a session
        # and never changed had the one flag from the start, and so had a flag in a record of its own.
        alone = session.source == "screening" and len(session.red_flags) == 1
        return alone and clearance.clears is not None and session.updated_at is None


@dataclass(frozen=True, slots=True)
class BeforeMeeting:
    """Two logs before they come together: the sessions that hold the stop sign up in one, and the sight of the
    other."""

    pairs: tuple[tuple[Sequence[SessionRecord], Sight], ...]

    def keep(self, connection: sqlite3.Connection) -> None:
        """See to it that each of these flags holds the sign up now, too, unless somebody cleared it: in its session,
        or in a record of its own."""
        for sessions, sight in self.pairs:
            for session in sessions:
                _keep(connection, session, sight.unseen(session))

    def raised(self, connection: sqlite3.Connection) -> tuple[list[SessionRecord], list[SessionRecord]]:
        """What holds the stop sign up now and didn't before, once all is done: first for flags that came from outside,
        then the records of their own of flags that were here."""
        (here, _), _ = self.pairs
        before = {(session.id, flag) for session in here for flag in session.red_flags}
        own = {own_sign_id(*each) for each in before}
        new = [
            session
            for session in _holding(_flagged(connection), clearances(connection))
            if any((session.id, flag) not in before for flag in session.red_flags)
        ]
        return [each for each in new if each.id not in own], [each for each in new if each.id in own]


def before_meeting(connection: sqlite3.Connection, history: Log) -> BeforeMeeting:
    """Look at the log here, and at one from outside that is about to be merged into it."""
    cleared = clearances(connection)
    here = _holding(_flagged(connection), cleared)
    there = _holding(history.sessions, history.clearances)
    known = {session.id: found for session in there if (found := find_session(connection, session.id)) is not None}
    sight_there = Sight({session.id: session for session in history.sessions} if here else {}, history.clearances)
    return BeforeMeeting(((here, sight_there), (there, Sight(known, cleared))))


def _flagged(connection: sqlite3.Connection) -> list[SessionRecord]:
    return [session_from(row) for _, row in rows(connection, SESSION, "WHERE red_flags <> '[]' ORDER BY instant")]


def _holding(sessions: Iterable[SessionRecord], cleared: Sequence[Clearance]) -> list[SessionRecord]:
    return [session for session in sessions if holds_sign_up(session, cleared)]


def _keep(connection: sqlite3.Connection, session: SessionRecord, red_flags: Sequence[str]) -> None:
    if not red_flags:
        return
    now = find_session(connection, session.id)
    held = now.red_flags if now is not None and holds_sign_up(now, clearances(connection)) else ()
    raise_unseen(connection, session, [flag for flag in red_flags if flag not in held])
