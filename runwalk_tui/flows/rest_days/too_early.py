"""A run on a day that the rule calls too early, be it a session or the run test: a warning once, never a lock."""

from __future__ import annotations

from runwalk_tui.flows.front import Conversation, Flagged
from runwalk_tui.flows.questions import Answer, Choice
from runwalk_tui.flows.red_flags import ask, ask_red_flags
from runwalk_tui.guidance.flared import flared
from runwalk_tui.rule.response import pain_was_moderate, was_severe
from runwalk_tui.wording import ASK_AFTER_SEVERE_PAIN, ASK_AFTER_UNKNOWN_PAIN, wait_until


async def early_is_fine(conversation: Conversation, *, walking: bool = False) -> bool:
    """Whether to start now, a planned walk if `walking`; before the earliest day the runner is warned once, and never
    stopped."""
    workspace = conversation.workspace
    due, today = workspace.prescription(), workspace.today()
    if due.earliest <= today:
        return True
    question = Choice(
        wait_until(due.earliest, today),
        f"{workspace.why_wait(walking=walking)} You can start earlier: it's up to you.",
        # Neither key means anything to the question about pain that follows: one that bounces must not answer it.
        (Answer("wait", "l", "Later", "primary"), Answer("start", "n", "Start now")),
    )
    return await ask(conversation, question) == "start"


async def may_take_run_test(conversation: Conversation) -> bool:
    """Whether to go on to the run test: it is a run, so it is asked what an early session is asked.

    No pain is asked before it; so after a flare-up with pain that was severe or may have been, for as long as its plan
    is offered, the warning signs are. A rehearsal runs nothing. Raises Flagged when a sign is true.
    """
    if conversation.front.rehearsal:
        return True
    return await early_is_fine(conversation) and await _no_sign_after_severe_pain(conversation)


async def _no_sign_after_severe_pain(conversation: Conversation) -> bool:
    """Whether the runner says that there is none; leaving the question is no answer, so then nothing starts."""
    workspace = conversation.workspace
    last, policy = flared(workspace.reading()), workspace.table.policy
    if last is None or pain_was_moderate(last.session, policy):
        return True
    why = ASK_AFTER_SEVERE_PAIN if was_severe(last.session, policy) else ASK_AFTER_UNKNOWN_PAIN
    red_flags = await ask_red_flags(conversation, why=why)
    if red_flags:
        raise Flagged(red_flags)
    return red_flags is not None
