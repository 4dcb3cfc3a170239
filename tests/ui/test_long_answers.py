"""Every answer of a question is on the screen with its key, however long the answers are."""

from __future__ import annotations

from pathlib import Path

import pytest

from runwalk_tui.table_in_use import companion_tables
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from tests.support.picture import plain_picture
from tests.support.scenes import DrivenApp

pytestmark = pytest.mark.slow("draws questions at several sizes")


@pytest.mark.parametrize("size", [(40, 12), (66, 24), (80, 24), (120, 40)])
async def test_each_exercise_that_comes_with_runwalk_can_be_chosen_by_sight(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    driven = DrivenApp(tmp_path)
    driven.workspace.find_companions = companion_tables
    async with driven.on(size) as pilot:
        await driven.press(pilot, "e")
        for at, table in enumerate(companion_tables(), 1):
            if len(table.stages) == 1:
                continue  # nothing to choose
            await driven.press(pilot, str(at))
            assert isinstance(driven.app.screen, QuestionScreen)
            shown = plain_picture(driven.app)
            for number, stage in enumerate(table.stages, 1):
                line = next(line for line in shown.splitlines() if stage.name in line)
                assert f"({number})" in line or f"{number}  " in line
            assert "Back (b)" in shown
            await driven.press(pilot, "b")
