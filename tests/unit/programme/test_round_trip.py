"""Whatever a table says, its text says, too: written down and read again it is the same."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings

from runwalk_tui.programme.plan import plan_session
from runwalk_tui.programme.reader import parse_table
from runwalk_tui.programme.stage import Act, Group, Kind, Stage, StageTable, Step, flat
from runwalk_tui.programme.steps.step_text import parse_step, step_text
from runwalk_tui.programme.toml_lines import key_lines
from tests.support.examples import TIMES
from tests.support.table_strategies import steps, whole_tables
from tests.support.table_text import table_text

TABLES = 200 if TIMES == 1 else 625 * TIMES**2
"""RUNWALK_EXAMPLES=4 tries ten thousand."""
pytestmark = pytest.mark.timeout(3600)  # thousands of them, on a machine that has other things to do


@settings(max_examples=TABLES)
@given(whole_tables())
def test_a_table_that_is_written_and_read_again_is_the_same(table: StageTable) -> None:
    text = table_text(table)
    again = parse_table(text, "again.toml")
    assert again == table
    assert [stage.parts for stage in again.stages] == [stage.parts for stage in table.stages]
    assert table_text(again) == text


@settings(max_examples=TABLES // 4)
@given(whole_tables())
def test_a_table_that_is_read_can_be_laid_out_and_every_id_is_found(table: StageTable) -> None:
    for place, stage in enumerate(table.stages):
        assert {table.index(one) for one in (stage.id, *stage.was)} == {place}
        plan = plan_session(table, stage, table.full(stage))
        running = sum(phase.seconds for phase in plan.phases if phase.kind is Kind.RUN)
        assert running == stage.running_seconds(table.full(stage))
        assert plan.total == stage.total_seconds(table.full(stage))
    text = table_text(table)
    lines = key_lines(text)
    for place, values in enumerate(tomllib.loads(text)["stage"]):
        assert {("stage", place, key) for key in values} <= lines.keys()


@settings(max_examples=TABLES)
@given(steps())
def test_a_step_is_read_as_it_is_written(step: Step) -> None:
    assert parse_step(step_text(step)) == step


def test_plain_steps_next_to_a_set_are_together_whether_or_not_they_were_written_as_sets() -> None:
    table = parse_table(
        '[programme]\nname = "x"\n[[stage]]\n'
        'intervals = ["run 1m", { times = 1, steps = ["walk 1m"] }, "rest 1m", { times = 2, steps = ["jog 1m"] }]',
        "x.toml",
    )
    plain = Group(1, (Step(Act.RUN, 60), Step(Act.WALK, 60), Step(Act.REST, 60)))
    assert table.stages[0].groups == (plain, Group(2, (Step(Act.JOG, 60),)))
    assert table.stages[0].steps == flat(table.stages[0].groups)


def test_sets_that_are_done_once_are_steps_like_others() -> None:
    table = parse_table(
        '[programme]\nname = "x"\n[[stage]]\nintervals = [{ times = 1, steps = ["run 1m"] }, "walk 1m"]', "x.toml"
    )
    assert table.stages[0] == Stage("1", (Step(Act.RUN, 60), Step(Act.WALK, 60)), 1, 1)
