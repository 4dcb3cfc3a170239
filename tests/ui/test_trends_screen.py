"""The page of trends with real keys at several sizes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from textual.geometry import Offset
from textual.widgets import Static

from runwalk_tui.review.trends.week_axis import WeekRange
from runwalk_tui.session.records import CheckIn, Placement, SessionRecord
from runwalk_tui.ui.charts.chart import Chart
from runwalk_tui.ui.charts.weeks.week_chart import WeekChart
from runwalk_tui.ui.controls.range_tabs import RangeTabs
from runwalk_tui.ui.screens.pages.trends import ChartPanel, TrendsScreen
from runwalk_tui.workspace import Workspace
from tests.support.examples import at_each_size
from tests.support.reading_app import OneScreenApp, seen, whole
from tests.support.scenes import DrivenApp, reach
from tests.support.stand_ins import NOON, make_workspace
from tests.support.waiting import resize, settle, until

SIZES = [(40, 12), (80, 24), (120, 40), (200, 60)]
FIRST = NOON - timedelta(days=19)  # Monday 5 January


def filled(folder: Path, count: int = 8) -> Workspace:
    """A workspace whose runner was placed at stage 1 and has run every second or third day since."""
    workspace = make_workspace(folder)
    workspace.store.place(Placement(FIRST - timedelta(hours=1), "1"))
    workspace.store.check_in(CheckIn(FIRST, 31, 35, 58, 22))
    for number in range(count):
        workspace.store.save(
            SessionRecord(
                f"s{number}",
                FIRST + timedelta(days=number * 7 // 3),
                "Test",
                "2" if number in (3, 4) else "1",
                reps_planned=4,
                reps_done=4,
                run_seconds=80 + 300 * number,
                pain_before=2,
                pain_worst=7 if number == 4 else 3,
                pain_after=3,
                pain_morning=None if number == 7 else 2,
            )
        )
    return workspace


@at_each_size(SIZES)
async def test_all_charts_are_there_and_nothing_is_cut_off(tmp_path: Path, size: tuple[int, int]) -> None:
    app = OneScreenApp(lambda: TrendsScreen(filled(tmp_path)))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        panels = [panel for panel in app.screen.query(ChartPanel) if panel.display]
        order = ["pain", "stage", "minutes", "sessions", "checkins", "days"]
        if 100 <= size[0] < 180:
            order = ["pain", "stage", "left-checkins", "minutes", "sessions", "days"]
        assert [panel.id for panel in panels] == order
        page = app.screen.query_one("#page")
        assert page.virtual_size.width <= page.size.width
        for panel in panels:
            for chart in panel.charts:
                assert chart.size.height == chart.draw(chart.size.width).height
        columns = {panel.region.x for panel in panels}
        assert len(columns) == (3 if size[0] >= 180 else 2 if size[0] >= 100 else 1)


async def test_on_120_columns_everything_is_on_one_screen(tmp_path: Path) -> None:
    app = OneScreenApp(lambda: TrendsScreen(filled(tmp_path)))
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert app.screen.query_one("#page").max_scroll_y == 0


async def test_a_second_year_is_on_one_screen_too_with_one_axis_for_all(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path, second_year=True)
    async with driven.on((120, 40)) as pilot:
        await reach("trends-all", driven, pilot)
        screen = driven.app.screen
        assert screen.query_one("#page").max_scroll_y == 0
        charts = [chart for chart in screen.query(WeekChart) if chart.region.area]
        assert len(charts) == 4
        assert len({chart.size.width for chart in charts}) == 1


async def test_on_the_smallest_terminal_the_pain_is_there_with_its_dates(tmp_path: Path) -> None:
    app = OneScreenApp(lambda: TrendsScreen(filled(tmp_path)))
    async with app.run_test(size=(40, 12)) as pilot:
        await settle(pilot)
        text = seen(app)
    assert "Pain 0-10" in text
    assert "5 Jan" in text


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        (("r",), WeekRange.YEAR),
        (("r", "r"), WeekRange.ALL),
        (("r", "r", "r"), WeekRange.FOUR),
        (("right",), WeekRange.YEAR),
        (("left",), WeekRange.FOUR),
        (("left", "left"), WeekRange.FOUR),
        (("right", "right", "right"), WeekRange.ALL),
    ],
)
async def test_keys_change_how_far_back_it_looks(tmp_path: Path, keys: tuple[str, ...], wanted: WeekRange) -> None:
    workspace = filled(tmp_path)
    app = OneScreenApp(lambda: TrendsScreen(workspace))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press(*keys)
        await settle(pilot)
        assert f"[{wanted.words}]" in seen(app)
    assert workspace.weeks_shown is wanted


async def test_a_click_on_a_range_shows_it_and_the_next_page_remembers_it(tmp_path: Path) -> None:
    workspace = filled(tmp_path)
    app = OneScreenApp(lambda: TrendsScreen(workspace))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        tabs = app.screen.query_one(RangeTabs)
        x = str(tabs.visual).index("52 weeks")
        await pilot.click(RangeTabs, offset=Offset(x + 1, 0))
        await settle(pilot)
        assert "[52 weeks]" in seen(app)
    again = OneScreenApp(lambda: TrendsScreen(workspace))
    async with again.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "[52 weeks]" in seen(again)


@at_each_size(SIZES)
async def test_without_a_session_each_chart_is_a_sentence_and_not_an_empty_box(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = OneScreenApp(lambda: TrendsScreen(make_workspace(tmp_path)))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for panel in app.screen.query(ChartPanel):
            assert "here" in whole(panel) or "any time" in whole(panel)
            assert not any(chart.display for chart in panel.charts)


@pytest.mark.parametrize("count", [1, 2])
async def test_one_or_two_sessions_are_drawn_already(tmp_path: Path, count: int) -> None:
    app = OneScreenApp(lambda: TrendsScreen(filled(tmp_path, count)))
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert all(chart.display for panel in app.screen.query(ChartPanel) for chart in panel.charts)
        assert f"{count} session" in str(app.screen.query_one("#total", Static).visual)


async def test_the_plain_form_draws_with_ascii_alone(tmp_path: Path) -> None:
    app = OneScreenApp(lambda: TrendsScreen(filled(tmp_path), ascii=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for drawn in app.screen.query(Chart):
            assert all(line.isascii() for line in drawn.draw(76).lines())


async def test_keys_scroll_from_the_first_chart_to_the_last_and_escape_leads_back(tmp_path: Path) -> None:
    app = OneScreenApp(lambda: TrendsScreen(filled(tmp_path)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Pain 0-10" in seen(app)
        await pilot.press("end")
        await until(pilot, lambda: "Check-ins" in seen(app), "the last chart")
        await pilot.press("home")
        await until(pilot, lambda: "Pain 0-10" in seen(app), "the first chart")
        await pilot.press("pagedown")
        await until(pilot, lambda: "Pain 0-10" not in seen(app), "the charts below")
        await pilot.press("escape")
        await settle(pilot)
    assert app.result is None


async def test_rehearsals_change_nothing_in_the_charts(tmp_path: Path) -> None:
    workspace = filled(tmp_path, 2)
    workspace.store.save(
        SessionRecord("r", NOON, "Test", "3", reps_planned=2, reps_done=2, pain_worst=9, rehearsal=True)
    )
    app = OneScreenApp(lambda: TrendsScreen(workspace))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Never above 3 in 2 sessions." in whole(app.screen)


async def test_resizing_draws_the_charts_anew(tmp_path: Path) -> None:
    app = OneScreenApp(lambda: TrendsScreen(filled(tmp_path)))
    async with app.run_test(size=(200, 60)) as pilot:
        await settle(pilot)
        await resize(pilot, (40, 12))
        await settle(pilot)
        await settle(pilot)
        for drawn in filter(lambda each: each.region.area, app.screen.query(Chart)):
            assert drawn.size.width <= 40
            assert drawn.size.height == drawn.draw(drawn.size.width).height
