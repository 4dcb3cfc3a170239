"""A second program on the same log: it starts no session, and does all else that a command can."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from runwalk_tui.history.store import Store
from runwalk_tui.session.records import SessionRecord
from runwalk_tui.ui.screens.home.page import HomeScreen
from runwalk_tui.ui.screens.questions.before import BeforeScreen
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from tests.support.fakes import FakePlayer, HandClock
from tests.support.scenes import DrivenApp
from tests.support.stand_ins import Stage, make_workspace, toasts
from tests.support.timer_pilot import stage_with_a_runner
from tests.support.waiting import reach, settle, until

PAGES = {
    "w": "TickScreen",
    "i": "CheckInScreen",
    "h": "HistoryScreen",
    "t": "TrendsScreen",
    "s": "StagesScreen",
    "comma": "SettingsScreen",
    "a": "AdviceScreen",
    "question_mark": "HelpScreen",
}


@contextmanager
def another_program(folder: Path) -> Iterator[Store]:
    """One that runs its sessions on these data."""
    with Store.open(folder) as store:
        assert store.claim() is not None
        yield store


def shown(driven: DrivenApp) -> str:
    return type(driven.app.screen).__name__


@pytest.mark.slow("goes through every page")
async def test_every_page_opens(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    with another_program(tmp_path):
        assert "has this log open" in str(driven.workspace.claim())
        async with driven.on() as pilot:
            for key, page in PAGES.items():
                await driven.press(pilot, key)
                assert shown(driven) == page
                await driven.press(pilot, "escape")
                assert shown(driven) == "HomeScreen"


def second(folder: Path) -> Stage:
    stage = stage_with_a_runner(folder)
    assert "you can't start a session here" in str(stage.workspace.claim())
    return stage


@pytest.mark.parametrize("key", ["enter", "c", "o"])
async def test_a_session_is_left_to_the_other_program_and_that_is_said(key: str, tmp_path: Path) -> None:
    with another_program(tmp_path / "data"):
        stage = second(tmp_path)
        async with stage.app.run_test(notifications=True) as pilot:
            home = await reach(pilot, HomeScreen)
            await stage.press(pilot, key)
            await until(pilot, lambda: toasts(stage.app), "what the app says")
            assert stage.app.screen is home
            assert ["Another copy of runwalk" in toast for toast in toasts(stage.app)] == [True]


async def test_once_the_other_program_has_ended_a_session_can_be_started_here(tmp_path: Path) -> None:
    with another_program(tmp_path / "data"):
        stage = second(tmp_path)
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "enter")
        await reach(pilot, BeforeScreen)
    assert stage.workspace.elsewhere is None


async def test_a_warning_sign_is_kept_and_the_other_program_sees_it(tmp_path: Path) -> None:
    with another_program(tmp_path / "data") as other:
        stage = second(tmp_path)
        async with stage.app.run_test() as pilot:
            await reach(pilot, HomeScreen)
            await stage.press(pilot, "w", "4", "enter", "y")
            await until(pilot, lambda: type(stage.app.screen).__name__ == "StopSignScreen", "the stop sign")
        assert [session.red_flags for session in other.log().sessions] == [("chest",)]


async def test_a_session_is_deleted_and_brought_back(tmp_path: Path) -> None:
    with another_program(tmp_path / "data") as other:
        stage = second(tmp_path)
        other.save(SessionRecord("a", stage.workspace.wall(), "Test", "2", reps_planned=2, reps_done=2))
        async with stage.app.run_test() as pilot:
            await reach(pilot, HomeScreen)
            await stage.press(pilot, "h", "delete")
            assert other.log().sessions == ()
            await stage.press(pilot, "z")
            assert [session.id for session in other.log().sessions] == ["a"]


async def test_the_stop_sign_opens(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    driven.workspace.store.save(
        SessionRecord("stop", driven.workspace.wall(), "ASTEROID run-walk", "3", 6, 0, red_flags=("chest pain",))
    )
    with another_program(tmp_path):
        driven.workspace.claim()
        async with driven.on() as pilot:
            await driven.press(pilot, "enter")
            assert shown(driven) == "StopSignScreen"


async def test_it_takes_over_by_itself_once_the_other_has_ended_and_asks_what_that_one_left(tmp_path: Path) -> None:
    with another_program(tmp_path / "data"):
        stage = second(tmp_path)
        workspace = stage.workspace
        workspace.controller(
            *workspace.session_of_today(), clock=HandClock(), player=FakePlayer(), rehearsal=False
        ).start()
        async with stage.app.run_test() as pilot:
            home = await reach(pilot, HomeScreen)
            assert "Another copy of runwalk" in str(home.query_one("#notices").render())
            stage.app.claim_again()
            await settle(pilot)
            assert stage.app.screen is home
    # The app above has ended with the block; the other program has, too.
    again = Stage(make_workspace(tmp_path))
    with another_program(tmp_path / "data"):
        again.workspace.claim()
    async with again.app.run_test() as pilot:

        def takes_over() -> bool:
            # On a slow machine the app's own interval does it first; twice changes nothing.
            again.app.claim_again()
            return isinstance(again.app.screen, QuestionScreen)

        await until(pilot, takes_over, "the question about the session that was cut off")
        question = again.app.screen
        assert "interrupted" in str(question.query_one("#title").render())
        assert again.workspace.elsewhere is None


def test_only_the_program_that_runs_the_sessions_says_so(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    said: list[str] = []
    workspace.sessions_are_ours = lambda: said.append("ours")
    with another_program(tmp_path / "data"):
        assert workspace.claim() is not None
        assert said == []
    assert workspace.claim() is None
    assert said == ["ours"]
