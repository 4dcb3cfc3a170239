"""The rule's answer in plain sentences, each with the figures that were used."""

from __future__ import annotations

from datetime import date

from runwalk_tui.programme.stage import Policy, Stage, StageTable
from runwalk_tui.progression.fold import SORE_IN_A_ROW, Decision, Standing
from runwalk_tui.progression.response import Response, flare_above, respond, worst_pain
from runwalk_tui.session.record import SessionRecord


def for_stop(flagged: SessionRecord, today: date) -> tuple[str, ...]:
    """Why no session is offered."""
    from runwalk_tui.progression.screening import advice_for  # late: seldom needed

    advice = advice_for(flagged.red_flags)
    what_to_do = (advice.action, advice.detail) if advice else ()
    return (
        f"On {day_name(flagged.day, today)} you ticked a warning sign: {'; '.join(flagged.red_flags)}.",
        *what_to_do,
        "No session is offered until a clinician has cleared you and you have recorded that.",
    )


def for_placement() -> tuple[str, ...]:
    """Why the starting stage comes first."""
    return (
        "Nothing is recorded yet: first find the stage to begin with, by a two-minute run test or by choosing one.",
    )


def for_start(table: StageTable, standing: Standing, today: date) -> tuple[str, ...]:
    """Why the programme begins here."""
    stage = table.stages[standing.stage]
    placed = day_name(standing.changed, today)
    return (f"You were placed at {label(stage)} on {placed}: begin with {reps(standing.reps)}.",)


def for_break(table: StageTable, stage: Stage, gap: int, *, stepped_back: bool) -> tuple[str, ...]:
    """Why a break makes the start gentler."""
    policy = table.policy
    if stepped_back:
        return (
            f"{gap} days since the last session, and {policy.break_step_back_days} or more mean one stage down: "
            f"begin again at {label(stage)} with {reps(stage.reps_min)}.",
        )
    limit = min(policy.break_repeat_days, policy.break_step_back_days)
    return (
        f"{gap} days since the last session, and {limit} or more mean an easy start: "
        f"{label(stage)} with {reps(stage.reps_min)}.",
    )


def for_finished(table: StageTable, standing: Standing) -> tuple[str, ...]:
    """Why the programme is done."""
    return (
        f"{_clean_sessions(standing.clean)} at {label(table.stages[standing.stage])}, the last one: "
        "the programme is done. Keep this session for as long as you like it.",
    )


def for_manual(table: StageTable, standing: Standing) -> tuple[str, ...]:
    """Why a manual table stays where it is."""
    here = table.stages[standing.stage]
    return (
        f"{_clean_sessions(standing.clean)} at {label(here)}. This table is set to manual, so no move is proposed: "
        "choose another stage when you feel ready.",
    )


def for_waiting(table: StageTable, standing: Standing, above: Stage, from_day: date) -> tuple[str, ...]:
    """Why the next stage is not offered yet."""
    return (
        f"{_clean_sessions(standing.clean)} at {label(table.stages[standing.stage])}. "
        f"{label(above).capitalize()} is offered from {day_name(from_day)}, "
        f"since a stage lasts at least {plural(table.policy.min_days_per_stage, 'day')}.",
    )


def for_advance(table: StageTable, standing: Standing, above: Stage) -> tuple[str, ...]:
    """Why the next stage is offered."""
    here = table.stages[standing.stage]
    return (
        f"{_clean_sessions(standing.clean)} at {label(here)} "
        f"({table.policy.sessions_to_advance} are asked for): {label(above)} is next, with {reps(above.reps_min)}.",
    )


def for_session(table: StageTable, standing: Standing, session: SessionRecord) -> tuple[str, ...]:
    """Why the last session leads to what is due now."""
    now = table.stages[standing.stage]
    match respond(session, table.policy):
        case Response.STOP:
            return (f"A warning sign was ticked, and you have been cleared since: {_go_on(standing, now)}.",)
        case Response.FLARE:
            return (f"{_why_flare(session, table.policy)}: {_go_on(standing, now)}.",)
        case Response.UNSETTLED:
            return tuple(_why_unsettled(table, standing, session, now))
        case Response.TOLERATED:
            return tuple(_why_tolerated(table, standing, session, now))


def week_is_full(sessions: int) -> str:
    """Why a day before the one that fits is too early."""
    return f"The six days before hold {plural(sessions, 'session')} already, as many as a week has."


