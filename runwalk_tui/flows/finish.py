"""The end of the programme: shown once when it is reached, and again whenever the runner likes."""

from __future__ import annotations

from runwalk_tui.flows.front import Conversation
from runwalk_tui.flows.questions import FinishShown
from runwalk_tui.flows.red_flags import ask
from runwalk_tui.review.finish import finish_of

FINISH_SEEN = "finish seen"
"""The fact that bears the name of the programme whose end was shown."""
NOT_FINISHED = "You haven't finished the programme yet."


async def finish_when_reached(conversation: Conversation) -> None:
    """Show the end of the programme if it was reached and not shown yet; a rehearsal reaches nothing."""
    front, workspace = conversation.front, conversation.workspace
    finish = finish_of(workspace.reading(), workspace.prescription())
    if finish is None or front.rehearsal or front.nobody:
        return
    if workspace.reliable_store.recall(FINISH_SEEN) == finish.table.programme:
        return
    if problem := workspace.reliable_store.remember(FINISH_SEEN, finish.table.programme):
        front.tell(problem)
    await ask(conversation, FinishShown(finish))


async def show_finish(conversation: Conversation) -> None:
    """Show it because the runner wants to see it."""
    workspace = conversation.workspace
    finish = finish_of(workspace.reading(), workspace.prescription())
    if finish is None:
        conversation.front.confirm(NOT_FINISHED)
    else:
        await ask(conversation, FinishShown(finish))
