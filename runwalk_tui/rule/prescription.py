"""The rule: the stage table, the log and a date give today's prescription (RULES, section 5).

A pure function. It stores nothing, asks no clock, and anyone can compute its answer by hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from runwalk_tui.programme.stage import Policy, Stage, StageTable
from runwalk_tui.rule import brief, reasons
from runwalk_tui.rule.cautions import NO_WAYS_BACK, have_someone_look, left_out, not_yet
from runwalk_tui.rule.coming import ONE_DAY, WEEK_BEFORE, with_room
from runwalk_tui.rule.reading import Reading, read, stop_sign
from runwalk_tui.rule.response import Response
from runwalk_tui.rule.standing import Decision, Judged, Standing, clean_asked, lately, stages_lost
from runwalk_tui.session.records import Log, SessionKind
from runwalk_tui.values import dataclass

MORNING_ASKED_DAYS = range(1, 8)
"""Days after a session's last one on which the app asks for its next-morning pain."""


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
    """First day on which it may be; starting earlier is a warning, never a lock."""
    move_up_from: date | None
    """Day from which moving up would be offered, when only days are missing."""
    ask_morning: bool
    """The pain of the morning after the last session is not known yet."""
    provisional: bool
    """A move up that the morning's answer may still take back."""
    usual_pain: int | None
    """Pain that is usual before a session, 0 to 10, or None when too few are known."""
    walk_from: int
    """The lowest pain before a session at which a walk is proposed in its place, 0 to 11."""
    total_seconds: int | None
    """Length of the session with its warm-up and cool-down."""
    reasons: tuple[str, ...]
    alternatives: tuple[Alternative, ...]
    warnings: tuple[str, ...]
    gentler: Alternative | None = None
    """After a flare-up in a programme whose stage never moves by itself: the gentlest session, to be chosen in the
    place of `stage`. None where the stage moves, and where none is gentler."""

    @property
    def offered(self) -> Alternative | None:
        """The session that is offered first: the gentler one where there is one, else what is due; None without."""
        if self.gentler is not None or self.stage is None or self.reps is None:
            return self.gentler
        return Alternative(self.stage, self.reps)


def prescribe(table: StageTable, log: Log, today: date, ways_back: Mapping[str, str] = NO_WAYS_BACK) -> Prescription:
    """Return what the rule says for a day on the runner's own calendar.

    `ways_back` has what to type to go back to other programmes, by their names; the rule itself knows no files.
    """
    return prescribe_from(read(table, log, today), ways_back)


def prescribe_from(reading: Reading, ways_back: Mapping[str, str] = NO_WAYS_BACK) -> Prescription:
    """The same for a log that was read before."""
    table, today = reading.table, reading.today
    choice = _choose(reading)
    stage = None if choice.position is None else table.stages[choice.position]
    ask_morning = _asks_morning(reading)
    return Prescription(
        programme=table.programme,
        decision=choice.decision,
        stage=stage.id if stage else None,
        reps=choice.reps if stage else None,
        full_reps=table.full(stage) if stage else None,
        earliest=max(today, _rested(reading)[1]),
        move_up_from=choice.move_up_from,
        ask_morning=ask_morning,
        provisional=ask_morning and choice.decision is Decision.ADVANCE,
        usual_pain=reading.usual_pain,
        walk_from=walk_from(table.policy, reading.usual_pain),
        total_seconds=stage.total_seconds(choice.reps) if stage else None,
        reasons=reasons.mark_explained(choice.reasons),
        alternatives=tuple(_alternatives(table, choice)),
        warnings=tuple(_warnings(reading, ways_back)),
        gentler=None if choice.position is None else _gentler(reading, choice.position, choice.reps),
    )


def why_in_brief(reading: Reading) -> str:
    """Why that is due, in one short sentence; "" under a stop sign, where nothing counts but what to do."""
    return _choose(reading).brief


def _warnings(reading: Reading, ways_back: Mapping[str, str]) -> Iterator[str]:
    table, counted = reading.table, reading.counted
    yield from have_someone_look(table, counted, reading.standing, reading.today, rising=reading.rising)
    yield from left_out(table, counted, reading.log, reading.today, ways_back)
    yield from not_yet(reading.not_yet)


def earliest(table: StageTable, log: Log, today: date) -> date:
    """The first day on which another session may be, never before `today`."""
    return max(today, _rested(read(table, log, today))[1])


