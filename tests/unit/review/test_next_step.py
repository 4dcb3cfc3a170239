"""From one session to the next, and a session next to the last one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from runwalk_tui.programme.stage import Source
from runwalk_tui.review.next_step import compared, step_to
from runwalk_tui.rule.prescription import prescribe
from runwalk_tui.session.records import Log, SessionKind, SessionRecord
from tests.support.plain_course import MONDAY
from tests.support.plain_course import TABLE as PLAIN
from tests.support.plain_course import rated_session as session

TABLE = replace(PLAIN, stages=tuple(replace(stage, source=Source.INTERPOLATED) for stage in PLAIN.stages[:3]))


def words(*course: SessionRecord) -> str:
    """The step from the last of some sessions to what is due on its day."""
    step = step_to(TABLE, course[-1], prescribe(TABLE, Log(course), course[-1].day))
    return "" if step is None else step.words


def told_of(record: SessionRecord, *course: SessionRecord) -> str:
    """What is said of one of some sessions next to the last time."""
    return compared(TABLE, record, course, prescribe(TABLE, Log(course), max(one.day for one in course)))


def test_a_step_names_stage_and_repetitions_before_and_after() -> None:
    assert words(session(0)) == "stage 2* ×6 → stage 2* ×10"
    assert words(session(0, reps_done=3, stopped_for_pain=True)) == "stage 2* ×3 → stage 1* ×6"


def test_where_you_were_is_named_without_a_repetition_and_not_after_a_walk() -> None:
    walk = session(2, kind=SessionKind.WALK, reps_done=0)
    assert words(session(0), walk) == "stage 2* ×10"
    assert words(session(0, reps_done=0)) == "stage 2*, 0 of 6 → stage 2* ×6"


def test_under_a_stop_sign_there_is_no_step() -> None:
    assert words(session(0, red_flags=("fever",))) == ""


def test_a_shape_is_as_long_as_the_session() -> None:
    step = step_to(TABLE, session(0), prescribe(TABLE, Log((session(0),)), MONDAY.date()))
    assert step is not None
    assert step.was is not None
    assert (step.was.seconds, step.due.seconds) == (6 * 150, 10 * 150)


@pytest.mark.parametrize(
    ("today", "told"),
    [
        ({"reps_done": 10}, "Last time 6 repetitions, today 10, the most for this stage."),
        ({"reps_done": 8, "soreness": ("knee",)}, "Last time 6 repetitions, today 8."),
        ({"reps_done": 8}, ""),
        ({}, ""),
        ({"reps_done": 4}, "Last time 6 repetitions, today 4."),
        ({"reps_done": 0}, ""),
        ({"pain_worst": 5}, "Worst pain: last time 3, today 5."),
        ({"pain_worst": 1, "pain_after": 1}, "Worst pain: last time 3, today 1."),
        ({"stage": "3"}, "Your first session at stage 3*. (* our own)"),
        ({"stage": "3", "reps_done": 0}, ""),
        ({"reps_done": 3, "stopped_for_pain": True}, ""),
        ({"red_flags": ("fever",)}, ""),
        ({"kind": SessionKind.WALK}, ""),
        ({"rehearsal": True}, ""),
    ],
)
def test_what_is_unusual_is_told_and_nothing_else(today: dict[str, object], told: str) -> None:
    record = session(2, **today)
    assert told_of(record, session(0), record) == told


def test_the_very_first_session_is_compared_with_nothing() -> None:
    assert told_of(session(0), session(0)) == ""


def test_a_session_of_another_programme_or_of_a_later_day_is_no_last_time() -> None:
    record = session(2, reps_done=9)
    others = (session(0, programme="Q"), session(4))
    assert told_of(record, *others, record) == ""
