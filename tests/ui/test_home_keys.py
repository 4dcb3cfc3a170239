"""Every key of Home in either case, at each size what is offered there, and what a stop sign takes away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from runwalk_tui.ui.screens.home.page import HomeScreen
from runwalk_tui.ui.screens.questions.before import BeforeScreen
from runwalk_tui.ui.screens.questions.checkin import CheckInScreen
from runwalk_tui.ui.screens.questions.choose import ChooseScreen
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from runwalk_tui.ui.screens.questions.ticks import TickScreen
from runwalk_tui.ui.screens.stop_sign import StopSignScreen
from tests.support.examples import at_each_size
from tests.support.footers import footer
from tests.support.picture import plain_picture
from tests.support.scenes import DrivenApp, reach
from tests.ui.test_stages_page import long_table

pytestmark = pytest.mark.slow("opens Home dozens of times")

SIZES = [(40, 12), (80, 24), (120, 40), (200, 60)]


def drawn(driven: DrivenApp) -> str:
    """All that is on the screen, without the places of the words."""
    return " ".join(plain_picture(driven.app).split())


@pytest.mark.parametrize(
    ("key", "screen"),
    [
        ("enter", QuestionScreen),
        ("c", ChooseScreen),
        ("C", ChooseScreen),
        ("o", BeforeScreen),
        ("O", BeforeScreen),
        ("i", CheckInScreen),
        ("I", CheckInScreen),
        ("w", TickScreen),
        ("W", TickScreen),
    ],
)
async def test_each_key_does_what_the_foot_of_the_page_says(key: str, screen: type[object], tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on() as pilot:
        await driven.press(pilot, key)
        assert isinstance(driven.app.screen, screen)


@at_each_size(SIZES)
async def test_under_a_stop_sign_the_headline_is_what_to_do_and_nothing_starts_a_session(
    size: tuple[int, int], tmp_path: Path
) -> None:
    driven = DrivenApp(tmp_path, empty=True)
    async with driven.on(size) as pilot:
        await reach("stop-home", driven, pilot)
        assert "Call your emergency number" in drawn(driven)
        assert not {"Start", "Change", "Walk today"} & {*footer(driven.app).split()}
        assert "Walk today" not in drawn(driven)
        for key in ("enter", "c", "o", "C", "O"):
            await driven.press(pilot, key)
            assert isinstance(driven.app.screen, StopSignScreen)
            await driven.press(pilot, "escape")
            assert isinstance(driven.app.screen, HomeScreen)


async def test_the_buttons_do_the_same_as_the_keys(tmp_path: Path) -> None:
    for button, screen in (("#start", QuestionScreen), ("#choose", ChooseScreen), ("#walk", BeforeScreen)):
        driven = DrivenApp(tmp_path / button[1:])
        async with driven.on() as pilot:
            await pilot.click(button)
            await driven.settle(pilot)
            assert isinstance(driven.app.screen, screen)


async def shown_at(driven: DrivenApp, size: tuple[int, int], *scene: str) -> str:
    async with driven.on(size) as pilot:
        for each in scene:
            await reach(each, driven, pilot)
        return drawn(driven)


@at_each_size(SIZES)
async def test_each_size_says_what_is_due_why_when_and_how_the_week_is(size: tuple[int, int], tmp_path: Path) -> None:
    seen = await shown_at(DrivenApp(tmp_path, second_year=True), size, "year-home")
    assert "week 52 · 110 sessions" in seen
    assert "More repetitions" in seen
    assert "10 × run 1:15, walk 1:15" in seen
    assert "32 min, 12 of running" in seen
    assert "you can run today" in seen.lower()
    if size != (40, 12):
        assert "2 of 3 sessions" in seen


async def test_a_wide_home_draws_the_climb_and_the_widest_tells_of_the_last_session(tmp_path: Path) -> None:
    wide = await shown_at(DrivenApp(tmp_path / "wide", second_year=True), (120, 40), "year-home")
    widest = await shown_at(DrivenApp(tmp_path / "widest", second_year=True), (200, 60), "year-home")
    for part in ("The climb", "The last 12 weeks", "you are here", "worst of the last"):
        assert part in wide
        assert part in widest
    assert "Last session" in widest
    assert "The morning after" in widest
    assert "Last session" not in wide


@pytest.mark.parametrize("count", [1, 200])
@at_each_size(SIZES)
async def test_a_table_of_ones_own_has_room_on_home(count: int, size: tuple[int, int], tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path, second_year=True)
    driven.workspace.in_use = replace(driven.workspace.in_use, table=long_table(count))
    async with driven.on(size) as pilot:
        await driven.settle(pilot)
        home = driven.app.screen
        assert isinstance(home, HomeScreen)
        assert home.query_one("#page").region.right <= size[0]


@at_each_size(SIZES)
async def test_home_needs_nothing_but_ascii(size: tuple[int, int], tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path, second_year=True)
    async with driven.on(size, TERM="vt100") as pilot:
        await driven.settle(pilot)
        assert plain_picture(driven.app).replace("‹keys›", "").isascii()
