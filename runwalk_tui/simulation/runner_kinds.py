"""Kinds of virtual runner that need something else of the rule than the usual one does.

Each kind is the usual runner with one trouble of its own. Like the usual runner they are made up: courses that people
with back pain may well have, not figures that anybody has measured.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from runwalk_tui.simulation.runner_model import RunnerModel

WEEKS = 26
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
    RunnerKind("pain a steady 6 of 10", {**_NOTHING_ELSE, "pain": 6.0}),
    RunnerKind("pain a steady 8 of 10", {**_NOTHING_ELSE, "pain": 8.0}),
    RunnerKind("pain rises 2 in three weeks", {**_NOTHING_ELSE, "pain": 1.0, "pain_per_week": 0.65}),
    RunnerKind("second stage up too much", {**_NOTHING_ELSE, "pain": 3.0, "ceiling": 2}),
    RunnerKind("every third day an easy one", {"easy_day": 1 / 3}),
    RunnerKind("half of each session", {**_NOTHING_ELSE, "done_part": 0.5}),
    RunnerKind("no morning told, 2 up after", {**_NOTHING_ELSE, "pain": 2.0, "after_rise": 2, "morning": 0.0}),
    RunnerKind("breaks of 10 to 100 days", {"break_per_week": 0.12, "break_days": (10, 100)}),
    RunnerKind("each session very hard", {**_NOTHING_ELSE, "effort": 9}),
    RunnerKind("never ready to move on", {**_NOTHING_ELSE, "not_ready": 1.0}),
)
