"""The id of a row that was added in a spreadsheet, where nobody types one.

It follows from when the session started and from its programme, so the same file imported again is the same session.
A row whose id was deleted in the spreadsheet is not a second session, either: it is known by its minute.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid5

from runwalk_tui.session.records import Log, SessionRecord

ROWS = UUID("6f2a1c52-5b0d-4c39-9d0e-3f4f0b8f7a15")
"""The namespace of these ids, made once at random and never to be changed."""


def id_of_row(started_at: datetime, programme: str) -> str:
    """The id of a session that has none; `started_at` is aware."""
    return str(uuid5(ROWS, f"{started_at.astimezone(UTC).isoformat()} {programme}"))


def has_made_id(session: SessionRecord) -> bool:
    """Whether the id of a session is the one that was made for its row."""
    return session.id == id_of_row(session.started_at, session.programme)


def with_known_ids(incoming: Log, past: Log) -> Log:
    """Give a row whose id was made here the id of the session of that minute and programme in the log, if there is one.

    Two such sessions in one minute are left alone: nobody can tell which of them it is.
    """
    ids = {session.id for session in past.sessions}
    by_minute: dict[tuple[datetime, str], list[str]] = {}
    for session in past.sessions:
        by_minute.setdefault(_minute_of(session), []).append(session.id)

    def known(session: SessionRecord) -> SessionRecord:
        if session.id in ids or not has_made_id(session):
            return session
        there = by_minute.get(_minute_of(session), [])
        return replace(session, id=there[0]) if len(there) == 1 else session

    return replace(incoming, sessions=tuple(known(session) for session in incoming.sessions))


def _minute_of(session: SessionRecord) -> tuple[datetime, str]:
    return session.started_at.astimezone(UTC).replace(second=0, microsecond=0), session.programme
