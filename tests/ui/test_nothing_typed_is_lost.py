"""What was ticked or typed on the screen is kept, said back and never taken for something else."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Key

from runwalk_tui.flows.red_flags import ask_red_flags
from runwalk_tui.keeping import note_rating
from runwalk_tui.rule.reading import stop_sign
from runwalk_tui.session.records import Rating, stop_record
from runwalk_tui.ui.controls.pain_scale import PainScale
from runwalk_tui.ui.screens.decision import DecisionScreen
from runwalk_tui.ui.screens.home.page import HomeScreen
from runwalk_tui.ui.screens.pages.reading import ReadingScreen
from runwalk_tui.ui.screens.questions.before import BeforeScreen
from runwalk_tui.ui.screens.questions.field_row import FieldRow
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from runwalk_tui.ui.screens.questions.rating import RatingScreen
from runwalk_tui.ui.screens.questions.run_test_result import RunTestResultScreen
from runwalk_tui.ui.screens.questions.session_form import SessionFormScreen
from runwalk_tui.ui.screens.questions.ticks import TickScreen
from runwalk_tui.ui.screens.stop_sign import StopSignScreen
from runwalk_tui.ui.timer.timer import TimerScreen
from tests.support.cut_off_test import cut_off_test
from tests.support.examples import in_the_larger_run
from tests.support.fakes import FakePlayer, HandClock
from tests.support.one_flow import OneFlow
from tests.support.one_screen import NOTHING
from tests.support.stand_ins import NOON, Stage, make_workspace
from tests.support.timer_pilot import begin, stage_with_a_runner
from tests.support.waiting import reach, settle

pytestmark = pytest.mark.slow("walks through the app for each test")
NO = ("n", "enter")


@pytest.mark.examples
@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(("3", "enter", "b"), id="look again, 1"),
        *in_the_larger_run(
            pytest.param(("3", "enter", "escape"), id="look again by Esc, 1"),
            pytest.param((*NO, "1", "enter", "b"), id="look again, 2"),
            pytest.param((*NO, "1", "escape"), id="back to 1"),
        ),
    ],
)
async def test_ctrl_q_asks_about_a_sign_that_is_ticked(tmp_path: Path, keys: tuple[str, ...]) -> None:
    stage = stage_with_a_runner(tmp_path)
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "w")
        await reach(pilot, TickScreen)
        await stage.press(pilot, *keys)
        await reach(pilot, TickScreen)
        await stage.press(pilot, "ctrl+q")
        await reach(pilot, QuestionScreen)


async def test_ctrl_c_asks_about_what_was_typed_into_the_form(tmp_path: Path) -> None:
    stage = stage_with_a_runner(tmp_path)
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "h", "n")
        await reach(pilot, SessionFormScreen)
        await stage.press(pilot, "6", "ctrl+c")
        await reach(pilot, QuestionScreen)
        await stage.press(pilot, "s")
        form = await reach(pilot, SessionFormScreen)
        assert form.query_one("#done", FieldRow).text == "6"


async def test_with_caps_lock_on_a_letter_does_the_same(tmp_path: Path) -> None:
    stage = stage_with_a_runner(tmp_path)
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "H", "N")
        form = await reach(pilot, SessionFormScreen)
        for _ in range(6):
            await stage.press(pilot, "tab")
        await stage.press(pilot, *"ABc")
        assert form.query_one("#sore", FieldRow).text == "ABc", "what is typed into a field stays as it is"


async def test_keys_that_come_while_the_page_turns_answer_nothing() -> None:
    app = OneFlow(lambda conversation: ask_red_flags(conversation))
    async with app.run_test() as pilot:
        await settle(pilot)

        for key, char in [("n", "n"), ("enter", None)] + [("enter", None)] * 30:
            app.post_message(Key(key, char))
        await settle(pilot)
        await settle(pilot)
        assert app.result is NOTHING
        shown = app.shown
        assert isinstance(shown, TickScreen)
        assert shown.question.number == 2


async def test_a_slip_that_is_taken_back_twice_begins_no_session(tmp_path: Path) -> None:
    stage = stage_with_a_runner(tmp_path)
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "enter")
        await reach(pilot, BeforeScreen)
        await stage.press(pilot, "9", "enter")
        await reach(pilot, TickScreen)
        await stage.press(pilot, "1", "escape")
        await reach(pilot, QuestionScreen)
        await stage.press(pilot, "l", "l", "s")
        await stage.press(pilot, "escape")
        assert not isinstance(stage.app.screen, TimerScreen)


async def test_what_was_typed_stays_when_w_is_pressed_in_the_rating(tmp_path: Path) -> None:
    stage = stage_with_a_runner(tmp_path)
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)
        timer.controller.next()
        timer.controller.end()
        await reach(pilot, RatingScreen)
        await stage.press(pilot, "3", "enter", "9", "w")
        await reach(pilot, TickScreen)
        await stage.press(pilot, "1", "enter", "y")
        await settle(pilot)
        await stage.press(pilot, "enter")
        await reach(pilot, HomeScreen)
    (session,) = stage.workspace.log().sessions
    assert session.red_flags == ("both-legs",)
    assert session.pain_after == 9


async def test_two_run_tests_that_were_cut_off_have_a_pain_each(tmp_path: Path) -> None:

    stage = stage_with_a_runner(tmp_path)
    for _ in range(2):
        cut_off_test(stage.workspace, rehearsal=False, ran=5)
    async with stage.app.run_test() as pilot:
        await reach(pilot, QuestionScreen)
        await stage.press(pilot, "a")
        await reach(pilot, RunTestResultScreen)
        await stage.press(pilot, "2", "enter", "enter")
        await reach(pilot, QuestionScreen)
        await stage.press(pilot, "a")
        shown = await reach(pilot, RunTestResultScreen)
        assert shown.query_one(PainScale).value is None


async def test_a_real_run_test_taken_up_in_a_rehearsal_keeps_its_sign(tmp_path: Path) -> None:

    workspace = make_workspace(tmp_path)
    stage = Stage(workspace, speed=3)
    cut_off_test(workspace, rehearsal=False, ran=5, stopped=True)
    async with stage.app.run_test() as pilot:
        await reach(pilot, QuestionScreen)
        await stage.press(pilot, "a")
        await reach(pilot, RunTestResultScreen)
        await stage.press(pilot, "2", "enter", "enter")
        await reach(pilot, TickScreen)
        await stage.press(pilot, "4", "enter", "y")
        await reach(pilot, StopSignScreen)
        await stage.press(pilot, "enter")
        await reach(pilot, HomeScreen)
    assert stop_sign(workspace.log())


@pytest.mark.parametrize("what", ["SCREENING", "CHECK_IN"])
async def test_a_rehearsal_asks_nothing_that_would_be_kept(tmp_path: Path, what: str) -> None:
    stage = Stage(make_workspace(tmp_path), speed=3)
    async with stage.app.run_test() as pilot:
        home = await reach(pilot, HomeScreen)
        home.action_care(what)
        await settle(pilot)
        assert isinstance(stage.app.screen, HomeScreen)


async def test_a_rehearsal_takes_down_no_stop_sign(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    workspace.store.save(stop_record(NOON, workspace.table.programme, "1", ["fever"]))
    stage = Stage(workspace, speed=3)
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "enter")
        await reach(pilot, StopSignScreen)
        await stage.press(pilot, "c", "y", "enter")
        await reach(pilot, HomeScreen)
    assert stop_sign(workspace.log())


async def test_a_warning_sign_stands_before_another_session_that_was_cut_off(tmp_path: Path) -> None:

    stage = stage_with_a_runner(tmp_path)
    workspace = stage.workspace
    for rating in (None, Rating(worst=3, red_flags=("fever",))):
        controller = workspace.controller(
            *workspace.session_of_today(), clock=HandClock(), player=FakePlayer(), rehearsal=False
        )
        controller.start()
        if rating:
            controller.end()
            note_rating(workspace, controller.running, rating)
    async with stage.app.run_test() as pilot:
        await reach(pilot, StopSignScreen)
        await stage.press(pilot, "enter")
        await reach(pilot, QuestionScreen)
        await stage.press(pilot, "escape")
        await reach(pilot, HomeScreen)
        assert len(stage.app.screen_stack) == 1
        await stage.press(pilot, *["enter"] * 9)
        assert isinstance(stage.app.screen, (HomeScreen, StopSignScreen))


async def test_the_palette_over_a_question_leaves_it_there(tmp_path: Path) -> None:
    stage = stage_with_a_runner(tmp_path)
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "w")
        await reach(pilot, TickScreen)
        await stage.press(pilot, "4", "ctrl+p")
        await stage.press(pilot, "ctrl+q")
        await stage.press(pilot, "escape")
        await reach(pilot, TickScreen)


async def test_enter_held_too_long_begins_nothing_at_severe_pain(tmp_path: Path) -> None:
    stage = stage_with_a_runner(tmp_path)
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "enter")
        await reach(pilot, BeforeScreen)
        await stage.press(pilot, "9", *["enter"] * 12)
        assert isinstance(stage.app.screen, TickScreen)
        await stage.press(pilot, "escape", *["enter"] * 6)
        assert isinstance(stage.app.screen, TickScreen)
        await stage.press(pilot, "4", *["enter"] * 6, "b")
        await settle(pilot)
        await stage.press(pilot, "enter", "y")
        await reach(pilot, StopSignScreen)
        await stage.press(pilot, *["enter"] * 7)
        assert isinstance(stage.app.screen, (HomeScreen, StopSignScreen))
    assert stop_sign(stage.workspace.log())


async def test_what_was_answered_in_a_rating_is_there_after_the_program_has_ended(tmp_path: Path) -> None:
    stage = stage_with_a_runner(tmp_path)
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)
        timer.controller.next()
        timer.controller.end()
        await reach(pilot, RatingScreen)
        await stage.press(pilot, "8", "enter", "9", "enter")
        await reach(pilot, TickScreen)
        await stage.press(pilot, "n", "enter")
        await stage.press(pilot, "ctrl+q")
    stage.workspace.store.close()
    again = Stage(make_workspace(tmp_path))
    async with again.app.run_test() as pilot:
        await reach(pilot, QuestionScreen)
        await again.press(pilot, "a")
        rating = await reach(pilot, RatingScreen)
        assert rating.question.field == "after"
        await again.press(pilot, "9", "enter")
        await reach(pilot, TickScreen)
        await again.press(pilot, "n", "enter", "7", "enter", "y")
        rating = await reach(pilot, RatingScreen)
        assert rating.question.field == "soreness"
    again.workspace.store.close()
    third = Stage(make_workspace(tmp_path))
    async with third.app.run_test() as pilot:
        await reach(pilot, StopSignScreen)
    (session,) = third.workspace.log().sessions
    assert session.red_flags == ("one-leg",)
    assert (session.pain_worst, session.pain_after) == (8, 9)


async def test_no_way_out_of_the_warning_signs_of_a_rating_is_an_answer(tmp_path: Path) -> None:
    stage = stage_with_a_runner(tmp_path)
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)
        timer.controller.next()
        timer.controller.end()
        await reach(pilot, RatingScreen)
        await stage.press(pilot, "8", "enter", "9", "enter")
        await reach(pilot, TickScreen)
        await stage.press(pilot, "escape")
        rating = await reach(pilot, RatingScreen)
        assert rating.question.field == "after"
        await stage.press(pilot, "enter")
        await reach(pilot, TickScreen)
        await stage.press(pilot, "4", "ctrl+q")
        await reach(pilot, QuestionScreen)
        await stage.press(pilot, "l")
        rating = await reach(pilot, RatingScreen)
        assert rating.question.field == "after"
        await stage.press(pilot, "s")
        await reach(pilot, TickScreen)  # the worst pain alone rose
        await stage.press(pilot, "4", "escape", "y")
        await settle(pilot)
        assert isinstance(stage.app.screen, DecisionScreen)
    (session,) = stage.workspace.log().sessions
    assert session.red_flags == ("chest",)


@pytest.mark.examples
@pytest.mark.parametrize("how", ["w", *in_the_larger_run("back")])
async def test_soreness_that_was_ticked_stays(tmp_path: Path, how: str) -> None:
    stage = stage_with_a_runner(tmp_path)
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)
        timer.controller.next()
        timer.controller.end()
        await reach(pilot, RatingScreen)
        await stage.press(pilot, "3", "enter", "3", "enter", "k")
        if how == "w":
            await stage.press(pilot, "w", "n", "enter", "n", "enter")
        else:
            await stage.press(pilot, "escape", "enter")
        await reach(pilot, RatingScreen)
        await stage.press(pilot, "enter", "s", "enter", "enter")
        await reach(pilot, HomeScreen)
    (session,) = stage.workspace.log().sessions
    assert session.soreness == ("knee",)


async def test_worst_that_was_typed_over_a_mark_stays(tmp_path: Path) -> None:
    stage = stage_with_a_runner(tmp_path)
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)
        timer.controller.mark(3)
        timer.controller.next()
        timer.controller.end()
        await reach(pilot, RatingScreen)
        await stage.press(pilot, "9", "w", "n", "enter", "n", "enter")
        await reach(pilot, RatingScreen)
        await stage.press(pilot, "enter", "3", "enter")
        await settle(pilot)
        await stage.press(pilot, "enter", "s", "enter", "enter")
        await reach(pilot, ReadingScreen)
        await stage.press(pilot, "enter")
        await reach(pilot, HomeScreen)
    (session,) = stage.workspace.log().sessions
    assert session.pain_worst == 9
