"""The chart of the way through the stages, as a drawing. What a mark means is its shape."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from runwalk_tui.exports.report.axis import (
    DATES,
    EDGE,
    GUTTER,
    IN_THE_TABLE,
    WIDE,
    Days,
    has_room,
    level,
    name_of,
)
from runwalk_tui.exports.report.drawing import Drawing, Label, Line, Mark, Point, Shape, path
from runwalk_tui.review.dates import short_day
from runwalk_tui.review.report.rows import RESPONSES
from runwalk_tui.review.trends.course import StageStep
from runwalk_tui.review.trends.week_axis import WeekSpan
from runwalk_tui.rule.response import Response

TOP = 10.0
"""Above the highest stage."""
STAGE_ROW, LEAST_ROW = 15.0, 13.0
"""Height of a stage's row, and the least at which each has its name."""
TALLEST = 190.0
"""Height of the plot of stages at most."""
LONGEST_ID = 8
"""Characters of a stage's id that there is room for next to the chart."""
MARK_OF = {Response.FLARE: Shape.UP, Response.STOP: Shape.SQUARE, Response.UNSETTLED: Shape.RING}


class _Rows:
    """How high each stage is: a row each, from the lowest that was done to the highest."""

    def __init__(self, steps: Sequence[StageStep]) -> None:
        places = [step.position for step in steps]
        self.low, self.high = min(places), max(places)
        count = self.high - self.low + 1
        self.row = min(STAGE_ROW, TALLEST / count)
        self.bottom = TOP + self.row * count

    def y(self, position: int) -> float:
        """The middle of the row of a stage."""
        return self.bottom - (position - self.low + 0.5) * self.row


def stage_chart(
    steps: Sequence[StageStep], names: Sequence[str], span: WeekSpan, width: float = WIDE
) -> Drawing | None:
    """The way through the stages, each session a mark by how the back responded; None when there were none.

    `names` are those of all stages of the programme, in their order.
    """
    if not steps:
        return None
    rows, days = _Rows(steps), Days(span, GUTTER, width - EDGE)
    course = _stairs([(days.x(step.day), rows.y(step.position)) for step in steps])
    return Drawing(
        name=name_of("stages", width),
        width=width,
        height=rows.bottom + DATES,
        title="Stage of each session",
        description=f"A mark for each session; {IN_THE_TABLE}",
        lines=(
            days.grid(TOP, rows.bottom),
            level(GUTTER, width - EDGE, rows.bottom, "axis"),
            Line(path(course), "course"),
        ),
        bars=(),
        marks=(
            *_marks_back(steps, names, rows, days),
            *_session_marks(steps, names, rows, days, marked=has_room(steps, width)),
        ),
        labels=(*_stage_labels(names, rows), *days.labels(rows.bottom + DATES - 4)),
    )


def _marks_back(steps: Sequence[StageStep], names: Sequence[str], rows: _Rows, days: Days) -> Iterator[Mark]:
    """A mark on each way down."""
    for one, two in pairwise(steps):
        if two.position < one.position:
            x = (days.x(one.day) + days.x(two.day)) / 2
            y = (rows.y(one.position) + rows.y(two.position)) / 2
            yield Mark(x, y, Shape.DOWN, f"{short_day(two.day)}: back to stage {names[two.position]}")


def _session_marks(
    steps: Sequence[StageStep], names: Sequence[str], rows: _Rows, days: Days, *, marked: bool
) -> Iterator[Mark]:
    """A mark for each session and starting stage; without room (`marked`) only for those that a reader looks for."""
    for step in steps:
        shape = MARK_OF.get(step.response, Shape.DOT) if step.response else Shape.DIAMOND
        if marked or shape is not Shape.DOT:
            told = RESPONSES[step.response] if step.response else "starting stage"
            says = f"{short_day(step.day)}: stage {names[step.position]}, {told}"
            yield Mark(days.x(step.day), rows.y(step.position), shape, says)


def _stage_labels(names: Sequence[str], rows: _Rows) -> Iterator[Label]:
    """The names of the stages, as many as there is room for."""
    every = max(1, -(-int(LEAST_ROW * 100) // int(rows.row * 100)))
    for position in range(rows.low, rows.high + 1, every):
        yield Label(GUTTER - 9, rows.y(position) + 4, _short_id(names[position]), "end")


def _stairs(points: Sequence[Point]) -> list[Point]:
    """Level from one session to halfway to the next, then up or down: nobody knows the day of the change better."""
    stairs = list(points[:1])
    for (x, y), (next_x, next_y) in pairwise(points):
        middle = (x + next_x) / 2
        stairs += [(middle, y), (middle, next_y), (next_x, next_y)]
    return stairs


def _short_id(marked_id: str) -> str:
    return marked_id if len(marked_id) <= LONGEST_ID else f"{marked_id[: LONGEST_ID - 1]}…"
