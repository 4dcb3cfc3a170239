"""Whether a flare-up is so recent that its plan is offered, without the plan: each Home asks."""

from __future__ import annotations

from runwalk_tui.rule.reading import Reading, stop_sign
from runwalk_tui.rule.response import Response
from runwalk_tui.rule.standing import Judged

PLAN_DAYS = 7
"""Days after a flare-up in which its plan is offered, our choice: it is a plan for a week."""


def flared(reading: Reading) -> Judged | None:
    """The last counted session of any programme when it was a flare-up, and not longer ago than the plan is for.

    None under a stop sign, where only what is to be done counts.
    """
    last = reading.last_counted
    if (
        last is None
        or last.response is not Response.FLARE
        or (reading.today - last.session.day).days > PLAN_DAYS
        or stop_sign(reading.log)
    ):
        return None
    return last
