"""The chart of the four pains above the minutes of the same sessions, as a drawing.

Nothing is told by colour alone: what a mark means is its shape, and the limit is dashed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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
from runwalk_tui.exports.report.drawing import Bar, Drawing, Label, Line, Mark, Point, Shape, broken_path
from runwalk_tui.review.dates import short_day
from runwalk_tui.review.report.rows import RESPONSES
from runwalk_tui.review.trends.course import SessionPain
from runwalk_tui.review.trends.week_axis import WeekSpan
from runwalk_tui.rule.response import Response

TOP = 8.0
"""Above the first strip."""
STRIP, BETWEEN = 23.0, 9.0
"""Height of the strip of one pain, and the gap between two."""
MINUTES = 25.0
"""Height of the strip with the minutes."""
HIGHEST_PAIN = 10
LEAST_MINUTES = 10.0
"""Minutes that the strip is high at least, so that a few do not look like many."""
BREAK = 14
"""Days between two sessions from which on no line leads from one to the other."""
SMALL_DROP = 3.0
"""How far a label is below the line that it names."""
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
    of_what: str,
    width: float = WIDE,
) -> Drawing:
    """The four pains, a strip each, above the minutes of running or walking (`of_what`) of the same sessions.

    The strips share the days, so that what rises can be seen next to what was run. The strip of the worst pain has
    the limit that the rule accepts (`acceptable`, 0 to 10) and the shapes of flare-ups and warning signs.
    """
    days = Days(span, GUTTER, width - EDGE)
    tops = [TOP + number * (STRIP + BETWEEN) for number in range(len(PAINS))]
    bottom = TOP + len(PAINS) * (STRIP + BETWEEN) + MINUTES
    most = max([LEAST_MINUTES, *minutes])
    lines: list[Line] = [days.grid(TOP, bottom)]
    marks: list[Mark] = []
    labels: list[Label] = []
    for top, (name, of) in zip(tops, PAINS, strict=True):
        heights = [of(pain) for pain in pains]
        points = _points(pains, heights, days, top + STRIP)
        lines += _strip_lines(top, width, acceptable if name == WORST else None)
        lines.append(Line(broken_path(_apart(pains, points)), "course"))
        marks += _pain_marks(name, pains, points, heights, marked=has_room(pains, width))
        labels += _strip_labels(name, top)
    lines.append(level(GUTTER, width - EDGE, bottom, "axis"))
    labels += _minute_labels(bottom, most)
    return Drawing(
        name=name_of("pain", width),
        width=width,
        height=bottom + DATES,
        title=f"Pain before, during, after and on the next morning, with the minutes of {of_what}",
        description=f"Four marks for each session, and a bar for its minutes; {IN_THE_TABLE}",
        lines=tuple(lines),
        bars=tuple(_minute_bars(pains, minutes, days, bottom, MINUTES / most, of_what)),
        marks=tuple(marks),
        labels=(*labels, *days.labels(bottom + DATES - 4)),
    )


def _points(
    pains: Sequence[SessionPain], heights: Sequence[int | None], days: Days, bottom: float
) -> list[Point | None]:
    """Where each answer is in a strip; None where it was not given."""
    return [
        None if height is None else (days.x(pain.day), _up(height, bottom))
        for pain, height in zip(pains, heights, strict=True)
    ]


def _strip_lines(top: float, width: float, limit: int | None) -> Iterator[Line]:
    """The two ends of the scale, 0 and 10, and the most that is accepted, where there is such a limit."""
    bottom = top + STRIP
    yield level(GUTTER, width - EDGE, bottom, "axis")
    yield level(GUTTER, width - EDGE, top, "grid")
    if limit is not None:
        yield level(GUTTER, width - EDGE, _up(limit, bottom), "limit")


def _strip_labels(name: str, top: float) -> Iterator[Label]:
    bottom = top + STRIP
    yield Label(0.0, (top + bottom) / 2 + SMALL_DROP, name, "start")
    yield Label(GUTTER - 5, top + 6, str(HIGHEST_PAIN), "end")
    yield Label(GUTTER - 5, bottom + 1, "0", "end")


def _minute_labels(bottom: float, most: float) -> Iterator[Label]:
    yield Label(0.0, bottom - 6, "minutes", "start")
    yield Label(GUTTER - 5, bottom - MINUTES + 8, f"{most:.0f}", "end")
    yield Label(GUTTER - 5, bottom + 1, "0", "end")


def _minute_bars(
    pains: Sequence[SessionPain], minutes: Sequence[float], days: Days, bottom: float, unit: float, of_what: str
) -> Iterator[Bar]:
    """A bar for each session; `unit` is the height of a minute."""
    width = max(1.2, min(9.0, days.of_a_day * 1.1))
    for pain, long in zip(pains, minutes, strict=True):
        says = f"{short_day(pain.day)}: {long:.0f} min of {of_what}"
        high = long * unit
        yield Bar(days.x(pain.day) - width / 2, bottom - high, width, high, hatched=False, says=says)


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
