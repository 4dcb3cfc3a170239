"""How the weeks of the letter went: which weeks they are, and what is said of their stages, pains, sessions and walks.

Everything is impersonal, as clinicians write, and says figures rather than how good they are. What a flare-up is, is
the rule's own reading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.review.trends.course import SessionPain, StageStep
from runwalk_tui.review.trends.sentences import day_in_short, hours, in_minutes, longest_break, week_in_short
from runwalk_tui.review.trends.week_axis import LEAST_WEEKS, WEEK, WeekSpan
from runwalk_tui.review.trends.week_figures import Week
from runwalk_tui.rule.follow_up import TRIAL_ASKED, TRIAL_SESSIONS, TRIAL_SHARE, Adherence
from runwalk_tui.rule.reasons import MONTHS, plural
from runwalk_tui.rule.response import Response, lower_median
from runwalk_tui.session.habits import week_start
from runwalk_tui.session.records import Log

COMPARED = (6, 3)
"""Sessions at both ends of the weeks whose pain before is compared: six, or three where six would overlap."""
NO_BREAK = "\N{NO-BREAK SPACE}"
"""Between a figure and its unit where a line may end."""
FEW = 2
"""Flare-ups that are named one by one."""


def dated(day: date) -> str:
    """A date with its year, as a letter has it: "5 October 2025"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def first_day(log: Log) -> date | None:
    """The day of the first thing in a log, whatever it is; None in an empty one."""
    days = [session.day for session in log.sessions if session.happened]
    days += [placement.at.date() for placement in log.placements]
    days += [checkin.at.date() for checkin in log.checkins]
    return min(days, default=None)


