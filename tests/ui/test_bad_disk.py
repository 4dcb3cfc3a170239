"""On a disk that takes nothing any more the app goes on, says so, and loses nothing."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

import pytest
from textual.widgets import Static

from runwalk_tui.history.database.file import FILE
from runwalk_tui.history.journal import Journal
from runwalk_tui.history.store import Store
from runwalk_tui.session.records import SessionRecord
from runwalk_tui.system.problems import Problem
from runwalk_tui.ui.screens.decision import DecisionScreen
from runwalk_tui.ui.screens.history.page import HistoryScreen
from runwalk_tui.ui.screens.home.page import HomeScreen
from runwalk_tui.ui.screens.questions.checkin import CheckInScreen
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from runwalk_tui.ui.screens.questions.rating import RatingScreen
from runwalk_tui.ui.screens.questions.ticks import TickScreen
from runwalk_tui.ui.timer.timer import TimerScreen
from tests.support.bad_disk import BadDisk
from tests.support.fakes import AlwaysAwake
from tests.support.stand_ins import NOON, Stage, make_workspace, toasts
from tests.support.timer_pilot import begin, lines_of, stage_with_a_runner
from tests.support.waiting import reach, until

ALL = range(10**9)


@pytest.fixture
def disk() -> BadDisk:
    return BadDisk(sqlite3.SQLITE_FULL)


@pytest.fixture
def stage(tmp_path: Path, disk: BadDisk) -> Stage:
    """An app whose runner was placed, on that disk."""
    stage = stage_with_a_runner(tmp_path)
    stage.workspace.store.close()
    stage.workspace.store = Store.open(tmp_path / "data", connect=disk.connect)
    return stage


@pytest.mark.slow("a whole session and a check-in")
async def test_a_session_on_a_full_disk_comes_to_its_decision_and_home_says_what_waits(
    stage: Stage, disk: BadDisk, tmp_path: Path
) -> None:
    disk.bad_writes = ALL
    async with stage.app.run_test(size=(120, 40)) as pilot:
        timer = await begin(stage, pilot)
        assert "full" in str(timer.controller.problem)
        for _ in range(40):
            if isinstance(pilot.app.screen, TimerScreen):
                await stage.press(pilot, "n")
        await reach(pilot, RatingScreen)
        await stage.press(pilot, "4", "enter", "3", "enter", "k", "enter", "6", "enter", *"calm", "enter")
        await reach(pilot, DecisionScreen)
        assert any("is safe in" in str(line.render()) for line in pilot.app.screen.query(Static))
        await stage.press(pilot, "enter")
        home = await reach(pilot, HomeScreen)
        assert "The log can't be saved: 1 entry is waiting in" in str(home.query_one("#notices").render())
        assert "calm" not in str(stage.workspace.store.log())
        await stage.press(pilot, "i")
        await reach(pilot, CheckInScreen)
        await stage.press(pilot, *"30", "enter", *"28", "enter", *"55", "enter", "enter", "enter", "enter")
        await until(pilot, lambda: stage.workspace.log().checkins, "the check-in is kept")
    stage.workspace.close()
    again = make_workspace(tmp_path)
    (session,) = again.log().sessions
    assert (session.pain_before, session.pain_worst, session.note) == (3, 4, "calm")
    assert [checkin.average for checkin in again.log().checkins] == [28]
    again.close()


@pytest.mark.slow("a whole session")
async def test_a_cut_off_session_that_cannot_be_written_is_asked_about_once(
    stage: Stage, disk: BadDisk, tmp_path: Path
) -> None:
    async with stage.app.run_test() as pilot:
        await begin(stage, pilot)
        await stage.press(pilot, "n")
        await stage.go(pilot, 5)
    stage.workspace.close()
    again = Stage(make_workspace(tmp_path))
    again.workspace.store.close()
    again.workspace.store = Store.open(tmp_path / "data", connect=disk.connect)
    disk.bad_writes = ALL
    async with again.app.run_test() as pilot:
        await reach(pilot, QuestionScreen)
        await again.press(pilot, "s")
        await reach(pilot, RatingScreen)
        await again.press(pilot, "4", "enter", "3", "enter", *["enter"] * 3)
        await reach(pilot, DecisionScreen)
        await again.press(pilot, "enter")
        await reach(pilot, HomeScreen)
    assert len(again.workspace.log().sessions) == 1
    again.workspace.close()


async def test_a_session_that_cannot_be_deleted_stays_and_that_is_said(stage: Stage, disk: BadDisk) -> None:
    stage.workspace.store.save(SessionRecord("a", NOON, "Test", "2", reps_planned=2, reps_done=2, note="first"))
    disk.bad_writes = ALL
    async with stage.app.run_test(notifications=True) as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "h")
        await reach(pilot, HistoryScreen)
        await stage.press(pilot, "delete")
        await until(pilot, lambda: toasts(stage.app), "what the app says")
        assert "the disk is full" in toasts(stage.app)[0]
    assert len(stage.workspace.log().sessions) == 1


async def test_a_log_that_cannot_be_read_any_more_is_shown_as_it_was_and_home_says_so(
    stage: Stage, disk: BadDisk
) -> None:
    async with stage.app.run_test() as pilot:
        home = await reach(pilot, HomeScreen)
        disk.good_for = 0
        await stage.press(pilot, "h", "escape")
        await stage.press(pilot, "t", "escape")
        assert pilot.app.screen is home
        assert "the disk is full" in str(home.query_one("#notices").render())
        assert "stage 2" in str(home.query_one("#stage").render()).lower()


async def test_a_journal_that_cannot_be_read_at_the_start_is_one_line(tmp_path: Path, disk: BadDisk) -> None:
    stage = stage_with_a_runner(tmp_path)
    Journal(stage.workspace.store).begin("s1", datetime.now().astimezone(), {}, {})
    with stage.workspace.store.transaction() as connection:
        connection.execute("UPDATE running SET last = '{' || last")
    async with stage.app.run_test(notifications=True) as pilot:
        await reach(pilot, HomeScreen)
        await until(pilot, lambda: toasts(stage.app), "what the app says")
        assert "damaged" in toasts(stage.app)[0]


async def test_answers_of_the_screening_that_cannot_be_read_are_asked_again_and_that_is_said(tmp_path: Path) -> None:
    stage = stage_with_a_runner(tmp_path)
    stage.workspace.store.remember("screening", "{ no answers")
    async with stage.app.run_test(notifications=True) as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "enter")
        await reach(pilot, TickScreen)
        await until(pilot, lambda: toasts(stage.app), "what the app says")
        assert toasts(stage.app) == ["Your earlier answers to these questions can't be read, so we have to ask again."]


async def test_a_system_that_refuses_to_stay_awake_is_said_on_the_timer(tmp_path: Path) -> None:
    class Refused(AlwaysAwake):
        async def hold(self) -> Problem | None:
            return Problem("Couldn't keep the computer awake: turn off sleep.")

    stage = stage_with_a_runner(tmp_path)
    stage.app.awake = Refused
    async with stage.app.run_test(size=(100, 30)) as pilot:
        timer = await begin(stage, pilot)
        await until(pilot, lambda: "Couldn't keep the computer awake" in "\n".join(lines_of(timer)), "the warning")


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_nobody_leaves_with_something_in_memory_alone_without_being_asked(
    stage: Stage, disk: BadDisk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, key: str
) -> None:
    nowhere = tmp_path / "data" / FILE / "below a file"
    monkeypatch.setattr("runwalk_tui.history.rescue.default_folders", lambda data: [nowhere])
    disk.bad_writes = ALL
    async with stage.app.run_test(size=(100, 30)) as pilot:
        home = await reach(pilot, HomeScreen)
        stage.workspace.reliable_store.save(SessionRecord("a", NOON, "Test", "2", reps_planned=2, reps_done=2))
        await stage.press(pilot, key)
        question = await reach(pilot, QuestionScreen)
        assert "only in memory" in str(question.query_one("#text", Static).content)
        await stage.press(pilot, "escape")
        assert await reach(pilot, HomeScreen) is home
        disk.bad_writes = range(0)
        await stage.press(pilot, key)
        assert stage.app.return_code == 0
    assert len(stage.workspace.store.log().sessions) == 1
