"""What a hook could not do after its session is told at Home, and never during the next one."""

from __future__ import annotations

from pathlib import Path

import pytest

from runwalk_tui.system.problems import Problem
from tests.support.fronts.story import ready_to_move_up
from tests.support.stand_ins import Stage, make_workspace, toasts
from tests.support.waiting import settle

pytestmark = pytest.mark.slow("opens Home")

LATE = "Your finished hook failed with exit status 7."


async def test_home_tells_it_once(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    ready_to_move_up(workspace)
    late = [Problem(LATE)]
    workspace.told_outside = lambda: (late.pop(),) if late else ()
    stage = Stage(workspace)
    async with stage.app.run_test(notifications=True) as pilot:
        await settle(pilot)
        for _ in range(2):
            stage.app.tell_what_failed_outside()
            await settle(pilot)
            assert toasts(stage.app) == [LATE]


async def test_a_conversation_is_left_in_peace(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    ready_to_move_up(workspace)
    workspace.told_outside = lambda: (Problem(LATE),)
    stage = Stage(workspace)
    async with stage.app.run_test(notifications=True) as pilot:
        await stage.press(pilot, "o")
        stage.app.tell_what_failed_outside()
        await settle(pilot)
        assert toasts(stage.app) == []
