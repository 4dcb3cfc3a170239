"""What was done in each week, and in the columns of an axis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from runwalk_tui.review.trends.week_axis import WEEK, WeekAxis
from runwalk_tui.rule.standing import Judged
from runwalk_tui.session.habits import week_start
from runwalk_tui.session.records import SessionKind


@dataclass(frozen=True, slots=True)
class Week:
    """What was done in one calendar week."""

    first_day: date
    sessions: int
    """Counted sessions of any programme."""
    run_seconds: int
    walks: int
    walk_seconds: int
    """Seconds of the walks alone."""
    over: bool
    """The week has ended."""


@dataclass(frozen=True, slots=True)
class WeekColumn:
    """Some weeks that share a column of a chart."""

    column: int
    weeks: tuple[Week, ...]
    """At least one."""

    @property
    def minutes(self) -> float:
        """Minutes of running a week, on average."""
        return sum(week.run_seconds for week in self.weeks) / 60 / len(self.weeks)

    @property
    def sessions(self) -> float:
        """Sessions a week, on average."""
        return sum(week.sessions for week in self.weeks) / len(self.weeks)

    @property
    def walks(self) -> int:
        """Walks in all."""
        return sum(week.walks for week in self.weeks)

    @property
    def over(self) -> bool:
        """All its weeks have ended."""
        return self.weeks[-1].over


def week_by_week(judged: Iterable[Judged], began: date | None, today: date, first_weekday: int = 0) -> tuple[Week, ...]:
    """Every calendar week from the one in which the runner began to that of `today`, also those with nothing in them.

    A session that is dated later than tomorrow is left out; tomorrow it may be already where the runner is.
    """
    if began is None or began > today + timedelta(days=1):
        return ()
    found: dict[date, list[int]] = {}
    starts: dict[date, date] = {}
    last = today
    for one in judged:
        session = one.session
        day = session.day
        walk = session.kind is SessionKind.WALK and session.happened
        if day > today + timedelta(days=1) or not (session.counted or walk):
            continue
        start = starts.get(day) or starts.setdefault(day, week_start(day, first_weekday))
        sums = found.setdefault(start, [0, 0, 0, 0])
        if walk:
            sums[2] += 1
            sums[3] += session.walk_seconds
        else:
            sums[0] += 1
            sums[1] += session.run_seconds
        last = max(last, day)
    first, end = week_start(began, first_weekday), week_start(last, first_weekday)
    weeks = (first + WEEK * number for number in range((end - first).days // 7 + 1))
    found_weeks = []
    for start in weeks:
        sessions, run, walks, walked = found.get(start, (0, 0, 0, 0))
        found_weeks.append(Week(start, sessions, run, walks, walked, over=start + WEEK <= today))
    return tuple(found_weeks)


def in_columns(weeks: Sequence[Week], axis: WeekAxis) -> tuple[WeekColumn, ...]:
    """The weeks that an axis shows, those of one column together."""
    grouped = groupby(weeks, key=lambda week: axis.column_of(week.first_day))
    return tuple(WeekColumn(column, tuple(group)) for column, group in grouped if 0 <= column < axis.columns)
