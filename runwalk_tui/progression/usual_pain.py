"""The pain that is usual for a runner, and whether it rises (RULES, sections 2 and 6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from runwalk_tui.session.record import SessionRecord

SESSIONS = 6
"""How many of the last pains before a session make the usual one."""
LEAST = 3
"""With fewer of them it is not known."""
OLDEST = 56
"""Days; an older pain says nothing about today."""
TREND_DAYS = 28
"""Days over which a rise is looked for, the last session's own included."""
TREND_SESSIONS = 6
"""With fewer pains in that time no rise is seen."""


def lower_median(pains: Sequence[int]) -> int:
    """The middle one of some pains, the lower of two middle ones. Raises IndexError without any."""
    return sorted(pains)[(len(pains) - 1) // 2]


def usual(told: Sequence[SessionRecord], day: date) -> int | None:
    """The usual pain on a day, by the sessions before it in order of time that gave their pain before, or None."""
    recent = [session.pain_before for session in told if (day - session.day).days <= OLDEST]
    pains = [pain for pain in recent[-SESSIONS:] if pain is not None]
    return lower_median(pains) if len(pains) >= LEAST else None


def with_usual_pain(sessions: Iterable[SessionRecord]) -> Iterator[tuple[SessionRecord, int | None]]:
    """Yield each of some sessions in order of time, with the pain that was usual before it; one pass."""
    told: list[SessionRecord] = []
    for _, at_once in groupby(sessions, key=lambda session: session.started_at):
        together = list(at_once)
        for session in together:
            yield session, usual(told, session.day)
        told = [*told, *(session for session in together if session.tells_usual_pain)][-2 * SESSIONS :]


def rises(told: Sequence[SessionRecord], last: SessionRecord, rise: int) -> bool:
    """Whether the pain before sessions rises by `rise` or more, up to the last session of the fold.

    `told` are the sessions and walks that gave it, in order of time.
    """
    day = last.day
    first_day = day - timedelta(days=TREND_DAYS - 1)
    pains = [
        session.pain_before
        for session in told
        if session.pain_before is not None and first_day <= session.day <= day and session.started_at <= last.started_at
    ]
    return len(pains) >= TREND_SESSIONS and lower_median(pains[-3:]) >= lower_median(pains[:3]) + rise
