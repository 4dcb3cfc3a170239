"""Sessions that were cut off: by a power cut, a closed terminal, or the end of the program in their midst."""

from __future__ import annotations

from runwalk_tui.history.errors import StoreError
from runwalk_tui.history.journal import Journal, UnfinishedSession
from runwalk_tui.plain import spoken
from runwalk_tui.plain.kit import Kit
from runwalk_tui.plain.signs import say_stop_sign
from runwalk_tui.plain.walk import discard, go_on_with, rate
from runwalk_tui.rule.reasons import day_name
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.active_session import ActiveSession, from_dict
from runwalk_tui.session.countdown import State
from runwalk_tui.wording import what_words


async def offer_unfinished(kit: Kit) -> None:
    """Ask about each unfinished session, the oldest first; one that is left for later ends the asking. Raises Left."""
    try:
        kit.workspace.keep_flagged()
        if kit.workspace.prescription().decision is Decision.STOP:
            say_stop_sign(kit)
        while (found := kit.workspace.reliable_store.unfinished()) is not None:
            if not await _offer(kit, found, Journal(kit.workspace.store)):
                return
    except StoreError as error:
        kit.lines.say(str(error))


async def _offer(kit: Kit, found: UnfinishedSession, journal: Journal) -> bool:
    """Ask about one; False when it is left for later."""
    at = found.began_at.astimezone(kit.workspace.wall().tzinfo)
    begun = f"{day_name(at.date())} at {at:%H:%M}"
    try:
        running = from_dict(found.last)
    except ValueError as error:
        kit.lines.say(f"A session began on {begun}, but what is known of it cannot be read: {error}.")
        return await _leave_or_discard(kit, found.session_id)
    kit.lines.say(f"The session of {begun}, {what_words(running)}, is not finished: {spoken.summary(running)}")
    if found.ended or running.progress.state is State.FINISHED:
        return await _rate_or_discard(kit, running)
    if kit.workspace.prescription().decision is Decision.STOP:
        return await _save_or_discard(kit, running)
    answers = ("Go on from where it was", "Save it as it is", "Discard it", "Leave it for later")
    match await kit.questions.choose("What should happen to it? The time since counts as a pause.", answers, unasked=3):
        case 0:
            journal.go_on(found)
            await go_on_with(kit, running, journal)
        case 1:
            await rate(kit, running)
        case 2:
            return await _discard(kit, running.id)
        case _:
            return False
    return True


async def _save_or_discard(kit: Kit, running: ActiveSession) -> bool:
    """With the stop sign up no session goes on."""
    answers = ("Leave it for later", "Save it as it is", "Discard it")
    match await kit.questions.choose("What should become of it?", answers):
        case 1:
            await rate(kit, running)
            return True
        case 2:
            return await _discard(kit, running.id)
        case _:
            return False


async def _rate_or_discard(kit: Kit, running: ActiveSession) -> bool:
    answers = ("Answer the questions after it and save it", "Discard it", "Leave it for later")
    match await kit.questions.choose("All that it lacks is your answers.", answers, unasked=2):
        case 0:
            await rate(kit, running)
        case 1:
            return await _discard(kit, running.id)
        case _:
            return False
    return True


async def _leave_or_discard(kit: Kit, session_id: str) -> bool:
    if await kit.questions.choose("What should happen to it?", ("Leave it for later", "Discard it")) == 1:
        return await _discard(kit, session_id)
    return False


async def _discard(kit: Kit, session_id: str) -> bool:
    """Discarding is for good, so it is asked twice."""
    if await kit.questions.choose("Nothing of it will be saved.", ("Leave it for later", "Discard it")) == 0:
        return False
    discard(kit, session_id)
    return True
