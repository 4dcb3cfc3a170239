"""The watch over the rule must itself be able to see: each promise is broken here by answers that no rule gave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from runwalk_tui.rule.prescription import Prescription, prescribe
from runwalk_tui.rule.response import Response
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.records import Log, Placement
from runwalk_tui.simulation.promises import MOST_OFFERS, STUCK_DAYS, Promise, Promises, tells_why
from runwalk_tui.simulation.virtual_runner import VirtualSession
from tests.support.rule_cases import at, day, log_of, run, shipped_table

FLARE, CALM = Response.FLARE, Response.TOLERATED
SILENT = "Your worst pain was 3 out of 10, and up to 5 is fine. So it's stage 4 again, with 10 repetitions."


def due(stage: str, decision: Decision = Decision.REPEAT, reps: int = 6, why: str = SILENT) -> Prescription:
    """A prescription that no rule has to have given."""
    placed = Log(placements=(Placement(at(0), "4"),))
    answer = prescribe(shipped_table(), placed, day(0))
    return replace(answer, stage=stage, decision=decision, reps=reps, reasons=(why,), warnings=())


def done(
    number: int,
    stage: str = "4",
    response: Response = CALM,
    *,
    decision: Decision = Decision.REPEAT,
    flagged: bool = False,
    why: str = SILENT,
    reps: int = 6,
    **session: Any,
) -> VirtualSession:
    """A session on a day, run as prescribed unless it says something else."""
    session = {"stage": stage, "pain_before": 2, **session}
    placed = number if decision is Decision.START else 0
    return VirtualSession(number, placed, due(stage, decision, reps, why), flagged, run(number, **session), response)


def broken_by(sessions: Sequence[VirtualSession], **policy: Any) -> set[Promise]:
    """Which promises are broken to a runner who was placed at stage 4."""
    promises = Promises(shipped_table(**policy), 3)
    for one in sessions:
        promises.check(one)
    return {one.promise for one in promises.broken}


def up(number: int, stage: str = "5", response: Response = CALM, **session: Any) -> VirtualSession:
    return done(number, stage, response, decision=Decision.ADVANCE, **session)


def test_a_runner_who_is_led_well_is_no_reason_for_a_remark() -> None:
    assert broken_by([done(0), done(2), up(7), up(14, "6"), done(16, "6", FLARE), done(19, "5")]) == set()


@pytest.mark.parametrize(
    ("sessions", "promise"),
    [
        ([done(0), up(9, "6")], Promise.ONE_STAGE),
        ([done(0), done(9, "5")], Promise.ONE_STAGE),
        ([done(0), done(7, response=FLARE), up(20)], Promise.UP_AFTER_FLARE),
        ([done(0), up(2)], Promise.DAYS),
        ([done(0, reps=11)], Promise.FULL),
        ([done(0, flagged=True)], Promise.STOP_SIGN),
        ([done(0, pain_worst=8)], Promise.SEVERE),
        ([done(0, pain_after=9)], Promise.SEVERE),
        ([done(0, pain_morning=8)], Promise.SEVERE),
    ],
)
def test_a_rule_that_does_what_it_never_should_is_caught(sessions: list[VirtualSession], promise: Promise) -> None:
    assert promise in broken_by(sessions)


def test_a_manual_table_never_moves_up() -> None:
    assert broken_by([done(0), up(9)], manual=True) == {Promise.ONE_STAGE}


def test_severe_pain_that_is_taken_for_a_flare_up_is_as_it_should_be() -> None:
    assert broken_by([done(0, response=FLARE, pain_worst=9)]) == set()
    assert broken_by([done(0, response=Response.STOP, pain_worst=9)]) == set()


def test_six_silent_weeks_at_one_stage_are_caught() -> None:
    weekly = [done(number) for number in range(0, STUCK_DAYS + 1, 3)]
    assert broken_by(weekly) == set()
    assert broken_by([*weekly, done(STUCK_DAYS + 3)]) == {Promise.TOLD_WHY}


@pytest.mark.parametrize(
    ("when", "kept"),
    [("told two weeks ago", True), ("a break in between", True), ("not even once a week", True), ("all well", False)],
)
def test_who_was_told_or_is_not_steady_is_not_stuck_in_silence(when: str, kept: bool) -> None:
    days = list(range(0, 60, 9 if "week" in when and "once" in when else 3))
    if when == "a break in between":
        days = [number for number in days if not 21 <= number < 35]
    told = "You cut two sessions short, so 3 repetitions are enough for now."
    sessions = [done(number, why=told if number == 42 and "told" in when else SILENT) for number in days]
    assert (Promise.TOLD_WHY not in broken_by(sessions)) is kept


def tries(count: int, apart: int, after: Response = FLARE) -> list[VirtualSession]:
    """So many moves up to stage 5, each of which ends in a flare-up, with a session at stage 4 between them."""
    some: list[VirtualSession] = []
    for number in range(count):
        some += [done(number * apart, why="you have had flare-ups at stage 5"), up(number * apart + 7, response=after)]
    return some


def test_a_stage_that_fails_each_time_is_offered_six_times_in_half_a_year_and_not_a_seventh() -> None:
    assert Promise.OFFERS not in broken_by(tries(MOST_OFFERS, 20))
    assert Promise.OFFERS in broken_by(tries(MOST_OFFERS + 1, 20))
    assert Promise.OFFERS not in broken_by(tries(MOST_OFFERS + 1, 31))  # the first one is more than half a year ago
    assert Promise.OFFERS not in broken_by(tries(MOST_OFFERS + 1, 20, after=CALM))


def test_a_stage_that_went_well_once_in_between_begins_anew() -> None:
    some = tries(MOST_OFFERS + 1, 20)
    some[5] = up(47)
    assert Promise.OFFERS not in broken_by(some)


def test_a_move_up_while_pain_before_rises_is_caught() -> None:
    rising = [done(number * 2, pain_before=pain) for number, pain in enumerate((1, 1, 1, 2, 3, 3))]
    assert broken_by([*rising, up(13)]) == {Promise.RISING}
    assert broken_by([*rising, done(13)]) == set()
    assert broken_by([*rising[1:], up(13)]) == set()  # five pains show no trend


def test_an_easy_day_is_neither_a_step_back_nor_the_way_up_again_a_move_up() -> None:
    easy = VirtualSession(4, 0, due("4"), False, run(4, stage="1"), CALM)
    assert broken_by([done(0), easy, done(6), up(8)]) == set()


def test_an_offer_that_was_not_taken_leaves_the_runner_where_they_were() -> None:
    declined = VirtualSession(9, 0, due("5", Decision.ADVANCE), False, run(9, stage="4"), CALM)
    assert broken_by([done(0), declined, done(11), up(13)]) == set()


def test_a_runner_who_was_placed_anew_may_begin_anywhere() -> None:
    assert broken_by([done(0), done(90, "7", decision=Decision.START), done(92, "7"), up(97, "8")]) == set()


# What counts as having been told why: by the sentences that the rule really says.


@pytest.mark.parametrize(
    "sessions",
    [
        [{"pain_worst": 6}] * 2,
        [{"pain_worst": 9}],
        [{"stopped_for_pain": True, "pain_worst": 3}],
        [{"pain_morning": 5, "pain_before": 3}],
        [{"pain_before": 6, "pain_worst": 6, "pain_after": 6}],
        [{"pain_after": None}],
        [{"pain_after": 5, "pain_before": 3}],
        [{"soreness": ("knee",)}],
        [{"soreness": ("knee",)}] * 2,
        [{"reps_done": 3}],
        [{"reps_done": 3}] * 2,
        [{"eased_to": "2"}],
        [{"eased_to": "2"}] * 2,
        [{"effort": 9}],
        [{"effort": 9}, {"pain_worst": 4}, {"felt_ready": False}],
        [{"pain_before": pain} for pain in (1, 1, 1, 3, 3, 3)],
    ],
    ids=str,
)
def test_what_keeps_a_runner_back_counts_as_told(sessions: list[dict[str, Any]]) -> None:
    full = {"stage": "4", "reps_planned": 10, "reps_done": 10, "pain_before": 3, "pain_worst": 3, "pain_after": 3}
    log = log_of(Placement(at(-7), "4"), *(run(2 * number, **{**full, **one}) for number, one in enumerate(sessions)))
    answer = prescribe(shipped_table(), log, day(2 * len(sessions)))
    assert answer.decision is not Decision.ADVANCE
    assert tells_why(answer), answer.reasons


@pytest.mark.parametrize("reps", [[6], [6, 10]], ids=["build", "one of two"])
def test_the_sessions_that_any_stage_takes_tell_nothing(reps: list[int]) -> None:
    sessions = [
        run(2 * number, stage="4", reps_planned=count, reps_done=count, pain_before=3, pain_worst=3, pain_after=3)
        for number, count in enumerate(reps)
    ]
    answer = prescribe(shipped_table(), log_of(Placement(at(-1), "4"), *sessions), day(2 * len(reps)))
    assert not tells_why(answer), answer.reasons
