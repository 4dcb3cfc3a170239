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

    def words(self, per_week: int, today: date, *, found: bool = False, room: int | None = None) -> str:
        """The week with its count and its minutes of running; `per_week` is how many sessions the programme has in one.

        With `found` these are only those that a filter has found, so there is nothing to compare with. Where there is
        `room` for so many characters, it is as long as that allows.
        """
        year = "" if self.monday.year == today.year else f" {self.monday.year}"
        month = MONTHS[self.monday.month - 1]
        day, short_day = (f"Week of {self.monday.day} {each}{year}" for each in (month, month[:3]))
        if found:
            forms = [[each, f"{len(self.sessions)} found"] for each in (day, short_day)]
        else:
            forms = self._forms(day, short_day, per_week)
        lines = [" · ".join(parts) for parts in forms]
        return lines[0] if room is None else next((line for line in lines if len(line) <= room), lines[-1])

    def _forms(self, day: str, short_day: str, per_week: int) -> list[list[str]]:
        """The parts of the heading, from its longest form to its shortest."""
        counted = [one.session for one in self.sessions if one.session.counted]
        seconds = sum(session.run_seconds for session in counted)
        walks = sum(one.session.kind is SessionKind.WALK and one.session.happened for one in self.sessions)
        count, walked = f"{plural(len(counted), 'session')} of {per_week}", [plural(walks, "walk")] if walks else []
        in_words = [f"{minutes(seconds)} of running"] if seconds else []
        in_short = [f"{round(seconds / 60)} min"] if seconds else []
        return [
            [day, count, *in_words, *walked],
            [short_day, count, *in_words, *walked],
            [short_day, count, *in_short, *walked],
            [short_day, f"{len(counted)} of {per_week}", *in_short, *walked],
            [short_day, f"{len(counted)} of {per_week}", *in_short],
        ]


def by_week(judged: Sequence[Judged]) -> Iterator[WeekGroup]:
    """Sessions that stand in order of time, either way, in groups of a week."""
    for week, sessions in groupby(judged, key=lambda one: (one.session.day.toordinal() - 1) // 7):
        yield WeekGroup(date.min + timedelta(days=7 * week), tuple(sessions))
