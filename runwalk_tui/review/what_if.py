"""What if: the rule asked about sessions that nobody has done. Nothing is saved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from runwalk_tui.programme.stage import MOST_REPS, WORST_PAIN, Policy, Stage, StageTable
from runwalk_tui.rule.brief import in_letters
from runwalk_tui.rule.prescription import Prescription, prescribe
from runwalk_tui.rule.reading import read
from runwalk_tui.rule.reasons import day_name, mark_explained, reps
from runwalk_tui.rule.response import Response
from runwalk_tui.rule.standing import Decision, Judged
from runwalk_tui.session.records import Log, Placement, SessionRecord
from runwalk_tui.wording import outcome_words

WEEK = 7
ONE_DAY = timedelta(days=1)
HORIZON = 2 * 52 * WEEK
"""Days ahead, beyond which nobody plans."""
CALM = 2
"""Pain that is supposed where none is usual yet, 0 to 10."""
JUDGED = {
    Response.STOP: "That would be a warning sign",
    Response.FLARE: "That would be a flare-up",
    Response.UNSETTLED: "That wouldn't have settled yet",
    Response.TOLERATED: "That would be fine",
}
SETTLED = "If it has settled by the next morning, the session went well"
"""Of pain that is no flare-up but more than is fine without asking about the next morning."""
EXAMPLES = "“what if tomorrow 4 of 10”, “what if pain 7” or “what if today 6 of 10 pain 3”"
"""What is offered to somebody whose question was not understood."""


class WhatIfError(ValueError):
    """A question was not understood; the message is one line that says how to ask."""

    def __init__(self) -> None:
        super().__init__(f"Ask like this: {EXAMPLES}. Pain is 0 to {WORST_PAIN}.")


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A session that might be done."""

    day: date
    done: int | None = None
    """Repetitions; None for all that are due."""
    planned: int | None = None
    """Repetitions; None for those that are due."""
    worst: int | None = None
    """Worst pain, 0 to 10; None for what is usual."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """When the last stage comes if all goes well."""

    stage: str
    day: date
    """Of the first session at the last stage."""
    sessions: int
    """Up to that one, that one included."""


def parse_made_up(text: str, today: date) -> MadeUp:
    """Read "tomorrow 4 of 10 pain 3", in any order; without a day it is today. Raises WhatIfError."""
    rest = " ".join(text.lower().split())
    day, done, planned, worst = today, None, None, None
    if match := re.search(r"\b(today|tomorrow)\b", rest):
        day, rest = today + ONE_DAY * (match[1] == "tomorrow"), _without(rest, match)
    if match := re.search(r"\b(?:worst )?pain (\d{1,2})(?: out of 10)?(?! ?of)\b|\b(\d{1,2}) out of 10\b", rest):
        worst, rest = int(match[1] or match[2]), _without(rest, match)
    if match := re.search(r"\b(\d{1,3})(?: of (\d{1,3}))?(?: repetitions?)?(?= |$)", rest):
        done, rest = int(match[1]), _without(rest, match)
        planned = int(match[2]) if match[2] else None
    fine = (worst is None or worst <= WORST_PAIN) and all(
        count is None or count <= MOST_REPS for count in (done, planned)
    )
    if rest or not text.strip() or not fine or planned == 0:
        raise WhatIfError
    return MadeUp(day, done, planned, worst)


def _without(text: str, match: re.Match[str]) -> str:
    return " ".join((text[: match.start()] + " " + text[match.end() :]).replace(",", " ").split())


def what_follows(table: StageTable, log: Log, now: datetime, made_up: MadeUp) -> tuple[str, str]:
    """What a session would be, and where it would lead, a sentence each; the second says why where there is none.

    It is supposed to have settled by the next morning, and so is whatever else was not said. Before there is a starting
    stage it is a session of the first one, which is said.
    """
    begins = placed_at_first(table, log, now, made_up.day)
    before = f"{from_first(table, log, made_up.day)} " if begins is not log else ""
    log = begins
    due = prescribe(table, log, made_up.day)
    if due.offered is None:
        return "", _no_session(due)
    record = _record(table, due, now, made_up)
    more = _with(log, record)
    judged = next(one for one in read(table, more, made_up.day).judged if one.session is record)
    following = _next(table, more, made_up.day)
    day, stage = called(made_up.day, now.date()), table.stage(record.stage).marked_id
    what = f"{day[:1].upper()}{day[1:]}: stage {stage}, {_done(record)}, worst pain {record.pain_worst}."
    if due.earliest > made_up.day:
        what += f" The rule says {day_name(due.earliest, now.date())} or later."
    days = "" if following.stage is None else f", {day_name(following.earliest, now.date())} or later"
    leads = f"{_verdict(judged, table.policy)}. Then {outcome_words(following, table)}{days}."
    what, leads = mark_explained([f"{before}{what}", leads])
    return what, leads


def presumed_pain(due: Prescription) -> int:
    """The worst pain that is supposed where none is given, 0 to 10: what is usual."""
    return CALM if due.usual_pain is None else due.usual_pain


def _verdict(judged: Judged, policy: Policy) -> str:
    """What the rule makes of a made-up session; above what is fine at once, the next morning decides."""
    worst = judged.session.pain_worst
    if judged.response is Response.TOLERATED and worst is not None and worst > policy.acceptable_pain:
        return SETTLED
    return JUDGED[judged.response]


def placed_at_first(table: StageTable, log: Log, now: datetime, day: date) -> Log:
    """The log to ask about a day: where there is no starting stage then, as if it were the first of the table."""
    if prescribe(table, log, day).decision is not Decision.PLACEMENT:
        return log
    return replace(log, placements=(*log.placements, Placement(now, table.stages[0].id)))


def from_first(table: StageTable, log: Log, day: date) -> str:
    """That there is no starting stage on a day, never yet or again after a long break, and what is looked at instead.

    `log` is the runner's own.
    """
    again = read(table, log, day).standing is not None
    why = "You'd find your starting stage again first" if again else "No starting stage yet"
    return f"{why}: this assumes the first one, stage {table.stages[0].id}."


def outlook(table: StageTable, log: Log, now: datetime, per_week: int) -> Outlook | None:
    """When the last stage comes with so many sessions a week and no trouble; None when that is not in two years.

    The rule is asked before each session, about a log in memory. So rest days, breaks and the least days of a stage
    are in it.
    """
    log = placed_at_first(table, log, now, now.date())
    start, last = now.date(), table.stages[-1].id
    day, count = start, 0
    while day <= start + HORIZON * ONE_DAY:
        due = prescribe(table, log, day)
        if due.stage is None:
            return None
        if due.earliest > day:
            day = due.earliest
            continue
        count += 1
        if due.stage == last:
            return Outlook(last, day, count)
        log = _with(log, _record(table, due, now, MadeUp(day)))
        day = max(day + ONE_DAY, start + (count * WEEK // per_week) * ONE_DAY)
    return None


def outlook_line(table: StageTable, log: Log, now: datetime, per_week: int, made_up: MadeUp | None = None) -> str:
    """ "Three sessions a week without trouble: stage 13 on Saturday 21 February, after 30 sessions."

    With a made-up session it is what comes after that one: "After that, three sessions a week...".
    """
    today = now.date()
    day = today if made_up is None else made_up.day
    log = _with_made_up(table, placed_at_first(table, log, now, day), now, made_up)
    due, last = prescribe(table, log, day), table.stages[-1].id
    if due.stage is None:
        return _no_session(due)
    if table.policy.manual:
        return "In this programme you choose each session, so no stage is the last."
    if due.stage == last:
        return f"You're at the last stage, {last}."
    often = f"{_how_often(table, per_week)} without trouble"
    often = f"After that, {often}" if made_up is not None else f"{often[0].upper()}{often[1:]}"
    start = now if made_up is None else datetime.combine(made_up.day + ONE_DAY, now.timetz())
    found = outlook(table, log, start, per_week)
    if found is None:
        return f"{often}: stage {last} is more than two years away."
    before = found.sessions - 1
    after = f", after {before} {'session' if before == 1 else 'sessions'}" if before else ""
    stage = table.stage(found.stage).marked_id
    (said,) = mark_explained([f"{often}: stage {stage} on {day_name(found.day, today)}{after}."])
    return said


def _with_made_up(table: StageTable, log: Log, now: datetime, made_up: MadeUp | None) -> Log:
    """The log with a made-up session in it, if there is one and it can be done."""
    due = None if made_up is None else prescribe(table, log, made_up.day)
    if made_up is None or due is None or due.offered is None:
        return log
    return _with(log, _record(table, due, now, made_up))


def _how_often(table: StageTable, per_week: int) -> str:
    """ "three sessions a week"; where the days of rest leave no room for so many, as often as they do."""
    apart = table.policy.rest_days + 1
    if per_week * apart > WEEK:
        return "a session every other day" if apart == 2 else f"a session every {in_letters(apart)} days"
    return f"{in_letters(per_week)} {'session' if per_week == 1 else 'sessions'} a week"


def _no_session(due: Prescription) -> str:
    """Why there is no session to ask about."""
    return due.reasons[0] if due.decision is Decision.STOP else "First find your starting stage."


def _next(table: StageTable, log: Log, day: date) -> Prescription:
    """What is due after a session on a day, asked for on the first day on which it may be."""
    soonest = prescribe(table, log, day).earliest
    return prescribe(table, log, max(soonest, day + ONE_DAY))


def _record(table: StageTable, due: Prescription, now: datetime, made_up: MadeUp) -> SessionRecord:
    """The session as the log would have it, had it settled by the next morning."""
    assert due.offered is not None, "a session is made up only when one is prescribed"
    stage = due.offered.stage
    planned = due.offered.reps if made_up.planned is None else made_up.planned
    done = planned if made_up.done is None else made_up.done
    calm = presumed_pain(due)
    return SessionRecord(
        id=f"what-if-{made_up.day.isoformat()}",
        started_at=datetime.combine(made_up.day, now.timetz()),
        programme=table.programme,
        stage=stage,
        reps_planned=planned,
        reps_done=done,
        run_seconds=_run_seconds(table.stage(stage), done),
        pain_before=calm,
        pain_worst=calm if made_up.worst is None else made_up.worst,
        pain_after=calm,
        pain_morning=calm,
    )


def _run_seconds(stage: Stage, done: int) -> int:
    return stage.running_seconds(done) if done else 0


def _with(log: Log, record: SessionRecord) -> Log:
    return replace(log, sessions=(*log.sessions, record))


def called(day: date, today: date) -> str:
    """A day from today on: "today", "tomorrow", else its name."""
    return {0: "today", 1: "tomorrow"}.get((day - today).days, day_name(day, today))


def _done(record: SessionRecord) -> str:
    if record.reps_done == record.reps_planned:
        return reps(record.reps_done)
    return f"{record.reps_done} of {reps(record.reps_planned)}"


def weekly_choices(table: StageTable) -> Iterator[int]:
    """How many sessions a week can be asked about: as many as the table and its days of rest allow, at least one."""
    yield from range(1, max(1, min(table.sessions_per_week, WEEK // (table.policy.rest_days + 1))) + 1)
