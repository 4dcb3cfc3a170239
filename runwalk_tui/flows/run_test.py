"""The two-minute run test: a walk to warm up, the run, the pain afterwards, the stage to begin with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from runwalk_tui.audio.sound_files import cue_options
from runwalk_tui.flows.front import Conversation, Flagged, Interrupted, Move, TestEnding
from runwalk_tui.flows.questions import Answer, Choice, RunTestPain, RunTestStage
from runwalk_tui.flows.red_flags import ask, ask_red_flags, no_stop_sign, raise_stop_sign, report_red_flags
from runwalk_tui.flows.rest_days.too_early import may_take_run_test
from runwalk_tui.history.journal import Journal, UnfinishedSession
from runwalk_tui.programme.plan import Phase, SessionPlan, lay_out, plan_session
from runwalk_tui.programme.stage import Act, Kind, Stage, StageTable
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
from runwalk_tui.session.countdown import Countdown, State, active_seconds
from runwalk_tui.session.cue_dispatch import SoundPlayer
from runwalk_tui.session.records import Placement, new_session_id
from runwalk_tui.system.problems import Problem
from runwalk_tui.wording import minutes, steps_in_words
from runwalk_tui.workspace import Workspace

LEAVE = Choice(
    "Leave the run test?",
    "Nothing will be saved. You can do it again any time.",
    (Answer("stay", "s", "Stay", "primary"), Answer("again", "r", "Run again"), Answer("leave", "l", "Leave")),
    unasked="leave",
)
LEAVES = {"stay": Move.BACK, "again": Move.AGAIN, "leave": Move.LEAVE}
KEPT = "Nothing more can be typed. You'll be asked about your run when you next start runwalk."
RUN_STARTS_AGAIN = "You stopped to look at the warning signs, so the run starts again."
LATER = "OK, later: you can finish that walk when you next start runwalk."
LEFT = "You left the run test, so nothing was saved. You can do it again any time."


@dataclass(frozen=True, slots=True)
class TakenTest:
    """A run test that is over, and the stage that the runner chose."""

    result: RunTest
    test: ActiveSession
    """It counts or is a rehearsal as it began, whatever the program was started for meanwhile."""


Outcome = TakenTest | Literal[Move.AGAIN, Move.LEAVE, Move.BACK] | None
"""What became of a run: it is over, is to be taken again, is left, or (BACK) the walk before it waits for the next
start; None when a warning sign or the end of the input has ended it."""


async def run_test(conversation: Conversation) -> None:
    """The run test, from the walk before it to the stage that is saved."""
    if not await no_stop_sign(conversation):
        return
    warm_up = conversation.workspace.table.stages[0].warm_up
    test = new_test(conversation.workspace, warm_up, rehearsal=conversation.front.rehearsal)
    await _take_and_settle(conversation, test, Journal(conversation.workspace.store))


async def take_up(conversation: Conversation, found: UnfinishedSession, test: ActiveSession) -> bool:
    """Resume a run test that was cut off in its walk; False when the runner put it off once more."""
    journal = Journal(conversation.workspace.store)
    journal.go_on(found)
    return await _take_and_settle(conversation, test, journal) is not Move.BACK


async def use_run(conversation: Conversation, test: ActiveSession) -> None:
    """Ask what follows the run of a test that was cut off."""
    outcome = await _ask_after(conversation, test)
    if outcome is Move.AGAIN and not test.rehearsal and not await may_take_run_test(conversation):
        conversation.front.confirm(LEFT)
    elif outcome is Move.AGAIN:
        await run_again(conversation, test)
    else:
        await _settle(conversation, outcome)


async def run_again(conversation: Conversation, test: ActiveSession) -> None:
    """Take a run test that was cut off once more, without the walk."""
    _forget(conversation, test)
    again = new_test(conversation.workspace, 0, rehearsal=test.rehearsal)
    await _take_and_settle(conversation, again, Journal(conversation.workspace.store))


async def _take_and_settle(conversation: Conversation, test: ActiveSession, journal: Journal) -> Outcome:
    async with conversation.front.sound() as player:
        outcome = await take(conversation, player, test, journal)
    await _settle(conversation, outcome)
    return outcome


def ran_in_words(test: ActiveSession) -> str:
    """The run so far, in one sentence."""
    return what_was_run(seconds_run(test), stopped_for_pain=test.stopped_for_pain)


def in_walk(test: ActiveSession) -> bool:
    """Whether it has not come to the run yet."""
    return test.progress.phases[test.progress.index].kind is not Kind.RUN


def seconds_run(test: ActiveSession) -> float:
    """How long the runner ran, 0 to 120 seconds."""
    return active_seconds(test.progress, [Kind.RUN])


async def take(conversation: Conversation, player: SoundPlayer, test: ActiveSession, journal: Journal) -> Outcome:
    """Walk and run, as often as the runner wants to; never AGAIN. Raises Interrupted."""
    away: Problem | None = None
    while True:
        controller = _controller(conversation, test, journal, player)
        match await _count_down(conversation, controller, away):
            case TestEnding.RAN:
                away, outcome = None, await _ask_after(conversation, controller.running)
            case TestEnding.AWAY:
                seconds = controller.away.seconds if controller.away else 0.0
                away, outcome = Problem(f"This computer was asleep for {minutes(seconds)}."), Move.AGAIN
                _forget(conversation, test)
            case TestEnding.RED_FLAG:
                test, journal, away = await _look_at_signs(conversation, controller, test, journal, away)
                continue
            case TestEnding.PUT_OFF:
                # A walk that was started stays in the journal; a test that was not is nowhere yet.
                return Move.LEAVE if test.progress.state is State.READY else Move.BACK
            case TestEnding.LEFT:
                _forget(conversation, test)
                return Move.LEAVE
            case TestEnding.INTERRUPTED:
                _forget(conversation, test)
                conversation.front.confirm(LEFT)
                raise Interrupted
        if outcome is not Move.AGAIN:
            return outcome
        # The runner is warm by now.
        test, journal = (
            new_test(conversation.workspace, 0, rehearsal=test.rehearsal),
            Journal(conversation.workspace.store),
        )


async def _look_at_signs(
    conversation: Conversation,
    controller: SessionController,
    test: ActiveSession,
    journal: Journal,
    away: Problem | None,
) -> tuple[ActiveSession, Journal, Problem | None]:
    """Ask about warning signs; when none is true, the test to go on with. Raises Flagged when any is.

    One that had not begun waits as it was. A walk goes on with what was left of it; a run that stood still says nothing
    about how long it could have been, so it starts again.
    """
    begun = controller.running
    if not active_seconds(begun.progress):
        await report_red_flags(conversation)
        return test, journal, away
    _forget(conversation, test)  # whatever is true, this attempt is over
    await report_red_flags(conversation)
    ran = seconds_run(begun) > 0
    walk = 0 if ran else max(1, round(walk_seconds(test) - active_seconds(begun.progress, [Kind.WARM_UP])))
    again = new_test(conversation.workspace, walk, rehearsal=test.rehearsal)
    return again, Journal(conversation.workspace.store), Problem(RUN_STARTS_AGAIN) if ran else None


def walk_seconds(test: ActiveSession) -> int:
    """How long the walk before the run is, in seconds."""
    return sum(phase.seconds for phase in test.progress.phases if phase.kind is Kind.WARM_UP)


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
        # The cue for the middle of walk and run together would mean nothing here.
        cues=replace(cue_options(workspace.settings.audio), halfway=False),
    )


async def _count_down(conversation: Conversation, controller: SessionController, away: Problem | None) -> TestEnding:
    """The walk and the run, with the machine held awake; `away` says why they are taken again."""
    awake = conversation.front.awake()
    controller.muted = conversation.front.muted
    try:
        asleep = await awake.hold()
        return await conversation.front.run_test(controller, problem=away or asleep)
    finally:
        await awake.release()


def new_test(workspace: Workspace, warm_up: int, *, rehearsal: bool) -> ActiveSession:
    """A run test that is ready to start: a walk of some seconds, none for 0, and the run."""
    plan = SessionPlan(
        workspace.table.programme,
        "",
        1,
        lay_out([Phase(Kind.WARM_UP, warm_up), Phase(Kind.RUN, TEST_SECONDS, repetition=1, act=Act.RUN)]),
    )
    return ActiveSession(
        new_session_id(),
        workspace.wall(),
        plan.programme,
        plan.stage,
        plan.reps,
        Countdown(plan).progress(0.0),
        rehearsal=rehearsal,
        source=RUN_TEST,
    )


# Afterwards.


async def _ask_after(conversation: Conversation, test: ActiveSession) -> Outcome:
    """The pain, then the stage. The journal stays only for a run that is to be saved."""
    try:
        outcome = await _ask_pain_and_stage(conversation, test)
    except Flagged as flagged:
        await raise_stop_sign(conversation, flagged.red_flags, rehearsal=test.rehearsal)
        outcome = None
    if outcome is Move.LEAVE and conversation.front.nobody:
        conversation.front.confirm(KEPT)
        return None
    if not isinstance(outcome, TakenTest):
        _forget(conversation, test)
    return outcome


async def _ask_pain_and_stage(
    conversation: Conversation, test: ActiveSession
) -> TakenTest | Literal[Move.AGAIN, Move.LEAVE]:
    table = conversation.workspace.table
    ran = seconds_run(test)
    said = ran_in_words(test)
    while True:
        pain = await ask(conversation, RunTestPain(said))
        move: Move
        if isinstance(pain, Move):
            move = pain
        else:
            picked = await ask(conversation, _stage_question(table, test, pain, said))
            if not isinstance(picked, Move):
                return TakenTest(RunTest(ran, test.stopped_for_pain, pain, picked), test)
            move = picked
        if move is Move.LEAVE and not conversation.front.nobody:
            move = LEAVES[await ask(conversation, LEAVE)]
        if move is Move.AGAIN or move is Move.LEAVE:
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


async def _settle(conversation: Conversation, outcome: Outcome) -> None:
    """Keep the stage, unless a warning sign comes first; then the journal has nothing left to tell."""
    if outcome is Move.LEAVE or outcome is Move.BACK:
        conversation.front.confirm(LEFT if outcome is Move.LEAVE else LATER)
    if not isinstance(outcome, TakenTest):
        return
    rehearsal = outcome.test.rehearsal
    red_flags = await _ask_about_red_flags(conversation, outcome.result, rehearsal=rehearsal)
    if red_flags:
        await raise_stop_sign(conversation, red_flags, rehearsal=rehearsal)
    else:
        keep_start(conversation, outcome.result.stage, "run test", rehearsal=rehearsal)
    _forget(conversation, outcome.test)


async def _ask_about_red_flags(conversation: Conversation, result: RunTest, *, rehearsal: bool) -> tuple[str, ...]:
    """After a run that pain stopped, or that left severe pain, no answer is not "none"."""
    why = asks_about_red_flags(result, conversation.workspace.table.policy)
    ticked: tuple[str, ...] | None = None if why else ()
    while ticked is None and not conversation.front.nobody:
        ticked = await ask_red_flags(conversation, why=why, rehearsal=rehearsal)
    return ticked or ()


def keep_start(conversation: Conversation, stage: str, how: str, *, rehearsal: bool) -> None:
    """Keep a placement; a rehearsal's holds while the program runs, so that there is a session to rehearse."""
    front, workspace = conversation.front, conversation.workspace
    placement = Placement(workspace.wall(), stage, how, workspace.table.programme)
    if rehearsal:
        workspace.rehearsed = placement
        front.tell(f"A rehearsal: you're at stage {stage} until you leave, and it is not saved.")
        return
    if problem := workspace.reliable_store.place(placement):
        front.tell(problem)
    front.confirm(f"You start at stage {stage}.")


def _forget(conversation: Conversation, test: ActiveSession) -> None:
    """End the journal of a run test that is over."""
    if problem := conversation.workspace.reliable_store.discard(test.id):
        conversation.front.tell(problem)
