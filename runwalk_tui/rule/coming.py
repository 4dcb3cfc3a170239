"""The days on which the next sessions may be (RULES, section 5): rest first, and room in the seven days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from runwalk_tui.programme.stage import StageTable

WEEK_BEFORE = 6
"""Days before a session that make a week with its own."""
ONE_DAY = timedelta(days=1)


def with_room(day: date, done: Mapping[date, int], sessions_per_week: int) -> date:
    """The first day from `day` on that has fewer sessions than a week's in the six days before it.

    `done` counts the sessions of each day; a day that is not in it has none.
    """
    while sum(done.get(day - back * ONE_DAY, 0) for back in range(1, 1 + WEEK_BEFORE)) >= sessions_per_week:
        day += ONE_DAY
    return day


def coming_days(table: StageTable, done: Iterable[date], earliest: date, until: date) -> tuple[date, ...]:
    """The days of the next sessions up to `until`, each as early as it may be when all go well.

    `done` are the days of the sessions so far, `earliest` is that of the next one as the rule gave it.
    """
    counts = Counter(done)
    day, found = earliest, []
    while day <= until:
        found.append(day)
        counts[day] += 1
        day = with_room(day + (table.policy.rest_days + 1) * ONE_DAY, counts, table.sessions_per_week)
    return tuple(found)
