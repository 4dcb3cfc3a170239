"""The coming sessions for a calendar: the days that the rule allows, at the runner's usual time of day.

What is due is known for the first of them alone; the pain after each session decides the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

from runwalk_tui.exports.plans.steps import about
from runwalk_tui.programme.stage import StageTable
from runwalk_tui.rule.coming import ONE_DAY, coming_days
from runwalk_tui.rule.placement import TEST_SECONDS
from runwalk_tui.rule.prescription import Prescription, prescribe, prescribe_from
from runwalk_tui.rule.reading import Reading, read
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.records import Log, SessionRecord
from runwalk_tui.wording import decision_words

WEEKS = 4
"""How far ahead a calendar goes. Our choice."""
USUAL_OF = 6
"""Sessions, the last ones, that say at what time of day the runner usually goes. Our choice."""
OTHERWISE = time(18, 0)
"""The time of day of whoever has no sessions yet. Our choice."""
FULL_MINUTES = 5
"""A time of day is one of these: nobody plans for 18:07."""
NAMESPACE = UUID("5d0f6f0e-9f0c-4d3e-8a55-2b1c6f3f7b21")
"""Made once, at random; ids of our events are made from it."""
LATER_IS_FINE = "Any later day is fine, too."
LOOK_FIRST = "Look in runwalk before you go: how your back has been may change it."


@dataclass(frozen=True, slots=True)
class Coming:
    """One event of the calendar."""

    id: str
    """The same for the same session of the programme, whenever the calendar is made."""
    start: datetime
    """On the runner's own clock, wherever that is: without an offset."""
    seconds: int
    """Its length, at least 1."""
    title: str
    text: str
    """A few sentences on it."""

    @property
    def end(self) -> datetime:
        """When it is over."""
        return self.start + timedelta(seconds=self.seconds)


def coming(table: StageTable, log: Log, now: datetime, *, weeks: int = WEEKS) -> tuple[Coming, ...]:
    """The events of the next weeks, one at least; where a starting stage is to be found, that alone.

    Under a stop sign there are none. `now` is aware; an event that would have started before it is on the next day
    that the rule allows.
    """
    reading = read(table, log, now.date())
    due = prescribe_from(reading)
    if due.decision is Decision.STOP:
        return ()
    at = usual_time([one.session for one in reading.counted])
    passed = now.time() >= at
    first = max(due.earliest, now.date() + ONE_DAY) if passed else due.earliest
    days = _days(reading, first, max(first, now.date() + weeks * 7 * ONE_DAY))
    then = prescribe(table, log, first)
    done = sum(one.session.programme == table.programme for one in reading.counted)
    if then.offered is None:
        return (_starting_stage(table, then, days[0], at, done),)
    return tuple(_sessions(table, then, days, at, done))


def usual_time(counted: Sequence[SessionRecord]) -> time:
    """The time of day in the middle of the last sessions' starts, in full five minutes; 18:00 without sessions."""
    starts = sorted(session.started_at.time() for session in counted[-USUAL_OF:])
    if not starts:
        return OTHERWISE
    middle = starts[(len(starts) - 1) // 2]
    return time(middle.hour, middle.minute - middle.minute % FULL_MINUTES)


def event_id(programme: str, number: int) -> str:
    """The id of a programme's session, by how many come before it."""
    return str(uuid5(NAMESPACE, f"{programme}|{number}"))


def _days(reading: Reading, first: date, until: date) -> tuple[date, ...]:
    return coming_days(reading.table, (one.session.day for one in reading.counted), first, until)


def _sessions(table: StageTable, due: Prescription, days: Sequence[date], at: time, done: int) -> Iterator[Coming]:
    """An event for each day: what is due on the first, and on the others that it depends."""
    offered = due.offered
    if offered is None:
        return
    stage = table.stage(offered.stage)
    seconds = stage.total_seconds(offered.reps)
    called = "Run-walk" if table.has_running else "Walk"
    choose = "You choose the stage." if table.policy.manual else "The stage depends on how the session before it goes."
    for number, day in enumerate(days):
        title, text = called, f"{choose} {LATER_IS_FINE} Not medical advice."
        if number == 0:
            title = f"{called}: stage {stage.marked_id}"
            text = f"{about(stage, offered.reps)}\n{LATER_IS_FINE} {LOOK_FIRST}"
        yield Coming(event_id(table.programme, done + number), datetime.combine(day, at), seconds, title, text)


def _starting_stage(table: StageTable, due: Prescription, day: date, at: time, done: int) -> Coming:
    """The event that comes before all sessions."""
    seconds = table.stages[0].warm_up + TEST_SECONDS
    title = decision_words(due.decision)
    text = f"{' '.join(due.reasons)}\n{LATER_IS_FINE} Not medical advice."
    return Coming(event_id(table.programme, done), datetime.combine(day, at), seconds, title, text)
