"""The warning flags around a session, with real keys."""

from __future__ import annotations

import pytest

from runwalk_tui.flows.red_flags import ask_red_flags
from runwalk_tui.rule.red_flags import EMERGENCY_FLAGS, NOT_KEPT, URGENT_FLAGS
from runwalk_tui.ui.controls.tick_list import NONE, TickRow
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from tests.support.examples import at_each_size
from tests.support.one_flow import OneFlow
from tests.support.one_screen import NOTHING, SIZES, assert_all_inside, press, text_of
from tests.support.waiting import settle, until

pytestmark = pytest.mark.slow("opens the pages of red flags at each size")

LEG = "one-leg"
LEG_KEY = "7"
NO = ("n", "enter")
"""None of these."""


def asking(before: tuple[str, ...] = (), *, why: str = "", rehearsal: bool = False) -> OneFlow:
    return OneFlow(lambda conversation: ask_red_flags(conversation, before, why=why), rehearsal=rehearsal)


@at_each_size(SIZES)
async def test_enter_alone_is_no_answer_and_the_screen_says_what_is(size: tuple[int, int]) -> None:
    app = asking()
    async with app.run_test(size=size) as pilot:
        for _ in range(2):
            await press(pilot, *["enter"] * 20)
            assert app.result is NOTHING
            assert "or n" in text_of(app.shown)
            await press(pilot, *NO)
        await until(pilot, lambda: app.result is not NOTHING, "the answer")
    assert app.result == ()


@pytest.mark.parametrize("size", [*SIZES, (120, 40), (200, 60)])
async def test_every_red_flag_is_seen_without_scrolling_and_the_keys_follow_the_order(size: tuple[int, int]) -> None:
    app = asking()
    async with app.run_test(size=size) as pilot:
        for flags in (EMERGENCY_FLAGS, URGENT_FLAGS):
            await settle(pilot)
            rows = [row for row in app.shown.query(TickRow) if row.region.area]
            told = [row.tick for row in rows if row.tick is not NONE]
            assert [tick.value for tick in told] == [flag.id for flag in flags]
            assert "".join(tick.key for tick in told) == "123456789"[: len(flags)]
            assert all(app.screen.region.contains_region(row.region) for row in rows)
            for row in rows:
                words = row.tick.short if size == (40, 12) else row.tick.text
                assert words in text_of(app.shown)
                assert len(words) <= row.query_one(".text").size.width, "nothing of it is cut off"
            await press(pilot, *NO)


@at_each_size(SIZES)
async def test_a_red_flag_is_kept_after_it_was_said_what_follows(size: tuple[int, int]) -> None:
    app = asking(why="Pain rose today.")
    async with app.run_test(size=size) as pilot:
        await press(pilot, *NO, LEG_KEY, "enter")
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen), "the question")
        asked = " ".join(text_of(app.screen).split())
        assert "See a doctor urgently, before you run again. Your sessions are on hold" in asked
        assert_all_inside(app.screen, "Button")
        await press(pilot, "y")
        await until(pilot, lambda: app.result is not NOTHING, "the answer")
    assert app.result == (LEG,)


async def test_why_it_is_asked_stands_on_both_pages() -> None:
    app = asking(why="Pain rose today.")
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "Pain rose today." in text_of(app.shown)
        await press(pilot, *NO)
        assert "Pain rose today." in text_of(app.shown)


async def test_every_key_ticks_its_own_red_flag() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await press(pilot, *NO, *"123456789", "enter")
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen), "the question")
        assert "See a doctor urgently" in text_of(app.screen)
        await press(pilot, "y")
        await until(pilot, lambda: app.result is not NOTHING, "the answer")
    assert app.result == tuple(flag.id for flag in URGENT_FLAGS)


async def test_with_an_emergency_the_other_page_can_wait() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await press(pilot, *"12345", "enter")
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen), "the question")
        assert "Call your emergency number" in text_of(app.screen)
        await press(pilot, "y")
        await until(pilot, lambda: app.result is not NOTHING, "the answer")
    assert app.result == tuple(flag.id for flag in EMERGENCY_FLAGS)


async def test_a_rehearsal_says_that_nothing_is_kept() -> None:
    app = asking(rehearsal=True)
    async with app.run_test() as pilot:
        await press(pilot, "4", "enter")
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen), "the question")
        assert NOT_KEPT in text_of(app.screen)
        assert "stop sign" not in text_of(app.screen)


async def test_looking_again_lets_a_slip_be_put_right() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await press(pilot, "4", "enter", "escape", "4", *NO, *NO)
        await until(pilot, lambda: app.result is not NOTHING, "the answer")
    assert app.result == ()


async def test_what_was_ticked_before_stays_and_is_not_asked_again() -> None:
    app = asking(("fever or feeling unwell", "a strange cold foot"))
    async with app.run_test() as pilot:
        await press(pilot, "enter", "enter")
        await until(pilot, lambda: app.result is not NOTHING, "the answer")
    assert app.result == ("fever", "a strange cold foot")


async def test_escape_goes_a_page_back_and_from_the_first_one_leaves_without_an_answer() -> None:
    app = asking(("fever or feeling unwell",))
    async with app.run_test() as pilot:
        await press(pilot, "enter", "1", "escape")
        assert app.result is NOTHING
        await press(pilot, "escape")
        await until(pilot, lambda: app.result is not NOTHING, "the answer")
    assert app.result is None


@pytest.mark.parametrize(("answer", "left"), [("y", (LEG,)), ("l", None)])
async def test_escape_never_drops_a_new_red_flag_without_asking(answer: str, left: tuple[str, ...] | None) -> None:
    app = asking()
    async with app.run_test() as pilot:
        await press(pilot, *NO, LEG_KEY, *["escape"] * 6)
        assert app.result is NOTHING
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen), "the question")
        await press(pilot, answer)
        await until(pilot, lambda: app.result is not NOTHING, "the answer")
    assert app.result == left
