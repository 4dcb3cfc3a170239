"""The last weeks as a grid of days: a mark for each session, by its kind and how the back answered."""

from __future__ import annotations

from collections.abc import Sequence

from textual.reactive import reactive

from runwalk_tui.review.calendar_days import CalendarDay, CalendarWeek, DayMark, marks_in
from runwalk_tui.rule.reasons import DAYS, MONTHS
from runwalk_tui.ui.charts.chart import FLAG, FLARE, Chart, LegendEntry, Paint, Sheet, legend_rows, put_legend
from runwalk_tui.ui.theme.icons import Icon

GUTTER = 4
"""Cells on the left for the names of the days."""
NARROWEST, WIDEST = 2, 4
"""Cells of a week where a week is a column; one of them for the mark."""
DAY_CELLS = range(3, 6)
"""Cells of a day where a week is a row, as many as there is room for."""
DATE_GUTTER = 8
"""Cells on the left for the date of each week."""
MARKS = {
    DayMark.EMPTY: (Icon("·", "."), Paint.LABEL),
    DayMark.COMPANION: (Icon("+", "+"), Paint.LABEL),
    DayMark.WALK: (Icon("›", "-"), Paint.QUIET),
    DayMark.WENT_WELL: (Icon("●", "o"), Paint.FINE),
    DayMark.UNSETTLED: (Icon("◐", "?"), Paint.MARK),
    DayMark.FLARE: (FLARE, Paint.SEVERE),
    DayMark.STOP: (FLAG, Paint.SEVERE),
}
"""Each mark has a shape as well as a colour."""


class DayGrid(Chart):
    """One column a week, or one row a week with `upright`; today is in brackets.

    Where there is no room for all weeks, the oldest are left out.
    """

    PAINTS = frozenset({Paint.PLAIN, Paint.LABEL, Paint.MARK, Paint.QUIET, Paint.FINE, Paint.SEVERE})
    GROUNDS = frozenset()

    weeks: reactive[tuple[CalendarWeek, ...]] = reactive((), init=False)

    def __init__(
        self, *, upright: bool = False, legend: bool = True, ascii: bool = False, id: str | None = None
    ) -> None:
        super().__init__(ascii=ascii, id=id)
        self._upright = upright
        self._with_legend = legend

    def watch_weeks(self) -> None:
        self.redraw()

    def turn(self, *, upright: bool) -> None:
        """Turn the grid: one row a week with `upright`, else one column a week."""
        if upright is not self._upright:
            self._upright = upright
            self.redraw()

    def draw(self, width: int) -> Sheet:
        if not self.weeks:
            return Sheet(width, 0)
        return self._rows(width) if self._upright else self._columns(width)

    def _columns(self, width: int) -> Sheet:
        cells = max(NARROWEST, min(WIDEST, (width - GUTTER - 1) // len(self.weeks)))
        shown = self.weeks[-max(1, (width - GUTTER - 1) // cells) :]
        legend = self._legend(shown, width)
        sheet = Sheet(width, 8 + len(legend))
        _put_months(sheet, shown, cells)
        for y, cell in enumerate(shown[0], 1):
            sheet.put(0, y, DAYS[cell.day.weekday()][:3], Paint.LABEL)
        for column, week in enumerate(shown):
            for y, cell in enumerate(week, 1):
                self._put(sheet, GUTTER + 1 + column * cells, y, cell)
        put_legend(sheet, 8, legend)
        return sheet

    def _rows(self, width: int) -> Sheet:
        legend = self._legend(self.weeks, width)
        sheet = Sheet(width, 1 + len(self.weeks) + len(legend))
        cells = max(DAY_CELLS[0], min(DAY_CELLS[-1], (width - DATE_GUTTER) // 7))
        for column, cell in enumerate(self.weeks[0]):
            sheet.put(DATE_GUTTER + column * cells, 0, DAYS[cell.day.weekday()][:2], Paint.LABEL)
        for y, week in enumerate(self.weeks, 1):
            first = week[0].day
            sheet.put(0, y, f"{first.day:>2} {MONTHS[first.month - 1][:3]}", Paint.LABEL)
            for column, cell in enumerate(week):
                self._put(sheet, DATE_GUTTER + column * cells, y, cell)
        put_legend(sheet, 1 + len(self.weeks), legend)
        return sheet

    def _put(self, sheet: Sheet, x: int, y: int, cell: CalendarDay) -> None:
        mark, paint = MARKS[cell.mark]
        if not cell.future:
            sheet.put(x, y, mark.shown(self._ascii), paint)
        if cell.today:
            sheet.put(x - 1, y, "[", Paint.PLAIN)
            sheet.put(x + 1, y, "]", Paint.PLAIN)

    def _legend(self, shown: Sequence[CalendarWeek], width: int) -> list[list[LegendEntry]]:
        if not self._with_legend:
            return []
        entries = [
            LegendEntry(MARKS[mark][0].shown(self._ascii), MARKS[mark][1], mark.value) for mark in marks_in(shown)
        ]
        return legend_rows(entries, width)


def _put_months(sheet: Sheet, shown: Sequence[CalendarWeek], cells: int) -> None:
    """A month's name above the week in which it begins, and above the first week where there is room for it."""
    free = 0
    for column, week in enumerate(shown):
        first = next((cell.day for cell in week if cell.day.day == 1), None)
        if column and first is None:
            continue
        day = first or week[0].day
        text = f"{day.year}" if day.month == 1 and column else MONTHS[day.month - 1][:3]
        x = GUTTER + 1 + column * cells
        follows = next(
            (number for number, later in enumerate(shown[1:], 1) if any(cell.day.day == 1 for cell in later)), None
        )
        if not column and first is None and follows is not None and follows * cells < len(text) + 1:
            continue
        if x >= free and x + len(text) <= sheet.width:
            sheet.put(x, 0, text, Paint.LABEL)
            free = x + len(text) + 1
