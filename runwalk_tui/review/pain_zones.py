"""How high a pain is by the figures of the rule."""

from __future__ import annotations

from enum import Enum

from runwalk_tui.programme.stage import Policy


class PainZone(Enum):
    """Where a pain from 0 to 10 lies."""

    ACCEPTABLE = "acceptable"
    ABOVE = "above"
    """More than acceptable, and not severe yet."""
    SEVERE = "severe"


def zone_of(pain: int, policy: Policy) -> PainZone:
    """The zone of a pain, by `severe_pain` and `acceptable_pain`."""
    if pain >= policy.severe_pain:
        return PainZone.SEVERE
    return PainZone.ABOVE if pain > policy.acceptable_pain else PainZone.ACCEPTABLE
