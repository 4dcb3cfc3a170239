"""Other exercise on Home: offered quietly on a day without running, found on any other, never under a stop sign."""

from __future__ import annotations

from pathlib import Path

import pytest

from runwalk_tui.ui.messages import Care
from runwalk_tui.ui.screens.home.page import HomeScreen
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from runwalk_tui.ui.screens.stop_sign import StopSignScreen
from tests.support.footers import footer
from tests.support.picture import plain_picture
from tests.support.scenes import DrivenApp, reach

pytestmark = pytest.mark.slow("opens Home again and again")

OFFER = "No running today."


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_a_day_without_running_offers_it_with_a_key(tmp_path: Path, size: tuple[int, int]) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on(size) as pilot:
        await reach("rest-home", driven, pilot)
        assert "e Exercise" in footer(driven.app)
        # The smallest terminal has room for the key alone.
        assert (OFFER in plain_picture(driven.app)) is (size != (40, 12))
        await driven.press(pilot, "e")
        assert isinstance(driven.app.screen, QuestionScreen)


async def test_a_day_with_a_session_offers_nothing_and_the_key_still_works(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on() as pilot:
        assert OFFER not in plain_picture(driven.app)
        assert "Exercise" not in footer(driven.app)
        assert not driven.app.screen.query_one("#exercise").display
        await driven.press(pilot, "e")
        assert isinstance(driven.app.screen, QuestionScreen)


async def test_the_button_does_the_same(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on((120, 40)) as pilot:
        await reach("rest-home", driven, pilot)
        await pilot.click("#exercise")
        await driven.settle(pilot)
        assert isinstance(driven.app.screen, QuestionScreen)


async def test_under_a_stop_sign_the_key_leads_to_what_to_do(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path, empty=True)
    async with driven.on() as pilot:
        await reach("stop-home", driven, pilot)
        home = driven.app.screen
        assert isinstance(home, HomeScreen)
        assert OFFER not in plain_picture(driven.app)
        assert not home.check_action("care", (Care.OTHER_EXERCISE.name,))
        await driven.press(pilot, "e")
        assert isinstance(driven.app.screen, StopSignScreen)


async def test_when_it_is_done_the_week_has_its_mark_and_it_is_not_offered_again(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on() as pilot:
        await reach("exercise-done", driven, pilot)
        shown = plain_picture(driven.app)
        assert "Sat +" in shown
        assert "+ other exercise" in shown
        assert OFFER not in shown
        await driven.press(pilot, "h")
        history = plain_picture(driven.app)
        assert "3 of 3 sessions" in history
        assert "1 other" in history
