"""What on a screen can hardly be read, from the very cells that are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color
from textual.containers import Vertical
from textual.filter import Monochrome
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

from runwalk_tui.ui.theme.legible import contrast

BLACK = Color(0, 0, 0)


class Palette(NamedTuple):
    """The first 16 colours as a terminal ships them; it writes with the eighth on the first."""

    name: str
    colours: tuple[str, ...]

    def shown(self, colour: RichColor | None, usual: int) -> Color:
        """A colour as it is seen; `usual` is the number of the one where none is named."""
        if colour is not None and colour.triplet is not None:
            return Color.from_rich_color(colour)
        number = usual if colour is None or colour.number is None else colour.number
        return Color.parse(f"#{self.colours[number]}")


XTERM = Palette(
    "xterm",
    (
        *("000000", "cd0000", "00cd00", "cdcd00", "0000ee", "cd00cd", "00cdcd", "e5e5e5"),
        *("7f7f7f", "ff0000", "00ff00", "ffff00", "5c5cff", "ff00ff", "00ffff", "ffffff"),
    ),
)
LINUX = Palette(
    "linux",
    (
        *("000000", "aa0000", "00aa00", "aa5500", "0000aa", "aa00aa", "00aaaa", "aaaaaa"),
        *("555555", "ff5555", "55ff55", "ffff55", "5555ff", "ff55ff", "55ffff", "ffffff"),
    ),
)
CAMPBELL = Palette(
    "campbell",
    (
        *("0c0c0c", "c50f1f", "13a10e", "c19c00", "0037da", "881798", "3a96dd", "cccccc"),
        *("767676", "e74856", "16c60c", "f9f1a5", "3b78ff", "b4009e", "61d6d6", "f2f2f2"),
    ),
)
TERMINALS = (XTERM, LINUX, CAMPBELL)
"""Three that are widespread."""


def too_faint(strips: Sequence[Strip], least: float, *terminals: Palette, within: Region | None = None) -> set[str]:
    """What has less contrast than the least, each with its line; on several terminals, or on one where it says all."""
    return {
        f"line {y + 1}: {style} has {ratio:.1f}"
        for y, style in set(_written(strips, within))
        for terminal in terminals or (XTERM,)
        if (ratio := _ratio(style, terminal)) < least
    }


def to_be_read(screen: Screen[Any]) -> Region:
    """Where a screen says something: what lies around the box of a question is in the shade."""
    boxes = [part.region for part in screen.children if isinstance(part, Vertical)] if screen.is_modal else []
    return Region.from_union(boxes or [screen.region])


def in_greys(strips: Sequence[Strip]) -> list[Strip]:
    """The same without colours, by the filter that the app itself has where NO_COLOR is set."""
    grey = Monochrome()
    return [Strip(grey.apply(list(strip), BLACK)) for strip in strips]


@cache
def _ratio(style: Style, terminal: Palette) -> float:
    fore, back = terminal.shown(style.color, 7), terminal.shown(style.bgcolor, 0)
    if style.reverse:
        fore, back = back, fore
    return contrast(fore, back)


def _written(strips: Sequence[Strip], within: Region | None) -> Iterator[tuple[int, Style]]:
    """Each way of writing letters or digits, with the line."""
    for y, strip in enumerate(strips):
        x = 0
        for text, style, _ in strip:
            for at, sign in enumerate(text):
                if sign.isalnum() and (within is None or within.contains(x + cell_len(text[:at]), y)):
                    yield y, style or Style.null()
                    break
            x += cell_len(text)
