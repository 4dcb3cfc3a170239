"""How many rows each chart of the page of trends gets on a screen of some size."""

from __future__ import annotations

from dataclasses import dataclass

TWO_FROM, THREE_FROM = 100, 180
"""Columns of the terminal from which on charts are side by side."""
AROUND_LEFT, AROUND_CHECKINS = 16, 5
"""Rows of the left column besides its charts, the top and the keys included; those of the check-ins there."""
AROUND_RIGHT = 33
"""The same of the right column: all but the bars of the minutes."""
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


def rows_for(width: int, height: int, checkins: int = 0) -> ChartRows:
    """The rows on a terminal of so many columns and lines; `checkins` have a row each below pain and stage."""
    if height < FLAT:
        return ChartRows(HALF, 6, 4, upright_days=False)
    if width < TWO_FROM:
        return ChartRows(FULL, MOST_STAGES if height >= 30 else 10, 5, upright_days=False)
    below = AROUND_CHECKINS + checkins if width < THREE_FROM else 0
    left = height - AROUND_LEFT - below
    pain = DOUBLE if left >= DOUBLE + MOST_STAGES else FULL
    stage = max(6, left - pain)
    if width < THREE_FROM:
        return ChartRows(pain, stage, max(4, min(12, height - AROUND_RIGHT)), upright_days=False)
    return ChartRows(
        pain,
        min(2 * MOST_STAGES, stage),
        max(4, min(MOST_MINUTES, height - 30)),
        height >= UPRIGHT_FROM,
        max(26, min(40, height - 20)),
    )
