"""Folding the log: from every session so far to where the runner stands (RULES, section 4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.progression.response import Response, respond
from runwalk_tui.progression.usual_pain import with_usual_pain
from runwalk_tui.session.record import Log, Placement, SessionRecord

SORE_IN_A_ROW = 2
"""Sessions in a row with new soreness that lead a stage back."""
SHORT_SESSIONS = 2
"""Sessions that were not completed after which less is asked for."""
EASY_DAYS = 2
"""Easy days in a row after which the runner has moved down; one alone moves nothing."""
MOST_DOUBLINGS = 3
"""How often flare-ups at a stage double the clean sessions after which it is offered again."""


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
    FEWER = "fewer"
    """The same stage with fewer repetitions, as many as were done."""
    ADVANCE = "advance"
    """The next stage."""
    STEP_BACK = "step_back"
    """The stage below."""
    FINISHED = "finished"
    """The last stage is done; it may go on."""
    STOP = "stop"
    """See a doctor first."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A session and what the rule made of its pain."""

    session: SessionRecord
    usual_pain: int | None
    """The usual pain before it, 0 to 10, or None."""
    response: Response


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the log leaves the runner; computed afresh each time, stored nowhere."""

    stage: int
    """Position in the table, from 0."""
    reps: int
    changed: date
    """Day on which the stage was last set."""
    clean: int = 0
    """Sessions at full repetitions without trouble since the last trouble or move."""
    flares: int = 0
    """Flare-ups in a row."""
    sore: int = 0
    """Sessions in a row with new soreness."""
    short: int = 0
    """Tolerated sessions that were not completed, since the last one that was."""
    short_reps: int = 0
    """Repetitions done in the last of them."""
    easy: int = 0
    """Easy days in a row: sessions below the stage that was due."""
    flared: Mapping[int, int] = field(default_factory=dict)
    """How many flare-ups each stage has brought, by its position; a stage that has brought none is left out."""
    decision: Decision = Decision.START
    """What the last event leads to, before breaks, pain that rises and moving up are looked at."""
    last: Judged | None = None
    """The last session since the last placement."""
    held: int = 0
    """Stage position that was due before the last session."""


def relevant(table: StageTable, log: Log) -> list[SessionRecord]:
    """The counted sessions that the stage depends on, as they stand in the log."""
    return [session for session in log.sessions if _concerns(table, session)]


def _concerns(table: StageTable, session: SessionRecord) -> bool:
    return session.counted and session.programme == table.programme and table.index(session.stage) is not None


def judged_in_order(table: StageTable, log: Log) -> Iterator[Judged]:
    """Every session and walk in order of time, of any programme, each judged by the pain that was usual before it."""
    for session, usual_pain in with_usual_pain(sorted(log.sessions, key=lambda session: session.started_at)):
        yield Judged(session, usual_pain, respond(session, table.policy, usual_pain))


def fold(table: StageTable, log: Log) -> Standing | None:
    """Take placements and sessions in order of time; None when there are none."""
    return fold_judged(table, log, judged_in_order(table, log))


def fold_judged(table: StageTable, log: Log, judged: Iterable[Judged]) -> Standing | None:
    """The same for sessions that were judged before."""
    standing: Standing | None = None
    for event in _in_order(table, log, judged):
        standing = _placed(table, standing, event) if isinstance(event, Placement) else _after(table, standing, event)
    return standing


def _in_order(table: StageTable, log: Log, judged: Iterable[Judged]) -> Iterator[Placement | Judged]:
    """Placements first where both bear the same instant: the sort is stable."""
    events: list[tuple[datetime, Placement | Judged]] = [
        (placement.at, placement) for placement in log.placements if table.index(placement.stage) is not None
    ]
    events += [(one.session.started_at, one) for one in judged if _concerns(table, one.session)]
    return (event for _, event in sorted(events, key=lambda pair: pair[0]))


def _position(table: StageTable, stage_id: str) -> int:
    position = table.index(stage_id)
    assert position is not None, "events of unknown stages are left out before the fold"
    return position


def _placed(table: StageTable, standing: Standing | None, placement: Placement) -> Standing:
    """Begin at a stage; what each stage has brought before stays known."""
    position = _position(table, placement.stage)
    return Standing(
        stage=position,
        reps=table.stages[position].reps_min,
        changed=placement.at.date(),
        flared=standing.flared if standing else {},
    )


def _after(table: StageTable, standing: Standing | None, judged: Judged) -> Standing:
    """Judge one session: what was due that day, what was chosen, and how the back took it."""
    session = judged.session
    chosen, day = _position(table, session.stage), session.day
    standing = _due_on(table, standing, day) or _fresh(table, chosen, day)
    standing = _chosen(table, replace(standing, held=standing.stage, last=judged), chosen, session)
    match judged.response:
        case Response.STOP:
            return _thrown_back(table, standing, chosen, day)
        case Response.FLARE:
            flared = {**standing.flared, chosen: standing.flared.get(chosen, 0) + 1}
            standing = replace(standing, flares=standing.flares + 1, flared=flared)
            return _thrown_back(table, standing, chosen, day)
        case Response.UNSETTLED:
            return _unsettled(table, replace(standing, clean=0, flares=0, decision=Decision.REPEAT), session)
        case Response.TOLERATED:
            calm = replace(standing, flares=0, sore=0, decision=Decision.REPEAT)
            return _tolerated(table, calm, chosen, session)


def _fresh(table: StageTable, stage: int, day: date) -> Standing:
    return Standing(stage=stage, reps=table.stages[stage].reps_min, changed=day)


def stages_lost(table: StageTable, days: int) -> int:
    """How many stages a break of so many days costs, at most."""
    return days // max(1, table.policy.break_step_back_days)


def clean_asked(table: StageTable, standing: Standing) -> int:
    """Clean sessions after which the stage above is offered: each flare-up that it brought doubles them."""
    return table.policy.sessions_to_advance << min(MOST_DOUBLINGS, standing.flared.get(standing.stage + 1, 0))


def _due_on(table: StageTable, standing: Standing | None, day: date) -> Standing | None:
    """Where the runner stood as a session began, after the break before it; None for a fresh state."""
    if standing is None or standing.last is None:
        return standing
    policy, days = table.policy, (day - standing.last.session.day).days
    if days >= policy.break_retest_days:
        return None
    if days >= policy.break_step_back_days:
        stage = standing.stage if policy.manual else max(0, standing.stage - stages_lost(table, days))
        changed = day if stage != standing.stage else standing.changed
        standing = replace(standing, stage=stage, changed=changed)
    elif days < policy.break_repeat_days:
        return standing
    return replace(standing, reps=table.stages[standing.stage].reps_min, clean=0, short=0, easy=0)


def _chosen(table: StageTable, standing: Standing, chosen: int, session: SessionRecord) -> Standing:
    """The runner chose a stage: another one is where they stand now, but for a first easy day below."""
    if chosen == standing.stage:
        return replace(standing, easy=0) if standing.easy else standing
    if chosen < standing.stage and standing.easy + 1 < EASY_DAYS:
        return replace(standing, easy=standing.easy + 1)
    stage = table.stages[chosen]
    reps = max(stage.reps_min, min(table.full(stage), session.reps_planned))
    return replace(standing, stage=chosen, reps=reps, changed=session.day, clean=0, short=0, easy=0)


def _thrown_back(table: StageTable, standing: Standing, chosen: int, day: date) -> Standing:
    """After a flare-up or a red flag: what was held before a stage of the runner's own choice, else one stage down."""
    below = standing.held if chosen > standing.held else max(0, chosen - 1)
    stage = standing.stage if table.policy.manual else below
    run = standing.held if standing.easy else chosen
    decision = Decision.STEP_BACK if stage < run else Decision.REPEAT
    return replace(_moved(table, standing, stage, day, decision), sore=0, easy=0)


