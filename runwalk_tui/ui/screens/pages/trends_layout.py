"""How many rows each chart of the page of trends gets on a screen of some size."""

from __future__ import annotations

from dataclasses import dataclass

TWO_FROM, THREE_FROM = 100, 180
"""Columns of the terminal from which on charts are side by side."""
AROUND_LEFT = 15
"""Rows that pain and stage take besides their charts, the top and the keys included."""
HALF, FULL, DOUBLE = 5, 10, 20
"""Rows of the pain chart: half a row for each pain, one, or two."""
MOST_STAGES = 13
"""Rows of the stages: one for each of the programme that ships."""
MOST_MINUTES = 16
"""Rows of the minutes: higher bars would say no more, and leave what is next to them far below."""
FLAT = 20
"""Lines of the terminal below which only half the rows are spent on pain."""
UPRIGHT_FROM = 50
"""Lines of the terminal from which on a column has room for a row for each week of half a year."""


@dataclass(frozen=True, slots=True)
class ChartRows:
    """Rows of the charts, without their axes."""

    pain: int
    stage: int
    """At most; where fewer stages were run there are fewer."""
    minutes: int
    upright_days: bool
    """The calendar has a row for each week."""
    calendar_weeks: int = 26
    """Weeks of the calendar at most."""


def rows_for(width: int, height: int) -> ChartRows:
    """The rows on a terminal of so many columns and lines."""
    if height < FLAT:
        return ChartRows(HALF, 6, 4, upright_days=False)
    if width < TWO_FROM:
        return ChartRows(FULL, MOST_STAGES if height >= 30 else 10, 5, upright_days=False)
    left = height - AROUND_LEFT
    pain = DOUBLE if left >= DOUBLE + MOST_STAGES else FULL
    stage = max(6, left - pain)
    if width < THREE_FROM:
        return ChartRows(pain, stage, max(4, min(12, height - 36)), upright_days=False)
    return ChartRows(
        pain,
        min(2 * MOST_STAGES, stage),
        max(4, min(MOST_MINUTES, height - 30)),
        height >= UPRIGHT_FROM,
        max(26, min(40, height - 20)),
    )
