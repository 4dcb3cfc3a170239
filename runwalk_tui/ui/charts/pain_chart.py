"""The pain around each session: a bar up to the worst, the next morning beside it, and all figures below."""

from __future__ import annotations

import math
from collections.abc import Sequence

from textual.reactive import reactive

from runwalk_tui.rule.trends import SessionPain, spans_years
from runwalk_tui.ui.charts.chart import Chart, LegendEntry, Paint, Sheet, legend_rows, put_days, put_legend
from runwalk_tui.ui.theme.icons import Icon

TOP = 10
GUTTER = 9
"""Cells on the left for the names of the rows."""
WIDEST = 6
"""Cells that a session gets at most, so that few of them stay together."""
BEFORE = Icon("▒", ":")
RISE = Icon("█", "#")
HALF = Icon("▄", ".")
NOUGHT = Icon("▁", "_")
MORNING = Icon("◆", "o")
LIMIT = Icon("╌", "-")
ACROSS, UPRIGHT, CORNER = Icon("─", "-"), Icon("│", "|"), Icon("└", "+")
NOT_GIVEN = Icon("·", ".")
FLARE = Icon("▲", "!")


class PainChart(Chart):
    """The newest sessions on the right; the oldest are left out where there is no room for all."""

    pains: reactive[tuple[SessionPain, ...]] = reactive((), init=False)
    limit: reactive[int] = reactive(5, init=False)
    """The worst pain that is acceptable, 0 to 10."""
    rows: reactive[int] = reactive(TOP, init=False)
    """Rows from 0 to 10; in 5 rows a pain is half a row."""

    def watch_pains(self) -> None:
        self.redraw()

    def watch_limit(self) -> None:
        self.redraw()

    def watch_rows(self) -> None:
        self.redraw()

    def draw(self, width: int) -> Sheet:
        slot = max(1, min(WIDEST, (width - GUTTER) // max(1, len(self.pains))))
        shown = self.pains[-max(1, (width - GUTTER) // slot) :]
        legend = legend_rows(self._legend(slot, shown), width)
        flared = any(pain.flared for pain in shown)
        sheet = Sheet(width, self.rows + 2 + 4 + flared + len(legend))
        self._axes(sheet)
        bar = 2 if slot >= 5 else 1
        for number, pain in enumerate(shown):
            self._bar(sheet, GUTTER + number * slot, bar, pain)
            if slot > bar:
                self._morning(sheet, GUTTER + number * slot + bar, pain)
        self._limit_line(sheet, GUTTER + len(shown) * slot)
        days = [(GUTTER + number * slot, pain.day) for number, pain in enumerate(shown)]
        put_days(sheet, self.rows + 1, days, year=spans_years(day for _, day in days))
        self._figures(sheet, slot, shown, flared=flared)
        put_legend(sheet, sheet.height - len(legend), legend)
        return sheet

    def _level(self, pain: int) -> float:
        """How many rows high a pain is."""
        return pain * self.rows / TOP

    def _axes(self, sheet: Sheet) -> None:
        limit_row = math.ceil(self._level(self.limit))
        step = max(1, self.rows // 5)
        for row in range(1, self.rows + 1):
            value = self.limit if row == limit_row else row * TOP // self.rows
            if row == limit_row or (row % step == 0 and abs(row - limit_row) > 1) or self.rows <= 5:
                sheet.put(GUTTER - 4, self.rows - row, f"{value:>2}", Paint.LABEL)
            sheet.put(GUTTER - 1, self.rows - row, UPRIGHT.shown(self._ascii), Paint.AXIS)
        sheet.put(GUTTER - 3, self.rows, "0", Paint.LABEL)
        sheet.put(GUTTER - 1, self.rows, CORNER.shown(self._ascii), Paint.AXIS)
        sheet.put(GUTTER, self.rows, ACROSS.shown(self._ascii) * (sheet.width - GUTTER), Paint.AXIS)

    def _bar(self, sheet: Sheet, x: int, wide: int, pain: SessionPain) -> None:
        top = pain.before if pain.worst is None else pain.worst
        if top is None:
            return
        high, began = self._level(top), self._level(min(top, pain.before or 0))
        for row in range(1, math.ceil(high) + 1):
            sign = HALF if row > high else BEFORE if row <= began else RISE
            above = (row - 1) * TOP / self.rows >= self.limit
            paint = Paint.OVER if above else Paint.QUIET if sign is BEFORE or began >= high else Paint.MARK
            sheet.put(x, self.rows - row, sign.shown(self._ascii) * wide, paint)
        if top == 0:
            sheet.put(x, self.rows - 1, NOUGHT.shown(self._ascii) * wide, Paint.MARK)

    def _morning(self, sheet: Sheet, x: int, pain: SessionPain) -> None:
        """On the axis when the morning was free of pain."""
        if pain.morning is not None:
            y = self.rows - math.ceil(self._level(pain.morning))
            sheet.put(x, y, MORNING.shown(self._ascii), Paint.PLAIN)

    def _limit_line(self, sheet: Sheet, end: int) -> None:
        """Behind everything else, and as far as the sessions go."""
        y = self.rows - math.ceil(self._level(self.limit))
        for x in range(GUTTER, min(sheet.width, end + WIDEST)):
            if sheet.is_blank(x, y):
                sheet.put(x, y, LIMIT.shown(self._ascii), Paint.AXIS)

    def _figures(self, sheet: Sheet, slot: int, shown: Sequence[SessionPain], *, flared: bool) -> None:
        first = self.rows + 2
        for offset, name in enumerate(("before", "worst", "after", "morning")):
            sheet.put(0, first + offset, name, Paint.LABEL)
            for number, pain in enumerate(shown):
                value: int | None = getattr(pain, name)
                text = (
                    NOT_GIVEN.shown(self._ascii) if value is None else "X" if value == TOP and slot <= 2 else f"{value}"
                )
                paint = Paint.OVER if name == "worst" and value is not None and value > self.limit else Paint.PLAIN
                sheet.put(GUTTER + number * slot, first + offset, text, paint)
        if flared:
            sheet.put(0, first + 4, "flare-up", Paint.LABEL)
            for number, pain in enumerate(shown):
                if pain.flared:
                    sheet.put(GUTTER + number * slot, first + 4, FLARE.shown(self._ascii), Paint.OVER)

    def _legend(self, slot: int, shown: Sequence[SessionPain]) -> list[LegendEntry]:
        ten = any(TOP in (pain.before, pain.worst, pain.after, pain.morning) for pain in shown)
        left_out = len(self.pains) - len(shown)
        return [
            LegendEntry(BEFORE.shown(self._ascii), Paint.QUIET, "pain before"),
            LegendEntry(RISE.shown(self._ascii), Paint.MARK, "rise to the worst"),
            *([LegendEntry(MORNING.shown(self._ascii), Paint.PLAIN, "next morning")] if slot > 1 else []),
            LegendEntry(LIMIT.shown(self._ascii), Paint.AXIS, f"acceptable up to {self.limit}"),
            *([LegendEntry("X", Paint.PLAIN, "10")] if ten and slot <= 2 else []),
            *([LegendEntry("+", Paint.PLAIN, f"{left_out} earlier sessions, not shown")] if left_out else []),
        ]
