"""Everything that the page of trends draws, computed in one pass over the log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.review.trends.course import SessionPain, StageStep, session_pains, stage_steps
from runwalk_tui.review.trends.week_figures import Week, week_by_week
from runwalk_tui.rule.follow_up import Adherence, adherence, began
from runwalk_tui.rule.reading import Reading
from runwalk_tui.rule.standing import Judged
from runwalk_tui.session.records import CheckIn


@dataclass(frozen=True, slots=True)
class Trends:
    """The figures of the log; which of its weeks are shown is another matter."""

    table: StageTable
    today: date
    began: date | None
    """The day of the first placement or session."""
    judged: tuple[Judged, ...]
    """Every session and walk, in order of time."""
    course: tuple[SessionPain, ...]
    steps: tuple[StageStep, ...]
    weeks: tuple[Week, ...]
    checkins: tuple[CheckIn, ...]
    """In order of time."""
    adherence: Adherence | None
    rising: bool
    """The rule sees pain before sessions rise."""

    @property
    def elsewhere(self) -> int:
        """Counted sessions that no stage of this table belongs to: those of other programmes."""
        return len(self.course) - sum(step.session for step in self.steps)


def trends_of(reading: Reading, first_weekday: int = 0) -> Trends:
    """The figures of a log that the rule has read for today; weeks begin on `first_weekday`, 0 for Monday."""
    table, log, today, judged = reading.table, reading.log, reading.today, reading.judged
    since = began(log)
    return Trends(
        table,
        today,
        since,
        judged,
        session_pains(judged),
        stage_steps(table, judged, log.placements),
        week_by_week(judged, since, today, first_weekday),
        tuple(sorted(log.checkins, key=lambda checkin: checkin.at)),
        adherence(table, log, today),
        reading.rising,
    )
