"""What was done in each week, by example and over many logs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.review.trends.week_axis import WEEK, WeekRange, week_span
from runwalk_tui.review.trends.week_figures import Week, in_columns, week_by_week
from runwalk_tui.rule.follow_up import began
from runwalk_tui.rule.standing import judged_in_order
from runwalk_tui.session.records import Log, SessionKind, SessionRecord
from tests.support.plain_course import TABLE, session

SUNDAY = 6


def weeks(sessions: list[SessionRecord], today: date, first_weekday: int = 0) -> tuple[Week, ...]:
    log = Log(tuple(sessions))
    return week_by_week(judged_in_order(TABLE, log), began(log), today, first_weekday)


def test_a_week_runs_from_its_first_day_and_an_empty_one_is_there() -> None:
    found = weeks([session(0), session(6), session(7, run_seconds=100), session(22)], date(2026, 1, 28))
    assert [(week.sessions, week.run_seconds) for week in found] == [(2, 720), (1, 100), (0, 0), (1, 360)]
    assert [week.over for week in found] == [True, True, True, False]
    assert found[0].first_day == date(2026, 1, 5)


def test_a_sunday_belongs_to_the_week_that_it_begins() -> None:
    found = weeks([session(0), session(6)], date(2026, 1, 12), SUNDAY)
    assert [(week.first_day, week.sessions) for week in found] == [(date(2026, 1, 4), 1), (date(2026, 1, 11), 1)]


def test_walks_are_counted_for_themselves() -> None:
    walk = session(2, kind=SessionKind.WALK, reps_done=0, run_seconds=0, walk_seconds=1800)
    rehearsed = replace(walk, rehearsal=True)
    (week,) = weeks([session(0), walk, rehearsed], date(2026, 1, 9))
    assert (week.sessions, week.run_seconds, week.walks, week.walk_seconds) == (1, 360, 1, 1800)


def test_a_session_of_a_runner_who_is_a_day_ahead_counts_and_a_date_far_off_does_not() -> None:
    found = weeks([session(0), session(7), session(400)], date(2026, 1, 11))
    assert [week.sessions for week in found] == [1, 1]


@pytest.mark.parametrize("began_on", [None, date(2026, 3, 1)])
def test_before_the_beginning_there_is_no_week(began_on: date | None) -> None:
    assert week_by_week((), began_on, date(2026, 1, 9)) == ()


def test_weeks_that_share_a_column_are_an_average_and_walks_a_sum() -> None:
    found = weeks([session(day) for day in (0, 2, 4, 7, 9, 11, 14, 21)], date(2026, 2, 1))
    axis = week_span(WeekRange.ALL, found[0].first_day, date(2026, 2, 1)).axis(2)
    columns = in_columns(found, axis)
    assert [(column.sessions, column.minutes) for column in columns] == [(3, 18), (1, 6)]
    assert [column.over for column in columns] == [True, False]


@given(
    st.lists(
        st.builds(session, st.integers(0, 200), rehearsal=st.booleans(), reps_done=st.integers(0, 2)), max_size=30
    ),
    st.integers(0, 6),
    st.integers(1, 60),
)
def test_the_weeks_hold_every_session_once_and_never_a_gap(
    sessions: list[SessionRecord], first_weekday: int, room: int
) -> None:
    today = date(2026, 8, 2)
    found = weeks(sessions, today, first_weekday)
    counted = [record for record in sessions if record.counted]
    assert sum(week.sessions for week in found) == len(counted)
    assert sum(week.run_seconds for week in found) == sum(record.run_seconds for record in counted)
    assert all(later.first_day - week.first_day == WEEK for week, later in pairwise(found))
    if found:
        axis = week_span(WeekRange.ALL, found[0].first_day, today, first_weekday).axis(room)
        shown = [week for column in in_columns(found, axis) for week in column.weeks]
        assert shown == list(found)
