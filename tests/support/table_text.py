"""A stage table as the text of a file, which reads as the same table again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from runwalk_tui.programme.duration import format_duration
from runwalk_tui.programme.stage import Act, Group, Policy, Source, Stage, StageTable, TableKind
from runwalk_tui.programme.steps.step_text import step_text

_PAIR = (Act.RUN, Act.WALK)
LONGEST_LINE = 100
"""Characters; a longer list has a line for each of its entries."""


def table_text(table: StageTable) -> str:
    """Return the TOML of a table. What is as it would be without being written is left out."""
    sections = ["\n".join(_programme(table))]
    if policy := list(_policy(table.policy)):
        sections.append("\n".join(["[progression]", *policy]))
    if table.thresholds != StageTable("", ()).thresholds:
        sections.append(f"[placement]\nthresholds = {_listed([_length(seconds) for seconds in table.thresholds])}")
    sections += ["\n".join(_stage(table, position)) for position in range(len(table.stages))]
    return "\n\n".join(sections) + "\n"


def _programme(table: StageTable) -> Iterator[str]:
    yield "[programme]"
    yield f"name = {_text(table.programme)}"
    if table.sessions_per_week != StageTable("", ()).sessions_per_week:
        yield f"sessions_per_week = {table.sessions_per_week}"
    if table.session_limit is not None:
        yield f"session_limit = {_length(table.session_limit)}"
    if table.then:
        yield f"then = {_text(table.then)}"
    if table.kind is not TableKind.RUN_WALK:
        yield f"kind = {_text(table.kind)}"


def _policy(policy: Policy) -> Iterator[str]:
    usual = Policy()
    for item in fields(Policy):
        value = getattr(policy, item.name)
        if value != getattr(usual, item.name):
            yield f"{item.name} = {str(value).lower()}"


def _stage(table: StageTable, position: int) -> Iterator[str]:
    """One [[stage]]; the warm-up and the cool-down are written in each, as nothing stands in [programme]."""
    stage = table.stages[position]
    yield "[[stage]]"
    yield f"id = {_text(stage.id)}"
    if stage.was:
        yield f"was = {_listed([_text(earlier) for earlier in stage.was])}"
    if stage.name:
        yield f"name = {_text(stage.name)}"
    yield from _repetition(stage)
    if stage.warm_up:
        yield f"warm_up = {_length(stage.warm_up)}"
    if stage.cool_down:
        yield f"cool_down = {_length(stage.cool_down)}"
    if stage.source is not Source.OWN:
        yield f"source = {_text(stage.source)}"
    if stage.note:
        yield f"note = {_text(stage.note)}"


def _repetition(stage: Stage) -> Iterator[str]:
    """What is done, and how often."""
    usual = Stage("", ())
    pair = not stage.groups and [(step.act, step.word) for step in stage.steps] == [(act, "") for act in _PAIR]
    if pair:
        yield from (f"{step.act} = {_length(step.seconds)}" for step in stage.steps)
    else:
        entries = [entry for group in stage.parts for entry in _entries(group)]
        yield f"intervals = {_listed(entries)}"
    if stage.fill is not None:
        yield f"fill = {_length(stage.fill)}"
    elif (stage.reps_min, stage.reps_max) != ((usual.reps_min, usual.reps_max) if pair else (1, 1)):
        one = stage.reps_min == stage.reps_max
        yield f"reps = {stage.reps_min}" if one else f"reps = [{stage.reps_min}, {stage.reps_max}]"


def _entries(group: Group) -> list[str]:
    """Entries of a list of intervals: a text for each step, or one table for a set."""
    steps = [_text(step_text(step)) for step in group.steps]
    return steps if group.times == 1 else [f"{{ times = {group.times}, steps = [{', '.join(steps)}] }}"]


def _listed(entries: list[str]) -> str:
    """A list on one line, or with a line for each entry where that would be long."""
    line = f"[{', '.join(entries)}]"
    return line if len(line) <= LONGEST_LINE else "[\n" + "".join(f"  {entry},\n" for entry in entries) + "]"


def _length(seconds: int) -> str:
    return f'"{format_duration(seconds)}"'


def _text(text: str) -> str:
    """A text between quotes, with what TOML has no place for between them as an escape."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() or ord(char) > 0xFF else _escape(char) for char in plain) + '"'


def _escape(char: str) -> str:
    return f"\\u{ord(char):04x}"
