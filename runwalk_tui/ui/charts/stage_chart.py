"""The way through the stages as a staircase over the days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from textual.reactive import reactive

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.rule.trends import StageStep, spans_years
from runwalk_tui.ui.charts.chart import Chart, LegendEntry, Paint, Sheet, legend_rows, put_days, put_legend
from runwalk_tui.ui.theme.icons import Icon

GUTTER = 9
"""Cells on the left for the ids of the stages."""
FEWEST, MOST = 4, 13
"""Rows; where more stages than that were run, a row stands for several."""
LEAST_DAYS = 14
"""Days that the axis shows at least, so that a beginning does not look like a course."""
ACROSS, UPRIGHT, CORNER = Icon("─", "-"), Icon("│", "|"), Icon("└", "+")
LEVEL, RISER = Icon("━", "="), Icon("┃", "|")
STILL = Icon("╌", ".")
SESSION = Icon("●", "o")
TURNS = {"up from": Icon("┛", "+"), "up to": Icon("┏", "+"), "down from": Icon("┓", "+"), "down to": Icon("┗", "+")}


@dataclass(frozen=True, slots=True)
class Scale:
    """How stages become rows."""

    lowest: int
    """Position in the table of the stage at the bottom."""
    levels: int
    """Stages, or groups of them, one above the other."""
    each: int
    """Stages in a group, at least 1."""
    spread: int
    """Rows of a level, at least 1."""

    @property
    def rows(self) -> int:
        """Rows in all."""
        return self.levels * self.spread

    def y(self, position: int) -> int:
        """The row of a stage, counted from the top."""
        return self.rows - 1 - (position - self.lowest) // self.each * self.spread


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a step stands on the sheet."""

    x: int
    y: int
    session: bool


class StageChart(Chart):
    """Days from left to right, stages from the bottom up."""

    table: reactive[StageTable | None] = reactive(None, init=False)
    steps: reactive[tuple[StageStep, ...]] = reactive((), init=False)
    today: reactive[date] = reactive(date.min, init=False)
    roomy: reactive[bool] = reactive(True, init=False)
    """A stage gets two rows where there are few stages."""

    def watch_table(self) -> None:
        self.redraw()

    def watch_steps(self) -> None:
        self.redraw()

    def watch_today(self) -> None:
        self.redraw()

    def watch_roomy(self) -> None:
        self.redraw()

    def draw(self, width: int) -> Sheet:
        if self.table is None or not self.steps:
            return Sheet(width, 0)
        across = max(1, width - GUTTER)
        scale = self._scale(self.table)
        first, newest = self.steps[0].day, self.steps[-1]
        end = max(self.today, newest.day)
        days = max(LEAST_DAYS, (end - first).days)
        legend = legend_rows(self._legend(), width)
        sheet = Sheet(width, scale.rows + 2 + len(legend))
        self._axes(sheet, scale, self.table)

        def column(day: date) -> int:
            return GUTTER + (day - first).days * (across - 1) // days

        self._stairs(sheet, [Mark(column(step.day), scale.y(step.position), step.session) for step in self.steps])
        for x in range(column(newest.day) + 1, column(end) + 1):
            sheet.put(x, scale.y(newest.position), STILL.shown(self._ascii), Paint.QUIET)
        self._days(sheet, scale.rows + 1, first, days, across)
        put_legend(sheet, scale.rows + 2, legend)
        return sheet

    def _scale(self, table: StageTable) -> Scale:
        """From the lowest stage that was run to the one above the highest."""
        positions = [step.position for step in self.steps]
        highest = min(len(table.stages) - 1, max(max(positions) + 1, min(positions) + FEWEST - 1))
        lowest = max(0, min(*positions, highest - FEWEST + 1))
        stages = highest - lowest + 1
        if self.roomy and stages * 2 <= MOST:
            return Scale(lowest, stages, 1, 2)
        each = -(-stages // MOST)
        return Scale(lowest, -(-stages // each), each, 1)

    def _axes(self, sheet: Sheet, scale: Scale, table: StageTable) -> None:
        for position in range(scale.lowest, scale.lowest + scale.levels * scale.each, scale.each):
            name = table.stages[position].id[: GUTTER - 2]
            sheet.put(0, scale.y(position), f"{name:>{GUTTER - 2}}", Paint.LABEL)
        for y in range(scale.rows):
            sheet.put(GUTTER - 1, y, UPRIGHT.shown(self._ascii), Paint.AXIS)
        line = ACROSS.shown(self._ascii) * (sheet.width - GUTTER)
        sheet.put(GUTTER - 1, scale.rows, CORNER.shown(self._ascii) + line, Paint.AXIS)

    def _stairs(self, sheet: Sheet, marks: list[Mark]) -> None:
        """Lines first and marks on top, so that no session is hidden by a step."""
        for here, there in pairwise(marks):
            sheet.put(here.x + 1, here.y, LEVEL.shown(self._ascii) * (there.x - here.x), Paint.MARK)
            if there.y != here.y:
                way = "up" if there.y < here.y else "down"
                sheet.put(there.x, here.y, TURNS[f"{way} from"].shown(self._ascii), Paint.MARK)
                sheet.put(there.x, there.y, TURNS[f"{way} to"].shown(self._ascii), Paint.MARK)
                for between in range(min(here.y, there.y) + 1, max(here.y, there.y)):
                    sheet.put(there.x, between, RISER.shown(self._ascii), Paint.MARK)
        for mark in marks[:1]:
            sheet.put(mark.x, mark.y, LEVEL.shown(self._ascii), Paint.MARK)
        for mark in marks:
            if mark.session:
                sheet.put(mark.x, mark.y, SESSION.shown(self._ascii), Paint.PLAIN)

    def _days(self, sheet: Sheet, y: int, first: date, days: int, across: int) -> None:
        """Dates at even steps of whole weeks, or of days where a week is wide."""
        year = spans_years((first, first + timedelta(days=days)))
        step = max(1, -(-days * 11 // across))
        step = -(-step // 7) * 7 if step > 3 else step
        marks = [(GUTTER + day * (across - 1) // days, first + timedelta(days=day)) for day in range(0, days + 1, step)]
        put_days(sheet, y, marks, year=year)

    def _legend(self) -> list[LegendEntry]:
        return [
            LegendEntry(SESSION.shown(self._ascii), Paint.PLAIN, "a session"),
            LegendEntry(STILL.shown(self._ascii), Paint.QUIET, "no session since"),
        ]
