"""The charts: what they draw, and the screen around them with real keys at several sizes."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.widgets import Static

from runwalk_tui.programme.stage import Kind, Stage, StageTable, Step
from runwalk_tui.rule.trends import SessionPain, StageStep, Week, stage_steps
from runwalk_tui.session.records import Placement, SessionRecord
from runwalk_tui.ui.charts.chart import Chart
from runwalk_tui.ui.charts.pain_chart import PainChart
from runwalk_tui.ui.charts.stage_chart import StageChart
from runwalk_tui.ui.charts.week_chart import MinutesChart, SessionsChart
from runwalk_tui.ui.screens.pages.trends import ChartPanel, TrendsScreen
from runwalk_tui.workspace import Workspace
from tests.support.examples import at_each_size
from tests.support.reading_app import OneScreenApp, seen, whole
from tests.support.stand_ins import NOON, make_workspace
from tests.support.waiting import resize, settle, until

SIZES = [(40, 12), (80, 24), (120, 40), (200, 60)]
FIRST = NOON - timedelta(days=19)  # Monday 5 January


def filled(folder: Path, count: int = 8) -> Workspace:
    """A workspace whose runner was placed at stage 1 and has run every second or third day since."""
    workspace = make_workspace(folder)
    workspace.store.place(Placement(FIRST - timedelta(hours=1), "1"))
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


def chart(*course: SessionPain, rows: int = 10, ascii: bool = True) -> PainChart:
    """A pain chart outside any app: only its drawing is asked for."""
    made = PainChart(ascii=ascii)
    made.set_reactive(PainChart.pains, course)
    made.set_reactive(PainChart.rows, rows)
    return made


def test_a_bar_shows_the_pain_before_the_rise_to_the_worst_and_the_next_morning() -> None:
    lines = chart(pain(day=5), pain(worst=7, before=3, morning=5, day=7)).draw(60).lines()
    assert lines[:11] == [
        "     10 |",
        "        |",
        "      8 |",
        "        |      ##",
        "        |      ##",
        "      5 |------##o---------",
        "        |##    ##",
        "        |##o   ::",
        "      2 |::    ::",
        "        |::    ::",
        "      0 +---------------------------------------------------",
    ]
    assert lines[11] == "         5 Jan"
    assert lines[12:17] == [
        "before   2     3",
        "worst    4     7",
        "after    4     7",
        "morning  3     5",
        "flare-up       !",
    ]


def test_no_pain_differs_from_pain_that_was_not_given() -> None:
    lines = chart(pain(worst=0, before=0, morning=0), pain(worst=None, before=None, morning=None)).draw(60).lines()
    assert lines[9].endswith("|__")
    assert lines[10].startswith("      0 +--o--")
    assert lines[12] == "before   0     ."


@pytest.mark.parametrize("rows", [5, 10, 20])
def test_every_pain_has_its_own_height(rows: int) -> None:
    drawn = {tuple(chart(pain(worst=worst, before=0), rows=rows).draw(40).lines()[:rows]) for worst in range(11)}
    assert len(drawn) == 11


def test_where_there_is_no_room_the_newest_sessions_are_shown_and_the_others_counted() -> None:
    many = [pain(worst=1)] * 40 + [pain(worst=10)]
    text = "\n".join(chart(*many).draw(30).lines())
    assert "worst    11111111111111111111X" in text
    assert "X 10" in text
    assert "20 earlier sessions" in text


@pytest.mark.parametrize("ascii", [False, True])
@pytest.mark.parametrize("count", [0, 1, 2, 7, 40])
def test_a_chart_fits_any_width(count: int, ascii: bool) -> None:
    made = chart(*[pain(worst=number % 11, day=1 + number % 28) for number in range(count)], ascii=ascii)
    for width in range(1, 200):
        assert all(len(line) <= width for line in made.draw(width).lines())


def test_a_week_is_a_bar_of_minutes_and_a_row_of_sessions() -> None:
    found = (
        Week(date(2026, 1, 5), 3, 1200, 3, over=True),
        Week(date(2026, 1, 12), 4, 600, 3, over=True),
        Week(date(2026, 1, 19), 0, 0, 3, over=False),
    )
    minutes, sessions = MinutesChart(ascii=True), SessionsChart(ascii=True)
    minutes.set_reactive(MinutesChart.weeks, found)
    sessions.set_reactive(SessionsChart.weeks, found)
    assert minutes.draw(41).lines() == [
        "week of",
        " 5 Jan |#################### 20 min",
        "12 Jan |########## 10 min",
        "19 Jan | 0 min so far",
    ]
    assert sessions.draw(40).lines() == [
        "week of",
        " 5 Jan |***   3 of 3",
        "12 Jan |****  4 of 3",
        "19 Jan |...   0 of 3 so far",
    ]


def test_weeks_beyond_twelve_are_told_in_one_line() -> None:
    minutes = MinutesChart(ascii=True)
    begin = date(2025, 9, 1)
    minutes.set_reactive(
        MinutesChart.weeks, tuple(Week(begin + timedelta(weeks=n), 3, 60 * n, 3, over=True) for n in range(20))
    )
    lines = minutes.draw(60).lines()
    assert len(lines) == 14
    assert lines[1] == "8 earlier weeks: 4 min a week"
    assert lines[2].startswith("27 Oct 25 |")


@at_each_size(SIZES)
async def test_all_four_charts_are_there_and_nothing_is_cut_off(tmp_path: Path, size: tuple[int, int]) -> None:
    app = OneScreenApp(lambda: TrendsScreen(filled(tmp_path)))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        titles = [str(panel.query_one(".title", Static).visual) for panel in app.screen.query(ChartPanel)]
        assert titles == [
            "Pain by session, 0 to 10",
            "Stage, by date",
            "Running, minutes a week",
            "Adherence, sessions a week",
        ]
        page = app.screen.query_one("#page")
        assert page.virtual_size.width <= page.size.width
        for panel in app.screen.query(ChartPanel):
            sheet = panel.chart.draw(panel.chart.size.width)
            assert panel.chart.size.height == sheet.height
            assert panel.virtual_region.contains_region(
                panel.chart.virtual_region.translate(panel.virtual_region.offset)
            )
        columns = {panel.region.x for panel in app.screen.query(ChartPanel)}
        assert len(columns) == (2 if size[0] >= 120 else 1)


def test_the_staircase_goes_up_and_down_by_date(tmp_path: Path) -> None:
    workspace = filled(tmp_path)
    stairs = StageChart(ascii=True)
    stairs.set_reactive(StageChart.table, workspace.table)
    stairs.set_reactive(StageChart.steps, stage_steps(workspace.table, workspace.log()))
    stairs.set_reactive(StageChart.today, workspace.today())
    assert stairs.draw(49).lines() == [
        "        |",
        "      3 |",
        "        |",
        "      2 |              o===o===+",
        "        |              |       |",
        "      1 |o===o===o=====+       o=====o===o.......",
        "        +----------------------------------------",
        "         5 Jan         12 Jan        19 Jan",
        "o a session  . no session since",
    ]


@pytest.mark.parametrize("days", [0, 1, 6, 30, 400])
@pytest.mark.parametrize("positions", [[0], [5, 0], [0, 12, 3], [0, 199]])
def test_a_staircase_fits_any_width_and_height(days: int, positions: list[int]) -> None:
    table = StageTable("Long", tuple(Stage(str(number), (Step(Kind.RUN, 60),)) for number in range(200)))
    stairs = StageChart()
    stairs.set_reactive(StageChart.table, table)
    stairs.set_reactive(
        StageChart.steps, tuple(StageStep(FIRST.date() + timedelta(n), p, True) for n, p in enumerate(positions))
    )
    stairs.set_reactive(StageChart.today, FIRST.date() + timedelta(days))
    for width in (1, 9, 10, 31, 80, 190):
        lines = stairs.draw(width).lines()
        assert len(lines) <= 20
        assert all(len(line) <= width for line in lines)
        assert width < 31 or "●" in "".join(lines)


@at_each_size(SIZES)
async def test_without_a_session_each_chart_is_a_sentence_and_not_an_empty_box(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = OneScreenApp(lambda: TrendsScreen(make_workspace(tmp_path)))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for panel in app.screen.query(ChartPanel):
            assert "here" in whole(panel)
            assert not panel.chart.display


@pytest.mark.parametrize("count", [1, 2])
async def test_one_or_two_sessions_are_drawn_already(tmp_path: Path, count: int) -> None:
    app = OneScreenApp(lambda: TrendsScreen(filled(tmp_path, count)))
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert all(panel.chart.display for panel in app.screen.query(ChartPanel))
        shown, words = seen(app), whole(app.screen)
    assert "worst    3" in shown
    assert f"{count} of 3" in shown
    assert ("After two sessions a line will show here" in words) == (count == 1)


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
        assert "Pain by session" in seen(app)
        await pilot.press("end")
        await until(pilot, lambda: "2 of 3" in seen(app), "the last chart")
        await pilot.press("home")
        await until(pilot, lambda: "Pain by session" in seen(app), "the first chart")
        await pilot.press("pagedown")
        await until(pilot, lambda: "Pain by session" not in seen(app), "the charts below")
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
        assert "2 of 2 sessions" in whole(app.screen)


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
