"""The way through the stages as a staircase over the weeks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from textual.reactive import reactive

from runwalk_tui.programme.stage import MARK, StageTable
from runwalk_tui.review.trends.course import StageStep
from runwalk_tui.review.trends.sentences import BREAK_DAYS
from runwalk_tui.review.trends.week_axis import WeekAxis
from runwalk_tui.rule.response import Response
from runwalk_tui.ui.charts.chart import FLAG, FLARE, LegendEntry, Paint, Sheet
from runwalk_tui.ui.charts.weeks.week_chart import WeekChart
from runwalk_tui.ui.theme.icons import Icon

FEWEST = 4
"""Stages that are shown at least."""
MOST_SPREAD = 4
"""Rows of a stage at most."""
LEVEL, RISER = Icon("━", "="), Icon("┃", "|")
STILL = Icon("╌", ".")
SESSION = Icon("●", "o")
TROUBLE: dict[Response | None, tuple[Icon, Paint, str]] = {
    Response.FLARE: (FLARE, Paint.SEVERE, "flare-up"),
    Response.STOP: (FLAG, Paint.SEVERE, "warning sign"),
}
"""Sessions that are marked whatever the width."""
SESSIONS_FROM = 7
"""Cells of a week from which on each session has a dot."""
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


class StageChart(WeekChart):
    """Stages from the bottom up; no more rows than there is room for, and no more than the stages need."""

    table: reactive[StageTable | None] = reactive(None, init=False)
    steps: reactive[tuple[StageStep, ...]] = reactive((), init=False)

    def watch_table(self) -> None:
        self.redraw()

    def watch_steps(self) -> None:
        self.redraw()

    def height(self) -> int:
        shown = self._shown()
        return self._scale(shown).rows if shown and self.table is not None else 1

    def _shown(self) -> list[StageStep]:
        """The steps in the weeks that are shown, after the last one before them."""
        span = self.span
        if span is None:
            return []
        earlier = [step for step in self.steps if step.day < span.first]
        return [*earlier[-1:], *(step for step in self.steps if span.holds(step.day))]

    def _scale(self, shown: Sequence[StageStep]) -> Scale:
        """From the lowest stage that was run to the one above the highest."""
        assert self.table is not None
        positions = [step.position for step in shown]
        highest = min(len(self.table.stages) - 1, max(max(positions) + 1, min(positions) + FEWEST - 1))
        lowest = max(0, min(*positions, highest - FEWEST + 1))
        stages = highest - lowest + 1
        if stages <= self.rows:
            return Scale(lowest, stages, 1, min(MOST_SPREAD, self.rows // stages))
        each = -(-stages // max(1, self.rows))
        return Scale(lowest, -(-stages // each), each, 1)

    def draw_weeks(self, sheet: Sheet, axis: WeekAxis, rows: int) -> None:
        shown, table = self._shown(), self.table
        if not shown or table is None or self.span is None:
            return
        scale = self._scale(shown)
        for position in range(scale.lowest, scale.lowest + scale.levels * scale.each, scale.each):
            self.put_label(sheet, scale.y(position), table.stages[position].marked_id)
        points = [(axis.x_of(step.day) or 0, step) for step in shown]
        for (x, step), (later_x, later) in pairwise(points):
            self._level(sheet, x, later_x, scale.y(step.position), still=(later.day - step.day).days > BREAK_DAYS)
            self._rise(sheet, later_x, scale.y(step.position), scale.y(later.position), flat=x == later_x)
        x, last = points[-1]
        end = axis.x_of(self.span.today)
        if end is not None:
            since = self.span.today - last.day
            self._level(sheet, x, end, scale.y(last.position), still=since > timedelta(days=BREAK_DAYS))
        self._marks(sheet, axis, scale, points)

    def _level(self, sheet: Sheet, start: int, end: int, y: int, *, still: bool) -> None:
        """A line at one stage, a thin one through a long time without a session."""
        icon, paint = (STILL, Paint.QUIET) if still else (LEVEL, Paint.MARK)
        for x in range(start + 1, end + 1):
            sheet.put(self.indent + x, y, icon.shown(self._ascii), paint)
        if sheet.is_blank(self.indent + start, y):
            sheet.put(self.indent + start, y, LEVEL.shown(self._ascii), Paint.MARK)

    def _rise(self, sheet: Sheet, x: int, here: int, there: int, *, flat: bool) -> None:
        """The line from one stage to another in one cell."""
        if here == there:
            return
        way = "up" if there < here else "down"
        column = self.indent + x
        ends = (RISER, RISER) if flat else (TURNS[f"{way} from"], TURNS[f"{way} to"])
        sheet.put(column, here, ends[0].shown(self._ascii), Paint.MARK)
        for between in range(min(here, there) + 1, max(here, there)):
            sheet.put(column, between, RISER.shown(self._ascii), Paint.MARK)
        sheet.put(column, there, ends[1].shown(self._ascii), Paint.MARK)

    def _marks(self, sheet: Sheet, axis: WeekAxis, scale: Scale, points: Sequence[tuple[int, StageStep]]) -> None:
        """Flare-ups and warning signs on top of everything, and each session where weeks are wide."""
        dotted = axis.each == 1 and axis.cells >= SESSIONS_FROM
        for x, step in points:
            if self.span is None or not step.session or not self.span.holds(step.day):
                continue
            if step.response in TROUBLE:
                icon, paint, _ = TROUBLE[step.response]
                sheet.put(self.indent + x, scale.y(step.position), icon.shown(self._ascii), paint)
            elif dotted:
                sheet.put(self.indent + x, scale.y(step.position), SESSION.shown(self._ascii), Paint.PLAIN)

    def legend(self, axis: WeekAxis) -> list[LegendEntry]:
        shown, table = self._shown(), self.table
        if not shown or table is None or self.span is None:
            return []
        scale = self._scale(shown)
        stages = table.stages[scale.lowest : scale.lowest + scale.levels * scale.each]
        days = [step.day for step in shown] + [self.span.today]
        had_break = any((later - day).days > BREAK_DAYS for day, later in pairwise(days))
        responses = {step.response for step in shown if self.span.holds(step.day)}
        dotted = axis.each == 1 and axis.cells >= SESSIONS_FROM
        ours = any(stage.is_ours for stage in stages)
        return [
            *([LegendEntry(SESSION.shown(self._ascii), Paint.PLAIN, "session")] if dotted else []),
            *(
                LegendEntry(icon.shown(self._ascii), paint, words)
                for response, (icon, paint, words) in TROUBLE.items()
                if response in responses
            ),
            *([LegendEntry(STILL.shown(self._ascii), Paint.QUIET, "break")] if had_break else []),
            *([LegendEntry(MARK, Paint.LABEL, "our own")] if ours else []),
        ]
