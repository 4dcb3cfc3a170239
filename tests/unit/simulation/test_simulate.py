"""Virtual runners on the real rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from runwalk_tui.programme.stage import Act, Stage, StageTable, Step
from runwalk_tui.rule.prescription import prescribe
from runwalk_tui.rule.standing import judged_in_order
from runwalk_tui.simulation.promises import Broken, Promise
from runwalk_tui.simulation.report import WIDTH, draw
from runwalk_tui.simulation.runner_model import KINDS, RunnerModel
from runwalk_tui.simulation.simulate import Simulation, follow, simulate
from runwalk_tui.simulation.virtual_runner import FIRST_DAY, VirtualRunner
from tests.support.rule_cases import shipped_table

pytestmark = pytest.mark.slow("sends a few hundred virtual runners through twelve weeks")

EAGER = RunnerModel(
    adherence=1.0,
    adherence_spread=0.0,
    pain=2.0,
    pain_spread=0.0,
    pain_per_week=0.0,
    pain_per_week_spread=0.0,
    day_to_day=0.0,
    flare=0.0,
    soreness=0.0,
    cut_short=0.0,
    not_ready=0.0,
    red_flag=0.0,
    break_per_week=0.0,
)
"""Comes to every session, and nothing ever happens."""
SORE_BACKS = RunnerModel(flare=0.4, stops=0.5, soreness=0.2, red_flag=0.02, break_per_week=0.1)
"""Everything that can happen happens often."""


def one_stage() -> StageTable:
    return StageTable("One", (Stage("only", (Step(Act.RUN, 60), Step(Act.WALK, 60)), reps_min=3, reps_max=5),))


@pytest.fixture(scope="module")
def usual() -> Simulation:
    return simulate(shipped_table(), people=60, weeks=12, seed=7)


@pytest.mark.slow("simulates 180 runners")
def test_the_same_seed_gives_the_same_answer_and_another_seed_another(usual: Simulation) -> None:
    assert simulate(shipped_table(), people=60, weeks=12, seed=7) == usual
    assert simulate(shipped_table(), people=60, weeks=12, seed=8).days != usual.days


@pytest.mark.parametrize("model", [RunnerModel(), SORE_BACKS], ids=["usual", "sore"])
def test_each_answer_is_what_the_rule_says_to_the_whole_log(model: RunnerModel) -> None:
    table = shipped_table()
    for number in range(10):
        runner = VirtualRunner(table, model, Random(f"whole/{number}"))
        for done in runner.sessions(26):
            assert done.asked == prescribe(table, runner.log, FIRST_DAY + timedelta(days=done.day))
            so_far = replace(runner.log, sessions=(*runner.log.sessions, done.session))
            assert list(judged_in_order(table, so_far))[-1].response is done.response


def test_two_processes_give_the_same_answer_as_one(usual: Simulation) -> None:
    assert simulate(shipped_table(), people=60, weeks=12, seed=7, processes=2) == usual


def test_more_people_do_not_change_what_became_of_the_first_ones() -> None:
    table = shipped_table()
    few, more = simulate(table, people=5), simulate(table, people=6)
    last = follow(table, 12, (6, 12), RunnerModel(), Random("1/5"))
    assert more.sessions - few.sessions == last.sessions
    assert tuple(b - a for a, b in zip(few.days, more.days, strict=True)) == last.days


def test_everybody_is_at_one_stage_at_each_mark_and_every_day_is_spent_somewhere(usual: Simulation) -> None:
    assert usual.marks == (6, 12)
    assert [sum(counts) for counts in usual.reached] == [60, 60]
    assert sum(usual.days) == 60 * 12 * 7
    assert sum(usual.steps_back) == 60


@pytest.mark.parametrize("policy", [{}, {"sessions_to_advance": 1, "min_days_per_stage": 0}, {"manual": True}])
@pytest.mark.parametrize("model", [RunnerModel(), SORE_BACKS])
def test_the_rule_keeps_its_promises_whatever_happens_to_the_runners(
    policy: dict[str, object], model: RunnerModel
) -> None:
    simulation = simulate(shipped_table(**policy), people=40, weeks=16, seed=3, runner=model)
    assert simulation.broken == ()
    assert simulation.sessions > 0


def test_runners_without_trouble_move_up_one_stage_a_week_and_never_back() -> None:
    simulation = simulate(shipped_table(), people=30, weeks=12, runner=EAGER)
    starts = simulate(shipped_table(), people=30, weeks=1, runner=EAGER).reached[0]
    assert simulation.sessions == simulation.asked == 30 * 36
    assert simulation.steps_back == (30,)
    assert simulation.flares == 0
    # Placed at stage 1, 2 or 3 on the first Monday, and up on each of the eleven that follow.
    assert sum(starts[:3]) == 30
    assert simulation.reached[-1] == (*[0] * 11, starts[0], starts[1] + starts[2])
    assert simulation.moves_up == sum(min(12 - start, 11) * count for start, count in enumerate(starts))


def test_moves_up_soon_after_a_flare_up_are_counted_but_never_come_before_a_stage_is_due() -> None:
    simulation = simulate(shipped_table(), people=40, seed=2, runner=SORE_BACKS)
    assert simulation.soonest_up is not None
    assert simulation.soonest_up >= shipped_table().policy.min_days_per_stage
    assert 0 < simulation.moves_up_soon <= simulation.moves_up


def test_a_table_of_one_stage_works_and_ends_there() -> None:
    simulation = simulate(one_stage(), people=10, weeks=3, runner=EAGER)
    assert simulation.marks == (3,)
    assert simulation.reached == ((10,),)
    assert simulation.moves_up == simulation.all_steps_back == 0
    assert simulation.finished == 10


def test_a_table_that_asks_for_a_session_every_day_gets_one_a_day_at_most() -> None:
    busy = replace(one_stage(), sessions_per_week=1000)
    busy = replace(busy, policy=replace(busy.policy, rest_days=0))
    assert simulate(busy, people=2, weeks=2, runner=EAGER).sessions == 2 * 14


def test_who_never_comes_stays_where_they_were_placed() -> None:
    never = replace(EAGER, adherence=0.0)
    simulation = simulate(shipped_table(), people=20, weeks=6, runner=never)
    assert simulation.sessions == 0
    assert sum(simulation.days[:3]) == 20 * 42


@pytest.mark.parametrize("wrong", [{"people": 0}, {"weeks": 0}, {"processes": 0}])
def test_nobody_and_no_time_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="at least one"):
        simulate(shipped_table(), **wrong)


def test_a_chance_above_one_is_refused() -> None:
    with pytest.raises(ValueError, match="flare is a chance"):
        RunnerModel(flare=1.5)


def test_the_drawing_fits_eighty_columns_and_says_what_is_made_up(usual: Simulation) -> None:
    lines = draw(usual)
    text = "\n".join(lines)
    assert max(map(len, lines)) <= WIDTH
    assert all("\n" not in line for line in lines)
    assert "in week 6" in text and "in week 12" in text
    assert "our own assumption" in text
    assert "The rule kept its promises" in text
    assert f"{usual.moves_up_soon} of them" in text
    assert "\n".join(draw(usual, ascii=True)).isascii()


def test_long_ids_and_large_numbers_still_fit() -> None:
    table = replace(one_stage(), programme="P" * 80, stages=(replace(one_stage().stages[0], id="x" * 32),))
    assert max(map(len, draw(simulate(table, people=2, weeks=30)))) <= WIDTH
    much = replace(simulate(table, people=2, weeks=30), sessions=10**7, asked=10**8, moves_up=10**8)
    assert max(map(len, draw(much))) <= WIDTH


def test_each_other_kind_of_runner_has_a_line_of_its_own(usual: Simulation) -> None:
    lines = draw(usual)
    for kind in KINDS:
        assert sum(line.startswith(f"{kind.name} ") for line in lines) == 1, kind.name
    assert [one.people for one in usual.kinds] == [1] * len(KINDS)
    assert all(one.sessions > 0 for one in usual.kinds)


def test_all_promises_are_named_and_fit_a_line(usual: Simulation) -> None:
    lines = draw(usual)
    assert all(f"  {promise}" in lines for promise in Promise)


def test_a_broken_promise_is_told_in_the_drawing(usual: Simulation) -> None:
    broken = (
        Broken(Promise.UP_AFTER_FLARE, "usual 3, day 9: up right after a flare-up"),
        Broken(Promise.TOLD_WHY, f"usual 4, day 60: at stage 2 for 58 days, and only told: {'a long story. ' * 9}"),
        Broken(Promise.TOLD_WHY, "usual 4, day 62: once more"),
    )
    lines = draw(replace(usual, broken=broken))
    text = "\n".join(lines)
    assert "the rule broke its promises 3 times to" in text
    assert f"broken 1 times: {Promise.UP_AFTER_FLARE}" in text
    assert f"broken 2 times: {Promise.TOLD_WHY}"[:60] in text
    assert f"kept: {Promise.SEVERE}" in text
    assert "usual 3, day 9" in text
    assert "kept its promises" not in text
    assert max(map(len, lines)) <= WIDTH
