"""The pages of advice on the screen: the list, the page beside it, and reading with the keys."""

from __future__ import annotations

import pytest
from textual.widgets import OptionList

from runwalk_tui.guidance.advice import advice_pages
from runwalk_tui.guidance.tips import load_tips, shipped_tips
from runwalk_tui.ui.screens.pages.advice import AdviceScreen
from tests.support.footers import footer
from tests.support.one_screen import NOTHING
from tests.support.reading_app import OneScreenApp, seen
from tests.support.rule_cases import shipped_table
from tests.support.waiting import until

pytestmark = pytest.mark.slow("long pages in several sizes")

PAGES = advice_pages(shipped_table(), load_tips(shipped_tips()))
NARROW, USUAL, LARGE = (40, 12), (80, 24), (120, 40)


def app_with(at: str | None = None, *, ascii: bool = False) -> OneScreenApp:
    return OneScreenApp(lambda: AdviceScreen(PAGES, at=at, ascii=ascii))


def beside(app: OneScreenApp) -> str:
    """What is seen beside the list."""
    left = app.screen.query_one("#page").region.x
    return "\n".join(line[left:].rstrip(" ▁▂▃▄▅▆▇█") for line in seen(app).splitlines())


@pytest.mark.parametrize("size", [USUAL, LARGE])
async def test_the_page_beside_the_list_follows_its_cursor(size: tuple[int, int]) -> None:
    app = app_with()
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "not medical" in seen(app), "the first page")
        assert all(page.title in seen(app) for page in PAGES)
        await pilot.press(*["down"] * 4)
        await until(pilot, lambda: "Head:" in seen(app), "how to run")
        assert "\n\n\n" not in beside(app).strip(), "no gaps of the height of another page"
        await pilot.press("pagedown")
        await until(pilot, lambda: "Is this normal?" in seen(app), "the list is still there")


async def test_enter_reads_a_page_with_the_arrows_and_esc_leads_back_and_out() -> None:
    app = app_with()
    async with app.run_test(size=USUAL) as pilot:
        await until(pilot, lambda: "not medical" in seen(app), "the first page")
        await pilot.press("enter")
        await until(pilot, lambda: "Scroll" in footer(app), "reading")
        await pilot.press("end")
        await until(pilot, lambda: "NHS, on running injuries" in seen(app), "its end")
        scroll = app.screen.query_one("#page")
        assert scroll.max_scroll_x == 0, "no line is wider than the screen"
        await pilot.press("escape")
        await until(pilot, lambda: app.screen.query_one(OptionList).has_focus, "the list")
        assert app.result is NOTHING
        await pilot.press("escape")
        await until(pilot, lambda: app.result is not NOTHING, "the way out")
    assert app.result is None


async def test_where_there_is_no_room_the_page_takes_the_place_of_the_list() -> None:
    app = app_with()
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: "After a flare-up" in seen(app), "the list")
        assert "not medical" not in seen(app)
        await pilot.press("down", "down", "down", "enter")
        await until(pilot, lambda: "Zachary Keith says no" in " ".join(seen(app).split()), "the page")
        assert "Where to run" not in seen(app)
        await pilot.press("n")
        await until(pilot, lambda: "Head:" in seen(app), "the next page")
        await pilot.press("b")
        await until(pilot, lambda: "Zachary Keith says no" in " ".join(seen(app).split()), "the page before")
        await pilot.press("escape")
        await until(pilot, lambda: "Where to run" in seen(app), "the list")


async def test_it_can_begin_with_a_page() -> None:
    app = app_with("shoes")
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: "What to look for in a pair." in seen(app), "the page")


async def test_with_ascii_no_other_character_is_drawn_in_the_text() -> None:
    app = app_with("form", ascii=True)
    async with app.run_test(size=USUAL) as pilot:
        await until(pilot, lambda: "- Head:" in seen(app), "a list")
        assert "•" not in seen(app)


def test_every_page_is_in_ascii() -> None:
    assert [page.id for page in PAGES if not page.text.isascii()] == []
