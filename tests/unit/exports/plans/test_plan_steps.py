"""A session in steps and blocks, which every format of a plan is made from: it is the session that the timer runs."""

from __future__ import annotations

import pytest
from hypothesis import given

from runwalk_tui.exports.plans.steps import PlanBlock, PlanStep, about, blocks_of, steps_of, title_of
from runwalk_tui.programme.plan import plan_session
from runwalk_tui.programme.stage import Act, Kind, Stage, StageTable
from tests.support.every_stage import as_steps, every_session, odd_stages
from tests.support.examples import examples
from tests.support.rule_cases import shipped_table
from tests.support.table_strategies import whole_tables

MINE = odd_stages()


def blocks(stage_id: str, count: int = 1) -> list[PlanBlock]:
    """The blocks of a stage without its warm-up."""
    first, *rest = blocks_of(MINE.stage(stage_id), count)
    assert first == PlanBlock(1, (PlanStep(Kind.WARM_UP, Act.WALK, 300),))
    return rest


def test_one_run_and_one_walk_are_a_block_done_so_many_times() -> None:
    stage = shipped_table().stages[3]
    warm_up, repeated, cool_down = blocks_of(stage, 10)
    assert [(step.name, step.seconds) for step in repeated.steps] == [("Run", 60), ("Walk", 90)]
    assert (warm_up.times, repeated.times, cool_down.times) == (1, 10, 1)
    assert (warm_up.steps[0].name, cool_down.steps[0].name) == ("Warm-up", "Cool-down")


def test_intervals_are_done_once() -> None:
    assert [(block.times, len(block.steps)) for block in blocks("once")] == [(1, 4)]


def test_sets_inside_repetitions_are_blocks_of_their_own_each_time() -> None:
    assert [block.times for block in blocks("sets", 2)] == [1, 3, 1, 1, 3, 1]
    assert blocks("sets", 2)[0].steps[0].name == "Walk brisk"


def test_repetitions_that_are_one_set_each_are_one_block() -> None:
    assert [(block.times, block.steps[0].name) for block in blocks("strides", 4)] == [(12, "Run fast")]


def test_the_last_step_of_a_stage_that_fills_a_time_is_cut_short() -> None:
    assert [(block.times, [step.seconds for step in block.steps]) for block in blocks("fill")] == [
        (5, [90, 120]),
        (1, [90, 60]),
    ]


def test_a_table_without_warm_up_and_cool_down_has_none() -> None:
    stage = Stage("1", MINE.stage("walk").steps)
    assert [step.name for step in steps_of(blocks_of(stage, 1))] == ["Walk"]


def test_every_stage_of_every_programme_has_the_steps_of_its_session() -> None:
    for table, stage, count in every_session():
        assert list(steps_of(blocks_of(stage, count))) == as_steps(table, stage, count), (table.programme, stage.id)


@given(whole_tables())
@examples(25)
def test_so_has_any_stage_of_any_table(table: StageTable) -> None:
    for stage in table.stages:
        count = table.full(stage)
        steps = list(steps_of(blocks_of(stage, count)))
        assert steps == as_steps(table, stage, count)
        assert sum(step.seconds for step in steps) == plan_session(table, stage, count).total


@pytest.mark.parametrize(
    ("stage", "count", "title"),
    [
        (shipped_table().stages[3], 10, "Stage 4, 10 x (run 1m, walk 1m30s)"),
        (shipped_table().stages[6], 6, "Stage 7*, 6 x (run 1m45s, walk 1m)"),
        (MINE.stage("once"), 1, "Stage once, run 3m, walk 1m30s, run 5m, walk 2m"),
        (MINE.stage("sets"), 2, "Stage sets, 2 repetitions"),
        (MINE.stage("walk"), 2, "Stage walk, 2 x walk 20m"),
        (MINE.stage("fill"), 1, "Stage fill, run 1m30s, walk 2m, for 20 minutes"),
    ],
)
def test_a_title_says_the_stage_and_what_it_is_in_letters_that_every_watch_has(
    stage: Stage, count: int, title: str
) -> None:
    assert title_of(stage, count) == title
    assert title.isascii()


def test_our_own_estimate_is_marked_and_explained() -> None:
    told = about(shipped_table().stages[6], 6)
    assert told == "24 minutes in all. Not medical advice. (* = our own estimate) 6 x (run 1m45s, walk 1m)"
    assert "*" not in about(shipped_table().stages[3], 6)
