"""Every session that the shipped programmes have, for what has to say the same as the timer."""

from __future__ import annotations

from collections.abc import Iterator

from runwalk_tui import paths
from runwalk_tui.exports.plans.steps import PlanStep
from runwalk_tui.programme.plan import plan_session
from runwalk_tui.programme.shipped import SHIPPED
from runwalk_tui.programme.stage import Stage, StageTable
from runwalk_tui.table_in_use import load_table


def every_session() -> Iterator[tuple[StageTable, Stage, int]]:
    """Each stage of each programme that ships, other exercise too, with its fewest and its most repetitions."""
    for name in SHIPPED:
        table = load_table(paths.shipped_programme(name))
        for stage in table.stages:
            for count in sorted({stage.reps_min, table.full(stage)}):
                yield table, stage, count


def as_steps(table: StageTable, stage: Stage, count: int) -> list[PlanStep]:
    """The phases of a session as the steps of a plan."""
    phases = plan_session(table, stage, count).phases
    return [PlanStep(phase.kind, phase.act, phase.seconds, phase.word) for phase in phases]
