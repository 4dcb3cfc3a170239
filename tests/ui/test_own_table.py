"""The stage table while the app is open: changed in the form, saved by somebody else, and what if."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from runwalk_tui import paths
from runwalk_tui.session.records import Placement
from runwalk_tui.ui.screens.home.page import HomeScreen
from runwalk_tui.ui.screens.pages.stages import StagesScreen
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from runwalk_tui.ui.screens.table.figures import FiguresScreen
from runwalk_tui.ui.screens.table.what_if import WhatIfScreen
from tests.support.examples import at_each_size
from tests.support.picture import plain_picture
from tests.support.scenes import DrivenApp
from tests.support.stand_ins import NOON, TABLE, Stage, make_workspace, toasts
from tests.support.timer_pilot import begin, stage_with_a_runner
from tests.support.waiting import reach, until

pytestmark = pytest.mark.slow("opens the page of stages and its form over and over")
LONG_AGO = 1_700_000_000
COMMENTED = TABLE.replace('run = "20s"', 'run = "20s"    # as long as a traffic light').replace(
    '"Test"', '"Test" # mine'
)


def stage_at_one(folder: Path, table: str = COMMENTED) -> Stage:
    """An app with a table of its own, at its first stage."""
    workspace = make_workspace(folder, table)
    workspace.reliable_store.place(Placement(NOON, "1"))
    return Stage(workspace)


def save(stage: Stage, text: str) -> None:
    """Save the table as an editor would have done a while ago."""
    file = stage.workspace.in_use.path
    file.write_text(text)
    os.utime(file, (LONG_AGO, LONG_AGO))


def drawn(stage: Stage) -> str:
    return " ".join(plain_picture(stage.app).split())


async def test_a_figure_is_changed_in_the_file_and_the_comments_stay(tmp_path: Path) -> None:
    stage = stage_at_one(tmp_path)
    async with stage.app.run_test(size=(80, 24), notifications=True) as pilot:
        await stage.press(pilot, "s", "e")
        assert isinstance(stage.app.screen, FiguresScreen)
        assert f"Your table is {stage.workspace.in_use.path}"[:40] in drawn(stage)
        await stage.press(pilot, *"30s")
        assert "Stage 1: run 0:20 is now 0:30. Today: still stage 1, 2 repetitions, 2 minutes." in drawn(stage)
        await stage.press(pilot, "ctrl+s")
        assert isinstance(stage.app.screen, StagesScreen)
        assert "0:30/0:30" in drawn(stage)
        assert any("run 0:20 is now 0:30" in toast for toast in toasts(stage.app))
        await stage.press(pilot, "escape")
        assert stage.workspace.table.stages[0].run_seconds == 30
    assert stage.workspace.in_use.path.read_text() == COMMENTED.replace('run = "20s"', 'run = "30s"')


@at_each_size([(40, 12), (80, 24), (120, 40), (200, 60)])
async def test_every_place_of_the_form_can_be_reached_and_seen(size: tuple[int, int], tmp_path: Path) -> None:
    stage = stage_at_one(tmp_path)
    async with stage.app.run_test(size=size) as pilot:
        await stage.press(pilot, "s", "e")
        for key in ("1m", "2m", "3", "5", "1m", "4"):
            await stage.press(pilot, *key, "down")
        form = stage.app.screen
        assert isinstance(form, FiguresScreen)
        await stage.press(pilot, "ctrl+s")
    (changed,) = stage.workspace.table.stages[:1]
    assert [step.seconds for step in changed.steps] == [60, 120]
    assert (changed.reps_min, changed.reps_max, changed.warm_up) == (3, 5, 60)
    assert stage.workspace.table.sessions_per_week == 4
    assert "# as long as a traffic light" in stage.workspace.in_use.path.read_text()


async def test_a_slip_is_said_at_its_place_and_nothing_is_saved(tmp_path: Path) -> None:
    stage = stage_at_one(tmp_path)
    async with stage.app.run_test(size=(80, 24)) as pilot:
        await stage.press(pilot, "s", "e", *"400m", "ctrl+s")
        assert isinstance(stage.app.screen, FiguresScreen)
        assert "400m looks like metres; m is minutes, such as 2m" in drawn(stage)
        await stage.press(pilot, *["backspace"] * 4, *"100m", "ctrl+s")
        assert drawn(stage).count("looks like metres") == 1
        await stage.press(pilot, *["backspace"] * 4, "2")
        assert "looks like metres" not in drawn(stage)
        await stage.press(pilot, *"m", "ctrl+s")
        assert isinstance(stage.app.screen, StagesScreen)


async def test_figures_that_do_not_go_together_are_said_once_and_until_something_else_is_typed(tmp_path: Path) -> None:
    stage = stage_at_one(tmp_path)
    async with stage.app.run_test(size=(80, 24)) as pilot:
        await stage.press(pilot, "s", "e", *"3h", "ctrl+s")
        assert isinstance(stage.app.screen, FiguresScreen)
        assert drawn(stage).count("a session lasts at most 6h") == 1
        await stage.press(pilot, *["backspace"] * 2, *"50m")
        assert "a session lasts at most" not in drawn(stage)
        assert "is longer than an hour and a half" in drawn(stage)
        await stage.press(pilot, "ctrl+s")
        assert isinstance(stage.app.screen, StagesScreen)


async def test_what_was_typed_is_asked_about_before_it_is_left(tmp_path: Path) -> None:
    stage = stage_at_one(tmp_path)
    async with stage.app.run_test(size=(80, 24)) as pilot:
        await stage.press(pilot, "s", "e", *"1m", "escape")
        assert isinstance(stage.app.screen, QuestionScreen)
        await stage.press(pilot, "s")
        assert isinstance(stage.app.screen, FiguresScreen)
        await stage.press(pilot, "ctrl+q", "l")
        assert isinstance(stage.app.screen, StagesScreen)
        await stage.press(pilot, "e", "escape")
        assert isinstance(stage.app.screen, StagesScreen)
    assert stage.workspace.in_use.path.read_text() == COMMENTED


async def test_a_file_that_an_editor_saved_meanwhile_keeps_both_changes(tmp_path: Path) -> None:
    stage = stage_at_one(tmp_path)
    async with stage.app.run_test(size=(80, 24)) as pilot:
        await stage.press(pilot, "s", "e", *"30s")
        save(stage, COMMENTED.replace('walk = "30s"', 'walk = "45s"', 1))
        await stage.press(pilot, "ctrl+s")
        assert isinstance(stage.app.screen, FiguresScreen)
        assert "Another program has changed" in drawn(stage)
        assert "What you typed is still here" in drawn(stage)
        assert "45s" in drawn(stage)
        await stage.press(pilot, "ctrl+s")
        assert isinstance(stage.app.screen, StagesScreen)
    assert 'run = "30s"' in stage.workspace.in_use.path.read_text()
    assert 'walk = "45s"' in stage.workspace.in_use.path.read_text()


async def test_a_file_that_was_deleted_meanwhile_can_be_made_again_with_what_was_typed(tmp_path: Path) -> None:
    stage = stage_at_one(tmp_path)
    file = stage.workspace.in_use.path
    async with stage.app.run_test(size=(80, 24)) as pilot:
        await stage.press(pilot, "s", "e", *"30s")
        file.unlink()
        await stage.press(pilot, "ctrl+s")
        assert isinstance(stage.app.screen, FiguresScreen)
        assert "has been deleted in the meantime." in drawn(stage)
        assert "Ctrl+S makes the file again" in drawn(stage)
        assert not file.exists()
        await stage.press(pilot, "ctrl+s")
        assert isinstance(stage.app.screen, StagesScreen)
    assert file.read_text() == COMMENTED.replace('run = "20s"', 'run = "30s"')


async def test_a_read_only_file_is_one_line_and_what_was_typed_stays(tmp_path: Path) -> None:
    stage = stage_at_one(tmp_path)
    stage.workspace.in_use.path.chmod(0o444)
    async with stage.app.run_test(size=(80, 24)) as pilot:
        await stage.press(pilot, "s", "e", *"30s", "ctrl+s")
        assert "read-only" in drawn(stage)
        await stage.press(pilot, "backspace")
        assert "read-only" not in drawn(stage)
        await stage.press(pilot, "s")
        stage.workspace.in_use.path.chmod(0o644)
        await stage.press(pilot, "ctrl+s")
        assert isinstance(stage.app.screen, StagesScreen)
    assert 'run = "30s"' in stage.workspace.in_use.path.read_text()


async def test_the_first_change_of_the_table_that_ships_makes_a_copy(tmp_path: Path) -> None:
    shipped = paths.shipped_stages().read_bytes()
    workspace = make_workspace(tmp_path, paths.shipped_stages().read_text("utf-8"))
    workspace.table_watch.follow(paths.shipped_stages())
    assert workspace.take_up_table(settled=True) is not None
    stage = Stage(workspace)
    async with stage.app.run_test(size=(80, 24)) as pilot:
        await stage.press(pilot, "s")
        assert "This table comes with runwalk." in drawn(stage)
        assert str(paths.shipped_stages()) not in drawn(stage)
        await stage.press(pilot, "e")
        assert "Saving makes your own copy" in drawn(stage)
        await stage.press(pilot, *"20s", "ctrl+s")
        assert workspace.in_use.path == paths.own_stages()
        assert workspace.table.stages[0].run_seconds == 20
    assert paths.shipped_stages().read_bytes() == shipped


@pytest.mark.parametrize("page", ["home", "stages"])
async def test_a_table_that_somebody_saves_is_taken_up_where_it_is_shown(page: str, tmp_path: Path) -> None:
    stage = stage_at_one(tmp_path)
    async with stage.app.run_test(size=(80, 24), notifications=True) as pilot:
        if page == "stages":
            await stage.press(pilot, "s")
        save(stage, COMMENTED.replace('run = "20s"', 'run = "45s"'))
        await until(pilot, lambda: stage.workspace.table.stages[0].run_seconds == 45, "the table as it was saved")
        assert "0:45" in drawn(stage)
        assert any("Stage 1: run 0:20 is now 0:45." in toast for toast in toasts(stage.app))


async def test_a_table_that_is_saved_during_a_session_waits_until_it_is_over(tmp_path: Path) -> None:
    stage = stage_with_a_runner(tmp_path)
    before = stage.workspace.table
    async with stage.app.run_test(size=(80, 24)) as pilot:
        await begin(stage, pilot)
        save(stage, TABLE.replace('name = "Test"', 'name = "Test"\nsessions_per_week = 5'))
        stage.app.look_at_table()
        assert stage.workspace.table is before
        await stage.press(pilot, "q", "d")
        await reach(pilot, HomeScreen)
        await until(pilot, lambda: stage.workspace.table.sessions_per_week == 5, "the table as it was saved")


async def test_a_table_with_errors_is_named_at_home_and_has_no_form(tmp_path: Path) -> None:
    stage = stage_at_one(tmp_path)
    async with stage.app.run_test(size=(120, 40), notifications=True) as pilot:
        save(stage, COMMENTED.replace('run = "20s"', 'run = "20"'))
        await until(pilot, lambda: stage.workspace.in_use.faults, "the error")
        assert "has 1 error" in drawn(stage)
        await stage.press(pilot, "s", "e")
        assert isinstance(stage.app.screen, StagesScreen)
        assert any("there is no form for it: press o" in toast for toast in toasts(stage.app))
        assert "To put it right, press o" in drawn(stage)


async def test_where_no_terminal_can_be_lent_to_an_editor_that_is_said(tmp_path: Path) -> None:
    stage = stage_at_one(tmp_path)
    async with stage.app.run_test(size=(80, 24)) as pilot:
        await stage.press(pilot, "s", "o")
        await reach(pilot, QuestionScreen)
        assert "runwalk stages edit" in drawn(stage)
        await stage.press(pilot, "enter")
        assert isinstance(stage.app.screen, StagesScreen)


async def test_what_if_answers_as_it_is_typed_and_saves_nothing(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    before = driven.workspace.log()
    async with driven.on((80, 24)) as pilot:
        await driven.press(pilot, "s", "i")
        assert isinstance(driven.app.screen, WhatIfScreen)
        wanted = "stage 13 on Saturday 28 March"
        await until(pilot, lambda: wanted in " ".join(plain_picture(driven.app).split()), "the last stage")
        assert "[2]" in plain_picture(driven.app), "the pain that is supposed is marked"
        await driven.press(pilot, "right", "down", "4", "down", "9", "delete")
        assert "[2]" in plain_picture(driven.app)
        await driven.press(pilot, "9")
        said = " ".join(plain_picture(driven.app).split())
        assert "Tomorrow: stage 4, 4 of 6 repetitions, worst pain 9." in said
        assert "That would be a flare-up. Then back to stage 3" in said
        await driven.press(pilot, "down", "left")
        await until(
            pilot, lambda: "After that, two sessions a week" in plain_picture(driven.app), "two sessions a week"
        )
        await driven.press(pilot, "escape", "escape")
        assert isinstance(driven.app.screen, HomeScreen)
    assert driven.workspace.log() == before


async def test_on_a_small_terminal_each_answer_is_seen_with_its_question(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on((40, 12)) as pilot:
        await driven.press(pilot, "s", "i", "down", "down", "7")
        assert "flare-up" in plain_picture(driven.app)
        await driven.press(pilot, "down", "left")
        await until(pilot, lambda: "two sessions a week" in plain_picture(driven.app).lower(), "the outlook in sight")
        assert "Per week" in plain_picture(driven.app)


async def test_before_the_first_session_what_if_looks_from_the_first_stage(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path, empty=True)
    async with driven.on((80, 24)) as pilot:
        await driven.press(pilot, "s", "i")
        await until(pilot, lambda: "stage 13 on" in plain_picture(driven.app), "the last stage")
        shown = plain_picture(driven.app)
        assert shown.count("No starting stage yet: this assumes the first one, stage 1.") == 1
        assert "of 6 repetitions at stage 1" in shown
    assert not driven.workspace.log().placements


async def test_more_repetitions_than_are_due_are_no_question(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on((40, 12)) as pilot:
        await driven.press(pilot, "s", "i", "down", "9", "9")
        assert "6 repetitions at most" in plain_picture(driven.app)
