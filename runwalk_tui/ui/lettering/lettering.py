"""Large text: how big it can be in a box, and the lines of characters that draw it.

Everything is remembered by size, so a clock that counts down draws each digit once.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from runwalk_tui.ui.lettering.capitals import CAPITALS
from runwalk_tui.ui.lettering.digits import DIGITS
from runwalk_tui.ui.lettering.large_icons import PHASE_GLYPHS
from runwalk_tui.ui.lettering.raster import Bitmap, Ink, beside, cells, fill
from runwalk_tui.ui.lettering.shapes import Frame, Glyph
from runwalk_tui.values import dataclass

GLYPHS: dict[str, Glyph] = {**DIGITS, **CAPITALS, **PHASE_GLYPHS}

NARROWEST = 0.5
"""Width of a digit as a part of its height when it has to be slim."""
WIDEST = 0.76
"""The same when there is room to spare; wider would no longer look like one family."""
STEM_OF_HEIGHT, STEM_OF_WIDTH = 0.2, 0.31
BAR_OF_HEIGHT, BAR_OF_WIDTH = 0.15, 0.28
"""Thickness of the strokes: what the height and the width allow, whichever is less."""
SPACE = 0.5
"""Space between two characters, as a part of a stem; at least a cell."""
CLOSER = 0.7
"""How far two letters with room between them, like W and A, may move together, as a part of a stem."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a text is drawn."""

    ink: Ink
    frame: Frame
    """The box of a digit."""
    gap: int
    """Pixels between two characters."""
    rows: int
    """Cells in height."""

    def across(self, character: str) -> int:
        """Width of a character in pixels."""
        if character in ":.!I":
            return self.frame.stem
        width = max(3, round(self.frame.width * GLYPHS.get(character, GLYPHS[" "]).width))
        if character in "MW":
            # Their middle strokes meet on whole pixels, and leave some room on both sides.
            return max(5 * self.frame.stem + 2, width + (width - self.frame.stem) % 2)
        return width

    def pitch(self, character: str) -> int:
        """Cells from the beginning of a character of a clock to the next; the same for all digits."""
        return -(-(self.across(character) + self.gap) // self.ink.grain.across)

    def columns(self, text: str) -> int:
        """Cells in width of a word, before its letters move together."""
        pixels = sum(map(self.across, text)) + self.gap * max(0, len(text) - 1)
        return -(-pixels // self.ink.grain.across)

    def clock_columns(self, text: str) -> int:
        """Cells in width of a clock's text, in which every character begins a cell."""
        return sum(map(self.pitch, text)) - self.gap // self.ink.grain.across


def lines_of(text: str, size: Size) -> tuple[str, ...]:
    """Draw a word: one line of characters for each row of cells."""
    word: Bitmap = (b"",) * size.frame.height
    for before, character in zip(" " + text, text, strict=False):
        letter = bitmap(character, size)
        gap = size.gap if word[0] else 0
        if before.isalpha() and character.isalpha():
            gap -= _closer(bitmap(before, size), letter, size)
        word = beside((word, letter), gap)
    return cells(word, size.ink)


@lru_cache(maxsize=256)
def character_of_clock(character: str, size: Size) -> tuple[str, ...]:
    """Draw one character of a clock with the space after it, in whole cells."""
    width = size.pitch(character)
    return tuple(line.ljust(width) for line in cells(bitmap(character, size), size.ink))


@lru_cache(maxsize=64)
def fit_word(text: str, width: int, height: int, ink: Ink) -> Size | None:
    """Return the largest size at which a box of cells has room for a word; None when only plain text does."""
    return next((size for size in sizes(height, ink) if size.columns(text) <= width), None)


def fit_clock(text: str, width: int, height: int, ink: Ink) -> Size | None:
    """Return the largest size at which a box of cells has room for a clock's text; None when only plain text does.

    The answer is the same for all texts that have their digits in the same places.
    """
    return _fit_pattern("".join("0" if character.isdigit() else character for character in text), width, height, ink)


@lru_cache(maxsize=64)
def _fit_pattern(pattern: str, width: int, height: int, ink: Ink) -> Size | None:
    return next((size for size in sizes(height, ink) if size.clock_columns(pattern) <= width), None)


def sizes(height: int, ink: Ink) -> Iterator[Size]:
    """All sizes that are not higher than a number of cells, the highest first, then the widest."""
    grain = ink.grain
    for rows in range(height, 0, -1):
        high = rows * grain.down
        if high < 5:
            return
        for wide in range(int(rows * 2 * WIDEST / grain.width), int(rows * 2 * NARROWEST / grain.width) - 1, -1):
            if wide > 3 * grain.across:
                yield _size(ink, wide, high, rows)


def _size(ink: Ink, wide: int, high: int, rows: int) -> Size:
    grain = ink.grain
    width, height = wide * grain.width, high * grain.height
    stem = round(min(STEM_OF_HEIGHT * height, STEM_OF_WIDTH * width) / grain.width)
    bar = round(min(BAR_OF_HEIGHT * height, BAR_OF_WIDTH * width) / grain.height)
    frame = Frame(
        width=wide,
        height=high,
        stem=max(1, min(stem, (wide - 1) // 3)),
        bar=max(1, min(bar, (high - 2) // 3)),
        squash=grain.width / grain.height,
    )
    return Size(ink, frame, max(grain.across, round(frame.stem * SPACE)), rows)


def _closer(before: Bitmap, after: Bitmap, size: Size) -> int:
    """How many pixels two letters can move together before they are closer than two stems would stand."""
    most = round(size.frame.stem * CLOSER)
    near = max(1, size.frame.height // 8)
    room_before = [len(row) - len(row.rstrip(b"\0")) for row in before]
    room_after = [len(row) - len(row.lstrip(b"\0")) for row in after]
    return min(
        most,
        *(room + min(room_after[max(0, y - near) : y + near + 1]) for y, room in enumerate(room_before)),
    )


@lru_cache(maxsize=512)
def bitmap(character: str, size: Size) -> Bitmap:
    """One character in pixels; what has no shape is as empty as a space."""
    frame = Frame(size.across(character), size.frame.height, size.frame.stem, size.frame.bar, size.frame.squash)
    return fill(GLYPHS.get(character, GLYPHS[" "]).draw(frame), frame.width, frame.height)
