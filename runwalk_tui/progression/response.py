"""What one session's pain means (RULES, section 2)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from runwalk_tui.programme.stage import Policy
from runwalk_tui.session.record import SessionRecord


class Response(StrEnum):
    """How the back took a session."""

    STOP = "stop"
    """A warning sign was ticked: see a doctor first."""
    FLARE = "flare"
    """A flare-up: pain rose above what is acceptable."""
    UNSETTLED = "unsettled"
    """Not clear yet, or newly sore somewhere."""
    TOLERATED = "tolerated"


def worst_pain(session: SessionRecord) -> int | None:
    """The worst pain during the session, 0 to 10, which is never below the pain after it."""
    given = [pain for pain in (session.pain_worst, session.pain_after) if pain is not None]
    return max(given, default=None)


def flare_above(pain_before: int | None, policy: Policy) -> int:
    """The worst pain, 0 to 10, that is still no flare-up for a runner who began with this pain."""
    return max(policy.acceptable_pain, (pain_before or 0) + policy.pain_rise - 1)


def pain_rose(before: int | None, pains: Iterable[int | None], policy: Policy) -> bool:
    """Whether any of the pains, 0 to 10, is so far above the one before that warning signs are asked about."""
    return any(pain is not None and pain >= (before or 0) + policy.pain_rise for pain in pains)


def respond(session: SessionRecord, policy: Policy) -> Response:
    """Judge one session by the pain that was given; the first match wins."""
    if session.red_flags:
        return Response.STOP
    if _flared(session, policy):
        return Response.FLARE
    if _unsettled(session, policy):
        return Response.UNSETTLED
    return Response.TOLERATED


def _flared(session: SessionRecord, policy: Policy) -> bool:
    worst = worst_pain(session)
    return (
        session.stopped_for_pain
        or (worst is not None and worst > flare_above(session.pain_before, policy))
        or (session.pain_morning is not None and session.pain_morning >= _risen(session, policy))
    )


def _unsettled(session: SessionRecord, policy: Policy) -> bool:
    after, worst = session.pain_after, worst_pain(session)
    return (
        after is None
        or (session.pain_morning is None and after >= _risen(session, policy))
        or bool(session.soreness)
        or (worst is not None and worst > policy.acceptable_pain)
    )


def _risen(session: SessionRecord, policy: Policy) -> int:
    """The pain from which on it has risen over the pain before."""
    return (session.pain_before or 0) + policy.pain_rise
