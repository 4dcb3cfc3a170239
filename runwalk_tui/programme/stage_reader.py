"""Reading one [[stage]] of the file, in each of its forms."""

from __future__ import annotations

from collections.abc import Mapping

from runwalk_tui.programme.duration import format_duration
from runwalk_tui.programme.faults import quote
from runwalk_tui.programme.stage import (
    LONGEST_ID,
    LONGEST_NAME,
    LONGEST_NOTE,
    LONGEST_SESSION,
    LONGEST_STEP,
    MOST_REPS,
    Source,
    Stage,
    StageTable,
    flat,
)
from runwalk_tui.programme.steps.step_reader import read_steps
from runwalk_tui.programme.validation import Section

MAYBE_METRES = 20 * 60
"""Seconds of a step from which on metres may be meant where a session comes out too long: "20m"."""
STAGE_KEYS = (
    "id",
    "name",
    "run",
    "walk",
    "intervals",
    "reps",
    "fill",
    "warm_up",
    "cool_down",
    "source",
    "note",
    "was",
)


def stage_label(values: Mapping[str, object], position: int) -> str:
    """How faults name a stage: by its id, or by its position (from 1) where the id is missing or no text."""
    given = values.get("id")
    return f"stage {quote(given)}" if isinstance(given, str) and given else f'stage "{position}"'


def read_stage(section: Section, position: int, usual: Stage) -> Stage:
    """Return the stage at this position, from 1; it means something only if the section stays sound.

    Repetitions, warm-up and cool-down that it leaves out are as in `usual`; but a list of intervals already says how
    long the session is, so without repetitions of its own it is done once.
    """
    once = "intervals" in section
    fewest, most = section.span("reps", (1, 1) if once else (usual.reps_min, usual.reps_max), 1, MOST_REPS)
    fill = section.duration("fill", None, 1, LONGEST_SESSION, metres=True)
    if "fill" in section:
        if "reps" in section:
            section.fault("a stage has either reps or fill, not both; leave one of them out", "reps")
        fewest = most = 1
    groups = read_steps(section)
    return Stage(
        id=section.text("id", str(position), LONGEST_ID, empty=False),
        steps=flat(groups),
        reps_min=fewest,
        reps_max=most,
        fill=fill,
        name=section.text("name", "", LONGEST_NAME),
        source=Source(section.choice("source", Source.OWN.value, [source.value for source in Source])),
        note=section.text("note", "", LONGEST_NOTE),
        warm_up=section.duration("warm_up", usual.warm_up, 0, LONGEST_STEP) or 0,
        cool_down=section.duration("cool_down", usual.cool_down, 0, LONGEST_STEP) or 0,
        was=section.texts("was", LONGEST_ID),
        groups=groups if any(group.times > 1 for group in groups) else (),
    )


def check_length(section: Section, table: StageTable, stage: Stage) -> None:
    """Note a fault when the full stage makes a session that is too long."""
    message = why_too_long(stage, table.full(stage))
    if not message:
        return
    if any(step.seconds >= MAYBE_METRES for step in stage.steps):
        message += "; if you meant metres: runwalk counts time, and m is minutes"
    given = next((key for key in ("fill", "reps", "intervals", "run") if key in section), "run")
    section.fault(message, given)


def why_too_long(stage: Stage, reps: int) -> str:
    """Why a session of so many repetitions can't be, in one line; "" where it's within the longest session."""
    total = stage.total_seconds(reps)
    if total <= LONGEST_SESSION:
        return ""
    steps = f"{reps} x {format_duration(stage.cycle_seconds)}" if stage.fill is None else format_duration(stage.fill)
    return (
        f"{steps} with warm-up and cool-down makes {format_duration(total)}; "
        f"a session lasts at most {format_duration(LONGEST_SESSION)}"
    )
