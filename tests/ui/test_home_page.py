"""Home on a small terminal: it begins at its top, and everything on it can be reached."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.screens.home import HomeScreen
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from tests.support.scenes import Walk


async def home_at(walk: Walk, pilot: Pilot[None]) -> HomeScreen:
    await walk.settle(pilot)
    screen = walk.app.screen
    assert isinstance(screen, HomeScreen)
    return screen


@pytest.mark.parametrize("keys", [("tab",), ("shift+tab",), ("tab", "tab", "tab")])
async def test_no_key_moves_a_small_home_to_its_end(keys: tuple[str, ...], tmp_path: Path) -> None:
    walk = Walk(tmp_path)
    async with walk.on((40, 12)) as pilot:
        home = await home_at(walk, pilot)
        assert home.query_one("#sheet").max_scroll_y
        await walk.press(pilot, *keys)
        assert home.focused is None
        assert home.query_one("#sheet").scroll_y == 0


async def test_an_arrow_that_comes_after_a_question_is_gone_moves_nothing_on_home(tmp_path: Path) -> None:
    walk = Walk(tmp_path)
    async with walk.on((40, 12)) as pilot:
        home = await home_at(walk, pilot)
        await walk.press(pilot, "enter")
        question = walk.app.screen
        assert isinstance(question, QuestionScreen)
        question.action_escape()
        await walk.settle(pilot)
        assert walk.app.screen is home
        await question.run_action("go(1)")
        await walk.settle(pilot)
        assert home.focused is None
        assert home.query_one("#sheet").scroll_y == 0


async def test_the_arrows_bring_up_what_a_small_home_has_no_room_for(tmp_path: Path) -> None:
    walk = Walk(tmp_path)
    async with walk.on((40, 12)) as pilot:
        home = await home_at(walk, pilot)
        sheet = home.query_one("#sheet")
        assert "↑ ↓" in home.query_one(KeyLine).also[0].key
        await walk.press(pilot, *["down"] * 20)
        assert sheet.scroll_y == sheet.max_scroll_y
        await walk.press(pilot, *["up"] * 20)
        assert sheet.scroll_y == 0


async def test_enter_starts_even_after_the_mouse_has_chosen_something_else(tmp_path: Path) -> None:
    walk = Walk(tmp_path)
    async with walk.on((80, 30)) as pilot:
        await home_at(walk, pilot)
        await pilot.click("#choose")
        await walk.settle(pilot)
        await walk.press(pilot, "escape")
        await walk.press(pilot, "enter")
        assert isinstance(walk.app.screen, QuestionScreen)
