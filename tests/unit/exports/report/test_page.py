"""The page for a clinician and the hand-out as HTML: what is in them, what is never in them, and what is escaped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from html import unescape
from html.parser import HTMLParser

import pytest

from runwalk_tui.exports.report.page import hand_out_html, letter_html
from runwalk_tui.paths import shipped_programme
from runwalk_tui.review.dates import day_with_year
from runwalk_tui.review.report.checkins import letter_checkins
from runwalk_tui.review.report.letter import MADE_FROM, LetterNote, OwnRow, PlaceCount
from runwalk_tui.review.report.on_paper.hand_out import hand_out_of
from runwalk_tui.session.records import CheckIn
from runwalk_tui.table_in_use import load_table
from tests.support.a_letter import empty_letter, full_letter, hand_out, placed_letter, stopped_letter
from tests.support.twelve_weeks import STAIRS

EVIL = '<script>alert("1")</script> & \'"><img src=x onerror=y>'
RUNS = re.compile(r"<script|\son\w+\s*=|javascript:|<iframe|<object|<embed|<link|<base|<form", re.IGNORECASE)
ADDRESS = re.compile(r"""(?:src|href|action)\s*=|url\(\s*(?!#)|@import|https?:""", re.IGNORECASE)


class Elements(HTMLParser):
    """Every element with its attributes, and the text that can be read, its apostrophes as they are typed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)
        self.words = self.words.replace("’", "'")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def each(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


PAGES: dict[str, Callable[[], str]] = {
    "full": lambda: letter_html(full_letter()),
    "placed": lambda: letter_html(placed_letter()),
    "empty": lambda: letter_html(empty_letter()),
    "stopped": lambda: letter_html(stopped_letter()),
    "hand-out": lambda: hand_out_html(hand_out()),
}
"""Made when they are looked at: every process that runs tests imports this page."""


@cache
def page_of(name: str) -> str:
    return PAGES[name]()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_one_file_that_runs_nothing_and_loads_nothing(name: str) -> None:
    page = page_of(name)
    assert not RUNS.search(page)
    assert not ADDRESS.search(page)
    (policy,) = [each for each in Elements(page).each("meta") if each.get("http-equiv")]
    assert policy["content"] == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@pytest.mark.parametrize("name", PAGES)
def test_a_screen_reader_can_read_it(name: str) -> None:
    page = page_of(name)
    elements = Elements(page)
    assert elements.each("html") == [{"lang": "en"}]
    assert len(elements.each("h1")) == 1
    assert all(each.get("scope") in ("col", "row") for each in elements.each("th"))
    assert len(elements.each("caption")) == len(elements.each("table"))
    for drawing in elements.each("svg"):
        assert drawing["role"] == "img"
        named = (drawing["aria-labelledby"] or "").split()
        assert [f'id="{name}"' in page for name in named] == [True, True]
    ids = Counter(value for _, attributes in elements.found if (value := attributes.get("id")))
    assert set(ids.values()) <= {1}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_that_it_is_no_medical_advice(name: str) -> None:
    page = page_of(name)
    assert "Not medical advice." in Elements(page).words


def test_every_session_walk_and_note_is_on_the_page() -> None:
    letter, elements = full_letter(), Elements(page_of("full"))
    assert len(letter.rows) == 48
    days = Counter(day_with_year(row.day) for row in letter.rows)
    assert all(elements.words.count(day) >= count for day, count in days.items())
    for note in letter.notes:
        assert note.text in elements.words
    assert MADE_FROM in elements.words


def test_the_parts_come_in_the_order_in_which_a_clinician_reads() -> None:
    headings = re.findall(r"<h2>(.*?)</h2>", page_of("full"))
    assert headings == [
        "Next session",
        "Warning signs",
        "Stages",
        "Pain, 0-10, and running",
        "Sessions and walks a week, soreness",
        "Check-ins and the trial",
        "The rule that decides the next session",
        "Every session",
        "What the patient wrote",
        "Sources",
    ]


def test_an_open_warning_sign_comes_before_everything_else() -> None:
    headings = re.findall(r"<h2>(.*?)</h2>", page_of("stopped"))
    assert headings[0] == "On hold: a warning sign that is not cleared"
    assert headings.count("Warning signs") == 0
    assert "not yet" in Elements(page_of("stopped")).words
    letter = stopped_letter()
    two = letter_html(replace(letter, signs=letter.signs * 2))
    assert "<h2>On hold: warning signs that are not cleared</h2>" in two


def test_the_caveat_comes_before_the_figures_of_the_trial() -> None:
    words, found = Elements(page_of("full")).words, full_letter().checkins
    assert found is not None
    parts = (found.caveat, "−15.3 (−25.3 to −5.3)", "no figure found", STAIRS, found.caveats_after[0])
    places = [words.index(part) for part in parts]
    assert places == sorted(places)


def test_with_one_check_in_there_is_neither_a_change_nor_the_trial() -> None:
    letter = replace(full_letter(), checkins=letter_checkins([CheckIn(datetime(2026, 1, 5, tzinfo=UTC), 31, 28, 55)]))
    page = letter_html(letter)
    assert "<h2>Check-ins</h2>" in page
    assert not any(word in page for word in (">Change<", "Trial:", "Ostelo 2008 names", "no figure found"))


def test_our_own_two_questions_are_on_the_page_with_their_answers() -> None:
    page = page_of("full")
    assert f"How well “<bdi>{STAIRS}</bdi>” goes" in page
    assert "How safe running feels for the back" in page and "0-10; higher is better" in page


def test_what_is_left_out_is_told_also_where_no_session_is_shown() -> None:
    page = letter_html(replace(full_letter(), rows=(), left_out=("2 rehearsals of the timer.",)))
    assert "<h2>Not shown</h2>" in page and "2 rehearsals of the timer." in page


def test_a_sign_of_the_future_is_told_and_no_sign_is_denied() -> None:
    page = letter_html(replace(empty_letter(), signs_ahead=("An entry dated 1 May 2027 has a warning sign.",)))
    assert "<strong>An entry dated 1 May 2027" in page
    assert "No warning sign" not in page


def test_what_somebody_should_look_at_is_told_under_a_stop_sign_too() -> None:
    letter = stopped_letter()
    told = "runwalk has advised the patient to see a doctor or physiotherapist about: 2 flare-ups in a row."
    page = letter_html(replace(letter, here=replace(letter.here, reasons=(told,))))
    assert told in page[page.index('class="stop"') : page.index("<h2>Stages")]


def test_what_a_patient_wrote_is_never_typeset_and_our_own_words_are() -> None:
    note = LetterNote(date(2025, 12, 1), "Walk", "Didn't hurt")
    page = letter_html(replace(full_letter(), notes=(note,), stage_sentence="The patient's stage."))
    assert "Didn&#39;t hurt" in page and "The patient’s stage." in page


def test_a_mark_is_explained_where_it_is_used() -> None:
    assert "our own estimate, from the makers" not in page_of("full")
    page = letter_html(replace(full_letter(), stages_run="Stage 7*: run 1m45s, walk 1m."))
    assert page.index("our own estimate, from the makers") < page.index("<h2>Pain")
    key = page[page.index("<figcaption>") : page.index("</figcaption>")]
    assert "step back" in key and "starting stage" not in key


def test_a_programme_of_walks_has_no_column_of_running() -> None:
    rows = tuple(replace(row, run_minutes=0.0) for row in full_letter().rows)
    page = letter_html(replace(full_letter(), rows=rows, bar_word="walking"))
    assert ">Running</th>" not in page and "minutes of walking" in page


def test_nothing_that_somebody_wrote_becomes_a_part_of_the_page() -> None:
    full = full_letter()
    checkins = full.checkins
    assert checkins is not None
    rows = tuple(replace(row, what=EVIL, sore=EVIL, done=EVIL, response=EVIL) for row in full.rows[:2])
    page = letter_html(
        replace(
            full,
            name=EVIL,
            programme=EVIL,
            rows=rows,
            notes=(LetterNote(date(2025, 12, 1), EVIL, EVIL),),
            soreness=(PlaceCount(EVIL, 1, date(2025, 12, 1)),),
            screening=(EVIL,),
            checkins=replace(checkins, own=(OwnRow(EVIL, EVIL, EVIL, (EVIL,), EVIL),)),
            stages=(EVIL,) * len(full.stages),
            stages_run=EVIL,
            pain_sentence=EVIL,
        )
    )
    assert not re.search(r"<script|<img", page)
    assert page.count("&lt;script&gt;") >= 10
    assert EVIL in unescape(page)


def test_a_name_from_right_to_left_is_kept_apart_from_what_follows_it() -> None:
    page = letter_html(replace(full_letter(), name="דנה 🏃"))
    assert "<bdi>דנה 🏃</bdi>" in page


def test_without_a_name_there_is_no_gap_where_it_would_be() -> None:
    page = letter_html(replace(full_letter(), name=""))
    assert "<bdi></bdi>" not in page
    assert "<title>ASTEROID run-walk, " in page


def test_an_empty_part_says_so_or_is_left_out() -> None:
    words = Elements(page_of("empty")).words
    assert "No warning sign is in the patient's log." in words
    assert "No soreness was reported." in words
    for missing in ("Every session", "What the patient wrote", "Check-ins and the trial", "Pain, 0-10, and running"):
        assert f"<h2>{missing}" not in page_of("empty")


def test_what_a_reader_looks_for_differs_by_shape_and_weight_not_by_colour() -> None:
    assert re.search(r'class="bold">.*▲ flare-up</td>', page_of("full"))
    assert re.search(r'class="bold">.*■ warning sign</td>', page_of("full"))
    assert "fill=" in page_of("full"), "walks are hatched"


def test_on_paper_it_is_always_light_and_never_bound_to_one_size_of_paper() -> None:
    style = page_of("full").partition("<style>")[2].partition("</style>")[0]
    assert "@media screen and (prefers-color-scheme: dark)" in style
    assert not re.search(r"@page\s*{[^}]*\bsize\s*:", style)
    sizes = [float(size) for size in re.findall(r"font(?:-size)?:[^;]*?(\d+(?:\.\d+)?)pt", style)]
    assert min(sizes) >= 8.5


def test_the_hand_out_has_every_stage_every_sign_a_scale_and_room_to_write() -> None:
    page, elements, words = hand_out(), Elements(page_of("hand-out")), Elements(page_of("hand-out")).words
    assert all(
        each in words for stage in page.stages for each in (stage.steps, stage.repetitions, stage.longest, *page.heads)
    )
    assert all(each in words for part in (*page.at_first, *page.each_time) for each in (part.lead, *part.told))
    assert all(each in words for group in page.signs for each in (group.what_to_do, *group.signs))
    assert page.after_signs in words and page.check_signs in words
    assert all(source in words for source in page.sources)
    assert re.search("0.*1.*10.*no pain.*worst you can imagine", words, re.DOTALL)
    empty = re.findall(r"<tr>(?:<td></td>)+</tr>", page_of("hand-out"))
    assert len(empty) == 18
    assert len(elements.each("col")) == 9
    assert len(re.findall("<span[^>]*></span>", page_of("hand-out"))) == 4, "room for name, stage, repetitions, day"


def test_the_hand_out_of_stages_that_are_done_once_counts_no_repetitions() -> None:
    page = hand_out_html(hand_out_of(load_table(shipped_programme("walking"))))
    words = Elements(page).words
    assert "epetition" not in words and "Minutes" in words
    assert page.count("<th ") == 3 + 7 + 9, "three columns of seven stages, and the table to write in"
    assert "10\N{NO-BREAK SPACE}min" in words


def test_the_hand_out_says_once_that_it_is_no_medical_advice() -> None:
    assert Elements(page_of("hand-out")).words.count("edical advice") == 1