def why_wait(table: StageTable, log: Log, today: date, *, walking: bool = False) -> str:
    """Why the next session had better not be today, in one sentence; "" when it may be.

    `walking` says that what would start is a planned walk.
    """
    reading = read(table, log, today)
    rested, earliest_day = _rested(reading)
    last = reading.last_counted
    if earliest_day <= today or last is None:
        return ""
    if earliest_day > rested:
        week = [one.session for one in reading.counted if 0 < (rested - one.session.day).days <= WEEK_BEFORE]
        walks = all(session.walk_seconds and not session.run_seconds for session in week)
        return reasons.week_is_full(len(week), table.sessions_per_week, walks=walks)
    return reasons.rest_is_due(table.policy, last.response, walking=walking)


def walk_from(policy: Policy, usual_pain: int | None) -> int:
    """The lowest pain before a session at which a walk is proposed in its place."""
    above = policy.acceptable_pain + 1
    return above if usual_pain is None else min(policy.severe_pain, max(above, usual_pain + policy.pain_rise))


def _rested(reading: Reading) -> tuple[date, date]:
    """The day on which the rest after the last session is over, and the first from then on with room in its week."""
    last = reading.last_counted
    if last is None:
        return reading.today, reading.today
    policy = reading.table.policy
    rest = policy.rest_days_after_flare if _needs_longer_rest(last) else policy.rest_days
    rested = last.session.day + (rest + 1) * ONE_DAY
    days = Counter(one.session.day for one in lately(reading.counted, last.session.day, WEEK_BEFORE))
    return rested, with_room(rested, days, reading.table.sessions_per_week)


def _needs_longer_rest(judged: Judged) -> bool:
    return judged.response in (Response.FLARE, Response.STOP)


def _gentler(reading: Reading, position: int, reps: int) -> Alternative | None:
    """After a flare-up in a table whose stage never moves by itself: the stage with the least running, or of those
    the shortest; None where that is no less than what is due."""
    last = reading.standing.last if reading.standing else None
    if not reading.table.policy.manual or last is None or not _needs_longer_rest(last):
        return None
    stages = reading.table.stages
    least = min(stages, key=lambda stage: reasons.load(stage, stage.reps_min))
    if reasons.load(least, least.reps_min) >= reasons.load(stages[position], reps):
        return None
    return Alternative(least.id, least.reps_min)


def _gentler_stage(reading: Reading, position: int, reps: int) -> Stage | None:
    """The same as the reasons name it."""
    found = _gentler(reading, position, reps)
    return None if found is None else reading.table.stage(found.stage)


def _asks_morning(reading: Reading) -> bool:
    """Whether the morning after the last session is over and was not told."""
    last = reading.standing.last if reading.standing else None
    return (
        last is not None
        and last.session.pain_morning is None
        and (reading.today - last.session.last_day).days in MORNING_ASKED_DAYS
    )


@dataclass(frozen=True, slots=True)
class _Choice:
    """A decision before the dates and lists around it are added."""

    decision: Decision
    position: int | None
    reps: int
    reasons: tuple[str, ...]
    brief: str
    move_up_from: date | None = None
    staying: int | None = None
    """Position of the stage to stay at, on a move up."""


def _choose(reading: Reading) -> _Choice:
    table, standing, today = reading.table, reading.standing, reading.today
    flagged = stop_sign(reading.log)
    if flagged:
        return _Choice(Decision.STOP, None, 0, reasons.for_stop(flagged, today), "")
    if standing is None:
        recorded = any(session.kind is not SessionKind.COMPANION for session in reading.log.sessions)
        elsewhere = any(
            session.counted and session.programme == table.programme and table.index(session.stage) is None
            for session in reading.log.sessions
        )
        test = _run_test_helps(table)
        why = reasons.for_placement(recorded=recorded, elsewhere=elsewhere, test=test)
        return _Choice(Decision.PLACEMENT, None, 0, why, brief.for_placement(test=test))
    gap = (today - (standing.last.session.day if standing.last else standing.changed)).days
    if gap >= table.policy.break_retest_days:
        test = _run_test_helps(table)
        why = reasons.for_retest(gap, table.policy, after_session=standing.last is not None, test=test)
        return _Choice(Decision.PLACEMENT, None, 0, why, brief.for_retest(gap, test=test))
    if standing.last is None:
        why = reasons.for_start(table, standing, today)
        return _Choice(Decision.START, standing.stage, standing.reps, why, brief.for_start(standing, today))
    if gap >= table.policy.break_repeat_days or gap >= table.policy.break_step_back_days:
        return _after_break(reading, standing, standing.last, gap)
    if standing.decision in (Decision.REPEAT, Decision.BUILD) and reading.rising:
        return _held(reading, standing, standing.last)
    if standing.clean >= clean_asked(table, standing) and standing.last.session.felt_ready is not False:
        return _moving_up(reading, standing, standing.last)
    return _next(reading, standing, standing.last)


