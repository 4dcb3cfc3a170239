"""When other exercise is offered, how the week counts it, and how its steps are written out."""

from __future__ import annotations

from typing import Any

import pytest

from runwalk_tui.own_table.taking import table_of_shipped
from runwalk_tui.programme.shipped import SHIPPED
from runwalk_tui.review.at_a_glance import WeekDay, at_a_glance
from runwalk_tui.review.other_exercise import (
    cautions,
    how_often,
    is_offered,
    length_line,
    other_this_week,
    step_lines,
    why_not_offered,
)
from runwalk_tui.review.past.week_groups import WeekGroup
from runwalk_tui.rule.prescription import prescribe_from
from runwalk_tui.rule.reading import read
from runwalk_tui.rule.standing import judged_in_order
from runwalk_tui.session.records import SessionKind, SessionRecord
from tests.support.rule_cases import Event, day, log_of, placed, run, shipped_table
from tests.support.step_tables import companions, paces

TABLE = shipped_table()


def other(number: int, **changes: Any) -> SessionRecord:
    """Other exercise on a day."""
    return run(number, kind=SessionKind.COMPANION, reps=0, programme="Mobility", active_seconds=600, **changes)


def offered(*events: Event, on: int) -> bool:
    reading = read(TABLE, log_of(*events), day(on))
    return is_offered(reading, prescribe_from(reading))


RAN: tuple[Event, ...] = (placed(-3), run(0))


@pytest.mark.parametrize(
    ("events", "on", "is_it"),
    [
        ((), 0, False),
        ((placed(-3),), 0, False),
        (RAN, 0, False),
        (RAN, 1, True),
        (RAN, 2, False),
        ((*RAN, other(0)), 1, True),
        ((*RAN, other(1)), 1, False),
        ((*RAN, other(1, rehearsal=True)), 1, True),
        ((placed(-3), run(0, pain_worst=9)), 1, False),
        ((placed(-3), run(0, red_flags=("fever",))), 1, False),
        ((placed(-3), run(0), run(2), run(4)), 6, True),
    ],
    ids=[
        "a new runner",
        "before the first run",
        "after a run the same day",
        "the day after a run",
        "a run is due",
        "done the day before",
        "done today",
        "only a rehearsal of it today",
        "after a flare-up",
        "under a stop sign",
        "the week is full",
    ],
)
def test_it_is_offered_on_days_without_running_and_never_in_place_of_what_is_due(
    events: tuple[Event, ...], on: int, is_it: bool
) -> None:
    assert offered(*events, on=on) is is_it


RISING = tuple(run(number, pain_before=pain) for number, pain in zip(range(0, 12, 2), (1, 1, 1, 4, 4, 4), strict=True))


@pytest.mark.parametrize(
    ("events", "on", "why"),
    [
        (RAN, 1, ""),
        ((placed(-3), run(0, pain_worst=7)), 1, "Your last session was a flare-up"),
        (
            (placed(-3), run(0, soreness=("calf", "knee"))),
            1,
            "Your last session left you with new soreness (calf, knee)",
        ),
        ((placed(-3), *RISING), 11, "Your pain before sessions has been rising"),
        ((*RAN, other(0, stopped_for_pain=True)), 1, "You stopped other exercise for pain on Monday 5 January"),
        ((*RAN, other(0, stopped_for_pain=True), run(6)), 7, "You stopped other exercise for pain on Monday 5 January"),
        ((*RAN, other(0, stopped_for_pain=True), run(7)), 8, ""),
        ((*RAN, other(0, stopped_for_pain=True, rehearsal=True)), 1, ""),
    ],
)
def test_it_is_not_offered_to_a_back_or_leg_that_complains_and_says_why(
    events: tuple[Event, ...], on: int, why: str
) -> None:
    reading = read(TABLE, log_of(*events), day(on))
    said = why_not_offered(reading)
    assert said.startswith(why)
    assert bool(said) is bool(why)
    assert is_offered(reading, prescribe_from(reading)) is not bool(why)


def test_each_exercise_says_that_nothing_should_hurt_and_stretching_the_hamstrings_when_to_let_go() -> None:
    nothing_hurts = (
        "Nothing here should hurt. Make a movement smaller, skip it with j, or stop with Space. Not medical advice."
    )
    let_go = "Tingling, numbness or pain below the knee? Let go, and leave it out."
    _, mobility = companions()
    assert cautions(mobility.stage("before"), "j", "Space") == [nothing_hurts]
    assert cautions(mobility.stage("after"), "j", "Space") == [nothing_hurts, let_go]
    shipped = table_of_shipped(SHIPPED["mobility"])
    told = {stage.id: let_go in cautions(stage, "n", "x") for stage in shipped.stages}
    assert told["after"]
    assert not told["before"]
    assert {length_line(stage).endswith(" Figures: our own.") for stage in shipped.stages} == {True}


def test_the_week_marks_its_days_and_counts_them_apart() -> None:
    log = log_of(*RAN, other(1), other(1, id="evening"), other(2))
    reading = read(TABLE, log, day(2))
    glance = at_a_glance(TABLE, log, prescribe_from(reading), day(2))
    assert glance.days == (
        WeekDay(day(0), 1),
        WeekDay(day(1), 0, other=2),
        WeekDay(day(2), 0, other=1, to_come=True),
        WeekDay(day(4), 0, to_come=True),
    )
    assert (glance.sessions, glance.done) == (1, 1)
    assert other_this_week(log.sessions, day(2)) == 3
    assert [how_often(count) for count in (1, 2, 3)] == ["once", "twice", "3 times"]
    group = WeekGroup(day(0), tuple(judged_in_order(TABLE, log)))
    assert group.words(3, day(2)).endswith(" · 3 other")


def test_a_log_of_nothing_else_has_no_sessions_yet() -> None:
    reading = read(TABLE, log_of(other(0)), day(1))
    assert prescribe_from(reading).reasons[0].startswith("No sessions yet.")


def test_steps_are_written_out_one_a_line_and_those_of_a_set_once() -> None:
    _, mobility = companions()
    assert step_lines(mobility.stage("before")) == [
        "1:00 march, easy",
        "0:30 exercise, hip circles, left",
        "0:30 exercise, hip circles, right",
    ]
    assert step_lines(mobility.stage("after")) == [
        "Twice:",
        "0:30 stretch, hamstrings",
        "0:30 stretch, calves",
    ]
    assert length_line(mobility.stage("before")) == "2 minutes in all."
    assert length_line(mobility.stage("after")) == "2 minutes in all, including the rests."
    assert step_lines(paces().stage("sets"))[1:3] == ["3 times:", "1:00 jog"]
