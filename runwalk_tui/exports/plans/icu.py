"""A session as text for the workout builder of intervals.icu.

The grammar is that of its quick guide, https://forum.intervals.icu/t/workout-builder-syntax-quick-guide/123701: a step
is a line with a hyphen, what comes before its first duration is what the watch shows, m are minutes, and what is
repeated has a line such as 10x above it and an empty line before and after. A repeat can't be inside another one. Other
steps have a heading, which does nothing there; but one published reader of such text ignores empty lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from runwalk_tui.exports.plans.steps import PlanBlock, PlanStep
from runwalk_tui.programme.duration import format_duration
from runwalk_tui.programme.stage import Kind

MEANS_SOMETHING = frozenset(
    {"ramp", "freeride", "maxeffort", "press", "lap", "pace", "hr", "lthr", "ftp", "mmp", "rpm"}
)
"""Words that the builder reads as more than words."""

THEIR_WORDS = {Kind.WARM_UP: "Warmup", Kind.COOL_DOWN: "Cooldown"}
"""What is written in one word there."""


def icu(blocks: Sequence[PlanBlock]) -> str:
    """The text to paste: a paragraph for each block."""
    return "\n\n".join(_paragraph(block) for block in blocks) + "\n"


def _paragraph(block: PlanBlock) -> str:
    heading = f"{block.times}x" if block.times > 1 else _cue(block.steps[0])
    return "\n".join([heading, *(f"- {_cue(step)} {format_duration(step.seconds)}" for step in block.steps)])


def _cue(step: PlanStep) -> str:
    """What the step is called, without words that the builder would read as a time, a distance or a target."""
    words = re.split(r"\s+", THEIR_WORDS.get(step.kind, step.name))
    return " ".join(word for word in words if not _is_read(word))


def _is_read(word: str) -> bool:
    letters = re.sub(r"\W", "", word).lower()
    return letters in MEANS_SOMETHING or any(char.isdigit() for char in word) or "=" in word
