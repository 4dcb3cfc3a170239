"""The two-minute run test: a walk to warm up, the run, the pain afterwards, the stage to begin with."""

from __future__ import annotations

from dataclasses import replace

from runwalk_tui.audio.sound_files import cue_options
from runwalk_tui.flows.front import Conversation, Flagged, Interrupted, Move, TestEnding
from runwalk_tui.flows.questions import Answer, Choice, RunTestPain, RunTestStage
from runwalk_tui.flows.red_flags import ask, ask_red_flags, raise_stop_sign, tell
from runwalk_tui.history.journal import Journal, UnfinishedSession
from runwalk_tui.programme.plan import SessionPlan, lay_out, plan_session
from runwalk_tui.programme.stage import Kind, Stage, StageTable
from runwalk_tui.rule.placement import (
    LOWER_IS_FINE,
    OUR_CHOICE,
    TEST_SECONDS,
    RunTest,
    asks_about_red_flags,
    pain_advice,
    stages_to_choose,
    starting_stage,
    what_was_run,
    why_this_stage,
)
from runwalk_tui.rule.reasons import reps
from runwalk_tui.session.active_session import RUN_TEST, ActiveSession
from runwalk_tui.session.controller import SessionController
from runwalk_tui.session.countdown import Countdown, active_seconds
from runwalk_tui.session.cue_dispatch import SoundPlayer
from runwalk_tui.session.records import Placement, new_session_id
from runwalk_tui.system.problems import Problem
from runwalk_tui.wording import minutes, steps_in_words

LEAVE = Choice(
    "Leave the run test?",
    "Nothing is saved. You can take it again any time.",
    (Answer("stay", "s", "Stay", "primary"), Answer("again", "r", "Run again"), Answer("leave", "l", "Leave")),
    unasked="leave",
)
LEAVES = {"stay": Move.BACK, "again": Move.AGAIN, "leave": Move.LEAVE}
LEFT = "You left the run test: nothing is saved. You can take it again any time."
KEPT = "The input has ended. What you ran is asked about at the next start."


Done = tuple[RunTest, str]
"""A run test that is over, and the id of its journal."""


async def run_test(conversation: Conversation) -> None:
    """The run test, from the walk before it to the stage that is kept."""
    warm_up = conversation.workspace.table.stages[0].warm_up
    async with conversation.front.sound() as player:
        done = await take(conversation, player, warm_up)
    await _settle(conversation, done)


async def take_up(conversation: Conversation, found: UnfinishedSession, test: ActiveSession) -> None:
    """Go on with a run test that was cut off in its walk."""
    journal = Journal(conversation.workspace.store)
    journal.go_on(found)
    async with conversation.front.sound() as player:
        done = await take(conversation, player, 0, going_on=(test, journal))
    await _settle(conversation, done)


async def use_run(conversation: Conversation, test: ActiveSession) -> None:
    """Ask what follows the run of a test that was cut off."""
    result = await _ask_after(conversation, test)
    if result is Move.AGAIN:
        await run_again(conversation, test.id)
    else:
        await _settle(conversation, _done(conversation, result, test.id))


async def run_again(conversation: Conversation, session_id: str) -> None:
    """Take a run test that was cut off once more, without the walk."""
    _forget(conversation, session_id)
    async with conversation.front.sound() as player:
        done = await take(conversation, player, 0)
    await _settle(conversation, done)


def _done(conversation: Conversation, result: RunTest | Move | None, session_id: str) -> Done | None:
    """The journal of a test that is left or taken again ends here; with None it is asked about at the next start."""
    if isinstance(result, RunTest):
        return result, session_id
    if result is None:
        conversation.front.confirm(KEPT)
        return None
    _forget(conversation, session_id)
    if result is Move.LEAVE:
        conversation.front.confirm(LEFT)
    return None


def ran_in_words(test: ActiveSession) -> str:
    """The run so far, in one sentence."""
    return what_was_run(seconds_run(test), stopped_for_pain=test.stopped_for_pain)


def in_walk(test: ActiveSession) -> bool:
    """Whether it has not come to the run yet."""
    return test.progress.phases[test.progress.index].kind is not Kind.RUN


def seconds_run(test: ActiveSession) -> float:
    """How long the runner ran, 0 to 120 seconds."""
    return active_seconds(test.progress, [Kind.RUN])


async def take(
    conversation: Conversation,
    player: SoundPlayer,
    warm_up: int,
    *,
    going_on: tuple[ActiveSession, Journal] | None = None,
) -> Done | None:
    """Walk and run, as often as the runner wants to; None when it is left."""
    away: Problem | None = None
    while True:
        test, journal = going_on or (_ready(conversation, warm_up), Journal(conversation.workspace.store))
        going_on = None
        controller = _controller(conversation, test, journal, player)
        ending = await _count_down(conversation, controller, away)
        away = None
        result: RunTest | Move | None = Move.LEAVE
        match ending:
            case TestEnding.RAN:
                result = await _ask_after(conversation, controller.running)
            case TestEnding.AWAY:
                seconds = controller.away.seconds if controller.away else 0.0
                result, away = Move.AGAIN, Problem(f"This machine was away for {minutes(seconds)}.")
            case TestEnding.RED_FLAG:
                await tell(conversation)
                going_on = controller.running, journal
                continue
        done = _done(conversation, result, test.id)
        if ending is TestEnding.INTERRUPTED:
            raise Interrupted
        if result is not Move.AGAIN:
            return done
        warm_up = 0  # the runner is warm by now


