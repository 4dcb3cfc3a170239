"""Any table that loads gives plans that can be run: contiguous, positive, in order, summing to the total."""

from __future__ import annotations

from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.programme.duration import format_clock, format_duration
from runwalk_tui.programme.faults import TableError
from runwalk_tui.programme.plan import SessionPlan, plan_session
from runwalk_tui.programme.reader import parse_table
from runwalk_tui.programme.stage import Kind, Stage, StageTable
from tests.support.examples import examples

SESSION = 6 * 3600
line_text = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=20)


def written(seconds: st.SearchStrategy[int]) -> st.SearchStrategy[str | int]:
    """Seconds in any of the forms of a duration."""
    return st.builds(lambda form, number: form(number), st.sampled_from([format_duration, format_clock, int]), seconds)


@st.composite
def stages(draw: st.DrawFn, position: int) -> dict[str, Any]:
    """A valid [[stage]] in any form, whose full session lasts at most 6 hours."""
    stage: dict[str, Any] = {}
    if draw(st.booleans()):
        stage["id"] = f"{draw(line_text)[:20]}-{position}"
    for key, strategy in (
        ("name", line_text),
        ("note", line_text),
        ("source", st.sampled_from(["trial", "secondary", "interpolated", "own"])),
        ("warm_up", written(st.integers(0, 1800))),
        ("cool_down", written(st.integers(0, 1800))),
    ):
        if draw(st.booleans()):
            stage[key] = draw(strategy)
    room = SESSION - 2 * 1800
    if draw(st.booleans()):
        lengths = [draw(st.integers(1, 900)), draw(st.integers(1, 900))]
        stage["run"], stage["walk"] = (draw(written(st.just(length))) for length in lengths)
    else:
        lengths = draw(st.lists(st.integers(1, 300), min_size=1, max_size=9))
        kinds = [draw(st.sampled_from(["run", "walk"])) for _ in lengths]
        stage["intervals"] = [f"{kind} {format_duration(length)}" for kind, length in zip(kinds, lengths, strict=True)]
    if draw(st.booleans()):
        stage["fill"] = draw(written(st.integers(1, room)))
    elif sum(lengths) * 10 > room or draw(st.booleans()):
        most = draw(st.integers(1, min(100, room // sum(lengths))))
        stage["reps"] = draw(st.sampled_from([most, [draw(st.integers(1, most)), most]]))
    return stage


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """A valid table as the values of its TOML."""
    programme: dict[str, Any] = {"name": draw(line_text)}
    for key, strategy in (
        ("warm_up", written(st.integers(0, 1800))),
        ("cool_down", written(st.integers(0, 1800))),
        ("session_limit", written(st.integers(1, SESSION))),
        ("sessions_per_week", st.integers(1, 14)),
    ):
        if draw(st.booleans()):
            programme[key] = draw(strategy)
    positions = range(1, draw(st.integers(1, 5)) + 1)
    return {"programme": programme, "stage": [draw(stages(position)) for position in positions]}


def check(plan: SessionPlan, stage: Stage, reps: int) -> None:
    """Everything that must hold for the plan of any session."""
    kinds = [phase.kind for phase in plan.phases]
    assert plan.phases[0].start == 0
    for one, following in zip(plan.phases, plan.phases[1:], strict=False):
        assert one.end == following.start
        assert one.repetition <= following.repetition or following.kind is Kind.COOL_DOWN
    assert all(phase.seconds >= 1 for phase in plan.phases)
    assert sum(phase.seconds for phase in plan.phases) == plan.total
    intervals = stage.cycle_seconds * reps if stage.fill is None else stage.fill
    assert plan.total == stage.warm_up + intervals + stage.cool_down
    assert kinds.count(Kind.WARM_UP) == (stage.warm_up > 0)
    assert kinds.count(Kind.COOL_DOWN) == (stage.cool_down > 0)
    assert Kind.WARM_UP not in kinds[1:]
    assert Kind.COOL_DOWN not in kinds[:-1]
    assert {phase.repetition for phase in plan.phases if phase.interval} == set(range(1, plan.reps + 1))
    for phase in plan.phases:
        assert plan.at(phase.start) is plan.at(phase.end - 0.001) is phase


@examples(50)
@given(documents(), st.data())
def test_every_plan_of_a_table_that_loads_is_contiguous_and_sums_up(
    document: dict[str, Any], data: st.DataObject
) -> None:
    table = parse_table(tomli_w.dumps(document), "generated.toml")
    assert len(table.stages) == len(document["stage"])
    for stage in table.stages:
        full = table.full(stage)
        assert 1 <= stage.reps_min <= full <= stage.reps_max <= 100
        for reps in {stage.reps_min, full, data.draw(st.integers(stage.reps_min, full))}:
            plan = plan_session(table, stage, reps)
            check(plan, stage, reps)
            assert plan.total <= SESSION


@examples(50)
@given(documents())
def test_a_session_limit_holds_wherever_there_is_room_for_the_fewest_repetitions(document: dict[str, Any]) -> None:
    table: StageTable = parse_table(tomli_w.dumps(document), "generated.toml")
    for stage in table.stages:
        if stage.fill is not None or table.session_limit is None:
            continue
        full = table.full(stage)
        inside = stage.warm_up + full * stage.cycle_seconds <= table.session_limit
        assert inside or full == stage.reps_min
        if full < stage.reps_max:
            assert stage.warm_up + (full + 1) * stage.cycle_seconds > table.session_limit


broken = st.sampled_from([True, -1, 0.5, "", "x", "-1m", [], {}, [1, 2, 3], 10**30])


@examples(50)
@given(documents(), st.data())
def test_a_value_of_the_wrong_kind_is_a_fault_at_its_own_line(document: dict[str, Any], data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(document["stage"]) - 1))
    stage = document["stage"][position]
    key = data.draw(st.sampled_from([key for key in stage if key not in ("id", "name", "note")]))
    stage[key] = data.draw(broken)
    text = tomli_w.dumps(document)
    with pytest.raises(TableError) as caught:
        parse_table(text, "generated.toml")
    lines = text.split("\n")
    # tomli-w writes short tables on one line, a broken value that is a table under a header of its own, and each
    # element of a list on its own line, below the key.
    at = [number for number, line in enumerate(lines, 1) if f"{key} =" in line or f"[stage.{key}]" in line]
    below = len(stage[key]) if isinstance(stage[key], list) else 0
    named = [fault.line for fault in caught.value.faults if key in str(fault)]
    assert any(number <= line <= number + below for number in at for line in named)
