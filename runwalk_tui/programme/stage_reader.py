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
    Kind,
    Source,
    Stage,
    StageTable,
    Step,
)
from runwalk_tui.programme.validation import Section

STAGE_KEYS = ("id", "name", "run", "walk", "intervals", "reps", "fill", "warm_up", "cool_down", "source", "note")
_INTERVALS = '["run 3m", "walk 90s"]'
_STEP_EXAMPLES = '"run 3m" or "walk 90s"'


def stage_label(values: Mapping[str, object], position: int) -> str:
    """How faults name a stage: by its id, or by its position (from 1) where the id is missing or no text."""
    given = values.get("id")
    return f"stage {quote(given)}" if isinstance(given, str) and given else f'stage "{position}"'


def read_stage(section: Section, position: int, usual: Stage) -> Stage:
    """Return the stage at this position, from 1; it means something only if the section stays sound.

    Repetitions, warm-up and cool-down that it leaves out are as in `usual`.
    """
    fewest, most = section.span("reps", (usual.reps_min, usual.reps_max), 1, MOST_REPS)
    fill = section.duration("fill", None, 1, LONGEST_SESSION)
    if "fill" in section:
        if "reps" in section:
            section.fault("a stage has either reps or fill, not both; leave one of them out", "reps")
        fewest = most = 1
    return Stage(
        id=section.text("id", str(position), LONGEST_ID, empty=False),
        steps=_steps(section),
        reps_min=fewest,
        reps_max=most,
        fill=fill,
        name=section.text("name", "", LONGEST_NAME),
        source=Source(section.choice("source", Source.OWN.value, [source.value for source in Source])),
        note=section.text("note", "", LONGEST_NOTE),
        warm_up=section.duration("warm_up", usual.warm_up, 0, LONGEST_STEP) or 0,
        cool_down=section.duration("cool_down", usual.cool_down, 0, LONGEST_STEP) or 0,
    )


def check_length(section: Section, table: StageTable, stage: Stage) -> None:
    """Note a fault when the full stage makes a session that is too long."""
    reps = table.full(stage)
    total = stage.total_seconds(reps)
    if total <= LONGEST_SESSION:
        return
    asked = f"{reps} x {format_duration(stage.cycle_seconds)}" if stage.fill is None else format_duration(stage.fill)
    message = (
        f"{asked} with warm-up and cool-down makes {format_duration(total)}; "
        f"a session lasts at most {format_duration(LONGEST_SESSION)}"
    )
    given = next((key for key in ("fill", "reps", "intervals", "run") if key in section), "run")
    section.fault(message, given)


def _steps(section: Section) -> tuple[Step, ...]:
    """The steps of one repetition: of `intervals`, or one run and one walk."""
    pair = [(kind, section.duration(kind.value, None, 1, LONGEST_STEP)) for kind in (Kind.RUN, Kind.WALK)]
    missing = [kind.value for kind, _ in pair if kind.value not in section]
    if "intervals" in section:
        if len(missing) < len(pair):
            section.fault("a stage has either intervals, or run and walk, not both; leave one of them out", "intervals")
        return _intervals(section)
    if len(missing) == len(pair):
        section.fault(f'it has no steps; write run = "1m" and walk = "2m", or intervals = {_INTERVALS}')
    elif missing:
        section.fault('this key is missing; a stage has run and walk, or intervals = ["run 20m"]', missing[0])
    return tuple(Step(kind, seconds) for kind, seconds in pair if seconds is not None)


def _intervals(section: Section) -> tuple[Step, ...]:
    """The steps of a list such as ["run 3m", "walk 90s"]."""
    given = section.value("intervals")
    if not isinstance(given, list):
        if given is not None:
            section.fault(f"{quote(given)} is not a list; write for example {_INTERVALS}", "intervals")
        return ()
    if not given:
        section.fault(f"the list is empty; it needs at least one step such as {_STEP_EXAMPLES}", "intervals")
    if len(given) > LONGEST_SESSION:
        # Not even at a second each is there time for them, and as many errors would help nobody.
        section.fault(f"{len(given)} steps are too many for a session of 6 hours", "intervals")
        return ()
    steps = (_step(section, position, written) for position, written in enumerate(given))
    return tuple(step for step in steps if step is not None)


def _step(section: Section, position: int, written: object) -> Step | None:
    """One step such as "run 3m", or None after noting what is wrong with it."""
    kind, _, duration = written.partition(" ") if isinstance(written, str) else ("", "", "")
    if kind not in (Kind.RUN.value, Kind.WALK.value) or not duration:
        section.fault(f"{quote(written)} is not a step; write for example {_STEP_EXAMPLES}", "intervals", position)
        return None
    seconds = section.seconds(duration.strip(" "), 1, LONGEST_STEP, "intervals", position)
    return None if seconds is None else Step(Kind(kind), seconds)
