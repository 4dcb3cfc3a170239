"""Each programme that ships, taken through the rule: a calm runner gets to its end, and nobody is stuck in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from runwalk_tui.paths import shipped_programme
from runwalk_tui.programme.shipped import SHIPPED
from runwalk_tui.programme.stage import StageTable
from runwalk_tui.rule.prescription import prescribe
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.records import Log, Placement
from runwalk_tui.simulation.simulate import simulate
from runwalk_tui.table_in_use import load_table
from tests.support.rule_cases import at, day, run

PROGRAMMES = tuple(one.name for one in SHIPPED.values() if not one.companion)
MOST_DAYS = 365


def stages_of_a_calm_runner(table: StageTable) -> list[str]:
    """The stages that are due one after the other when every session goes well, to the end of the programme."""
    log = Log(placements=(Placement(at(-1), table.stages[0].id),))
    found: list[str] = []
    for number in range(MOST_DAYS):
        due = prescribe(table, log, day(number))
        assert due.stage is not None and due.reps is not None
        if due.stage not in found[-1:]:
            found.append(due.stage)
        if due.decision is Decision.FINISHED:
            return found
        if due.earliest > day(number):
            continue
        done = run(
            number,
            stage=due.stage,
            programme=table.programme,
            reps_planned=due.reps,
            reps_done=due.reps,
            pain_before=2,
            pain_worst=2,
            pain_after=2,
            pain_morning=2,
        )
        log = replace(log, sessions=(*log.sessions, done))
    return found


@pytest.mark.parametrize("name", PROGRAMMES)
def test_a_calm_runner_comes_to_each_stage_in_turn(name: str) -> None:
    table = load_table(shipped_programme(name))
    stages = stages_of_a_calm_runner(table)
    if table.policy.manual:
        assert stages == [table.stages[0].id]
    else:
        assert stages == [stage.id for stage in table.stages]


def test_whoever_chooses_each_day_is_never_moved_but_told_of_a_flare_up() -> None:
    table = load_table(shipped_programme("return-to-running"))
    log = Log(placements=(Placement(at(-1), "easy"),))
    hurt = run(0, stage="easy", programme=table.programme, reps=4, run_seconds=720, pain_before=2, pain_worst=7)
    due = prescribe(table, replace(log, sessions=(hurt,)), day(1))
    assert (due.stage, due.earliest) == ("easy", day(0) + timedelta(days=3))
    assert "Flare-ups are common" in " ".join(due.reasons)


@pytest.mark.slow("sends runners of every kind through half a year")
@pytest.mark.parametrize("name", PROGRAMMES)
def test_the_rule_keeps_its_promises_with_each_programme(name: str) -> None:
    found = simulate(load_table(shipped_programme(name)), people=100, weeks=12, seed=1)
    assert found.broken == ()
