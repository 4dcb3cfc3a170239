"""The page to print, from the menu of plain lines."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from runwalk_tui.plain.home import stay_home
from runwalk_tui.session.records import Placement
from runwalk_tui.workspace import Workspace
from tests.support.plain_parts import Converse, Page

MENU = "18 Report: a page to print for whoever treats your back"


@pytest.fixture
def started_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the app was started in."""
    folder = tmp_path / "started here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def placed(workspace: Workspace) -> None:
    workspace.store.place(Placement(workspace.wall(), workspace.table.stages[0].id))


def test_it_is_written_where_the_app_was_started_and_the_path_is_told(
    workspace: Workspace, page: Page, converse: Converse, started_in: Path
) -> None:
    placed(workspace)
    converse(stay_home, "18\n0\n")
    path = started_in / f"runwalk-report-{workspace.today().isoformat()}.html"
    assert MENU in page.said
    assert f"Report saved. On the computer, open this file in a browser to read or print it: {path}" in page.said
    assert "Not medical advice." in path.read_text("utf-8")


def test_before_the_start_there_is_nothing_to_report(
    workspace: Workspace, page: Page, converse: Converse, started_in: Path
) -> None:
    converse(stay_home, "18\n0\n")
    assert any(line.startswith("There's nothing to report yet.") for line in page.said)
    assert list(started_in.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="a folder in use can't be removed there")
def test_it_goes_to_the_home_folder_where_the_other_one_is_gone(
    workspace: Workspace,
    page: Page,
    converse: Converse,
    started_in: Path,
) -> None:
    started_in.rmdir()
    placed(workspace)
    converse(stay_home, "18\n0\n")
    (file,) = Path.home().glob("*.html")
    assert f"to read or print it: {file}" in page.text


def test_why_it_cannot_be_written_is_one_line(
    workspace: Workspace, page: Page, converse: Converse, started_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    placed(workspace)
    monkeypatch.setenv("HOME", str(started_in / "nowhere"))
    started_in.rmdir()
    converse(stay_home, "18\n0\n")
    assert "The report can't be written: No such file or directory." in page.said
