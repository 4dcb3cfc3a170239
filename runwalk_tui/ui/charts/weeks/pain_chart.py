"""The pain around each session, day by day over the weeks, in the zones of the rule."""

from __future__ import annotations

import math
from collections.abc import Iterator

from textual.reactive import reactive

from runwalk_tui.programme.stage import Policy
from runwalk_tui.review.trends.course import SessionPain
from runwalk_tui.review.trends.week_axis import WeekAxis
from runwalk_tui.ui.charts.chart import FLAG, FLARE, Ground, LegendEntry, Paint, Sheet
from runwalk_tui.ui.charts.weeks.week_chart import WeekChart
from runwalk_tui.ui.theme.icons import Icon

TOP = 10
BEFORE, RISE, HALF, NOUGHT = Icon("▒", ":"), Icon("█", "#"), Icon("▄", "."), Icon("▁", "_")
MORNING = Icon("◆", "o")
EDGE = Icon("╌", "-")
MORNING_FROM = 12
"""Cells of a week from which on there is room for the next morning after each bar."""
BROAD_FROM = 14
"""Cells of a week from which on a bar is two cells wide."""
MERGED_FROM = 2.0
"""Days of a cell from which on it is said that a bar may be several sessions."""


class PainChart(WeekChart):
    """A bar for each session; of several in one cell the worst is shown."""

    pains: reactive[tuple[SessionPain, ...]] = reactive((), init=False)
    policy: reactive[Policy] = reactive(Policy(), init=False)

    def watch_pains(self) -> None:
        self.redraw()

    def watch_policy(self) -> None:
        self.redraw()

    def height(self) -> int:
        """One row more where there is a mark above a bar of ten."""
        if self.span is None:
            return self.rows
        marked = (pain for pain in self.pains if (pain.flared or pain.flagged) and self.span.holds(pain.day))
        return self.rows + any(math.ceil(_height(pain) * self.rows / TOP) == self.rows for pain in marked)

    def draw_weeks(self, sheet: Sheet, axis: WeekAxis, rows: int) -> None:
        self._zones(sheet, rows)
        wide = 2 if self._broad(axis) else 1
        shown = dict(self._by_cell(axis))
        for x, pain in shown.items():
            self._bar(sheet, self.indent + x, wide, rows, pain, figured=self._has_mornings(axis) and self.rows >= TOP)
        if self._has_mornings(axis):
            for x, pain in shown.items():
                self._morning(sheet, self.indent + x + wide, rows, pain)
        self._name_zones(sheet, rows)

    def _by_cell(self, axis: WeekAxis) -> Iterator[tuple[int, SessionPain]]:
        """The worst session of each cell that has one, from left to right."""
        worst: dict[int, SessionPain] = {}
        for pain in self.pains:
            x = axis.x_of(pain.day)
            if x is not None and (x not in worst or _height(pain) >= _height(worst[x])):
                worst[x] = pain
        yield from sorted(worst.items())

    def _broad(self, axis: WeekAxis) -> bool:
        return axis.each == 1 and axis.cells >= BROAD_FROM

    def _has_mornings(self, axis: WeekAxis) -> bool:
        return axis.each == 1 and axis.cells >= MORNING_FROM

    def _zones(self, sheet: Sheet, rows: int) -> None:
        """The bands, their edges and the scale."""
        policy = self.policy
        acceptable, severe = policy.acceptable_pain, policy.severe_pain
        for row in range(1, rows + 1):
            highest = row * TOP / self.rows
            if highest >= severe:
                sheet.lay(self.indent, rows - row, Ground.SEVERE)
            elif highest > acceptable + 1 or (highest > acceptable and self.rows >= TOP):
                sheet.lay(self.indent, rows - row, Ground.ABOVE)
        for value in (0, acceptable, severe, TOP):
            self.put_label(sheet, rows - math.ceil(value * self.rows / TOP), f"{value}")
        for edge in (acceptable, severe - 1):
            y = rows - math.ceil(edge * self.rows / TOP)
            sheet.put(self.indent, y, EDGE.shown(self._ascii) * (sheet.width - self.indent), Paint.AXIS)

    def _name_zones(self, sheet: Sheet, rows: int) -> None:
        """Each zone's name in it, where no bar is: on the right if it can be."""
        acceptable, severe = self.policy.acceptable_pain, self.policy.severe_pain
        zones = (
            (("severe",), severe, TOP),
            ((f"above {acceptable}", "above"), acceptable + 1, severe - 1),
            (("fine",), 1, acceptable),
        )
        for names, low, high in zones:
            heights = range(math.ceil(high * self.rows / TOP), math.ceil(low * self.rows / TOP) - 1, -1)
            places = [(f" {name} ", rows - height) for name in names for height in heights]
            found = [(x, y, text) for text, y in places if (x := self._free_place(sheet, y, len(text))) is not None]
            at_edge = [place for place in found if place[0] + len(place[2]) == sheet.width]
            for x, y, text in (at_edge or found)[:1]:
                sheet.put(x, y, text, Paint.LABEL)

    def _free_place(self, sheet: Sheet, y: int, cells: int) -> int | None:
        """Where so many cells of a row show no bar, as far to the right as possible."""
        for x in range(sheet.width - cells, self.indent - 1, -1):
            if all(sheet.is_blank(each, y) or sheet.paint(each, y) is Paint.AXIS for each in range(x, x + cells)):
                return x
        return None

    def _bar(self, sheet: Sheet, x: int, wide: int, rows: int, pain: SessionPain, *, figured: bool) -> None:
        top = pain.before if pain.worst is None else pain.worst
        if top is None:
            return
        high, began = top * self.rows / TOP, min(top, pain.before or 0) * self.rows / TOP
        for row in range(1, math.ceil(high) + 1):
            icon = HALF if row > high else BEFORE if row <= began else RISE
            value = min(top, math.ceil(row * TOP / self.rows))
            if value >= self.policy.severe_pain:
                paint = Paint.SEVERE
            elif value > self.policy.acceptable_pain:
                paint = Paint.OVER
            else:
                paint = Paint.QUIET if icon is BEFORE or began >= high else Paint.MARK
            sheet.put(x, rows - row, icon.shown(self._ascii) * wide, paint)
        if top == 0:
            sheet.put(x, rows - 1, NOUGHT.shown(self._ascii) * wide, Paint.MARK)
        above = max(0, rows - 1 - max(1, math.ceil(high)))
        if pain.flagged:
            sheet.put(x, above, FLAG.shown(self._ascii), Paint.SEVERE)
        elif pain.flared:
            sheet.put(x, above, FLARE.shown(self._ascii), Paint.SEVERE)
        if figured and pain.worst is not None:
            marked = pain.flagged or pain.flared
            sheet.put(x + marked, above, f"{pain.worst}", Paint.SEVERE if marked else Paint.PLAIN)

    def _morning(self, sheet: Sheet, x: int, rows: int, pain: SessionPain) -> None:
        """On the axis when the morning was free of pain."""
        if pain.morning is not None and x < sheet.width:
            y = rows - math.ceil(pain.morning * self.rows / TOP)
            if sheet.is_blank(x, y) or sheet.paint(x, y) is Paint.AXIS:
                sheet.put(x, y, MORNING.shown(self._ascii), Paint.PLAIN)

    def legend(self, axis: WeekAxis) -> list[LegendEntry]:
        shown = [pain for _, pain in self._by_cell(axis)]
        merged = axis.days_of_a_cell > MERGED_FROM
        flared, flagged = any(pain.flared for pain in shown), any(pain.flagged for pain in shown)
        return [
            LegendEntry(BEFORE.shown(self._ascii), Paint.QUIET, "before"),
            LegendEntry(RISE.shown(self._ascii), Paint.MARK, "worst"),
            *([LegendEntry(FLARE.shown(self._ascii), Paint.SEVERE, "flare-up")] if flared else []),
            *([LegendEntry(FLAG.shown(self._ascii), Paint.SEVERE, "warning sign")] if flagged else []),
            *(
                [LegendEntry(MORNING.shown(self._ascii), Paint.PLAIN, "next morning")]
                if self._has_mornings(axis)
                else []
            ),
            *([LegendEntry("a", Paint.LABEL, f"bar is the worst of {_days(axis)} days")] if merged else []),
        ]


def _height(pain: SessionPain) -> int:
    """How high a bar is, -1 without a figure."""
    top = pain.before if pain.worst is None else pain.worst
    return -1 if top is None else top


def _days(axis: WeekAxis) -> str:
    """The days of a cell, as a range where cells differ by one."""
    days = axis.days_of_a_cell
    return f"{round(days)}" if days == round(days) else f"{int(days)} or {int(days) + 1}"
