"""Past sessions week by week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from runwalk_tui.rule.reasons import MONTHS, plural
from runwalk_tui.rule.standing import Judged
from runwalk_tui.session.records import SessionKind
from runwalk_tui.wording import minutes


@dataclass(frozen=True, slots=True)
class WeekGroup:
    """The sessions of one calendar week, Monday to Sunday, as they stand beside each other in a list."""

    monday: date
    sessions: tuple[Judged, ...]

    def words(
        self, asked: int, today: date, *, found: bool = False, short: bool = False, with_walks: bool = True
    ) -> str:
        """The week with its count, its minutes of running and its walks.

        `asked` is how many sessions a week are asked for.

        With `found` these are only those that a filter has found, so there is nothing to compare with.
        """
        year = "" if self.monday.year == today.year else f" {self.monday.year}"
        month = MONTHS[self.monday.month - 1]
        day = f"{self.monday.day} {month[:3] if short else month}{year}"
        if found:
            return f"Week of {day} · {len(self.sessions)} found"
        counted = [one.session for one in self.sessions if one.session.counted]
        seconds = sum(session.run_seconds for session in counted)
        walks = sum(one.session.kind is SessionKind.WALK and one.session.happened for one in self.sessions)
        if short:
            parts = [f"Week of {day}", f"{len(counted)} of {asked}"]
            parts += [f"{round(seconds / 60)} min"] if seconds else []
        else:
            parts = [f"Week of {day}", f"{plural(len(counted), 'session')} of {asked}"]
            parts += [f"{minutes(seconds)} of running"] if seconds else []
        return " · ".join([*parts, *([plural(walks, "walk")] if walks and with_walks else [])])


def by_week(judged: Sequence[Judged]) -> Iterator[WeekGroup]:
    """Sessions that stand in order of time, either way, in groups of a week."""
    for week, sessions in groupby(judged, key=lambda one: (one.session.day.toordinal() - 1) // 7):
        yield WeekGroup(date.min + timedelta(days=7 * week), tuple(sessions))
