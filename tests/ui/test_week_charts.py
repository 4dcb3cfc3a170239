"""What each chart over weeks draws, held as text; no app is needed for that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from runwalk_tui.programme.stage import Act, Stage, StageTable, Step
from runwalk_tui.review.trends.course import SessionPain, StageStep
from runwalk_tui.review.trends.week_axis import WeekSpan
from runwalk_tui.review.trends.week_figures import Week
from runwalk_tui.rule.follow_up import Adherence
from runwalk_tui.rule.response import Response
from runwalk_tui.session.records import CheckIn
from runwalk_tui.ui.charts.chart import Chart, Ground
from runwalk_tui.ui.charts.checkin_table import CheckInTable
from runwalk_tui.ui.charts.shares import SharesChart
from runwalk_tui.ui.charts.weeks.pain_chart import PainChart
from runwalk_tui.ui.charts.weeks.stage_chart import StageChart
from runwalk_tui.ui.charts.weeks.weekly_bars import MinutesChart, SessionsChart
from tests.support.stand_ins import NOON

SPAN = WeekSpan(date(2026, 1, 5), 4, date(2026, 1, 24))
LONG = WeekSpan(date(2016, 2, 1), 521, date(2026, 1, 24))


def pain(worst: int | None = 4, before: int | None = 2, morning: int | None = 3, day: int = 5) -> SessionPain:
    return SessionPain(date(2026, 1, day), before, worst, worst, morning, flared=worst is not None and worst > 5)


def pains(*course: SessionPain, rows: int = 10, ascii: bool = True, span: WeekSpan = SPAN) -> PainChart:
    """A pain chart outside any app: only its drawing is looked at."""
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
        "    |--#-------------------------------------",
        "    |  #                             above 5",
        "   5|--#-------------------------------------",
        "    |# #                                fine",
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
    assert lines[6].startswith("    |W ")
    assert "W warning sign" in lines[12]


@pytest.mark.parametrize("rows", [5, 10, 20])
def test_every_pain_has_its_own_height(rows: int) -> None:
    drawn = {tuple(pains(pain(worst=worst, before=0), rows=rows).draw(40).lines()[:rows]) for worst in range(11)}
    assert len(drawn) == 11


def test_of_several_sessions_in_one_cell_the_worst_is_shown_and_that_is_said() -> None:
    mild, bad = pain(worst=2), pain(worst=7, day=7)
    lines = pains(mild, bad, span=LONG).draw(60).lines()
    assert sum(line.count("!") for line in lines[:10]) == 1
    assert lines[-1].endswith("a bar is the worst of 67 or 68 days")


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
    assert made.draw(60).lines()[-1] == "a bar is the average of 10 weeks"


@pytest.mark.parametrize(("width", "rows"), [(56, 1), (40, 2)])
def test_sessions_a_week_are_next_to_the_trials(width: int, rows: int) -> None:
    made = SharesChart(ascii=True)
    made.set_reactive(SharesChart.found, Adherence(date(2025, 12, 13), 15, 6.0, 3))
    lines = made.draw(width).lines()
    assert len(lines) == rows
    assert "2.5 of 3, 83%" in lines[0]
    assert "2.1 of 3, 70%" in lines[-1]


def stairs(table: StageTable, *steps: StageStep, span: WeekSpan = SPAN, rows: int = 8) -> StageChart:
    made = StageChart(ascii=True)
    made.set_reactive(StageChart.table, table)
    made.set_reactive(StageChart.steps, steps)
    made.set_reactive(StageChart.span, span)
    made.set_reactive(StageChart.rows, rows)
    return made


STEPS = (Step(Act.RUN, 60),)
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


def test_a_break_is_a_thin_line() -> None:
    lines = stairs(SHORT, step(5, 0), step(22, 0)).draw(49).lines()
    assert "....." in lines[7]
    assert "break" in lines[-1]


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
    checkins.set_reactive(
        CheckInTable.checkins, tuple(CheckIn(NOON, n, n, 100, n or None, "stairs", n, n) for n in range(6))
    )
    shares = SharesChart(ascii=ascii)
    for chart in (*charts, checkins, shares):
        for width in (1, 5, 6, 11, 31, 40, 80, 190):
            assert all(len(line) <= width for line in chart.draw(width).lines())


def lines_of_checkins(width: int, *checkins: CheckIn) -> list[str]:
    chart = CheckInTable(ascii=True)
    chart.set_reactive(CheckInTable.checkins, checkins)
    return chart.draw(width).lines()


CHECKINS = (
    CheckIn(NOON, 44, 47, 66, 26, "Stairs", 3, 4),
    CheckIn(NOON, 30, 35, 60, None, "gardening", 5),
    CheckIn(NOON, 21, 25, 40, 15, "stairs", 10, 9),
)


def test_the_table_of_check_ins_has_our_own_questions_and_no_score_of_something_else() -> None:
    first, *rows = lines_of_checkins(80, *CHECKINS)
    assert first.split() == ["pain", "now", "average", "worst", "disability", "feels", "safe", "stairs"]
    assert [row.split()[-2:] for row in rows] == [["4/10", "3/10"], ["-", "-"], ["9/10", "10/10"]]


def test_a_column_without_room_is_left_out_and_a_long_name_is_a_short_one() -> None:
    assert lines_of_checkins(48, *CHECKINS)[0].endswith("disability")
    long = [replace(one, activity="playing with the children") for one in CHECKINS]
    assert lines_of_checkins(80, *long)[0].endswith("feels safe  activity")
    assert lines_of_checkins(120, *long)[0].endswith("playing with the children")
    assert lines_of_checkins(120, *(replace(one, activity="階段") for one in CHECKINS))[0].endswith("activity")


def test_check_ins_without_our_own_questions_have_no_columns_for_them() -> None:
    assert lines_of_checkins(80, CheckIn(NOON, 44, 47, 66))[0].split() == ["pain", "now", "average", "worst"]


def test_bars_of_weeks_reach_the_right_edge_at_any_width() -> None:
    for width in (40, 57, 83):
        chart = MinutesChart(ascii=True)
        chart.set_reactive(MinutesChart.span, WeekSpan(date(2025, 1, 27), 52, date(2026, 1, 24)))
        axis = chart.draw(width).lines()[chart.rows]
        assert len(axis) == width
