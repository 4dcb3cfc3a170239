"""The charts of the page, as drawings: where each line, bar, mark and word is. A template writes them down as SVG.

Nothing is told by colour alone: what a mark means is its shape, walks are hatched, limits are dashed. Sizes are those
of the printed page, where 680 units are the 180 mm between the margins of A4.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from runwalk_tui.exports.report.drawing import Bar, Drawing, Label, Line, Mark, Point, Shape, broken_path, path
from runwalk_tui.review.report.letter import LetterStage
from runwalk_tui.review.report.rows import RESPONSES
from runwalk_tui.review.trends.course import SessionPain, StageStep
from runwalk_tui.review.trends.week_axis import WEEK, WeekSpan
from runwalk_tui.review.trends.week_figures import Week
from runwalk_tui.rule.reasons import MONTHS, plural
from runwalk_tui.rule.response import Response

WIDE, HALF = 680.0, 330.0
"""Widths of a chart that fills a line of the page, and of one that fills half of it or the screen of a phone."""
GUTTER, EDGE = 70.0, 8.0
"""Left of the plot, for its words, and right of it."""
DATES = 18.0
"""Below the plot, for the dates."""
DATE_ROOM = 46.0
"""Units that a date below the axis needs."""
STRIP, BETWEEN = 27.0, 10.0
"""Height of the strip of one pain, and the gap between two."""
MINUTES = 30.0
"""Height of the strip with the minutes of running."""
HIGHEST_PAIN = 10
BREAK = 14
"""Days between two sessions from which on no line leads from one to the other."""
SMALL_DROP = 3.0
"""How far a label is below the line that it names."""
STAGE_ROW, LEAST_ROW = 16.0, 13.0
"""Height of a stage's row, and the least at which each has its name."""
TALLEST = 190.0
"""Height of the plot of stages at most."""
WEEK_PLOT = 66.0
NARROW_DAYS = 4.0
"""Units of a session below which its mark would touch the next and only the line is drawn."""

MARK_OF = {Response.FLARE: Shape.UP, Response.STOP: Shape.SQUARE, Response.UNSETTLED: Shape.RING}


class _Days:
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
            Label(self.start(day), y, f"{day.day} {MONTHS[day.month - 1][:3]}", "start")
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


