"""A rehearsal says so on Home, and what was said before a session does not lie over it."""

from __future__ import annotations

from pathlib import Path

import pytest

from runwalk_tui.ui.screens.history.page import HistoryScreen
from tests.support.fronts.story import ready_to_move_up
from tests.support.picture import plain_picture
from tests.support.stand_ins import Stage, make_workspace, toasts
from tests.support.waiting import settle

pytestmark = pytest.mark.slow("opens Home at two sizes")


@pytest.mark.parametrize(("speed", "size"), [(10, (40, 12)), (10, (80, 24)), (1, (80, 24))])
async def test_home_says_in_its_first_line_that_it_is_a_rehearsal(
    speed: float, size: tuple[int, int], tmp_path: Path
) -> None:
    workspace = make_workspace(tmp_path)
    ready_to_move_up(workspace)
    stage = Stage(workspace, speed=speed)
    async with stage.app.run_test(size=size) as pilot:
        await settle(pilot)
        top = next(line for line in plain_picture(stage.app).splitlines() if "runwalk" in line)
    assert ("a rehearsal" in top) is (speed != 1)


async def test_news_leave_with_the_screen_and_trouble_stays(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    ready_to_move_up(workspace)
    stage = Stage(workspace, speed=10)
    async with stage.app.run_test(notifications=True) as pilot:
        await settle(pilot)
        stage.app.notify("You're at stage 3.")
        stage.app.notify("Your log can't be saved.", severity="error", timeout=600)
        await settle(pilot)
        assert len(toasts(stage.app)) == 2
        await stage.press(pilot, "h")
        assert isinstance(stage.app.screen, HistoryScreen)
        assert toasts(stage.app) == ["Your log can't be saved."]
