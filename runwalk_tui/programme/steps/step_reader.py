"""Reading what a repetition of a stage is: one run and one walk, or a list of steps and of sets of them."""

from __future__ import annotations

from typing import Any

from runwalk_tui.programme.faults import quote
from runwalk_tui.programme.stage import LONGEST_SESSION, LONGEST_STEP, MOST_REPS, Act, Group, Step
from runwalk_tui.programme.steps.step_text import EXAMPLES, SET, has_word, parse_step
from runwalk_tui.programme.validation import OTHER_NAMES, Section

SET_KEYS = ("times", "steps")
_INTERVALS = '["run 3m", "walk 90s"]'
_PAIR = (Act.RUN, Act.WALK)


def read_steps(section: Section) -> tuple[Group, ...]:
    """Return one repetition as it is written in a [[stage]]; what belongs to no set is in a group that is done once."""
    pair = [(act, _alone(section, act)) for act in _PAIR]
    missing = [act.value for act in _PAIR if act.value not in section]
    if "intervals" in section:
        if len(missing) < len(pair):
            section.fault("a stage has either intervals, or run and walk, not both; leave one of them out", "intervals")
        return _intervals(section)
    if len(missing) == len(pair):
        section.fault(f'it has no steps; write run = "1m" and walk = "2m", or intervals = {_INTERVALS}')
    elif missing:
        alone = "walk" if missing == ["run"] else "run"
        section.fault(f'this key is missing; a stage has run and walk, or intervals = ["{alone} 20m"]', missing[0])
    return (Group(1, tuple(Step(act, seconds) for act, seconds in pair if seconds is not None)),)


def _alone(section: Section, act: Act) -> int | None:
    """The seconds of a run or a walk that has a key of its own; None after noting what is wrong with it."""
    given = section.value(act.value)
    if not has_word(act, given):
        return section.duration(act.value, None, 1, LONGEST_STEP)
    both = [(each, section.value(each.value)) for each in _PAIR if each.value in section]
    listed = ", ".join(
        quote(f"{each} {given}" if isinstance(given, str) else f"{each} {given}s") for each, given in both
    )
    times = "" if "reps" in section or "fill" in section else "; reps says how often"
    section.fault(f"{quote(given)} has a word in it; write both in a list: intervals = [{listed}]{times}", act.value)
    return None


def _intervals(section: Section) -> tuple[Group, ...]:
    """The steps and sets of a list such as ["walk 5m", { times = 3, steps = ["run 1m", "walk 1m"] }]."""
    given = _listed(section, "intervals")
    groups: list[Group] = []
    for position, written in enumerate(given):
        if isinstance(written, dict):
            group = _set(section, position, written)
        else:
            step = _step(section, written, "intervals", position)
            group = Group(1, () if step is None else (step,))
        if group.times == 1 and groups and groups[-1].times == 1:
            group = Group(1, groups.pop().steps + group.steps)
        groups.append(group)
    if sum(group.times * len(group.steps) for group in groups) > LONGEST_SESSION:
        section.fault(_too_many(sum(group.times * len(group.steps) for group in groups)), "intervals")
        return ()
    return tuple(groups)


def _set(section: Section, position: int, values: dict[str, Any]) -> Group:
    """Steps that are done several times, such as { times = 3, steps = ["run 1m", "walk 1m"] }."""
    if not any(key in SET_KEYS or set(OTHER_NAMES.get(key, ())) & set(SET_KEYS) for key in values):
        section.fault(f"a table is not a step; write for example {EXAMPLES}, or a set: {SET}", "intervals", position)
        return Group(1, ())
    inner = section.inner(values, SET_KEYS, "intervals", position)
    times = inner.whole("times", 1, 1, MOST_REPS)
    for key in SET_KEYS:
        if key not in inner:
            inner.fault(f"this key is missing; a set is written {SET}", key)
    steps: list[Step] = []
    for place, written in enumerate(_listed(inner, "steps")):
        if isinstance(written, dict):
            inner.fault("a set has steps in it and no other set; write the inner one out", "steps", place)
        elif (step := _step(inner, written, "steps", place)) is not None:
            steps.append(step)
    return Group(times, tuple(steps))


def _listed(section: Section, key: str) -> list[Any]:
    """The list at a key; an empty one after noting what is wrong with it."""
    given = section.value(key)
    if not isinstance(given, list):
        if given is not None:
            section.fault(f"{quote(given)} is not a list; write for example {_INTERVALS}", key)
        return []
    if not given:
        section.fault(f"the list is empty; it needs at least one step such as {EXAMPLES}", key)
    if len(given) > LONGEST_SESSION:
        section.fault(_too_many(len(given)), key)
        return []
    return given


def _too_many(count: int) -> str:
    """The fault of a list for which there is no time, not even at a second each; as many faults would help nobody."""
    return f"{count} steps are too many for a session of 6 hours"


def _step(section: Section, written: object, *keys: str | int) -> Step | None:
    """One step such as "run 3m", or None after noting what is wrong with it."""
    try:
        return parse_step(written)
    except ValueError as error:
        section.fault(str(error), *keys)
        return None
