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
from datetime import datetime

from runwalk_tui.history.database.rows import CLEARANCE, SESSION, clearance_row, put, rows, session_from
from runwalk_tui.history.database.sessions import (
    clearances,
    clearances_by,
    find_session,
    holding_by,
    holds_sign_up,
    raise_unseen,
)
from runwalk_tui.history.versions import join_clearances
from runwalk_tui.session.records import Clearance, Log, SessionRecord, own_sign_id


def clear(connection: sqlite3.Connection, at: datetime, *made: Clearance) -> None:
    """Write clearances at some time; what is there of the same instant, from another computer, is cleared with them.

    A flag that came to one of their sessions after the runner was shown the others is kept in a record of its own,
    unless another clearance was made in sight of it.
    """
    held = _holding(_flagged(connection), clearances_by(connection, at))
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
            raise_unseen(connection, session, seen_by_none, at)


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


Pairs = tuple[tuple[Sequence[SessionRecord], Sight], ...]
"""For either log the sessions that hold the stop sign up in it, and the sight of the other."""


@dataclass(frozen=True, slots=True)
class BeforeMeeting:
    """Two logs before they come together."""

    at: datetime
    """The time at which they do."""
    now: Pairs
    """By the clearances that hold at that time. One that is dated ahead hides no flag yet."""
    later: Pairs
    """By all of them, where some are dated ahead: on their day, none of them is to hide a flag that nobody saw."""

    def keep(self, connection: sqlite3.Connection) -> None:
        """See to it that each of these flags holds the sign up now, too, unless somebody cleared it: in its session,
        or in a record of its own."""
        for pairs, held_by in ((self.now, clearances_by), (self.later, _all_clearances)):
            for sessions, sight in pairs:
                for session in sessions:
                    if unseen := sight.unseen(session):
                        now = find_session(connection, session.id)
                        cleared = held_by(connection, self.at)
                        held = now.red_flags if now is not None and holds_sign_up(now, cleared) else ()
                        raise_unseen(connection, session, [flag for flag in unseen if flag not in held], self.at)

    def raised(self, connection: sqlite3.Connection) -> tuple[list[SessionRecord], list[SessionRecord]]:
        """What holds the stop sign up now and didn't before, once all is done: first for flags that came from outside,
        then the records of their own of flags that were here."""
        (here, _), _ = self.now
        before = {(session.id, flag) for session in here for flag in session.red_flags}
        own = {own_sign_id(*each) for each in before}
        new = [
            session
            for session in _holding(_flagged(connection), clearances_by(connection, self.at))
            if any((session.id, flag) not in before for flag in session.red_flags)
        ]
        return [each for each in new if each.id not in own], [each for each in new if each.id in own]


def before_meeting(connection: sqlite3.Connection, history: Log, at: datetime) -> BeforeMeeting:
    """Look at the log here, and at one from outside that is about to be merged into it, at some time."""
    every = clearances(connection)
    cleared, cleared_there = holding_by(every, at), holding_by(history.clearances, at)
    now = _pairs(connection, history, cleared, cleared_there)
    if len(cleared) == len(every) and len(cleared_there) == len(history.clearances):
        return BeforeMeeting(at, now, ())
    return BeforeMeeting(at, now, _pairs(connection, history, every, history.clearances))


def _pairs(
    connection: sqlite3.Connection, history: Log, cleared: Sequence[Clearance], cleared_there: Sequence[Clearance]
) -> Pairs:
    here = _holding(_flagged(connection), cleared)
    there = _holding(history.sessions, cleared_there)
    known = {session.id: found for session in there if (found := find_session(connection, session.id)) is not None}
    sight_there = Sight({session.id: session for session in history.sessions} if here else {}, cleared_there)
    return (here, sight_there), (there, Sight(known, cleared))


def _all_clearances(connection: sqlite3.Connection, _: datetime) -> list[Clearance]:
    return clearances(connection)


def _flagged(connection: sqlite3.Connection) -> list[SessionRecord]:
    return [session_from(row) for _, row in rows(connection, SESSION, "WHERE red_flags <> '[]' ORDER BY instant")]


def _holding(sessions: Iterable[SessionRecord], cleared: Sequence[Clearance]) -> list[SessionRecord]:
    return [session for session in sessions if holds_sign_up(session, cleared)]
