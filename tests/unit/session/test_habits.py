"""Where a week starts, and how a time of day is written and read."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.session.habits import CalendarHabits, clock_time, time_in, week_start

TWELVE = CalendarHabits(twelve_hours=True)


@pytest.mark.parametrize(
    ("first", "start"),
    [(0, date(2026, 11, 23)), (6, date(2026, 11, 22)), (5, date(2026, 11, 21)), (3, date(2026, 11, 26))],
)
def test_the_week_of_a_thursday_starts_on_the_day_people_are_used_to(first: int, start: date) -> None:
    assert week_start(date(2026, 11, 26), first) == start


@given(day=st.dates(date(1900, 1, 8), date(2199, 12, 31)), first=st.integers(0, 6))
def test_a_week_starts_on_its_first_day_and_holds_the_day(day: date, first: int) -> None:
    start = week_start(day, first)
    assert start.weekday() == first
    assert timedelta(0) <= day - start < timedelta(days=7)


@pytest.mark.parametrize(
    ("when", "written"),
    [
        (time(0, 5), "12:05 am"),
        (time(6, 16), "6:16 am"),
        (time(12, 0), "12:00 pm"),
        (time(18, 16), "6:16 pm"),
        (time(23, 59), "11:59 pm"),
    ],
)
def test_a_clock_of_twelve_hours_has_no_hour_nought(when: time, written: str) -> None:
    assert clock_time(when, TWELVE) == written


@given(st.times().map(lambda when: when.replace(second=0, microsecond=0)), st.booleans())
def test_what_is_written_can_be_read_back(when: time, twelve: bool) -> None:
    assert time_in(clock_time(when, CalendarHabits(twelve_hours=twelve))) == when


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("6:16 pm", time(18, 16)),
        ("6.16PM", time(18, 16)),
        ("6pm", time(18)),
        ("12 a.m.", time(0)),
        ("7.30", time(7, 30)),
    ],
)
def test_a_time_is_read_as_people_type_it(text: str, read: time) -> None:
    assert time_in(text) == read


@pytest.mark.parametrize("text", ["", "7", "24:00", "7:60", "13:00 pm", "0:30 am", "seven", "6:16 xm", "6:16 p"])
def test_what_is_no_time_is_not_guessed(text: str) -> None:
    assert time_in(text) is None
