"""Sessions that were cut off: by a power cut, a closed terminal, or a program that ended in the middle of them."""

from __future__ import annotations

from runwalk_tui.flows import run_test
from runwalk_tui.flows.front import Conversation
from runwalk_tui.flows.questions import Answer, Choice
from runwalk_tui.flows.readiness import may_run_the_test
from runwalk_tui.flows.red_flags import ask, ends_at_a_red_flag, show_stop_sign
from runwalk_tui.flows.session import discard, go_on_with, keep_other_exercise, rate
from runwalk_tui.flows.session_file import told_file
from runwalk_tui.history.errors import StoreError
from runwalk_tui.history.journal import UnfinishedSession
from runwalk_tui.keeping import keep_flagged
from runwalk_tui.review.session_words import summary, what_words
from runwalk_tui.rule.reasons import day_name
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.active_session import ActiveSession, from_dict
from runwalk_tui.session.countdown import State
from runwalk_tui.session.habits import clock_time
from runwalk_tui.system.problems import Problem

CUT_OFF = "A session was interrupted"
LATER = Answer("later", "l", "Later")
DISCARD = Answer("discard", "d", "Discard", "error")
REALLY = Choice(
    "Discard it?",
    "None of it will be saved.",
    # Not the key that asked for it: a key that bounces must not answer this.
    (Answer("keep", "k", "Keep it", "primary"), Answer("discard", "y", "Yes, discard it", "error")),
)


@ends_at_a_red_flag
async def offer_unfinished(conversation: Conversation) -> None:
    """Ask about each session that was cut off, the oldest first; one that is left for later ends the asking."""
    workspace = conversation.workspace
    async with told_file(conversation):
        try:
            keep_flagged(workspace)
            if workspace.prescription().decision is Decision.STOP:
                await show_stop_sign(conversation)
            while (found := workspace.reliable_store.unfinished()) is not None:
                if not await _offer(conversation, found):
                    return
        except StoreError as error:
            conversation.front.tell(Problem(str(error)))


async def _offer(conversation: Conversation, found: UnfinishedSession) -> bool:
    """Ask about one; False when it is left for later."""
    try:
        active = from_dict(found.last)
    except ValueError as error:
        return await _offer_unreadable(conversation, found, error)
    if active.companion and (found.ended or active.progress.state is State.FINISHED):
        await keep_other_exercise(conversation, active)
        return True
    question = _about_run_test if active.is_run_test else _about_session
    answer = await ask(conversation, question(conversation, found, active))
    runs_on = active.is_run_test and answer in ("go-on", "again") and not active.rehearsal
    if runs_on and not await may_run_the_test(conversation):
        return False  # what was cut off waits: a session since then may ask for days off
    match answer:
        case "go-on" if active.is_run_test:
            return await run_test.take_up(conversation, found, active)
        case "go-on":
            await go_on_with(conversation, found, active)
        case "save" if active.is_run_test:
            await run_test.use_run(conversation, active)
        case "save":
            await rate(conversation, active)
        case "again":
            await run_test.run_again(conversation, active)
        case "discard":
            return await _discard(conversation, found.session_id)
    return answer != "later"


def _about_session(conversation: Conversation, found: UnfinishedSession, active: ActiveSession) -> Choice:
    begun = f"{_when(conversation, found)}, {what_words(active)}: {summary(active)}"
    if found.ended or active.progress.state is State.FINISHED:
        missing = (
            "The answers you gave are saved; the rest are missing." if found.rated else "Only your answers are missing."
        )
        return Choice(
            "How was your last session?",
            f"{begun}\n{missing}",
            (Answer("save", "a", "Answer them", "primary"), LATER, DISCARD),
            escape=LATER.id,
            aside=False,
        )
    save = Answer("save", "s", "Save as it is")
    if conversation.workspace.prescription().decision is Decision.STOP:  # then no session goes on
        return Choice(CUT_OFF, begun, (LATER, save, DISCARD), aside=False)
    return Choice(
        CUT_OFF,
        f"{begun}\nThe time since then counts as a pause.",
        (Answer("go-on", "g", "Continue", "primary"), save, LATER, DISCARD),
        escape=LATER.id,
        aside=False,
    )


def _about_run_test(conversation: Conversation, found: UnfinishedSession, test: ActiveSession) -> Choice:
    """Cut off in its walk, the test goes on. A run that was cut off is used as far as it was timed, or run anew."""
    title, begun = "A run test was interrupted", _when(conversation, found)
    if conversation.workspace.prescription().decision is Decision.STOP:  # then nobody runs
        return Choice(title, begun, (LATER, DISCARD), aside=False)
    answers, text = _after_run_test(test, over=found.ended)
    return Choice(title, f"{begun}{text}", (*answers, LATER, DISCARD), escape=LATER.id, aside=False)


def _after_run_test(test: ActiveSession, *, over: bool) -> tuple[tuple[Answer, ...], str]:
    """What can be done with a run test that was cut off, and how far it had come."""
    if not over and run_test.in_walk(test):
        return (Answer("go-on", "g", "Continue", "primary"),), ", in the walk before the run."
    again = Answer("again", "r", "Run again")
    if not over and run_test.seconds_run(test) < 1:
        return (again,), ", as the run started."
    return (Answer("save", "a", "Use that run", "primary"), again), f". {run_test.ran_in_words(test)}"


def _when(conversation: Conversation, found: UnfinishedSession) -> str:
    at = found.began_at.astimezone(conversation.workspace.wall().tzinfo)
    return f"{day_name(at.date())}, {clock_time(at, conversation.workspace.habits)}"


async def _offer_unreadable(conversation: Conversation, found: UnfinishedSession, error: ValueError) -> bool:
    question = Choice(CUT_OFF, f"The saved part of it can't be read: {error}", (LATER, DISCARD))
    if await ask(conversation, question) == "discard":
        return await _discard(conversation, found.session_id)
    return False


async def _discard(conversation: Conversation, session_id: str) -> bool:
    """Discarding is for good, so it is asked twice."""
    if await ask(conversation, REALLY) != "discard":
        return False
    discard(conversation, session_id)
    return True
