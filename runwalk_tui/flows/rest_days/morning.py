"""The pain on the morning after a session, and the warning signs, which are asked about when it is severe or has risen.

Such a pain is saved with an answer about the signs or not at all: without one both are still open, and asked again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from runwalk_tui.corrections.entry import why_ask_in_the_morning
from runwalk_tui.flows.front import Conversation, Flagged
from runwalk_tui.flows.questions import Answer, Choice, MorningPain
from runwalk_tui.flows.red_flags import ask, ask_red_flags, ends_at_a_red_flag
from runwalk_tui.flows.shown.flare_up import plan_when_it_flared
from runwalk_tui.guidance.flared import flared
from runwalk_tui.rule.reasons import mark_explained
from runwalk_tui.session.records import SessionRecord
from runwalk_tui.system.problems import Problem
from runwalk_tui.wording import outcome_words, spans
from runwalk_tui.workspace import NO_MORNING

GONE = Problem("That session isn't in your log any more, so your pain the next morning wasn't saved.")


async def ask_morning_when_due(conversation: Conversation) -> bool:
    """The pain on the morning after the last session, when the rule still wants it and the runner may know it.

    False when its warning signs were left without an answer, so that no run follows now. A rehearsal asks nothing that
    would be kept.
    """
    if conversation.front.rehearsal:
        return True
    last = conversation.workspace.morning_wanted()
    return last is None or await _ask_morning(conversation, last)


@ends_at_a_red_flag
async def ask_morning(conversation: Conversation) -> None:
    """The question, opened by the runner: also after "do not remember"."""
    last = conversation.workspace.last_session()
    if last is not None:
        await _ask_morning(conversation, last)


async def _ask_morning(conversation: Conversation, last: SessionRecord) -> bool:
    """Ask, and keep the answer; False when a pain was given and its warning signs were not answered."""
    front, workspace = conversation.front, conversation.workspace
    follows = workspace.what_follows()
    previews = workspace.settings.screen.previews
    leads = (
        spans(lambda pain: outcome_words(follows(replace(last, pain_morning=pain)), workspace.table))
        if previews
        else []
    )
    flared_already = flared(workspace.reading()) is not None
    left_open = workspace.morning_left_open
    given = left_open[1] if left_open is not None and left_open[0] == last.id else None
    question = MorningPain(last, workspace.today(), tuple(leads), given)
    answer, given, red_flags = await _morning_and_signs(conversation, question)
    workspace.morning_left_open = None if given is None else (last.id, given)
    if answer is None and given is not None:
        front.tell(not_saved(given))
        return False
    if answer is None:
        front.confirm("OK, later.")
    elif answer == "forgotten":
        # The log keeps no morning, and the question does not come again by itself.
        if problem := workspace.reliable_store.remember(NO_MORNING, last.id):
            front.tell(problem)
        front.confirm("OK, you won't be asked about that morning again.")
    elif all(session.id != last.id for session in workspace.log().sessions):
        front.tell(GONE)  # deleted by another program while this was asked
    else:
        answered = replace(last, pain_morning=answer, updated_at=workspace.wall())
        if problem := workspace.reliable_store.save(answered, was=last):
            front.tell(problem)
        if not red_flags:
            await _say_what_follows(conversation, answered, flared_already=flared_already)
    if red_flags:
        raise Flagged(red_flags)
    return True


async def _morning_and_signs(
    conversation: Conversation, question: MorningPain
) -> tuple[int | Literal["forgotten"] | None, int | None, tuple[str, ...]]:
    """The answer; the last pain that asked about the warning signs and got no answer to them; the signs that are true.

    Whoever leaves the signs is back at the pain, which is still marked. When nobody is left to answer, the pain is not
    an answer either: saved without the signs, it would never ask for them again.
    """
    policy = conversation.workspace.table.policy
    given = question.given
    while True:
        try:
            answer = await ask(conversation, replace(question, given=given))
        except Flagged as flagged:
            if given is None:
                raise
            # The signs have their answer now, so the pain that asked for them is saved with it.
            return given, None, flagged.red_flags
        if answer == "forgotten" and given is not None and await ask(conversation, forget(given)) == "back":
            continue
        why = why_ask_in_the_morning(question.session, answer, policy) if isinstance(answer, int) else ""
        if not why:
            return answer, given if answer is None else None, ()
        given = answer if isinstance(answer, int) else None
        ticked = await ask_red_flags(conversation, why=why)
        if ticked is not None:
            return answer, None, ticked
        if conversation.front.nobody:
            return None, given, ()


def forget(given: int) -> Choice:
    """Before a pain that asked about warning signs is dropped for "I don't remember"."""
    return Choice(
        f"You said {given}: was that a slip?",
        "If it was, that morning stays blank, and you won't be asked about it again.",
        (Answer("back", "b", "Back to your pain", "primary"), Answer("slip", "y", "Yes, I don't remember")),
        escape="back",
    )


def not_saved(given: int) -> str:
    """That a pain was left without its warning signs."""
    return f"Your pain of {given} isn't saved: check the warning signs first. You'll be asked for both again."


async def _say_what_follows(conversation: Conversation, answered: SessionRecord, *, flared_already: bool) -> None:
    """What the pain on a morning leads to, and the plan if that makes the session a flare-up."""
    workspace = conversation.workspace
    due = workspace.prescription()
    said = f"Saved: pain {answered.pain_morning} out of 10 that morning. Next: {outcome_words(due, workspace.table)}."
    conversation.front.confirm(" ".join(mark_explained((said, *due.reasons))))
    if not flared_already:
        await plan_when_it_flared(conversation, answered.id)
