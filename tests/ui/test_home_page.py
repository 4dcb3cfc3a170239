"""Home on a small terminal: it begins at its top, and everything on it can be reached."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.screens.home.page import HomeScreen
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from tests.support.drawn import drawn_strips
from tests.support.scenes import DrivenApp


async def home_at(driven: DrivenApp, pilot: Pilot[None]) -> HomeScreen:
    await driven.settle(pilot)
    screen = driven.app.screen
    assert isinstance(screen, HomeScreen)
    return screen


@pytest.mark.parametrize("keys", [("tab",), ("shift+tab",), ("tab", "tab", "tab")])
async def test_no_key_moves_a_small_home_to_its_end(keys: tuple[str, ...], tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on((40, 8)) as pilot:
        home = await home_at(driven, pilot)
        assert home.query_one("#sheet").max_scroll_y
        await driven.press(pilot, *keys)
        assert home.focused is None
        assert home.query_one("#sheet").scroll_y == 0


async def test_an_arrow_that_comes_after_a_question_is_gone_moves_nothing_on_home(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on((40, 8)) as pilot:
        home = await home_at(driven, pilot)
        await driven.press(pilot, "enter")
        question = driven.app.screen
        assert isinstance(question, QuestionScreen)
        question.action_escape()
        await driven.settle(pilot)
        assert driven.app.screen is home
        await question.run_action("go(1)")
        await driven.settle(pilot)
        assert home.focused is None
        assert home.query_one("#sheet").scroll_y == 0


async def test_the_arrows_bring_up_what_a_small_home_has_no_room_for(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on((40, 8)) as pilot:
        home = await home_at(driven, pilot)
        sheet = home.query_one("#sheet")
        assert "↑ ↓" in home.query_one(KeyLine).also[0].key
        await driven.press(pilot, *["down"] * 20)
        assert sheet.scroll_y == sheet.max_scroll_y
        await driven.press(pilot, *["up"] * 20)
        assert sheet.scroll_y == 0


async def test_enter_starts_even_after_the_mouse_has_chosen_something_else(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on((80, 30)) as pilot:
        await home_at(driven, pilot)
        await pilot.click("#choose")
        await driven.settle(pilot)
        await driven.press(pilot, "escape")
        await driven.press(pilot, "enter")
        assert isinstance(driven.app.screen, QuestionScreen)


async def test_a_home_that_was_made_larger_is_the_one_that_was_large_from_the_start(tmp_path: Path) -> None:
    small, large = (40, 12), (200, 60)
    fresh = DrivenApp(tmp_path / "fresh", second_year=True)
    async with fresh.on(large) as pilot:
        await home_at(fresh, pilot)
        wanted = [strip.text.rstrip() for strip in drawn_strips(fresh.app)]
    driven = DrivenApp(tmp_path / "grown", second_year=True)
    async with driven.on(small) as pilot:
        await home_at(driven, pilot)
        await pilot.resize_terminal(*large)
        await driven.settle(pilot)
        assert [strip.text.rstrip() for strip in drawn_strips(driven.app)] == wanted
