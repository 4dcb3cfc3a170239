"""The end of the programme: shown once when it is reached, and offered from then on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from runwalk_tui.review.finish import finish_of
from runwalk_tui.rule.follow_up import CAVEAT
from runwalk_tui.session.records import SessionRecord
from runwalk_tui.ui.lettering.raster import Ink
from runwalk_tui.ui.screens.home.page import HomeScreen
from runwalk_tui.ui.screens.pages.finish import FinishScreen
from tests.support.footers import footer
from tests.support.reading_app import OneScreenApp, whole
from tests.support.scenes import DrivenApp
from tests.support.stand_ins import NOON, make_workspace
from tests.support.waiting import settle

pytestmark = pytest.mark.slow("lives through a programme for each page")

SIZES = [(40, 12), (80, 24), (120, 40), (200, 60)]


@pytest.mark.parametrize("size", SIZES)
async def test_everything_is_there_at_each_size(tmp_path: Path, size: tuple[int, int]) -> None:
    driven = DrivenApp(tmp_path, finished=True)
    workspace = driven.workspace
    with workspace.store:
        finish = finish_of(workspace.reading(), workspace.prescription())
        assert finish is not None
        app = OneScreenApp(lambda: FinishScreen(finish, ink=Ink.QUARTERS))
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            words = whole(app.screen)
            for wanted in ("You've finished", "14 weeks, 41 sessions", "Worst pain: 4", "What comes next", CAVEAT):
                assert wanted in words
            assert "Enter Home" in footer(app) or "⏎ Home" in footer(app)
            page = app.screen.query_one("#page")
            assert page.virtual_size.width <= page.size.width


@pytest.mark.parametrize("key", ["f", "F"])
async def test_a_key_of_home_opens_it_and_enter_leads_back(tmp_path: Path, key: str) -> None:
    driven = DrivenApp(tmp_path, finished=True)
    async with driven.on() as pilot:
        assert "f Look back" in footer(driven.app)
        await driven.press(pilot, key)
        assert isinstance(driven.app.screen, FinishScreen)
        await driven.press(pilot, "enter")
        assert isinstance(driven.app.screen, HomeScreen)


async def test_before_the_end_the_key_is_not_told_and_does_nothing(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on() as pilot:
        assert "Look back" not in footer(driven.app)
        await driven.press(pilot, "f")
        assert isinstance(driven.app.screen, HomeScreen)
        titles = [command.title for command in driven.app.get_system_commands(driven.app.screen)]
        assert "Check in" in titles
        assert "Look back" not in titles


async def test_the_palette_offers_it_once_it_is_reached(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path, finished=True)
    async with driven.on():
        assert "Look back" in [command.title for command in driven.app.get_system_commands(driven.app.screen)]


def test_a_short_programme_is_finished_after_two_full_sessions(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    with workspace.store:
        last = SessionRecord(
            "a", NOON - timedelta(days=4), "Test", "3", reps_planned=4, reps_done=4, pain_worst=2, pain_after=2
        )
        workspace.store.save(last)
        assert finish_of(workspace.reading(), workspace.prescription()) is None
        workspace.store.save(replace(last, id="b", started_at=NOON - timedelta(days=2)))
        finish = finish_of(workspace.reading(), workspace.prescription())
    assert finish is not None
    assert (finish.sessions, finish.stage, finish.weeks) == (2, "3", 1)
