"""A session, from what is due to what comes next.

What asks before leaving, where a session is in memory alone, is loaded with it, as what saves one is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from runwalk_tui.flows import leaving  # noqa: F401  # loaded before a session, as said above
from runwalk_tui.flows.choosing import choose
from runwalk_tui.flows.front import Conversation, Ending, Flagged, LeftProgram, Move
from runwalk_tui.flows.questions import Answer, Back, Choice, DecisionShown, PainBefore
from runwalk_tui.flows.rating import ask_rating
from runwalk_tui.flows.readiness import (
    finish_when_reached,
    may_run_the_test,
    nothing_forbids,
    ready_to_run,
    ready_to_walk,
)
from runwalk_tui.flows.red_flags import (
    Flow,
    ask,
    ask_red_flags,
    ends_at_a_red_flag,
    no_stop_sign,
    show_stop_sign,
    show_what_would_be_said,
)
from runwalk_tui.flows.rest_days.too_early import early_is_fine
from runwalk_tui.flows.run_test import run_test
from runwalk_tui.flows.session_file import told_file
from runwalk_tui.flows.shown.flare_up import plan_when_it_flared
from runwalk_tui.flows.signals import end_signals, told_signals
from runwalk_tui.history.journal import Journal, UnfinishedSession
from runwalk_tui.keeping import Kept, export_after, finish, rate_again
from runwalk_tui.programme.stage import OURS, Stage
from runwalk_tui.review.climb import rungs
from runwalk_tui.review.next_step import compared, step_to
from runwalk_tui.review.session_words import kept_words
from runwalk_tui.rule.placement import run_test_helps
from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.rule.reasons import reps
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.active_session import ActiveSession
from runwalk_tui.session.controller import SessionController
from runwalk_tui.session.records import Rating
from runwalk_tui.wording import ASK_AT_SEVERE_PAIN, CHOOSE_GENTLER, STOPPED_FOR_PAIN, minutes, much_pain, why_a_walk
from runwalk_tui.workspace import Workspace

NO_RUN_TEST = "A run test says nothing about these stages. Choose one yourself; if in doubt, the first."

# From Home.


@ends_at_a_red_flag
async def run_due_session(conversation: Conversation) -> None:
    """What is due, from the first question to the decision."""
    if not await ready_to_run(conversation):
        return
    due = conversation.workspace.prescription()
    if due.stage is None or due.reps is None:
        return
    if due.gentler is not None:
        await _choose_after_a_flare_up(conversation, due)
    elif due.decision is Decision.ADVANCE and (due.provisional or not _said_ready(conversation)):
        stay = conversation.workspace.staying()
        match await ask(conversation, _moving_up(due, stay)):
            case "up":
                await _run(conversation, due.stage, due.reps)
            case "stay":
                await _run(conversation, *stay)
    else:
        await _run(conversation, due.stage, due.reps)


async def _choose_after_a_flare_up(conversation: Conversation, due: Prescription) -> None:
    """In a programme whose stage never moves by itself, Enter does not lead into what brought the flare-up."""
    table = conversation.workspace.table
    assert due.gentler is not None and due.stage is not None and due.reps is not None, "asked where both are there"
    gentle, same = table.stage(due.gentler.stage), table.stage(due.stage)
    question = Choice(
        f"{CHOOSE_GENTLER}?",
        _with_mark(due.reasons[0], gentle, same),
        (
            Answer("gentle", "g", _called(gentle, due.gentler.reps), "primary"),
            Answer("choose", "c", "Choose another"),
            Answer("same", "s", f"{_called(same, due.reps)} anyway"),
            Answer("later", "l", "Not now"),
        ),
        escape="later",
        aside=False,
    )
    while True:
        match await ask(conversation, question):
            case "gentle":
                await _run(conversation, gentle.id, due.gentler.reps)
            case "same":
                await _run(conversation, same.id, due.reps)
            case "choose":
                chosen = await choose(conversation, due)
                if chosen is None:
                    continue
                await _run(conversation, chosen.stage, chosen.reps)
        return


def _called(stage: Stage, count: int) -> str:
    """A session as an answer has room for it: "Stage walk, 30 minutes"."""
    return f"Stage {stage.marked_id}, {minutes(stage.total_seconds(count))}"


def _with_mark(text: str, *answers: Stage) -> str:
    """The text of a question, with what the mark means where a stage that is offered in an answer has it."""
    explained = OURS in text or not any(stage.is_ours for stage in answers)
    return text if explained else f"{text} ({OURS})"


@ends_at_a_red_flag
async def run_chosen_session(conversation: Conversation) -> None:
    """Another stage or number of repetitions, then the session."""
    await _choose_and_run(conversation, None)


def run_session_at(stage: str, went_back: Callable[[], None]) -> Flow:
    """The same with a stage that the runner has picked already; the repetitions are still to be chosen.

    `went_back` is called when they choose nothing, since they come from the list of stages and not from Home.
    """

    @ends_at_a_red_flag
    async def flow(conversation: Conversation) -> None:
        if not await _choose_and_run(conversation, stage):
            went_back()

    return flow


async def _choose_and_run(conversation: Conversation, first: str | None) -> bool:
    """Whether the runner got past the choice, or it was not the time for one."""
    if not await ready_to_run(conversation):
        return True
    chosen = await choose(conversation, conversation.workspace.prescription(), first)
    if chosen is None:
        return False
    await _run(conversation, chosen.stage, chosen.reps)
    return True


@ends_at_a_red_flag
async def walk_today(conversation: Conversation) -> None:
    """A walk in the place of a session, on any day: pain before, the walk, pain after."""
    if not await ready_to_walk(conversation):
        return
    front, workspace = conversation.front, conversation.workspace
    stage, count = workspace.session_of_today()
    async with front.sound() as player:
        clock = front.clock_for(rehearsal=front.rehearsal)
        controller = workspace.walk_controller(stage, count, clock=clock, player=player, rehearsal=front.rehearsal)
        then = f"a walk of {minutes(controller.moment().total)}"
        before = await _ask_before(conversation, then, "Start the walk")
        if before is Move.BACK or not await no_stop_sign(conversation):
            return
        controller.set_before(before)
        ending = await count_down(conversation, controller)
    with told_signals(conversation, controller):
        await settle(conversation, controller.running, ending)


@ends_at_a_red_flag
async def take_run_test(conversation: Conversation) -> None:
    """The run test whenever the runner wants it; what comes before a session comes before it, too."""
    if not run_test_helps(conversation.workspace.table):
        conversation.front.tell(NO_RUN_TEST)
    elif await nothing_forbids(conversation) and await may_run_the_test(conversation):
        await run_test(conversation)


def _said_ready(conversation: Conversation) -> bool:
    """Whether the runner said after the last session that they are ready to move up; that is asked once.

    It says nothing about the morning after, so while that is not known the runner is asked again.
    """
    last = conversation.workspace.last_session()
    return last is not None and last.felt_ready is True


def _moving_up(due: Prescription, stay: tuple[str, int]) -> Choice:
    """Moving up is offered, never forced."""
    return Choice(
        f"Ready for stage {due.stage}?",
        " ".join(due.reasons),
        (
            Answer("up", "u", f"Move up to {due.stage}", "primary"),
            Answer("stay", "t", f"Stay at {stay[0]}"),
            Answer("back", "b", "Back"),
        ),
        escape="back",
    )


# The session.


async def _run(conversation: Conversation, stage_id: str, count: int) -> None:
    """Pain before, the session, the rating, the decision."""
    front, workspace = conversation.front, conversation.workspace
    stage = workspace.table.stage(stage_id)
    if not front.rehearsal and not await early_is_fine(conversation, walking=not stage.run_seconds):
        return
    clock, rehearsal = front.clock_for(rehearsal=front.rehearsal), front.rehearsal
    async with front.sound() as player:
        before = await _ask_before(conversation, f"stage {stage.id}, {reps(count)}", "Start the session")
        if before is Move.BACK:
            return
        what, stage, count = await _with_this_pain(conversation, before, stage, count)
        if what != "later" and not await no_stop_sign(conversation):
            return
        match what:
            case "run":
                controller = workspace.controller(stage, count, clock=clock, player=player, rehearsal=rehearsal)
            case "walk":
                controller = workspace.walk_controller(stage, count, clock=clock, player=player, rehearsal=rehearsal)
            case _:
                return
        controller.set_before(before)
        ending = await count_down(conversation, controller)
    with told_signals(conversation, controller):
        await settle(conversation, controller.running, ending)


async def _ask_before(conversation: Conversation, then: str, begin: str) -> int | Back | None:
    """The pain before, and from severe pain on the warning signs. Raises Flagged when one of those is true."""
    severe = conversation.workspace.table.policy.severe_pain
    while True:
        pain = await ask(conversation, PainBefore(then, begin))
        if pain is Move.BACK or pain is None or pain < severe:
            return pain
        red_flags = await ask_red_flags(conversation, why=ASK_AT_SEVERE_PAIN)
        if red_flags:
            raise Flagged(red_flags)
        if red_flags is not None:
            return pain
        # No answer is not "none": back to the pain, which may have been a slip.
        if conversation.front.nobody:
            return Move.BACK


async def _with_this_pain(
    conversation: Conversation, pain: int | None, stage: Stage, count: int
) -> tuple[str, Stage, int]:
    """ "run", "walk" or "later", whichever the runner wants with this pain, and the session; it is asked from
    `walk_from` on."""
    due = conversation.workspace.prescription()
    if pain is None or pain < due.walk_from:
        return "run", stage, count
    if not stage.run_seconds:
        return await _before_a_planned_walk(conversation, pain, stage, count)
    question = Choice(
        "A walk today?",
        why_a_walk(pain, due, conversation.workspace.table.policy),
        (
            Answer("walk", "o", f"Walk {minutes(stage.total_seconds(count))}", "primary"),
            Answer("run", "r", "Run as planned"),
            Answer("later", "l", "Later"),
        ),
        escape="later",
        aside=False,
    )
    return await ask(conversation, question), stage, count


async def _before_a_planned_walk(
    conversation: Conversation, pain: int, stage: Stage, count: int
) -> tuple[str, Stage, int]:
    """The same before a stage of walking only. That is a walk already, and unlike one in its place it counts: so what
    is offered is the shortest, where that is shorter, of those that are no way up."""
    workspace = conversation.workspace
    walks = [stage, *(each for each in _no_higher(workspace, stage) if not each.run_seconds)]
    shortest = min(walks, key=lambda each: each.total_seconds(each.reps_min))
    seconds = shortest.total_seconds(shortest.reps_min)
    shorter = seconds < stage.total_seconds(count)
    offer = " A shorter walk may be a better choice today." if shorter else ""
    less = (Answer("shorter", "o", f"Stage {shortest.marked_id}: {minutes(seconds)}", "primary"),) if shorter else ()
    question = Choice(
        "A shorter walk today?" if shorter else "Walk today?",
        _with_mark(f"{much_pain(pain, workspace.prescription(), workspace.table.policy)}{offer}", shortest),
        (
            *less,
            Answer("run", "r", "Walk as planned", "default" if shorter else "primary"),
            Answer("later", "l", "Later"),
        ),
        escape="later",
        aside=False,
    )
    answer = await ask(conversation, question)
    return ("run", shortest, shortest.reps_min) if answer == "shorter" else (answer, stage, count)


def _no_higher(workspace: Workspace, stage: Stage) -> tuple[Stage, ...]:
    """The stages up to this one and the one that is due; every stage where they are no ladder."""
    table = workspace.table
    if table.policy.manual:
        return table.stages
    places = (table.index(stage.id), table.index(workspace.prescription().stage or stage.id))
    return table.stages[: 1 + min(place for place in places if place is not None)]


async def count_down(conversation: Conversation, controller: SessionController, *, paused: bool = False) -> Ending:
    """The countdown, with the machine held awake."""
    front = conversation.front
    awake = front.awake()
    controller.muted = front.muted
    ending = Ending.INTERRUPTED
    measuring = controller.instruments
    if measuring is not None:
        measuring.start()
    try:
        ending = await front.count_down(controller, paused=paused, problem=await awake.hold())
    finally:
        if measuring is not None:
            measuring.close()
        end_signals(controller, ending)
        await awake.release()
    return ending


async def go_on_with(conversation: Conversation, found: UnfinishedSession, active: ActiveSession) -> None:
    """A session that was cut off, from where it was; it waits until the runner starts it."""
    front, workspace = conversation.front, conversation.workspace
    journal = Journal(workspace.store)
    journal.go_on(found)
    async with front.sound() as player:
        clock = front.clock_for(rehearsal=active.rehearsal)
        controller = workspace.take_up(active, clock=clock, player=player, journal=journal)
        ending = await count_down(conversation, controller, paused=True)
    with told_signals(conversation, controller):
        await settle(conversation, controller.running, ending)


# Afterwards.


async def settle(conversation: Conversation, active: ActiveSession, ending: Ending) -> None:
    """Rate a session that is over, or let it go. Raises LeftProgram."""
    async with told_file(conversation):
        match ending:
            case Ending.DISCARDED:
                discard(conversation, active.id)
            case _ if active.companion:
                await keep_other_exercise(conversation, active, ask=ending is not Ending.INTERRUPTED)
                if ending is Ending.INTERRUPTED:
                    raise LeftProgram
            case Ending.INTERRUPTED:
                marked = max((mark.pain for mark in active.marks), default=None)
                await _keep(conversation, active, Rating() if active.walk else Rating(worst=marked))
                raise LeftProgram
            case Ending.DONE:
                await rate(conversation, active)


async def rate(conversation: Conversation, active: ActiveSession) -> None:
    """The questions after a session, and what follows from them. Raises LeftProgram.

    Whoever sees what follows may go back to the last answer. The session is saved by then, and stays so: a change is a
    correction of it. Other exercise is saved without a question, except after a stop for pain.
    """
    if active.companion:
        await keep_other_exercise(conversation, active)
        return
    rating, left = await ask_rating(conversation, active)
    kept, signs = finish(conversation.workspace, active, _to_save(active, rating)), bool(rating.red_flags)
    export_after(conversation.workspace, kept.record, active)
    while await _show_decision(conversation, kept, may_go_back=not left, signs=signs) is Move.BACK:
        again = replace(active, rating=_to_save(active, rating))
        rating, left = await ask_rating(conversation, again, kept=kept.record)
        kept = rate_again(conversation.workspace, kept.record, _to_save(active, rating))
        export_after(conversation.workspace, kept.record, active)
        signs = signs or bool(rating.red_flags)
    if left:
        raise LeftProgram
    if not active.rehearsal:
        await plan_when_it_flared(conversation, kept.record.id)
    elif not signs:
        await plan_when_it_flared(conversation, kept.record.id, rehearsed=kept.record)
    await finish_when_reached(conversation)


def _to_save(active: ActiveSession, rating: Rating) -> Rating:
    """The answers without the warning signs of a rehearsal: what to do about them was shown."""
    return replace(rating, red_flags=()) if active.rehearsal else rating


async def keep_other_exercise(conversation: Conversation, active: ActiveSession, *, ask: bool = True) -> None:
    """Save other exercise: no pain is asked and nothing follows from it.

    Only whoever stopped for pain is asked about warning signs, as long as somebody is there to be asked (`ask`).
    """
    red_flags: tuple[str, ...] = ()
    if ask and active.stopped_for_pain and not conversation.front.nobody:
        rehearsal = active.rehearsal
        red_flags = await ask_red_flags(conversation, why=STOPPED_FOR_PAIN, rehearsal=rehearsal) or ()
        if red_flags and rehearsal:
            await show_what_would_be_said(conversation, red_flags)
            red_flags = ()
    kept = finish(conversation.workspace, active, Rating(red_flags=red_flags))
    if kept.problem:
        conversation.front.tell(kept.problem)
    else:
        conversation.front.tell(kept_words(kept.record))
    export_after(conversation.workspace, kept.record, active)
    if red_flags:
        await show_stop_sign(conversation)


async def _keep(conversation: Conversation, active: ActiveSession, rating: Rating) -> None:
    """Keep a session that nobody can rate any more, and say what comes next."""
    kept = finish(conversation.workspace, active, rating)
    export_after(conversation.workspace, kept.record, active)
    await _show_decision(conversation, kept, may_go_back=False)


async def _show_decision(
    conversation: Conversation, kept: Kept, *, may_go_back: bool, signs: bool = False
) -> Back | None:
    """What comes next. Under a stop sign nothing leads back: what is to be done is all that counts.

    Of a session that is only rehearsed it is what would come next, unless warning signs (`signs`) were ticked in it:
    what would be said then was shown.
    """
    front, workspace = conversation.front, conversation.workspace
    rehearsed = kept.record.rehearsal and not signs
    due = workspace.if_it_counted(kept.record).prescription if rehearsed else workspace.prescription()
    back = may_go_back and not front.nobody and due.decision is not Decision.STOP
    step = step_to(workspace.table, kept.record, due)
    climb = rungs(workspace.table, workspace.judged(), due.offered.stage) if due.offered is not None else ()
    told = compared(workspace.table, kept.record, workspace.log().sessions, due)
    return await ask(
        conversation, DecisionShown(kept, due, workspace.table, workspace.today(), back, step, climb, told)
    )


def discard(conversation: Conversation, session_id: str) -> None:
    """Let a session go for good."""
    if problem := conversation.workspace.reliable_store.discard(session_id):
        conversation.front.tell(problem)
    else:
        conversation.front.confirm("Discarded: nothing was saved.")