def _controller(
    conversation: Conversation, test: ActiveSession, journal: Journal, player: SoundPlayer
) -> SessionController:
    workspace = conversation.workspace
    return SessionController(
        test,
        clock=conversation.front.clock_for(rehearsal=test.rehearsal),
        wall=workspace.wall,
        player=player,
        journal=journal,
        # The middle of walk and run together means nothing here.
        cues=replace(cue_options(workspace.settings.audio), halfway=False),
    )


async def _count_down(conversation: Conversation, controller: SessionController, away: Problem | None) -> TestEnding:
    """The walk and the run, with the machine kept awake; `away` says why they begin anew."""
    awake = conversation.front.awake()
    controller.muted = conversation.front.muted
    try:
        asleep = await awake.hold()
        return await conversation.front.run_test(controller, problem=away or asleep)
    finally:
        await awake.release()


def _ready(conversation: Conversation, warm_up: int) -> ActiveSession:
    """A run test that is ready to start: a walk of some seconds, none for 0, and the run."""
    plan = SessionPlan(
        conversation.workspace.table.programme,
        "",
        1,
        lay_out([(Kind.WARM_UP, warm_up, 0), (Kind.RUN, TEST_SECONDS, 1)]),
    )
    return ActiveSession(
        new_session_id(),
        conversation.workspace.wall(),
        plan.programme,
        plan.stage,
        plan.reps,
        Countdown(plan).progress(0.0),
        rehearsal=conversation.front.rehearsal,
        source=RUN_TEST,
    )


# Afterwards.


async def _ask_after(conversation: Conversation, test: ActiveSession) -> RunTest | Move | None:
    """The pain, then the stage; AGAIN to run once more, LEAVE to leave it, None when nobody is left to answer.

    Raises Flagged, and then nothing is kept.
    """
    try:
        return await _ask_pain_and_stage(conversation, test)
    except Flagged:
        _forget(conversation, test.id)
        raise


async def _ask_pain_and_stage(conversation: Conversation, test: ActiveSession) -> RunTest | Move | None:
    table = conversation.workspace.table
    said = ran_in_words(test)
    while True:
        pain = await ask(conversation, RunTestPain(said))
        move: Move
        if isinstance(pain, Move):
            move = pain
        else:
            picked = await ask(conversation, _stage_question(table, test, pain, said))
            if not isinstance(picked, Move):
                return RunTest(seconds_run(test), test.stopped_for_pain, pain, picked)
            move = picked
        if conversation.front.nobody:
            return None
        if move is Move.LEAVE:
            move = LEAVES[await ask(conversation, LEAVE)]
        if move in (Move.AGAIN, Move.LEAVE):
            return move


def _stage_question(table: StageTable, test: ActiveSession, pain: int | None, said: str) -> RunTestStage:
    proposed = starting_stage(table, seconds_run(test), stopped_for_pain=test.stopped_for_pain)
    stages = stages_to_choose(table, proposed)
    return RunTestStage(
        table,
        proposed,
        said,
        why_this_stage(table, stopped_for_pain=test.stopped_for_pain),
        pain_advice(table, pain),
        f"{OUR_CHOICE} {LOWER_IS_FINE}" if len(stages) > 1 else OUR_CHOICE,
        stages,
        lambda stage: _session_in_words(table, stage),
    )


def _session_in_words(table: StageTable, stage: Stage) -> str:
    total = plan_session(table, stage, stage.reps_min).total
    return f"{steps_in_words(stage)}; {reps(stage.reps_min)}, {minutes(total)} in all"


async def _settle(conversation: Conversation, done: Done | None) -> None:
    """Keep the stage, unless a warning sign comes first; then the journal has nothing left to tell."""
    if done is None:
        return
    result, session_id = done
    red_flags = await _ask_about_red_flags(conversation, result)
    if red_flags:
        await raise_stop_sign(conversation, red_flags)
    else:
        keep_start(conversation, result.stage, "run test")
    _forget(conversation, session_id)


async def _ask_about_red_flags(conversation: Conversation, result: RunTest) -> tuple[str, ...]:
    """After a run that pain stopped, or that left strong pain, no answer is not "none"."""
    why = asks_about_red_flags(result, conversation.workspace.table.policy)
    ticked: tuple[str, ...] | None = None if why else ()
    while ticked is None and not conversation.front.nobody:
        ticked = await ask_red_flags(conversation, why=why)
    return ticked or ()


def keep_start(conversation: Conversation, stage: str, how: str) -> None:
    """Keep a placement; a rehearsal's holds while the program runs, so that there is a session to rehearse."""
    front, workspace = conversation.front, conversation.workspace
    placement = Placement(workspace.wall(), stage, how)
    if front.rehearsal:
        workspace.rehearsed = placement
        front.tell(f"A rehearsal: you start at stage {stage} until you leave, and it is not saved.")
        return
    if problem := workspace.reliable_store.place(placement):
        front.tell(problem)
    front.confirm(f"You begin at stage {stage}.")


def _forget(conversation: Conversation, session_id: str) -> None:
    """End the journal of a run test that is over."""
    if problem := conversation.workspace.reliable_store.discard(session_id):
        conversation.front.tell(problem)
