"""What is unusual in each chart, in a sentence or two above it; what will be there while there is too little of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from runwalk_tui.review.dates import day_in_short, is_recent
from runwalk_tui.review.trends.course import SessionPain, StageStep
from runwalk_tui.review.trends.figures import Trends
from runwalk_tui.review.trends.week_axis import WeekSpan
from runwalk_tui.review.trends.week_figures import Week
from runwalk_tui.rule.reasons import DAYS, MONTHS, plural
from runwalk_tui.rule.response import Response
from runwalk_tui.session.records import CheckIn

BREAK_DAYS = 14
"""Days between two sessions that are worth a word: those after which the rule starts gently again by default."""
MANY_FLARES = 2
"""Flare-ups at one stage that are worth a word."""
FEW_FLARES = 2
"""Flare-ups that are named one by one."""
USUAL_SHARE = 0.2
"""Part of the sessions that a weekday has at least when it is one of the runner's usual days."""


def pain_sentence(trends: Trends, span: WeekSpan, *, brief: bool = False) -> str:
    """What is unusual in the pain of the weeks that are shown; with `brief` the first thing alone."""
    if not trends.course:
        return "No sessions yet. After your first one, your pain will show here: before, worst and the next morning."
    shown = [pain for pain in trends.course if span.holds(pain.day)]
    known = [pain for pain in shown if pain.worst is not None]
    if not known:
        return _nothing_shown(shown, trends.course[-1].day, span.today)
    limit = trends.table.policy.acceptable_pain
    worst = [pain.worst for pain in known if pain.worst is not None]
    if len(worst) == 1:
        parts = [f"One session, worst pain {worst[0]}.", *_flares(shown, span.today)]
    elif any(pain.flared for pain in shown):
        parts = [*_flares(shown, span.today), f"Your last session: {worst[-1]}."]
    elif max(worst) > limit:
        fine = sum(pain <= limit for pain in worst)
        parts = [f"Worst pain was {limit} or less in {fine} of {len(worst)} sessions; the highest was {max(worst)}."]
    else:
        parts = [f"Never above {max(worst)} in {plural(len(worst), 'session')}.", f"Your last session: {worst[-1]}."]
    flags = [pain for pain in shown if pain.flagged]
    if flags:
        parts.insert(0, f"A warning sign on {day_in_short(flags[-1].day, span.today)}.")
    if trends.rising:
        parts.insert(0, "Your pain before sessions has risen over the last four weeks.")
    return " ".join(parts[: 1 if brief else 2])


def stage_sentence(trends: Trends, span: WeekSpan) -> str:
    """Where the way through the stages led in the weeks that are shown."""
    if not trends.steps:
        return "No stage yet. Once you have a starting stage, your progress through the stages will show here."
    earlier = [step for step in trends.steps if step.day < span.first]
    shown = [*earlier[-1:], *(step for step in trends.steps if span.holds(step.day))]
    if not shown:
        return "No stage in these weeks."
    names = [stage.id for stage in trends.table.stages]
    first, now = names[shown[0].position], names[shown[-1].position]
    if not any(step.session for step in trends.steps):
        return f"You start at stage {now}, set on {day_in_short(shown[-1].day, span.today)}."
    back = sum(later.position < step.position for step, later in pairwise(shown))
    top = names[max(step.position for step in shown)]
    if first == now and top != now:
        course = f"Up to stage {top} and back to {now}{f', {_steps_back(back)}' if back > 1 else ''}"
    else:
        course = f"From stage {first} to {now}" if first != now else f"At stage {now} the whole time"
        course += f", with {_steps_back(back)}" if back else ""
    parts = [f"{course}.", *_stage_flares(shown, names)]
    if trends.elsewhere:
        parts.append(f"Not shown: {plural(trends.elsewhere, 'session')} from other programmes.")
    return " ".join(parts)


def minutes_sentence(trends: Trends, span: WeekSpan) -> str:
    """The most running in a week of those that are shown, and this week's so far."""
    weeks = trends.weeks
    if not any(week.sessions for week in weeks):
        return "The minutes you run each week will show here."
    this = weeks[-1]
    if len(weeks) == 1:
        return f"Your first week: {in_minutes(this.run_seconds)} so far."
    so_far, most_before = _whole_minutes(this), max(map(_whole_minutes, weeks[:-1]))
    if so_far > most_before:
        return f"{so_far} this week, the most so far."
    shown = [week for week in weeks if span.holds(week.first_day)]
    most = max(map(_whole_minutes, shown))
    if not most:
        return "No running in these weeks."
    if so_far == most:
        return f"{so_far} this week so far, the most in these weeks."
    reached = [week.first_day for week in shown if _whole_minutes(week) == most]
    last = "last " if len(reached) > 1 else ""
    return f"The most: {most}, {last}{week_in_short(reached[-1], span.today)}. This week: {so_far} so far."


def _whole_minutes(week: Week) -> int:
    """Minutes of running, as the chart shows them: weeks that look the same are the same here."""
    return round(week.run_seconds / 60)


