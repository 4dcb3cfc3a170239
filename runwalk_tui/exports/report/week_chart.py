"""The chart of sessions and walks in each week, as a drawing. Walks are hatched, what is planned is dashed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from runwalk_tui.exports.report.axis import DATES, HALF, Days, level
from runwalk_tui.exports.report.drawing import Bar, Drawing, Label
from runwalk_tui.review.dates import short_day
from runwalk_tui.review.trends.week_axis import WeekSpan
from runwalk_tui.review.trends.week_figures import Week
from runwalk_tui.rule.reasons import plural

LEFT, RIGHT = 20.0, HALF - 2
TOP, PLOT = 8.0, 56.0
BOTTOM = TOP + PLOT
LEAST = 3
"""Sessions that the plot is high at least."""


def week_chart(weeks: Sequence[Week], planned: int, span: WeekSpan) -> Drawing:
    """Sessions and walks of each week next to one another, and how many sessions are planned."""
    days = Days(span, LEFT, RIGHT)
    most = max([planned, LEAST, *(max(week.sessions, week.walks) for week in weeks)])
    unit = PLOT / most
    return Drawing(
        name="weeks",
        width=HALF,
        height=BOTTOM + DATES,
        title="Sessions and walks in each week",
        description=_in_words(weeks),
        lines=(
            days.grid(TOP, BOTTOM),
            level(LEFT, RIGHT, BOTTOM, "axis"),
            level(LEFT, RIGHT, BOTTOM - planned * unit, "limit"),
        ),
        bars=tuple(_bars(weeks, days, unit)),
        marks=(),
        labels=(
            Label(LEFT - 5, BOTTOM + 1, "0", "end"),
            Label(LEFT - 5, TOP + 6, str(most), "end"),
            *days.labels(BOTTOM + DATES - 4),
        ),
    )


def _bars(weeks: Sequence[Week], days: Days, unit: float) -> Iterator[Bar]:
    """A bar for the sessions of each week and one for its walks; `unit` is the height of one."""
    week_width = 7 * days.of_a_day
    width = week_width * 0.38
    for week in weeks:
        x = days.start(week.first_day) + week_width * 0.12
        for count, what, hatched in ((week.sessions, "session", False), (week.walks, "walk", True)):
            if count:
                says = f"week of {short_day(week.first_day)}: {plural(count, what)}"
                yield Bar(x, BOTTOM - count * unit, width, count * unit, hatched, says)
            x += width


def _in_words(weeks: Sequence[Week]) -> str:
    """Each week with its sessions and walks: there is no table of them."""
    told = [
        f"{short_day(week.first_day)}: {plural(week.sessions, 'session')}, {plural(week.walks, 'walk')}"
        for week in weeks
    ]
    return f"Weeks from {'; '.join(told)}." if told else "No weeks yet."