def rest_is_due(policy: Policy, *, flared: bool) -> str:
    """Why a day before the one that fits is too early."""
    if flared:
        return f"After a flare-up {plural(policy.rest_days_after_flare, 'day')} without running come first."
    return f"{plural(policy.rest_days, 'day')} without running between two sessions lets the back settle."


def flares_in_a_row(count: int) -> str:
    """Advice after flare-ups in a row."""
    return f"{count} flare-ups in a row: have a physiotherapist or doctor look at it before going on."


def left_out(table: StageTable, programme: str, stage: str, count: int) -> str:
    """Which sessions the rule did not look at."""
    sessions = plural(count, "session")
    if programme != table.programme:
        return f"{sessions} of the programme “{programme}” (stage {stage}) are not part of “{table.programme}”."
    return f"{sessions} of stage {stage}, which is not in this table, were left out."


def placement_left_out(stage: str) -> str:
    """Which placement the rule did not look at."""
    return f"A placement at stage {stage}, which is not in this table, was left out."


def label(stage: Stage) -> str:
    """How a stage is called inside a sentence."""
    return f"stage {stage.id}"


def reps(count: int) -> str:
    """A number of repetitions in words."""
    return plural(count, "repetition")


def plural(count: int, thing: str) -> str:
    """A count with its noun."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def day_name(day: date, today: date | None = None) -> str:
    """A date as people say it, in English whatever the locale: Monday 5 January.

    With `today` the year is named when it is another one: Sunday 28 December 2025.
    """
    year = "" if today is None or day.year == today.year else f" {day.year}"
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{year}"


DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _clean_sessions(count: int) -> str:
    return f"{plural(count, 'session')} in a row at full repetitions went well"


def _go_on(standing: Standing, now: Stage) -> str:
    if standing.decision is Decision.STEP_BACK:
        return f"back to {label(now)} for now, with {reps(standing.reps)}"
    return f"{label(now)} again, with {reps(standing.reps)}"


def _why_flare(session: SessionRecord, policy: Policy) -> str:
    before = session.pain_before or 0
    worst = worst_pain(session)
    if session.stopped_for_pain:
        return "You stopped for pain"
    limit = flare_above(session.pain_before, policy)
    if worst is not None and worst > limit:
        return f"Worst pain {worst} of 10 is above {limit}"
    return (
        f"Pain the next morning, {session.pain_morning} of 10, was {policy.pain_rise} or more above the {before} before"
    )


def _why_unsettled(table: StageTable, standing: Standing, session: SessionRecord, now: Stage) -> list[str]:
    policy = table.policy
    before = session.pain_before or 0
    after, worst = session.pain_after, worst_pain(session)
    why: list[str] = []
    if after is None:
        why.append("Pain after the session was not given")
    elif session.pain_morning is None and after >= before + policy.pain_rise:
        why.append(
            f"Pain after, {after} of 10, was {policy.pain_rise} or more above the {before} before, "
            "and the next morning has not answered yet"
        )
    if session.soreness:
        again = standing.decision is Decision.STEP_BACK
        times = f", for {SORE_IN_A_ROW} sessions in a row" if again else ""
        why.append(f"New soreness ({', '.join(session.soreness)}){times}")
    if worst is not None and worst > policy.acceptable_pain:
        why.append(f"Worst pain {worst} of 10 is above {policy.acceptable_pain}")
    return [f"{'; '.join(why)}: {_go_on(standing, now)}."]


def _why_tolerated(table: StageTable, standing: Standing, session: SessionRecord, now: Stage) -> list[str]:
    policy = table.policy
    full = table.full(now)
    worst = worst_pain(session)
    calm = (
        "Pain stayed acceptable"
        if worst is None
        else f"Worst pain {worst} of 10 is acceptable (up to {policy.acceptable_pain})"
    )
    if session.eased_to is not None:
        return [f"{calm}; the session was eased to stage {session.eased_to}: {_go_on(standing, now)}."]
    if not session.completed:
        done = f"{session.reps_done} of {session.reps_planned} repetitions were done"
        return [f"{calm}; {done}: {_go_on(standing, now)}."]
    if standing.decision is Decision.BUILD:
        return [f"{calm}: {standing.reps} repetitions after {session.reps_done}; {full} is the full stage."]
    if standing.clean == 0:
        return [f"{calm}: {_go_on(standing, now)}."]
    asked = f"{standing.clean} of the {policy.sessions_to_advance} full sessions that moving up asks for"
    if standing.clean >= policy.sessions_to_advance:
        return [f"{calm}; you said you were not ready to move up: {_go_on(standing, now)}."]
    return [f"{calm}, and that was {asked}: {_go_on(standing, now)}."]
