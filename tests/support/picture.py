"""A screen as text that a person can read and compare.

A plain picture is its lines alone. What the line of keys says is not on it, since the same words stand there on many
screens; they are held in one place, see `footers.py`. A styled picture says how each stretch of cells is written, too:

    <the lines>
    ---
    a  #e9ecef on #0f1318
    b  bold #f7b955 on #171c23
    ---
    1-3  80a
    4    4a 10b 66a

What cannot be seen is left out, such as the colour of a letter where there is none, so a picture does not depend on
how the screen was put together.
"""

from __future__ import annotations

from itertools import groupby
from string import ascii_lowercase, ascii_uppercase

from rich.cells import cell_len
from rich.color import Color
from rich.style import Style
from textual.app import App
from textual.strip import Strip

from runwalk_tui.ui.controls.key_line import KeyLine
from tests.support.drawn import drawn_strips

RULE = "---"
NAMES = ascii_lowercase + ascii_uppercase
KEYS = "‹keys›"
"""Stands for each line of keys, which is as wide as the screen."""


def plain_picture(app: App[None]) -> str:
    """Return the lines that the app shows now, without what the line of keys says."""
    lines = [strip.text.rstrip() for strip in drawn_strips(app)]
    for keys in app.screen.query(KeyLine):
        for y in keys.region.line_range:
            lines[y] = KEYS
    return "\n".join(lines) + "\n"


def styled_picture(app: App[None]) -> str:
    """Return what the app shows now, and how it is written."""
    strips = drawn_strips(app)
    styles: dict[str, str] = {}
    runs = [_runs(strip, styles) for strip in strips]
    lines = [strip.text.rstrip() for strip in strips]
    legend = [f"{name}  {style}" for style, name in styles.items()]
    return "\n".join([*lines, RULE, *legend, RULE, *_numbered(runs)]) + "\n"


def _runs(strip: Strip, styles: dict[str, str]) -> str:
    """How a line is written; a style that is new gets the next name."""
    cells = []
    for text, style, _ in strip:
        for sign in text:
            look = _look(sign, style or Style.null())
            cells += [look] * cell_len(sign)
    parts = []
    for look, same in groupby(cells):
        number = len(styles)
        name = styles.setdefault(look, NAMES[number % len(NAMES)] * (1 + number // len(NAMES)))
        parts.append(f"{len(list(same))}{name}")
    return " ".join(parts)


def _look(sign: str, style: Style) -> str:
    """A style in words, as far as it can be seen on one sign."""
    fore, back = _name(style.color), _name(style.bgcolor)
    if style.reverse:
        fore, back = back, fore
    marks = [mark for mark in ("bold", "dim", "italic", "underline", "strike") if getattr(style, mark)]
    if sign == " ":
        marks = [mark for mark in marks if mark in ("underline", "strike")]
        if not marks:
            return f"on {back}"
    return " ".join([*marks, fore, "on", back])


def _name(colour: Color | None) -> str:
    if colour is None or colour.is_default:
        return "default"
    return colour.triplet.hex if colour.triplet else colour.name


def _numbered(runs: list[str]) -> list[str]:
    """Lines that are written alike, together."""
    numbered, first = [], 1
    for run, same in groupby(runs):
        last = first + len(list(same)) - 1
        numbered.append(f"{first}{f'-{last}' if last > first else ''}  {run}")
        first = last + 1
    return numbered
