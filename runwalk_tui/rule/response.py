"""What one session's pain means (RULES, section 3), and the pain that is usual for the runner (sections 2 and 6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from runwalk_tui.programme.stage import Policy
from runwalk_tui.session.records import SessionRecord

USUAL_SESSIONS = 6
"""How many of the last pains before a session make the usual one."""
USUAL_LEAST = 3
"""With fewer of them it is not known."""
USUAL_DAYS = 56
"""Days; an older pain says nothing about today."""
TREND_DAYS = 28
"""Days over which a rise is looked for, the last session's own included."""
TREND_SESSIONS = 6
"""With fewer pains in that time no rise is seen."""
CLOCKS_APART = 2
"""Days by which the local dates of two sessions may be in the other order than their instants: each clock is less
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
        oldest = day.toordinal() - USUAL_DAYS
        pains = [pain for since, pain in self._told[-USUAL_SESSIONS:] if since >= oldest]
        if len(pains) < USUAL_SESSIONS < len(self._told):
            self._told = [one for one in self._told if one[0] >= oldest - CLOCKS_APART]
            pains = [pain for since, pain in self._told if since >= oldest][-USUAL_SESSIONS:]
        return lower_median(pains) if len(pains) >= USUAL_LEAST else None


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


class Response(StrEnum):
    """How the back took a session."""

    STOP = "stop"
    """A red flag was ticked: see a doctor first."""
    FLARE = "flare"
    """A flare-up: pain rose above what is acceptable."""
    UNSETTLED = "unsettled"
    """Not clear yet, or a new soreness somewhere."""
    TOLERATED = "tolerated"


class Pains(NamedTuple):
    """The pains of one session, 0 to 10 or None when not known, as the rule reads them."""

    base: int | None
    """Base B: the pain before, or else the usual one. Unknown is not 0."""
    usual: int | None
    """Usual pain U before the session."""
    worst: int | None
    """Never below the pain after."""
    after: int | None
    morning: int | None


def pains_of(session: SessionRecord, usual: int | None) -> Pains:
    """The pains of a session of a runner whose usual pain is this."""
    return Pains(
        base=usual if session.pain_before is None else session.pain_before,
        usual=usual,
        worst=worst_pain(session),
        after=session.pain_after,
        morning=session.pain_morning,
    )


def worst_pain(session: SessionRecord) -> int | None:
    """The worst pain during the session, 0 to 10, which is never below the pain after it."""
    worst, after = session.pain_worst, session.pain_after
    if worst is None or after is None:
        return after if worst is None else worst
    return max(worst, after)


def was_severe(session: SessionRecord, policy: Policy) -> bool:
    """Whether the worst pain of a session, or that of its next morning, was severe."""
    pains = (worst_pain(session), session.pain_morning)
    return any(pain is not None and pain >= policy.severe_pain for pain in pains)


def pain_was_moderate(session: SessionRecord, policy: Policy) -> bool:
    """Whether the pain is known and was never severe; after a stop for pain the morning's alone doesn't tell."""
    known = worst_pain(session) is not None or (session.pain_morning is not None and not session.stopped_for_pain)
    return known and not was_severe(session, policy)


def is_common_flare(session: SessionRecord, policy: Policy, in_a_row: int) -> bool:
    """Whether a flare-up may be called common: one alone, after a run, with pain that is known to be moderate.

    `in_a_row` counts the flare-ups up to this one.
    """
    return in_a_row <= 1 and pain_was_moderate(session, policy) and session.run_seconds > 0


def flare_above(base: int | None, policy: Policy) -> int:
    """The worst pain, 0 to 10, that is still no flare-up for a runner who began with this pain."""
    highest = policy.acceptable_pain if base is None else max(policy.acceptable_pain, base + policy.pain_rise - 1)
    return min(highest, policy.severe_pain - 1)


def pain_rose(before: int | None, pains: Iterable[int | None], policy: Policy) -> bool:
    """Whether any of the pains, 0 to 10, is so high that red flags are asked about: it rose over the one before, or,
    where that is unknown, it is more than acceptable."""
    limit = policy.acceptable_pain + 1 if before is None else before + policy.pain_rise
    return any(pain is not None and pain >= min(limit, policy.severe_pain) for pain in pains)


def respond(session: SessionRecord, policy: Policy, usual: int | None = None) -> Response:
    """Judge one session by the pain that was given, for a runner with this usual pain; the first match wins."""
    if session.red_flags:
        return Response.STOP
    pains = pains_of(session, usual)
    if session.stopped_for_pain or worst_flares(pains, policy) or morning_flares(pains, policy):
        return Response.FLARE
    if session.soreness or (pains.morning is None and unanswered(pains, policy)):
        return Response.UNSETTLED
    return Response.TOLERATED


def worst_flares(pains: Pains, policy: Policy) -> bool:
    """Whether the worst pain is a flare-up."""
    return pains.worst is not None and pains.worst > flare_above(pains.base, policy)


def morning_flares(pains: Pains, policy: Policy) -> bool:
    """Whether the pain of the next morning is a flare-up."""
    if pains.morning is None:
        return False
    over_base = (
        pains.morning > policy.acceptable_pain if pains.base is None else pains.morning >= pains.base + policy.pain_rise
    )
    return pains.morning >= policy.severe_pain or over_base or morning_over_usual(pains, policy)


def morning_over_usual(pains: Pains, policy: Policy) -> bool:
    """Whether the next morning was both more than acceptable and risen over the usual pain."""
    return (
        pains.morning is not None
        and pains.usual is not None
        and pains.morning > policy.acceptable_pain
        and pains.morning >= pains.usual + policy.pain_rise
    )


def rose_after(pains: Pains, policy: Policy) -> bool:
    """Whether the pain right after the session had risen: a question until the next morning answers it."""
    return pains.after is not None and pains.base is not None and pains.after >= pains.base + policy.pain_rise


def unanswered(pains: Pains, policy: Policy) -> bool:
    """Whether the session leaves a question that only the next morning answers."""
    too_high = pains.worst is not None and pains.worst > policy.acceptable_pain
    return pains.after is None or rose_after(pains, policy) or too_high
