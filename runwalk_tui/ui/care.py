"""The questions around a session: screening, placement, the morning after, warning signs, check-ins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from runwalk_tui.audio.sound_files import cue_options
from runwalk_tui.rule.follow_up import adherence, checkin_due, course, due_words
from runwalk_tui.rule.placement import asks_about_red_flags
from runwalk_tui.rule.prescription import stop_sign
from runwalk_tui.rule.reasons import day_name
from runwalk_tui.rule.screening import screening_due
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.records import Placement, clearance_of
from runwalk_tui.ui.screens.pages.course import CourseScreen
from runwalk_tui.ui.screens.questions.checkin import CheckInScreen
from runwalk_tui.ui.screens.questions.choose import ChooseScreen
from runwalk_tui.ui.screens.questions.morning import MorningScreen, morning_preview
from runwalk_tui.ui.screens.questions.question import Answer, Question, QuestionScreen
from runwalk_tui.ui.screens.questions.red_flags import RedFlagsScreen
from runwalk_tui.ui.screens.questions.screening import ScreeningScreen
from runwalk_tui.ui.screens.stop_sign import StopSignScreen
from runwalk_tui.ui.timer.run_test import RunTestScreen
from runwalk_tui.workspace import NO_MORNING, SCREENING

if TYPE_CHECKING:
    from runwalk_tui.ui.app import RunwalkApp

HOW_TO_BEGIN = Question(
    "Where do you want to begin?",
    "A two-minute run after a warm-up walk finds your stage. Or pick one yourself; when in doubt, the first.",
    (
        Answer("test", "t", "Run test", "primary"),
        Answer("choose", "c", "Choose a stage"),
        Answer("later", "l", "Later"),
    ),
    escape="later",
)


async def ready_to_run(app: RunwalkApp) -> bool:
    """Ask whatever is due before a session. True when a session may follow now.

    A rehearsal asks for no answers that would be kept.
    """
    if not await _nothing_forbids(app):
        return False
    if app.workspace.prescription().decision is Decision.PLACEMENT:
        await find_stage(app)
        return False
    if not app.rehearsal:
        await ask_morning(app)
    return True


async def ready_to_walk(app: RunwalkApp) -> bool:
    """The same before a walk, which needs no stage."""
    if not await _nothing_forbids(app):
        return False
    if not app.rehearsal:
        await ask_morning(app)
    return True


async def _nothing_forbids(app: RunwalkApp) -> bool:
    """Whether the screening has been answered and no stop sign is up."""
    if not app.rehearsal and not await _screened(app):
        return False
    if app.workspace.prescription().decision is Decision.STOP:
        await show_stop_sign(app)
        return False
    return True


async def _screened(app: RunwalkApp) -> bool:
    """The screening, once before the first session; it can be left and taken up later."""
    if not screening_due(app.workspace.screening(), app.workspace.log().clearances):
        return True
    if app.workspace.screening_lost:
        app.notify(app.workspace.screening_lost, severity="warning")
    return await screen_again(app)


async def screen_again(app: RunwalkApp) -> bool:
    """Ask the screening questions; False when the runner leaves them, or when a warning sign was ticked."""
    answers = await app.push_screen_wait(
        ScreeningScreen(app.workspace.wall, app.workspace.screening(), ascii=app.ascii)
    )
    if answers is None:
        return False
    # First what stops the runner, then that the questions were answered: a power cut between them asks again.
    tell_trouble(app, app.workspace.tell_signs(answers.red_flags, rehearsal=False))
    tell_trouble(app, app.workspace.reliable_store.remember(SCREENING, answers.to_json()))
    if answers.red_flags:
        await show_stop_sign(app)
    return not answers.red_flags


async def raise_stop_sign(app: RunwalkApp, red_flags: Iterable[str]) -> None:
    """Keep warning signs that were ticked outside a session, and say what to do; a rehearsal keeps none."""
    red_flags = tuple(red_flags)
    tell_trouble(app, app.workspace.tell_signs(red_flags, rehearsal=app.rehearsal))
    if app.rehearsal:
        await app.push_screen_wait(StopSignScreen([("", red_flags)], rehearsal=True))
    else:
        await show_stop_sign(app)


async def ask_red_flags(app: RunwalkApp) -> None:
    """The list of warning signs, opened by the runner."""
    ticked = await app.push_screen_wait(RedFlagsScreen(rehearsal=app.rehearsal, ascii=app.ascii))
    if ticked:
        await raise_stop_sign(app, ticked)


async def show_stop_sign(app: RunwalkApp) -> None:
    """What to do and how urgently, and the clearance."""
    today = app.workspace.today()
    flagged = stop_sign(app.workspace.log(), today)
    if not flagged:
        return
    ticked = [(day_name(session.day, today), session.red_flags) for session in flagged]
    if await app.push_screen_wait(StopSignScreen(ticked)):
        # Exactly what was shown: a sign that another window took down meanwhile was not.
        tell_trouble(app, app.workspace.reliable_store.clear(clearance_of(flagged, app.workspace.wall())))


async def find_stage(app: RunwalkApp) -> None:
    """The placement: by the run test, or by choosing."""
    answer = await app.push_screen_wait(QuestionScreen(HOW_TO_BEGIN))
    if answer == "test":
        await run_test(app)
    elif answer == "choose":
        await choose_stage(app)


async def take_run_test(app: RunwalkApp) -> None:
    """The run test whenever the runner wants it; what comes before a session comes before it, too."""
    if await _nothing_forbids(app):
        await run_test(app)


async def run_test(app: RunwalkApp) -> None:
    """The two-minute run test."""
    table = app.workspace.table
    player = app.player()
    player.start()
    player.mute(app.muted)
    try:
        screen = RunTestScreen(
            table,
            clock=app.clock,
            player=player,
            warm_up=table.stages[0].warm_up,
            cues=cue_options(app.workspace.settings.audio),
            ink=app.ink,
        )
        result = await app.push_screen_wait(screen)
    finally:
        player.close()
    if result is None:
        return
    if why := asks_about_red_flags(result, table.policy):
        ticked = None
        while ticked is None:
            asked = RedFlagsScreen(why=why, rehearsal=app.rehearsal, ascii=app.ascii)
            ticked = await app.push_screen_wait(asked)
        if ticked:
            await raise_stop_sign(app, ticked)
            return
    place(app, result.stage, "run test")


async def choose_stage(app: RunwalkApp) -> None:
    """The runner chooses where to begin."""
    first = app.workspace.table.stages[0]
    question = "Where do you want to begin? When in doubt, at the first stage."
    chosen = await app.push_screen_wait(
        ChooseScreen(app.workspace, question=question, stage=first.id, count=first.reps_min, placing=True)
    )
    if chosen is not None:
        place(app, chosen.stage, "chosen")


def place(app: RunwalkApp, stage: str, how: str) -> None:
    """Keep a placement; a rehearsal's holds while the program runs, so that there is a session to rehearse."""
    placement = Placement(app.workspace.wall(), stage, how)
    if app.rehearsal:
        app.workspace.rehearsed = placement
        app.notify(f"A rehearsal: you start at stage {stage} until you leave, and it is not saved.")
        return
    tell_trouble(app, app.workspace.reliable_store.place(placement))


