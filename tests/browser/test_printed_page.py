"""The page of `runwalk report` in a real browser: printed on both sizes of paper, and on large and small screens."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from html import escape
from pathlib import Path

import pytest

from runwalk_tui.exports.report.page import hand_out_html, letter_html
from runwalk_tui.paths import shipped_programme
from runwalk_tui.programme.shipped import DEFAULT, PROGRAMMES
from runwalk_tui.review.dates import day_with_year
from runwalk_tui.review.report.on_paper.hand_out import hand_out_of
from runwalk_tui.table_in_use import load_table
from tests.support.a_letter import empty_letter, full_letter, hand_out, stopped_letter
from tests.support.chromium import Chromium, PrintedPage

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(sys.platform == "win32", reason="a process group is ended as Unix does it"),
]
PAPERS = {"A4": (595, 842), "letter": (612, 792)}
"""Points."""
MARGIN = 30.0
"""Points at the edge of the paper in which nothing is printed; the narrowest is 12 mm, 34 points."""
SCREENS = (360, 620, 700, 860, 900, 1200)
"""Widths of a phone, tablets and computers, in pixels; the layout changes at 640 and 864."""
MEASURED = (
    "const pages = [...document.getElementsByTagName('iframe')].map(each => each.contentDocument.documentElement); "
    "const wide = pages.filter(page => page.scrollWidth > page.clientWidth); "
    "const out = pages.filter(page => [...page.getElementsByTagName('table')].some("
    "table => table.getBoundingClientRect().right > table.parentElement.getBoundingClientRect().right + 1)); "
    "document.title = [...wide, ...out].map(page => page.clientWidth).join(', ') || 'fits'"
)
"""The widths at which something sticks out, of the page or of its own part."""


@pytest.fixture
def chromium(tmp_path: Path) -> Chromium:
    return Chromium(tmp_path)


def assert_nothing_is_cut(pages: list[PrintedPage], paper: str) -> None:
    for page in pages:
        assert (round(page.width), round(page.height)) == pytest.approx(PAPERS[paper], abs=1)
        for left, top, right, bottom, word in page.words:
            inside = left >= MARGIN and right <= page.width - MARGIN and top > 0 and bottom <= page.height - 12
            assert inside, (word, left, top, right, bottom)


def assert_all_rows_are_there(pages: list[PrintedPage]) -> None:
    text = " ".join(page.text for page in pages)
    days = Counter(day_with_year(row.day) for row in full_letter().rows)
    assert all(text.count(day) >= count for day, count in days.items())
    for note in full_letter().notes:
        assert all(word in text for word in note.text.split())


@pytest.mark.short
def test_twelve_weeks_are_three_pages_of_a4(chromium: Chromium) -> None:
    pages = chromium.printed(letter_html(full_letter()), "A4")
    assert len(pages) <= 3
    assert_nothing_is_cut(pages, "A4")
    assert_all_rows_are_there(pages)


def test_twelve_weeks_are_three_pages_of_letter_paper_and_the_table_has_its_heads_on_each(chromium: Chromium) -> None:
    pages = chromium.printed(letter_html(full_letter()), "letter")
    assert len(pages) <= 3
    assert_nothing_is_cut(pages, "letter")
    assert_all_rows_are_there(pages)
    with_rows = [page for page in pages if page.text.count("tolerated") > 3]
    assert len(with_rows) == 2
    heads = {"Repetitions", "Minutes", "Running", "Before", "Worst", "After", "Morning", "Effort", "Sore"}
    assert all(heads <= {word[-1] for word in page.words} for page in with_rows)


@pytest.mark.parametrize("paper", PAPERS)
def test_an_open_warning_sign_is_at_the_top_of_the_first_page(chromium: Chromium, paper: str) -> None:
    pages = chromium.printed(letter_html(stopped_letter()), paper)
    assert len(pages) <= 3
    assert_nothing_is_cut(pages, paper)
    (top,) = [word[1] for word in pages[0].words if word[-1] == "hold:"]
    assert top < pages[0].height / 4


@pytest.mark.parametrize("paper", PAPERS)
def test_the_hand_out_is_two_pages_the_second_of_them_to_write_on(chromium: Chromium, paper: str) -> None:
    first, second = chromium.printed(hand_out_html(hand_out()), paper)
    assert_nothing_is_cut([first, second], paper)
    assert "Warning signs" in first.text and "Sources" in first.text
    assert second.text.startswith("My sessions Name")


@pytest.mark.parametrize("name", [each.name for each in PROGRAMMES if each.name != DEFAULT])
def test_the_hand_out_of_another_programme_is_two_pages_and_cut_nowhere(chromium: Chromium, name: str) -> None:
    pages = chromium.printed(hand_out_html(hand_out_of(load_table(shipped_programme(name)))), "letter")
    assert len(pages) == 2
    assert_nothing_is_cut(pages, "letter")


def test_a_page_with_hardly_anything_on_it_is_one_page(chromium: Chromium) -> None:
    pages = chromium.printed(letter_html(empty_letter()), "A4")
    assert len(pages) == 1
    assert_nothing_is_cut(pages, "A4")


def test_long_words_and_many_sessions_are_cut_nowhere(chromium: Chromium) -> None:
    full = full_letter()
    long = "Spaziergang" * 7
    rows = tuple(
        replace(row, day=row.day - timedelta(days=90 * turn), what=f"{long}: stage 4", sore=long)
        for turn in range(4)
        for row in full.rows
    )
    page = letter_html(replace(full, name=f"דנה 🏃 {long}", programme=long, rows=rows))
    pages = chromium.printed(page, "A4")
    assert_nothing_is_cut(pages, "A4")
    text = " ".join(page.text for page in pages)
    assert all(day_with_year(row.day) in text for row in rows)


@pytest.mark.parametrize("page", [letter_html, hand_out_html])
def test_nothing_sticks_out_on_any_screen(chromium: Chromium, page: object) -> None:
    html = letter_html(full_letter()) if page is letter_html else hand_out_html(hand_out())
    frame = '<iframe style="border:0" width="{}" height="640" srcdoc="{}"></iframe>'
    frames = "".join(frame.format(width, escape(html)) for width in SCREENS)
    told = chromium.said(f"<title></title>{frames}<script>onload = () => {{ {MEASURED} }}</script>")
    assert told == "fits"


def test_on_a_screen_it_is_as_light_or_dark_as_the_reader_likes(chromium: Chromium) -> None:
    html = letter_html(full_letter())
    light = chromium.drawn(html, width=800, height=600).read_bytes()
    dark = chromium.drawn(html, width=800, height=600, dark=True).read_bytes()
    assert light != dark


def test_on_paper_it_is_light_and_grey_however_dark_the_screen_is(chromium: Chromium) -> None:
    pixels = chromium.grey(letter_html(full_letter()), dark=True)
    assert sum(pixel > 240 for pixel in pixels) > 0.8 * len(pixels)
    assert min(pixels) < 100, "and the ink is dark"
