"""Tables and long texts on a small terminal: nothing that matters is cut off."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import DataTable, Static

from runwalk_tui.ui.screens.history.detail import SessionDetail
from runwalk_tui.ui.screens.history.table import SessionTable
from tests.support.examples import at_each_size
from tests.support.scenes import DrivenApp
from tests.support.waiting import resize

pytestmark = pytest.mark.slow("opens every table at the smallest sizes")

SIZES = [(40, 12), (80, 24)]


@at_each_size(SIZES)
async def test_a_list_of_stages_needs_no_scrolling_sideways_and_shows_where_one_is(
    size: tuple[int, int], tmp_path: Path
) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on((120, 40)) as pilot:
        await driven.press(pilot, "c")
        await resize(pilot, size)
        await driven.settle(pilot)
        table = driven.app.screen.query_one(DataTable)
        assert table.max_scroll_x == 0
        assert table.size.height > 4
        assert table.cursor_row == 3
        assert table.scroll_y <= 3 < table.scroll_y + table.size.height


async def test_choosing_stays_where_it_was_when_the_terminal_changes(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on((80, 24)) as pilot:
        await driven.press(pilot, "c", "up", "right")
        chosen = driven.app.screen.query_one("#chosen", Static)
        assert "Stage 3 · 7 repetitions" in str(chosen.render())
        await resize(pilot, (40, 12))
        await driven.settle(pilot)
        assert "Stage 3 · 7 repetitions" in str(chosen.render())
        assert chosen.region.area


async def test_a_long_note_can_be_read_to_its_end(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    session = driven.workspace.log().sessions[-1]
    driven.workspace.store.save(replace(session, note="a long note " * 100))
    async with driven.on((40, 12)) as pilot:
        await driven.press(pilot, "h", "enter")
        box = driven.app.screen.query_one(SessionDetail)
        assert box.max_scroll_y
        await driven.press(pilot, *["down"] * 60)
        assert box.scroll_y == box.max_scroll_y


@pytest.mark.parametrize("page", ["h", "c"])
async def test_home_and_end_go_to_the_first_and_the_last_row(page: str, tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on((40, 12)) as pilot:
        await driven.press(pilot, page, "end")
        table = driven.app.screen.query_one(SessionTable if page == "h" else DataTable)
        assert isinstance(table, SessionTable | DataTable)
        assert table.cursor_row == table.row_count - 1 > 6
        await driven.press(pilot, "home")
        assert table.cursor_row == 0
        await driven.press(pilot, "pagedown")
        assert table.cursor_row > 2
