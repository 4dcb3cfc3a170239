"""The pain around each session and the way through the stages, by example."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from runwalk_tui.review.dates import short_day, spans_years
from runwalk_tui.review.trends.course import (
    SessionPain,
    StageStep,
    session_pains,
    stage_steps,
)
from runwalk_tui.rule.response import Response
from runwalk_tui.rule.standing import judged_in_order
from runwalk_tui.session.records import Log, Placement
from tests.support.plain_course import MONDAY, TABLE, session


def pains_in(log: Log) -> tuple[SessionPain, ...]:
    return session_pains(judged_in_order(TABLE, log))


def steps_of(log: Log) -> tuple[StageStep, ...]:
    return stage_steps(TABLE, tuple(judged_in_order(TABLE, log)), log.placements)


def test_a_rehearsal_and_a_session_without_a_run_are_in_no_chart() -> None:
    log = Log((session(0, rehearsal=True, pain_worst=9), session(1, reps_done=0, run_seconds=0)))
    assert pains_in(log) == ()
    assert steps_of(log) == ()


def test_the_worst_pain_is_never_below_the_pain_after() -> None:
    (pain,) = pains_in(Log((session(pain_worst=2, pain_after=4),)))
    assert (pain.worst, pain.after) == (4, 4)


def test_pain_that_was_not_given_stays_unknown() -> None:
    (pain,) = pains_in(Log((session(),)))
    assert (pain.before, pain.worst, pain.after, pain.morning) == (None, None, None, None)


def test_a_session_that_the_rule_calls_a_flare_up_is_marked() -> None:
    log = Log((session(0, pain_worst=7, pain_after=3), session(2, pain_worst=5, pain_after=3)))
    assert [pain.flared for pain in pains_in(log)] == [True, False]
    assert [step.response for step in steps_of(log)] == [Response.FLARE, Response.TOLERATED]


def test_a_red_flag_is_no_flare_up() -> None:
    (pain,) = pains_in(Log((session(0, pain_worst=9, red_flags=("fever",)),)))
    assert (pain.flared, pain.flagged) == (False, True)


def test_a_flare_up_is_judged_by_the_pain_that_was_usual_before_it() -> None:
    usual = [session(day, pain_before=3, pain_worst=3, pain_after=3) for day in (0, 2, 4)]
    silent = session(7, pain_worst=3, pain_after=3, pain_morning=5)
    assert [pain.flared for pain in pains_in(Log((*usual, silent)))] == [False, False, False, True]
    assert not pains_in(Log((silent,)))[0].flared


def test_the_date_of_a_session_is_the_one_on_the_runners_clock_that_day() -> None:
    west = timezone(timedelta(hours=-8))
    late = datetime(2026, 1, 4, 23, 30, tzinfo=west)  # the 5th in London
    log = Log((session(started_at=late),))
    assert pains_in(log)[0].day == date(2026, 1, 4)
    assert steps_of(log)[0].day == date(2026, 1, 4)


def test_sessions_stand_in_order_of_time_however_they_come() -> None:
    log = Log((session(4, pain_worst=4), session(0, pain_worst=1)))
    assert [pain.worst for pain in pains_in(log)] == [1, 4]


def test_a_flight_westwards_never_turns_the_staircase_back() -> None:
    east = datetime(2026, 1, 6, 6, 0, tzinfo=timezone(timedelta(hours=12)))
    west = datetime(2026, 1, 5, 20, 0, tzinfo=timezone(timedelta(hours=-10)))
    steps = steps_of(Log((session(started_at=east), session(started_at=west))))
    assert [step.day for step in steps] == [date(2026, 1, 6), date(2026, 1, 6)]


def test_a_placement_comes_before_a_session_of_the_same_instant() -> None:
    log = Log((session(stage="3"),), (Placement(MONDAY, "1"),))
    assert [(step.position, step.session) for step in steps_of(log)] == [(0, False), (2, True)]


def test_stages_of_another_programme_or_of_no_table_are_left_out_of_the_staircase() -> None:
    log = Log((session(0, programme="Q"), session(2, stage="99"), session(4)), (Placement(MONDAY, "77"),))
    assert [step.position for step in steps_of(log)] == [1]


def test_dates_in_few_letters() -> None:
    assert short_day(date(2026, 1, 5)) == "5 Jan"
    assert short_day(date(2009, 12, 31), year=True) == "31 Dec 09"
    assert not spans_years((date(2026, 1, 5), date(2026, 12, 31)))
    assert spans_years((date(2025, 12, 31), date(2026, 1, 1)))
