"""The axis of weeks that all charts of a page share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum

from runwalk_tui.rule.reasons import MONTHS
from runwalk_tui.session.habits import week_start
from runwalk_tui.values import dataclass

WEEK = timedelta(days=7)
LEAST_WEEKS = 4
"""Weeks that the axis shows at least, so that a beginning does not look like a course."""
DATED_FROM = 7
"""Cells of a week from which on the axis has the date of each week."""
MONTH_CELLS, YEAR_CELLS = 4, 5
"""Cells that the name of a month or a year needs, with the blank after it."""
QUARTER, YEAR = 3, 12
"""Months from one date below the axis to the next where there is no room for each month."""
MONTH_DAYS = 30
"""Days of a month, near enough to know how many cells it has."""


class WeekRange(Enum):
    """How far back the charts look."""

    FOUR = 4
    TWELVE = 12
    YEAR = 52
    ALL = 0

    @property
    def words(self) -> str:
        """The range as it is shown."""
        return f"{self.value} weeks" if self.value else "all"

    def next(self) -> WeekRange:
        """The range that looks further back, and after the last one the first."""
        ranges = list(WeekRange)
        return ranges[(ranges.index(self) + 1) % len(ranges)]


@dataclass(frozen=True, slots=True)
class WeekSpan:
    """The weeks that are shown, before anybody knows how wide the screen is."""

    first: date
    """The first day of the first week."""
    count: int
    """Weeks, at least 4; where less than that has passed, some lie ahead."""
    today: date

    @property
    def end(self) -> date:
        """The day after the last one."""
        return self.first + WEEK * self.count

    def holds(self, day: date) -> bool:
        """Whether a day is among those that are shown."""
        return self.first <= day < self.end

    def axis(self, room: int) -> WeekAxis:
        """The axis in so many cells, at least 1, all of which it fills.

        Several weeks share a column where there are more weeks than cells.
        """
        width = max(1, room)
        each = -(-self.count // width)
        columns = -(-self.count // each)
        return WeekAxis(self.first - WEEK * (columns * each - self.count), each, columns, width)


@dataclass(frozen=True, slots=True)
class WeekAxis:
    """Columns of one week or several side by side from the oldest on; some are a cell wider than others."""

    first: date
    """The first day of the first column."""
    each: int
    """Weeks of a column, at least 1."""
    columns: int
    width: int
    """Cells in all, at least as many as there are columns."""

    @property
    def cells(self) -> int:
        """Cells of a column, at least 1; some have one more."""
        return self.width // self.columns

    @property
    def days(self) -> int:
        """Days in all."""
        return 7 * self.each * self.columns

    @property
    def days_of_a_cell(self) -> float:
        """How many days share one cell."""
        return self.days / self.width

    def start_of(self, column: int) -> date:
        """The first day of a column."""
        return self.first + WEEK * self.each * column

    def x_of_column(self, column: int) -> int:
        """The first cell of a column."""
        return column * self.width // self.columns

    def column_of(self, day: date) -> int:
        """The column of a day; one before the first column or behind the last where the day lies outside."""
        return (day - self.first).days // (7 * self.each)

    def x_of(self, day: date) -> int | None:
        """The cell of a day, None for a day outside."""
        days = (day - self.first).days
        return days * self.width // self.days if 0 <= days < self.days else None

    def labels(self) -> Iterator[tuple[int, str]]:
        """The cells with a date below them: weeks where they are wide, else months, every third of them, or years."""
        if self.each == 1 and self.cells >= DATED_FROM:
            for column in range(self.columns):
                day = self.start_of(column)
                yield self.x_of_column(column), f"{day.day} {MONTHS[day.month - 1][:3]}"
            return
        room = MONTH_DAYS / self.days_of_a_cell
        step = 1 if room >= MONTH_CELLS else QUARTER if room * QUARTER >= YEAR_CELLS else YEAR
        by_month = step < YEAR
        begins = [day for day in self._month_starts() if (day.month - 1) % step == 0]
        cells = MONTH_CELLS if by_month else YEAR_CELLS
        first = next((self.x_of(day) for day in begins), None)
        if first is None or first >= cells:
            yield 0, self._label(self.first, by_month=by_month)
        for day in begins:
            x = self.x_of(day)
            if x is not None:
                yield x, self._label(day, by_month=by_month)

    def _month_starts(self) -> Iterator[date]:
        day = self.first.replace(day=1)
        end = self.first + timedelta(days=self.days)
        while day < end:
            if day >= self.first:
                yield day
            day = (day + timedelta(days=31)).replace(day=1)

    @staticmethod
    def _label(day: date, *, by_month: bool) -> str:
        """A month, or the year where January begins or where there are only years."""
        return MONTHS[day.month - 1][:3] if by_month and day.month > 1 else f"{day.year}"


def week_span(wanted: WeekRange, began: date | None, today: date, first_weekday: int = 0) -> WeekSpan:
    """The weeks of a range up to that of `today`; none before the week in which the runner began."""
    last = week_start(today, first_weekday)
    start = last if began is None else min(last, week_start(began, first_weekday))
    if wanted.value:
        start = max(start, last - WEEK * (wanted.value - 1))
    return WeekSpan(start, max(LEAST_WEEKS, (last - start).days // 7 + 1), today)
