"""What Home says of the programme at a glance: how far it has come, how this week is going, what is due."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from runwalk_tui.programme.duration import format_clock
from runwalk_tui.programme.stage import Stage, StageTable
from runwalk_tui.programme.steps.step_text import repetition_text
from runwalk_tui.review.dates import weekday_in_short
from runwalk_tui.review.other_exercise import is_other
from runwalk_tui.rule.brief import in_letters
from runwalk_tui.rule.coming import coming_days
from runwalk_tui.rule.follow_up import began
from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.rule.reasons import DAYS, plural
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.habits import week_start
from runwalk_tui.session.records import Log, SessionRecord
from runwalk_tui.values import dataclass

WEEK = timedelta(days=7)
LEAST_STREAK = 2
"""Weeks in a row from which they are worth a word."""


@dataclass(frozen=True, slots=True)
class WeekDay:
    """A day of this week on which something was done or may be."""

    day: date
    done: int
    """Counted sessions; 0 for a day to come."""
    other: int = 0
    """Other exercise: stretching or strength, which is no session."""
    to_come: bool = False
    """A session may still be run on it."""


@dataclass(frozen=True, slots=True)
class Glance:
    """The programme so far, in a few figures."""

    week: int | None
    """Week of the programme, from 1 on; None before it has started."""
    sessions: int
    """Counted sessions of any programme."""
    run_seconds: int
    """Running in them."""
    days: tuple[WeekDay, ...]
    """Of this week: those with a session or other exercise, then those that are left for the other sessions."""
    done: int
    """Counted sessions of this week."""
    planned: int
    """Sessions that the programme plans for a week."""
    streak: int
    """Weeks in a row with at least as many, this one too as soon as it has them."""


def at_a_glance(table: StageTable, log: Log, due: Prescription, today: date, *, first_weekday: int = 0) -> Glance:
    """The figures of a log as of today; `due` is what the rule says for today."""
    so_far = [session for session in log.sessions if session.day <= today]
    counted = [session for session in so_far if session.counted]
    other = [session for session in so_far if is_other(session)]
    since = began(log)
    planned = table.sessions_per_week
    by_week = Counter(week_start(session.day, first_weekday) for session in counted)
    this_week = week_start(today, first_weekday)
    return Glance(
        week=None if since is None or since > today else (today - since).days // 7 + 1,
        sessions=len(counted),
        run_seconds=sum(session.run_seconds for session in counted),
        days=_this_week(table, counted, other, due, this_week),
        done=by_week[this_week],
        planned=planned,
        streak=_streak(by_week, this_week, planned),
    )


def _this_week(
    table: StageTable, counted: list[SessionRecord], other: list[SessionRecord], due: Prescription, start: date
) -> tuple[WeekDay, ...]:
    """The days with something done, and as many of the rule's next days as there are sessions left."""
    done = [session.day for session in counted]
    counts, others = Counter(day for day in done if day >= start), Counter(one.day for one in other if one.day >= start)
    coming: list[date] = []
    left = max(0, table.sessions_per_week - counts.total())
    if due.stage is not None and left:
        last = start + WEEK - timedelta(days=1)
        coming = list(coming_days(table, done, due.earliest, last)[:left])
    days = sorted({*counts, *others, *coming})
    return tuple(WeekDay(day, counts[day], others[day], to_come=day in coming) for day in days)


def _streak(by_week: Counter[date], this_week: date, planned: int) -> int:
    """Weeks in a row with enough sessions; this week counts as soon as it has them, and breaks nothing before."""
    week = this_week if by_week[this_week] >= planned else this_week - WEEK
    count = 0
    while by_week[week] >= planned:
        count += 1
        week -= WEEK
    return count


# In words.