def short_day(day: date) -> str:
    """A day as a chart and a table name it: "5 Jan"."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


PAINS: tuple[tuple[str, Callable[[SessionPain], int | None]], ...] = (
    ("before", lambda pain: pain.before),
    ("worst", lambda pain: pain.worst),
    ("after", lambda pain: pain.after),
    ("morning", lambda pain: pain.morning),
)
WORST = "worst"


def pain_chart(
    pains: Sequence[SessionPain],
    minutes: Sequence[float],
    span: WeekSpan,
    acceptable: int,
    sentence: str,
    width: float = WIDE,
) -> Drawing:
    """The four pains, a strip each, above the minutes of running of the same sessions.

    The strips share the days, so that what rises can be seen next to what was run. The strip of the worst pain has
    the limit that the rule accepts (`acceptable`, 0 to 10) and the shapes of flare-ups and warning signs.
    """
    days = _Days(span, GUTTER, width - EDGE)
    marked = len(pains) * NARROW_DAYS <= width - EDGE - GUTTER
    lines: list[Line] = []
    marks: list[Mark] = []
    labels: list[Label] = []
    top = 8.0
    for name, of in PAINS:
        bottom = top + STRIP
        heights = [of(pain) for pain in pains]
        points = [
            None if pain is None else (days.x(each.day), _up(pain, bottom))
            for each, pain in zip(pains, heights, strict=True)
        ]
        lines.append(Line(path([(GUTTER, bottom), (width - EDGE, bottom)]), "axis"))
        lines.append(Line(path([(GUTTER, top), (width - EDGE, top)]), "grid"))
        if name == WORST:
            limit = _up(acceptable, bottom)
            lines.append(Line(path([(GUTTER, limit), (width - EDGE, limit)]), "limit"))
        lines.append(Line(broken_path(_apart(pains, points)), "course"))
        marks += _pain_marks(name, pains, points, heights, marked=marked)
        labels += [
            Label(0.0, (top + bottom) / 2 + SMALL_DROP, name, "start"),
            Label(GUTTER - 5, top + 6, str(HIGHEST_PAIN), "end"),
            Label(GUTTER - 5, bottom + 1, "0", "end"),
        ]
        top = bottom + BETWEEN
    most = max([10.0, *minutes])
    bottom = top + MINUTES
    bar = max(1.2, min(9.0, days.of_a_day * 1.1))
    bars = tuple(
        Bar(days.x(pain.day) - bar / 2, bottom - high, bar, high, hatched=False, says=says)
        for pain, run in zip(pains, minutes, strict=True)
        for high, says in ((run / most * MINUTES, f"{short_day(pain.day)}: {run:.0f} min of running"),)
    )
    lines.append(Line(path([(GUTTER, bottom), (width - EDGE, bottom)]), "axis"))
    labels += [
        Label(0.0, bottom - 6, "minutes", "start"),
        Label(GUTTER - 5, top + 8, f"{most:.0f}", "end"),
        Label(GUTTER - 5, bottom + 1, "0", "end"),
        *days.labels(bottom + DATES - 4),
    ]
    lines.insert(0, days.grid(8.0, bottom))
    title = "Pain before, during, after and on the next morning, with the minutes of running"
    return Drawing(
        _name("pain", width), width, bottom + DATES, title, sentence, tuple(lines), bars, tuple(marks), tuple(labels)
    )


def _up(pain: int, bottom: float) -> float:
    """The height of a pain of 0 to 10 in a strip that ends at `bottom`."""
    return bottom - pain / HIGHEST_PAIN * STRIP


def _apart(pains: Sequence[SessionPain], points: Sequence[Point | None]) -> list[Point | None]:
    """The points with a gap after each break: nobody knows the pain of days without a session."""
    apart: list[Point | None] = list(points[:1])
    for (one, two), point in zip(pairwise(pains), points[1:], strict=True):
        apart += [None, point] if (two.day - one.day).days >= BREAK else [point]
    return apart


def _pain_marks(
    name: str,
    pains: Sequence[SessionPain],
    points: Sequence[Point | None],
    heights: Sequence[int | None],
    *,
    marked: bool,
) -> list[Mark]:
    """A dot for each answer; of the worst pain a flare-up or a warning sign by its shape, however many there are."""
    marks = []
    for pain, point, height in zip(pains, points, heights, strict=True):
        special = name == WORST and (pain.flared or pain.flagged)
        if point is None or not (marked or special):
            continue
        shape = (Shape.SQUARE if pain.flagged else Shape.UP) if special else Shape.DOT
        told = f", {RESPONSES[Response.STOP if pain.flagged else Response.FLARE]}" if special else ""
        marks.append(Mark(*point, shape, f"{short_day(pain.day)}: {name} {height}{told}"))
    return marks


def stage_chart(
    steps: Sequence[StageStep],
    stages: Sequence[LetterStage],
    span: WeekSpan,
    sentence: str,
    width: float = WIDE,
) -> Drawing | None:
    """The way through the stages, each session a mark by how the back took it; None when there were none."""
    if not steps:
        return None
    low, high = min(step.position for step in steps), max(step.position for step in steps)
    rows = high - low + 1
    row = min(STAGE_ROW, TALLEST / rows)
    top, height = 10.0, row * rows
    bottom = top + height
    days = _Days(span, GUTTER, width - EDGE)

    def y(position: int) -> float:
        return bottom - (position - low + 0.5) * row

    lines = [days.grid(top, bottom), Line(path([(GUTTER, bottom), (width - EDGE, bottom)]), "axis")]
    lines.append(Line(path(_stairs([(days.x(step.day), y(step.position)) for step in steps])), "course"))
    marked = len(steps) * NARROW_DAYS <= width - EDGE - GUTTER
    marks = [
        Mark(
            (days.x(one.day) + days.x(two.day)) / 2,
            (y(one.position) + y(two.position)) / 2,
            Shape.DOWN,
            f"{short_day(two.day)}: back to stage {stages[two.position].marked_id}",
        )
        for one, two in pairwise(steps)
        if two.position < one.position
    ]
    for step in steps:
        shape = MARK_OF.get(step.response, Shape.DOT) if step.response else Shape.DIAMOND
        if marked or shape is not Shape.DOT:
            told = RESPONSES[step.response] if step.response else "starting stage"
            where = f"stage {stages[step.position].marked_id}"
            marks.append(Mark(days.x(step.day), y(step.position), shape, f"{short_day(step.day)}: {where}, {told}"))
    every = max(1, -(-int(LEAST_ROW * 100) // int(row * 100)))
    labels = [
        Label(GUTTER - 9, y(position) + 4, _short_id(stages[position].marked_id), "end")
        for position in range(low, high + 1, every)
    ]
    labels += days.labels(bottom + DATES - 4)
    return Drawing(
        _name("stages", width),
        width,
        bottom + DATES,
        "Stage of each session",
        sentence,
        tuple(lines),
        (),
        tuple(marks),
        tuple(labels),
    )


def _stairs(points: Sequence[Point]) -> list[Point]:
    """Level from one session to halfway to the next, then up or down: nobody knows the day of the change better."""
    stairs = list(points[:1])
    for (x, y), (next_x, next_y) in pairwise(points):
        middle = (x + next_x) / 2
        stairs += [(middle, y), (middle, next_y), (next_x, next_y)]
    return stairs


LONGEST_ID = 8
"""Characters of a stage's id that there is room for next to the chart."""


