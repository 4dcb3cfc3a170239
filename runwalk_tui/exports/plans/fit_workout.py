"""A session as a FIT workout, which a watch counts down by itself: runs and walks by time, in a repeat where they do.

The order of the messages, and that each step has its number, are as in WorkoutEncode, the example of Garmin's own SDK.
There is no target: how fast a run is, the programme doesn't say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from runwalk_tui.exports.fit_bytes import file_id, fit_bytes, need_fit_tool
from runwalk_tui.exports.plans.steps import PlanBlock, PlanStep
from runwalk_tui.programme.stage import Kind

if TYPE_CHECKING:
    from fit_tool.profile.profile_type import Intensity

LONGEST_TEXT = 240
"""Bytes of a text; a field of a FIT file has 255 at most, and a zero at its end."""
MORE = "..."
"""At the end of a text that was too long."""
MANY_STEPS = 50
"""Steps, each repeat counted as one, from which on we say that a watch may refuse a workout. That many watches have
such a limit is what others report; we found no document that says so and have no watch to try it."""


def fit_workout(name: str, about: str, blocks: Sequence[PlanBlock], made: datetime) -> bytes:
    """The bytes of a FIT workout.

    Args:
        name: what the watch calls it; small ones show its first words only.
        about: the session in a sentence or two.
        blocks: what is done, from `blocks_of`.
        made: aware; the file says so.

    Raises ExportError when fit-tool isn't installed.
    """
    need_fit_tool()
    from fit_tool.profile.messages.workout_message import WorkoutMessage
    from fit_tool.profile.profile_type import FileType, Sport

    steps = list(_messages(blocks))
    workout = WorkoutMessage(local_id=1)
    workout.workout_name = _cut(name)
    workout.workout_description = _cut(about)
    workout.sport = Sport.RUNNING if _has_running(blocks) else Sport.WALKING
    # Garmin's example counts the repeats, too. fit-tool would not, so it's not to check this: a watch that counts as
    # Garmin does would leave out the last steps.
    workout.num_valid_steps = len(steps)
    return fit_bytes([file_id(FileType.WORKOUT, made, name), workout, *steps], strict=False)


def count_steps(blocks: Sequence[PlanBlock]) -> int:
    """The steps that a watch gets: one for each, and one for each repeat."""
    return sum(len(block.steps) + (block.times > 1) for block in blocks)


def _messages(blocks: Sequence[PlanBlock]) -> Iterator[Any]:
    """A message for each step, numbered from 0, and one after those that are repeated."""
    from fit_tool.profile.messages.workout_step_message import WorkoutStepMessage
    from fit_tool.profile.profile_type import WorkoutStepDuration, WorkoutStepTarget

    running = _has_running(blocks)
    number = 0
    for block in blocks:
        first = number
        for step in block.steps:
            message = WorkoutStepMessage(local_id=2)
            message.message_index = number
            message.workout_step_name = _cut(step.name)
            message.duration_type = WorkoutStepDuration.TIME
            message.duration_time = float(step.seconds)
            message.target_type = WorkoutStepTarget.OPEN
            message.target_value = 0
            message.intensity = _intensity(step, running=running)
            yield message
            number += 1
        if block.times > 1:
            repeat = WorkoutStepMessage(local_id=3)
            repeat.message_index = number
            repeat.duration_type = WorkoutStepDuration.REPEAT_UNTIL_STEPS_CMPLT
            repeat.duration_step = first
            repeat.target_type = WorkoutStepTarget.OPEN
            repeat.target_repeat_steps = block.times
            yield repeat
            number += 1


def _intensity(step: PlanStep, *, running: bool) -> Intensity:
    """Walks between runs are rest; where nothing is run, walking is what the session is for."""
    from fit_tool.profile.profile_type import Intensity

    match step.kind:
        case Kind.WARM_UP:
            return Intensity.WARMUP
        case Kind.COOL_DOWN:
            return Intensity.COOLDOWN
        case Kind.WALK if running:
            return Intensity.REST
        case _:
            return Intensity.ACTIVE


def _has_running(blocks: Sequence[PlanBlock]) -> bool:
    return any(step.kind is Kind.RUN for block in blocks for step in block.steps)


def _cut(text: str) -> str:
    """The text in as many bytes as a field has; a longer one ends with the last word that fits and three dots."""
    if len(text.encode()) <= LONGEST_TEXT:
        return text
    fits = text.encode()[: LONGEST_TEXT - len(MORE)].decode(errors="ignore")
    return (fits.rsplit(" ", 1)[0] if " " in fits else fits) + MORE
