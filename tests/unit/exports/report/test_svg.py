"""The charts as coordinates: what is drawn where, by hand-made figures."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest

from runwalk_tui.exports.report.axis import HALF, WIDE
from runwalk_tui.exports.report.drawing import Drawing, Shape, broken_path
from runwalk_tui.exports.report.pain_chart import pain_chart
from runwalk_tui.exports.report.stage_chart import stage_chart
from runwalk_tui.exports.report.week_chart import week_chart
from runwalk_tui.review.trends.course import SessionPain, StageStep
from runwalk_tui.review.trends.week_axis import WeekSpan
from runwalk_tui.review.trends.week_figures import Week
from runwalk_tui.rule.response import Response
from tests.support.a_letter import full_letter

MONDAY = date(2026, 1, 5)
DAY = timedelta(days=1)
SPAN = WeekSpan(MONDAY, 4, MONDAY + 27 * DAY)
STAGES = tuple(str(number) for number in range(1, 14))


def pain(day: int, worst: int | None = 3, *, flared: bool = False, flagged: bool = False) -> SessionPain:
    return SessionPain(MONDAY + day * DAY, 2, worst, 2, None if day else 1, flared, flagged)


def step(day: int, position: int, response: Response | None = Response.TOLERATED) -> StageStep:
    return StageStep(MONDAY + day * DAY, position, response is not None, response)


def points(drawing: Drawing) -> list[tuple[float, float]]:
    """Every point of a drawing."""
    found = [(mark.x, mark.y) for mark in drawing.marks] + [(label.x, label.y) for label in drawing.labels]
    for line in drawing.lines:
        found += [(float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", line.path)]
    for bar in drawing.bars:
        found += [(bar.x, bar.y), (bar.x + bar.width, bar.y + bar.height)]
    return found


def of_full_letter(width: float) -> list[Drawing]:
    letter = full_letter()
    stages = stage_chart(letter.steps, letter.stages, letter.span, width)
    assert stages is not None
    return [
        stages,
        pain_chart(letter.pains, letter.bar_minutes, letter.span, 5, "running", width),
        week_chart(letter.weeks, 3, letter.span),
    ]


@pytest.mark.parametrize("width", [WIDE, HALF])
def test_everything_is_inside_its_drawing(width: float) -> None:
    for drawing in of_full_letter(width):
        for x, y in points(drawing):
            assert 0 <= x <= drawing.width, drawing.name
            assert 0 <= y <= drawing.height, drawing.name


def test_an_answer_that_was_not_given_is_a_gap() -> None:
    assert broken_path([(0, 1), None, (2, 3), (4, 5), None]) == "M0.0 1.0M2.0 3.0L4.0 5.0"


def test_no_line_leads_over_a_break() -> None:
    drawing = pain_chart([pain(0), pain(2), pain(16)], [10, 12, 8], SPAN, 5, "running")
    before = next(line.path for line in drawing.lines if line.kind == "course")
    assert (before.count("M"), before.count("L")) == (2, 1)


def test_each_answer_is_one_mark_and_a_flare_up_has_a_shape_of_its_own() -> None:
    drawing = pain_chart([pain(0), pain(7, 8, flared=True), pain(14, None)], [10, 12, 8], SPAN, 5, "running")
    says = {mark.says: mark.shape for mark in drawing.marks}
    assert says["12 Jan: worst 8, flare-up"] is Shape.UP
    assert says["5 Jan: morning 1"] is Shape.DOT
    assert len(says) == 3 + 2 + 3 + 1
    assert len(drawing.bars) == 3


def test_more_pain_is_higher_and_the_limit_is_between() -> None:
    drawing = pain_chart([pain(0, 0), pain(7, 10)], [10, 10], SPAN, 5, "running")
    low, high = (mark.y for mark in drawing.marks if "worst" in mark.says)
    (limit,) = (line for line in drawing.lines if line.kind == "limit")
    assert high < float(limit.path.split()[-1]) < low
    assert (low + high) / 2 == pytest.approx(float(limit.path.split()[-1]), abs=0.1)


def test_more_minutes_are_a_higher_bar() -> None:
    first, second = pain_chart([pain(0), pain(7)], [5, 20], SPAN, 5, "running").bars
    assert second.height == pytest.approx(4 * first.height)
    assert first.says == "5 Jan: 5 min of running"


def test_a_warning_sign_is_a_square_in_both_charts() -> None:
    drawn = pain_chart([pain(0, 2, flagged=True)], [5], SPAN, 5, "running")
    assert Shape.SQUARE in {mark.shape for mark in drawn.marks}
    stages = stage_chart([step(0, 2, Response.STOP)], STAGES, SPAN)
    assert stages is not None
    assert [mark.shape for mark in stages.marks] == [Shape.SQUARE]


def test_a_step_back_is_marked_where_the_line_goes_down() -> None:
    drawing = stage_chart([step(0, 2, None), step(1, 2), step(3, 3, Response.FLARE), step(7, 2)], STAGES, SPAN)
    assert drawing is not None
    assert [mark.shape for mark in drawing.marks] == [Shape.DOWN, Shape.DIAMOND, Shape.DOT, Shape.UP, Shape.DOT]
    assert drawing.marks[0].says == "12 Jan: back to stage 3"
    assert [label.text for label in drawing.labels][:2] == ["3", "4"]


def test_without_a_step_there_is_no_chart_of_stages() -> None:
    assert stage_chart((), STAGES, SPAN) is None


def test_a_starting_stage_from_before_the_weeks_is_at_the_edge() -> None:
    early = StageStep(MONDAY - 3 * DAY, 2, session=False)
    drawing = stage_chart([early, step(1, 2)], STAGES, SPAN)
    assert drawing is not None
    assert drawing.marks[0].x < drawing.marks[1].x


def test_sessions_are_filled_and_walks_are_hatched() -> None:
    week = Week(MONDAY, 3, 1800, 2, 3600, over=True)
    drawing = week_chart([week], 3, SPAN)
    assert [(bar.hatched, bar.says) for bar in drawing.bars] == [
        (False, "week of 5 Jan: 3 sessions"),
        (True, "week of 5 Jan: 2 walks"),
    ]
    assert drawing.bars[0].height == pytest.approx(1.5 * drawing.bars[1].height)


def test_a_week_of_many_sessions_stays_in_the_drawing() -> None:
    drawing = week_chart([Week(MONDAY, 21, 1, 0, 0, over=True)], 3, SPAN)
    assert all(0 <= y <= drawing.height for _, y in points(drawing))


@pytest.mark.parametrize("count", [4, 12, 52, 156, 520])
def test_dates_never_touch_one_another_however_many_weeks_there_are(count: int) -> None:
    span = WeekSpan(MONDAY - (count - 1) * 7 * DAY, count, MONDAY)
    drawing = pain_chart([pain(0)], [5], span, 5, "running", HALF)
    dates = sorted(label.x for label in drawing.labels if re.fullmatch(r"\d+ [A-Z][a-z]+", label.text))
    assert dates
    assert all(later - earlier >= 40 for earlier, later in pairwise(dates))


def test_in_many_weeks_only_what_is_special_has_a_mark() -> None:
    span = WeekSpan(MONDAY, 104, MONDAY + 727 * DAY)
    pains = [pain(day, 8 if day == 6 else 3, flared=day == 6) for day in range(0, 720, 2)]
    drawing = pain_chart(pains, [10.0] * len(pains), span, 5, "running")
    assert [mark.says for mark in drawing.marks] == ["11 Jan: worst 8, flare-up"]


def test_a_screen_reader_hears_each_week_and_where_the_figures_of_the_sessions_are() -> None:
    week = week_chart(
        [Week(MONDAY, 3, 1800, 2, 3600, over=True), Week(MONDAY + 7 * DAY, 1, 9, 0, 0, over=True)], 3, SPAN
    )
    assert week.description == "Weeks from 5 Jan: 3 sessions, 2 walks; 12 Jan: 1 session, 0 walks."
    assert "table “Every session”" in pain_chart([pain(0)], [5], SPAN, 5, "running").description
