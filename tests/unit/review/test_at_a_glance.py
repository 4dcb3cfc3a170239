"""What Home says at a glance, from logs that can be counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from runwalk_tui.programme.stage import Act, Group, Stage, StageTable, Step, flat
from runwalk_tui.review.at_a_glance import (
    Glance,
    at_a_glance,
    how_lines,
    length,
    length_words,
    plan_words,
    shape_words,
    so_far_words,
    streak_words,
    week_words,
    when_in_short,
)
from runwalk_tui.review.last_session import last_lines, last_of, morning_line
from runwalk_tui.rule.prescription import prescribe
from runwalk_tui.session.records import Log, SessionKind
from tests.support.rule_cases import Event, day, log_of, placed, run, shipped_table

TABLE = shipped_table()


def glance(events: tuple[Event, ...], on: int, first_weekday: int = 0, table: StageTable = TABLE) -> Glance:
    log = log_of(*events)
    return at_a_glance(table, log, prescribe(table, log, day(on)), day(on), first_weekday=first_weekday)


def days(found: Glance) -> list[tuple[date, int]]:
    return [(one.day, one.done) for one in found.days]


FULL_WEEK = (run(0), run(2), run(4))


def test_before_the_start_there_is_nothing_to_count() -> None:
    found = glance((), 0)
    assert (found.week, found.sessions, found.done, found.days) == (None, 0, 0, ())
    assert so_far_words(found) == streak_words(found) == ""


def test_the_weeks_count_from_the_placement_and_the_sessions_with_their_running() -> None:
    found = glance((placed(-3), run(0, run_seconds=600), run(2, run_seconds=900)), 4)
    assert (found.week, found.sessions, found.run_seconds) == (2, 2, 1500)
    assert so_far_words(found) == "week 2 · 2 sessions · 25 min of running"
    assert so_far_words(found, in_short=True) == "week 2 · 2 sessions"


def test_a_walk_and_a_companion_are_no_session() -> None:
    walk = run(1, kind=SessionKind.WALK, reps=0, run_seconds=0)
    other = run(3, kind=SessionKind.COMPANION, reps=0)
    found = glance((placed(-3), run(0), walk, other), 4)
    assert (found.sessions, found.done) == (1, 1)


def test_the_week_shows_the_days_done_and_the_next_ones_that_the_rule_gives() -> None:
    assert days(glance((run(0),), 1)) == [(day(0), 1), (day(2), 0), (day(4), 0)]


def test_only_the_days_that_this_week_still_has_are_shown() -> None:
    assert days(glance((run(0),), 5)) == [(day(0), 1), (day(5), 0)]


def test_a_week_that_is_done_has_no_open_day() -> None:
    assert days(glance(FULL_WEEK, 5)) == [(day(0), 1), (day(2), 1), (day(4), 1)]


def test_a_session_of_the_week_before_that_is_too_near_moves_the_next_day() -> None:
    # Three within seven days: the fourth may be a week after the first of them.
    assert days(glance((run(2), run(4), run(6)), 7)) == [(day(9), 0), (day(11), 0), (day(13), 0)]


def test_the_week_starts_where_the_runner_says() -> None:
    assert glance((run(6),), 7).done == 0
    assert glance((run(6),), 7, first_weekday=6).done == 1


def test_under_a_stop_sign_no_day_is_open() -> None:
    assert days(glance((run(0, red_flags=("fever",)),), 1)) == [(day(0), 1)]


@pytest.mark.parametrize(
    ("weeks", "on", "streak"),
    [
        (3, 21, 3),  # this week has none yet, and breaks nothing
        (3, 28, 0),  # a whole week without
        (3, 18, 3),  # the third is this week
        (1, 7, 1),
    ],
)
def test_weeks_in_a_row(weeks: int, on: int, streak: int) -> None:
    events = tuple(run(7 * week + number) for week in range(weeks) for number in (0, 2, 4))
    assert glance(events, on).streak == streak


def test_a_streak_is_worth_a_word_from_two_weeks_on() -> None:
    found = glance(FULL_WEEK, 5)
    assert streak_words(found) == ""
    assert streak_words(replace(found, streak=4)) == "three a week for 4 weeks"


@pytest.mark.parametrize(
    ("done", "planned", "words"),
    [(1, 3, "1 of 3 sessions"), (3, 3, "3 of 3 sessions"), (0, 1, "0 of 1 session"), (4, 3, "4 sessions, 3 planned")],
)
def test_sessions_of_a_week_in_words(done: int, planned: int, words: str) -> None:
    assert week_words(done, planned) == words


@pytest.mark.parametrize(
    ("seconds", "words"), [(45, "45 s"), (90, "2 min"), (2040, "34 min"), (3599, "1 h 00"), (12840, "3 h 34")]
)
def test_a_length_in_few_letters(seconds: int, words: str) -> None:
    assert length(seconds) == words


def test_a_session_in_words() -> None:
    stage = TABLE.stages[7]
    assert shape_words(stage, 9) == "9 × run 2:00, walk 0:45"
    assert length_words(stage, 9) == "32 min, 18 of running"


def test_a_stage_of_many_steps_or_one_that_fills_a_time_in_words() -> None:
    steps = (Step(Act.RUN, 180), Step(Act.WALK, 90), Step(Act.RUN, 300))
    assert shape_words(Stage("w4", steps), 1) == "run 3:00, walk 1:30, run 5:00"
    fills = Stage("w2", (Step(Act.RUN, 90), Step(Act.WALK, 120)), reps_min=1, reps_max=1, fill=1200)
    assert shape_words(fills, 1) == "run 1:30, walk 2:00, for 20 min"
    assert length_words(Stage("short", (Step(Act.RUN, 5), Step(Act.WALK, 5))), 6) == "60 s, 30 s of running"


def test_a_session_of_sets_in_words() -> None:
    jogs = Group(3, (Step(Act.JOG, 60), Step(Act.WALK, 30, "slow")))
    groups = (Group(1, (Step(Act.WALK, 300, "brisk"),)), jogs, Group(2, (Step(Act.RUN, 20, "fast"),)))
    sets = Stage("sets", flat(groups), groups=groups)
    assert shape_words(sets, 1) == "walk 5:00 brisk, 3 × (jog 1:00, walk 0:30 slow), 2 × run 0:20 fast"
    assert shape_words(sets, 2).startswith("2 × (walk 5:00 brisk, 3 × (jog")


def test_walking_alone_in_words() -> None:
    walk = Stage("w", (Step(Act.WALK, 1200), Step(Act.MARCH, 60), Step(Act.REST, 60)), 1, 1)
    assert length_words(walk, 1) == "22 min, no running"
    assert plan_words(replace(TABLE, stages=(walk, TABLE.stages[0]))).endswith(
        "from 22:00 without running up to 0:15 run and 2:00 walk."
    )


def test_a_programme_in_words() -> None:
    from_to = "from 0:15 run and 2:00 walk up to 3:00 run and 0:15 walk"
    assert plan_words(TABLE) == f"3 sessions a week, 13 stages: {from_to}."
    assert plan_words(replace(TABLE, stages=TABLE.stages[:1])).endswith("1 stage: run 0:15, walk 2:00.")
    assert "three times a week" in how_lines(TABLE)[1]
    assert "once a week" in how_lines(replace(TABLE, sessions_per_week=1))[1]


@pytest.mark.parametrize(
    ("on", "words"),
    [(2, "you can run today"), (1, "next session tomorrow or later"), (0, "next session Wednesday or later")],
)
def test_when_in_few_words(on: int, words: str) -> None:
    assert when_in_short(prescribe(TABLE, log_of(run(0)), day(on)), day(on)) == words


def test_without_a_stage_there_is_no_when() -> None:
    assert when_in_short(prescribe(TABLE, Log(), day(0)), day(0)) == ""
    soon = prescribe(TABLE, log_of(run(0)), day(0))
    assert when_in_short(soon, day(0)).endswith(f"session {when_in_short(soon, day(0), brief=True)}")


# The last session.


def test_the_last_session_is_told_and_a_rehearsal_is_not() -> None:
    log = log_of(run(0), run(2), run(3, rehearsal=True))
    last = last_of(log, day(3))
    assert last is not None
    assert last.day == day(2)
    assert last_lines(last, day(3))[0] == "Wednesday 7 January"
    assert last_lines(None, day(3)) == ["None yet: your first one will show here."]
    assert last_lines(None, day(3), others=True) == ["None that counts yet: your first one will show here."]


@pytest.mark.parametrize(
    ("morning", "on", "words"),
    [
        (2, 3, "Pain 2 out of 10 the next morning."),
        (None, 2, "You'll be asked on Thursday how your back feels."),
        (None, 3, "You haven't said yet how it was. You'll be asked when you press Start."),
        (None, 20, "You didn't say how it was."),
    ],
)
def test_the_morning_after_in_words(morning: int | None, on: int, words: str) -> None:
    session = run(2, pain_morning=morning)
    assert morning_line(session, prescribe(TABLE, log_of(session), day(on)), day(on)) == words
    assert "morning" not in " ".join(last_lines(session, day(on)))
