"""The warning signs after a session, with real keys."""

from __future__ import annotations

import pytest

from runwalk_tui.progression.screening import RED_FLAGS
from runwalk_tui.ui.screens.question import QuestionScreen
from runwalk_tui.ui.screens.red_flags import LEG_KEY, RedFlagsScreen
from runwalk_tui.ui.widgets.tick_list import NONE, TickRow
from tests.support.one_screen import NOTHING, SIZES, OneScreen, assert_all_inside, press, text_of
from tests.support.waiting import settle, until

pytestmark = pytest.mark.slow("opens the page of red flags at each size")

LEG = "one leg newly numb or weak"


@pytest.mark.parametrize("size", SIZES)
async def test_enter_alone_is_no_answer_and_the_screen_says_what_is(size: tuple[int, int]) -> None:
    app = OneScreen(RedFlagsScreen())
    async with app.run_test(size=size) as pilot:
        await press(pilot, *["enter"] * 20)
        assert app.result is NOTHING
        assert "or n" in text_of(app.shown)
        await press(pilot, "n", "enter")
        await until(pilot, lambda: app.result is not NOTHING, "the answer")
    assert app.result == ()


@pytest.mark.parametrize("size", SIZES)
async def test_every_sign_is_seen_without_scrolling_and_the_leg_has_its_own_key(size: tuple[int, int]) -> None:
    app = OneScreen(RedFlagsScreen())
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert_all_inside(app.shown, "TickRow.-sign")
        rows = {row.tick.value: row.tick.key for row in app.shown.query(TickRow) if row.tick is not NONE}
        assert list(rows) == [flag.text for flag in RED_FLAGS]
        assert rows[LEG] == LEG_KEY
        assert len(set(rows.values())) == len(rows)


@pytest.mark.parametrize("size", SIZES)
async def test_a_sign_is_kept_after_it_was_said_what_follows(size: tuple[int, int]) -> None:
    app = OneScreen(RedFlagsScreen(why="Pain rose today."))
    async with app.run_test(size=size) as pilot:
        await press(pilot, LEG_KEY, "enter")
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen), "the question")
        assert "See a doctor in the next days" in text_of(app.screen)
        assert_all_inside(app.screen, "Button")
        await press(pilot, "y")
        await until(pilot, lambda: app.result is not NOTHING, "the answer")
    assert app.result == (LEG,)


async def test_every_key_ticks_its_own_sign() -> None:
    app = OneScreen(RedFlagsScreen())
    async with app.run_test() as pilot:
        await press(pilot, *"12345l67890", "enter")
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen), "the question")
        assert "Call your emergency number" in text_of(app.screen)
        await press(pilot, "y")
        await until(pilot, lambda: app.result is not NOTHING, "the answer")
    assert app.result == tuple(flag.text for flag in RED_FLAGS)


async def test_looking_again_lets_a_slip_be_put_right() -> None:
    app = OneScreen(RedFlagsScreen())
    async with app.run_test() as pilot:
        await press(pilot, "4", "enter", "escape", "4", "n", "enter")
        await until(pilot, lambda: app.result is not NOTHING, "the answer")
    assert app.result == ()


async def test_what_was_ticked_before_stays_and_is_not_asked_again() -> None:
    before = ("fever or feeling unwell", "a strange cold foot")
    app = OneScreen(RedFlagsScreen(before))
    async with app.run_test() as pilot:
        await press(pilot, "enter")
        await until(pilot, lambda: app.result is not NOTHING, "the answer")
    assert app.result == before


async def test_escape_leaves_everything_as_it_was() -> None:
    before = ("fever or feeling unwell",)
    app = OneScreen(RedFlagsScreen(before))
    async with app.run_test() as pilot:
        await press(pilot, "6", "escape")
        await until(pilot, lambda: app.result is not NOTHING, "the answer")
    assert app.result == before


@pytest.mark.parametrize(("answer", "left"), [("y", (LEG,)), ("s", ())])
async def test_escape_never_drops_a_new_sign_without_asking(answer: str, left: tuple[str, ...]) -> None:
    app = OneScreen(RedFlagsScreen())
    async with app.run_test() as pilot:
        await press(pilot, LEG_KEY, *["escape"] * 7)
        assert app.result is NOTHING
        assert isinstance(app.screen, QuestionScreen)
        await press(pilot, answer)
        await until(pilot, lambda: app.result is not NOTHING, "the answer")
    assert app.result == left
