"""The days of the last weeks, each with its mark."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from runwalk_tui.review.calendar_days import (
    CalendarWeek,
    DayMark,
    calendar_weeks,
    mark_of,
    marks_in,
)
from runwalk_tui.rule.response import Response
from runwalk_tui.rule.standing import Judged
from runwalk_tui.session.records import SessionKind, SessionRecord

WEDNESDAY = date(2026, 1, 14)
SUNDAY = 6


def judged(day: date, response: Response = Response.TOLERATED, **changes: object) -> Judged:
    record = SessionRecord(
        id=f"{day}-{response}",
        started_at=datetime(day.year, day.month, day.day, 18, tzinfo=UTC),
        programme="p",
        stage="4",
        reps_planned=6,
        reps_done=6,
    )
    return Judged(replace(record, **changes), None, response)  # type: ignore[arg-type] # any field


def marks(weeks: tuple[CalendarWeek, ...]) -> dict[date, DayMark]:
    return {cell.day: cell.mark for week in weeks for cell in week if cell.mark is not DayMark.EMPTY}


def test_twelve_weeks_end_with_the_week_of_today_and_today_is_marked() -> None:
    weeks = calendar_weeks((), WEDNESDAY, 12, first_weekday=SUNDAY)
    assert len(weeks) == 12
    assert {len(week) for week in weeks} == {7}
    assert [week[0].day.weekday() for week in weeks] == [SUNDAY] * 12
    assert [cell.day for week in weeks for cell in week if cell.today] == [WEDNESDAY]
    assert [cell.day.day for cell in weeks[-1] if cell.future] == [15, 16, 17]


@pytest.mark.parametrize(
    ("one", "mark"),
    [
        (judged(WEDNESDAY), DayMark.WENT_WELL),
        (judged(WEDNESDAY, Response.UNSETTLED), DayMark.UNSETTLED),
        (judged(WEDNESDAY, Response.FLARE), DayMark.FLARE),
        (judged(WEDNESDAY, Response.STOP), DayMark.STOP),
        (judged(WEDNESDAY, kind=SessionKind.WALK), DayMark.WALK),
        (judged(WEDNESDAY, kind=SessionKind.COMPANION), DayMark.COMPANION),
        (judged(WEDNESDAY, rehearsal=True), DayMark.EMPTY),
        (judged(WEDNESDAY, reps_done=0), DayMark.EMPTY),
    ],
)
def test_each_kind_of_session_has_its_mark(one: Judged, mark: DayMark) -> None:
    assert mark_of(one) is mark


def test_of_two_sessions_on_one_day_the_graver_is_seen() -> None:
    day = date(2026, 1, 13)
    flare, walk = judged(day, Response.FLARE), judged(day, kind=SessionKind.WALK)
    for order in ((flare, walk), (walk, flare)):
        assert marks(calendar_weeks(order, WEDNESDAY, 1)) == {day: DayMark.FLARE}


def test_what_lies_before_the_first_week_is_not_shown() -> None:
    course = (judged(date(2025, 12, 1)), judged(date(2026, 1, 4)), judged(date(2026, 1, 5)))
    assert marks(calendar_weeks(course, WEDNESDAY, 2)) == {date(2026, 1, 5): DayMark.WENT_WELL}


def test_a_legend_explains_what_is_there_and_nothing_else() -> None:
    course = (judged(date(2026, 1, 5), Response.FLARE), judged(date(2026, 1, 12)))
    assert marks_in(calendar_weeks(course, WEDNESDAY, 2)) == (DayMark.WENT_WELL, DayMark.FLARE)
