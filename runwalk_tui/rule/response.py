"""What one session's pain means (RULES, section 3)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from runwalk_tui.programme.stage import Policy
from runwalk_tui.session.records import SessionRecord


class Response(StrEnum):
    """How the back took a session."""

    STOP = "stop"
    """A red flag was ticked: see a doctor first."""
    FLARE = "flare"
    """A flare-up: pain rose above what is acceptable."""
    UNSETTLED = "unsettled"
    """Not clear yet, or newly sore somewhere."""
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