def sessions_sentence(trends: Trends, span: WeekSpan) -> str:
    """The longest break in the weeks that are shown, or in how many of them all sessions were done."""
    if not any(week.sessions for week in trends.weeks):
        return "Each week will have a column here, with a dot for each session."
    days = [pain.day for pain in trends.course]
    found = longest_break(days, span)
    if found is not None:
        first, last = found
        length = plural((last - first).days + 1, "day")
        if last >= span.today:
            return f"No sessions for {length}, since {day_in_short(first, span.today)}."
        return f"Longest break: {length}, from {day_in_short(first, span.today)}."
    asked = trends.table.sessions_per_week
    over = [week for week in trends.weeks if week.over and span.holds(week.first_day)]
    if not over:
        return f"Your first week: {trends.weeks[-1].sessions} of {plural(asked, 'session')} so far."
    full = sum(week.sessions >= asked for week in over)
    return f"{asked} or more in {full} of {plural(len(over), 'week')}."


def walks_sentence(weeks: Iterable[Week]) -> str:
    """How many walks there were; "" without any."""
    some = [week for week in weeks if week.walks]
    count = sum(week.walks for week in some)
    return f"{plural(count, 'walk')}, {hours(sum(week.walk_seconds for week in some))}." if some else ""


def days_sentence(trends: Trends, first: date) -> str:
    """On which days of the week the runner runs most, of the sessions from a day on."""
    days = Counter(pain.day.weekday() for pain in trends.course if pain.day >= first)
    total = sum(days.values())
    if not trends.course:
        return "Each day with a session or a walk will have a mark here."
    if not total:
        return "No sessions in these weeks."
    usual = [day for day in sorted(days) if days[day] >= USUAL_SHARE * total]
    if total < 2 * len(usual) or not usual:
        return f"{plural(total, 'session')} so far."
    return f"You mostly run on {_listed([f'{DAYS[day]}s' for day in usual])}."


def checkins_sentence(checkins: Sequence[CheckIn]) -> str:
    """How the average pain has changed since the first check-in, and why the scale is another one."""
    if not checkins:
        return "No check-ins yet. You can do one from Home at any time."
    first, last = checkins[0].average, checkins[-1].average
    if len(checkins) == 1:
        return f"Average pain {last} out of 100, on the trial's scale."
    return f"Average pain {first} at first, {last} now, on the trial's scale."


def longest_break(days: Sequence[date], span: WeekSpan) -> tuple[date, date] | None:
    """The first and the last day of the longest time without a session that ends in the weeks that are shown.

    `days` are those of the sessions in order. The time up to today counts, too; None when none is long enough.
    """
    ends = [*(day for day in days if day <= span.today), span.today + timedelta(days=1)]
    breaks = [
        (day + timedelta(days=1), later - timedelta(days=1))
        for day, later in pairwise(ends)
        if (later - day).days > BREAK_DAYS and later > span.first
    ]
    return max(breaks, key=lambda ends: ends[1] - ends[0], default=None)


def week_in_short(first_day: date, today: date) -> str:
    """A week inside a sentence: "in the week of 5 January"; long ago its month is enough: "in May 2025"."""
    if is_recent(first_day, today):
        return f"in the week of {day_in_short(first_day, today)}"
    return f"in {MONTHS[first_day.month - 1]} {first_day.year}"


def in_minutes(seconds: int) -> str:
    """A time of running: "45 seconds", "23 minutes"."""
    return plural(seconds, "second") if 0 < seconds < 60 else plural(round(seconds / 60), "minute")


def hours(seconds: int) -> str:
    """A longer time: "3 h 34 min", or as minutes below an hour."""
    minutes = round(seconds / 60)
    return in_minutes(seconds) if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"


def _flares(shown: Sequence[SessionPain], today: date) -> list[str]:
    flares = [pain for pain in shown if pain.flared]
    if not flares:
        return []
    days = [
        day_in_short(pain.day, today) + ("" if pain.worst is None else f" (worst {pain.worst})")
        for pain in flares[-FEW_FLARES:]
    ]
    if len(flares) > FEW_FLARES:
        return [f"{len(flares)} flare-ups, the last on {days[-1]}."]
    return [f"{plural(len(flares), 'flare-up')}: {_listed(days)}."]


def _nothing_shown(shown: Sequence[SessionPain], last: date, today: date) -> str:
    if shown:
        return f"{plural(len(shown), 'session')}, but no pain scores. Rate your next one to see it here."
    return f"No sessions in these weeks; the last one was on {day_in_short(last, today)}."


def _steps_back(count: int) -> str:
    return "1 step back" if count == 1 else f"{count} steps back"


def _stage_flares(shown: Sequence[StageStep], names: Sequence[str]) -> list[str]:
    """The stage that brings the most flare-ups, when it brings several."""
    flares = Counter(step.position for step in shown if step.response is Response.FLARE)
    if not flares:
        return []
    position, count = flares.most_common(1)[0]
    return [f"You've had {count} flare-ups at stage {names[position]}."] if count >= MANY_FLARES else []


def _listed(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
