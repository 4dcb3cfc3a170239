"""The stage table as values: what a checked `stages.toml` says, and how large it may be.

`reader.py` reads and checks the file; `plan.py` turns a stage into a session.
All times here are whole seconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from enum import StrEnum

from runwalk_tui.values import dataclass

HOUR = 3600

LONGEST_STEP = 3 * HOUR
"""Seconds of one run or walk, and of a warm-up or cool-down."""
LONGEST_SESSION = 6 * HOUR
"""Seconds of warm-up, all repetitions of the full stage, and cool-down."""
MOST_STAGES = 200
MOST_REPS = 100
MOST_COUNT = 1000
"""Of what is counted from 1 and has no other limit."""
MOST_DAYS = 365
WORST_PAIN = 10
"""Top of the numeric rating scale."""
LONGEST_ID = 32
"""Characters, as in the two that follow."""
LONGEST_NAME = 80
LONGEST_NOTE = 500
LONGEST_WORD = 24
"""Characters of what a step says beside its kind: as much as a timer of 40 columns shows."""


class Kind(StrEnum):
    """What a phase counts as; its cue and its colour follow from it."""

    WARM_UP = "warm_up"
    RUN = "run"
    WALK = "walk"
    COOL_DOWN = "cool_down"


class Act(StrEnum):
    """What the runner does in a step, in the word that the file has for it."""

    RUN = "run"
    JOG = "jog"
    WALK = "walk"
    MARCH = "march"
    REST = "rest"
    STRETCH = "stretch"
    EXERCISE = "exercise"

    @property
    def kind(self) -> Kind:
        """RUN for what counts as running, WALK for everything else."""
        return Kind.RUN if self in (Act.RUN, Act.JOG) else Kind.WALK


class TableKind(StrEnum):
    """What a table is for."""

    RUN_WALK = "run-walk"
    """A programme that the rule goes through by the runner's pain."""
    COMPANION = "companion"
    """Stretching or strength besides it: no rule and no pain question."""


class Source(StrEnum):
    """Where the figures of a stage come from."""

    TRIAL = "trial"
    SECONDARY = "secondary"
    INTERPOLATED = "interpolated"
    OWN = "own"


MARK = "*"
"""At each stage whose figures are our own estimate, wherever it is named."""
OURS = f"{MARK} our own"
"""What the mark means, where a stage has it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that the runner does inside a repetition, such as one run."""

    act: Act
    seconds: int
    """1 second to 3 hours."""
    word: str = ""
    """What the screen says beside it, such as "brisk"; at most 24 characters."""

    @property
    def kind(self) -> Kind:
        """RUN or WALK."""
        return self.act.kind


@dataclass(frozen=True, slots=True)
class Group:
    """Steps that are done several times in a row inside one repetition."""

    times: int
    """1 to 100."""
    steps: tuple[Step, ...]
    """At least one."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One row of the table."""

    id: str
    """Unique in its table; sessions are filed under it."""
    steps: tuple[Step, ...]
    """The steps of one repetition, in order; at least one. Those of a group are in it as often as they are done."""
    reps_min: int = 6
    """Repetitions at which the stage starts, 1 to 100."""
    reps_max: int = 10
    """Repetitions at which the stage is full, `reps_min` to 100."""
    fill: int | None = None
    """Seconds to fill by repeating the steps; the stage then counts as one repetition."""
    name: str = ""
    source: Source = Source.OWN
    note: str = ""
    warm_up: int = 0
    """Seconds of walking before the intervals."""
    cool_down: int = 0
    """Seconds of walking after them."""
    was: tuple[str, ...] = ()
    """Earlier ids, under which sessions of this stage are in the log."""
    groups: tuple[Group, ...] = ()
    """The same steps as they were written, where some are a group; empty where none is. `parts` is for reading."""

    def __post_init__(self) -> None:
        if self.groups and self.steps != flat(self.groups):
            raise ValueError("the steps of a stage are those of its groups")

    @property
    def is_ours(self) -> bool:
        """Whether its figures are our own estimate, which is said wherever it is shown."""
        return self.source is Source.INTERPOLATED

    @property
    def marked_id(self) -> str:
        """What it is called: "7*" where its figures are our own estimate."""
        return f"{self.id}{MARK}" if self.is_ours else self.id

    @property
    def parts(self) -> tuple[Group, ...]:
        """The steps of one repetition as they were written; what belongs to no group is in one that is done once."""
        return self.groups or (Group(1, self.steps),)

    @property
    def cycle_seconds(self) -> int:
        """Seconds of one repetition, unfilled."""
        return sum(step.seconds for step in self.steps)

    @property
    def run_seconds(self) -> int:
        """Seconds of running in one repetition, unfilled."""
        return sum(step.seconds for step in self.steps if step.kind is Kind.RUN)

    def running_seconds(self, reps: int) -> int:
        """Seconds of running in a session of so many repetitions."""
        if self.fill is None:
            return reps * self.run_seconds
        whole, rest = divmod(self.fill, self.cycle_seconds)
        running = whole * self.run_seconds
        for step in self.steps:
            running += min(rest, step.seconds) if step.kind is Kind.RUN else 0
            rest = max(0, rest - step.seconds)
        return running

    def total_seconds(self, reps: int) -> int:
        """Seconds of a session of so many repetitions, as long as its plan is."""
        intervals = reps * self.cycle_seconds if self.fill is None else self.fill
        return self.warm_up + intervals + self.cool_down


