"""The days along the foot of a chart, and the sizes that the charts share.

Sizes are those of the printed page, where 680 units are the 180 mm between the margins of A4.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from runwalk_tui.exports.report.drawing import Label, Line, path
from runwalk_tui.review.dates import short_day
from runwalk_tui.review.trends.week_axis import WEEK, WeekSpan

WIDE, HALF = 680.0, 330.0
"""Widths of a chart that fills a line of the page, and of one that fills half of it or the screen of a phone."""
GUTTER, EDGE = 70.0, 8.0
"""Left of the plot, for its words, and right of it."""
DATES = 18.0
"""Below the plot, for the dates."""
DATE_ROOM = 46.0
"""Units that a date below the axis needs."""
NARROW_DAYS = 4.0
"""Units of a session below which its mark would touch the next and only the line is drawn."""
IN_THE_TABLE = "the figures are in the table “Every session”."
"""The end of what a screen reader says of a chart: the sentence above it has been read by then."""


class Days:
    """Where a day is between the two ends of a plot."""

    def __init__(self, span: WeekSpan, left: float, right: float) -> None:
        self._span, self._left, self._right = span, left, right
        self.of_a_day = (right - left) / (7 * span.count)

    def x(self, day: date) -> float:
        """The middle of a day; at the edge for one outside, such as a starting stage that was set the day before."""
        x = self._left + ((day - self._span.first).days + 0.5) * self.of_a_day
        return min(max(x, self._left), self._right)

    def start(self, day: date) -> float:
        """Where a day begins."""
        return self._left + (day - self._span.first).days * self.of_a_day

    def labels(self, y: float) -> tuple[Label, ...]:
        """The dates of weeks, as many as there is room for."""
        span = self._span
        every = max(1, -(-int(DATE_ROOM / (7 * self.of_a_day) * 100) // 100))
        weeks = range(0, span.count, every)
        return tuple(
            Label(self.start(day), y, short_day(day), "start")
            for week in weeks
            for day in (span.first + WEEK * week,)
            if self.start(day) + DATE_ROOM * 0.7 <= self._right + EDGE
        )

    def grid(self, top: float, bottom: float) -> Line:
        """A thin line at the start of each week."""
        span = self._span
        every = 1 if span.count <= 26 else 4
        xs = (self.start(span.first + WEEK * week) for week in range(0, span.count + 1, every))
        return Line("".join(path([(x, top), (x, bottom)]) for x in xs), "grid")


def has_room(sessions: Sequence[object], width: float) -> bool:
    """Whether each of some sessions can have a mark in a chart of this width."""
    return len(sessions) * NARROW_DAYS <= width - EDGE - GUTTER


def level(left: float, right: float, y: float, kind: str) -> Line:
    """A level line."""
    return Line(path([(left, y), (right, y)]), kind)


def name_of(chart: str, width: float) -> str:
    """What a chart is called on the page: a narrow one for phones is another drawing."""
    return chart if width == WIDE else f"{chart}-narrow"
