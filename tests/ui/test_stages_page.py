"""The page of stages: strips and marks, all about one stage directly under its row, and Enter that offers it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from runwalk_tui.programme.stage import Act, Stage, StageTable, Step
from runwalk_tui.ui.screens.home.page import HomeScreen
from runwalk_tui.ui.screens.pages.stage_list import StageList
from runwalk_tui.ui.screens.pages.stages import StagesScreen
from runwalk_tui.ui.screens.questions.choose import ChooseScreen
from tests.support.examples import at_each_size
from tests.support.picture import plain_picture
from tests.support.scenes import DrivenApp, reach
from tests.support.stand_ins import toasts

pytestmark = pytest.mark.slow("opens the page of stages a dozen times")


def lines(driven: DrivenApp) -> list[str]:
    return plain_picture(driven.app).splitlines()


def chosen(driven: DrivenApp) -> str:
    rung = driven.app.screen.query_one(StageList).rung
    assert rung is not None
    return rung.stage.id


@at_each_size([(40, 12), (80, 24), (120, 40), (200, 60)])
async def test_what_is_said_about_a_stage_is_directly_under_its_row(size: tuple[int, int], tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on(size) as pilot:
        await driven.press(pilot, "s", *["down"] * 4)
        drawn = lines(driven)
        row = next(number for number, line in enumerate(drawn) if "8*" in line)
        if size[1] < 20:
            assert drawn[row + 1].strip() == "6 to 9 times, 32 min"
        else:
            assert "Two minutes: run 2m" in drawn[row + 1]
            assert any("Source: our own estimate." in line for line in drawn[row + 2 : row + 6])
        assert driven.app.screen.query_one(StageList).max_scroll_x == 0


async def test_the_rows_say_where_one_is_and_has_been(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on((80, 24)) as pilot:
        await driven.press(pilot, "s")
        rows = {line.split()[0]: line for line in lines(driven) if " min " in line and "/" in line}
        assert "✓ 21 Jan" in rows["3"]
        here = next(line for line in lines(driven) if "you are here" in line)
        assert here.split()[:2] == ["▸", "4"]
        assert "40%" in here
        assert "32 min" in here
        assert "▲" in here


@pytest.mark.parametrize(("key", "first"), [("end", "13"), ("home", "1"), ("up", "3"), ("down", "5")])
async def test_the_cursor_moves_to_a_stage(key: str, first: str, tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on((40, 12)) as pilot:
        await driven.press(pilot, "s", key)
        rung = driven.app.screen.query_one(StageList).rung
        assert rung is not None
        assert rung.stage.id == first


@pytest.mark.parametrize("opened_by", ["s", "S"])
async def test_enter_offers_the_stage_at_the_cursor(opened_by: str, tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on((80, 24)) as pilot:
        await driven.press(pilot, opened_by, "up", "enter")
        assert isinstance(driven.app.screen, ChooseScreen)
        assert any("Stage 3 · 6 repetitions" in line for line in lines(driven))
        await driven.press(pilot, "escape")
        assert isinstance(driven.app.screen, StagesScreen)
        assert chosen(driven) == "3"
        await driven.press(pilot, "escape")
        assert isinstance(driven.app.screen, HomeScreen)


async def test_a_click_opens_a_stage_and_a_second_one_offers_it(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on((80, 24)) as pilot:
        await driven.press(pilot, "s")
        for shown in (StagesScreen, ChooseScreen):
            await pilot.click(StageList, offset=(6, 1))
            await driven.settle(pilot)
            assert isinstance(driven.app.screen, shown)
            if shown is StagesScreen:
                assert chosen(driven) == "2"


async def test_under_a_stop_sign_enter_says_why_not(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path, empty=True)
    driven.notifications = True
    async with driven.on((80, 24)) as pilot:
        await reach("stop-stages", driven, pilot)
        await driven.press(pilot, "enter")
        assert isinstance(driven.app.screen, StagesScreen)
        assert "No session for now. Call your emergency number" in " ".join(toasts(driven.app))


async def test_before_the_first_stage_enter_says_what_comes_first(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path, empty=True)
    driven.notifications = True
    async with driven.on((80, 24)) as pilot:
        await driven.press(pilot, "s", "enter")
        assert isinstance(driven.app.screen, StagesScreen)
        assert "First find your starting stage" in " ".join(toasts(driven.app))
        await driven.press(pilot, "escape")
        assert isinstance(driven.app.screen, HomeScreen)


@pytest.mark.parametrize("count", [1, 200])
@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_a_table_of_ones_own_is_shown_whatever_its_length_and_its_names(
    count: int, size: tuple[int, int], tmp_path: Path
) -> None:
    driven = DrivenApp(tmp_path)
    driven.workspace.in_use = replace(driven.workspace.in_use, table=long_table(count))
    async with driven.on(size) as pilot:
        await driven.press(pilot, "s", "end")
        assert "walk 1m30s" in " ".join(lines(driven))
        assert driven.app.screen.query_one(StageList).max_scroll_x == 0
        await driven.press(pilot, "escape")
        assert isinstance(driven.app.screen, HomeScreen)


def long_table(count: int) -> StageTable:
    """Stages of a name that is as long as names may be, and of three steps."""
    steps = (Step(Act.RUN, 180), Step(Act.WALK, 90), Step(Act.RUN, 300))
    stages = tuple(Stage(f"a long name of a stage {number:03}", steps, name="n" * 80) for number in range(count))
    return StageTable("p" * 80, stages)
