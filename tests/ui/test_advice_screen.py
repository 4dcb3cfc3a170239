"""The page "Is this normal?": its words, and reading it with the keys."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from runwalk_tui.guidance.advice import advice_text
from runwalk_tui.guidance.tips import Tip, When, load_tips, shipped_tips
from runwalk_tui.programme.stage import Policy
from runwalk_tui.rule.red_flags import ADVICE, RED_FLAGS
from runwalk_tui.ui.screens.pages.advice import AdviceScreen
from tests.support.one_screen import NOTHING
from tests.support.reading_app import OneScreenApp, seen
from tests.support.waiting import resize, until

SIZES = [(40, 12), (80, 24), (120, 40)]
SHIPPED = load_tips(shipped_tips())


def page(**options: bool) -> OneScreenApp:
    return OneScreenApp(lambda: AdviceScreen(Policy(), SHIPPED, **options))


# The words.


def test_it_says_first_that_it_is_no_medical_advice_and_what_cannot_wait() -> None:
    beginning = advice_text(Policy()).split("## ")[0]
    assert "not medical advice" in beginning
    assert "help at once" in beginning


def test_every_warning_sign_and_what_to_do_about_it_is_on_the_page() -> None:
    text = advice_text(Policy())
    for flag in RED_FLAGS:
        assert flag.question in text
    for advice in ADVICE.values():
        assert advice.action in text


def test_the_figures_are_those_of_the_table_in_use() -> None:
    text = " ".join(advice_text(Policy(acceptable_pain=3, pain_rise=4, rest_days_after_flare=1)).split())
    assert "above 3 **and** at least 4 more than before" in text
    assert "the worst pain was 8 out of 10 or more" in text
    assert "at least 1 day." in text
    assert "$" not in text


@pytest.mark.parametrize(
    "word",
    [
        *("Interval", "Repetition", "Stage", "Session", "Flare-up", "Cue", "Numeric rating scale (NRS)", "Warm-up"),
        *("Cool-down", "Placement", "Check-in", "Adherence", "Between groups", "Effort", "Stop sign", "Rehearsal"),
    ],
)
def test_the_glossary_has_the_words_of_the_app(word: str) -> None:
    glossary = advice_text(Policy()).split("## Glossary")[1]
    assert f"**{word}:**" in glossary or f"**{word} (" in glossary


def test_the_glossary_is_in_order() -> None:
    glossary = advice_text(Policy()).split("## Glossary")[1].split("## ")[0]
    words = re.findall(r"^\*\*([^:*]+):\*\*", glossary, re.MULTILINE)
    assert len(words) > 20
    assert words == sorted(words, key=str.casefold)


def test_tips_stand_there_with_their_sources_or_not_at_all() -> None:
    text = advice_text(Policy(), SHIPPED)
    assert text.count("*Source: ") == len(SHIPPED)
    assert "## Tips" not in advice_text(Policy())


def test_a_tip_of_the_runners_own_is_text_and_never_markup() -> None:
    tip = Tip("[click](http://example.com) **now** # `x` <b>", "me_and_you", frozenset(When))
    assert r"\[click\]\(http\:" in advice_text(Policy(), [tip])


# Reading it.


@pytest.mark.slow("a long page in three sizes")
@pytest.mark.parametrize("size", SIZES)
async def test_it_begins_at_the_top_and_the_keys_lead_to_its_end(size: tuple[int, int]) -> None:
    app = page()
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "Is this normal?" in seen(app), "the top")
        assert "not medical" in seen(app)
        await pilot.press("down", "down", "down", "down")
        await until(pilot, lambda: "Is this normal?" not in seen(app), "what is further down")
        await pilot.press("end")
        await until(pilot, lambda: "our own choice." in " ".join(seen(app).split()), "the end")
        await pilot.press("home")
        await until(pilot, lambda: "Is this normal?" in seen(app), "the top")
        scroll = app.screen.query_one("#page")
        assert scroll.max_scroll_x == 0, "no line is wider than the screen"
        assert scroll.max_scroll_y > 0


@pytest.mark.slow("a long page in three sizes")
async def test_one_key_goes_from_heading_to_heading_and_back() -> None:
    app = page()

    def at_the_top(heading: str) -> Callable[[], bool]:
        return lambda: heading in seen(app).split("\n")[1]

    async with app.run_test(size=SIZES[0]) as pilot:
        for size in SIZES:
            await resize(pilot, size)
            await until(pilot, lambda: "Is this normal?" in seen(app), "the title")
            for heading in ("Sore muscles", "A flare-up"):
                await pilot.press("n")
                await until(pilot, at_the_top(heading), heading)
            await pilot.press("b")
            await until(pilot, at_the_top("Sore muscles"), "the heading before")
            await pilot.press("b", "b")
            await until(pilot, lambda: "Is this normal?" in seen(app), "the title")


async def test_with_ascii_no_other_character_is_drawn_in_the_text_and_escape_leaves_the_page() -> None:
    app = page(ascii=True)
    async with app.run_test() as pilot:
        await pilot.press("n")
        await until(pilot, lambda: "- Where:" in seen(app), "a list")
        assert "•" not in seen(app)
        assert app.result is NOTHING
        await pilot.press("escape")
        await until(pilot, lambda: app.result is not NOTHING, "the way out")
    assert app.result is None
