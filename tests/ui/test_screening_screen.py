"""The screening, with real keys."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from textual.pilot import Pilot
from textual.widgets import Button, Static

from runwalk_tui.flows.questions import TickPage
from runwalk_tui.flows.readiness import SCREENING_PAGES as PAGES
from runwalk_tui.flows.readiness import ask_screening
from runwalk_tui.rule.screening import CONDITIONS, HEALTH_CONDITIONS, TRIAL_CONDITIONS, Screening
from runwalk_tui.ui.controls.tick_list import TickList, TickRow
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from runwalk_tui.ui.screens.questions.ticks import rows
from tests.support.examples import at_each_size
from tests.support.footers import footer
from tests.support.one_flow import OneFlow
from tests.support.one_screen import NOTHING, SIZES, assert_all_inside, press, text_of
from tests.support.waiting import resize, settle, until

pytestmark = pytest.mark.slow("asks all the questions before the first session at each size")

AT = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)
NONE = ("n", "enter")
"""None of these."""


async def shows(pilot: Pilot[None], app: OneFlow, words: str) -> None:
    """Wait until some words can be read."""
    await until(pilot, lambda: words in text_of(app.shown), words)


def showing(app: OneFlow) -> str | None:
    """The page that is shown."""
    return app.shown.query_one(TickList).id


def make(before: Screening | None = None) -> OneFlow:
    return OneFlow(lambda conversation: ask_screening(conversation, before, lambda: AT))


@at_each_size(SIZES)
async def test_none_is_said_on_every_page(size: tuple[int, int]) -> None:
    app = make()
    async with app.run_test(size=size) as pilot:
        for number in (1, 2, 3, 4):
            await shows(pilot, app, f"{number} of 4")
            await press(pilot, *NONE)
        await until(pilot, lambda: app.result is not NOTHING, "the answers")
    assert app.result == Screening(AT)


@pytest.mark.slow("a hundred keys")
@pytest.mark.parametrize(
    ("held", "size"), [("enter", SIZES[0]), ("enter", SIZES[1]), ("n", SIZES[1]), ("space", SIZES[0])]
)
async def test_a_key_held_too_long_answers_no_question_about_health(held: str, size: tuple[int, int]) -> None:
    app = make()
    async with app.run_test(size=size) as pilot:
        await press(pilot, *[held] * 10)
        assert showing(app) == "emergency"
        assert app.result is NOTHING
        assert (", or n " in text_of(app.shown)) == (held == "enter")
        await press(pilot, *NONE, *[held] * 10)
        assert showing(app) == "urgent"


async def test_a_warning_sign_is_not_lost_by_saying_none_beside_it() -> None:
    app = make()
    async with app.run_test() as pilot:
        await press(pilot, "n", "4", "n", "enter")
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen), "the question")
        assert "Chest pain" in text_of(app.screen)


@at_each_size(SIZES)
async def test_leaving_with_warning_signs_asks_and_escape_alone_never_loses_them(size: tuple[int, int]) -> None:
    app = make()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "4", *["escape"] * 7)
        assert app.result is NOTHING
        assert isinstance(app.screen, QuestionScreen)
        assert_all_inside(app.screen, "Button")
        await press(pilot, "y")
        await until(pilot, lambda: app.result is not NOTHING, "the answers")
    assert app.result == Screening(AT, ("chest",))


async def test_leaving_with_a_slip_keeps_nothing() -> None:
    app = make()
    async with app.run_test() as pilot:
        await press(pilot, "4", "escape", "l")
        await until(pilot, lambda: app.result is not NOTHING, "the end")
    assert app.result is None


@at_each_size(SIZES)
async def test_every_row_of_every_page_is_seen_with_its_key(size: tuple[int, int]) -> None:
    app = make()
    async with app.run_test(size=size) as pilot:
        for page in PAGES:
            await reads(pilot, app, page)
            assert [row.tick for row in visible(app)][:-1] == list(rows(page))
            assert "".join(tick.key for tick in rows(page)) == "123456789"[: len(rows(page))]
            assert "none of these" in text_of(app.shown).casefold()
            assert_all_inside(app.shown, f"#{page.id} TickRow")
            shown = text_of(app.shown)
            for row in visible(app):
                assert size == (80, 24) or len(row.tick.short) <= row.query_one(".text").size.width
            for tick in rows(page):
                assert (tick.text if size == (80, 24) else tick.short) in shown
            await press(pilot, *NONE)


def visible(app: OneFlow) -> list[TickRow]:
    return [row for row in app.shown.query(TickRow) if row.region.area]


async def reads(pilot: Pilot[None], app: OneFlow, page: TickPage) -> None:
    """Wait until the ticks of a page are there."""
    first = rows(page)[0].value
    await until(pilot, lambda: first in [row.tick.value for row in visible(app)], page.id)


async def test_a_slipped_key_is_taken_back_by_the_same_key() -> None:
    app = make()
    async with app.run_test() as pilot:
        await press(pilot, "4", "4", *NONE)
        await until(pilot, lambda: "2 of 4" in text_of(app.shown), "the second page without a question")


@at_each_size(SIZES)
async def test_a_warning_sign_says_what_will_happen_before_it_does(size: tuple[int, int]) -> None:
    app = make()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "3", "enter")
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen), "the question")
        asked = " ".join(text_of(app.screen).split())
        assert "Call your emergency number or go to an emergency department now." in asked
        assert "on hold" in asked
        assert_all_inside(app.screen, "Button")
        await press(pilot, "enter")
        assert app.screen is app.shown
        assert "1 of 4" in text_of(app.shown)
        assert app.result is NOTHING


async def test_an_emergency_that_is_meant_ends_the_questions_at_once() -> None:
    app = make()
    async with app.run_test() as pilot:
        await press(pilot, "3", "5", "enter")
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen), "the question")
        await press(pilot, "y")
        await until(pilot, lambda: app.result is not NOTHING, "the answers")
    assert app.result == Screening(AT, ("bladder-bowel", "accident"))


async def test_with_a_red_flag_to_see_a_doctor_about_all_other_questions_can_wait() -> None:
    app = make()
    async with app.run_test() as pilot:
        await press(pilot, *NONE, "7", "enter", "y")
        await until(pilot, lambda: app.result is not NOTHING, "the answers")
    assert app.result == Screening(AT, ("one-leg",))


@at_each_size(SIZES)
async def test_a_condition_is_advice_of_its_own_and_no_obstacle(size: tuple[int, int]) -> None:
    app = make()
    async with app.run_test(size=size) as pilot:
        await press(pilot, *NONE, *NONE)
        for conditions in (TRIAL_CONDITIONS, HEALTH_CONDITIONS):
            await press(pilot, *"12345", "enter")
            await until(pilot, lambda: isinstance(app.screen, QuestionScreen), "the advice")
            for each in conditions:
                assert each.advice in str(app.screen.query_one("#text", Static).content)
            assert app.screen.query_one("#box").scroll_y == 0, "it is read from its beginning"
            await press(pilot, *["down"] * 30)
            assert_all_inside(app.screen, "Button")
            await press(pilot, "enter")
        await until(pilot, lambda: app.result is not NOTHING, "the answers")
    assert isinstance(app.result, Screening)
    assert app.result.red_flags == ()
    assert app.result.conditions == tuple(each.id for each in CONDITIONS)


@pytest.mark.parametrize("key", ["2", "n"])
async def test_enter_is_told_and_its_button_lit_only_once_there_is_an_answer(key: str) -> None:
    app = make()
    async with app.run_test(size=(80, 24)) as pilot:
        for presses, lit in (((), False), (("enter", "enter"), False), ((key,), True), ((key,), key == "n")):
            await press(pilot, *presses)
            await settle(pilot)
            button = app.shown.query_one("#next", Button)
            assert ("Enter Continue" in footer(app)) is lit
            assert (button.variant == "primary") is lit
            assert ("None of these" in str(button.label)) is not lit
            assert "1 of 4" in text_of(app.shown)


async def test_escape_goes_a_page_back_and_from_the_first_one_leaves() -> None:
    app = make()
    async with app.run_test() as pilot:
        await press(pilot, *NONE, *NONE, "2", "escape", "escape")
        assert "1 of 4" in text_of(app.shown)
        assert app.result is NOTHING
        await press(pilot, "escape")
        await until(pilot, lambda: app.result is not NOTHING, "the end")
    assert app.result is None


async def test_ticks_stay_while_the_runner_looks_back() -> None:
    app = make()
    async with app.run_test() as pilot:
        await press(pilot, *NONE, *NONE, "4", "escape", "enter", "enter", "o", *NONE)
        await until(pilot, lambda: app.result is not NOTHING, "the answers")
    assert app.result == Screening(AT, conditions=("spine",))


async def test_escape_at_the_advice_looks_again() -> None:
    app = make()
    async with app.run_test() as pilot:
        await press(pilot, *NONE, *NONE, "1", "enter", "escape", "1", *NONE, *NONE)
        await until(pilot, lambda: app.result is not NOTHING, "the answers")
    assert app.result == Screening(AT)


async def test_asked_again_the_conditions_are_remembered_and_the_warning_signs_are_not() -> None:
    app = make(Screening(AT, ("chest pain",), ("heart condition", "back surgery")))
    async with app.run_test() as pilot:
        await press(pilot, *NONE, *NONE, *["enter"] * 4)
        await until(pilot, lambda: app.result is not NOTHING, "the answers")
    assert app.result == Screening(AT, conditions=("spine", "heart"))


async def test_arrows_and_space_do_what_the_keys_do() -> None:
    app = make()
    async with app.run_test() as pilot:
        await press(pilot, *NONE, *NONE, "down", "down", "space", "up", "space", "space", "enter", "enter", *NONE)
        await until(pilot, lambda: app.result is not NOTHING, "the answers")
    assert app.result == Screening(AT, conditions=("new-pain",))


async def test_the_mouse_does_what_the_keys_do() -> None:
    app = make()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click("#next")
        await settle(pilot)
        await press(pilot, *NONE, *NONE)
        await pilot.click(visible(app)[1].query_one(".text"))
        await settle(pilot)
        assert str(app.shown.query_one("#next", Button).label) == "1 ticked: continue"
        await pilot.click("#next")
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen), "the advice")
        await pilot.click("#fine")
        await until(pilot, lambda: app.result is not NOTHING, "the answers")
    assert app.result == Screening(AT, conditions=("fainting",))


async def test_the_layout_follows_a_resize() -> None:
    app = make()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2")
        await resize(pilot, (40, 12))
        await until(pilot, lambda: "1 of 4   1 ticked" in text_of(app.shown), "what was ticked")
        assert "numb/tingly genitals or buttocks" in text_of(app.shown)
        await resize(pilot, (120, 40))
        await until(pilot, lambda: rows(PAGES[0])[1].text in text_of(app.shown), "the question in full")


async def test_a_tiny_terminal_still_takes_the_answers() -> None:
    app = make()
    async with app.run_test(size=(10, 5)) as pilot:
        await press(pilot, *NONE * 4)
        await until(pilot, lambda: app.result is not NOTHING, "the answers")
    assert app.result == Screening(AT)
