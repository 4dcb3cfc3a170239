"""Folding the log: from every session so far to where the runner is (RULES, section 4)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.rule.response import CLOCKS_APART, Response, respond, with_usual_pain
from runwalk_tui.session.records import Log, Placement, SessionRecord
from runwalk_tui.values import dataclass

SORE_IN_A_ROW = 2
"""Sessions in a row with new soreness that lead a stage back."""
SHORT_SESSIONS = 2
"""Sessions that were not completed after which less is due."""
EASY_DAYS = 2
"""Easy days in a row after which the runner has moved down; one alone moves nothing."""
MOST_DOUBLINGS = 3
"""How often flare-ups at a stage double the clean sessions after which it is offered again."""


class Decision(StrEnum):
    """What comes next."""

    PLACEMENT = "placement"
    """Find the stage to start with."""
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
    """The last stage is done; it may be repeated for as long as one likes."""
    STOP = "stop"
    """See a doctor first."""


class Judged(NamedTuple):
    """A session and what the rule made of its pain."""

    session: SessionRecord
    usual_pain: int | None
    """The usual pain before it, 0 to 10, or None."""
    response: Response


@dataclass(slots=True)
class Standing:
    """Where the log leaves the runner; computed afresh each time, stored nowhere.

    Only the fold that makes it changes it, event by event; whoever is given it leaves it as it is.
    """

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
    """Easy days in a row: sessions below the stage that was due. Always 0 in a manual table."""
    flared: dict[int, int] = field(default_factory=dict)
    """How many flare-ups each stage has brought, by its position; a stage that has brought none is left out."""
    decision: Decision = Decision.START
    """What the last event leads to, before breaks, pain that rises and moving up are looked at."""
    last: Judged | None = None
    """The last session since the last placement."""
    held: int = 0
    """Stage position that was due before the last session."""


def relevant(table: StageTable, log: Log) -> list[SessionRecord]:
    """The counted sessions that the stage depends on, in the order of the log."""
    return [
        session
        for session in under_present_ids(table, log).sessions
        if session.counted and session.programme == table.programme and table.index(session.stage) is not None
    ]


def under_present_ids(table: StageTable, log: Log) -> Log:
    """The log with each session of this table at the id that its stage has now; the very same where none was renamed.

    On the disk a session stays as it was filed.
    """
    earlier = table.earlier_ids()
    if not earlier:
        return log
    return replace(
        log,
        sessions=tuple(
            replace(
                session,
                stage=earlier.get(session.stage, session.stage),
                eased_to=earlier.get(session.eased_to, session.eased_to) if session.eased_to else session.eased_to,
            )
            if session.programme == table.programme and (session.stage in earlier or session.eased_to in earlier)
            else session
            for session in log.sessions
        ),
        placements=tuple(
            replace(placement, stage=earlier[placement.stage])
            if placement.stage in earlier and placement.is_for(table.programme)
            else placement
            for placement in log.placements
        ),
    )


def judged_in_order(table: StageTable, log: Log) -> Iterator[Judged]:
    """Every session and walk in order of time, of any programme, each judged by the pain that was usual before it.

    A session under an earlier id of its stage comes under the present one.
    """
    sessions = under_present_ids(table, log).sessions
    for session, usual_pain in with_usual_pain(sorted(sessions, key=attrgetter("started_at"))):
        yield Judged(session, usual_pain, respond(session, table.policy, usual_pain))


def lately(judged: Sequence[Judged], day: date, days: int) -> list[Judged]:
    """Of sessions in order of time those of the `days` days up to a day, that day included, and what is later."""
    found, on = [], day.toordinal()
    for one in reversed(judged):
        ago = on - one.session.day.toordinal()
        if ago >= days + CLOCKS_APART:
            break
        if ago < days:
            found.append(one)
    return found[::-1]


def fold(table: StageTable, log: Log) -> Standing | None:
    """Take placements and sessions in order of time; None when there are none."""
    return fold_judged(table, log, (one for one in judged_in_order(table, log) if one.session.counted))


def fold_judged(table: StageTable, log: Log, counted: Iterable[Judged]) -> Standing | None:
    """The same for counted sessions that were judged before, in order of time."""
    folding = _Fold(table)
    mine = (placement for placement in log.placements if placement.is_for(table.programme))
    placements = deque(sorted(mine, key=attrgetter("at")))
    for one in counted:
        while placements and placements[0].at <= one.session.started_at:
            folding.place(placements.popleft())
        folding.take(one)
    for placement in placements:
        folding.place(placement)
    return folding.standing


def stages_lost(table: StageTable, days: int) -> int:
    """How many stages a break of so many days costs, at most."""
    return days // max(1, table.policy.break_step_back_days)


def clean_asked(table: StageTable, standing: Standing) -> int:
    """Clean sessions after which the stage above is offered: each flare-up that it brought doubles them."""
    return table.policy.sessions_to_advance << min(MOST_DOUBLINGS, standing.flared.get(standing.stage + 1, 0))


class _Fold:
    """Takes one event after the other; each line of RULES, section 4, is a line here."""

    def __init__(self, table: StageTable) -> None:
        self.standing: Standing | None = None
        """None before the first event."""
        self._table = table
        self._policy = table.policy
        self._position = {
            known: position for position, stage in enumerate(table.stages) for known in (stage.id, *stage.was)
        }
        self._reps_min = [stage.reps_min for stage in table.stages]
        self._full_known: dict[int, int] = {}

    def _full(self, position: int) -> int:
        """Repetitions of the full stage at a position, worked out when a runner is there: few ever see all stages."""
        if position not in self._full_known:
            self._full_known[position] = self._table.full(self._table.stages[position])
        return self._full_known[position]

    def place(self, placement: Placement) -> None:
        """Begin at a stage; what each stage has brought before stays known."""
        stage = self._position.get(placement.stage)
        if stage is not None:
            flared = self.standing.flared if self.standing else {}
            self.standing = Standing(stage, self._reps_min[stage], placement.at.date(), flared=flared)

    def take(self, judged: Judged) -> None:
        """Judge one session: what was due that day, what was chosen, and how the back took it."""
        session = judged.session
        chosen = self._position.get(session.stage)
        if chosen is None or session.programme != self._table.programme:
            return
        day = session.day
        at = self.standing = self._due_on(day) or Standing(chosen, self._reps_min[chosen], day)
        at.held, at.last = at.stage, judged
        if chosen != at.stage:
            self._choose(at, chosen, session)
        else:
            at.easy = 0
        at.decision = Decision.REPEAT
        match judged.response:
            case Response.STOP:
                self._throw_back(at, chosen, day)
            case Response.FLARE:
                at.flares += 1
                at.flared[chosen] = at.flared.get(chosen, 0) + 1
                self._throw_back(at, chosen, day)
            case Response.UNSETTLED:
                at.clean = at.flares = 0
                self._unsettled(at, session)
            case Response.TOLERATED:
                at.flares = at.sore = 0
                if not at.easy:
                    self._tolerated(at, chosen, session)

    def _due_on(self, day: date) -> Standing | None:
        """Where the runner was when a session started, after the break before it; None for a fresh state."""
        at, policy = self.standing, self._policy
        if at is None or at.last is None:
            return at
        days = (day - at.last.session.day).days
        if days >= policy.break_retest_days:
            return None
        if days >= policy.break_step_back_days:
            lower = at.stage if policy.manual else max(0, at.stage - stages_lost(self._table, days))
            if lower != at.stage:
                at.stage, at.changed = lower, day
        elif days < policy.break_repeat_days:
            return at
        at.reps = self._reps_min[at.stage]
        at.clean = at.short = at.easy = 0
        return at

    def _choose(self, at: Standing, chosen: int, session: SessionRecord) -> None:
        """The runner chose another stage: it is where they are now, but for a first easy day below.

        A manual table has no easy days: its stages are no ladder, and nothing leads back to a stage but the runner.
        """
        if not self._policy.manual and chosen < at.stage and at.easy + 1 < EASY_DAYS:
            at.easy += 1
            return
        at.stage, at.changed = chosen, session.day
        at.clean = at.short = at.easy = 0
        at.reps = max(self._reps_min[chosen], min(self._full(chosen), session.reps_planned))

    def _throw_back(self, at: Standing, chosen: int, day: date) -> None:
        """After a flare-up or a red flag: what was held before a stage of the runner's own choice, else one down."""
        run = at.held if at.easy else chosen
        below = at.held if chosen > at.held else max(0, chosen - 1)
        self._move(at, at.stage if self._policy.manual else below, day)
        at.sore = at.easy = 0
        if at.stage < run:
            at.decision = Decision.STEP_BACK

    def _move(self, at: Standing, stage: int, day: date) -> None:
        """Begin at a stage with its fewest repetitions."""
        at.stage, at.reps, at.changed = stage, self._reps_min[stage], day
        at.clean = at.short = 0

    def _unsettled(self, at: Standing, session: SessionRecord) -> None:
        at.sore = at.sore + 1 if session.soreness else 0
        if at.sore < SORE_IN_A_ROW:
            return
        before = at.stage
        self._move(at, before if self._policy.manual else max(0, before - 1), session.day)
        at.sore = at.easy = 0
        if at.stage < before:
            at.decision = Decision.STEP_BACK

    def _tolerated(self, at: Standing, chosen: int, session: SessionRecord) -> None:
        if not session.completed:
            self._cut_short(at, chosen, session)
            return
        at.short = 0
        full, done = self._full(at.stage), session.reps_done
        if session.effort is not None and session.effort >= self._policy.hard_effort:
            at.clean = 0
        elif done >= full:
            at.clean += 1
            at.reps = full
            if at.flared:
                at.flared = {stage: count for stage, count in at.flared.items() if stage > at.stage}
        else:
            # Fewer than full were done and a step is at least 1, so this is more.
            step = 1 if done < self._reps_min[at.stage] else self._policy.reps_step
            at.reps = min(full, done + step)
            at.decision = Decision.BUILD

    def _cut_short(self, at: Standing, chosen: int, session: SessionRecord) -> None:
        """A session that went well and was not completed: after two of them, less is due."""
        at.short += 1
        before, at.short_reps = at.short_reps, session.reps_done
        if at.short < SHORT_SESSIONS:
            return
        at.short = 0
        if session.eased_to is not None:
            eased = self._position.get(session.eased_to)
            if eased is not None and eased < chosen and not self._policy.manual:
                self._move(at, eased, session.day)
                at.decision = Decision.STEP_BACK
            return
        at.clean = 0
        reps = max(1, min(at.reps, max(session.reps_done, before)))
        if reps < at.reps:
            at.reps = reps
            at.decision = Decision.FEWER