def _short_id(marked_id: str) -> str:
    return marked_id if len(marked_id) <= LONGEST_ID else f"{marked_id[: LONGEST_ID - 1]}…"


def _name(chart: str, width: float) -> str:
    """What a chart is called on the page: a narrow one for phones is another drawing."""
    return chart if width == WIDE else f"{chart}-narrow"


def week_chart(weeks: Sequence[Week], planned: int, span: WeekSpan, sentence: str) -> Drawing:
    """Sessions and walks of each week next to one another, and how many sessions are planned."""
    left, right = 20.0, HALF - 2
    top, bottom = 12.0, 12.0 + WEEK_PLOT
    days = _Days(span, left, right)
    most = max([planned, 3, *(max(week.sessions, week.walks) for week in weeks)])
    unit = WEEK_PLOT / most
    week_width = 7 * days.of_a_day
    bar = week_width * 0.38
    bars: list[Bar] = []
    labels = [Label(left - 5, bottom + 1, "0", "end"), Label(left - 5, top + 6, str(most), "end")]
    for week in weeks:
        x = days.start(week.first_day) + week_width * 0.12
        day = short_day(week.first_day)
        for count, what, hatched in ((week.sessions, "session", False), (week.walks, "walk", True)):
            if count:
                says = f"week of {day}: {plural(count, what)}"
                bars.append(Bar(x, bottom - count * unit, bar, count * unit, hatched, says))
            x += bar
    limit = bottom - planned * unit
    lines = [
        days.grid(top, bottom),
        Line(path([(left, bottom), (right, bottom)]), "axis"),
        Line(path([(left, limit), (right, limit)]), "limit"),
    ]
    labels += days.labels(bottom + DATES - 4)
    title = "Sessions and walks in each week"
    return Drawing("weeks", HALF, bottom + DATES, title, sentence, tuple(lines), tuple(bars), (), tuple(labels))


def printed_days(span: WeekSpan) -> tuple[date, date]:
    """The first and the last day that the page is about, none of them still to come."""
    return span.first, min(span.today, span.end - timedelta(days=1))
