"""Warning signs: asking about them at any question, the stop sign they raise, and how a runner comes back from it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from functools import wraps

from runwalk_tui.flows.front import Conversation, Flagged, Given, Move, Question, may_be_kept
from runwalk_tui.flows.questions import Answer, Choice, StopSignShown, TickPage, TicksOf
from runwalk_tui.keeping import keep_red_flags
from runwalk_tui.rule.reading import stop_sign
from runwalk_tui.rule.reasons import day_name, for_stop
from runwalk_tui.rule.red_flags import (
    EMERGENCY_FLAGS,
    NOT_KEPT,
    URGENT_FLAGS,
    advice_for,
    flag_of,
    in_words,
    is_emergency,
    to_keep,
    what_follows,
)
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.records import SessionRecord, clearance_of

Flow = Callable[[Conversation], Awaitable[None]]
"""A whole conversation."""

RED_FLAG_PAGES = (
    TickPage(
        "emergency",
        "Do you have any of these right now?",
        "Any of these right now?",
        "These are rare, and mean get help, don't run.",
        "These are rare, and mean get help, don't run.",
        EMERGENCY_FLAGS,
        red_flags=True,
        grave=True,
    ),
    TickPage(
        "urgent",
        "Have you had any of these lately?",
        "Any of these lately?",
        "If you have one, see a doctor urgently, before you run.",
        "If you have one, see a doctor urgently, before you run.",
        URGENT_FLAGS,
        red_flags=True,
    ),
)
"""The emergencies first. Wherever a warning sign is asked about, it has the same key."""
WHY = "Include anything that's new since last time, or that you have now."
CLEARED = Choice(
    "Have you been cleared to run?",
    "Say yes only if a doctor or physiotherapist has looked at it and said you can run. "
    "Your answer is saved in your log with today's date.",
    (Answer("back", "b", "Not yet", "primary"), Answer("cleared", "y", "Yes, I've been cleared")),
)
SLIP = Answer("slip", "l", "Wrong key: none of these")
"""Not the key that skips a question: one that bounces must not answer what comes next."""
SaidBack = Callable[[TickPage, tuple[str, ...]], Choice]
"""What new ticks lead to, asked before they are taken; its answer "back" looks again."""


# At every question.


async def ask(conversation: Conversation, question: Question[Given]) -> Given:
    """Ask; a warning sign that the runner reports meanwhile raises Flagged."""
    while True:
        answer = await conversation.front.ask(question)
        if answer is not Move.RED_FLAG:
            return answer
        await report_red_flags(conversation)


async def report_red_flags(conversation: Conversation) -> None:
    """The list of warning signs, opened by the runner at a question. Raises Flagged when any is true."""
    ticked = await ask_red_flags(conversation)
    if ticked:
        raise Flagged(ticked)
    if ticked is not None:
        conversation.front.confirm("OK, no warning signs.")


def ends_at_a_red_flag(flow: Flow) -> Flow:
    """A flow that a warning sign at one of its questions ends: what to do is all that is said then."""

    @wraps(flow)
    async def heeding(conversation: Conversation) -> None:
        try:
            await flow(conversation)
        except Flagged as flagged:
            await raise_stop_sign(conversation, flagged.red_flags)

    return heeding


@ends_at_a_red_flag
async def report_from_home(conversation: Conversation) -> None:
    """The list of warning signs, opened from Home."""
    await report_red_flags(conversation)


# Asking.


async def ask_red_flags(
    conversation: Conversation, before: Sequence[str] = (), *, why: str = "", rehearsal: bool | None = None
) -> tuple[str, ...] | None:
    """The warning signs that are true, as a log has them; None when the runner leaves, which is no answer.

    `before` are those that were ticked earlier, `why` says in one line why this is asked now. In a rehearsal it says
    that nothing is kept; by default that is what the front says.
    """
    rehearsed = conversation.front.rehearsal if rehearsal is None else rehearsal
    known = [to_keep(words) for words in before]
    own_words = tuple(words for words in before if flag_of(words) is None)

    def said_back(page: TickPage, new: tuple[str, ...]) -> Choice:
        return what_is_raised(new, rehearsal=rehearsed)

    pages = tuple(replace(page, why=WHY, spoken="") for page in RED_FLAG_PAGES)
    ticked = await ask_pages(conversation, pages, known, said_back, why=why, answered=bool(before), rehearsal=rehearsed)
    return None if ticked is None else (*ticked, *own_words)


def what_is_raised(red_flags: Sequence[str], *, rehearsal: bool = False) -> Choice:
    """What will happen when these warning signs are kept; a slipped key is put right by looking again."""
    first = in_words(red_flags[:1])
    follows = what_follows(red_flags, rehearsal=rehearsal)
    return Choice(
        first[:1].upper() + first[1:] + (f" and {len(red_flags) - 1} more" if len(red_flags) > 1 else ""),
        follows,
        (Answer("back", "b", "Look again", "primary"), Answer("keep", "y", "Yes, that's right", "error")),
        unasked="keep",  # when nobody is left to look again, what was ticked stands: that is the safe side
        spoken=f"You ticked: {in_words(red_flags)}. {follows}",
    )


async def ask_pages(
    conversation: Conversation,
    pages: Sequence[TickPage],
    before: Sequence[str],
    said_back: SaidBack,
    *,
    why: str = "",
    leave: str = "Back",
    answered: bool = False,
    rehearsal: bool = False,
) -> tuple[str, ...] | None:
    """Ask page after page; returns the ids that are true, in the order of the pages.

    With a warning sign that is meant it ends at once: all other questions can wait, and keep what they had. None when
    the runner leaves, or when there is nobody left to answer; but what was meant to be ticked is never just forgotten.
    """
    ticked = {page.id: tuple(each.id for each in page.statements if each.id in before) for page in pages}
    done = {page.id for page in pages if answered}
    position = 0

    def raised() -> tuple[str, ...]:
        return tuple(each for page in pages if page.red_flags for each in ticked[page.id] if each not in before)

    while position < len(pages):
        page = pages[position]
        given = await _ask_again(
            conversation,
            TicksOf(page, ticked[page.id], position + 1, len(pages), page.id in done, leave, why, raised()),
        )
        if given is None:  # nobody is left to take one back: what was ticked stands, that is the safe side
            if raised():
                break
            return None
        ticked[page.id] = given.ids
        new = tuple(each for each in given.ids if each not in before)
        if given.move is Move.LEAVE or (given.move is Move.BACK and position == 0):
            match await _leaving(conversation, raised(), rehearsal=rehearsal):
                case "keep":
                    break
                case "slip":
                    return None
        elif given.move is Move.BACK:
            position -= 1
        else:
            said = raised() if page.red_flags else new
            if new and await _ask_again(conversation, said_back(page, said)) == "back":
                continue
            if page.red_flags and (new or is_emergency(given.ids)):
                break
            done.add(page.id)
            position += 1
    return tuple(each for page in pages for each in ticked[page.id])


async def _leaving(conversation: Conversation, new: tuple[str, ...], *, rehearsal: bool) -> str:
    """What becomes of warning signs that were ticked by a runner who leaves: "keep", "slip", or "back" to look."""
    if not new:
        return "slip"
    raised = what_is_raised(new, rehearsal=rehearsal)
    return await _ask_again(conversation, replace(raised, answers=(*raised.answers, SLIP)))


async def _ask_again(conversation: Conversation, question: Question[Given]) -> Given:
    """Warning signs are the subject already, so a key that reports one asks the same question once more."""
    while True:
        answer = await conversation.front.ask(question)
        if answer is not Move.RED_FLAG:
            return answer


# The stop sign.


async def raise_stop_sign(
    conversation: Conversation, red_flags: Iterable[str], *, rehearsal: bool | None = None
) -> None:
    """Keep warning signs that were ticked outside a session, and say what to do; a rehearsal keeps none.

    Whether it is a rehearsal is what the front says, unless `rehearsal` does.
    """
    red_flags = tuple(red_flags)
    front = conversation.front
    if front.rehearsal if rehearsal is None else rehearsal:
        await show_what_would_be_said(conversation, red_flags)
        return
    if problem := keep_red_flags(conversation.workspace, red_flags):
        front.tell(problem)
    await show_stop_sign(conversation)


async def show_what_would_be_said(conversation: Conversation, red_flags: tuple[str, ...]) -> None:
    """What to do and how urgently, in a rehearsal: nothing is kept."""
    advice = advice_for(red_flags)
    if advice is not None:
        lines = (advice.action, advice.detail, NOT_KEPT)
        await conversation.front.ask(StopSignShown((("", red_flags),), lines, rehearsed=True))


async def show_stop_sign(conversation: Conversation) -> None:
    """What to do and how urgently, and the clearance; nothing when the sign is not up."""
    workspace = conversation.workspace
    today = workspace.today()
    flagged = stop_sign(workspace.log(), today)
    if not flagged:
        return
    shown = StopSignShown(
        tuple((day_name(session.day, today), session.red_flags) for session in flagged), tuple(for_stop(flagged, today))
    )
    if await show_and_ask(conversation, shown):
        _keep_clearance(conversation, flagged)


async def no_stop_sign(conversation: Conversation) -> bool:
    """Whether no stop sign is up; one that is, is shown.

    Asked again once the questions before a session are answered: a warning sign may have come into the log under them,
    from another window or another computer. So the folder of the other computers is looked into each time.
    """
    await conversation.workspace.sync_once_more()
    if conversation.workspace.prescription().decision is not Decision.STOP:
        return True
    await show_stop_sign(conversation)
    return False


async def show_and_ask(conversation: Conversation, shown: StopSignShown) -> bool:
    """Show the stop sign until it is left; whether the runner says twice that a clinician has cleared them."""
    while await conversation.front.ask(shown) is True:
        if may_be_kept(conversation) and await _ask_again(conversation, CLEARED) == "cleared":
            return True
    return False


@ends_at_a_red_flag
async def clear(conversation: Conversation) -> None:
    """Record that a clinician has cleared the runner, where the stop sign itself does not ask."""
    workspace = conversation.workspace
    today = workspace.today()
    flagged = stop_sign(workspace.log(), today)
    if not flagged or not may_be_kept(conversation):
        return
    for session in flagged:
        conversation.front.confirm(f"{day_name(session.day, today)}: {in_words(session.red_flags)}.")
    if await ask(conversation, CLEARED) == "cleared":
        _keep_clearance(conversation, flagged)
        conversation.front.confirm("Saved in your log with today's date.")


def _keep_clearance(conversation: Conversation, flagged: Sequence[SessionRecord]) -> None:
    """Clear exactly what was shown: a warning sign that came in meanwhile, from another window or another computer,
    still holds."""
    workspace = conversation.workspace
    if problem := workspace.reliable_store.clear(clearance_of(flagged, workspace.wall())):
        conversation.front.tell(problem)
