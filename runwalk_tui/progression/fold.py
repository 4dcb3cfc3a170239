"""Folding the log: from every session so far to where the runner stands (RULES, section 3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.progression.response import Response, respond
from runwalk_tui.session.record import Log, Placement, SessionRecord

SORE_IN_A_ROW = 2
"""Sessions in a row with new soreness that lead a stage back (RULES, section 3)."""


class Decision(StrEnum):
    """What comes next."""

    PLACEMENT = "placement"
    """Find the stage to begin with."""
    START = "start"
    """Begin at the stage of the placement."""
    BUILD = "build"
    """The same stage with more repetitions."""
    REPEAT = "repeat"
    """The same again."""
    ADVANCE = "advance"
    """The next stage."""
    STEP_BACK = "step_back"
    """The stage below."""
    FINISHED = "finished"
    """The last stage is done; it may go on."""
    STOP = "stop"
    """See a doctor first."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the log leaves the runner; computed afresh each time, stored nowhere."""

    stage: int
    """Position in the table, from 0."""
    reps: int
    changed: date
    """Day on which the stage was last set."""
    clean: int = 0
    """Sessions in a row at full repetitions without trouble."""
    flares: int = 0
    """Flare-ups in a row."""
    sore: int = 0
    """Sessions in a row with new soreness."""
    decision: Decision = Decision.START
    """What the last event leads to, before breaks and moving up are looked at."""
    last: SessionRecord | None = None
    """The last session since the last placement."""
    came_from: int = 0
    """Stage position at which the last session was judged."""
    reps_before: int = 0
    """Repetitions that were due before the last session was judged."""


def relevant(table: StageTable, log: Log) -> list[SessionRecord]:
    """The counted sessions that the stage depends on, as they stand in the log."""
    return [
        session
        for session in log.sessions
        if session.counted and session.programme == table.programme and table.index(session.stage) is not None
    ]


def fold(table: StageTable, log: Log) -> Standing | None:
    """Take placements and sessions in order of time; None when there are none."""
    standing: Standing | None = None
    for event in _in_order(table, log):
        standing = _placed(table, event) if isinstance(event, Placement) else _after(table, standing, event)
    return standing


def _in_order(table: StageTable, log: Log) -> list[Placement | SessionRecord]:
    """Placements first where both bear the same instant: the sort is stable."""
    events: list[tuple[datetime, Placement | SessionRecord]] = [
        (placement.at, placement) for placement in log.placements if table.index(placement.stage) is not None
    ]
    events += [(session.started_at, session) for session in relevant(table, log)]
    return [event for _, event in sorted(events, key=lambda pair: pair[0])]


def _position(table: StageTable, stage_id: str) -> int:
    position = table.index(stage_id)
    assert position is not None, "events of unknown stages are left out before the fold"
    return position


def _placed(table: StageTable, placement: Placement) -> Standing:
    position = _position(table, placement.stage)
    return Standing(stage=position, reps=table.stages[position].reps_min, changed=placement.at.date())


def _after(table: StageTable, standing: Standing | None, session: SessionRecord) -> Standing:
    """Judge one session."""
    chosen = _position(table, session.stage)
    day = session.day
    if standing is None:
        standing = Standing(stage=chosen, reps=table.stages[chosen].reps_min, changed=day)
    if standing.last is not None and (day - standing.last.day).days >= table.policy.break_repeat_days:
        standing = replace(standing, clean=0, reps=table.stages[standing.stage].reps_min)
    if chosen != standing.stage:
        stage = table.stages[chosen]
        reps = max(stage.reps_min, min(table.full(stage), session.reps_planned))
        standing = replace(standing, stage=chosen, clean=0, changed=day, reps=reps)
    standing = replace(standing, came_from=standing.stage, reps_before=standing.reps, last=session)
    match respond(session, table.policy):
        case Response.STOP | Response.FLARE:
            return replace(_stepped_back(table, standing, day), flares=standing.flares + 1)
        case Response.UNSETTLED:
            return _unsettled(table, replace(standing, clean=0, flares=0), session)
        case Response.TOLERATED:
            return _tolerated(table, replace(standing, flares=0, sore=0), session)


def _stepped_back(table: StageTable, standing: Standing, day: date) -> Standing:
    """One stage down at its fewest repetitions; the first stage is repeated instead."""
    moves = standing.stage > 0 and not table.policy.manual
    stage = standing.stage - 1 if moves else standing.stage
    return replace(
        standing,
        stage=stage,
        reps=table.stages[stage].reps_min,
        clean=0,
        sore=0,
        changed=day,
        decision=Decision.STEP_BACK if moves else Decision.REPEAT,
    )


def _unsettled(table: StageTable, standing: Standing, session: SessionRecord) -> Standing:
    if not session.soreness:
        return replace(standing, sore=0, decision=Decision.REPEAT)
    if standing.sore + 1 >= SORE_IN_A_ROW:
        return _stepped_back(table, standing, session.day)
    return replace(standing, sore=standing.sore + 1, decision=Decision.REPEAT)


def _tolerated(table: StageTable, standing: Standing, session: SessionRecord) -> Standing:
    full = table.full(table.stages[standing.stage])
    if not session.completed:
        return replace(standing, decision=Decision.REPEAT)
    if session.reps_done >= full:
        return replace(standing, clean=standing.clean + 1, reps=full, decision=Decision.REPEAT)
    reps = min(full, session.reps_done + table.policy.reps_step)
    grew = reps > standing.reps
    return replace(standing, reps=reps, decision=Decision.BUILD if grew else Decision.REPEAT)
