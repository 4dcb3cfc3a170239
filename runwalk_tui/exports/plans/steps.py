"""A session as others count it: steps with a length and a name, those that are repeated in blocks.

Every format here is made from these blocks, and says the same session as `plan_session` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from runwalk_tui.programme.plan import Phase
from runwalk_tui.programme.stage import MARK, Act, Kind, Stage
from runwalk_tui.programme.steps.step_text import repetition_text
from runwalk_tui.rule.reasons import reps as repetitions
from runwalk_tui.wording import minutes, phase_word

LONGEST_TITLE = 60
"""Characters of a title up to which it says what a repetition is: watches show the first words of it only."""


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One stretch of a session in which the runner does one thing."""

    kind: Kind
    act: Act
    seconds: int
    """At least 1."""
    word: str = ""
    """What the table says after the duration, such as "brisk"; at most 24 characters."""

    @property
    def name(self) -> str:
        """What it is called on the other screen: "Run", "Walk brisk", "Warm-up"."""
        called = phase_word(Phase(self.kind, self.seconds, repetition=int(self._is_interval), act=self.act))
        return f"{called} {self.word}" if self.word else called

    @property
    def _is_interval(self) -> bool:
        return self.kind in (Kind.RUN, Kind.WALK)


@dataclass(frozen=True, slots=True)
class PlanBlock:
    """Steps that are done one after the other, several times in a row."""

    times: int
    """At least 1."""
    steps: tuple[PlanStep, ...]
    """At least one."""


def blocks_of(stage: Stage, count: int) -> tuple[PlanBlock, ...]:
    """Warm-up, the repetitions and the cool-down of a session of `count` repetitions, as long as `plan_session` has it.

    No block is inside another, since most formats cannot have that: a set inside a repetition is a separate block each
    time. Where a stage fills a time, so is what is left of it after the last complete repetition.
    """
    walking = Act.WALK
    blocks = [
        PlanBlock(1, (PlanStep(Kind.WARM_UP, walking, stage.warm_up),)),
        *_intervals(stage, count),
        PlanBlock(1, (PlanStep(Kind.COOL_DOWN, walking, stage.cool_down),)),
    ]
    return tuple(_joined(block for block in blocks if block.steps[0].seconds))


def steps_of(blocks: Iterable[PlanBlock]) -> Iterator[PlanStep]:
    """The steps one after the other, each as often as it is done."""
    for block in blocks:
        for _ in range(block.times):
            yield from block.steps


def title_of(stage: Stage, count: int) -> str:
    """What the session is called elsewhere: "Stage 4*, 10 x (run 1m, walk 1m30s)".

    With many steps it says how often or how long instead. Its only letters are those of the table: not every watch has
    ×.
    """
    called = f"Stage {stage.marked_id}"
    title = f"{called}, {shape_of(stage, count)}"
    if len(title) <= LONGEST_TITLE:
        return title
    return (
        f"{called}, {repetitions(count) if count > 1 and stage.fill is None else minutes(stage.total_seconds(count))}"
    )


def shape_of(stage: Stage, count: int) -> str:
    """What the session is made of: "10 x (run 1m, walk 1m30s)"; "3 x (walk 5m, 2 x (jog 1m, walk 1m))"."""
    steps = repetition_text(stage).replace("×", "x")
    if stage.fill is not None:
        return f"{steps}, for {minutes(stage.fill)}"
    if count == 1:
        return steps
    return f"{count} x {steps}" if len(stage.steps) == 1 else f"{count} x ({steps})"


def about(stage: Stage, count: int) -> str:
    """The session in a few sentences, what matters most first: a place with less room cuts the end."""
    shape = shape_of(stage, count)
    ours = f" ({MARK} = our own estimate)" if stage.is_ours else ""
    total = minutes(stage.total_seconds(count))
    return f"{total} in all. Not medical advice.{ours} {shape[0].upper()}{shape[1:]}"


def _intervals(stage: Stage, count: int) -> Iterator[PlanBlock]:
    """The parts of each repetition as they were written, or of each time that a stage is repeated to fill a total."""
    if stage.fill is None:
        yield from _parts(stage) * count
        return
    complete, left = divmod(stage.fill, stage.cycle_seconds)
    yield from _parts(stage) * complete
    cut = []
    for step in steps_of(_parts(stage)):
        if left > 0:
            cut.append(replace(step, seconds=min(step.seconds, left)))
            left -= step.seconds
    if cut:
        yield PlanBlock(1, tuple(cut))


def _parts(stage: Stage) -> list[PlanBlock]:
    """One repetition, a block for each of its groups."""
    return [
        PlanBlock(group.times, tuple(PlanStep(each.kind, each.act, each.seconds, each.word) for each in group.steps))
        for group in stage.parts
    ]


def _joined(blocks: Iterable[PlanBlock]) -> Iterator[PlanBlock]:
    """The same with neighbours that have the same steps as one block."""
    last: PlanBlock | None = None
    for block in blocks:
        if last is not None and last.steps == block.steps:
            last = replace(last, times=last.times + block.times)
            continue
        if last is not None:
            yield last
        last = block
    if last is not None:
        yield last