def _run_test_helps(table: StageTable) -> bool:
    from runwalk_tui.rule.placement import run_test_helps  # late: only who has no stage is asked to find one

    return run_test_helps(table)


def _after_break(reading: Reading, standing: Standing, last: Judged, gap: int) -> _Choice:
    table, policy = reading.table, reading.table.policy
    position = standing.stage
    if gap >= policy.break_step_back_days and not policy.manual:
        position = max(0, position - stages_lost(table, gap))
    stages, stage = standing.stage - position, table.stages[position]
    gentler = _gentler_stage(reading, position, stage.reps_min)
    if gentler is None:
        why = reasons.for_break(table, stage, gap, stages=stages)
    else:
        why = reasons.for_gentler_after_break(last, gap, gentler)
    decision = Decision.STEP_BACK if stages else Decision.REPEAT
    short = brief.for_break(stage, gap, stages=stages, fewer=stage.reps_min < table.full(stage), gentler=gentler)
    return _Choice(decision, position, stage.reps_min, why, short)


def _held(reading: Reading, standing: Standing, last: Judged) -> _Choice:
    """No more than before while the pain before sessions rises."""
    reps = standing.reps
    if standing.decision is Decision.BUILD:
        reps = min(reps, last.session.reps_planned)
    gentler = _gentler_stage(reading, standing.stage, reps)
    why = reasons.for_rising(reading.table, standing, reps, gentler=gentler)
    short = brief.for_rising(reading.table.policy, gentler=gentler)
    return _Choice(Decision.REPEAT, standing.stage, reps, why, short)


def _next(reading: Reading, standing: Standing, last: Judged) -> _Choice:
    """What the last session leads to."""
    table, today = reading.table, reading.today
    gentler = _gentler_stage(reading, standing.stage, standing.reps)
    may_be_today = _rested(reading)[1] <= today
    why = reasons.for_session(table, standing, last, may_be_today=may_be_today, gentler=gentler)
    short = brief.for_session(table, standing, last, today, gentler=gentler)
    return _Choice(standing.decision, standing.stage, standing.reps, why, short)


def _moving_up(reading: Reading, standing: Standing, last: Judged) -> _Choice:
    table, today = reading.table, reading.today
    full = table.full(table.stages[standing.stage])
    if table.policy.manual:  # its stages are no ladder, so none of them is the last
        plain = _next(reading, standing, last)
        if standing.decision is not Decision.REPEAT:
            return plain
        return replace(plain, reasons=reasons.for_manual(table, standing), brief=brief.for_manual(table, standing))
    if standing.stage == len(table.stages) - 1:
        why, short = reasons.for_finished(table, standing), brief.for_finished(table, standing)
        return _Choice(Decision.FINISHED, standing.stage, full, why, short)
    above = table.stages[standing.stage + 1]
    from_day = standing.changed + timedelta(days=table.policy.min_days_per_stage)
    if today < from_day:
        why = reasons.for_waiting(table, standing, above, from_day)
        short = brief.for_waiting(table, standing, above, from_day)
        return _Choice(Decision.REPEAT, standing.stage, full, why, short, from_day)
    why, short = reasons.for_advance(table, standing, above), brief.for_advance(table, standing, above)
    return _Choice(Decision.ADVANCE, standing.stage + 1, above.reps_min, why, short, staying=standing.stage)


def _alternatives(table: StageTable, choice: _Choice) -> Iterator[Alternative]:
    """Staying on a move up, then every lower stage with its fewest repetitions, the nearest first.

    None of them is more running than what is due: there a stage is offered with fewer repetitions, or left out.
    """
    if choice.position is None:
        return
    due = table.stages[choice.position].running_seconds(choice.reps)
    for position in reversed(range(choice.position)):
        stage = table.stages[position]
        reps = table.full(stage) if position == choice.staying else stage.reps_min
        while reps and stage.running_seconds(reps) > due:
            reps -= 1
        if reps:
            yield Alternative(stage.id, reps)
