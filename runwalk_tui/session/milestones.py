"""What is worth a word while a session runs: the last run, and the middle. Pure; both fronts say it."""

from __future__ import annotations

from enum import StrEnum

from runwalk_tui.programme.stage import Kind
from runwalk_tui.session.countdown import Moment

STILL_HALFWAY = 4.0
"""Seconds behind the middle up to which it is called halfway; a screen that is drawn once a second is a little late."""


class Milestone(StrEnum):
    """A place in a session, in the words that are said there."""

    LAST_RUN = "Last run."
    HALFWAY = "Halfway."
    PAST_HALFWAY = "Past halfway."
    """The middle was skipped."""


class Milestones:
    """Tells what a session has just reached; each is told once, however often a phase is repeated."""

    def __init__(self) -> None:
        self._before: Moment | None = None
        self._told: set[Milestone] = set()

    def reached(self, moment: Moment) -> tuple[Milestone, ...]:
        """What is new at this moment. A session that is taken up behind its middle has had that.

        A cool-down has no middle worth a word: it follows the last run, or a stop for pain that left the others out.
        """
        before, self._before = self._before, moment
        if before is None:
            if moment.elapsed > moment.total / 2:
                self._told |= {Milestone.HALFWAY, Milestone.PAST_HALFWAY}
            return ()
        new = []
        behind = moment.elapsed - moment.total / 2
        cooling = moment.phase.kind is Kind.COOL_DOWN
        if behind >= 0 and moment.left and not cooling and not self._told & {Milestone.HALFWAY, Milestone.PAST_HALFWAY}:
            new.append(Milestone.HALFWAY if behind <= STILL_HALFWAY else Milestone.PAST_HALFWAY)
        if is_last_run(moment) and moment.index != before.index and Milestone.LAST_RUN not in self._told:
            new.append(Milestone.LAST_RUN)
        self._told |= set(new)
        return tuple(new)


def is_last_run(moment: Moment) -> bool:
    """Whether this is the last run of several."""
    return moment.phase.kind is Kind.RUN and moment.run == moment.runs > 1
