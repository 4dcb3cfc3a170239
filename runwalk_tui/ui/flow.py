"""The walk through a session, one question after the other."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from runwalk_tui.history.journal import Journal
from runwalk_tui.programme.stage import Kind
from runwalk_tui.progression.fold import Decision
from runwalk_tui.progression.reasons import day_name, reps
from runwalk_tui.progression.rule import Prescription
from runwalk_tui.session.record import Rating
from runwalk_tui.session.running import Running, to_record
from runwalk_tui.ui import care
from runwalk_tui.ui.screens.before import BeforeScreen
from runwalk_tui.ui.screens.choose import ChooseScreen, Chosen
from runwalk_tui.ui.screens.decision import DecisionScreen
from runwalk_tui.ui.screens.question import Answer, Question, QuestionScreen
from runwalk_tui.ui.screens.rating import RatingScreen
from runwalk_tui.ui.screens.timer import Ending, TimerResult, TimerScreen
from runwalk_tui.ui.screens.timer_notices import Topic
from runwalk_tui.wording import minutes

if TYPE_CHECKING:
    from runwalk_tui.audio.calls import CuePlayer
    from runwalk_tui.coach import Coach
    from runwalk_tui.ui.app import RunwalkApp


async def run_due_session(app: RunwalkApp) -> None:
    """What is due, from the first question to the decision."""
    if not await care.ready_to_run(app):
        return
    due = app.desk.prescription()
    if due.stage is None or due.reps is None:
        return
    if due.decision is Decision.ADVANCE:
        stay = app.desk.staying()
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
    desk = app.desk
    stage = desk.table.stage(stage_id)
    if not app.rehearsal and not await _early_is_fine(app):
        return
    async with _on_the_air(app) as player:
        coach = desk.coach(stage, count, clock=app.clock, voice=player, rehearsal=app.rehearsal)
        before = await app.push_screen_wait(BeforeScreen(f"stage {stage.id}, {reps(count)}", rehearsal=app.rehearsal))
        if before is None:
            return
        if before.red_flags:
            await care.raise_stop_sign(app, before.red_flags)
            return
        coach.set_before(before.pain)
        result = await _run_timer(app, coach, stage.cool_down)
    await _settle(app, result)


async def go_on_with(app: RunwalkApp, running: Running, journal: Journal) -> None:
    """A session that was cut off, from where it was; it stands until the runner starts it."""
    desk = app.desk
    cool_down = sum(phase.seconds for phase in running.progress.phases if phase.kind is Kind.COOL_DOWN)
    async with _on_the_air(app) as player:
        # A session that counts never goes on at a rehearsal's speed.
        clock = app.clock if running.rehearsal else app.real_clock
        coach = desk.take_up(running, clock=clock, voice=player, diary=journal)
        result = await _run_timer(app, coach, cool_down, paused=True)
    await _settle(app, result)


@asynccontextmanager
async def _on_the_air(app: RunwalkApp) -> AsyncIterator[CuePlayer]:
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


async def _run_timer(app: RunwalkApp, coach: Coach, cool_down: int, *, paused: bool = False) -> TimerResult:
    """The countdown on the screen, with the machine kept awake."""
    awake = app.awake()
    coach.muted = app.muted
    timer = TimerScreen(coach, app.desk, cool_down=cool_down, ink=app.ink, paused=paused)
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


async def rate(app: RunwalkApp, running: Running) -> None:
    """The questions after a session, and what follows from them."""

    def note_down(rating: Rating) -> None:
        care.tell_trouble(app, app.desk.note_rating(running, rating))

    rating = await app.push_screen_wait(
        RatingScreen(
            summary(running),
            running,
            lambda rating: app.desk.preview(running, rating),
            app.desk.table.policy,
            note_down,
        )
    )
    kept = app.desk.finish(running, rating)
    await app.push_screen_wait(DecisionScreen(kept, app.desk))


async def choose_and_run(app: RunwalkApp) -> None:
    """Another stage or number of repetitions, then the session."""
    if not await care.ready_to_run(app):
        return
    due = app.desk.prescription()
    if due.stage is None or due.reps is None:
        return
    chosen = await app.push_screen_wait(
        ChooseScreen(app.desk, question="Which session today?", stage=due.stage, count=due.reps)
    )
    if chosen is None:
        return
    higher = _higher(app, chosen, due)
    if higher and not await _higher_is_meant(app, higher, chosen):
        return
    await run_session(app, chosen.stage, chosen.reps)


def _higher(app: RunwalkApp, chosen: Chosen, due: Prescription) -> str:
    """What is higher than the prescription asks for, in words; "" when nothing is."""
    table = app.desk.table
    if (table.index(chosen.stage) or 0) > (table.index(due.stage or "") or 0):
        return f"Stage {chosen.stage} is above stage {due.stage}"
    if chosen.stage == due.stage and chosen.reps > (due.reps or 0):
        return f"{reps(chosen.reps)} are more than {due.reps}"
    return ""


async def _higher_is_meant(app: RunwalkApp, higher: str, chosen: Chosen) -> bool:
    question = Question(
        higher,
        "Your log asks for less today. You may go higher; it is kept as what you did.",
        (Answer("back", "b", "Back", "primary"), Answer("go", "g", f"Stage {chosen.stage}, {reps(chosen.reps)}")),
    )
    return await app.push_screen_wait(QuestionScreen(question)) == "go"


async def _early_is_fine(app: RunwalkApp) -> bool:
    """Starting before the day that fits is warned of once, and never forbidden."""
    due, today = app.desk.prescription(), app.desk.today()
    if due.earliest <= today:
        return True
    question = Question(
        f"The next session fits from {day_name(due.earliest)}",
        f"{app.desk.why_wait()} Starting earlier is up to you.",
        # Neither key means anything to the question about pain that follows: one that bounces must not answer it.
        (Answer("wait", "l", "Later", "primary"), Answer("start", "n", "Start now")),
    )
    return await app.push_screen_wait(QuestionScreen(question)) == "start"


def discard(app: RunwalkApp, session_id: str) -> None:
    """Let a session go for good."""
    care.tell_trouble(app, app.desk.keeper.discard(session_id))


def summary(running: Running) -> str:
    """What was done, in one line."""
    record = to_record(running, Rating())
    return f"{record.reps_done} of {reps(record.reps_planned)} done, {minutes(record.run_seconds)} of running."
