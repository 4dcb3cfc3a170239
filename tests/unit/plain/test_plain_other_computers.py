"""What comes in from other computers in plain lines: said at Home, at once, and never in a conversation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from runwalk_tui.history.store import Store
from runwalk_tui.plain import sync_news
from runwalk_tui.plain.home import stay_home
from runwalk_tui.session.records import SessionRecord, stop_record
from runwalk_tui.settings import SyncSettings
from runwalk_tui.syncing import automatic
from runwalk_tui.syncing.automatic import AutomaticSync
from runwalk_tui.workspace import Workspace
from tests.support.other_computers import FOLDER, OtherComputers, over
from tests.support.plain_parts import Converse, Page, Typist, placed
from tests.support.story_time import HANG_GUARD

EMERGENCY = "Call your emergency number or go to an emergency department now."
CAME_IN = "1 session came in from another computer."
SIGN_CAME_IN = "A warning sign came in from another computer."


@pytest.fixture
def others() -> Iterator[OtherComputers]:
    others = OtherComputers()
    yield others
    others.answers.set()


@pytest.fixture
def sync(workspace: Workspace, others: OtherComputers) -> AutomaticSync:
    """What syncs a runner, who has been placed, with the folder that they have set."""
    placed(workspace)
    sync = others.sync(workspace)
    sync.patience = HANG_GUARD  # however slow this machine is, a folder is not called silent
    workspace.make_sync = lambda named: sync
    workspace.settings = replace(workspace.settings, sync=SyncSettings(FOLDER))
    return sync


def flagged(workspace: Workspace) -> SessionRecord:
    return stop_record(workspace.wall() - timedelta(minutes=5), workspace.table.programme, "1", ["saddle"])


def test_what_came_in_while_the_program_started_is_said_above_what_is_due(
    workspace: Workspace, sync: AutomaticSync, others: OtherComputers, page: Page, converse: Converse
) -> None:
    others.brings = [flagged(workspace)]
    sync.look()
    over(sync)
    converse(stay_home, "0\n")
    assert page.said.index(SIGN_CAME_IN) < page.said.index(CAME_IN) < page.said.index(EMERGENCY)
    assert page.text.count(CAME_IN) == 1


def test_a_sign_that_comes_in_at_home_is_said_at_once_and_no_session_is_offered_any_more(
    workspace: Workspace, sync: AutomaticSync, others: OtherComputers, page: Page, typist: Typist, converse: Converse
) -> None:
    others.hang()

    async def live() -> None:
        await page.until("Each number always means the same.")
        assert EMERGENCY not in page.text
        others.brings = [flagged(workspace)]
        others.answers.set()
        over(sync)
        await page.until("Each number always means the same.", 2)
        assert EMERGENCY in page.text
        typist.type("1\n0\n")
        await page.until("Please type one of")

    converse(stay_home, "", live=live)
    assert "1 Start" in page.text.split(SIGN_CAME_IN)[0]
    assert "1 Start" not in page.text.split(SIGN_CAME_IN)[1]


def test_what_was_on_the_menu_and_is_offered_no_more_is_answered_with_what_to_do(
    workspace: Workspace, page: Page, typist: Typist, converse: Converse
) -> None:
    placed(workspace)

    async def live() -> None:
        await page.until("Each number always means the same.")
        with Store.open(workspace.store.folder) as second:
            second.save(flagged(workspace))
        typist.type("1\n0\n")
        await page.until("Each number always means the same.", 2)

    converse(stay_home, "", live=live)
    assert EMERGENCY in page.text


def test_a_session_that_is_started_looks_into_the_folder_first(
    workspace: Workspace, sync: AutomaticSync, others: OtherComputers, page: Page, typist: Typist, converse: Converse
) -> None:
    sync.look()
    over(sync)

    async def live() -> None:
        await page.until("Each number always means the same.")
        others.brings = [flagged(workspace)]
        typist.type("1\n0\n")
        await page.until(EMERGENCY)

    converse(stay_home, "", live=live)
    assert "How is your pain right now" not in page.text
    assert [session.red_flags for session in workspace.log().sessions] == [("saddle",)]


@pytest.fixture
def shared(workspace: Workspace, others: OtherComputers, tmp_path: Path) -> Path:
    """A folder that is there, of a runner who has been placed."""
    placed(workspace)
    shared = tmp_path / "shared"
    shared.mkdir()
    sync = others.sync(workspace, str(shared))
    sync.patience = HANG_GUARD
    workspace.make_sync = lambda named: sync
    workspace.settings = replace(workspace.settings, sync=SyncSettings(str(shared)))
    sync.look()
    over(sync)
    return shared


def test_a_file_that_arrives_while_home_waits_is_taken_in_without_a_key(
    workspace: Workspace,
    shared: Path,
    others: OtherComputers,
    page: Page,
    typist: Typist,
    converse: Converse,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sync_news, "LOOK_AGAIN", 0.005)
    monkeypatch.setattr(automatic, "GLANCE", 0.0)

    async def live() -> None:
        await page.until("Each number always means the same.")
        others.brings = [flagged(workspace)]
        (shared / "runwalk-bbbbbbbb.json").write_text("has arrived")
        await page.until(EMERGENCY)
        typist.type("0\n")

    converse(stay_home, "", live=live)
    assert SIGN_CAME_IN in page.said


def test_the_folder_is_looked_at_before_each_menu(
    workspace: Workspace,
    shared: Path,
    others: OtherComputers,
    page: Page,
    typist: Typist,
    converse: Converse,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(automatic, "SOON", 0.0)
    monkeypatch.setattr(sync_news, "LOOK_AGAIN", 0.005)

    async def live() -> None:
        await page.until("Each number always means the same.")
        others.brings = [SessionRecord("elsewhere", workspace.wall(), workspace.table.programme, "99", 2, 2)]
        (shared / "runwalk-bbbbbbbb.json").write_text("has arrived")
        typist.type("5\n")
        await page.until(CAME_IN)
        typist.type("0\n")

    converse(stay_home, "", live=live)
    assert sum(line.startswith("Your last session is stage 99 of ") for line in page.said) == 1


def test_sync_now_is_on_the_menu_and_says_what_came_of_it(
    workspace: Workspace, sync: AutomaticSync, others: OtherComputers, page: Page, typist: Typist, converse: Converse
) -> None:
    sync.look()
    over(sync)

    async def live() -> None:
        await page.until("19 Sync now")
        typist.type("19\n")
        await page.until("Synced. Nothing new.")
        others.problem = f"there is no folder {FOLDER}"
        for number in (1, 2):
            typist.type("19\n")
            await page.until(f"Your log couldn't be synced: {others.problem}.", number)
        others.problem, others.brings = "", [flagged(workspace)]
        typist.type("19\n0\n")
        await page.until(EMERGENCY)

    converse(stay_home, "", live=live)


def test_without_a_folder_there_is_nothing_to_sync(workspace: Workspace, page: Page, converse: Converse) -> None:
    placed(workspace)
    converse(stay_home, "0\n")
    assert "Sync now" not in page.text


def test_a_sign_that_another_window_took_in_is_said_once_the_next_sync_is_over(
    workspace: Workspace, sync: AutomaticSync, others: OtherComputers, page: Page, typist: Typist, converse: Converse
) -> None:
    async def live() -> None:
        await page.until("Each number always means the same.")
        over(sync)
        with Store.open(workspace.store.folder) as second:
            second.save(flagged(workspace))
        sync.look()
        over(sync)
        await page.until("Each number always means the same.", 2)
        typist.type("0\n")

    converse(stay_home, "", live=live)
    assert EMERGENCY in page.text


@pytest.mark.parametrize(
    ("entry", "question", "answers"),
    [
        ("1", "How is your pain right now", "3\n"),
        ("12", "How is your pain right now", "3\n"),
        ("14", "Enter is 1, b is 4", "1\n1\n"),
    ],
    ids=["session", "walk", "other exercise"],
)
def test_a_conversation_is_left_in_peace_and_nothing_starts_under_a_sign_that_came_in(
    workspace: Workspace,
    sync: AutomaticSync,
    others: OtherComputers,
    page: Page,
    typist: Typist,
    converse: Converse,
    entry: str,
    question: str,
    answers: str,
) -> None:
    others.hang()

    async def live() -> None:
        await page.until(question)
        others.brings = [flagged(workspace)]
        others.answers.set()
        over(sync)
        assert SIGN_CAME_IN not in page.text
        typist.type(f"{answers}\n0\n")
        await page.until(SIGN_CAME_IN)

    converse(stay_home, f"{entry}\n", live=live)
    assert page.said.index(EMERGENCY) < page.said.index(SIGN_CAME_IN)
    assert [session.red_flags for session in workspace.log().sessions] == [("saddle",)], "nothing was begun"


def test_a_session_is_carried_once_it_is_rated(
    workspace: Workspace, sync: AutomaticSync, others: OtherComputers, page: Page, converse: Converse
) -> None:
    converse(stay_home, "1\n3\n4\n3\n\n5\nsunny\n\n0\n")
    workspace.close()
    assert [session.note for session in others.carried[-1].sessions] == ["sunny"]


def test_what_does_not_work_is_said_once(
    workspace: Workspace, sync: AutomaticSync, others: OtherComputers, page: Page, converse: Converse
) -> None:
    others.problem = f"there is no folder {FOLDER}"
    sync.look()
    over(sync)
    converse(stay_home, "\n\n1\n3\n4\n3\n\n5\nsunny\n\n0\n")
    told = f"Your log couldn't be synced: there is no folder {FOLDER}. Everything is saved on this computer."
    assert page.said.count(told) == 1


def test_the_way_out_is_not_held_up_by_a_folder_that_hangs(
    workspace: Workspace, sync: AutomaticSync, others: OtherComputers, page: Page, converse: Converse, tmp_path: Path
) -> None:
    others.hang()
    converse(stay_home, "0\n")
    sync.patience = 0.0
    workspace.close()
    assert sync.running
