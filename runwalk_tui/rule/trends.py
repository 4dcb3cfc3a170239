"""The figures behind the charts of a runner's course, computed from the log.

Rehearsals and sessions in which nothing was run are left out, as the rule leaves them out. Every date is the one
on the runner's own clock at that time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from runwalk_tui.programme.stage import Policy, StageTable
from runwalk_tui.rule.follow_up import began
from runwalk_tui.rule.reasons import MONTHS, plural
from runwalk_tui.rule.response import Response, worst_pain
from runwalk_tui.rule.standing import judged_in_order, relevant
from runwalk_tui.session.records import Log, SessionRecord


@dataclass(frozen=True, slots=True)
class SessionPain:
    """The pains around one session, each 0 to 10, or None when it was not given."""

    day: date
    before: int | None
    worst: int | None
    """Never below `after`."""
    after: int | None
    morning: int | None
    flared: bool
    """The rule takes it for a flare-up, or a red flag was ticked."""


@dataclass(frozen=True, slots=True)
class StageStep:
    """The stage of one session or placement."""

    day: date
    """Never before the day of the step before, whatever time zones the runner went through."""
    position: int
    """In the table, from 0."""
    session: bool
    """A session was done; otherwise the runner was placed here."""


@dataclass(frozen=True, slots=True)
class Week:
    """What was done from a Monday to the Sunday after."""

    monday: date
    sessions: int
    run_seconds: int
    asked: int
    """Sessions a week that the programme asks for, at least 1."""
    over: bool
    """The week has ended."""


def pains(table: StageTable, log: Log) -> tuple[SessionPain, ...]:
    """The pains of every counted session of any programme, in order of time."""
    return tuple(
        SessionPain(
            judged.session.day,
            judged.session.pain_before,
            worst_pain(judged.session),
            judged.session.pain_after,
            judged.session.pain_morning,
            judged.response in (Response.STOP, Response.FLARE),
        )
        for judged in judged_in_order(table, log)
        if judged.session.counted
    )


def stage_steps(table: StageTable, log: Log) -> tuple[StageStep, ...]:
    """The stages of this programme as they were placed and run, in order of time."""
    # Placements first: where both bear the same instant, the placement came first.
    events: list[tuple[datetime, str, bool]] = [(placement.at, placement.stage, False) for placement in log.placements]
    events += [(session.started_at, session.stage, True) for session in relevant(table, log)]
    steps: list[StageStep] = []
    for at, stage, session in sorted(events, key=lambda event: event[0]):
        position = table.index(stage)
        if position is not None:
            day = max(at.date(), steps[-1].day) if steps else at.date()
            steps.append(StageStep(day, position, session))
    return tuple(steps)


def weeks(table: StageTable, log: Log, today: date) -> tuple[Week, ...]:
    """Every calendar week from the first placement or counted session to `today`'s, also those without a session.

    Nothing before the first placement or session. A session that is dated later than tomorrow is left out; tomorrow
    it may be already where the runner is.
    """
    first = began(log)
    sessions = [session for session in _counted(log) if session.day <= today + timedelta(days=1)]
    if first is None or first > today + timedelta(days=1):
        return ()
    last = max([today, *(session.day for session in sessions)])
    by_week: dict[date, list[SessionRecord]] = {}
    for session in sessions:
        by_week.setdefault(_monday(session.day), []).append(session)
    found = []
    monday = _monday(first)
    while monday <= last:
        done = by_week.get(monday, [])
        seconds = sum(session.run_seconds for session in done)
        over = monday + timedelta(days=7) <= today
        found.append(Week(monday, len(done), seconds, table.sessions_per_week, over))
        monday += timedelta(days=7)
    return tuple(found)


def pain_words(course: Sequence[SessionPain], policy: Policy) -> str:
    """What the pain chart shows, in one or two sentences; what will stand there when there is too little of it."""
    if not course:
        return "No session yet. After the first one, its pain shows here: before, worst, after and next morning."
    limit = policy.acceptable_pain
    known = [pain.worst for pain in course if pain.worst is not None]
    if not known:
        return f"{plural(len(course), 'session')}, and no pain noted. Rate the next one to see it here."
    if len(course) == 1:
        return f"One session so far, worst pain {known[0]}. The next one will show next to it, to compare."
    fine = sum(worst <= limit for worst in known)
    flares = sum(pain.flared for pain in course)
    tail = f" {plural(flares, 'flare-up')} in all." if flares else ""
    return (
        f"Worst pain was {limit} or less in {fine} of {plural(len(known), 'session')}; the last was {known[-1]}.{tail}"
    )


def stage_words(table: StageTable, steps: Sequence[StageStep]) -> str:
    """What the staircase shows; what will stand there when there is too little of it."""
    if not steps:
        return "No stage yet. From the day you set your starting stage, your way through the stages shows here."
    first, last = steps[0], steps[-1]
    now = table.stages[last.position].id
    done = sum(step.session for step in steps)
    if not done:
        return f"Starting stage {now}, set on {short_day(last.day)}. After two sessions a line will show here."
    if done == 1:
        return f"One session so far, at stage {now}. After two sessions a line will show here."
    top = table.stages[max(step.position for step in steps)].id
    begin = table.stages[first.position].id
    return f"Started at stage {begin} on {short_day(first.day)}; now at stage {now}, highest so far {top}."


def minutes_words(found: Sequence[Week]) -> str:
    """What the chart of minutes shows; what will stand there when there is too little of it."""
    if not any(week.sessions for week in found):
        return "No session yet. After the first one, the minutes you run in each week show here."
    if len(found) == 1:
        return f"The first week: {running(found[0].run_seconds)} so far. From next week on you can compare."
    best = max(found, key=lambda week: week.run_seconds)
    return (
        f"This week so far: {running(found[-1].run_seconds)}. "
        f"Most in a week: {running(best.run_seconds)}, from {short_day(best.monday)}."
    )


def sessions_words(found: Sequence[Week]) -> str:
    """How many whole weeks had the sessions that are asked for; what will stand there when there is none."""
    if not any(week.sessions for week in found):
        return "No session yet. Each week gets a row here, with a mark for each session."
    whole = [week for week in found if week.over]
    if not whole:
        return f"The first week: {found[0].sessions} of {plural(found[0].asked, 'session')} so far."
    full = sum(week.sessions >= week.asked for week in whole)
    asked = plural(whole[-1].asked, "session")
    return f"{full} of {plural(len(whole), 'week')} had {asked} or more; this week so far {found[-1].sessions}."


def running(seconds: int) -> str:
    """A time of running in few letters: "45 s", "23 min"."""
    return f"{seconds} s" if 0 < seconds < 60 else f"{round(seconds / 60)} min"


def short_day(day: date, *, year: bool = False) -> str:
    """A date in few letters, in English whatever the locale: "5 Jan", or "5 Jan 26" with its year."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}" + (f" {day.year % 100:02}" if year else "")


def spans_years(days: Iterable[date]) -> bool:
    """Whether dates need their year to be told apart."""
    return len({day.year for day in days}) > 1


def _counted(log: Log) -> list[SessionRecord]:
    return sorted((session for session in log.sessions if session.counted), key=lambda session: session.started_at)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
