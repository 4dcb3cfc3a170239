"""Sessions that were cut off: by a power cut, a closed terminal, or a program that ended in their midst."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runwalk_tui.history.errors import StoreError
from runwalk_tui.history.journal import Journal, UnfinishedSession
from runwalk_tui.rule.reasons import day_name
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.active_session import ActiveSession, from_dict
from runwalk_tui.session.countdown import State
from runwalk_tui.ui import care, flow
from runwalk_tui.ui.screens.questions.question import Answer, Question, QuestionScreen
from runwalk_tui.wording import what_words

if TYPE_CHECKING:
    from runwalk_tui.ui.app import RunwalkApp

LATER = Answer("later", "l", "Later")
DISCARD = Answer("discard", "d", "Discard", "error")
REALLY = Question(
    "Discard it?",
    "Nothing of it will be saved.",
    # Not the key that asked for it: a key that bounces must not answer this.
    (Answer("keep", "k", "Keep it", "primary"), Answer("discard", "y", "Yes, discard it", "error")),
)


async def offer_unfinished(app: RunwalkApp) -> None:
    """Ask about each session that was cut off, the oldest first; one that is left for later ends the asking."""
    try:
        app.workspace.keep_flagged()
        if app.workspace.prescription().decision is Decision.STOP:
            await care.show_stop_sign(app)
        while (found := app.workspace.reliable_store.unfinished()) is not None:
            if not await _offer(app, found, Journal(app.workspace.store)):
                return
    except StoreError as error:
        app.notify(str(error), severity="error")


async def _offer(app: RunwalkApp, found: UnfinishedSession, journal: Journal) -> bool:
    """Ask about one; False when it is left for later."""
    try:
        running = from_dict(found.last)
    except ValueError as error:
        return await _unreadable(app, found, error)
    answer = await app.push_screen_wait(QuestionScreen(_question(app, found, running)))
    if answer == "go-on":
        journal.go_on(found)
        await flow.go_on_with(app, running, journal)
    elif answer == "save":
        await flow.rate(app, running)
    elif answer == "discard":
        return await _discard(app, found.session_id)
    return answer != "later"


def _question(app: RunwalkApp, found: UnfinishedSession, running: ActiveSession) -> Question:
    at = found.began_at.astimezone(app.workspace.wall().tzinfo)
    begun = f"{day_name(at.date())}, {at:%H:%M}, {what_words(running)}: {flow.summary(running)}"
    if found.ended or running.progress.state is State.FINISHED:
        save = Answer("save", "a", "Answer them", "primary")
        missing = (
            "The answers you gave are saved; the rest is missing." if found.rated else "Only your answers are missing."
        )
        return Question(
            "How was the last session?",
            f"{begun}\n{missing}",
            (save, LATER, DISCARD),
            escape=LATER.id,
        )
    save = Answer("save", "s", "Save as it is")
    if app.workspace.prescription().decision is Decision.STOP:  # then no session goes on
        return Question("A session was cut off", begun, (LATER, save, DISCARD))
    return Question(
        "A session was cut off",
        f"{begun}\nThe time since counts as a pause.",
        (Answer("go-on", "g", "Go on", "primary"), save, LATER, DISCARD),
        escape="later",
    )


async def _unreadable(app: RunwalkApp, found: UnfinishedSession, error: ValueError) -> bool:
    question = Question("A session was cut off", f"What is known of it cannot be read: {error}", (LATER, DISCARD))
    if await app.push_screen_wait(QuestionScreen(question)) == "discard":
        return await _discard(app, found.session_id)
    return False


async def _discard(app: RunwalkApp, session_id: str) -> bool:
    """Discarding is for good, so it is asked twice."""
    if await app.push_screen_wait(QuestionScreen(REALLY)) != "discard":
        return False
    flow.discard(app, session_id)
    return True
