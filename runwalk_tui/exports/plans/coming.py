"""The entries of a calendar: the sessions that may come, on the days that the rule allows, and those just done.

What is due is known for the first of them alone; the pain after each session decides the next. Whoever can read the
calendar reads these words, so there is nothing in them on how the runner's back is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID, uuid5

from runwalk_tui.exports.plans.calendar import CalendarEntry
from runwalk_tui.exports.plans.steps import about
from runwalk_tui.programme.stage import Stage, StageTable
from runwalk_tui.rule.coming import ONE_DAY, coming_days
from runwalk_tui.rule.placement import TEST_SECONDS, run_test_helps
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
UNKNOWN = time(0, 0)
"""The time of day of a session that was logged with its day alone."""
FULL_MINUTES = 5
"""A time of day is one of these: nobody plans for 18:07."""
DAY_SECONDS = 24 * 60 * 60
SHORTEST = 60
"""Seconds that a session without a known length has in the calendar."""
NAMESPACE = UUID("5d0f6f0e-9f0c-4d3e-8a55-2b1c6f3f7b21")
"""Made once, at random; ids of our entries are made from it."""
LATER_IS_FINE = "Any later day is fine, too."
LOOK_FIRST = "Check runwalk before you go; the plan may have changed."
NO_ADVICE = "Not medical advice."


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all entries of one calendar have in common."""

    reading: Reading
    due: Prescription
    """What is due now."""
    now: datetime
    done: tuple[SessionRecord, ...]
    """The counted sessions of the programme, in order of time."""
    at: time
    """The time of day of those that come."""
    root: str
    """As `id_root`."""

    @property
    def first(self) -> date:
        """The day of the next session: the first one that the rule allows and that isn't over at that time of day."""
        passed = self.now.time() >= self.at
        return max(self.due.earliest, self.now.date() + ONE_DAY) if passed else self.due.earliest

    def days(self, until: date) -> tuple[date, ...]:
        """The days of the next sessions."""
        return coming_days(self.reading.table, (one.session.day for one in self.reading.counted), self.first, until)

    def id(self, number: int) -> str:
        """The id of a session of the programme, by how many come before it."""
        return str(uuid5(NAMESPACE, f"{self.root}|{self.reading.table.programme}|{number}"))


def entries(table: StageTable, log: Log, now: datetime, *, weeks: int = WEEKS) -> tuple[CalendarEntry, ...]:
    """All entries of a calendar: the sessions of the last weeks as they were, then the coming ones.

    A calendar that was made before has an entry for a session that is done by now, perhaps at a time to come, if the
    runner went earlier. So each of them is said again, at its real start and without an alarm. None further back than
    a calendar reaches ahead can still be to come.

    Under a stop sign the coming ones are cancelled. `now` is aware.
    """
    frame = _frame(table, log, now)
    if frame.due.decision is Decision.STOP:
        return (*_done(frame, weeks), *_cancelled(frame, weeks))
    return (*_done(frame, weeks), *coming(table, log, now, weeks=weeks))


def coming(table: StageTable, log: Log, now: datetime, *, weeks: int = WEEKS) -> tuple[CalendarEntry, ...]:
    """The entries of the next weeks, one at least; where a starting stage is to be found, that alone.

    Under a stop sign there are none. `now` is aware; an entry that would have started before it is on the next day
    that the rule allows.
    """
    frame = _frame(table, log, now)
    if frame.due.decision is Decision.STOP:
        return ()
    first = frame.first
    then = prescribe(table, log, first)
    if then.offered is None:
        return (_starting_stage(frame, first, then.decision),)
    return tuple(_sessions(frame, then, frame.days(max(first, now.date() + weeks * 7 * ONE_DAY))))


