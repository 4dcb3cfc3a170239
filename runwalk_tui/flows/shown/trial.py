"""Whom the programme was tried with: said once, before a runner's first session."""

from __future__ import annotations

from runwalk_tui.flows.front import Conversation
from runwalk_tui.flows.questions import PageShown
from runwalk_tui.flows.red_flags import ask
from runwalk_tui.flows.shown.flare_up import NO_ADVICE
from runwalk_tui.guidance.advice import TRIAL, advice_page
from runwalk_tui.rule.follow_up import began

TRIAL_SEEN = "trial seen"
"""The fact that this page was shown."""


async def say_who_it_was_tried_with(conversation: Conversation) -> None:
    """Show the page if it was never shown; whoever has started already can find it in the advice."""
    front, workspace = conversation.front, conversation.workspace
    if front.nobody or began(workspace.log()) is not None or workspace.reliable_store.recall(TRIAL_SEEN):
        return
    await ask(conversation, PageShown(advice_page(TRIAL, workspace.table), "Continue", NO_ADVICE))
    if problem := workspace.reliable_store.remember(TRIAL_SEEN, "yes"):
        front.tell(problem)
