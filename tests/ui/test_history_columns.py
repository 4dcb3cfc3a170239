"""Which columns History has on which terminal: the table of docs/screen.md, and that more room never takes one away."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from runwalk_tui.review.past.ordering import SortColumn
from runwalk_tui.ui.screens.history.cells import WIDTHS, columns_at
from runwalk_tui.ui.screens.history.look import BESIDE_FROM, WIDE_DETAIL, WIDE_FROM, room_beside, room_for_table
from scripts.pages import ROOT

FEW = {SortColumn.DAY, SortColumn.STAGE, SortColumn.WORST, SortColumn.AFTER, SortColumn.RESPONSE}
DONE = {SortColumn.DONE}
PAINS = {SortColumn.BEFORE, SortColumn.MORNING}
RUN, NOTES = {SortColumn.RUN}, {SortColumn.NOTES}


def columns(width: int) -> dict[SortColumn, int]:
    return columns_at(room_for_table(width))


def has_weekday(width: int) -> bool:
    return columns(width)[SortColumn.DAY] == WIDTHS[SortColumn.DAY]


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (40, 56, FEW),
        (57, 76, FEW | DONE),
        (77, 85, FEW | DONE | PAINS),
        (86, 99, FEW | DONE | PAINS | RUN),
        (100, 103, FEW),
        (104, 120, FEW | DONE),
        (121, 129, FEW | DONE | PAINS),
        (130, 154, FEW | DONE | PAINS | RUN),
        (155, 300, FEW | DONE | PAINS | RUN | NOTES),
    ],
)
def test_a_width_has_its_columns_and_the_docs_say_where_they_come(
    first: int, last: int, shown: set[SortColumn]
) -> None:
    for width in range(first, last + 1):
        assert set(columns(width)) == shown, width
    page = (ROOT / "docs" / "screen.md").read_text("utf-8")
    assert re.search(rf"^\| from {first}(×10| columns) \|", page, re.MULTILINE)


def test_the_weekday_comes_and_stays() -> None:
    assert [width for width in range(40, BESIDE_FROM) if has_weekday(width)] == [*range(95, BESIDE_FROM)]
    assert [width for width in range(BESIDE_FROM, 301) if has_weekday(width)] == [*range(139, 301)]


def test_more_room_takes_nothing_away_once_a_session_stands_beside_the_table() -> None:
    for less, more in pairwise(range(BESIDE_FROM, 301)):
        assert columns(less).keys() <= columns(more).keys(), more
        assert room_beside(less) <= room_beside(more)
    assert (WIDE_FROM, room_beside(WIDE_FROM)) == (173, WIDE_DETAIL)
