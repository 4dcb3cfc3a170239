"""The recorded session of the README: one picture that moves by itself, and stays still for whoever asked for that."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from scripts.pages import ROOT
from scripts.recording import MOST_BYTES, OUT, STILL, Frame, animated

PICTURE = (ROOT / OUT).read_text("utf-8")


def exported(first: str, second: str) -> str:
    """A screen of two rows, as Textual exports it."""
    rows = "".join(
        f'<rect fill="#000" x="0" y="{1.5 + 24.4 * row}" width="24.4" height="24.65" shape-rendering="crispEdges"/>'
        f'<text class="terminal-7-r1" x="0" y="{20 + 24.4 * row}" textLength="24.4" '
        f'clip-path="url(#terminal-7-line-{row})">{text}</text>'
        for row, text in enumerate((first, second))
    )
    return (
        '<svg viewBox="0 0 100 110"><style>.terminal-7-matrix { font-size: 20px; }\n'
        '.terminal-7-r1 { fill: #fff }</style><rect fill="#292929" stroke="#fff" x="1" y="1"/>'
        f'<g clip-path="url(#terminal-7-clip-terminal)">{rows}</g></svg>'
    )


def test_each_frame_has_its_seconds_and_a_row_that_stays_is_in_the_file_once() -> None:
    made = animated([Frame("home", 1, exported("runwalk", "Home")), Frame(STILL, 3, exported("runwalk", "RUN 3/9"))])
    ElementTree.fromstring(made)
    assert [made.count(f">{text}</text>") for text in ("runwalk", "Home", "RUN 3/9")] == [1, 1, 1]
    assert "animation-duration:4s" in made
    assert "@keyframes k0{0.000%{visibility:visible}25.000%,100%{visibility:hidden}}" in made
    assert "@keyframes k1{0%{visibility:hidden}25.000%{visibility:visible}100.000%{visibility:visible}}" in made


def test_what_does_not_move_shows_the_timer() -> None:
    made = animated([Frame("home", 1, exported("a", "b")), Frame(STILL, 1, exported("c", "d"))])
    assert re.findall(r'<g class="f f(\d) ?(still)?"( visibility="hidden")?>', made) == [
        ("0", "", ' visibility="hidden"'),
        ("1", "still", ""),
    ]
    assert "prefers-reduced-motion:reduce" in made


@pytest.mark.parametrize("what", ["http://", "https://", "<script", "<image", "@font-face"])
def test_the_picture_needs_nothing_from_elsewhere(what: str) -> None:
    assert what not in PICTURE.replace("http://www.w3.org/2000/svg", "")


def test_the_picture_is_well_formed_and_small() -> None:
    ElementTree.fromstring(PICTURE)
    assert len(PICTURE.encode()) < MOST_BYTES
    assert len(re.findall(r'<g class="f ', PICTURE)) > 20
