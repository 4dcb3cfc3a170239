"""What is asked around sessions: the screening, where to begin, the check-in, the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from runwalk_tui.flows.front import Conversation, may_be_kept
from runwalk_tui.flows.programmes import take_up_next
from runwalk_tui.flows.questions import (
    Answer,
    CheckInPage,
    Choice,
    CourseShown,
    FinishShown,
    StageAndReps,
    StageWanted,
    TickPage,
)
from runwalk_tui.flows.red_flags import (
    RED_FLAG_PAGES,
    ask,
    ask_pages,
    ends_at_a_red_flag,
    no_stop_sign,
    show_stop_sign,
    what_is_raised,
)
from runwalk_tui.flows.rest_days.morning import ask_morning_when_due
from runwalk_tui.flows.rest_days.too_early import may_take_run_test
from runwalk_tui.flows.run_test import keep_start, run_test
from runwalk_tui.flows.shown.trial import say_who_it_was_tried_with
from runwalk_tui.keeping import keep_red_flags
from runwalk_tui.review.finish import Finish, finish_of
from runwalk_tui.rule.follow_up import activity_before, adherence, checkin_due, course, due_words
from runwalk_tui.rule.placement import run_test_helps
from runwalk_tui.rule.red_flags import RED_FLAGS
from runwalk_tui.rule.screening import (
    CONDITIONS,
    HEALTH_CONDITIONS,
    TRIAL_CONDITIONS,
    Screening,
    advice_about,
    condition_ids,
    conditions_in_words,
    screening_due,
)
from runwalk_tui.rule.standing import Decision
from runwalk_tui.wording import wait_until
from runwalk_tui.workspace import SCREENING

FINISH_SEEN = "finish seen"
"""The fact that bears the name of the programme whose end was shown."""
NOT_FINISHED = "You haven't finished the programme yet."
NO_END = "In this programme you choose each session, so it has no end."

SCREENING_PAGES = (
    *RED_FLAG_PAGES,
    TickPage(
        "trial",
        "Do any of these apply to you?",
        "Do any of these apply?",
        "The ASTEROID trial left out people with any of these. A yes won't stop you.",
        "The ASTEROID trial left out people with any of these. A yes won't stop you.",
        TRIAL_CONDITIONS,
    ),
    TickPage(
        "health",
        "And do any of these apply?",
        "Do any of these apply, too?",
        "A yes won't stop you: we'll tell you who to ask.",
        "A yes won't stop you: we'll tell you who to ask.",
        HEALTH_CONDITIONS,
    ),
)
"""In the order of their urgency."""
WELCOME = "There are four short groups of questions before your first run. Type b to do them later."
SCREENED_LATER = "OK, later. You'll see the questions before your first session."

HOW_TO_BEGIN = Choice(
    "Where do you want to start?",
    "A two-minute run after a warm-up walk finds your stage. Or pick one yourself; if in doubt, the first.",
    (
        Answer("test", "t", "Run test", "primary"),
        Answer("choose", "c", "Choose a stage"),
        Answer("later", "l", "Later"),
    ),
    escape="later",
    aside=False,
)
WHERE = "Where do you want to start? If in doubt, at the first stage."


async def ready_to_run(conversation: Conversation) -> bool:
    """Ask whatever is due before a session. True when a session may follow now.

    A rehearsal asks for no answers that would be kept.
    """
    if not await nothing_forbids(conversation):
        return False
    if not conversation.front.rehearsal:
        # Whoever answered the questions from the menu, or before there was this page, hasn't seen it yet.
        await say_who_it_was_tried_with(conversation)
    if conversation.workspace.prescription().decision is Decision.PLACEMENT:
        await find_stage(conversation)
        return False
    return await ask_morning_when_due(conversation)


async def ready_to_walk(conversation: Conversation) -> bool:
    """The same before a walk, which needs no stage."""
    if not await nothing_forbids(conversation):
        return False
    return await ask_morning_when_due(conversation)


async def nothing_forbids(conversation: Conversation) -> bool:
    """Whether the screening has been answered and no stop sign is up."""
    if not conversation.front.rehearsal and not await _screened(conversation):
        return False
    return await no_stop_sign(conversation)


# The screening.


async def _screened(conversation: Conversation) -> bool:
    """The screening, once before the first session; it can be left and taken up later."""
    workspace = conversation.workspace
    if screening_due(workspace.screening(), workspace.log().clearances):
        if workspace.screening_lost:
            conversation.front.tell(workspace.screening_lost)
        return await screen(conversation)
    return True


@ends_at_a_red_flag
async def screen_again(conversation: Conversation) -> None:
    """The screening whenever the runner wants it."""
    if may_be_kept(conversation):
        await screen(conversation)


async def screen(conversation: Conversation) -> bool:
    """Ask the screening questions; False when the runner leaves them, or when a warning sign was ticked."""
    front, workspace = conversation.front, conversation.workspace
    front.confirm(WELCOME)
    answers = await ask_screening(conversation, workspace.screening(), workspace.wall)
    if answers is None:
        front.confirm(SCREENED_LATER)
        return False
    # First what stops the runner, then that the questions were answered: a power cut between them asks again.
    if problem := keep_red_flags(workspace, answers.red_flags):
        front.tell(problem)
    if problem := workspace.reliable_store.remember(SCREENING, answers.to_json()):
        front.tell(problem)
    if answers.red_flags:
        await show_stop_sign(conversation)
        return False
    front.confirm("Thank you, that's everything.")
    return True


async def ask_screening(
    conversation: Conversation, before: Screening | None, now: Callable[[], datetime]
) -> Screening | None:
    """Every answer, or None when the runner leaves; then nothing was answered, and it can be taken up later.

    Only the conditions of the last time are taken over: warning signs are asked afresh.
    """
    known = condition_ids(before.conditions) if before else ()
    ticked = await ask_pages(conversation, SCREENING_PAGES, known, _said_back, leave="Later")
    if ticked is None:
        return None
    return Screening(
        now(),
        tuple(flag.id for flag in RED_FLAGS if flag.id in ticked),
        tuple(each.id for each in CONDITIONS if each.id in ticked),
    )


def _said_back(page: TickPage, ticked: tuple[str, ...]) -> Choice:
    return what_is_raised(ticked) if page.red_flags else what_to_know(ticked)


def what_to_know(conditions: Sequence[str]) -> Choice:
    """What is said, once, about what applies. The only answer goes on; Escape looks again."""
    advice = advice_about(conditions)
    return Choice(
        "Before you start",
        "\n\n".join(advice),
        (Answer("fine", "o", "OK", "primary"),),
        escape="back",
        unasked="fine",
        spoken="\n".join((f"You said: {conditions_in_words(conditions)}.", *advice)),
    )


# Where to begin.


async def find_stage(conversation: Conversation) -> None:
    """The placement, which can be left for later. A run test is offered only where it can tell stages apart."""
    if not run_test_helps(conversation.workspace.table):
        await _choose_start(conversation)
        return
    match await ask(conversation, _how_to_begin(conversation)):
        case "test":
            if await may_run_the_test(conversation):
                await run_test(conversation)
        case "choose":
            await _choose_start(conversation)


async def may_run_the_test(conversation: Conversation) -> bool:
    """Whether to go on to the run test, once the morning that is still wanted was asked about: it may ask to wait."""
    return await ask_morning_when_due(conversation) and await may_take_run_test(conversation)


def _how_to_begin(conversation: Conversation) -> Choice:
    """Where to start; where it is too early to run, with the day to wait for."""
    early = _early_words(conversation)
    return replace(HOW_TO_BEGIN, text=f"{early} {HOW_TO_BEGIN.text}") if early else HOW_TO_BEGIN


def _early_words(conversation: Conversation) -> str:
    """That it is too early to run, in one sentence; "" when it is not. A rehearsal runs nothing that counts."""
    workspace = conversation.workspace
    due, today = workspace.prescription(), workspace.today()
    return f"{wait_until(due.earliest, today)}." if due.earliest > today and not conversation.front.rehearsal else ""


async def _choose_start(conversation: Conversation) -> None:
    table = conversation.workspace.table
    first = table.stages[0]
    where = " ".join(filter(None, [_early_words(conversation), WHERE]))
    chosen = await ask(conversation, StageWanted(where, table, StageAndReps(first.id, first.reps_min), stage_only=True))
    if chosen is not None:
        keep_start(conversation, chosen.stage, "chosen", rehearsal=conversation.front.rehearsal)


# The morning after.


@ends_at_a_red_flag
async def morning_when_due(conversation: Conversation) -> None:
    """The morning after the last session, as the program starts; it may be what the end of the programme waited for."""
    await ask_morning_when_due(conversation)
    await finish_when_reached(conversation)


# The check-in.


@ends_at_a_red_flag
async def check_in(conversation: Conversation) -> None:
    """Ask, keep the answers and compare them."""
    front, workspace = conversation.front, conversation.workspace
    if not may_be_kept(conversation):
        return
    log = workspace.log()
    week = checkin_due(log, workspace.today())
    why = due_words(week) if week is not None else ""
    answers = await ask(conversation, CheckInPage(why, workspace.wall, activity_before(log)))
    if answers is None:
        front.confirm("OK, later. Nothing has been saved.")
        return
    if problem := workspace.reliable_store.check_in(answers):
        front.tell(problem)
    log = workspace.log()
    found = course(log)
    if found is not None:
        front.confirm("Saved.")
        await ask(conversation, CourseShown(found, adherence(workspace.table, log, workspace.today())))


# The end of the programme.


async def finish_when_reached(conversation: Conversation) -> None:
    """Show the end of the programme if it was reached and not shown yet; a rehearsal reaches nothing."""
    front, workspace = conversation.front, conversation.workspace
    finish = finish_of(workspace.reading(), workspace.prescription())
    if finish is None or front.rehearsal or front.nobody:
        return
    if workspace.reliable_store.recall(FINISH_SEEN) == finish.table.programme:
        return
    if problem := workspace.reliable_store.remember(FINISH_SEEN, finish.table.programme):
        front.tell(problem)
    await _look_back(conversation, finish)


async def show_finish(conversation: Conversation) -> None:
    """Show it because the runner wants to see it."""
    workspace = conversation.workspace
    finish = finish_of(workspace.reading(), workspace.prescription())
    if finish is None:
        conversation.front.confirm(NO_END if workspace.table.policy.manual else NOT_FINISHED)
    else:
        await _look_back(conversation, finish)


async def _look_back(conversation: Conversation, finish: Finish) -> None:
    """The end of the programme; from there the runner may look at the one that comes next."""
    if await ask(conversation, FinishShown(finish)):
        await take_up_next(conversation)