def so_far_words(glance: Glance, *, in_short: bool = False) -> str:
    """How far the programme has come: "week 9 · 24 sessions · 3 h 34 of running"; "" before it has started.

    In short without the hours of running.
    """
    if glance.week is None:
        return ""
    parts = [f"week {glance.week}"]
    if glance.sessions:
        parts.append(plural(glance.sessions, "session"))
    if glance.run_seconds and not in_short:
        parts.append(f"{length(glance.run_seconds)} of running")
    return " · ".join(parts)


def length(seconds: int) -> str:
    """A length in few letters, to the minute: "3 h 34", "34 min", below a minute and a half "45 s"."""
    if seconds < 90:
        return f"{seconds} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes:02}" if hours else f"{minutes} min"


def streak_words(glance: Glance) -> str:
    """Weeks in a row as planned: "three a week for 4 weeks"; "" before there are two."""
    if glance.streak < LEAST_STREAK:
        return ""
    return f"{in_letters(glance.planned)} a week for {glance.streak} weeks"


def week_words(done: int, planned: int) -> str:
    """Sessions done of those that a week has: "1 of 3 sessions"; more than those are a number alone."""
    if done > planned:
        return f"{plural(done, 'session')}, {planned} planned"
    return f"{done} of {plural(planned, 'session')}"


def shape_words(stage: Stage, reps: int) -> str:
    """What a session is made of: "9 × run 2:00, walk 0:45"; a stage that fills a time says which."""
    steps = repetition_text(stage, format_clock)
    if stage.fill is not None:
        return f"{steps}, for {length(stage.fill)}"
    if reps == 1:
        return steps
    return f"{reps} × ({steps})" if stage.groups else f"{reps} × {steps}"


def length_words(stage: Stage, reps: int) -> str:
    """How long a session is and how much of it is running: "32 min, 18 of running"."""
    total, running = length(stage.total_seconds(reps)), length(stage.running_seconds(reps))
    if not stage.run_seconds:
        return f"{total}, no running"
    if total.endswith(" min") and running.endswith(" min"):
        running = running.removesuffix(" min")
    return f"{total}, {running} of running"


def when_in_short(due: Prescription, today: date, *, brief: bool = False) -> str:
    """When the next session may be, in a few words for the corner of a page; "" under a stop sign, and where a starting
    stage can be found today.

    With `brief` a later day has no room for what it is the day of.
    """
    if due.decision is Decision.STOP:
        return ""
    days = (due.earliest - today).days
    if days <= 0:
        return "" if due.stage is None else "you can run today"
    name = DAYS[due.earliest.weekday()] if days < 7 else weekday_in_short(due.earliest)
    soon = "tomorrow" if days == 1 else name
    if due.stage is None and not brief:
        return f"best to wait until {soon}"
    day = f"{soon} or later"
    return day if brief else f"next session {day}"


def plan_words(table: StageTable) -> str:
    """What the programme is made of, for whoever has not started yet."""
    first, last = table.stages[0], table.stages[-1]
    stages = plural(len(table.stages), "stage")
    per_week = f"{plural(table.sessions_per_week, 'session')} a week"
    if len(table.stages) == 1:
        return f"{per_week}, {stages}: {shape_words(first, 1)}."
    return f"{per_week}, {stages}: from {_step_words(first)} up to {_step_words(last)}."


def how_lines(table: StageTable) -> tuple[str, ...]:
    """How the programme goes, for whoever has not started yet."""
    return (
        "1  Answer some questions, then find your stage.",
        f"2  Run and walk to the cues, {in_letters(table.sessions_per_week)} times a week."
        if table.sessions_per_week > 1
        else "2  Run and walk to the cues, once a week.",
        "3  Say how your pain was: it decides what's next.",
    )


def _step_words(stage: Stage) -> str:
    """One repetition in a few words; of one with many steps only how much of it is running."""
    if len(stage.steps) <= 2:
        return " and ".join(" ".join(filter(None, (format_clock(s.seconds), s.act, s.word))) for s in stage.steps)
    if not stage.run_seconds:
        return f"{format_clock(stage.cycle_seconds)} without running"
    return f"{format_clock(stage.run_seconds)} run in all"