async def ask_morning(app: RunwalkApp) -> None:
    """The pain on the morning after the last session, when the rule still wants it and the runner may know it."""
    workspace = app.workspace
    last = workspace.morning_wanted()
    if last is None:
        return
    answer = await app.push_screen_wait(MorningScreen(last, workspace.today(), morning_preview(workspace, last)))
    if answer is None:
        return
    if answer.asked and answer.pain is not None:
        tell_trouble(
            app, workspace.reliable_store.save(replace(last, pain_morning=answer.pain, updated_at=workspace.wall()))
        )
    else:
        tell_trouble(app, workspace.reliable_store.remember(NO_MORNING, last.id))


async def check_in(app: RunwalkApp) -> None:
    """How the last week was, then the course so far beside the trial's figures."""
    workspace = app.workspace
    week = checkin_due(workspace.log(), workspace.today())
    why = due_words(week) if week is not None else ""
    answers = await app.push_screen_wait(CheckInScreen(workspace.wall, why=why, ascii=app.ascii))
    if answers is None:
        return
    tell_trouble(app, workspace.reliable_store.check_in(answers))
    log = workspace.log()
    found = course(log)
    if found is not None:
        await app.push_screen_wait(
            CourseScreen(found, adherence(workspace.table, log, workspace.today()), ascii=app.ascii)
        )


def tell_trouble(app: RunwalkApp, trouble: str) -> None:
    """Say that something could not be written where it belongs; nothing when all is well."""
    if trouble:
        app.notify(trouble, severity="error")
