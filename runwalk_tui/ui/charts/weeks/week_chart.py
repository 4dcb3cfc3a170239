"""What all charts over weeks share: one axis for all of them, whatever they draw above it."""

from __future__ import annotations

from textual.reactive import reactive

from runwalk_tui.review.trends.week_axis import WeekAxis, WeekSpan
from runwalk_tui.ui.charts.chart import (
    EIGHTHS,
    PLAIN_EIGHTHS,
    Chart,
    LegendEntry,
    Paint,
    Sheet,
    legend_rows,
    put_legend,
)
from runwalk_tui.ui.theme.icons import Icon

GUTTER = 5
"""Cells on the left for figures and stage ids, with the line between them and the chart."""
ACROSS, UPRIGHT, CORNER, TICK = Icon("─", "-"), Icon("│", "|"), Icon("└", "+"), Icon("┴", "+")


class WeekChart(Chart):
    """Weeks from left to right, the newest on the right."""

    span: reactive[WeekSpan | None] = reactive(None, init=False)
    rows: reactive[int] = reactive(5, init=False)
    """Rows of the chart, without its axis."""
    indent: reactive[int] = reactive(GUTTER, init=False)
    """Cells to the left of the axis, the same for all charts of a page."""

    def watch_span(self) -> None:
        self.redraw()

    def watch_rows(self) -> None:
        self.redraw()

    def watch_indent(self) -> None:
        self.redraw()

    def draw(self, width: int) -> Sheet:
        if self.span is None:
            return Sheet(width, 0)
        axis = self.span.axis(max(1, width - self.indent))
        rows = self.height()
        legend = legend_rows(self.legend(axis), width)
        sheet = Sheet(width, rows + 2 + len(legend))
        for y in range(rows):
            sheet.put(self.indent - 1, y, UPRIGHT.shown(self._ascii), Paint.AXIS)
        self._put_axis(sheet, rows, axis)
        self.draw_weeks(sheet, axis, rows)
        put_legend(sheet, rows + 2, legend)
        return sheet

    def height(self) -> int:
        """Rows above the axis."""
        return self.rows

    def draw_weeks(self, sheet: Sheet, axis: WeekAxis, rows: int) -> None:
        """Draw everything above the axis, into the first rows."""
        raise NotImplementedError

    def legend(self, axis: WeekAxis) -> list[LegendEntry]:
        """What the characters mean."""
        return []

    def put_label(self, sheet: Sheet, y: int, text: str) -> None:
        """Write a figure to the left of the chart."""
        room = self.indent - 1
        sheet.put(0, y, f"{text[:room]:>{room}}", Paint.LABEL)

    def put_bar(self, sheet: Sheet, x: int, wide: int, height: float, rows: int, paint: Paint) -> None:
        """Draw a bar from the axis up, `height` rows high; the least height that is not nothing can be seen."""
        eighths = max(1, round(height * 8)) if height > 0 else 0
        blocks = PLAIN_EIGHTHS if self._ascii else EIGHTHS
        for row in range(-(-eighths // 8)):
            block = blocks[min(8, eighths - 8 * row)]
            if block == " ":
                block = "."
            sheet.put(x, rows - 1 - row, block * wide, paint)

    def _put_axis(self, sheet: Sheet, y: int, axis: WeekAxis) -> None:
        sheet.put(self.indent - 1, y, CORNER.shown(self._ascii), Paint.AXIS)
        sheet.put(self.indent, y, ACROSS.shown(self._ascii) * axis.width, Paint.AXIS)
        free = 0
        for x, text in axis.labels():
            start = min(self.indent + x, sheet.width - len(text))
            if start >= free:
                sheet.put(start, y + 1, text, Paint.LABEL)
                if x:
                    sheet.put(self.indent + x, y, TICK.shown(self._ascii), Paint.AXIS)
                free = start + len(text) + 1
