"""What virtual runners are like: an assumption, for nobody has published how often runners with back pain flare up.

Beside the usual runner there are kinds of runner that need something else of the rule. Each kind is the usual runner
with one trouble each: courses that people with back pain may well have, not figures that anybody has measured.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

_CHANCES = (
    *("adherence", "flare", "stops", "soreness", "cut_short", "not_ready", "morning", "red_flag", "done_part"),
    "easy_day",
)


@dataclass(frozen=True, slots=True)
class RunnerModel:
    """What virtual runners are like. Every default is our own assumption but for the two of adherence."""

    adherence: float = 0.70
    """Part of the sessions on offer that a runner goes to, on average, 0 to 1. From the ASTEROID trial: 70 %."""
    adherence_spread: float = 0.20
    """Standard deviation of that between runners. From the ASTEROID trial: 20 %."""
    pain: float = 3.0
    """Usual pain at the start, on average, 0 to 10."""
    pain_spread: float = 1.5
    """Standard deviation of that between runners."""
    pain_per_week: float = -0.1
    """Change of the usual pain in a week, on average."""
    pain_per_week_spread: float = 0.15
    day_to_day: float = 0.5
    """Standard deviation of pain around the usual from one rating to the next."""
    flare: float = 0.05
    """Chance of a flare-up in a session, 0 to 1."""
    flare_rise: tuple[int, int] = (3, 6)
    """Least and most points by which pain rises in a flare-up."""
    flare_days: float = 3.0
    """Days after which half of that rise is gone."""
    stops: float = 0.3
    """Chance of stopping for pain in a flare-up."""
    soreness: float = 0.05
    """Chance of new soreness somewhere after a session."""
    cut_short: float = 0.05
    """Chance of doing fewer repetitions than planned, for other reasons than pain."""
    not_ready: float = 0.05
    """Chance of saying "not ready to move on"."""
    morning: float = 0.8
    """Chance of answering for the next morning."""
    red_flag: float = 0.0005
    """Chance of ticking a red flag after a session."""
    clearance_days: int = 14
    """Days until a clinician has cleared the runner."""
    break_per_week: float = 0.015
    """Chance in each week that a longer break begins."""
    break_days: tuple[int, int] = (10, 35)
    """Least and most days of a break."""
    after_rise: int = 0
    """Points by which pain right after a session is above the usual; it has settled the next morning."""
    ceiling: int | None = None
    """So many stages above the first one every session brings a flare-up, 0 or more; None for nowhere."""
    done_part: float = 1.0
    """Part of the repetitions after which the runner goes home for other reasons than pain, above 0 to 1."""
    easy_day: float = 0.0
    """Chance of running a lower stage than the one due."""
    effort: int | None = None
    """How hard each session is, 0 to 10; None when the runner does not say."""

    def __post_init__(self) -> None:
        for name in _CHANCES:
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name} is a chance from 0 to 1, not {getattr(self, name)}")


KIND_WEEKS = 26
"""Half a year: how long each of them is followed, since some promises are about half a year."""

_NOTHING_ELSE: Mapping[str, Any] = {
    "pain_spread": 0.0,
    "pain_per_week": 0.0,
    "pain_per_week_spread": 0.0,
    "day_to_day": 0.0,
    "flare": 0.0,
    "soreness": 0.0,
    "cut_short": 0.0,
    "not_ready": 0.0,
    "red_flag": 0.0,
    "break_per_week": 0.0,
}
"""So that a runner has their own trouble and no other."""


@dataclass(frozen=True, slots=True)
class RunnerKind:
    """Runners who are alike in one way."""

    name: str
    """What that is, in at most 28 cells."""
    differs: Mapping[str, Any]
    """Fields of RunnerModel, with what they are for this kind."""

    def like(self, usual: RunnerModel) -> RunnerModel:
        """A runner of this kind who is otherwise like another one."""
        return replace(usual, **self.differs)


KINDS = (
    RunnerKind("steady pain, 6 out of 10", {**_NOTHING_ELSE, "pain": 6.0}),
    RunnerKind("steady pain, 8 out of 10", {**_NOTHING_ELSE, "pain": 8.0}),
    RunnerKind("pain rises 2 in three weeks", {**_NOTHING_ELSE, "pain": 1.0, "pain_per_week": 0.65}),
    RunnerKind("second stage up is too hard", {**_NOTHING_ELSE, "pain": 3.0, "ceiling": 2}),
    RunnerKind("every third day an easy one", {"easy_day": 1 / 3}),
    RunnerKind("half of each session", {**_NOTHING_ELSE, "done_part": 0.5}),
    RunnerKind("morning not given, +2 after", {**_NOTHING_ELSE, "pain": 2.0, "after_rise": 2, "morning": 0.0}),
    RunnerKind("breaks of 10 to 100 days", {"break_per_week": 0.12, "break_days": (10, 100)}),
    RunnerKind("each session very hard", {**_NOTHING_ELSE, "effort": 9}),
    RunnerKind("never ready to move up", {**_NOTHING_ELSE, "not_ready": 1.0}),
)
