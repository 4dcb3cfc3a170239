"""The figures behind the charts, by example and over many logs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.programme.stage import Kind, Policy, Stage, StageTable, Step
from runwalk_tui.rule.trends import (
    minutes_words,
    pain_words,
    pains,
    running,
    sessions_words,
    short_day,
    stage_steps,
    stage_words,
    weeks,
)
from runwalk_tui.session.records import Log, Placement, SessionRecord

MONDAY = datetime(2026, 1, 5, 7, 30, tzinfo=timezone(timedelta(hours=1)))
STEPS = (Step(Kind.RUN, 60), Step(Kind.WALK, 90))
TABLE = StageTable("P", tuple(Stage(id=name, steps=STEPS) for name in ("1", "2", "3", "4")))
POLICY = Policy()


def session(day: int = 0, **given: object) -> SessionRecord:
    """A session so many days after the first Monday."""
    plain = SessionRecord(
        f"s{day}-{len(given)}", MONDAY + timedelta(days=day), "P", "2", reps_planned=6, reps_done=6, run_seconds=360
    )
    return replace(plain, **given)  # type: ignore[arg-type] # the fields of a record, by name


def test_a_rehearsal_and_a_session_without_a_run_are_in_no_chart() -> None:
    log = Log((session(0, rehearsal=True, pain_worst=9), session(1, reps_done=0, run_seconds=0)))
    assert pains(TABLE, log) == ()
    assert stage_steps(TABLE, log) == ()
    assert weeks(TABLE, log, date(2026, 1, 9)) == ()


def test_the_worst_pain_is_never_below_the_pain_after() -> None:
    (pain,) = pains(TABLE, Log((session(pain_worst=2, pain_after=4),)))
    assert (pain.worst, pain.after) == (4, 4)


def test_pain_that_was_not_given_stays_unknown() -> None:
    (pain,) = pains(TABLE, Log((session(),)))
    assert (pain.before, pain.worst, pain.after, pain.morning) == (None, None, None, None)


def test_a_session_that_the_rule_calls_a_flare_up_is_marked() -> None:
    log = Log((session(0, pain_worst=7, pain_after=3), session(2, pain_worst=5, pain_after=3)))
    assert [pain.flared for pain in pains(TABLE, log)] == [True, False]


def test_a_flare_up_is_judged_by_the_pain_that_was_usual_before_it() -> None:
    usual = [session(day, pain_before=3, pain_worst=3, pain_after=3) for day in (0, 2, 4)]
    silent = session(7, pain_worst=3, pain_after=3, pain_morning=5)
    assert [pain.flared for pain in pains(TABLE, Log((*usual, silent)))] == [False, False, False, True]
    assert not pains(TABLE, Log((silent,)))[0].flared


def test_the_date_of_a_session_is_the_one_on_the_runners_clock_that_day() -> None:
    west = timezone(timedelta(hours=-8))
    late = datetime(2026, 1, 4, 23, 30, tzinfo=west)  # the 5th in London
    log = Log((session(started_at=late),))
    assert pains(TABLE, log)[0].day == date(2026, 1, 4)
    assert stage_steps(TABLE, log)[0].day == date(2026, 1, 4)
    assert weeks(TABLE, log, date(2026, 1, 4))[0].monday == date(2025, 12, 29)


def test_sessions_stand_in_order_of_time_however_they_come() -> None:
    log = Log((session(4, pain_worst=4), session(0, pain_worst=1)))
    assert [pain.worst for pain in pains(TABLE, log)] == [1, 4]


def test_a_flight_westwards_never_turns_the_staircase_back() -> None:
    east = datetime(2026, 1, 6, 6, 0, tzinfo=timezone(timedelta(hours=12)))
    west = datetime(2026, 1, 5, 20, 0, tzinfo=timezone(timedelta(hours=-10)))
    steps = stage_steps(TABLE, Log((session(started_at=east), session(started_at=west))))
    assert [step.day for step in steps] == [date(2026, 1, 6), date(2026, 1, 6)]


def test_a_placement_comes_before_a_session_of_the_same_instant() -> None:
    log = Log((session(stage="3"),), (Placement(MONDAY, "1"),))
    assert [(step.position, step.session) for step in stage_steps(TABLE, log)] == [(0, False), (2, True)]


def test_stages_of_another_programme_or_of_no_table_are_left_out_of_the_staircase() -> None:
    log = Log((session(0, programme="Q"), session(2, stage="99"), session(4)), (Placement(MONDAY, "77"),))
    assert [step.position for step in stage_steps(TABLE, log)] == [1]


def test_a_week_runs_from_monday_to_sunday_and_an_empty_one_is_kept() -> None:
    log = Log((session(0), session(6), session(7, run_seconds=100), session(22)))
    found = weeks(TABLE, log, date(2026, 1, 28))
    assert [(week.sessions, week.run_seconds) for week in found] == [(2, 720), (1, 100), (0, 0), (1, 360)]
    assert [week.over for week in found] == [True, True, True, False]
    assert found[0].monday == date(2026, 1, 5)


def test_the_weeks_begin_with_the_placement_and_go_on_to_today() -> None:
    log = Log((session(7),), (Placement(MONDAY, "1"),))
    assert [week.sessions for week in weeks(TABLE, log, date(2026, 1, 20))] == [0, 1, 0]


def test_a_session_of_a_runner_who_is_a_day_ahead_counts_and_a_date_far_off_does_not() -> None:
    log = Log((session(0), session(7), session(400)))
    assert [week.sessions for week in weeks(TABLE, log, date(2026, 1, 11))] == [1, 1]


def test_with_no_session_every_chart_says_what_will_stand_there() -> None:
    for words in (pain_words((), POLICY), stage_words(TABLE, ()), minutes_words(()), sessions_words(())):
        assert words.startswith("No s")
        assert "here" in words


def test_with_one_session_every_chart_says_what_is_to_come() -> None:
    log = Log((session(pain_before=3, pain_worst=4, pain_after=3),))
    found = weeks(TABLE, log, MONDAY.date())
    assert pain_words(pains(TABLE, log), POLICY).startswith("One session so far, worst pain 4.")
    assert "After two sessions a line will show here" in stage_words(TABLE, stage_steps(TABLE, log))
    assert minutes_words(found) == "The first week: 6 min so far. From next week on you can compare."
    assert sessions_words(found) == "The first week: 1 of 3 sessions so far."


def test_with_two_sessions_the_words_sum_them_up() -> None:
    log = Log((session(0, pain_worst=7, pain_after=2), session(7, stage="1", pain_worst=2, pain_after=2)))
    found = weeks(TABLE, log, date(2026, 1, 12))
    assert pain_words(pains(TABLE, log), POLICY) == (
        "Worst pain was 5 or less in 1 of 2 sessions; the last was 2. 1 flare-up in all."
    )
    steps = stage_steps(TABLE, log)
    assert stage_words(TABLE, steps) == "Started at stage 2 on 5 Jan; now at stage 1, highest so far 2."
    assert minutes_words(found) == "This week so far: 6 min. Most in a week: 6 min, from 5 Jan."
    assert sessions_words(found) == "0 of 1 week had 3 sessions or more; this week so far 1."


def test_sessions_without_any_rating_are_told_as_such() -> None:
    assert pain_words(pains(TABLE, Log((session(0), session(2)))), POLICY).startswith("2 sessions, and no pain")


def test_one_rated_session_among_others_is_no_fault() -> None:
    words = pain_words(pains(TABLE, Log((session(0), session(2, pain_worst=3, pain_after=3)))), POLICY)
    assert words == "Worst pain was 5 or less in 1 of 1 session; the last was 3."


def test_short_forms() -> None:
    assert [running(seconds) for seconds in (0, 45, 60, 1400)] == ["0 min", "45 s", "1 min", "23 min"]
    assert short_day(date(2026, 1, 5)) == "5 Jan"
    assert short_day(date(2009, 12, 31), year=True) == "31 Dec 09"


@given(
    st.lists(
        st.builds(
            session,
            st.integers(0, 200),
            rehearsal=st.booleans(),
            reps_done=st.integers(0, 2),
            started_at=st.integers(0, 170 * 24).map(lambda hours: MONDAY + timedelta(hours=hours)),
        ),
        max_size=30,
    )
)
def test_the_weeks_hold_every_counted_session_once_and_never_a_gap(sessions: list[SessionRecord]) -> None:
    log = Log(tuple(sessions))
    found = weeks(TABLE, log, date(2026, 7, 2))
    counted = [record for record in sessions if record.counted]
    assert sum(week.sessions for week in found) == len(counted)
    assert sum(week.run_seconds for week in found) == sum(record.run_seconds for record in counted)
    assert all(later.monday - week.monday == timedelta(days=7) for week, later in pairwise(found))
