"""Home and the timer can be read in themes that were not made for them. Our own are measured by `test_snapshots.py`."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from runwalk_tui.ui.theme.legible import LEAST
from tests.support.contrast import TERMINALS, too_faint
from tests.support.drawn import drawn_strips
from tests.support.scenes import DrivenApp, reach

# Textual's own themes; these were the hardest to read, before they were made legible.
HARDEST = ("solarized-dark", "atom-one-light", "rose-pine-dawn", "atom-one-dark")


@pytest.mark.parametrize("scene", ["home", "run"])
async def test_home_and_the_timer_can_be_read_in_themes_that_were_not_made_for_it(tmp_path: Path, scene: str) -> None:
    driven = DrivenApp(tmp_path)
    faint: dict[str, set[str]] = {}
    async with driven.on((80, 24)) as pilot:
        await reach(scene, driven, pilot)
        for theme in HARDEST:
            driven.app.theme = theme
            await driven.settle(pilot)
            faint[theme] = too_faint(drawn_strips(driven.app), LEAST)
    assert {theme: found for theme, found in faint.items() if found} == {}


def lines(*drawn: tuple[str, str]) -> list[Strip]:
    """A line for each text, all of it in one style."""
    return [Strip([Segment(text, Style.parse(style))]) for text, style in drawn]


def test_what_is_faint_is_found_with_its_line() -> None:
    assert too_faint(lines(("plain", "#ffffff on #000000"), ("dull", "#444444 on #000000")), 7.0) == {
        "line 2: #444444 on #000000 has 2.2"
    }


def test_reversed_letters_have_the_contrast_that_they_are_seen_with() -> None:
    dim_ground = lines(("word", "reverse default on color(8)"))
    assert {found[-3:] for found in too_faint(dim_ground, 21.0, TERMINALS[0])} == {"3.2"}


def test_lines_and_blanks_need_no_contrast() -> None:
    assert too_faint(lines(("── ·  ", "#111111 on #000000")), 7.0) == set()


def test_what_lies_around_the_box_of_a_question_is_not_to_be_read() -> None:
    drawn = [Strip([Segment("off ", Style.parse("#222222 on #000000")), Segment("ask", Style.parse("white on black"))])]
    assert too_faint(drawn, 4.5, within=Region(4, 0, 3, 1)) == set()
    assert too_faint(drawn, 4.5) == {"line 1: #222222 on #000000 has 1.3"}
