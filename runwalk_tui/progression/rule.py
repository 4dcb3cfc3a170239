"""The rule: the stage table, the log and a date give today's prescription (RULES, section 4).

A pure function. It stores nothing, asks no clock, and anyone can compute its answer by hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from runwalk_tui.programme.stage import Policy, Stage, StageTable
from runwalk_tui.progression import reasons
from runwalk_tui.progression.fold import Decision, Standing, fold, relevant
from runwalk_tui.progression.response import Response, respond
from runwalk_tui.session.record import Log, SessionRecord

MORNING_ASKED_DAYS = range(1, 4)
"""Days after a session on which its next-morning pain is still asked for."""


FLARES_TO_SEE_SOMEONE = 2
"""Flare-ups in a row after which somebody should look at it (RULES, section 4)."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """What the runner may choose instead without a warning."""

    stage: str
    reps: int


@dataclass(frozen=True, slots=True)
class Prescription:
    """What to do next, and why."""

    programme: str
    decision: Decision
    stage: str | None
    """Id of the stage; None for a placement or a stop."""
    reps: int | None
    full_reps: int | None
    """Repetitions of the full stage."""
    earliest: date
    """First day that fits; starting earlier is a warning, never a lock."""
    move_up_from: date | None
    """Day from which moving up would be offered, when only days are missing."""
    ask_morning: bool
    """The pain of the morning after the last session is still wanted."""
    provisional: bool
    """A move up that the morning's answer may still take back."""
    total_seconds: int | None
    """Length of the whole session."""
    reasons: tuple[str, ...]
    alternatives: tuple[Alternative, ...]
    warnings: tuple[str, ...]


def prescribe(table: StageTable, log: Log, today: date) -> Prescription:
    """Return what the rule asks for on a day, on the runner's own calendar."""
    standing = fold(table, log)
    choice = _choose(table, log, standing, today)
    last = standing.last if standing else None
    ask_morning = last is not None and last.pain_morning is None and (today - last.day).days in MORNING_ASKED_DAYS
    stage = None if choice.position is None else table.stages[choice.position]
    return Prescription(
        programme=table.programme,
        decision=choice.decision,
        stage=stage.id if stage else None,
        reps=choice.reps if stage else None,
        full_reps=table.full(stage) if stage else None,
        earliest=earliest(table, log, today),
        move_up_from=choice.move_up_from,
        ask_morning=ask_morning,
        provisional=ask_morning and choice.decision is Decision.ADVANCE,
        total_seconds=stage.total_seconds(choice.reps) if stage else None,
        reasons=choice.reasons,
        alternatives=tuple(_alternatives(table, choice)),
        warnings=tuple(_warnings(table, log, standing)),
    )


def earliest(table: StageTable, log: Log, today: date) -> date:
    """The first day on which another session fits, never before `today`."""
    return max(today, _rested(table, log, today)[1])


def why_wait(table: StageTable, log: Log, today: date) -> str:
    """Why the next session does not fit today, in one sentence; "" when it does."""
    rested, fits = _rested(table, log, today)
    if fits <= today:
        return ""
    if fits > rested:
        return reasons.week_is_full(table.sessions_per_week)
    last = max((session for session in log.sessions if session.counted), key=lambda session: session.started_at)
    return reasons.rest_is_due(table.policy, flared=_needs_longer_rest(last, table.policy))


def _rested(table: StageTable, log: Log, today: date) -> tuple[date, date]:
    """The day on which the rest after the last session is over, and the first from then on with room in its week."""
    counted = sorted((session for session in log.sessions if session.counted), key=lambda session: session.started_at)
    if not counted:
        return today, today
    policy = table.policy
    rest = policy.rest_days_after_flare if _needs_longer_rest(counted[-1], policy) else policy.rest_days
    rested = day = counted[-1].day + timedelta(days=rest + 1)
    days = Counter(session.day for session in counted)
    while sum(days[day - timedelta(days=back)] for back in range(1, 7)) >= table.sessions_per_week:
        day += timedelta(days=1)
    return rested, day