def flat(groups: Iterable[Group]) -> tuple[Step, ...]:
    """The steps of groups one after the other, each as often as it is done."""
    return tuple(step for group in groups for _ in range(group.times) for step in group.steps)


@dataclass(frozen=True, slots=True)
class Policy:
    """The figures of the rule; RULES section 1 names the source of each default."""

    acceptable_pain: int = 5
    """Worst pain during a session that is still acceptable, 0 to 10."""
    severe_pain: int = 8
    """Pain that is a flare-up whatever it was before, 0 to 10."""
    pain_rise: int = 2
    """Rise over the pain before, or over the usual pain, that matters, 0 to 10."""
    hard_effort: int = 8
    """Effort from which on a session was very hard, 0 to 10: it brings nobody nearer to the next stage."""
    sessions_to_advance: int = 2
    """Sessions at full repetitions before moving up, at least 1."""
    min_days_per_stage: int = 7
    """Days, 0 to 365."""
    rest_days: int = 1
    """Days without running between two sessions, 0 to 365."""
    rest_days_after_flare: int = 2
    reps_step: int = 4
    """Repetitions added after a tolerated session, at least 1."""
    break_repeat_days: int = 14
    """Days off after which the stage starts again at its fewest repetitions."""
    break_step_back_days: int = 28
    """Days off each of which takes the programme back one stage."""
    break_retest_days: int = 84
    """Days off after which the starting stage is found again."""
    manual: bool = False
    """True: a move to another stage is never proposed."""


@dataclass(frozen=True, slots=True)
class StageTable:
    """A programme with all its stages."""

    programme: str
    """Name that sessions are filed under."""
    stages: tuple[Stage, ...]
    """1 to 200, from the gentlest up."""
    policy: Policy = field(default_factory=Policy)
    sessions_per_week: int = 3
    session_limit: int | None = None
    """Seconds that warm-up and intervals stay inside, by doing fewer repetitions."""
    thresholds: tuple[int, int] = (30, 90)
    """Seconds of the run test: under the first, stage 1; under the second, stage 2; else stage 3."""
    then: str = ""
    """Name of the programme that is offered after the last stage; empty for none."""
    kind: TableKind = TableKind.RUN_WALK

    def index(self, stage_id: str) -> int | None:
        """Position of the stage that has or had this id, from 0, or None when the table knows no such id."""
        for position, stage in enumerate(self.stages):
            if stage.id == stage_id or stage_id in stage.was:
                return position
        return None

    def stage(self, stage_id: str) -> Stage:
        """The stage that has or had this id. Raises KeyError when the table has none."""
        position = self.index(stage_id)
        if position is None:
            raise KeyError(stage_id)
        return self.stages[position]

    @property
    def has_running(self) -> bool:
        """Whether any stage has running in it; else it is a programme of planned walks."""
        return any(stage.run_seconds for stage in self.stages)

    @property
    def adds_repetitions(self) -> bool:
        """Whether any stage has more repetitions when it is full than at its start."""
        return any(stage.fill is None and self.full(stage) > stage.reps_min for stage in self.stages)

    @property
    def counts_repetitions(self) -> bool:
        """Whether any stage is done more than once in a session; one that fills a time counts as once."""
        return any(self.full(stage) > 1 for stage in self.stages)

    def earlier_ids(self) -> dict[str, str]:
        """Each id that a stage had before, with the one it has now."""
        return {earlier: stage.id for stage in self.stages for earlier in stage.was}

    def full(self, stage: Stage) -> int:
        """Repetitions of the full stage: as many as the session limit leaves room for."""
        if stage.fill is not None:
            return 1
        if self.session_limit is None:
            return stage.reps_max
        room = (self.session_limit - stage.warm_up) // stage.cycle_seconds
        return max(stage.reps_min, min(stage.reps_max, room))
