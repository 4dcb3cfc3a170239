"""The pages of the app in a browser: what is touched is in sight, whole, and large enough for a finger."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Button

from runwalk_tui.flows.red_flags import ask_red_flags
from runwalk_tui.rule.red_flags import EMERGENCY_FLAGS
from runwalk_tui.system.standard_streams import IN_BROWSER
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.controls.tick_list import TickList, TickRow
from runwalk_tui.ui.screens.home.page import HomeScreen
from runwalk_tui.ui.screens.home.parts import HomeButton
from runwalk_tui.ui.screens.pages.stages import StagesScreen
from tests.support.drawn import drawn_strips
from tests.support.one_flow import OneFlow
from tests.support.one_screen import press
from tests.support.timer_pilot import stage_with_a_runner
from tests.support.waiting import reach, settle, until

PHONE, LYING, TABLET, TURNED = (43, 34), (66, 12), (120, 30), (53, 31)
"""Columns and lines of a phone, upright and lying, and of a tablet, lying and upright."""
FINGER = 2
"""Lines that a finger needs at least where a whole row is touched."""


@pytest.fixture(autouse=True)
def browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(IN_BROWSER, "yes")


@pytest.mark.parametrize("size", [PHONE, LYING, TABLET, TURNED])
async def test_all_buttons_of_home_are_in_sight_with_their_words(tmp_path: Path, size: tuple[int, int]) -> None:
    app = stage_with_a_runner(tmp_path).app
    async with app.run_test(size=size) as pilot:
        home = await reach(pilot, HomeScreen)
        await settle(pilot)
        shown = [button for button in home.query(HomeButton) if button.display]
        assert [str(button.label) for button in shown] == ["Start", "Change", "Walk today"]
        for button in shown:
            assert button.region.height == 3
            assert button.content_size.width >= len(str(button.label))
            assert app.screen.region.contains_region(button.region)


@pytest.mark.parametrize("size", [PHONE, TABLET])
async def test_what_is_told_at_the_edge_of_home_covers_no_button(tmp_path: Path, size: tuple[int, int]) -> None:
    app = stage_with_a_runner(tmp_path).app
    async with app.run_test(size=size, notifications=True) as pilot:
        home = await reach(pilot, HomeScreen)
        home.notify("Something to know.")
        await until(pilot, lambda: any(each.region.area for each in home.query("Toast")), "the words")
        toast = home.query_one("Toast").region
        assert not any(toast.overlaps(button.region) for button in home.query(HomeButton))
        assert not toast.overlaps(home.query_one(KeyLine).region)


async def test_no_editor_is_offered_where_none_is_opened(tmp_path: Path) -> None:
    app = stage_with_a_runner(tmp_path).app
    async with app.run_test(size=TABLET) as pilot:
        home = await reach(pilot, HomeScreen)
        assert "Edit stages" not in {each.title for each in app.get_system_commands(home)}
        await press(pilot, "s")
        await reach(pilot, StagesScreen)
        await settle(pilot)
        assert "your editor" not in "\n".join(strip.text for strip in drawn_strips(app))


@pytest.mark.parametrize("size", [PHONE, TABLET, TURNED])
async def test_warning_signs_are_ticked_by_a_finger_and_all_in_sight(size: tuple[int, int]) -> None:
    app = OneFlow(lambda conversation: ask_red_flags(conversation, (), why=""))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        rows = list(app.shown.query(TickRow))
        assert all(row.region.height >= FINGER for row in rows)
        last = rows[len(EMERGENCY_FLAGS) - 1]
        await pilot.click(last, offset=(10, FINGER - 1))
        assert app.shown.query_one(TickList).ticked == (EMERGENCY_FLAGS[-1].id,)
        await pilot.click(last, offset=(10, 0))
        for button in app.shown.query(Button):
            assert app.screen.region.contains_region(button.region)
            assert button.content_size.width >= len(str(button.label))
        await press(pilot, "n", "enter")
        await settle(pilot)
        assert all(app.screen.region.contains_region(row.region) for row in app.shown.query(TickRow)), "the other page"
