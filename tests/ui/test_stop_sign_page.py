"""The stop sign on a terminal that has no room for all of it: what to do is in sight first."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.containers import VerticalScroll

from runwalk_tui.ui.screens.stop_sign import StopSignScreen
from tests.support.scenes import DrivenApp, reach
from tests.support.waiting import settle

pytestmark = pytest.mark.slow("goes to the stop sign at five sizes")


@pytest.mark.parametrize("size", [(40, 12), (40, 20), (40, 24), (60, 20), (80, 20)])
async def test_what_to_do_is_in_sight_and_the_arrows_bring_up_the_rest(size: tuple[int, int], tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path, empty=True)
    async with driven.on(size) as pilot:
        await reach("stop-sign", driven, pilot)
        screen = driven.app.screen
        assert isinstance(screen, StopSignScreen)
        await settle(pilot)
        sheet, action = screen.query_one(VerticalScroll), screen.query_one("#action")
        assert sheet.region.contains_region(action.region)
        await driven.press(pilot, *["down"] * sheet.max_scroll_y)
        assert sheet.scroll_y == sheet.max_scroll_y
