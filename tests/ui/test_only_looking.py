"""A second program on the same data: everything that only shows something opens."""

from __future__ import annotations

from pathlib import Path

import pytest

from runwalk_tui.history.store import Store
from runwalk_tui.session.record import SessionRecord
from runwalk_tui.ui.screens.home import HomeScreen
from tests.support.scenes import Walk
from tests.support.stand_ins import toasts
from tests.support.timer_pilot import stage_with_a_runner
from tests.support.waiting import reach, until

PAGES = {
    "w": "RedFlagsScreen",
    "i": "CourseScreen",
    "h": "HistoryScreen",
    "t": "TrendsScreen",
    "s": "StagesScreen",
    "comma": "SettingsScreen",
    "a": "AdviceScreen",
    "question_mark": "HelpScreen",
}


def only_looking(folder: Path) -> Walk:
    """An app on the invented log while another process runs its sessions."""
    walk = Walk(folder)
    walk.desk.store.close()
    walk.desk.store = Store.open(folder, read_only=True)
    return walk


def shown(walk: Walk) -> str:
    return type(walk.app.screen).__name__


@pytest.mark.slow("a walk through every page")
async def test_every_page_that_only_shows_something_opens(tmp_path: Path) -> None:
    walk = only_looking(tmp_path)
    async with walk.on() as pilot:
        for key, page in PAGES.items():
            await walk.press(pilot, key)
            assert shown(walk) == page
            await walk.press(pilot, "escape")
            assert shown(walk) == "HomeScreen"


@pytest.mark.parametrize("key", ["enter", "c"])
async def test_a_session_is_left_to_the_other_program_and_that_is_said(key: str, tmp_path: Path) -> None:
    stage = stage_with_a_runner(tmp_path)
    stage.desk.store.close()
    stage.desk.store = Store.open(tmp_path / "data", read_only=True)
    async with stage.app.run_test(notifications=True) as pilot:
        home = await reach(pilot, HomeScreen)
        await stage.press(pilot, key)
        await until(pilot, lambda: toasts(stage.app), "what the app says")
        assert stage.app.screen is home
        assert ["only shows" in toast for toast in toasts(stage.app)] == [True]


async def test_a_warning_sign_that_cannot_be_kept_still_says_what_to_do(tmp_path: Path) -> None:
    walk = only_looking(tmp_path)
    async with walk.on() as pilot:
        await walk.press(pilot, "w", "4", "enter", "y")
        assert shown(walk) == "StopSignScreen"


async def test_the_stop_sign_opens(tmp_path: Path) -> None:
    Walk(tmp_path).desk.store.save(
        SessionRecord("stop", Walk(tmp_path).desk.wall(), "ASTEROID run-walk", "3", 6, 0, red_flags=("chest pain",))
    )
    walk = only_looking(tmp_path)
    async with walk.on() as pilot:
        await walk.press(pilot, "enter")
        assert shown(walk) == "StopSignScreen"
