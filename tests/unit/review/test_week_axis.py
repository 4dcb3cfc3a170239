"""The axis that all charts of a page share."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.review.trends.week_axis import LEAST_WEEKS, WEEK, WeekRange, week_span

TODAY = date(2026, 1, 24)  # a Saturday
LONG_AGO = date(2016, 2, 1)
SUNDAY = 6


@pytest.mark.parametrize(
    ("wanted", "count"),
    [(WeekRange.FOUR, 4), (WeekRange.TWELVE, 12), (WeekRange.YEAR, 52), (WeekRange.ALL, 521)],
)
def test_a_range_ends_with_the_week_of_today(wanted: WeekRange, count: int) -> None:
    span = week_span(wanted, LONG_AGO, TODAY)
    assert span.count == count
    assert span.end == date(2026, 1, 26)
    assert span.holds(TODAY)
    assert not span.holds(span.end)


def test_weeks_may_begin_on_sunday() -> None:
    span = week_span(WeekRange.FOUR, LONG_AGO, TODAY, SUNDAY)
    assert span.first.weekday() == SUNDAY
    assert span.end == date(2026, 1, 25)


@pytest.mark.parametrize("wanted", WeekRange)
def test_a_beginning_shows_four_weeks_and_none_before_it(wanted: WeekRange) -> None:
    span = week_span(wanted, date(2026, 1, 21), TODAY)
    assert (span.first, span.count) == (date(2026, 1, 19), LEAST_WEEKS)
    assert week_span(wanted, None, TODAY).count >= LEAST_WEEKS


def test_the_weeks_fill_the_room_that_there_is() -> None:
    axis = week_span(WeekRange.TWELVE, LONG_AGO, TODAY).axis(53)
    assert (axis.each, axis.columns, axis.cells, axis.width) == (1, 12, 4, 53)
    starts = [axis.x_of_column(column) for column in range(13)]
    assert (starts[0], starts[-1]) == (0, 53)
    assert {later - start for start, later in pairwise(starts)} == {4, 5}
    assert [axis.x_of(axis.start_of(column)) for column in range(12)] == starts[:-1]


def test_weeks_share_a_column_where_there_are_more_than_cells() -> None:
    axis = week_span(WeekRange.ALL, LONG_AGO, TODAY).axis(53)
    assert (axis.each, axis.columns, axis.cells) == (10, 53, 1)
    assert axis.first + WEEK * axis.each * axis.columns == date(2026, 1, 26)
    assert axis.column_of(TODAY) == axis.columns - 1


def test_a_day_before_the_axis_or_after_it_has_no_cell() -> None:
    axis = week_span(WeekRange.FOUR, LONG_AGO, TODAY).axis(60)
    assert axis.x_of(axis.first - timedelta(days=1)) is None
    assert axis.x_of(date(2026, 1, 26)) is None
    assert (axis.x_of(axis.first), axis.x_of(date(2026, 1, 25))) == (0, 57)


@pytest.mark.parametrize(
    ("wanted", "room", "labels"),
    [
        (WeekRange.FOUR, 53, ["29 Dec", "5 Jan", "12 Jan", "19 Jan"]),
        (WeekRange.TWELVE, 53, ["Nov", "Dec", "2026"]),
        (WeekRange.YEAR, 40, ["2025", "Apr", "Jul", "Oct", "2026"]),
        (WeekRange.ALL, 53, [str(year) for year in range(2016, 2027)]),
    ],
)
def test_dates_are_weeks_then_months_then_years(wanted: WeekRange, room: int, labels: list[str]) -> None:
    assert [text for _, text in week_span(wanted, LONG_AGO, TODAY).axis(room).labels()] == labels


def test_the_next_range_after_the_last_one_is_the_first() -> None:
    seen = [WeekRange.TWELVE]
    for _ in range(4):
        seen.append(seen[-1].next())
    assert [each.words for each in seen] == ["12 weeks", "52 weeks", "all", "4 weeks", "12 weeks"]


@given(st.integers(1, 250), st.sampled_from(WeekRange), st.integers(0, 4000), st.integers(0, 6))
def test_every_day_that_is_shown_has_a_cell_in_the_order_of_days(
    room: int, wanted: WeekRange, ago: int, first_weekday: int
) -> None:
    span = week_span(wanted, TODAY - timedelta(days=ago), TODAY, first_weekday)
    axis = span.axis(room)
    assert axis.width <= room
    cells = [axis.x_of(span.first + timedelta(days=day)) for day in range(7 * span.count)]
    assert None not in cells
    assert cells == sorted(cells)  # type: ignore[type-var] # none of them is None
    assert all(0 <= x < axis.width for x, _ in axis.labels())
