"""How the weeks of the letter went: which weeks they are, and what is said of their stages, pains, sessions and walks.

Everything is impersonal, as clinicians write, and says figures rather than how good they are. What a flare-up is, is
the rule's own reading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from runwalk_tui.programme.stage import Stage, StageTable
from runwalk_tui.review.dates import dated, day_in_short
from runwalk_tui.review.report.rows import RESPONSES
from runwalk_tui.review.trends.course import SessionPain, StageStep
from runwalk_tui.review.trends.sentences import hours, in_minutes, longest_break, week_in_short
from runwalk_tui.review.trends.week_axis import LEAST_WEEKS, WEEK, WeekSpan
from runwalk_tui.review.trends.week_figures import Week
from runwalk_tui.rule.follow_up import TRIAL_ASKED, TRIAL_SESSIONS, TRIAL_SHARE, Adherence
from runwalk_tui.rule.reasons import plural
from runwalk_tui.rule.response import Response, lower_median
from runwalk_tui.session.habits import week_start
from runwalk_tui.session.records import Log, SessionRecord
from runwalk_tui.wording import minutes, steps_in_words

COMPARED = (6, 3)
"""Sessions at both ends of the weeks whose pain before is compared: six, or three where six would overlap."""
NO_BREAK = "\N{NO-BREAK SPACE}"
"""Between a figure and its unit where a line may end."""
FEW = 2
"""Flare-ups that are named one by one."""
FEW_STEPS = 3
"""Steps back that are."""
AFTER = {response: RESPONSES[response] for response in (Response.FLARE, Response.STOP)}
"""What a session may have brought after which the stage is lower."""


def first_day(log: Log) -> date | None:
    """The day of the first thing in a log, whatever it is; None in an empty one."""
    days = [session.day for session in log.sessions if session.happened]
    days += [placement.at.date() for placement in log.placements]
    days += [checkin.at.date() for checkin in log.checkins]
    return min(days, default=None)


def letter_span(log: Log, today: date, weeks: int, first_weekday: int = 0) -> WeekSpan:
    """The last so many weeks, at least 1, up to that of `today`, or of tomorrow where a session bears that date.

    They start no earlier than the week of the first entry. A chart of fewer than 4 weeks would be hard to read, so
    the span has 4 at least, and the last of them may lie ahead.
    """
    newest = max([today, *(session.day for session in log.sessions)])
    last = week_start(newest, first_weekday)
    oldest = first_day(log)
    start = last if oldest is None else min(last, week_start(oldest, first_weekday))
    start = max(start, last - WEEK * (weeks - 1))
    return WeekSpan(start, max(LEAST_WEEKS, (last - start).days // 7 + 1), today)


def steps_back(before: StageStep | None, steps: Sequence[StageStep]) -> list[tuple[StageStep, StageStep]]:
    """Each session of a lower stage than the session or placement before it, after that one; `before` is the last
    earlier one."""
    course = steps if before is None else (before, *steps)
    return [(step, later) for step, later in pairwise(course) if later.session and later.position < step.position]


def stage_sentence(table: StageTable, before: StageStep | None, steps: Sequence[StageStep], span: WeekSpan) -> str:
    """Where the way through the stages led; `before` is the last step before the weeks, None without one.

    Where the weeks start at another stage than that one, it is named apart: the chart does not show it.
    """
    names = [stage.marked_id for stage in table.stages]
    if not steps:
        if before is None:
            return "No stage in this programme yet."
        return f"No stage in these weeks; before them, stage {names[before.position]}."
    if not any(step.session for step in steps):
        return f"Starting stage {names[steps[-1].position]}, set on {day_in_short(steps[-1].day, span.today)}."
    if table.policy.manual:
        return f"The patient chooses the stage of each session: {_stages_chosen(names, steps)}."
    first, now = names[steps[0].position], names[steps[-1].position]
    top = names[max(step.position for step in steps)]
    apart = before is not None and before.position != steps[0].position
    earlier = [f"Before these weeks: stage {names[before.position]}."] if before is not None and apart else []
    if first != now:
        course = f"From stage {first} to stage {now}{'' if top in (first, now) else f', highest stage {top}'}"
    else:
        course = f"At stage {now} throughout" if top == now else f"Up to stage {top} and back to stage {now}"
    back = _back(steps_back(before, steps), span.today)
    return " ".join([*earlier, f"{course}.", *back, *_flares_by_stage(names, steps)])


def stages_run(table: StageTable, steps: Sequence[StageStep]) -> str:
    """What a repetition of each stage of the weeks is: "Stage 2: run 30s, walk 2m · 3: run 45s, walk 1m55s"; ""
    without any."""
    stages = [table.stages[place] for place in sorted({step.position for step in steps})]
    each = [f"{stage.marked_id}: {steps_in_words(stage)}{_filled(stage)}" for stage in stages]
    return f"Stage {' · '.join(each)}." if each else ""


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


def _filled(stage: Stage) -> str:
    """For how long a repetition is done again and again, where that is what the stage says."""
    return "" if stage.fill is None else f", repeated for {minutes(stage.fill)}"


def minutes_of_sessions(sessions: Sequence[SessionRecord]) -> tuple[str, tuple[float, ...]]:
    """What the minutes below the pains are of, "running" or "walking", and how many there were in each session.

    They are of walking only where no session had any running, as in a programme of walks.
    """
    if any(session.run_seconds for session in sessions):
        return "running", tuple(round(session.run_seconds / 60, 1) for session in sessions)
    return "walking", tuple(round(session.walk_seconds / 60, 1) for session in sessions)


def weeks_sentence(
    weeks: Sequence[Week], planned: int, days: Sequence[date], span: WeekSpan, began: date | None
) -> str:
    """In how many weeks all planned sessions were done, the longest break, and the most running in a week; "" before
    the first session, which is told elsewhere.

    `planned` is sessions a week, `days` are those of all sessions ever in order of time. The week in which the
    programme started (`began`, a day) is no complete one, since some of its days were gone by then.
    """
    if not days:
        return ""
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
    """Sessions done of those planned since the start, next to the trial's figure where the programme is the trial's.

    `elsewhere` says that some of the sessions are of other programmes, which may plan another number.
    """
    if found is None:
        return "No sessions yet."
    if found.per_week is None or found.share is None or found.weeks < 1:
        what = "Started" if found.sessions else "No session yet; starting stage set"
        return f"{what} on {dated(found.since)}, less than a week ago."
    planned = f"{found.per_week:.1f} of {found.asked_per_week} planned sessions a week ({found.share * 100:.0f}%)"
    others = ", those of other programmes included" if elsewhere else ""
    trial = f" In the trial: {TRIAL_SESSIONS} of {TRIAL_ASKED} ({TRIAL_SHARE}%)." if found.as_in_the_trial else ""
    return f"Since {dated(found.since)}: {planned}{others}.{trial}"


def _stages_chosen(names: Sequence[str], steps: Sequence[StageStep]) -> str:
    """Each stage that was run with how often, in the order of the table."""
    count = Counter(step.position for step in steps if step.session)
    return ", ".join(f"stage {names[place]} ({_times(count[place])})" for place in sorted(count))


def _back(steps: Sequence[tuple[StageStep, StageStep]], today: date) -> list[str]:
    """The steps back by their days, with what came before them; of many the number and the last."""
    if not steps:
        return []
    told = [
        day_in_short(later.day, today) + (f" (after a {AFTER[step.response]})" if step.response in AFTER else "")
        for step, later in steps
    ]
    count = "1 step back" if len(steps) == 1 else f"{len(steps)} steps back"
    return [f"{count}: {', '.join(told)}." if len(told) <= FEW_STEPS else f"{count}, the last on {told[-1]}."]


def _flares_by_stage(names: Sequence[str], steps: Sequence[StageStep]) -> list[str]:
    """The stages that brought flare-ups, with how many each; of a single one the pains say the day."""
    count = Counter(step.position for step in steps if step.response is Response.FLARE)
    if count.total() < FEW:
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
        yield f"Worst pain: highest {max(told)}, above {limit} in {of}."


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
