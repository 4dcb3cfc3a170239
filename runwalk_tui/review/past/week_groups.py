"""Past sessions week by week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from runwalk_tui.rule.reasons import MONTHS, plural
from runwalk_tui.rule.standing import Judged
from runwalk_tui.session.habits import week_start
from runwalk_tui.session.records import SessionKind
from runwalk_tui.wording import minutes


@dataclass(frozen=True, slots=True)
class WeekGroup:
    """The sessions of one calendar week, next to each other in a list."""

    first_day: date
    sessions: tuple[Judged, ...]

    def words(self, per_week: int, today: date, *, found: bool = False, room: int | None = None) -> str:
        """The week with its count and its minutes of running; `per_week` is how many sessions the programme has in one.

        With `found` these are only those that a filter has found, so there is nothing to compare with. Where there is
        `room` for so many characters, it is as long as that allows.
        """
        year = "" if self.first_day.year == today.year else f" {self.first_day.year}"
        month = MONTHS[self.first_day.month - 1]
        day, short_day = (f"Week of {self.first_day.day} {each}{year}" for each in (month, month[:3]))
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
        count, walked = f"{len(counted)} of {plural(per_week, 'session')}", [plural(walks, "walk")] if walks else []
        in_words = [f"{minutes(seconds)} of running"] if seconds else []
        in_short = [f"{round(seconds / 60)} min"] if seconds else []
        return [
            [day, count, *in_words, *walked],
            [short_day, count, *in_words, *walked],
            [short_day, count, *in_short, *walked],
            [short_day, f"{len(counted)} of {per_week}", *in_short, *walked],
            [short_day, f"{len(counted)} of {per_week}", *in_short],
        ]


def by_week(judged: Sequence[Judged], first_weekday: int = 0) -> Iterator[WeekGroup]:
    """Sessions in order of time, either way, in groups of a calendar week; `first_weekday` is 0 for Monday."""
    for first_day, sessions in groupby(judged, key=lambda one: week_start(one.session.day, first_weekday)):
        yield WeekGroup(first_day, tuple(sessions))
