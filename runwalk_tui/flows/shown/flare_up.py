"""The plan after a flare-up: shown at the moment of one, and for as long as the last session is one."""

from __future__ import annotations

from runwalk_tui.flows.front import Conversation
from runwalk_tui.flows.questions import PageShown
from runwalk_tui.flows.red_flags import ask, ends_at_a_red_flag
from runwalk_tui.guidance.flare_up import plan_after
from runwalk_tui.guidance.flared import flared
from runwalk_tui.rule.standing import Judged
from runwalk_tui.session.records import SessionRecord

NO_FLARE_UP = "Your last session wasn't a flare-up."
HOME = "Home"
NO_ADVICE = "not medical advice"
NOT_COUNTED = f"a rehearsal, {NO_ADVICE}"


async def plan_when_it_flared(
    conversation: Conversation, session_id: str, *, rehearsed: SessionRecord | None = None
) -> None:
    """Show the plan if this session was the last one and a flare-up, or would be if it weren't `rehearsed`."""
    workspace = conversation.workspace
    reading = workspace.reading() if rehearsed is None else workspace.if_it_counted(rehearsed).reading
    last = flared(reading)
    if last is None or last.session.id != session_id or conversation.front.nobody:
        return
    if rehearsed is None:
        await _show(conversation, last)
    else:
        plan = plan_after(last, reading, workspace.if_it_counted(rehearsed).prescription)
        await ask(conversation, PageShown(plan, HOME, NOT_COUNTED))


@ends_at_a_red_flag
async def show_plan(conversation: Conversation) -> None:
    """Show it because the runner wants to see it."""
    last = flared(conversation.workspace.reading())
    if last is None:
        conversation.front.confirm(NO_FLARE_UP)
    else:
        await _show(conversation, last)


async def _show(conversation: Conversation, last: Judged) -> None:
    workspace = conversation.workspace
    plan = plan_after(last, workspace.reading(), workspace.prescription())
    await ask(conversation, PageShown(plan, HOME, NO_ADVICE))
