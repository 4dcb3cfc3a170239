"""What was done in each week: minutes of running; sessions next to what the programme has, and walks."""

from __future__ import annotations

from collections.abc import Sequence

from textual.reactive import reactive

from runwalk_tui.review.trends.week_axis import WeekAxis
from runwalk_tui.review.trends.week_figures import Week, WeekColumn, in_columns
from runwalk_tui.ui.charts.chart import LegendEntry, Paint, Sheet
from runwalk_tui.ui.charts.weeks.week_chart import WeekChart
from runwalk_tui.ui.theme.icons import BULLET, Icon

DONE, OPEN = Icon("●", "*"), Icon("○", ".")
FIGURED_FROM = 4
"""Cells of a column from which on its figure is written above it."""
MOST_DOTS = 7
"""Sessions a week that are drawn as dots."""


def bar_cells(axis: WeekAxis, column: int) -> int:
    """How wide a bar is: all alike with a blank after each; where there is no room for one, as wide as the column."""
    if axis.cells == 1:
        return axis.x_of_column(column + 1) - axis.x_of_column(column)
    return min(8, axis.cells - 1)


def average_entry(axis: WeekAxis) -> list[LegendEntry]:
    """That a column is an average, where weeks were put together."""
    return [LegendEntry("a", Paint.LABEL, f"bar is the average of {axis.each} weeks")] if axis.each > 1 else []


class WeeklyChart(WeekChart):
    """A column for each week, or for several where there is no room for all."""

    weeks: reactive[tuple[Week, ...]] = reactive((), init=False)

    def watch_weeks(self) -> None:
        self.redraw()

    def columns(self, axis: WeekAxis) -> tuple[WeekColumn, ...]:
        """The columns that are shown."""
        return in_columns(self.weeks, axis)


class MinutesChart(WeeklyChart):
    """Minutes of running a week; the week that is not over is drawn lighter."""

    def draw_weeks(self, sheet: Sheet, axis: WeekAxis, rows: int) -> None:
        columns = self.columns(axis)
        figured = axis.cells >= FIGURED_FROM
        top = nice_top(max((column.minutes for column in columns), default=0))
        high = rows - 1 if figured else rows
        self.put_label(sheet, rows - high, f"{top}")
        if high >= 6:
            self.put_label(sheet, rows - high + high // 2, f"{top // 2}" if top % 2 == 0 and high % 2 == 0 else "")
        for column in columns:
            x, height = self.indent + axis.x_of_column(column.column), column.minutes / top * high
            paint = Paint.MARK if column.over else Paint.QUIET
            self.put_bar(sheet, x, bar_cells(axis, column.column), height, rows, paint)
            if figured:
                figure = f"{round(column.minutes)}" if column.minutes else BULLET.shown(self._ascii)
                drawn = -(-max(1, round(height * 8)) // 8) if height > 0 else 0
                sheet.put(x, rows - 1 - drawn, figure, Paint.PLAIN if column.minutes else Paint.LABEL)

    def legend(self, axis: WeekAxis) -> list[LegendEntry]:
        return average_entry(axis)


class SessionsChart(WeeklyChart):
    """A dot for each session, an open one for each more that the programme has, and the number of walks below."""

    per_week: reactive[int] = reactive(3, init=False)
    """Sessions a week that the programme has, at least 1."""

    def watch_per_week(self) -> None:
        self.redraw()

    def height(self) -> int:
        shown = self._shown()
        most = max((week.sessions for week in shown), default=0)
        return min(MOST_DOTS, max(self.per_week, most)) + any(week.walks for week in shown)

    def _shown(self) -> Sequence[Week]:
        return [week for week in self.weeks if self.span is not None and self.span.holds(week.first_day)]

    def draw_weeks(self, sheet: Sheet, axis: WeekAxis, rows: int) -> None:
        columns = self.columns(axis)
        if any(column.walks for column in columns):
            rows -= 1
            self._walks(sheet, axis, rows, columns)
        for count in {1, min(rows, self.per_week), rows}:
            self.put_label(sheet, rows - count, f"{count}")
        for column in columns:
            x = self.indent + axis.x_of_column(column.column)
            if axis.each > 1:
                self.put_bar(sheet, x, bar_cells(axis, column.column), min(rows, column.sessions), rows, Paint.MARK)
                continue
            done = column.weeks[0].sessions
            for count in range(1, min(rows, max(done, self.per_week)) + 1):
                mark, paint = (DONE, Paint.MARK) if count <= done else (OPEN, Paint.QUIET)
                sheet.put(x, rows - count, mark.shown(self._ascii), paint)

    def _walks(self, sheet: Sheet, axis: WeekAxis, y: int, columns: Sequence[WeekColumn]) -> None:
        """How many walks there were in each column; a plus is more than one digit."""
        self.put_label(sheet, y, "walk")
        for column in columns:
            x = self.indent + axis.x_of_column(column.column)
            if column.walks:
                sheet.put(x, y, f"{column.walks}" if column.walks < 10 or axis.cells > 2 else "+", Paint.PLAIN)
            else:
                sheet.put(x, y, BULLET.shown(self._ascii), Paint.LABEL)

    def legend(self, axis: WeekAxis) -> list[LegendEntry]:
        many = any(column.walks >= 10 for column in self.columns(axis)) and axis.cells <= 2
        return [*average_entry(axis), *([LegendEntry("+", Paint.PLAIN, "10 walks or more")] if many else [])]


def nice_top(most: float) -> int:
    """A round figure for the top of a scale, at least as high as the highest bar."""
    for step in (5, 10, 20, 30, 40, 50, 60, 80, 100, 120, 150, 200, 250, 300):
        if most <= step:
            return step
    return -(-round(most + 0.5) // 100) * 100
