"""The pain that is usual for a runner, and whether it rises (RULES, sections 2 and 6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from runwalk_tui.session.records import SessionRecord

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
CLOCKS_APART = 2
"""Days by which the local dates of two sessions may stand in the other order than their instants: each clock is less
than a day off UTC."""


def lower_median(pains: Sequence[int]) -> int:
    """The middle one of some pains, the lower of two middle ones. Raises IndexError without any."""
    return sorted(pains)[(len(pains) - 1) // 2]


class UsualPain:
    """The pain that is usual, from a running window over the pains before sessions and walks."""

    def __init__(self, sessions: Iterable[SessionRecord] = ()) -> None:
        """`sessions` are those so far, in order of time."""
        self._told: list[tuple[int, int]] = []
        """Day, counted as `date.toordinal` does, and pain; in order of time."""
        self.add(sessions)

    def add(self, sessions: Iterable[SessionRecord]) -> None:
        """Go on with the sessions that come next in order of time, those that told their pain before."""
        self._told += [
            (session.day.toordinal(), session.pain_before)
            for session in sessions
            if session.pain_before is not None and session.tells_usual_pain
        ]

    def on(self, day: date) -> int | None:
        """The usual pain on a day that is not before those so far, 0 to 10, or None when too few are known."""
        oldest = day.toordinal() - OLDEST
        pains = [pain for since, pain in self._told[-SESSIONS:] if since >= oldest]
        if len(pains) < SESSIONS:
            self._told = [one for one in self._told if one[0] >= oldest - CLOCKS_APART]
            pains = [pain for since, pain in self._told if since >= oldest][-SESSIONS:]
        return lower_median(pains) if len(pains) >= LEAST else None


def with_usual_pain(sessions: Iterable[SessionRecord]) -> Iterator[tuple[SessionRecord, int | None]]:
    """Yield each of some sessions in order of time, with the pain that was usual before it; one pass."""
    window = UsualPain()
    at_once: list[SessionRecord] = []
    for session in sessions:
        if at_once and session.started_at != at_once[0].started_at:
            window.add(at_once)
            at_once.clear()
        at_once.append(session)
        yield session, window.on(session.day)


def rises(told: Sequence[int], rise: int) -> bool:
    """Whether the pains before the sessions of the last weeks, in order of time, rise by `rise` or more."""
    return len(told) >= TREND_SESSIONS and lower_median(told[-3:]) >= lower_median(told[:3]) + rise
