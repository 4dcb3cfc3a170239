"""docs/runwalk.cast plays, shows a whole session, and leaves the terminal that plays it alone."""

from __future__ import annotations

import json
import re

import pyte
import pytest

from scripts.asciicast import LEFT_OUT, MOST_BYTES, OUT, Tape
from scripts.pages import ROOT

TEXT = (ROOT / OUT).read_text("utf-8")
HEADER, *EVENTS = (json.loads(line) for line in TEXT.splitlines())


def test_it_is_an_asciicast_whose_time_runs_forward() -> None:
    assert (HEADER["version"], HEADER["width"], HEADER["height"]) == (2, 80, 24)
    seconds = [second for second, _, _ in EVENTS]
    assert seconds == sorted(seconds)
    assert {kind for _, kind, _ in EVENTS} == {"o", "m"}
    assert len(TEXT.encode()) <= MOST_BYTES


@pytest.mark.slow("everything that was written is drawn again")
def test_it_shows_a_session_from_the_first_question_to_what_is_next() -> None:
    screen = pyte.Screen(80, 24)
    stream = pyte.Stream(screen)
    wanted = ["Start here", "How is your pain right now?", "worst pain", "How hard was it?", "rehearsal", "Start here"]
    titles = set()
    for _, kind, text in EVENTS:
        if kind != "o":
            continue
        stream.feed(text)
        titles.add(screen.title)
        if wanted and wanted[0] in "\n".join(screen.display):
            wanted.pop(0)
    assert wanted == []
    assert {"Run 1/2", "Run 2/2"} <= {title[:7] for title in titles}


def test_it_asks_the_terminal_that_plays_it_nothing_and_names_nobody_s_folder() -> None:
    written = "".join(text for _, kind, text in EVENTS if kind == "o")
    assert LEFT_OUT.search(written) is None
    assert re.search(r"/(?:root|home|tmp|Users)\b", written) is None


def test_it_says_nothing_of_the_computer_it_was_recorded_on() -> None:
    """A newcomer's first picture of the app would be a warning that isn't theirs."""
    written = " ".join(text for _, kind, text in EVENTS if kind == "o")
    assert "awake" not in written
    assert "may sleep" not in written


def test_a_question_that_comes_in_two_pieces_is_left_out_all_the_same() -> None:
    tape = Tape()
    for piece in ("a\x1b[?20", "26$pb\x1b", "[1mc\x1b[?1003h", "…".encode()[:1], "…".encode()[1:]):
        tape.write(piece if isinstance(piece, bytes) else piece.encode())
    assert "".join(text for _, _, text in tape.events) == "ab\x1b[1mc…"
