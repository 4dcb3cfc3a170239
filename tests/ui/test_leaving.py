"""A screen is answered once, and only while it is the one that is seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.screen import Screen
from textual.widgets import Input

from runwalk_tui.ui.screens.leaving import AnsweringScreen
from runwalk_tui.ui.screens.pages.finish import FinishScreen
from runwalk_tui.ui.screens.pages.help import HelpScreen
from runwalk_tui.ui.screens.questions.checkin import CheckInScreen
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from runwalk_tui.ui.screens.questions.session_form import SessionFormScreen
from runwalk_tui.ui.settings.screen import SettingsScreen
from tests.support.one_screen import NOTHING, OneScreen
from tests.support.picture import plain_picture
from tests.support.scenes import DrivenApp
from tests.support.scenes import reach as reach_scene
from tests.support.waiting import reach, settle

pytestmark = pytest.mark.slow("opens a page, and help over it, for each test")


async def test_an_answer_that_comes_when_another_screen_is_over_it_is_not_heard() -> None:
    below: AnsweringScreen[str] = AnsweringScreen()
    over: Screen[None] = Screen()
    app = OneScreen(below)
    async with app.run_test() as pilot:
        await settle(pilot)
        await app.push_screen(over)
        below.dismiss("too late")
        below.dismiss("and again")
        await settle(pilot)
        assert app.screen is over
        assert app.result is NOTHING
        over.dismiss()
        below.dismiss("in time")
        below.dismiss("once more")
        await settle(pilot)
        assert app.result == "in time"
        assert app.return_code is None


async def test_settings_are_left_in_order_when_another_page_opens_at_the_same_time(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on() as pilot:
        await driven.press(pilot, ",")
        settings = await reach(pilot, SettingsScreen)
        settings.action_leave()
        await driven.app.action_show("help")  # the key was quicker than the page that was being left
        await driven.settle(pilot)
        assert isinstance(driven.app.screen, HelpScreen)
        await driven.press(pilot, "escape", "escape")
        assert driven.app.screen_stack == [driven.app.screen_stack[0]]
        assert driven.app.return_code is None


async def test_a_page_that_a_conversation_shows_is_answered_when_a_key_leads_from_it_to_another(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path, finished=True)
    async with driven.on() as pilot:
        await driven.press(pilot, "f")
        assert isinstance(driven.app.screen, FinishScreen)
        await driven.press(pilot, "h", "escape", "i")
        assert isinstance(driven.app.screen, CheckInScreen)


async def test_a_page_that_closes_late_is_not_taken_for_the_one_that_is_shown(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on() as pilot:
        await driven.press(pilot, "s")
        await driven.app.action_show("settings")
        await driven.press(pilot, ",")
        assert len(driven.app.screen_stack) == 2, "a second page of settings was opened over the first"


# Help over a form.


async def test_f1_opens_help_over_every_form_and_leads_back_to_what_was_typed(tmp_path: Path) -> None:
    for place, (scene, typed) in enumerate(
        {
            "add": "12",
            "check-in": "34",
            "correct": "7",
            "rating": "6",
            "before": "5",
            "choose": "",
            "settings": "",
        }.items()
    ):
        driven = DrivenApp(tmp_path / f"{place}")
        async with driven.on() as pilot:
            await reach_scene(scene, driven, pilot)
            await driven.press(pilot, *typed)
            screen, focused, picture = driven.app.screen, driven.app.focused, plain_picture(driven.app)
            await driven.press(pilot, "f1")
            assert isinstance(driven.app.screen, HelpScreen), scene
            await driven.press(pilot, "h", "t", "q")  # nothing leads away from a form that is being filled in
            assert isinstance(driven.app.screen, HelpScreen) is (scene != "settings"), scene
            if scene != "settings":
                await driven.press(pilot, "escape")
                assert driven.app.screen is screen, scene
                assert driven.app.focused is focused, scene
                assert plain_picture(driven.app) == picture, scene


async def test_f1_is_help_in_the_note_and_in_a_text_of_the_settings(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on() as pilot:
        await reach_scene("rating", driven, pilot)
        while not isinstance(driven.app.focused, Input):
            await driven.press(pilot, "s")
        await driven.press(pilot, *"stiff?", "f1")
        assert isinstance(driven.app.screen, HelpScreen)
        await driven.press(pilot, "escape")
        assert isinstance(driven.app.focused, Input)
        assert driven.app.focused.value == "stiff?"


async def test_leaving_at_once_from_help_over_a_form_asks_about_what_was_typed(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on() as pilot:
        await reach_scene("add", driven, pilot)
        await driven.press(pilot, "4", "f1", "ctrl+q")
        assert isinstance(driven.app.screen, QuestionScreen)
        await driven.press(pilot, "s")
        assert isinstance(driven.app.screen, SessionFormScreen)
        assert driven.app.is_running
