"""The walk through a session, one question after the other."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from runwalk_tui.history.journal import Journal
from runwalk_tui.programme.stage import Kind, Stage
from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.rule.reasons import day_name, reps
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.active_session import ActiveSession, to_record
from runwalk_tui.session.records import Rating
from runwalk_tui.ui import care
from runwalk_tui.ui.screens.decision import DecisionScreen
from runwalk_tui.ui.screens.questions.before import Before, BeforeScreen
from runwalk_tui.ui.screens.questions.choose import ChooseScreen, Chosen
from runwalk_tui.ui.screens.questions.question import Answer, Question, QuestionScreen
from runwalk_tui.ui.screens.questions.rating import RatingScreen
from runwalk_tui.ui.screens.questions.red_flags import RedFlagsScreen
from runwalk_tui.ui.timer.lines import Topic
from runwalk_tui.ui.timer.timer import Ending, TimerResult, TimerScreen
from runwalk_tui.wording import ASK_AT_SEVERE_PAIN, done_words, minutes, why_a_walk

if TYPE_CHECKING:
    from runwalk_tui.session.controller import SessionController
    from runwalk_tui.session.cue_dispatch import SoundPlayer
    from runwalk_tui.ui.app import RunwalkApp


async def run_due_session(app: RunwalkApp) -> None:
    """What is due, from the first question to the decision."""
    if not await care.ready_to_run(app):
        return
    due = app.workspace.prescription()
    if due.stage is None or due.reps is None:
        return
    if due.decision is Decision.ADVANCE:
        stay = app.workspace.staying()
        match await app.push_screen_wait(QuestionScreen(_moving_up(due, stay))):
            case "up":
                await run_session(app, due.stage, due.reps)
            case "stay":
                await run_session(app, *stay)
    else:
        await run_session(app, due.stage, due.reps)


def _moving_up(due: Prescription, stay: tuple[str, int]) -> Question:
    """Moving up is offered, never forced."""
    return Question(
        f"Ready for stage {due.stage}?",
        " ".join(due.reasons),
        (
            Answer("up", "u", f"Move up to {due.stage}", "primary"),
            Answer("stay", "t", f"Stay at {stay[0]}"),
            Answer("back", "b", "Back"),
        ),
        escape="back",
    )


async def run_session(app: RunwalkApp, stage_id: str, count: int) -> None:
    """Pain before, the session, the rating, the decision."""
    workspace = app.workspace
    stage = workspace.table.stage(stage_id)
    if not app.rehearsal and not await _early_is_fine(app):
        return
    async with _on_the_air(app) as player:
        before = await _ask_before(app, f"Then: stage {stage.id}, {reps(count)}")
        if before is None:
            return
        match await _run_or_walk(app, before.pain, stage, count):
            case "run":
                controller = workspace.controller(stage, count, clock=app.clock, player=player, rehearsal=app.rehearsal)
            case "walk":
                controller = workspace.walk_controller(
                    stage, count, clock=app.clock, player=player, rehearsal=app.rehearsal
                )
            case _:
                return
        controller.set_before(before.pain)
        result = await _run_timer(app, controller)
    await _settle(app, result)


async def walk_today(app: RunwalkApp) -> None:
    """A walk in the place of a session, on any day: pain before, the walk, pain after."""
    if not await care.ready_to_walk(app):
        return
    workspace = app.workspace
    stage, count = workspace.session_of_today()
    async with _on_the_air(app) as player:
        controller = workspace.walk_controller(stage, count, clock=app.clock, player=player, rehearsal=app.rehearsal)
        before = await _ask_before(app, f"Then: a walk of {minutes(controller.moment().total)}", begin="Begin the walk")
        if before is None:
            return
        controller.set_before(before.pain)
        result = await _run_timer(app, controller)
    await _settle(app, result)


async def _ask_before(app: RunwalkApp, then: str, begin: str = "Begin the session") -> Before | None:
    """The pain before, and from severe pain on the warning signs; None when no session follows."""
    before = await app.push_screen_wait(BeforeScreen(then, begin, rehearsal=app.rehearsal))
    if before is None:
        return None
    red_flags: tuple[str, ...] | None = before.red_flags
    if before.pain is not None and before.pain >= app.workspace.table.policy.severe_pain:
        red_flags = await app.push_screen_wait(
            RedFlagsScreen(why=ASK_AT_SEVERE_PAIN, rehearsal=app.rehearsal, ascii=app.ascii)
        )
        if red_flags is None:
            return await _ask_before(app, then, begin)  # no answer is not "none": back to the pain
    if red_flags:
        await care.raise_stop_sign(app, red_flags)
        return None
    return before


async def _run_or_walk(app: RunwalkApp, pain: int | None, stage: Stage, count: int) -> str:
    """ "run", "walk" or "later", whichever the runner wants with this pain; it is asked from `walk_from` on."""
    due = app.workspace.prescription()
    if pain is None or pain < due.walk_from:
        return "run"
    question = Question(
        "A walk today?",
        why_a_walk(pain, due, app.workspace.table.policy),
        (
            Answer("walk", "o", f"Walk {minutes(stage.total_seconds(count))}", "primary"),
            Answer("run", "r", "Run as planned"),
            Answer("later", "l", "Later"),
        ),
        escape="later",
    )
    return await app.push_screen_wait(QuestionScreen(question))


async def go_on_with(app: RunwalkApp, running: ActiveSession, journal: Journal) -> None:
    """A session that was cut off, from where it was; it stands until the runner starts it."""
    workspace = app.workspace
    async with _on_the_air(app) as player:
        # A session that counts never goes on at a rehearsal's speed.
        clock = app.clock if running.rehearsal else app.real_clock
        controller = workspace.take_up(running, clock=clock, player=player, journal=journal)
        result = await _run_timer(app, controller, paused=True)
    await _settle(app, result)


@asynccontextmanager
async def _on_the_air(app: RunwalkApp) -> AsyncIterator[SoundPlayer]:
    """Sound, from before the first question, so that the device is open when the first cue is due.

    The last cue is heard to its end, while the questions after the session are on the screen already.
    """
    player = app.player()
    player.start()
    if app.muted:
        player.mute(True)
    try:
        yield player
    finally:
        player.finish()


async def _run_timer(app: RunwalkApp, controller: SessionController, *, paused: bool = False) -> TimerResult:
    """The countdown on the screen, with the machine kept awake."""
    cool_down = sum(phase.seconds for phase in controller.progress.phases if phase.kind is Kind.COOL_DOWN)
    awake = app.awake()
    controller.muted = app.muted
    timer = TimerScreen(controller, app.workspace, cool_down=cool_down, ink=app.ink, paused=paused)
    try:
        timer.face.tell(Topic.AWAKE, await awake.hold(), "may sleep")
        if app.sound is not None:
            timer.hear(app.sound)
        app.timer = timer
        return await app.push_screen_wait(timer)
    finally:
        app.timer = None
        await awake.release()


async def _settle(app: RunwalkApp, result: TimerResult) -> None:
    """Rate a session that is over, or let it go."""
    if result.ending is Ending.DISCARDED:
        discard(app, result.running.id)
    else:
        await rate(app, result.running)


async def rate(app: RunwalkApp, running: ActiveSession) -> None:
    """The questions after a session, and what follows from them."""

    def note_down(rating: Rating) -> None:
        care.tell_trouble(app, app.workspace.note_rating(running, rating))

    rating = await app.push_screen_wait(
        RatingScreen(
            summary(running),
            running,
            lambda rating: app.workspace.preview(running, rating),
            app.workspace.table.policy,
            note_down,
        )
    )
    kept = app.workspace.finish(running, rating)
    await app.push_screen_wait(DecisionScreen(kept, app.workspace))


async def choose_and_run(app: RunwalkApp) -> None:
    """Another stage or number of repetitions, then the session."""
    if not await care.ready_to_run(app):
        return
    due = app.workspace.prescription()
    if due.stage is None or due.reps is None:
        return
    chosen = await app.push_screen_wait(
        ChooseScreen(app.workspace, question="Which session today?", stage=due.stage, count=due.reps)
    )
    if chosen is None:
        return
    higher = _higher(app, chosen, due)
    if higher and not await _higher_is_meant(app, higher, chosen):
        return
    await run_session(app, chosen.stage, chosen.reps)


def _higher(app: RunwalkApp, chosen: Chosen, due: Prescription) -> str:
    """What is higher than the prescription asks for, in words; "" when nothing is."""
    table = app.workspace.table
    if (table.index(chosen.stage) or 0) > (table.index(due.stage or "") or 0):
        return f"Stage {chosen.stage} is above stage {due.stage}"
    if chosen.stage == due.stage and chosen.reps > (due.reps or 0):
        return f"{reps(chosen.reps)} are more than {due.reps}"
    return ""


async def _higher_is_meant(app: RunwalkApp, higher: str, chosen: Chosen) -> bool:
    question = Question(
        higher,
        "Your plan is for less today. You can still do more; your log will show what you did.",
        (Answer("back", "b", "Back", "primary"), Answer("go", "g", f"Stage {chosen.stage}, {reps(chosen.reps)}")),
    )
    return await app.push_screen_wait(QuestionScreen(question)) == "go"


async def _early_is_fine(app: RunwalkApp) -> bool:
    """Starting before the day to wait for is warned of once, and never forbidden."""
    due, today = app.workspace.prescription(), app.workspace.today()
    if due.earliest <= today:
        return True
    question = Question(
        f"Best to wait until {day_name(due.earliest)}",
        f"{app.workspace.why_wait()} You can start earlier: it is up to you.",
        # Neither key means anything to the question about pain that follows: one that bounces must not answer it.
        (Answer("wait", "l", "Later", "primary"), Answer("start", "n", "Start now")),
    )
    return await app.push_screen_wait(QuestionScreen(question)) == "start"


def discard(app: RunwalkApp, session_id: str) -> None:
    """Let a session go for good."""
    care.tell_trouble(app, app.workspace.reliable_store.discard(session_id))


def summary(running: ActiveSession) -> str:
    """What was done, in one line."""
    return done_words(to_record(running, Rating()))
