"""A workspace reads a table that was saved again: it is in use at once, and says what changed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from runwalk_tui import paths
from runwalk_tui.history.errors import StoreError, Trouble
from runwalk_tui.history.store import Store
from runwalk_tui.opening import workspace_on
from runwalk_tui.session.records import Placement
from runwalk_tui.workspace import Workspace
from tests.support.stand_ins import NOON, TABLE, make_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = make_workspace(tmp_path)
    workspace.reliable_store.place(Placement(NOON, "1"))
    yield workspace
    workspace.close()


def save(workspace: Workspace, text: str) -> None:
    file = workspace.in_use.path
    file.write_text(text)
    # Long ago, so that nobody can be in the midst of writing it.
    os.utime(file, (1_700_000_000, 1_700_000_000))


def test_nothing_saved_is_no_news(workspace: Workspace) -> None:
    assert workspace.take_up_table() is None


def test_a_change_is_in_use_and_told_with_what_it_does_for_today(workspace: Workspace) -> None:
    save(workspace, TABLE.replace('run = "20s"', 'run = "30s"'))
    news = workspace.take_up_table()
    assert news is not None
    assert news.lines == (
        "Your stage table has changed.",
        "Stage 1: run 0:20 is now 0:30.",
        "Today: still stage 1, 2 repetitions, 2 minutes.",
    )
    assert workspace.table.stages[0].run_seconds == 30
    assert workspace.take_up_table() is None


def test_a_table_with_errors_leaves_the_last_good_one_in_use_until_it_is_mended(workspace: Workspace) -> None:
    before = workspace.table
    save(workspace, TABLE.replace('run = "20s"', 'run = "20"'))
    news = workspace.take_up_table()
    assert news is not None
    assert "has 1 error; using its last version without errors." in news.headline
    assert ':8: stage "1": run: "20" has no unit' in news.faults[0]
    assert news.changes == ()
    assert workspace.table == before
    assert any("has 1 error" in notice for notice in workspace.notices)
    save(workspace, f"{TABLE}# mended\n")
    mended = workspace.take_up_table()
    assert mended is not None
    assert mended.changes == (f"{workspace.in_use.path} has no errors any more.",)
    assert not any("error" in notice for notice in workspace.notices)


def test_errors_that_were_there_at_the_start_are_told_no_more_once_they_are_mended(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, TABLE.replace('run = "20s"', 'run = "20"'))
    try:
        assert any("has 1 error" in notice for notice in workspace.notices)
        save(workspace, TABLE)
        news = workspace.take_up_table()
        assert news is not None
        assert not news.faults
        assert workspace.table.programme == "Test"
        assert not any("error" in notice for notice in workspace.notices)
    finally:
        workspace.close()


def test_other_comments_alone_are_no_news_to_interrupt_anybody_with(workspace: Workspace) -> None:
    save(workspace, f"# mine\n{TABLE}")
    news = workspace.take_up_table()
    assert news is not None
    assert not news.is_news


def test_a_log_that_cannot_be_read_keeps_nobody_from_the_table(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = workspace.table
    workspace.prescription()

    def broken(store: Store, key: str) -> str | None:
        raise StoreError("the disk is broken", Trouble.IO)

    monkeypatch.setattr(Store, "recall", broken)
    save(workspace, TABLE.replace('run = "20s"', 'run = "20"'))
    news = workspace.take_up_table()
    assert news is not None
    assert "using its last version without errors" in news.headline
    assert workspace.table == before
    save(workspace, TABLE.replace('run = "20s"', 'run = "25s"'))
    assert workspace.take_up_table() is not None
    assert workspace.table.stages[0].run_seconds == 25


def test_an_own_table_that_is_gone_is_said_first(tmp_path: Path) -> None:
    paths.config_dir().mkdir(parents=True)
    paths.own_stages().write_text(TABLE)
    workspace = workspace_on(None, tmp_path / "data")
    workspace.wall = lambda: NOON
    try:
        paths.own_stages().unlink()
        news = workspace.take_up_table(settled=True)
        assert news is not None
        assert news.changes[0] == f"{paths.own_stages()} is gone, so runwalk uses the table that comes with it."
        assert news.changes[0] in news.brief
        assert workspace.table.programme == "ASTEROID run-walk"
    finally:
        workspace.close()
