"""The key that makes a page to print, on Trends, and the command that does the same from Home."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from runwalk_tui.session.records import Placement
from runwalk_tui.ui.palette import commands
from runwalk_tui.ui.screens.pages.trends import TrendsScreen
from runwalk_tui.workspace import Workspace
from tests.support.reading_app import OneScreenApp
from tests.support.scenes import DrivenApp
from tests.support.stand_ins import NOON, make_workspace
from tests.support.waiting import settle


class TellingApp(OneScreenApp):
    """Remembers what it says for some seconds."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(lambda: TrendsScreen(workspace))
        self.told: list[str] = []

    def notify(self, message: str, **options: Any) -> None:
        self.told.append(message)
        super().notify(message, **options)


pytestmark = pytest.mark.slow("opens the app")


@pytest.fixture(autouse=True)
def started_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the app was started in."""
    folder = tmp_path / "started-here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


async def test_p_writes_the_page_and_tells_its_path(tmp_path: Path, started_in: Path) -> None:
    workspace = make_workspace(tmp_path)
    workspace.store.place(Placement(NOON, "1"))
    app = TellingApp(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("p")
        await settle(pilot)
        (file,) = started_in.iterdir()
        assert file.name == f"runwalk-report-{NOON.date().isoformat()}.html"
        (told,) = app.told
        assert told == f"Report saved. On the computer, open this file in a browser to read or print it: {file}"


async def test_before_the_start_p_says_that_there_is_nothing_yet(tmp_path: Path, started_in: Path) -> None:
    app = TellingApp(make_workspace(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("p")
        await settle(pilot)
        assert app.told == ["There's nothing to report yet. Your first session or starting stage is enough."]
    assert list(started_in.iterdir()) == []


async def test_the_command_on_home_does_the_same_on_trends(tmp_path: Path, started_in: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on() as pilot:
        found = {command.title: command for command in commands(driven.app, driven.app.screen, driven.app.action_show)}
        await found["Report"].callback()
        await settle(pilot)
        assert isinstance(driven.app.screen, TrendsScreen)
    assert [file.suffix for file in started_in.iterdir()] == [".html"]
