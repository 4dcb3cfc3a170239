"""Where to begin: by the run test, or by choosing."""

from __future__ import annotations

from runwalk_tui.flows.front import Conversation
from runwalk_tui.flows.questions import Answer, Choice, StageAndReps, StageWanted
from runwalk_tui.flows.red_flags import ask
from runwalk_tui.flows.run_test import keep_start, run_test

HOW_TO_BEGIN = Choice(
    "Where do you want to begin?",
    "A two-minute run after a warm-up walk finds your stage. Or pick one yourself; when in doubt, the first.",
    (
        Answer("test", "t", "Run test", "primary"),
        Answer("choose", "c", "Choose a stage"),
        Answer("later", "l", "Later"),
    ),
    escape="later",
    alone=True,
)
WHERE = "Where do you want to begin? When in doubt, at the first stage."


async def find_stage(conversation: Conversation) -> None:
    """The placement, which can be left for later."""
    match await ask(conversation, HOW_TO_BEGIN):
        case "test":
            await run_test(conversation)
        case "choose":
            await _choose_start(conversation)


async def _choose_start(conversation: Conversation) -> None:
    table = conversation.workspace.table
    first = table.stages[0]
    chosen = await ask(conversation, StageWanted(WHERE, table, StageAndReps(first.id, first.reps_min), alone=True))
    if chosen is not None:
        keep_start(conversation, chosen.stage, "chosen")
