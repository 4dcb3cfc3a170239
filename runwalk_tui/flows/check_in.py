"""The check-in: how the last week was, then the course so far beside the trial's figures."""

from __future__ import annotations

from runwalk_tui.flows.front import Conversation, may_be_kept
from runwalk_tui.flows.questions import CheckInPage, CourseShown
from runwalk_tui.flows.red_flags import ask, ends_at_a_red_flag
from runwalk_tui.rule.follow_up import adherence, checkin_due, course, due_words


@ends_at_a_red_flag
async def check_in(conversation: Conversation) -> None:
    """Ask, keep the answers and compare them."""
    if not may_be_kept(conversation):
        return
    front, workspace = conversation.front, conversation.workspace
    week = checkin_due(workspace.log(), workspace.today())
    answers = await ask(conversation, CheckInPage(due_words(week) if week is not None else "", workspace.wall))
    if answers is None:
        front.confirm("All right, later: nothing is saved.")
        return
    if problem := workspace.reliable_store.check_in(answers):
        front.tell(problem)
    log = workspace.log()
    found = course(log)
    if found is not None:
        front.confirm("Saved.")
        await ask(conversation, CourseShown(found, adherence(workspace.table, log, workspace.today())))
