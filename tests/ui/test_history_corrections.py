"""Correcting, adding, deleting from History: each says what it changed, and the page shows the new state."""

from __future__ import annotations

from pathlib import Path

import pytest

from runwalk_tui.session.records import Clearance
from runwalk_tui.ui.screens.history.page import HistoryScreen
from runwalk_tui.ui.screens.history.table import SessionTable
from runwalk_tui.ui.screens.questions.field_row import FieldRow
from runwalk_tui.ui.screens.questions.session_form import SessionFormScreen
from runwalk_tui.workspace import Workspace
from tests.support.footers import footer
from tests.support.fronts.story import ready_to_move_up, session
from tests.support.stand_ins import Stage, make_workspace, toasts

pytestmark = pytest.mark.slow("walks through the app for each test")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = make_workspace(tmp_path)
    ready_to_move_up(made)
    session(made, 4, pain_worst=7)
    return made


def pointed(stage: Stage) -> str:
    """The id of the session under the cursor."""
    assert isinstance(stage.app.screen, HistoryScreen)
    one = stage.app.screen.query_one(SessionTable).pointed
    return one.session.id if one else ""


async def test_e_corrects_the_session_under_the_cursor_and_the_cursor_stays_on_it(workspace: Workspace) -> None:
    stage = Stage(workspace)
    async with stage.app.run_test(notifications=True) as pilot:
        await stage.press(pilot, "h", "down")
        assert pointed(stage) == "s4"
        await stage.press(pilot, "e")
        assert isinstance(stage.app.screen, SessionFormScreen)
        await stage.press(pilot, "down", "3", "ctrl+s")
        assert pointed(stage) == "s4"
        assert toasts(stage.app) == [
            "Worst pain 3 instead of 7. Next session: stage 3 instead of 2, with 2 repetitions."
        ]
    assert {each.id: each.pain_worst for each in workspace.log().sessions}["s4"] == 3


async def test_a_session_that_is_open_is_corrected_from_there(workspace: Workspace) -> None:
    stage = Stage(workspace)
    async with stage.app.run_test() as pilot:
        await stage.press(pilot, "h", "down", "enter", "e")
        assert isinstance(stage.app.screen, SessionFormScreen)
        assert stage.app.screen.query_one("#worst", FieldRow).text == "7"
        await stage.press(pilot, "escape")
        assert pointed(stage) == "s4"


async def test_another_day_moves_the_line_and_the_cursor_with_it(workspace: Workspace) -> None:
    stage = Stage(workspace)
    async with stage.app.run_test() as pilot:
        await stage.press(pilot, "h", "down", "e", *["up"] * 6, "ctrl+u", *"2026-01-12", "ctrl+s")
        assert pointed(stage) == "s4"
    assert [each.id for each in workspace.log().sessions] == ["s4", "s9", "s6", "s2"]


async def test_n_adds_one_and_the_cursor_is_on_it(workspace: Workspace) -> None:
    stage = Stage(workspace)
    async with stage.app.run_test(notifications=True) as pilot:
        await stage.press(pilot, "h", "n", "2", *["down"] * 2, "3", "ctrl+s")
        new = workspace.log().sessions[-1]
        assert pointed(stage) == new.id
        (told,) = toasts(stage.app)
    assert told.startswith("Added: stage 2 on Saturday 24 January 2026, 12:00. ")
    assert (new.reps_done, new.pain_before, new.source) == (2, 3, "log")


async def test_the_first_session_of_all_can_be_added(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    stage = Stage(workspace)
    async with stage.app.run_test() as pilot:
        await stage.press(pilot, "h", "n", "ctrl+s")
        assert pointed(stage) == workspace.log().sessions[0].id


async def test_delete_and_undo_say_what_they_change_for_today(workspace: Workspace) -> None:
    stage = Stage(workspace)
    async with stage.app.run_test(notifications=True) as pilot:
        await stage.press(pilot, "h", "down", "delete")
        (deleted,) = toasts(stage.app)
        await stage.press(pilot, "z")
        assert pointed(stage) == "s4"
        (back,) = toasts(stage.app)
    assert deleted == (
        "Deleted: stage 2 on Tuesday 20 January 2026, 12:00. Today: stage 3 instead of 2, with 2 repetitions. "
        "z brings it back."
    )
    assert back == (
        "Back in the log: stage 2 on Tuesday 20 January 2026, 12:00. "
        "Next session: stage 2 instead of 3, with 4 repetitions."
    )


async def test_a_session_with_a_warning_sign_is_neither_deleted_nor_dated_away(workspace: Workspace) -> None:
    session(workspace, 2, red_flags=("fever",))
    workspace.store.clear(Clearance(workspace.log().sessions[0].started_at))
    before = workspace.log()
    stage = Stage(workspace)
    async with stage.app.run_test(notifications=True) as pilot:
        await stage.press(pilot, "h", "delete", "e", *["up"] * 6, "ctrl+u", *"2026-01-02", "ctrl+s")
        assert isinstance(stage.app.screen, SessionFormScreen), "it is still open, with what was typed"
        assert len(toasts(stage.app)) == 2
        assert all("a warning sign, and nobody has cleared you since" in each for each in toasts(stage.app))
    assert workspace.log() == before


async def test_a_rehearsal_corrects_nothing(workspace: Workspace) -> None:
    stage = Stage(workspace, speed=10)
    async with stage.app.run_test(notifications=True) as pilot:
        for key in ("e", "n", "delete"):
            await stage.press(pilot, "h", key)
            assert isinstance(stage.app.screen, HistoryScreen)
            assert any("saved in a rehearsal" in each for each in toasts(stage.app)), key
        told = footer(stage.app)
        assert not [word for word in ("Correct", "Add", "Delete", "Undo") if word in told]
        await stage.press(pilot, "enter")
        assert "Correct" not in footer(stage.app)
    assert len(workspace.log().sessions) == 4


async def test_how_to_undo_leaves_with_the_page(workspace: Workspace) -> None:
    stage = Stage(workspace)
    async with stage.app.run_test(notifications=True) as pilot:
        await stage.press(pilot, "h", "down", "delete")
        assert toasts(stage.app)
        await stage.press(pilot, "escape")
        assert not toasts(stage.app)
