"""Choosing among stages with long lists of steps: each has a line, and all of the one at the cursor is said below."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from runwalk_tui.flows.shown.trial import TRIAL_SEEN
from runwalk_tui.paths import shipped_programme
from runwalk_tui.rule.screening import Screening
from runwalk_tui.session.records import Placement
from runwalk_tui.table_in_use import load_table
from runwalk_tui.ui.screens.questions.choose import StageChoice
from runwalk_tui.wording import steps_in_words
from tests.support.examples import at_each_size
from tests.support.invented_log import TODAY
from tests.support.picture import plain_picture
from tests.support.scenes import DrivenApp

pytestmark = pytest.mark.slow("opens the app at several sizes")
PLAN = Path(__file__).parents[1] / "support" / "plans" / "every_kind.toml"
STEPS = "walk 5m brisk, 3 × (jog 1m, walk 1m, run 30s fast), rest 2m, stretch 1m hamstrings"


@at_each_size([(40, 12), (80, 24), (120, 40), (200, 60)])
async def test_every_stage_has_a_line_and_the_one_at_the_cursor_is_said_in_full(
    size: tuple[int, int], tmp_path: Path
) -> None:
    driven = DrivenApp(tmp_path, empty=True)
    driven.workspace.in_use = replace(driven.workspace.in_use, table=load_table(PLAN))
    driven.workspace.store.remember("screening", Screening(TODAY).to_json())
    driven.workspace.store.remember(TRIAL_SEEN, "yes")
    driven.workspace.store.place(Placement(TODAY - timedelta(days=1), "two paces"))
    async with driven.on(size) as pilot:
        await driven.press(pilot, "c")
        choice = driven.app.screen.query_one(StageChoice)
        assert choice.max_scroll_x == 0
        assert choice.row_count == 5
        said = plain_picture(driven.app)
        for name in ("march", "run-jog-run", "two paces", "six sets of five", "strength between"):
            assert name in said
        if size != (40, 12):
            assert STEPS in " ".join(re.sub("Choose|[▔▁]", " ", said).split())  # the button is drawn beside it


@at_each_size([(40, 12), (80, 24), (100, 30)])
@pytest.mark.parametrize("programme", ["first-5k", "return-to-running", "keep-running", "walking"])
async def test_the_steps_of_each_programme_that_ships_are_told_in_full(
    programme: str, size: tuple[int, int], tmp_path: Path
) -> None:
    driven = DrivenApp(tmp_path, empty=True)
    table = load_table(shipped_programme(programme))
    driven.workspace.in_use = replace(driven.workspace.in_use, table=table)
    driven.workspace.store.remember("screening", Screening(TODAY).to_json())
    driven.workspace.store.remember(TRIAL_SEEN, "yes")
    driven.workspace.store.place(Placement(TODAY - timedelta(days=1), table.stages[0].id))
    async with driven.on(size) as pilot:
        await driven.press(pilot, "c")
        choice = driven.app.screen.query_one(StageChoice)
        assert choice.max_scroll_x == 0
        assert not choice.show_horizontal_scrollbar
        told = [[str(cell) for cell in choice.get_row_at(row)] for row in range(choice.row_count)]
        for stage, cells in zip(table.stages, told, strict=True):
            long = steps_in_words(stage)
            # Only a list that is longer than the smallest terminal is shortened there.
            assert cells[1] == long or (size[0] == 40 and len(long) > 30)
        await driven.press(pilot, "escape", "s")
        rows = [line for line in plain_picture(driven.app).splitlines() if re.search(r"[█▄]{4}", line)]
        assert len(rows) > 2
        # What stands beside a strip stands there in each row, and none is broken over two lines.
        assert len({"%" in row for row in rows}) == 1
        assert size[0] == 40 or all(re.search(r"\d% +\d+ min", row) for row in rows)
