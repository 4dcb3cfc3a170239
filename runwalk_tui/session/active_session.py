"""A session that is under way, as a value: what the journal keeps and what the record is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Any

from runwalk_tui.programme.plan import SessionPlan, plan_session, plan_walk
from runwalk_tui.programme.stage import Kind, Stage, StageTable
from runwalk_tui.session.countdown import Countdown, Progress, active_seconds, reps_done, walked_seconds
from runwalk_tui.session.measured import Measured
from runwalk_tui.session.records import PainMark, Rating, SessionKind, SessionRecord, new_session_id
from runwalk_tui.system.shapes import in_shape
from runwalk_tui.values import dataclass

RUN_TEST = "run test"
"""The source of a run test, which runs and is journalled like a session and never becomes a record."""


@dataclass(frozen=True, slots=True)
class ActiveSession:
    """Everything about a session under way: enough to take it up again in another process."""

    id: str
    started_at: datetime
    """Aware: the runner's wall clock as the session began."""
    programme: str
    stage: str
    reps: int
    """Repetitions planned."""
    progress: Progress
    pain_before: int | None = None
    marks: tuple[PainMark, ...] = ()
    stopped_for_pain: bool = False
    eased_to: str | None = None
    rehearsal: bool = False
    source: str = "timer"
    kind: SessionKind = SessionKind.RUN_WALK
    measured: Measured = field(default_factory=Measured)
    """What a strap and a treadmill said so far, where there is one."""
    rating: Rating = field(default_factory=Rating)
    """The answers given so far, once the session is over."""

    @property
    def walk(self) -> bool:
        """Whether it is a walk in the place of a session."""
        return self.kind is SessionKind.WALK

    @property
    def companion(self) -> bool:
        """Whether it is other exercise, which the rule does not look at."""
        return self.kind is SessionKind.COMPANION

    @property
    def is_run_test(self) -> bool:
        """Whether it is a run test."""
        return self.source == RUN_TEST


def prepare(table: StageTable, stage: Stage, reps: int, at: datetime, *, rehearsal: bool = False) -> ActiveSession:
    """A session that is ready to start; `at` (aware) stands until the real start is known."""
    return _ready(plan_session(table, stage, reps), at, SessionKind.RUN_WALK, rehearsal=rehearsal)


def prepare_walk(table: StageTable, stage: Stage, reps: int, at: datetime, *, rehearsal: bool = False) -> ActiveSession:
    """A walk that is ready to start, in the place of the session that this stage and repetitions would be."""
    return _ready(plan_walk(table, stage, reps), at, SessionKind.WALK, rehearsal=rehearsal)


def prepare_companion(table: StageTable, stage: Stage, at: datetime, *, rehearsal: bool = False) -> ActiveSession:
    """Other exercise that is ready to start: a stage of a table of the kind companion, with its fewest repetitions."""
    return _ready(plan_session(table, stage, stage.reps_min), at, SessionKind.COMPANION, rehearsal=rehearsal)


def _ready(plan: SessionPlan, at: datetime, kind: SessionKind, *, rehearsal: bool) -> ActiveSession:
    return ActiveSession(
        id=new_session_id(),
        started_at=at,
        programme=plan.programme,
        stage=plan.stage,
        reps=plan.reps,
        progress=Countdown(plan).progress(0.0),
        rehearsal=rehearsal,
        kind=kind,
    )


def to_record(running: ActiveSession, rating: Rating) -> SessionRecord:
    """What is kept of a session that is over, with the runner's answers. Seconds are rounded to whole ones."""
    progress = running.progress
    ran, walked = active_seconds(progress, [Kind.RUN]), walked_seconds(progress)
    # In a walk everything is walking. Neither there nor in other exercise are there repetitions to count.
    if running.walk:
        walked = active_seconds(progress)
    elif running.companion:
        ran = walked = 0.0
    repeats = running.kind is SessionKind.RUN_WALK
    return SessionRecord(
        id=running.id,
        started_at=running.started_at,
        programme=running.programme,
        stage=running.stage,
        reps_planned=running.reps if repeats else 1,
        reps_done=reps_done(progress) if repeats else 0,
        run_seconds=round(ran),
        walk_seconds=round(walked),
        active_seconds=round(active_seconds(progress)),
        pain_before=running.pain_before,
        pain_worst=rating.worst,
        pain_after=rating.after,
        pain_marks=running.marks,
        soreness=rating.soreness,
        red_flags=rating.red_flags,
        stopped_for_pain=running.stopped_for_pain,
        eased_to=running.eased_to,
        felt_ready=rating.felt_ready,
        effort=rating.effort,
        kind=running.kind,
        note=rating.note,
        rehearsal=running.rehearsal,
        source=running.source,
        heart_rate=running.measured.heart_rate,
        heart_rate_max=running.measured.heart_rate_max,
        belt_metres=running.measured.belt_metres,
        belt_speed=running.measured.belt_speed,
    )


def to_dict(running: ActiveSession) -> dict[str, Any]:
    """Plain JSON values that `from_dict` reads back."""
    import msgspec

    plain: dict[str, Any] = msgspec.to_builtins(running)
    return plain


def from_dict(plain: Mapping[str, Any]) -> ActiveSession:
    """The session that `to_dict` wrote down. Raises ValueError when it is not one."""
    import msgspec

    try:
        return in_shape(_with_acts(plain), ActiveSession)
    except msgspec.ValidationError as error:
        raise ValueError(f"not a session under way: {error}") from error


def _with_acts(plain: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same with the act of each phase, which earlier versions of the program did not write down."""
    progress = plain.get("progress")
    if not isinstance(progress, Mapping):
        return plain  # it is refused for what it is
    phases = progress.get("phases")
    if not isinstance(phases, list | tuple) or not all(isinstance(phase, Mapping) for phase in phases):
        return plain
    acts = [{"act": "run" if phase.get("kind") == Kind.RUN else "walk", **phase} for phase in phases]
    return {**plain, "progress": {**progress, "phases": acts}}
