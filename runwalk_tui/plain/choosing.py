"""Choosing a stage and a number of repetitions: lower is free, higher asks once."""

from __future__ import annotations

from runwalk_tui.plain.kit import Kit
from runwalk_tui.plain.past import stage_line
from runwalk_tui.plain.questions import BACK
from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.workspace import Workspace

MANY_STAGES = 20
"""Stages up to which all of them are named with the question."""


async def choose_session(kit: Kit, due: Prescription) -> tuple[str, int] | None:
    """A stage and a number of repetitions in place of what is due; None to go back."""
    if due.stage is None or due.reps is None:
        return None
    table = kit.workspace.table
    chosen = await ask_stage(kit, f"Which stage today? Your plan is for stage {due.stage}.", due.stage)
    if chosen is None:
        return None
    stage = table.stage(chosen)
    full = table.full(stage)
    usual = min(due.reps if chosen == due.stage else stage.reps_min, full)
    count = await kit.questions.number(
        f"How many repetitions, 1 to {full}? Enter for {usual}, b to go back.",
        fault=f"Please type a whole number from 1 to {full}.",
        least=1,
        most=full,
        usual=usual,
    )
    if count is None or count is BACK:
        return None
    higher = (table.index(chosen) or 0) > (table.index(due.stage) or 0)
    if higher and not await _higher_is_meant(kit, chosen, due.stage):
        return None
    return chosen, count


async def ask_stage(kit: Kit, title: str, usual: str) -> str | None:
    """The id of a stage in the table; None to go back."""
    stages = kit.workspace.table.stages
    if len(stages) <= MANY_STAGES:
        kit.lines.say(*(stage_line(kit.workspace.table, stage) for stage in stages))
    answer = await kit.questions.word(
        title,
        f"Type the stage's id; Enter for {usual}, b to go back.",
        fault=lambda typed: _unknown(kit.workspace, typed),
        usual=usual,
    )
    return None if answer is BACK else answer


def _unknown(workspace: Workspace, typed: str) -> str:
    """What is wrong with an id, or ""."""
    if workspace.table.index(typed) is not None:
        return ""
    ids = [stage.id for stage in workspace.table.stages]
    shown = ", ".join(ids) if len(ids) <= MANY_STAGES else f"{ids[0]} to {ids[-1]}"
    return f'There is no stage "{typed[:40]}"; the stages are {shown}.'


async def _higher_is_meant(kit: Kit, chosen: str, due: str) -> bool:
    title = f"Your plan is for stage {due} today. You can still do more; your log will show what you did."
    return await kit.questions.choose(title, ("Back", f"Run stage {chosen}")) == 1
