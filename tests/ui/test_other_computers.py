"""What comes in from other computers on the screens: Home shows it at once, and a conversation is left in peace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from textual.events import AppFocus
from textual.pilot import Pilot

from runwalk_tui.history.store import Store
from runwalk_tui.session.records import SessionRecord, stop_record
from runwalk_tui.settings import SyncSettings
from runwalk_tui.syncing import automatic
from runwalk_tui.syncing.automatic import AutomaticSync
from runwalk_tui.ui.screens.decision import DecisionScreen
from runwalk_tui.ui.screens.home.page import HomeScreen
from runwalk_tui.ui.screens.questions.before import BeforeScreen
from runwalk_tui.ui.screens.stop_sign import StopSignScreen
from tests.support.other_computers import FOLDER, OtherComputers, over
from tests.support.stand_ins import NOON, Stage, toasts
from tests.support.story_time import HANG_GUARD
from tests.support.timer_pilot import begin, stage_with_a_runner
from tests.support.waiting import reach, settle, until

pytestmark = pytest.mark.slow("opens Home, and goes through whole sessions")

EMERGENCY = "Call your emergency number"
CAME_IN = "1 session came in from another computer."
SIGN_CAME_IN = "A warning sign came in from another computer."
FLAGGED = stop_record(NOON - timedelta(hours=2), "Test", "2", ["saddle"])
DONE = SessionRecord(
    "elsewhere", NOON - timedelta(hours=2), "Test", "2", 2, 2, pain_before=3, pain_worst=3, pain_after=3
)


@pytest.fixture
def others() -> Iterator[OtherComputers]:
    others = OtherComputers()
    yield others
    others.answers.set()


@pytest.fixture
def stage(tmp_path: Path, others: OtherComputers) -> Stage:
    """A runner who has set a folder."""
    stage = stage_with_a_runner(tmp_path)
    sync = others.sync(stage.workspace)
    sync.patience = HANG_GUARD  # however slow this machine is, a folder is not called silent
    stage.workspace.make_sync = lambda named: sync
    stage.workspace.settings = replace(stage.workspace.settings, sync=SyncSettings(FOLDER))
    return stage


def sync_of(stage: Stage) -> AutomaticSync:
    assert stage.workspace.sync is not None
    return stage.workspace.sync


async def look(stage: Stage, pilot: Pilot[None]) -> None:
    """What the app does every few seconds, once for a sync to begin and once for what came of it."""
    stage.app.look_at_sync()
    over(sync_of(stage))
    stage.app.look_at_sync()
    await settle(pilot)


async def test_what_came_in_while_the_program_started_is_there_before_anything_is_said(
    stage: Stage, others: OtherComputers
) -> None:
    others.brings = [FLAGGED]
    stage.workspace.sync_first()
    async with stage.app.run_test(notifications=True) as pilot:
        home = await reach(pilot, HomeScreen)
        assert home.has_class("-stop")
        await until(pilot, lambda: toasts(stage.app) == [f"{SIGN_CAME_IN}\n{CAME_IN}"], "what came in")


async def test_a_start_that_the_folder_holds_up_goes_on_without_it(stage: Stage, others: OtherComputers) -> None:
    others.hang()
    stage.workspace.sync_first()
    assert sync_of(stage).running
    async with stage.app.run_test(notifications=True) as pilot:
        home = await reach(pilot, HomeScreen)
        assert not home.has_class("-stop")
        others.brings = [FLAGGED]
        others.answers.set()
        await look(stage, pilot)
        assert home.has_class("-stop")
        assert EMERGENCY in str(home.query_one("#headline").render())
        assert toasts(stage.app) == [f"{SIGN_CAME_IN}\n{CAME_IN}"]


async def test_a_question_is_left_in_peace_and_no_session_starts_under_a_sign_that_came_in(
    stage: Stage, others: OtherComputers
) -> None:
    others.hang()
    stage.workspace.sync_first()
    async with stage.app.run_test(notifications=True) as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "enter")
        await reach(pilot, BeforeScreen)
        others.brings = [FLAGGED]
        others.answers.set()
        await look(stage, pilot)
        assert isinstance(stage.app.screen, BeforeScreen)
        assert toasts(stage.app) == []
        await stage.press(pilot, "3", "enter")
        await reach(pilot, StopSignScreen)
        await stage.press(pilot, "escape")
        home = await reach(pilot, HomeScreen)
        assert home.has_class("-stop")
        await look(stage, pilot)
        assert toasts(stage.app) == [f"{SIGN_CAME_IN}\n{CAME_IN}"]
    assert [session.id for session in stage.workspace.log().sessions] == [FLAGGED.id], "nothing was begun"


async def test_a_session_that_is_started_looks_into_the_folder_first(stage: Stage, others: OtherComputers) -> None:
    async with stage.app.run_test(notifications=True) as pilot:
        home = await reach(pilot, HomeScreen)
        await look(stage, pilot)
        assert not home.has_class("-stop")
        others.brings = [FLAGGED]
        await stage.press(pilot, "enter")
        await reach(pilot, StopSignScreen)
        await stage.press(pilot, "escape")
        assert (await reach(pilot, HomeScreen)).has_class("-stop")


async def test_a_sign_that_another_window_or_command_took_in_is_shown_at_home_too(
    stage: Stage, others: OtherComputers
) -> None:
    async with stage.app.run_test() as pilot:
        home = await reach(pilot, HomeScreen)
        await look(stage, pilot)
        stage.app.look_at_log()
        with Store.open(stage.workspace.store.folder) as second:
            second.save(FLAGGED)
        stage.app.look_at_log()
        await settle(pilot)
        assert home.has_class("-stop")
        assert EMERGENCY in str(home.query_one("#headline").render())


async def test_a_sign_that_comes_in_during_a_session_waits_until_it_is_over_and_rated(
    stage: Stage, others: OtherComputers
) -> None:
    others.hang()
    stage.workspace.sync_first()
    async with stage.app.run_test(notifications=True) as pilot:
        timer = await begin(stage, pilot)
        others.brings = [FLAGGED, replace(DONE, note="done elsewhere today")]
        others.answers.set()
        over(sync_of(stage))
        await look(stage, pilot)
        assert stage.app.screen is timer
        await stage.go(pilot, 170)
        await stage.press(pilot, "enter", "4", "enter", "3", "enter", "n", "enter", "5", "enter", "enter")
        decision = await reach(pilot, DecisionScreen)
        assert EMERGENCY in "\n".join(str(each.render()) for each in decision.query("Static"))
        await stage.press(pilot, "enter")
        await reach(pilot, HomeScreen)
        await look(stage, pilot)
    ours = next(each for each in stage.workspace.log().sessions if each.id not in {FLAGGED.id, DONE.id})
    assert (ours.reps_done, ours.pain_worst, ours.pain_after) == (2, 4, 3)
    assert len(stage.workspace.log().sessions) == 3
    assert others.carried[-1] == stage.workspace.store.log(), "and the others get to know of it"


async def test_nothing_is_synced_during_a_session(stage: Stage, others: OtherComputers) -> None:
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        await look(stage, pilot)
        await begin(stage, pilot)
        before = len(others.folders)
        await look(stage, pilot)
        assert len(others.folders) == before
        assert len(stage.workspace.log().sessions) == 0


async def test_what_does_not_work_is_one_line_however_often_home_is_shown(stage: Stage, others: OtherComputers) -> None:
    others.problem = f"there is no folder {FOLDER}"
    async with stage.app.run_test(notifications=True) as pilot:
        await reach(pilot, HomeScreen)
        await look(stage, pilot)
        stage.workspace.store.save(DONE)
        await look(stage, pilot)
        assert toasts(stage.app) == [
            f"Your log couldn't be synced: there is no folder {FOLDER}. Everything is saved on this computer."
        ]


async def test_the_folder_is_looked_at_again_when_the_runner_is_back_at_the_window(
    stage: Stage, others: OtherComputers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    sync = others.sync(stage.workspace, str(shared))
    stage.workspace.make_sync = lambda named: sync
    stage.workspace.settings = replace(stage.workspace.settings, sync=SyncSettings(str(shared)))
    monkeypatch.setattr(automatic, "SOON", 0.0)
    async with stage.app.run_test(notifications=True) as pilot:
        home = await reach(pilot, HomeScreen)
        await look(stage, pilot)
        (shared / "runwalk-bbbbbbbb.json").write_text("has arrived")
        others.brings = [FLAGGED]
        await look(stage, pilot)
        assert not home.has_class("-stop")
        stage.app.post_message(AppFocus())
        await until(pilot, lambda: len(others.folders) > 1, "a look")
        await look(stage, pilot)
        assert home.has_class("-stop")


async def test_what_several_syncs_bring_under_a_question_is_one_line(stage: Stage, others: OtherComputers) -> None:
    async with stage.app.run_test(notifications=True) as pilot:
        await reach(pilot, HomeScreen)
        await look(stage, pilot)
        for days in (1, 2):
            others.brings = [replace(DONE, id=f"elsewhere {days}", started_at=NOON - timedelta(days=days))]
            sync_of(stage).look(now=True)
            over(sync_of(stage))
        others.brings = [replace(DONE, stage="77")]
        sync_of(stage).look(now=True)
        over(sync_of(stage))
        await look(stage, pilot)
        (told,) = toasts(stage.app)
        first, second = told.split("\n", 1)
        assert first == "3 sessions came in from your other computers."
        assert second.replace("\n", " ").startswith("Your last session is stage 77 of Test, which the stage table on")


async def test_sync_now_is_offered_and_says_what_came_of_it(stage: Stage, others: OtherComputers) -> None:
    async with stage.app.run_test(notifications=True) as pilot:
        home = await reach(pilot, HomeScreen)
        await look(stage, pilot)
        offered = {each.title: each for each in stage.app.get_system_commands(home)}
        assert "other computers" in offered["Sync now"].help
        for brings, told in (([], "Synced. Nothing new."), ([DONE], CAME_IN)):
            others.brings = list(brings)
            stage.app.forget_news()
            offered["Sync now"].callback()
            await until(pilot, lambda told=told: toasts(stage.app) == [told], told)  # type: ignore[misc] # of this round
        others.problem = f"there is no folder {FOLDER}"
        for _ in range(2):
            stage.app.forget_news()
            offered["Sync now"].callback()
            await until(pilot, lambda: any(others.problem in each for each in toasts(stage.app)), "why not")
        stage.workspace.settings = replace(stage.workspace.settings, sync=SyncSettings(""))
        assert "Sync now" not in {each.title for each in stage.app.get_system_commands(home)}


async def test_a_folder_that_is_set_in_the_settings_is_synced_with_at_once(
    tmp_path: Path, others: OtherComputers
) -> None:
    stage = stage_with_a_runner(tmp_path)
    stage.workspace.make_sync = lambda named: others.sync(stage.workspace, named)
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        stage.app.look_at_sync()
        assert others.folders == []
        stage.workspace.settings = replace(stage.workspace.settings, sync=SyncSettings(FOLDER))
        await look(stage, pilot)
        assert others.folders == [Path(FOLDER)]


async def test_a_second_window_that_runs_no_session_carries_what_is_written_in_it(
    stage: Stage, others: OtherComputers
) -> None:
    with Store.open(stage.workspace.store.folder) as first:
        assert first.claim() is not None
        assert stage.workspace.claim() is not None
        async with stage.app.run_test() as pilot:
            await reach(pilot, HomeScreen)
            await stage.press(pilot, "w", "4", "enter", "y")
            await reach(pilot, StopSignScreen)
            await stage.press(pilot, "escape")
            await reach(pilot, HomeScreen)
            await look(stage, pilot)
        assert [session.red_flags for session in others.carried[-1].sessions] == [("chest",)]
