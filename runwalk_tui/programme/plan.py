"""A stage and a number of repetitions become a session: phases with a start and an end."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from runwalk_tui.programme.stage import Act, Kind, Stage, StageTable, Step
from runwalk_tui.values import dataclass


@dataclass(frozen=True, slots=True)
class Phase:
    """One stretch of a session in which the runner does one thing."""

    kind: Kind
    seconds: int
    """Length, at least 1."""
    start: int = 0
    """Seconds from the beginning of the session."""
    repetition: int = 0
    """Which repetition it belongs to, from 1; 0 for warm-up and cool-down."""
    act: Act = Act.WALK
    """What the runner does; it counts as `kind`. In warm-up and cool-down that is walking."""
    word: str = ""
    """What the screen says beside it, as in the step."""
    set_number: int = 0
    """Which time it is, from 1, where steps are done several times in a row inside a repetition; else 0."""
    set_count: int = 0
    """How many times that is; else 0."""

    def __post_init__(self) -> None:
        if self.act.kind is not (Kind.RUN if self.kind is Kind.RUN else Kind.WALK):
            raise ValueError(f"a phase that counts as {self.kind} cannot be {self.act}")

    @property
    def end(self) -> int:
        """Seconds from the beginning of the session at which it is over."""
        return self.start + self.seconds

    @property
    def interval(self) -> bool:
        """Whether it is one of the runs and walks, and neither warm-up nor cool-down."""
        return self.repetition > 0


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """What one session asks for, from its first second to its last."""

    programme: str
    stage: str
    """Id of the stage."""
    reps: int
    """Repetitions, at least 1."""
    phases: tuple[Phase, ...]
    """Contiguous and in order; the first starts at 0."""

    @property
    def total(self) -> int:
        """Seconds of the session from start to end."""
        return self.phases[-1].end

    @property
    def runs(self) -> int:
        """How many phases are runs."""
        return sum(phase.kind is Kind.RUN for phase in self.phases)

    def at(self, elapsed: float) -> Phase:
        """The phase at a number of seconds from the beginning; past the end, the last one."""
        return self.phases[max(0, bisect_right(self.phases, elapsed, key=lambda phase: phase.start) - 1)]


def plan_session(table: StageTable, stage: Stage, reps: int) -> SessionPlan:
    """Lay out one session: warm-up, `reps` times the steps of the stage, cool-down.

    `reps` is at least 1 and is held to 1 for a stage that fills a total. The caller chooses it;
    what the rule would offer is between `stage.reps_min` and `table.full(stage)`.
    """
    if reps < 1:
        raise ValueError(f"a session has at least 1 repetition, not {reps}")
    if stage.fill is not None:
        reps = 1
        intervals = list(_filled(phases_of(stage, 1), stage.fill))
    else:
        intervals = [phase for repetition in range(1, reps + 1) for phase in phases_of(stage, repetition)]
    phases = [
        Phase(Kind.WARM_UP, stage.warm_up),
        *intervals,
        Phase(Kind.COOL_DOWN, stage.cool_down),
    ]
    return SessionPlan(table.programme, stage.id, reps, lay_out(phases))


def plan_walk(table: StageTable, stage: Stage, reps: int) -> SessionPlan:
    """Lay out a walk in the place of a session: the warm-up, then walking for as long as that session would last."""
    walking = max(1, stage.total_seconds(reps) - stage.warm_up)
    phases = [Phase(Kind.WARM_UP, stage.warm_up), Phase(Kind.WALK, walking, repetition=1)]
    return SessionPlan(table.programme, stage.id, 1, lay_out(phases))


def phases_of(stage: Stage, repetition: int) -> list[Phase]:
    """The steps of a stage as phases of a repetition, from 1; `lay_out` gives them their start."""
    return [
        _phase_of(step, repetition, *((number, part.times) if part.times > 1 else (0, 0)))
        for part in stage.parts
        for number in range(1, part.times + 1)
        for step in part.steps
    ]


def _phase_of(step: Step, repetition: int, set_number: int, set_count: int) -> Phase:
    return Phase(
        step.kind,
        step.seconds,
        repetition=repetition,
        act=step.act,
        word=step.word,
        set_number=set_number,
        set_count=set_count,
    )


def lay_out(phases: Iterable[Phase], start: int = 0) -> tuple[Phase, ...]:
    """Put phases one after the other from `start` on, wherever they were; those of no length are left out."""
    placed: list[Phase] = []
    for phase in phases:
        if phase.seconds > 0:
            placed.append(replace(phase, start=start))
            start += phase.seconds
    return tuple(placed)


def _filled(phases: Sequence[Phase], total: int) -> Iterable[Phase]:
    """Repeat the phases until they last `total` seconds; the last one is cut short."""
    left = total
    while left > 0:
        for phase in phases:
            if left <= 0:
                return
            yield replace(phase, seconds=min(phase.seconds, left))
            left -= phase.seconds
