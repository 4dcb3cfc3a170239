"""The timer tells how an exercise is done, and only the keys that do something now."""

from __future__ import annotations

from pathlib import Path

import pytest

from runwalk_tui.own_table.exercise import companion_tables
from tests.support.footers import footer
from tests.support.picture import plain_picture
from tests.support.scenes import DrivenApp, keys
from tests.support.waiting import until

pytestmark = pytest.mark.slow("draws the timer in a session")

EASES = "ease to the stage below"


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_how_an_exercise_is_done_is_seen_while_it_is_done(tmp_path: Path, size: tuple[int, int]) -> None:
    driven = DrivenApp(tmp_path)
    driven.workspace.find_companions = companion_tables
    async with driven.on(size) as pilot:
        await keys("e", "2", "1", "s", seconds=3)(driven, pilot)
        if size[1] > 12:
            assert "Bridge: on your back, feet flat, lift your hips." in plain_picture(driven.app)
            await driven.press(pilot, "n")
            assert "Next: Sit to stand: up from a chair and slowly down." in plain_picture(driven.app)
        assert "e Ease" not in footer(driven.app)
        await driven.press(pilot, "question_mark")
        explained = str(driven.app.screen.query_one("#explained").render())
        assert explained.startswith("HOW IT'S DONE\nBridge: on your back")
        assert EASES not in " ".join(explained.split())


async def test_at_the_gentlest_stage_nothing_tells_of_easing_and_the_key_says_why(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on((80, 24)) as pilot:
        await keys("enter", "u", "2", "enter", "n", seconds=3)(driven, pilot)
        timer = driven.app.timer
        assert timer is not None
        assert "e Ease" in footer(driven.app)
        while timer.controller.has_gentler:
            await driven.press(pilot, "e")
        assert "e Ease" not in footer(driven.app)
        await driven.press(pilot, "question_mark")
        explained = " ".join(str(driven.app.screen.query_one("#explained").render()).split())
        assert EASES not in explained
        assert "eased to" in explained, "the word is still on the screen"
        await driven.press(pilot, "escape", "e")
        await until(pilot, lambda: any("gentlest" in said for said in timer.face.shown), "why it does nothing")
