"""Every session that the shipped programmes have, and some odd ones, for what has to say the same as the timer."""

from __future__ import annotations

from collections.abc import Iterator

from runwalk_tui import paths
from runwalk_tui.exports.plans.steps import PlanStep
from runwalk_tui.programme.plan import plan_session
from runwalk_tui.programme.reader import parse_table
from runwalk_tui.programme.shipped import SHIPPED
from runwalk_tui.programme.stage import Stage, StageTable
from runwalk_tui.table_in_use import load_table

ODD = """
[programme]
name = "Mine"
warm_up = "5m"

[[stage]]
id = "once"
intervals = ["run 3m", "walk 90s", "run 5m", "walk 2m"]

[[stage]]
id = "sets"
reps = [2, 3]
intervals = ["walk 5m brisk", { times = 3, steps = ["jog 1m", "walk 1m"] }, "rest 2m"]

[[stage]]
id = "strides"
reps = 4
intervals = [{ times = 3, steps = ["run 20s fast", "walk 40s"] }]

[[stage]]
id = "fill"
run = "90s"
walk = "2m"
fill = "20m"

[[stage]]
id = "walk"
intervals = ["walk 20m"]
"""


def odd_stages() -> StageTable:
    """A stage of each shape that there is, for what no shipped programme has."""
    return parse_table(ODD, "odd.toml")


def every_session() -> Iterator[tuple[StageTable, Stage, int]]:
    """Each stage of each programme that ships, other exercise too, and the odd ones, with the fewest and the most
    repetitions."""
    for table in (*(load_table(paths.shipped_programme(name)) for name in SHIPPED), odd_stages()):
        for stage in table.stages:
            for count in sorted({stage.reps_min, table.full(stage)}):
                yield table, stage, count


def as_steps(table: StageTable, stage: Stage, count: int) -> list[PlanStep]:
    """The phases of a session as the steps of a plan."""
    phases = plan_session(table, stage, count).phases
    return [PlanStep(phase.kind, phase.act, phase.seconds, phase.word) for phase in phases]
