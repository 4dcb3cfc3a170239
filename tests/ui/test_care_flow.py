"""The questions around a session, on the real screens: first use, moving up, the morning after, the stop sign."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from runwalk_tui.flows.shown.trial import TRIAL_SEEN
from runwalk_tui.rule.screening import Screening
from runwalk_tui.session.records import Placement, SessionRecord
from runwalk_tui.ui.screens.history.page import HistoryScreen
from runwalk_tui.ui.screens.home.page import HomeScreen
from runwalk_tui.ui.screens.pages.reading import ReadingScreen
from runwalk_tui.ui.screens.pages.trends import TrendsScreen
from runwalk_tui.ui.screens.questions.before import BeforeScreen
from runwalk_tui.ui.screens.questions.choose import ChooseScreen
from runwalk_tui.ui.screens.questions.morning import MorningScreen
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from runwalk_tui.ui.screens.questions.ticks import TickScreen
from runwalk_tui.ui.screens.stop_sign import StopSignScreen
from runwalk_tui.ui.settings.screen import SettingsScreen
from runwalk_tui.ui.timer.timer import TimerScreen
from tests.support.stand_ins import NOON, Stage, make_workspace
from tests.support.timer_pilot import begin
from tests.support.waiting import reach

pytestmark = pytest.mark.slow("goes through the whole app for each test")


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(make_workspace(tmp_path))


def screened(stage: Stage) -> Stage:
    stage.workspace.store.remember("screening", Screening(NOON).to_json())
    stage.workspace.store.remember(TRIAL_SEEN, "yes")
    return stage


def session(days_ago: int, reps: int = 4, morning: int | None = 2, number: str = "2") -> SessionRecord:
    at = NOON - timedelta(days=days_ago)
    return SessionRecord(
        f"s{days_ago}", at, "Test", number, reps, reps, pain_before=2, pain_worst=3, pain_after=2, pain_morning=morning
    )


def ready_to_move_up(stage: Stage, morning: int | None = 2) -> None:
    """Three good sessions at stage 2, the last two of them full, the last one two days ago."""
    stage.workspace.store.place(Placement(NOON - timedelta(days=12), "2"))
    for record in (session(9, 2), session(6), session(2, morning=morning)):
        stage.workspace.store.save(record)


async def test_the_first_use_leads_from_the_questions_to_the_first_session(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "enter")
        await reach(pilot, TickScreen)
        await stage.press(pilot, *["n", "enter"] * 4)
        await reach(pilot, ReadingScreen)
        await stage.press(pilot, "enter")
        await reach(pilot, QuestionScreen)
        await stage.press(pilot, "c")
        await reach(pilot, ChooseScreen)
        await stage.press(pilot, "down", "enter")
        home = await reach(pilot, HomeScreen)
        assert str(home.query_one("#stage").render()).startswith("Stage 2   2 × ")
        await stage.press(pilot, "enter")
        await reach(pilot, BeforeScreen)
    assert [placement.stage for placement in stage.workspace.log().placements] == ["2"]


async def test_the_questions_can_be_left_and_are_asked_again(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        for _ in range(2):
            await stage.press(pilot, "enter")
            await reach(pilot, TickScreen)
            await stage.press(pilot, "escape")
            await reach(pilot, HomeScreen)
    assert stage.workspace.store.recall("screening") is None


@pytest.mark.parametrize(("answer", "leads_to"), [("u", "stage 3, 2 repetitions"), ("t", "stage 2, 4 repetitions")])
async def test_moving_up_is_offered_and_never_forced(stage: Stage, answer: str, leads_to: str) -> None:
    ready_to_move_up(screened(stage))
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "enter")
        question = await reach(pilot, QuestionScreen)
        assert "Ready for stage 3?" in str(question.query_one("#title").render())
        await stage.press(pilot, answer)
        before = await reach(pilot, BeforeScreen)
        assert leads_to in str(before.query_one("#what").render())


async def test_escape_never_moves_anybody_up(stage: Stage) -> None:
    ready_to_move_up(screened(stage))
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "enter")
        await reach(pilot, QuestionScreen)
        await stage.press(pilot, "escape")
        await reach(pilot, HomeScreen)


async def test_the_morning_after_is_asked_at_the_next_start_and_decides(stage: Stage) -> None:
    ready_to_move_up(screened(stage), morning=None)
    assert stage.workspace.prescription().provisional
    async with stage.app.run_test() as pilot:
        await reach(pilot, MorningScreen)
        await stage.press(pilot, "4", "enter")
        await reach(pilot, TickScreen)  # it has risen, so the warning signs come first
        await stage.press(pilot, *["n", "enter"] * 2)
        await reach(pilot, ReadingScreen)
        await stage.press(pilot, "enter")
        await reach(pilot, HomeScreen)
    assert stage.workspace.log().sessions[-1].pain_morning == 4
    assert stage.workspace.prescription().decision == "step_back"


async def test_a_morning_that_nobody_remembers_is_asked_once(stage: Stage) -> None:
    ready_to_move_up(screened(stage), morning=None)
    async with stage.app.run_test() as pilot:
        await reach(pilot, MorningScreen)
        await stage.press(pilot, "n")
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "enter")
        await reach(pilot, QuestionScreen)
    assert stage.workspace.log().sessions[-1].pain_morning is None


async def test_a_warning_sign_before_a_session_stops_it_until_somebody_cleared_the_runner(stage: Stage) -> None:
    screened(stage).workspace.store.place(Placement(NOON, "2"))
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "enter")
        await reach(pilot, BeforeScreen)
        await stage.press(pilot, "w")
        await reach(pilot, TickScreen)
        await stage.press(pilot, "1", "enter")
        if isinstance(pilot.app.screen, QuestionScreen):
            await stage.press(pilot, "y")
        await reach(pilot, StopSignScreen)
        await stage.press(pilot, "escape")
        home = await reach(pilot, HomeScreen)
        assert home.has_class("-stop")
        assert not home.query_one("#when").display
        await stage.press(pilot, "enter")
        await reach(pilot, StopSignScreen)
        await stage.press(pilot, "c")
        await reach(pilot, QuestionScreen)
        await stage.press(pilot, "y")
        home = await reach(pilot, HomeScreen)
        assert not home.has_class("-stop")
    log = stage.workspace.log()
    assert len(log.clearances) == 1
    assert log.sessions[0].red_flags
    assert not log.sessions[0].counted


async def test_a_slip_of_the_stop_key_can_be_taken_back(stage: Stage) -> None:
    screened(stage).workspace.store.place(Placement(NOON, "2"))
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)
        await stage.press(pilot, "n", "x")
        await reach(pilot, QuestionScreen)
        await stage.press(pilot, "escape")
        await reach(pilot, TimerScreen)
        assert not timer.controller.running.stopped_for_pain
        assert timer.controller.moment().state == "running"


async def test_a_mark_belongs_to_the_second_at_which_its_key_was_pressed(stage: Stage) -> None:
    screened(stage).workspace.store.place(Placement(NOON, "2"))
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)
        await stage.go(pilot, 5)
        await stage.press(pilot, "m")
        stage.clock.time += 4
        await stage.press(pilot, "6", "enter")
        await reach(pilot, TimerScreen)
        assert [(mark.at, mark.pain) for mark in timer.controller.running.marks] == [(5.0, 6)]


async def test_every_page_opens_from_every_other_and_escape_leads_home(stage: Stage) -> None:
    screened(stage)
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "h")
        await reach(pilot, HistoryScreen)
        await stage.press(pilot, "t")
        await reach(pilot, TrendsScreen)
        await stage.press(pilot, "comma")
        await reach(pilot, SettingsScreen)
        await stage.press(pilot, "escape")
        await reach(pilot, HomeScreen)


async def test_a_rehearsal_of_a_newcomer_leads_to_a_session_and_keeps_no_placement(tmp_path: Path) -> None:
    stage = Stage(make_workspace(tmp_path), speed=3)
    async with stage.app.run_test() as pilot:
        home = await reach(pilot, HomeScreen)
        await stage.press(pilot, "enter", "c")
        await reach(pilot, ChooseScreen)
        await stage.press(pilot, "down", "enter")
        await reach(pilot, HomeScreen)
        assert "Stage 2" in str(home.query_one("#stage").render())
        await stage.press(pilot, "enter")
        await reach(pilot, BeforeScreen)
    assert stage.workspace.store.log().placements == ()


async def test_a_rehearsal_asks_for_nothing_that_would_be_kept(tmp_path: Path) -> None:
    stage = Stage(make_workspace(tmp_path), speed=3)
    stage.workspace.store.place(Placement(NOON, "2"))
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "enter")
        await reach(pilot, BeforeScreen)
