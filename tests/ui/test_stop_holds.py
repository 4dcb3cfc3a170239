"""Nothing goes past a warning sign on the screens: no answer is not "none", and nothing stands before what to do."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Button

from runwalk_tui.keeping import note_rating
from runwalk_tui.rule.reading import stop_sign
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.records import Rating, SessionRecord, stop_record
from runwalk_tui.ui.messages import Care
from runwalk_tui.ui.screens.decision import DecisionScreen
from runwalk_tui.ui.screens.history.page import HistoryScreen
from runwalk_tui.ui.screens.history.table import SessionTable
from runwalk_tui.ui.screens.home.page import HomeScreen
from runwalk_tui.ui.screens.questions.before import BeforeScreen
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from runwalk_tui.ui.screens.questions.rating import RatingScreen
from runwalk_tui.ui.screens.questions.ticks import TickScreen
from runwalk_tui.ui.screens.stop_sign import StopSignScreen
from tests.support.fakes import FakePlayer, HandClock
from tests.support.stand_ins import Stage, make_workspace, toasts
from tests.support.timer_pilot import begin, stage_with_a_runner
from tests.support.waiting import reach, until

pytestmark = pytest.mark.slow("goes through whole sessions")
EMERGENCY = "Call your emergency number"


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return stage_with_a_runner(tmp_path)


def flagged(stage: Stage) -> SessionRecord:
    record = stop_record(stage.workspace.wall(), "Test", "2", ["saddle"])
    stage.workspace.store.save(record)
    return record


async def run_test_by_palette(stage: Stage, pilot: Pilot[None]) -> None:
    home = await reach(pilot, HomeScreen)
    partial(home.action_care, Care.RUN_TEST.name)()


async def test_a_meant_red_flag_ends_the_screening_at_once_and_is_kept(tmp_path: Path) -> None:
    stage = Stage(make_workspace(tmp_path))
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "enter")
        await reach(pilot, TickScreen)
        await stage.press(pilot, "n", "enter", "1", "enter")
        await reach(pilot, QuestionScreen)
        await stage.press(pilot, "y")
        await reach(pilot, StopSignScreen)
    assert [session.red_flags for session in stop_sign(stage.workspace.log())] == [("fever",)]


async def test_the_run_test_is_not_offered_past_the_stop_sign(stage: Stage) -> None:
    flagged(stage)
    async with stage.app.run_test() as pilot:
        await run_test_by_palette(stage, pilot)
        await reach(pilot, StopSignScreen)


async def test_the_run_test_comes_after_the_questions(tmp_path: Path) -> None:
    stage = Stage(make_workspace(tmp_path))
    async with stage.app.run_test() as pilot:
        await run_test_by_palette(stage, pilot)
        await reach(pilot, TickScreen)


async def test_at_severe_pain_escape_leads_back_to_the_pain(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "enter")
        await reach(pilot, BeforeScreen)
        await stage.press(pilot, "9", "enter")
        await reach(pilot, TickScreen)
        await stage.press(pilot, "escape")
        await reach(pilot, BeforeScreen)
        await stage.press(pilot, "escape")
        await reach(pilot, HomeScreen)
    assert stage.workspace.log().sessions == ()


async def test_after_pain_that_rose_escape_asks_again(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)
        timer.controller.end()
        await reach(pilot, RatingScreen)
        await stage.press(pilot, "7", "enter", "7", "enter")
        await reach(pilot, TickScreen)
        await stage.press(pilot, "escape")
        await reach(pilot, RatingScreen)
        await stage.press(pilot, "enter")
        await reach(pilot, TickScreen)


async def test_a_slip_of_w_does_not_use_up_the_question(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)
        timer.controller.end()
        await reach(pilot, RatingScreen)
        await stage.press(pilot, "w")
        await reach(pilot, TickScreen)
        await stage.press(pilot, "escape")
        await reach(pilot, RatingScreen)
        await stage.press(pilot, "7", "enter", "7", "enter")
        await reach(pilot, TickScreen)


async def test_a_session_that_was_cut_off_does_not_go_on_under_the_stop_sign(stage: Stage) -> None:
    workspace = stage.workspace
    workspace.controller(*workspace.session_of_today(), clock=HandClock(), player=FakePlayer(), rehearsal=False).start()
    flagged(stage)
    async with stage.app.run_test() as pilot:
        await reach(pilot, StopSignScreen)
        await stage.press(pilot, "escape")
        question = await reach(pilot, QuestionScreen)
        assert [button.id for button in question.query(Button)] == ["later", "save", "discard"]


async def test_a_red_flag_in_a_rating_that_was_cut_off_waits_behind_no_other_session(stage: Stage) -> None:
    workspace = stage.workspace
    for rating in (None, Rating(worst=3, red_flags=("fever",))):
        controller = workspace.controller(
            *workspace.session_of_today(), clock=HandClock(), player=FakePlayer(), rehearsal=False
        )
        controller.start()
        if rating is not None:
            controller.end()
            note_rating(workspace, controller.running, rating)
    async with stage.app.run_test() as pilot:
        await reach(pilot, StopSignScreen)
    assert [session.red_flags for session in stop_sign(workspace.log())] == [("fever",)]


async def test_the_morning_waits_for_the_stop_sign(stage: Stage) -> None:
    yesterday = stage.workspace.wall() - timedelta(days=1)
    stage.workspace.store.save(
        SessionRecord("s", yesterday, "Test", "2", 2, 2, pain_worst=2, pain_after=2, red_flags=("saddle",))
    )
    assert stage.workspace.prescription().decision is Decision.STOP
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        assert lines_of_home(stage)[0].startswith(EMERGENCY)


def lines_of_home(stage: Stage) -> list[str]:
    """What Home says below its first row."""
    home = stage.app.screen
    assert isinstance(home, HomeScreen)
    texts = [str(home.query_one(name).render()) for name in ("#notices", "#headline")]
    return [text for text in texts if text]


async def test_the_decision_after_a_flagged_session_begins_with_what_to_do(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)
        timer.controller.end()
        await reach(pilot, RatingScreen)
        await stage.press(pilot, "w")
        await reach(pilot, TickScreen)
        await stage.press(pilot, "4", "enter")
        await reach(pilot, QuestionScreen)
        await stage.press(pilot, "y")
        decision = await reach(pilot, DecisionScreen)
        told = [str(each.render()).strip() for each in decision.query("Static") if each.display]
        first = next(text for text in told if text)
        assert first.startswith(EMERGENCY)
        assert not any("Well done" in text for text in told)


async def test_a_red_flag_that_nobody_has_cleared_cannot_be_deleted(stage: Stage) -> None:
    record = flagged(stage)
    async with stage.app.run_test(notifications=True) as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "h")
        history = await reach(pilot, HistoryScreen)
        assert history.query_one(SessionTable).row_count == 1
        await stage.press(pilot, "delete")
        await until(pilot, lambda: toasts(stage.app), "why it stays")
    assert stage.workspace.log().sessions == (record,)


async def test_all_red_flags_are_shown_and_exactly_those_are_cleared(stage: Stage) -> None:
    flagged(stage)
    stage.workspace.store.save(stop_record(stage.workspace.wall() - timedelta(days=3), "Test", "2", ["fever"]))
    stage.workspace.store.save(stop_record(stage.workspace.wall() + timedelta(days=30), "Test", "2", ["chest"]))
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "enter")
        sign = await reach(pilot, StopSignScreen)
        shown = str(sign.query_one("#signs").render())
        assert "buttocks" in shown
        assert "fever" in shown
        assert "chest" not in shown
        await stage.press(pilot, "c")
        await reach(pilot, QuestionScreen)
        await stage.press(pilot, "y")
        await reach(pilot, HomeScreen)
    (clearance,) = stage.workspace.log().clearances
    assert len(clearance.clears or ()) == 2
    assert [session.red_flags for session in stop_sign(stage.workspace.log())] == [("chest",)]
