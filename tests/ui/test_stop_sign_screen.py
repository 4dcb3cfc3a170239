"""The stop sign, with real keys."""

from __future__ import annotations

import pytest

from runwalk_tui.flows.questions import StopSignShown
from runwalk_tui.flows.red_flags import show_and_ask
from runwalk_tui.rule.red_flags import NOT_KEPT
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from runwalk_tui.ui.screens.stop_sign import FULL
from tests.support.examples import at_each_size
from tests.support.one_flow import OneFlow
from tests.support.one_screen import NOTHING, SIZES, assert_all_inside, press, text_of
from tests.support.waiting import settle, until

EMERGENCY = "Call your emergency number or go to an emergency department now."


def make(*flags: str, rehearsal: bool = False) -> OneFlow:
    shown = StopSignShown((("" if rehearsal else "Friday 9 January", flags),), (), rehearsed=rehearsal)
    return OneFlow(lambda conversation: show_and_ask(conversation, shown))


@at_each_size(SIZES)
async def test_it_says_what_to_do_how_soon_and_why(size: tuple[int, int]) -> None:
    app = make("chest", "fever or feeling unwell")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        shown = text_of(app.shown)
        assert shown.startswith(f"{EMERGENCY}\n"), "the headline is what to do and how urgently, and nothing else"
        chest = "pain or tightness in the chest" if size[1] >= FULL else "chest pain"
        assert f"Friday 9 January you reported: {chest}; fever or feeling unwell" in shown
        assert "until a doctor or physiotherapist has cleared you" in shown
        assert_all_inside(app.shown, "Static")


async def test_a_red_flag_to_see_a_doctor_about_says_so() -> None:
    app = make("weight-loss")
    async with app.run_test() as pilot:
        await settle(pilot)
        assert text_of(app.shown).startswith("See a doctor urgently, before you run again.\n")


async def test_words_of_the_runner_are_shown_as_they_are_and_are_an_emergency() -> None:
    app = make("numb groin")
    async with app.run_test() as pilot:
        await settle(pilot)
        assert text_of(app.shown).startswith(f"{EMERGENCY}\n")
        assert "you reported: numb groin." in text_of(app.shown)


@at_each_size(SIZES)
async def test_a_rehearsal_shows_what_would_be_said_and_has_nothing_to_clear(size: tuple[int, int]) -> None:
    app = make("chest", rehearsal=True)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "c")
        assert app.screen is app.shown
        shown = text_of(app.shown)
        assert EMERGENCY in shown
        assert NOT_KEPT in shown
        assert "on hold" not in shown
        await press(pilot, "enter")
        await until(pilot, lambda: app.result is not NOTHING, "the answer")
    assert app.result is False


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_leaving_clears_nothing(key: str) -> None:
    app = make("chest pain")
    async with app.run_test() as pilot:
        await press(pilot, key)
        await until(pilot, lambda: app.result is not NOTHING, "the answer")
    assert app.result is False


@at_each_size(SIZES)
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