def letter_span(log: Log, today: date, weeks: int, first_weekday: int = 0) -> WeekSpan:
    """The last so many weeks, at least 1, up to that of `today`, or of tomorrow where a session bears that date.

    None is before the first week with anything in it; what is shown is 4 weeks at least, of which some may lie ahead.
    """
    newest = max([today, *(session.day for session in log.sessions)])
    last = week_start(newest, first_weekday)
    oldest = first_day(log)
    start = last if oldest is None else min(last, week_start(oldest, first_weekday))
    start = max(start, last - WEEK * (weeks - 1))
    return WeekSpan(start, max(LEAST_WEEKS, (last - start).days // 7 + 1), today)


def steps_back(before: StageStep | None, steps: Sequence[StageStep]) -> int:
    """Sessions of a lower stage than that of the session or placement before; `before` is the last earlier one."""
    course = steps if before is None else (before, *steps)
    return sum(later.session and later.position < step.position for step, later in pairwise(course))


def stage_sentence(table: StageTable, before: StageStep | None, steps: Sequence[StageStep], span: WeekSpan) -> str:
    """Where the way through the stages led; `before` is the last step before the weeks, None without one."""
    names = [stage.marked_id for stage in table.stages]
    shown = steps if before is None else (before, *steps)
    if not shown:
        return "No stage in this programme yet."
    if not steps:
        return f"No stage in these weeks; before them, stage {names[shown[0].position]}."
    if not any(step.session for step in steps):
        return f"Starting stage {names[steps[-1].position]}, set on {day_in_short(steps[-1].day, span.today)}."
    if table.policy.manual:
        return f"The patient chooses the stage of each session: {_stages_chosen(names, steps)}."
    first, now = names[shown[0].position], names[shown[-1].position]
    top = names[max(step.position for step in shown)]
    if first != now:
        course = f"From stage {first} to stage {now}{'' if top in (first, now) else f', at most stage {top}'}"
    else:
        course = f"At stage {now} throughout" if top == now else f"Up to stage {top} and back to stage {now}"
    return " ".join([f"{course}.", *_lower(steps_back(before, steps)), *_flares_by_stage(names, steps)])


def pain_sentence(pains: Sequence[SessionPain], limit: int, today: date, *, rising: bool) -> str:
    """The pain of some sessions in figures; `limit` is the worst that the rule accepts, 0 to 10.

    `rising` says that the rule sees pain before sessions rise today.
    """
    if not pains:
        return "No sessions in these weeks."
    parts = [*_before(pains), *_worst(pains, limit), *_flare_ups(pains, today)]
    if rising:
        parts.append("By the programme's rule, pain before sessions has been rising.")
    return " ".join(parts) if parts else f"{plural(len(pains), 'session')} without any pain score."


def weeks_sentence(
    weeks: Sequence[Week], planned: int, days: Sequence[date], span: WeekSpan, began: date | None
) -> str:
    """In how many weeks all planned sessions were done, the longest break, and the most running in a week.

    `planned` is sessions a week, `days` are those of all sessions ever in order of time. A week in the midst of which
    the programme `began` is none that a runner could have done in full.
    """
    if not any(week.sessions for week in weeks):
        return "No sessions in these weeks."
    over = [week for week in weeks if week.over and began is not None and week.first_day >= began]
    full = sum(week.sessions >= planned for week in over)
    total = plural(sum(week.sessions for week in weeks), "session")
    parts = [f"{total}; {planned} or more in {full} of {plural(len(over), 'complete week')}." if over else f"{total}."]
    off = longest_break(days, span)
    if off is not None:
        length = plural((off[1] - off[0]).days + 1, "day")
        parts.append(f"Longest break: {length}, from {day_in_short(off[0], span.today)}.")
    most = max(weeks, key=lambda week: week.run_seconds)
    if most.run_seconds:
        when = week_in_short(most.first_day, span.today)
        parts.append(f"Most running in a week: {in_minutes(most.run_seconds)}, {when}.")
    return " ".join(parts)


def walks_sentence(weeks: Iterable[Week]) -> str:
    """How many walks there were, and how long they were together; "" without any."""
    some = [week for week in weeks if week.walks]
    count = sum(week.walks for week in some)
    if not some:
        return ""
    length = hours(sum(week.walk_seconds for week in some)).replace(" ", NO_BREAK)
    return f"{plural(count, 'walk')}, {length} in all."


def adherence_sentence(found: Adherence | None, *, elsewhere: bool) -> str:
    """Sessions done of those planned since the start, beside the trial's figure where the programme is the trial's.

    `elsewhere` says that some of the sessions are of other programmes, which may plan another number.
    """
    if found is None:
        return "No sessions yet."
    since = f"since {dated(found.since)}"
    if found.per_week is None or found.share is None or found.weeks < 1:
        return f"{plural(found.sessions, 'session')} {since}, less than a week ago."
    planned = f"{found.per_week:.1f} of {found.asked_per_week} planned sessions a week"
    others = ", those of other programmes counted" if elsewhere else ""
    trial = f" In the trial: {TRIAL_SESSIONS} of {TRIAL_ASKED} ({TRIAL_SHARE}%)." if found.as_in_the_trial else ""
    return f"{planned} {since} ({found.share * 100:.0f}%){others}.{trial}"


def _stages_chosen(names: Sequence[str], steps: Sequence[StageStep]) -> str:
    """Each stage that was run with how often, in the order of the table."""
    count = Counter(step.position for step in steps if step.session)
    return ", ".join(f"stage {names[place]} ({_times(count[place])})" for place in sorted(count))


def _lower(count: int) -> list[str]:
    if not count:
        return []
    were = "session was" if count == 1 else "sessions were"
    return [f"{count} {were} at a lower stage than the one before."]


def _flares_by_stage(names: Sequence[str], steps: Sequence[StageStep]) -> list[str]:
    """The stages that brought flare-ups, with how many each."""
    count = Counter(step.position for step in steps if step.response is Response.FLARE)
    if not count:
        return []
    each = [f"{count[place]} at stage {names[place]}" for place in sorted(count)]
    return [f"Flare-ups: {', '.join(each)}."]


def _before(pains: Sequence[SessionPain]) -> Iterator[str]:
    """The pain before sessions at both ends of the weeks, by the median that the rule uses; its range where there are
    too few."""
    told = [pain.before for pain in pains if pain.before is not None]
    for size in COMPARED:
        if len(told) >= 2 * size:
            first, last = lower_median(told[:size]), lower_median(told[-size:])
            how = "the same" if first == last else "lower" if last < first else "higher"
            yield (
                f"Pain before sessions: {how} over these weeks, median {first} in the first {size} sessions "
                f"and {last} in the last {size}."
            )
            return
    if told:
        least, most = min(told), max(told)
        yield f"Pain before sessions: {least if least == most else f'{least} to {most}'}."


def _worst(pains: Sequence[SessionPain], limit: int) -> Iterator[str]:
    """In how many sessions the worst pain was more than the rule accepts."""
    told = [pain.worst for pain in pains if pain.worst is not None]
    if told:
        high = sum(pain > limit for pain in told)
        of = f"{high} of {plural(len(told), 'session')}"
        yield f"Worst pain: {max(told)} at most, above {limit} in {of}."


def _flare_ups(pains: Sequence[SessionPain], today: date) -> Iterator[str]:
    """The flare-ups by their days; of many the number and the last."""
    flares = [pain for pain in pains if pain.flared]
    if flares and len(flares) <= FEW:
        days = " and ".join(day_in_short(pain.day, today) for pain in flares)
        yield f"{plural(len(flares), 'flare-up')}, on {days}."
    elif flares:
        yield f"{len(flares)} flare-ups, the last on {day_in_short(flares[-1].day, today)}."


def _times(count: int) -> str:
    return "once" if count == 1 else "twice" if count == 2 else f"{count} times"