def usual_time(counted: Sequence[SessionRecord]) -> time:
    """The time of day in the middle of the last sessions' starts, in full five minutes; 18:00 without a known one.

    The middle is the start that is nearest to the others round the clock: 23:50 and 0:10 are twenty minutes apart.
    """
    known = (session.started_at.time() for session in counted[-USUAL_OF:])
    starts = sorted(start for start in known if start != UNKNOWN)
    if not starts:
        return OTHERWISE
    plain = starts[(len(starts) - 1) // 2]
    middle = min(starts, key=lambda start: (sum(_apart(start, other) for other in starts), start != plain))
    return time(middle.hour, middle.minute - middle.minute % FULL_MINUTES)


def id_root(log: Log, now: datetime) -> str:
    """What tells the entries of this log from those of another: two people may share a calendar (RFC 5545, 3.8.4.7).

    The first time that a starting stage was set, to the second: it is never deleted, it was there before the first
    session, and an export takes it along, so the same log has the same entries on every machine. A random number of
    ours would be another one on each. Without a starting stage it's the id of the first session; in an empty log the
    time at which the calendar is made, as there is nothing yet that stays.
    """
    if log.placements:
        first = min(log.placements, key=lambda placement: placement.at)
        return f"{first.at.astimezone(UTC):%Y-%m-%dT%H:%M:%S} {first.stage}"
    counted = [session for session in log.sessions if session.counted]
    if counted:
        return min(counted, key=lambda session: session.started_at).id
    return now.astimezone(UTC).isoformat()


def _frame(table: StageTable, log: Log, now: datetime) -> _Frame:
    reading = read(table, log, now.date())
    counted = [one.session for one in reading.counted]
    done = tuple(session for session in counted if session.programme == table.programme)
    return _Frame(reading, prescribe_from(reading), now, done, usual_time(counted), id_root(reading.log, now))


def _apart(one: time, other: time) -> int:
    """Seconds between two times of day, the shorter way round the clock."""
    seconds = abs(_seconds(one) - _seconds(other))
    return min(seconds, DAY_SECONDS - seconds)


def _seconds(of_day: time) -> int:
    return of_day.hour * 3600 + of_day.minute * 60 + of_day.second


def _called(table: StageTable, stage: Stage | None = None) -> str:
    """What a session is called: of that stage, or of one that nobody knows yet."""
    runs = table.has_running if stage is None else stage.run_seconds > 0
    return "Run-walk" if runs else "Walk"


def _done(frame: _Frame, weeks: int) -> Iterator[CalendarEntry]:
    """An entry for each session of the last weeks, at its start on the runner's own clock."""
    table, since = frame.reading.table, frame.now.date() - weeks * 7 * ONE_DAY
    for number, session in enumerate(frame.done):
        if session.day < since:
            continue
        start = session.started_at.replace(tzinfo=None)
        if start.time() == UNKNOWN:
            start = datetime.combine(session.day, frame.at)
        place = table.index(session.stage)
        title = f"{_called(table, None if place is None else table.stages[place])}: done"
        seconds = max(SHORTEST, round(session.active_seconds))
        yield CalendarEntry(frame.id(number), start, seconds, title, "You did this one.", alarm=False)


def _sessions(frame: _Frame, due: Prescription, days: Sequence[date]) -> Iterator[CalendarEntry]:
    """An entry for each day: what is due on the first, and on the others that it depends."""
    offered, table = due.offered, frame.reading.table
    if offered is None:
        return
    stage = table.stage(offered.stage)
    seconds = stage.total_seconds(offered.reps)
    choose = "You choose the stage." if table.policy.manual else "The stage depends on how the session before it goes."
    for number, day in enumerate(days):
        title, text = _called(table), f"{choose} {NO_ADVICE}"
        if number == 0:
            title = f"{_called(table, stage)}: stage {stage.marked_id}"
            text = about(stage, offered.reps)
        start = datetime.combine(day, frame.at)
        text = f"{text}\n{LATER_IS_FINE} {LOOK_FIRST}"
        yield CalendarEntry(frame.id(len(frame.done) + number), start, seconds, title, text)


def _cancelled(frame: _Frame, weeks: int) -> Iterator[CalendarEntry]:
    """An entry for each session that a calendar from before can have: a week's more than one has now."""
    table = frame.reading.table
    seconds = table.stages[0].total_seconds(table.stages[0].reps_min)
    for number, day in enumerate(frame.days(frame.first + (weeks + 1) * 7 * ONE_DAY)):
        yield CalendarEntry(
            frame.id(len(frame.done) + number),
            datetime.combine(day, frame.at),
            seconds,
            f"{_called(table)}: cancelled",
            LOOK_FIRST,
            alarm=False,
            cancelled=True,
        )


def _starting_stage(frame: _Frame, day: date, decision: Decision) -> CalendarEntry:
    """The entry that comes before all sessions: as long as the run test, or where that doesn't help, as the session
    that is next once a stage is picked."""
    first = frame.reading.table.stages[0]
    if run_test_helps(frame.reading.table):
        seconds, how = first.warm_up + TEST_SECONDS, "A run test of up to two minutes helps to find it."
    else:
        seconds, how = first.total_seconds(first.reps_min), "Pick it in runwalk; if in doubt, the first."
    text = f"{how} {NO_ADVICE}\n{LATER_IS_FINE} {LOOK_FIRST}"
    return CalendarEntry(
        frame.id(len(frame.done)), datetime.combine(day, frame.at), seconds, decision_words(decision), text
    )
