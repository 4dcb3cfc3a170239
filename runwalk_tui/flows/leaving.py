"""Leaving the program while something is only in memory."""

from __future__ import annotations

from runwalk_tui.flows.front import Conversation
from runwalk_tui.flows.questions import Answer, Choice
from runwalk_tui.flows.red_flags import ask
from runwalk_tui.system.problems import Problem


async def may_leave(conversation: Conversation) -> bool:
    """Whether nothing is only in memory, or the runner leaves anyway."""
    problem = conversation.workspace.reliable_store.secure()
    return problem is None or await ask(conversation, before_losing(problem)) == "leave"


def before_losing(problem: Problem) -> Choice:
    """The question; Escape stays."""
    return Choice(
        "Leave and lose what isn't saved?",
        f"{problem} Free some space, then leave: runwalk will try again.",
        (Answer("stay", "s", "Stay", "primary"), Answer("leave", "v", "Leave anyway", "error")),
        escape="stay",
        unasked="leave",
    )
