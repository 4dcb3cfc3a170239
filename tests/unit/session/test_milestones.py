"""The last run and the middle are told once, where they are."""

from __future__ import annotations

import pytest

from runwalk_tui.programme.plan import SessionPlan
from runwalk_tui.programme.stage import Kind
from runwalk_tui.session.countdown import Countdown
from runwalk_tui.session.cues import CueName, CueOptions, schedule
from runwalk_tui.session.milestones import Milestone, Milestones
from tests.support.phases import laid_out

PLAN = SessionPlan(
    "Test",
    "1",
    2,
    laid_out([(Kind.WARM_UP, 6, 0), (Kind.RUN, 5, 1), (Kind.WALK, 6, 1), (Kind.RUN, 5, 2), (Kind.COOL_DOWN, 2, 0)]),
)
"""24 seconds; the middle is a second into the first walk, and no cue has room there."""


def told(countdown: Countdown, seconds: range, milestones: Milestones | None = None) -> dict[int, list[Milestone]]:
    """What is reached at which second."""
    milestones = milestones or Milestones()
    found = {second: list(milestones.reached(countdown.moment(second))) for second in seconds}
    return {second: reached for second, reached in found.items() if reached}


@pytest.fixture
def running() -> Countdown:
    countdown = Countdown(PLAN)
    countdown.start(0)
    return countdown


def test_the_middle_and_the_last_run_are_told_where_they_are(running: Countdown) -> None:
    assert told(running, range(25)) == {12: [Milestone.HALFWAY], 17: [Milestone.LAST_RUN]}


def test_a_phase_that_is_begun_again_tells_nothing_twice(running: Countdown) -> None:
    milestones = Milestones()
    told(running, range(19), milestones)
    running.back(18)
    running.back(18)
    assert told(running, range(18, 40), milestones) == {}


def test_a_middle_that_was_skipped_is_told_as_what_it_is(running: Countdown) -> None:
    milestones = Milestones()
    told(running, range(12), milestones)
    running.next(11)
    assert told(running, range(11, 13), milestones) == {11: [Milestone.PAST_HALFWAY, Milestone.LAST_RUN]}


def test_a_session_that_is_taken_up_behind_its_middle_has_had_that(running: Countdown) -> None:
    assert told(running, range(14, 25)) == {17: [Milestone.LAST_RUN]}


def test_an_only_run_is_not_called_the_last_one() -> None:
    countdown = Countdown(SessionPlan("Test", "1", 1, laid_out([(Kind.WARM_UP, 6, 0), (Kind.RUN, 60, 1)])))
    countdown.start(0)
    assert told(countdown, range(66)) == {33: [Milestone.HALFWAY]}


@pytest.mark.parametrize("second", [3, 8])
def test_a_stop_for_pain_leads_to_a_cool_down_without_a_word_about_the_middle(second: int) -> None:
    """Out of the warm-up the middle is ahead of it, out of the first run behind."""
    countdown, milestones = Countdown(PLAN), Milestones()
    countdown.start(0)
    assert told(countdown, range(second + 1), milestones) == {}
    countdown.replace_rest(second, countdown.moment(second).index + 1, laid_out([(Kind.COOL_DOWN, 120, 0)]))
    countdown.next(second)
    assert countdown.moment(second).phase.kind is Kind.COOL_DOWN
    assert told(countdown, range(second, second + 130), milestones) == {}
    assert CueName.HALFWAY not in {cue.name for cue in schedule(countdown.progress(second).phases, CueOptions())}
