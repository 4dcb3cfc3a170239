"""After a flare-up in another programme: the day to wait for is told before a run test, too."""

from __future__ import annotations

from dataclasses import replace

from runwalk_tui.review.at_a_glance import when_in_short
from runwalk_tui.rule.prescription import prescribe
from runwalk_tui.rule.standing import Decision
from runwalk_tui.wording import explain, when
from tests.support.rule_cases import day, log_of, run, shipped_table

ELSEWHERE = log_of(run(0, programme="Another", pain_worst=9, pain_morning=None))


def test_the_day_to_wait_for_is_told_before_a_starting_stage_is_found() -> None:
    due = prescribe(shipped_table(), ELSEWHERE, day(0))
    assert (due.decision, due.earliest) == (Decision.PLACEMENT, day(3))
    assert when(due, day(0)) == "Best to wait until Thursday 8 January."
    assert when_in_short(due, day(0)) == "best to wait until Thursday"
    assert when_in_short(due, day(2), brief=True) == "tomorrow or later"
    assert "Best to wait until Thursday 8 January." in explain(shipped_table(), due, day(0))


def test_from_that_day_on_nothing_is_said_of_it() -> None:
    due = prescribe(shipped_table(), ELSEWHERE, day(3))
    assert (when(due, day(3)), when_in_short(due, day(3))) == ("", "")


def test_under_a_stop_sign_no_day_is_told() -> None:
    flagged = log_of(replace(run(0), red_flags=("chest",)))
    due = prescribe(shipped_table(), flagged, day(0))
    assert (when(due, day(0)), when_in_short(due, day(0))) == ("", "")
