"""The time, as large as its place allows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from runwalk_tui.ui.lettering.lettering import character_of_clock, fit_clock
from runwalk_tui.ui.lettering.raster import Ink

NEAR = 3
"""Changed cells this close to each other are written in one go; moving the cursor costs more."""
BOLD = Style(bold=True)
FULL = "█▛▜▙▟"
OPPOSITE = str.maketrans(FULL, " ▗▖▝▘")
BLOCKS = "".join(ink.grain.marks for ink in Ink)


class BigClock(Widget):
    """Shows a text such as "1:30" or "1:02:03" in large digits.

    Digits are all of one width, so nothing moves while the seconds go by. When the text changes,
    only the cells that differ are drawn again. Colours are the widget's own `color` and `background`;
    `text-style: reverse` swaps the colours of all of it.
    """

    DEFAULT_CSS = """
    BigClock {
        width: 1fr;
        height: 1fr;
    }
    """

    text: reactive[str] = reactive("", repaint=False)
    """Digits and colons; other characters are drawn where there is a shape for them."""
    ink: reactive[Ink] = reactive(Ink.QUARTERS)
    """What it is drawn with; `raster.ink_for` tells what suits the terminal."""

    def __init__(
        self,
        text: str = "",
        *,
        ink: Ink = Ink.QUARTERS,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.set_reactive(BigClock.text, text)
        self.set_reactive(BigClock.ink, ink)
        self._style: Style | None = None
        """What the lines are drawn in, while they are drawn."""

    def render_lines(self, crop: Region) -> list[Strip]:
        # Working the style out anew for each line was an eighth of what a second of session costs.
        self._style = self.rich_style
        try:
            return super().render_lines(crop)
        finally:
            self._style = None

    def render_line(self, y: int) -> Strip:
        lines = lines_of_clock(self.text, self.size.width, self.size.height, self.ink)
        return inked(lines[y] if y < len(lines) else "", self.size.width, self._style or self.rich_style, self.ink)

    def watch_text(self, before: str, after: str) -> None:
        width, height = self.size
        one, other = (lines_of_clock(text, width, height, self.ink) for text in (before, after))
        regions = list(changed_regions(one, other))
        if regions:
            self.refresh(*regions)


@lru_cache(maxsize=4)  # of the second before and of this one; each line of the screen asks for all of them
def lines_of_clock(text: str, width: int, height: int, ink: Ink) -> tuple[str, ...]:
    """Return a text in the middle of a box of cells, as lines that are all as wide as the box."""
    size = fit_clock(text, width, height, ink)
    if size is None:
        return in_the_middle([text[:width]], width, height)
    characters = [character_of_clock(character, size) for character in text]
    columns = size.clock_columns(text)
    return in_the_middle(["".join(parts)[:columns] for parts in zip(*characters, strict=True)], width, height)


def in_the_middle(lines: Sequence[str], width: int, height: int) -> tuple[str, ...]:
    """Put lines of one width in the middle of a box of cells."""
    left = (width - max(map(len, lines), default=0)) // 2
    above = (height - len(lines)) // 2
    blank = " " * width
    drawn = [(" " * left + line).ljust(width) for line in lines]
    return (*[blank] * above, *drawn, *[blank] * (height - above - len(drawn)))


@lru_cache(maxsize=128)  # most lines of a clock are as they were a second ago
def inked(line: str, width: int, style: Style, ink: Ink) -> Strip:
    """Return a line of large letters as a strip of the screen.

    Full cells are empty ones with the colours exchanged: block characters leave seams between the lines in terminals
    with line spacing. In ASCII each full cell has a character, on a ground of the same colour: a solid
    block where there is colour, and still legible where there is none.
    """
    line = line.ljust(width)
    if line.strip(BLOCKS):
        return Strip([Segment(line, style + BOLD)], width)
    if ink is Ink.CHARACTERS:
        return Strip([Segment(run, _hatched(style) if run[0] == "#" else style) for run in runs(line, "#")], width)
    return Strip(filled(line, style), width)


def filled(line: str, style: Style) -> list[Segment]:
    """Draw a text with its full and nearly full blocks as the opposite block with the colours exchanged."""
    turned = style + Style(reverse=not style.reverse)
    return [
        Segment(run.translate(OPPOSITE), turned) if run[0] in FULL else Segment(run, style) for run in runs(line, FULL)
    ]


def runs(line: str, characters: str) -> Iterator[str]:
    """Cut a line where stretches of some characters begin and end."""
    return (found.group() for found in _stretches_of(characters).finditer(line))


@lru_cache(maxsize=4)
def _stretches_of(characters: str) -> re.Pattern[str]:
    inside = re.escape(characters)
    return re.compile(f"[{inside}]+|[^{inside}]+")


def _hatched(style: Style) -> Style:
    if style.reverse or style.color is None or style.color.is_default:
        return style + Style(reverse=not style.reverse)
    return style + Style(bgcolor=style.color)


def changed_regions(before: Sequence[Sequence[object]], after: Sequence[Sequence[object]]) -> Iterator[Region]:
    """The stretches of cells in which two drawings of one size differ."""
    for y, (one, other) in enumerate(zip(before, after, strict=True)):
        if one == other:
            continue
        start = end = -1
        for x, (a, b) in enumerate(zip(one, other, strict=True)):
            if a == b:
                continue
            if start >= 0 and x - end > NEAR:
                yield Region(start, y, end - start, 1)
                start = x
            start = x if start < 0 else start
            end = x + 1
        yield Region(start, y, end - start, 1)
