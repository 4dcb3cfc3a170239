"""The stop sign, with real keys."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from runwalk_tui.progression.screening import stop_record
from runwalk_tui.ui.screens.question import QuestionScreen
from runwalk_tui.ui.screens.stop_sign import StopSignScreen
from tests.support.one_screen import NOTHING, SIZES, OneScreen, assert_all_inside, press, text_of
from tests.support.waiting import settle, until

AT = datetime(2026, 1, 9, 18, 0, tzinfo=UTC)


def make(*flags: str, years_ago: int = 0) -> OneScreen:
    today = date(AT.year + years_ago, AT.month, AT.day)
    return OneScreen(StopSignScreen(stop_record(AT, "Test", "1", flags), today))


async def test_a_day_of_another_year_is_named_with_it() -> None:
    app = make("chest pain", years_ago=1)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "Friday 9 January 2026 you ticked" in text_of(app.shown)


@pytest.mark.parametrize("size", SIZES)
async def test_it_says_what_to_do_how_soon_and_why(size: tuple[int, int]) -> None:
    app = make("chest pain", "fever or feeling unwell")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        shown = text_of(app.shown)
        assert "Call your emergency number or go to an emergency department now." in shown
        assert "Friday 9 January you ticked: chest pain, fever or feeling unwell" in shown
        assert "until a clinician has cleared you" in shown
        assert_all_inside(app.shown, "Static")


async def test_a_sign_to_see_a_doctor_about_says_so() -> None:
    app = make("unexplained weight loss")
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "See a doctor in the next days, before you run again." in text_of(app.shown)


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_leaving_clears_nothing(key: str) -> None:
    app = make("chest pain")
    async with app.run_test() as pilot:
        await press(pilot, key)
        await until(pilot, lambda: app.result is not NOTHING, "the answer")
    assert app.result is False


@pytest.mark.parametrize("size", SIZES)
async def test_a_clearance_is_asked_about_before_it_is_taken(size: tuple[int, int]) -> None:
    app = make("chest pain")
    async with app.run_test(size=size) as pilot:
        await press(pilot, "c")
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen), "the question")
        assert_all_inside(app.screen, "Button")
        await press(pilot, "enter")
        assert app.result is NOTHING
        await press(pilot, "c", "y")
        await until(pilot, lambda: app.result is not NOTHING, "the answer")
    assert app.result is True
