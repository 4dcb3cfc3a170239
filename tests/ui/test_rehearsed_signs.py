"""A rehearsal only shows what would be said about a warning sign, wherever it is ticked, and keeps none of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from runwalk_tui.rule.reading import stop_sign
from runwalk_tui.rule.red_flags import ADVICE, NOT_KEPT, Urgency
from runwalk_tui.session.records import Placement
from runwalk_tui.ui.screens.decision import DecisionScreen
from runwalk_tui.ui.screens.home.page import HomeScreen
from runwalk_tui.ui.screens.questions.before import BeforeScreen
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from runwalk_tui.ui.screens.questions.rating import RatingScreen
from runwalk_tui.ui.screens.questions.ticks import TickScreen
from runwalk_tui.ui.screens.stop_sign import StopSignScreen
from runwalk_tui.ui.timer.run_test import RunTestScreen
from runwalk_tui.ui.timer.timer import TimerScreen
from tests.support.one_screen import text_of
from tests.support.stand_ins import NOON, Stage, make_workspace
from tests.support.timer_pilot import begin
from tests.support.waiting import reach

pytestmark = pytest.mark.slow("goes through the app for each test")

NO = ("n", "enter")
"""None of these."""


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """A rehearsal of a runner who was placed at stage 2."""
    stage = Stage(make_workspace(tmp_path), speed=3)
    stage.workspace.store.place(Placement(NOON, "2"))
    return stage


async def tick(stage: Stage, pilot: Pilot[None], urgency: Urgency) -> None:
    """Tick a sign, and see what would be said."""
    await reach(pilot, TickScreen)
    await stage.press(pilot, *(("4",) if urgency is Urgency.EMERGENCY else (*NO, "1")), "enter")
    question = await reach(pilot, QuestionScreen)
    assert "stop sign" not in text_of(question)
    await stage.press(pilot, "y")
    assert_said(await reach(pilot, StopSignScreen), urgency)
    await stage.press(pilot, "enter")


def assert_said(shown: StopSignScreen, urgency: Urgency) -> None:
    said = [str(line.content) for line in shown.query(Static)]
    assert said[0] == ADVICE[urgency].action
    assert NOT_KEPT in said


def assert_nothing_is_up(stage: Stage) -> None:
    assert stop_sign(stage.workspace.log()) == ()
    assert not any(session.red_flags for session in stage.workspace.log().sessions)
    assert stage.workspace.prescription().stage == "2"


async def test_at_home(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "w")
        await tick(stage, pilot, Urgency.EMERGENCY)
        home = await reach(pilot, HomeScreen)
        assert not home.has_class("-stop")
    assert stage.workspace.log().sessions == ()
    assert_nothing_is_up(stage)


async def test_before_a_session(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "enter")
        await reach(pilot, BeforeScreen)
        await stage.press(pilot, "w")
        await tick(stage, pilot, Urgency.URGENT)
        await reach(pilot, HomeScreen)
    assert stage.workspace.log().sessions == ()
    assert_nothing_is_up(stage)


@pytest.mark.parametrize("urgency", list(Urgency))
async def test_after_a_session(stage: Stage, urgency: Urgency) -> None:
    async with stage.app.run_test() as pilot:
        await begin(stage, pilot)
        for _ in range(40):
            if isinstance(pilot.app.screen, TimerScreen):
                await stage.press(pilot, "n")
        await reach(pilot, RatingScreen)
        await stage.press(pilot, "w")
        await tick(stage, pilot, urgency)
        if urgency is Urgency.URGENT:
            await reach(pilot, RatingScreen)
            await stage.press(pilot, *["s"] * 5, "enter")
        await reach(pilot, DecisionScreen)
    (session,) = stage.workspace.log().sessions
    assert session.rehearsal
    assert_nothing_is_up(stage)


async def test_after_a_run_test_that_pain_stopped(tmp_path: Path) -> None:
    stage = Stage(make_workspace(tmp_path), speed=3)
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "enter")
        await reach(pilot, QuestionScreen)
        await stage.press(pilot, "t")
        await reach(pilot, RunTestScreen)
        await stage.press(pilot, "enter", "n", "x", "7", "enter", "enter")
        await tick(stage, pilot, Urgency.EMERGENCY)
        await reach(pilot, HomeScreen)
    assert stop_sign(stage.workspace.log()) == ()
    assert stage.workspace.log().sessions == ()
    assert stage.workspace.rehearsed is None, "as in earnest, it places nobody"
