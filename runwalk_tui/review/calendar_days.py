"""The days of the last weeks, each with what was done on it and how the back answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import Enum

from runwalk_tui.rule.response import Response
from runwalk_tui.rule.standing import Judged
from runwalk_tui.session.habits import week_start
from runwalk_tui.session.records import SessionKind
from runwalk_tui.values import dataclass

WEEK = timedelta(days=7)


class DayMark(Enum):
    """What a day is marked with; of several things on one day, the one furthest down this list."""

    EMPTY = "no session"
    COMPANION = "other exercise"
    WALK = "walk"
    WENT_WELL = "went well"
    UNSETTLED = "not settled"
    FLARE = "flare-up"
    STOP = "warning sign"


_GRAVITY = {mark: number for number, mark in enumerate(DayMark)}
_OF_RESPONSE = {
    Response.TOLERATED: DayMark.WENT_WELL,
    Response.UNSETTLED: DayMark.UNSETTLED,
    Response.FLARE: DayMark.FLARE,
    Response.STOP: DayMark.STOP,
}


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day of the grid."""

    day: date
    mark: DayMark
    today: bool
    future: bool
    """After today: nothing can have been done yet."""


CalendarWeek = tuple[CalendarDay, ...]
"""Seven days, from the first weekday on."""


def mark_of(judged: Judged) -> DayMark:
    """The mark of one session; a rehearsal, and a session in which nothing was done, have none."""
    session = judged.session
    if not session.happened:
        return DayMark.EMPTY
    if judged.response is Response.STOP:
        return DayMark.STOP
    if session.kind is SessionKind.WALK:
        return DayMark.WALK
    if session.kind is SessionKind.COMPANION:
        return DayMark.COMPANION
    return _OF_RESPONSE[judged.response] if session.counted else DayMark.EMPTY


def calendar_weeks(
    judged: Sequence[Judged], today: date, count: int, *, first_weekday: int = 0
) -> tuple[CalendarWeek, ...]:
    """The last `count` weeks up to that of `today`, oldest first.

    `judged` are the sessions in order of time, as `Workspace.judged` gives them; only the newest of them are read.
    """
    first = week_start(today, first_weekday) - WEEK * (count - 1)
    marks: dict[date, DayMark] = {}
    for one in reversed(judged):
        day = one.session.day
        if day < first - WEEK:  # a day of another time zone may be a little out of order
            break
        mark = mark_of(one)
        if _GRAVITY[mark] > _GRAVITY[marks.get(day, DayMark.EMPTY)]:
            marks[day] = mark
    days = [first + timedelta(days=number) for number in range(7 * count)]
    cells = [CalendarDay(day, marks.get(day, DayMark.EMPTY), day == today, day > today) for day in days]
    return tuple(tuple(cells[start : start + 7]) for start in range(0, len(cells), 7))


def marks_in(weeks: Iterable[CalendarWeek]) -> tuple[DayMark, ...]:
    """The marks that are there, the usual ones first; what a legend has to explain."""
    found = {cell.mark for week in weeks for cell in week}
    return tuple(mark for mark in DayMark if mark in found and mark is not DayMark.EMPTY)
