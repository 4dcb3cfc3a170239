"""The charts: what they draw, and the page around them with real keys at several sizes."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.geometry import Offset
from textual.widgets import Static

from runwalk_tui.programme.stage import Kind, Stage, StageTable, Step
from runwalk_tui.review.trends.week_axis import WeekRange, WeekSpan
from runwalk_tui.review.trends.week_figures import Week
from runwalk_tui.rule.follow_up import Adherence
from runwalk_tui.rule.response import Response
from runwalk_tui.rule.trends import SessionPain, StageStep
from runwalk_tui.session.records import CheckIn, Placement, SessionRecord
from runwalk_tui.ui.charts.chart import Chart, Ground
from runwalk_tui.ui.charts.checkin_table import CheckInTable
from runwalk_tui.ui.charts.shares import SharesChart
from runwalk_tui.ui.charts.weeks.pain_chart import PainChart
from runwalk_tui.ui.charts.weeks.stage_chart import StageChart
from runwalk_tui.ui.charts.weeks.weekly_bars import MinutesChart, SessionsChart
from runwalk_tui.ui.controls.range_tabs import RangeTabs
from runwalk_tui.ui.screens.pages.trends import ChartPanel, TrendsScreen
from runwalk_tui.workspace import Workspace
from tests.support.examples import at_each_size
from tests.support.reading_app import OneScreenApp, seen, whole
from tests.support.stand_ins import NOON, make_workspace
from tests.support.waiting import resize, settle, until

SIZES = [(40, 12), (80, 24), (120, 40), (200, 60)]
FIRST = NOON - timedelta(days=19)  # Monday 5 January
SPAN = WeekSpan(date(2026, 1, 5), 4, date(2026, 1, 24))
LONG = WeekSpan(date(2016, 2, 1), 521, date(2026, 1, 24))


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


def pain(worst: int | None = 4, before: int | None = 2, morning: int | None = 3, day: int = 5) -> SessionPain:
    return SessionPain(date(2026, 1, day), before, worst, worst, morning, flared=worst is not None and worst > 5)


def pains(*course: SessionPain, rows: int = 10, ascii: bool = True, span: WeekSpan = SPAN) -> PainChart:
    """A pain chart outside any app: only its drawing is asked for."""
    made = PainChart(ascii=ascii)
    made.set_reactive(PainChart.pains, course)
    made.set_reactive(PainChart.rows, rows)
    made.set_reactive(PainChart.span, span)
    return made


def test_a_bar_shows_the_pain_before_and_the_worst_in_the_zones_of_the_rule() -> None:
    assert pains(pain(day=5), pain(worst=7, before=3, morning=5, day=7)).draw(45).lines() == [
        "  10|                                 severe",
        "    |",
        "   8|  !",
        "    |--#------------------- above acceptable",
        "    |  #",
        "   5|--#------------------------- acceptable",
        "    |# #",
        "    |# :",
        "    |: :",
        "    |: :",
        "   0+----------+---------+---------+---------",
        "     5 Jan     12 Jan    19 Jan    26 Jan",
        ": before  # worst  ! flare-up",
    ]


def test_the_zones_are_bands_with_an_edge_and_a_name() -> None:
    sheet = pains().draw(60)
    grounds = [{ground for _, _, ground in sheet.stretches(y)} - {Ground.PLAIN} for y in range(10)]
    assert grounds == [{Ground.SEVERE}] * 3 + [{Ground.ABOVE}] * 2 + [set()] * 5


def test_where_weeks_are_wide_the_worst_is_written_and_the_next_morning_is_there() -> None:
    lines = pains(pain(worst=4, morning=1), pain(worst=7, day=12)).draw(80).lines()
    assert lines[5].startswith("   5|4")
    assert lines[2].startswith("   8|" + " " * 18 + "!7")
    assert lines[9].startswith("    |::o")
    assert "next morning" in lines[12]


def test_no_pain_differs_from_pain_that_was_not_given() -> None:
    none, silent = pain(worst=0, before=0, morning=None), pain(worst=None, before=None, morning=None, day=12)
    lines = pains(none, silent).draw(45).lines()
    assert lines[9] == "    |_"


def test_a_warning_sign_is_marked_as_one() -> None:
    flagged = SessionPain(date(2026, 1, 5), 2, 3, 3, None, flared=False, flagged=True)
    lines = pains(flagged).draw(45).lines()
    assert lines[6] == "    |#"
    assert "# warning sign" in lines[12]


@pytest.mark.parametrize("rows", [5, 10, 20])
def test_every_pain_has_its_own_height(rows: int) -> None:
    drawn = {tuple(pains(pain(worst=worst, before=0), rows=rows).draw(40).lines()[:rows]) for worst in range(11)}
    assert len(drawn) == 11


def test_of_several_sessions_in_one_cell_the_worst_is_shown_and_that_is_said() -> None:
    mild, bad = pain(worst=2), pain(worst=7, day=7)
    lines = pains(mild, bad, span=LONG).draw(60).lines()
    assert sum(line.count("!") for line in lines[:10]) == 1
    assert lines[-1].endswith("1 bar is the worst of 70 days")


def weekly(chart: type[MinutesChart] | type[SessionsChart], *weeks: Week) -> MinutesChart | SessionsChart:
    made = chart(ascii=True)
    made.set_reactive(chart.weeks, weeks)
    made.set_reactive(chart.span, SPAN)
    return made


WEEKS = (
    Week(date(2026, 1, 5), 3, 1200, 0, 0, over=True),
    Week(date(2026, 1, 12), 4, 600, 2, 3600, over=True),
    Week(date(2026, 1, 19), 1, 0, 0, 0, over=False),
)


def test_a_week_is_a_bar_of_minutes_with_its_figure() -> None:
    assert weekly(MinutesChart, *WEEKS).draw(37).lines() == [
        "    |20",
        "  20|#######",
        "    |####### 10",
        "    |####### #######",
        "    |####### ####### .",
        "    +--------+-------+-------+-------",
        "     5 Jan   12 Jan  19 Jan  26 Jan",
    ]


def test_a_week_is_a_dot_for_each_session_and_the_walks_below() -> None:
    lines = weekly(SessionsChart, *WEEKS).draw(37).lines()
    assert [line[:30].rstrip() for line in lines[:5]] == [
        "   4|        *",
        "   3|*       *       .",
        "    |*       *       .",
        "   1|*       *       *",
        "walk|.       2       .",
    ]


def test_weeks_that_share_a_column_are_told_as_an_average() -> None:
    made = MinutesChart(ascii=True)
    made.set_reactive(
        MinutesChart.weeks,
        tuple(Week(LONG.first + timedelta(weeks=n), 3, 60 * n, 0, 0, over=True) for n in range(521)),
    )
    made.set_reactive(MinutesChart.span, LONG)
    assert made.draw(60).lines()[-1] == "1 bar is the average of 10 weeks"


@pytest.mark.parametrize(("width", "rows"), [(56, 1), (40, 2)])
def test_sessions_a_week_are_next_to_the_trials(width: int, rows: int) -> None:
    made = SharesChart(ascii=True)
    made.set_reactive(SharesChart.found, Adherence(date(2025, 12, 13), 15, 6.0, 3))
    lines = made.draw(width).lines()
    assert len(lines) == rows
    assert "2.5 of 3, 83 %" in lines[0]
    assert "2.1 of 3, 70 %" in lines[-1]


def stairs(table: StageTable, *steps: StageStep, span: WeekSpan = SPAN, rows: int = 8) -> StageChart:
    made = StageChart(ascii=True)
    made.set_reactive(StageChart.table, table)
    made.set_reactive(StageChart.steps, steps)
    made.set_reactive(StageChart.span, span)
    made.set_reactive(StageChart.rows, rows)
    return made


STEPS = (Step(Kind.RUN, 60),)
SHORT = StageTable("Short", tuple(Stage(str(number + 1), STEPS) for number in range(4)))


def step(day: int, position: int, response: Response = Response.TOLERATED) -> StageStep:
    return StageStep(date(2026, 1, day), position, True, response)


def test_the_staircase_goes_up_and_down_by_date_with_its_flare_ups() -> None:
    course = (step(5, 0), step(12, 1), step(14, 1, Response.FLARE), step(17, 0), step(21, 0))
    assert stairs(SHORT, *course).draw(49).lines() == [
        "    |",
        "   4|",
        "    |",
        "   3|",
        "    |",
        "   2|           o==!===+",
        "    |           |      |",
        "   1|o==========+      o======o====",
        "    +-----------+----------+----------+----------",
        "     5 Jan      12 Jan     19 Jan     26 Jan",
        "o session  ! flare-up",
    ]


def test_a_pause_is_a_thin_line() -> None:
    lines = stairs(SHORT, step(5, 0), step(22, 0)).draw(49).lines()
    assert "....." in lines[7]
    assert "pause" in lines[-1]


@pytest.mark.parametrize("ascii", [False, True])
@pytest.mark.parametrize("span", [SPAN, LONG])
def test_every_chart_keeps_to_any_width(span: WeekSpan, ascii: bool) -> None:
    table = StageTable("Long", tuple(Stage(str(number), STEPS) for number in range(200)))
    days = [span.first + timedelta(days=number * span.count * 7 // 40) for number in range(40)]
    steps = tuple(StageStep(day, number * 37 % 200, True, Response.FLARE) for number, day in enumerate(days))
    course = tuple(SessionPain(day, 2, number % 11, 2, 3, flared=False) for number, day in enumerate(days))
    weeks = tuple(
        Week(span.first + timedelta(weeks=n), n % 9, 400 * n, n % 12, 60, over=True) for n in range(span.count)
    )
    charts: list[Chart] = [pains(*course, ascii=ascii, span=span), stairs(table, *steps, span=span)]
    for kind in (MinutesChart, SessionsChart):
        made = kind(ascii=ascii)
        made.set_reactive(kind.weeks, weeks)
        made.set_reactive(kind.span, span)
        charts.append(made)
    checkins = CheckInTable(ascii=ascii)
    checkins.set_reactive(CheckInTable.checkins, tuple(CheckIn(NOON, n, n, 100, n or None) for n in range(6)))
    shares = SharesChart(ascii=ascii)
    for chart in (*charts, checkins, shares):
        for width in (1, 5, 6, 11, 31, 40, 80, 190):
            assert all(len(line) <= width for line in chart.draw(width).lines())


@at_each_size(SIZES)
async def test_all_charts_are_there_and_nothing_is_cut_off(tmp_path: Path, size: tuple[int, int]) -> None:
    app = OneScreenApp(lambda: TrendsScreen(filled(tmp_path)))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        panels = app.screen.query(ChartPanel)
        assert [panel.id for panel in panels] == ["pain", "stage", "minutes", "sessions", "days", "checkins"]
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
        for drawn in app.screen.query(Chart):
            assert drawn.size.width <= 40
            assert drawn.size.height == drawn.draw(drawn.size.width).height
