"""Another stage or number of repetitions: lower is free, higher asks once."""

from __future__ import annotations

from runwalk_tui.flows.front import Conversation
from runwalk_tui.flows.questions import Answer, Choice, StageAndReps, StageWanted
from runwalk_tui.flows.red_flags import ask
from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.rule.reasons import reps


async def choose(conversation: Conversation, due: Prescription, first: str | None = None) -> StageAndReps | None:
    """A stage and a number of repetitions in the place of what is due; None to go back.

    `first` is the id of the stage that the list starts with, in the place of the one that is due.
    """
    if due.stage is None or due.reps is None:
        return None
    table = conversation.workspace.table
    usual = StageAndReps(due.stage, due.reps)
    if due.gentler is not None:
        usual = StageAndReps(due.gentler.stage, due.gentler.reps)
    if first is not None and first != usual.stage and table.index(first) is not None:
        usual = StageAndReps(first, due.reps if first == due.stage else table.stage(first).reps_min)
    chosen = await ask(conversation, StageWanted("Which session today?", table, usual))
    if chosen is None:
        return None
    higher = _higher(conversation, chosen, due)
    if higher and not await _higher_is_meant(conversation, higher, chosen):
        return None
    return chosen


def _higher(conversation: Conversation, chosen: StageAndReps, due: Prescription) -> str:
    """What is higher than the prescription asks for, in words; "" when nothing is."""
    table = conversation.workspace.table
    if (table.index(chosen.stage) or 0) > (table.index(due.stage or "") or 0):
        return f"Stage {chosen.stage} is above stage {due.stage}"
    if chosen.stage == due.stage and chosen.reps > (due.reps or 0):
        return f"{reps(chosen.reps)} is more than {due.reps}"
    return ""


async def _higher_is_meant(conversation: Conversation, higher: str, chosen: StageAndReps) -> bool:
    question = Choice(
        higher,
        "Your plan says less today. You can still do more; your log will show what you did.",
        (Answer("back", "b", "Back", "primary"), Answer("go", "g", f"Stage {chosen.stage}, {reps(chosen.reps)}")),
    )
    return await ask(conversation, question) == "go"
