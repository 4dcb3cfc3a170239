"""Pages that a conversation shows: how they fit, how they are left, and a warning sign on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from runwalk_tui.flows.front import Move
from runwalk_tui.flows.questions import PageShown
from runwalk_tui.flows.shown.flare_up import NO_ADVICE
from runwalk_tui.guidance.advice import TRIAL, advice_page
from runwalk_tui.ui.screens.home.page import HomeScreen
from runwalk_tui.ui.screens.pages.reading import ReadingScreen
from tests.support.footers import footer
from tests.support.one_screen import NOTHING
from tests.support.reading_app import OneScreenApp, seen
from tests.support.rule_cases import shipped_table
from tests.support.scenes import DrivenApp, reach
from tests.support.waiting import until

pytestmark = pytest.mark.slow("pages in several sizes")


def the_trial(*, ascii: bool = False) -> OneScreenApp:
    return OneScreenApp(lambda: ReadingScreen(PageShown(advice_page(TRIAL, shipped_table()), "Continue"), ascii=ascii))


async def test_the_page_about_the_trial_is_one_screen_at_80_columns() -> None:
    app = the_trial()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Ask a doctor or" in seen(app), "the end of it")
        assert "Who this was tried with" in seen(app)
        assert app.screen.query_one("#page").max_scroll_y == 0
        assert footer(app) == "Enter Continue w Warning sign"


async def test_on_a_small_terminal_it_scrolls_and_says_so() -> None:
    app = the_trial()
    async with app.run_test(size=(40, 12)) as pilot:
        await until(pilot, lambda: "The runners" in seen(app), "the beginning")
        assert footer(app) == "Enter Continue ↑ ↓ Scroll w Warning sign"
        await pilot.press("end")
        await until(pilot, lambda: "(our own)" in seen(app), "the end of it")
        assert app.screen.query_one("#page").max_scroll_x == 0


async def test_in_ascii_nothing_else_is_drawn() -> None:
    app = the_trial(ascii=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "- 40 adults" in seen(app), "a list")
        assert "•" not in seen(app)


@pytest.mark.parametrize(("key", "result"), [("enter", None), ("escape", None), ("w", Move.RED_FLAG)])
async def test_a_key_leads_on_or_reports_a_warning_sign(key: str, result: Move | None) -> None:
    app = the_trial()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "40 adults" in seen(app), "the page")
        await pilot.press(key)
        await until(pilot, lambda: app.result is not NOTHING, "the way on")
    assert app.result is result


async def test_a_warning_sign_on_the_plan_leads_to_what_is_to_be_done(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on((80, 24)) as pilot:
        await reach("flare-plan", driven, pilot)
        await driven.press(pilot, "w", "1", "enter", "y")
        assert "emergency number" in seen(driven.app)
        await driven.press(pilot, "escape")
        assert isinstance(driven.app.screen, HomeScreen)
        assert "Flare-up plan" not in footer(driven.app), "under the stop sign only what is to be done counts"
        await driven.press(pilot, "p")
        assert isinstance(driven.app.screen, HomeScreen)


async def test_what_stands_beside_the_title_goes_below_it_where_there_is_no_room() -> None:
    shown = PageShown(advice_page(TRIAL, shipped_table()), "Continue", NO_ADVICE)
    app = OneScreenApp(lambda: ReadingScreen(shown))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: f"Who this was tried with  {NO_ADVICE}" in seen(app), "one line")
        await pilot.resize_terminal(40, 12)
        await until(
            pilot, lambda: NO_ADVICE in [line.strip(" ▁▂▃▄▅▆▇█") for line in seen(app).splitlines()], "two lines"
        )