def _moved(table: StageTable, standing: Standing, stage: int, day: date, decision: Decision) -> Standing:
    """Begin at a stage with its fewest repetitions."""
    return replace(
        standing,
        stage=stage,
        reps=table.stages[stage].reps_min,
        clean=0,
        short=0,
        changed=day,
        decision=decision,
    )


def _unsettled(table: StageTable, standing: Standing, session: SessionRecord) -> Standing:
    if not session.soreness:
        return replace(standing, sore=0)
    if standing.sore + 1 < SORE_IN_A_ROW:
        return replace(standing, sore=standing.sore + 1)
    stage = standing.stage if table.policy.manual else max(0, standing.stage - 1)
    decision = Decision.STEP_BACK if stage < standing.stage else Decision.REPEAT
    return replace(_moved(table, standing, stage, session.day, decision), sore=0, easy=0)


def _tolerated(table: StageTable, standing: Standing, chosen: int, session: SessionRecord) -> Standing:
    if standing.easy:
        return standing
    if not session.completed:
        return _short(table, standing, chosen, session)
    if session.effort is not None and session.effort >= table.policy.hard_effort:
        return replace(standing, short=0, clean=0)
    stage = table.stages[standing.stage]
    full = table.full(stage)
    if session.reps_done >= full:
        above = {position: count for position, count in standing.flared.items() if position > standing.stage}
        return replace(standing, short=0, clean=standing.clean + 1, reps=full, flared=above)
    step = 1 if session.reps_done < stage.reps_min else table.policy.reps_step
    # Fewer than full were done and a step is at least 1, so this is more.
    return replace(standing, short=0, reps=min(full, session.reps_done + step), decision=Decision.BUILD)


def _short(table: StageTable, standing: Standing, chosen: int, session: SessionRecord) -> Standing:
    """A session that went well and was not completed: after two of them, less is asked for."""
    if standing.short + 1 < SHORT_SESSIONS:
        return replace(standing, short=standing.short + 1, short_reps=session.reps_done)
    eased = None if session.eased_to is None else table.index(session.eased_to)
    if eased is not None and eased < chosen and not table.policy.manual:
        return _moved(table, standing, eased, session.day, Decision.STEP_BACK)
    if session.eased_to is not None:
        return replace(standing, short=0)
    reps = max(1, min(standing.reps, max(session.reps_done, standing.short_reps)))
    decision = Decision.FEWER if reps < standing.reps else Decision.REPEAT
    return replace(standing, short=0, clean=0, reps=reps, decision=decision)
