"""The line of the worst pains, as it is drawn."""

from __future__ import annotations

from datetime import date

import pytest

from runwalk_tui.review.trends.course import SessionPain
from runwalk_tui.ui.charts.chart import Paint
from runwalk_tui.ui.charts.pain_line import PainLine


def pain(worst: int, *, flared: bool = False, flagged: bool = False) -> SessionPain:
    return SessionPain(date(2026, 1, 5), 2, worst, worst, None, flared, flagged)


@pytest.mark.parametrize(("ascii", "flare", "flag"), [(False, "▲", "■"), (True, "!", "W")])
def test_flare_ups_and_warning_signs_differ_by_shape_and_share_a_colour(ascii: bool, flare: str, flag: str) -> None:
    line = PainLine(ascii=ascii)
    line.pains = (pain(3), pain(7, flared=True), pain(3, flagged=True))
    sheet = line.draw(80)
    assert sheet.lines()[1] == f" {flare}{flag}"
    assert [sheet.paint(x, 1) for x in (1, 2)] == [Paint.SEVERE, Paint.SEVERE]
    assert f"{flare} is a flare-up; {flag} a warning sign" in sheet.lines()[0]


def test_what_it_shows_is_told_in_as_many_lines_as_it_needs() -> None:
    line = PainLine()
    line.pains = tuple(pain(3, flagged=number == 20, flared=number == 30) for number in range(40))
    told = " ".join(line.draw(36).lines())
    assert told.endswith("▲ is a flare-up; ■ a warning sign")
