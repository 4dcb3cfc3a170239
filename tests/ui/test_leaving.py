"""A screen is answered once, and only while it is the one that is seen."""

from __future__ import annotations

from pathlib import Path

from textual.screen import Screen

from runwalk_tui.ui.screens.leaving import AnsweringScreen
from runwalk_tui.ui.screens.pages.help import HelpScreen
from runwalk_tui.ui.settings.screen import SettingsScreen
from tests.support.one_screen import NOTHING, OneScreen
from tests.support.scenes import DrivenApp
from tests.support.waiting import reach, settle


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