def _needs_longer_rest(session: SessionRecord, policy: Policy) -> bool:
    return respond(session, policy) in (Response.FLARE, Response.STOP)


def stop_sign(log: Log) -> SessionRecord | None:
    """The session whose warning signs no clinician has cleared yet, the latest one, or None."""
    flagged = [session for session in log.sessions if session.red_flags]
    if not flagged:
        return None
    latest = max(flagged, key=lambda session: session.started_at)
    cleared = max(log.clearances, default=None)
    return None if cleared is not None and cleared >= latest.started_at else latest


@dataclass(frozen=True, slots=True)
class _Choice:
    """A decision before the dates and lists around it are added."""

    decision: Decision
    position: int | None
    reps: int
    reasons: tuple[str, ...]
    move_up_from: date | None = None


def _choose(table: StageTable, log: Log, standing: Standing | None, today: date) -> _Choice:
    flagged = stop_sign(log)
    if flagged is not None:
        return _Choice(Decision.STOP, None, 0, reasons.for_stop(flagged, today))
    if standing is None:
        return _Choice(Decision.PLACEMENT, None, 0, reasons.for_placement())
    if standing.last is None:
        return _Choice(Decision.START, standing.stage, standing.reps, reasons.for_start(table, standing, today))
    gap = (today - standing.last.day).days
    if gap >= table.policy.break_repeat_days or gap >= table.policy.break_step_back_days:
        return _after_break(table, standing, gap)
    if standing.clean >= table.policy.sessions_to_advance and standing.last.felt_ready is not False:
        return _moving_up(table, standing, today)
    why = reasons.for_session(table, standing, standing.last)
    return _Choice(standing.decision, standing.stage, standing.reps, why)


def _after_break(table: StageTable, standing: Standing, gap: int) -> _Choice:
    policy = table.policy
    back = gap >= policy.break_step_back_days and standing.stage > 0 and not policy.manual
    position = standing.stage - 1 if back else standing.stage
    decision = Decision.STEP_BACK if back else Decision.REPEAT
    why = reasons.for_break(table, table.stages[position], gap, stepped_back=back)
    return _Choice(decision, position, table.stages[position].reps_min, why)


def _moving_up(table: StageTable, standing: Standing, today: date) -> _Choice:
    here = table.stages[standing.stage]
    if standing.stage == len(table.stages) - 1:
        return _Choice(Decision.FINISHED, standing.stage, table.full(here), reasons.for_finished(table, standing))
    if table.policy.manual:
        return _Choice(Decision.REPEAT, standing.stage, table.full(here), reasons.for_manual(table, standing))
    above = table.stages[standing.stage + 1]
    from_day = standing.changed + timedelta(days=table.policy.min_days_per_stage)
    if today < from_day:
        why = reasons.for_waiting(table, standing, above, from_day)
        return _Choice(Decision.REPEAT, standing.stage, table.full(here), why, from_day)
    why = reasons.for_advance(table, standing, above)
    return _Choice(Decision.ADVANCE, standing.stage + 1, above.reps_min, why)


def _alternatives(table: StageTable, choice: _Choice) -> Iterator[Alternative]:
    """Every stage below the one that is asked for, the nearest first; on a move up that includes staying."""
    if choice.position is not None:
        for stage in reversed(table.stages[: choice.position]):
            yield Alternative(stage.id, table.full(stage))


def _warnings(table: StageTable, log: Log, standing: Standing | None) -> Iterator[str]:
    if standing is not None and standing.flares >= FLARES_TO_SEE_SOMEONE:
        yield reasons.flares_in_a_row(standing.flares)
    known = {id(session) for session in relevant(table, log)}
    left_out = Counter(
        (session.programme, session.stage) for session in log.sessions if session.counted and id(session) not in known
    )
    for (programme, stage), count in sorted(left_out.items()):
        yield reasons.left_out(table, programme, stage, count)
    for placement in log.placements:
        if table.index(placement.stage) is None:
            yield reasons.placement_left_out(placement.stage)


def stage_of(table: StageTable, prescription: Prescription) -> Stage | None:
    """The stage that a prescription asks for."""
    return None if prescription.stage is None else table.stage(prescription.stage)
