"""Outlines become pixels, and pixels become the characters of a terminal.

A pixel here is a part of a cell: a quarter, a half or the whole, as the terminal's font allows. It
is either on or off. No grey is used, so an edge is as sharp as the terminal can draw it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum

from runwalk_tui.values import dataclass

Point = tuple[float, float]
Polygon = Sequence[Point]
"""Corners in pixels, closed from the last to the first. Filled by the non-zero rule."""
Bitmap = tuple[bytes, ...]
"""Rows from the top, one byte a pixel: 0 or 1."""

SCANS = 5
"""Lines looked at in each row of pixels. Odd, so that one runs through the middle."""


@dataclass(frozen=True, slots=True)
class Grain:
    """How a cell divides into pixels."""

    across: int
    """Pixels in the width of a cell."""
    down: int
    """Pixels in the height of a cell."""
    marks: str
    """The character for each pattern of pixels, bit 0 the upper left one, then along the rows."""

    @property
    def width(self) -> float:
        """Width of a pixel; a cell is 1 wide and 2 high."""
        return 1 / self.across

    @property
    def height(self) -> float:
        """Height of a pixel; a cell is 1 wide and 2 high."""
        return 2 / self.down


class Ink(Enum):
    """What a terminal can draw with."""

    QUARTERS = Grain(2, 2, " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█")
    """Quarter blocks: every font with Unicode's block elements."""
    HALVES = Grain(1, 2, " ▀▄█")
    """Half blocks: also the console of Linux and other fonts of 256 or 512 characters."""
    CHARACTERS = Grain(1, 1, " #")
    """Whole cells: ASCII."""

    @property
    def grain(self) -> Grain:
        """How this ink divides a cell."""
        return self.value


def ink_for(ascii: bool, environment: Mapping[str, str]) -> Ink:
    """Return what large letters are drawn with on this terminal.

    The console of Linux has half blocks in its font, but no quarters.
    """
    if ascii:
        return Ink.CHARACTERS
    return Ink.HALVES if environment.get("TERM", "") in ("linux", "cygwin") else Ink.QUARTERS


def fill(pieces: Iterable[Polygon], width: int, height: int) -> Bitmap:
    """Draw the union of some polygons: a pixel is on where they cover half of it or more."""
    edges = [_edges(piece) for piece in pieces]
    rows = []
    for y in range(height):
        covered = [0.0] * width
        for scan in range(SCANS):
            at = y + (scan + 0.5) / SCANS
            for left, right in _union(span for piece in edges for span in _spans(piece, at)):
                _add(covered, max(0.0, left), min(float(width), right))
        rows.append(bytes(cover * 2 >= SCANS - 1e-6 for cover in covered))
    return tuple(rows)


def cells(bitmap: Bitmap, ink: Ink) -> tuple[str, ...]:
    """Return the lines of text that show a bitmap; what is left of a cell stays empty."""
    grain = ink.grain
    width = max(map(len, bitmap), default=0)
    columns = -(-width // grain.across)
    lines = []
    for top in range(0, len(bitmap), grain.down):
        patterns = [0] * columns
        for down, row in enumerate(bitmap[top : top + grain.down]):
            for x, on in enumerate(row):
                if on:
                    patterns[x // grain.across] |= 1 << (down * grain.across + x % grain.across)
        lines.append("".join(map(grain.marks.__getitem__, patterns)))
    return tuple(lines)


def beside(bitmaps: Sequence[Bitmap], gap: int) -> Bitmap:
    """Put bitmaps of one height side by side, some pixels apart; a gap below 0 lets them overlap by that much."""
    if gap < 0:
        joined = bitmaps[0]
        for bitmap in bitmaps[1:]:
            joined = tuple(_overlap(one, other, -gap) for one, other in zip(joined, bitmap, strict=True))
        return joined
    return tuple(bytes(gap).join(rows) for rows in zip(*bitmaps, strict=True))


def _overlap(one: bytes, other: bytes, by: int) -> bytes:
    shared = bytes(a | b for a, b in zip(one[-by:], other[:by], strict=True))
    return one[:-by] + shared + other[by:]


def _edges(polygon: Polygon) -> list[tuple[float, float, float, float, int]]:
    """The sloping sides of a polygon as (top, bottom, x at the top, dx per y, direction)."""
    edges = []
    for (x0, y0), (x1, y1) in zip(polygon, (*polygon[1:], polygon[0]), strict=True):
        if y0 < y1:
            edges.append((y0, y1, x0, (x1 - x0) / (y1 - y0), 1))
        elif y1 < y0:
            edges.append((y1, y0, x1, (x0 - x1) / (y0 - y1), -1))
    return edges


def _spans(edges: list[tuple[float, float, float, float, int]], y: float) -> Iterable[tuple[float, float]]:
    """Where a line at `y` is inside a polygon."""
    crossings = sorted(
        (x + slope * (y - top), direction) for top, bottom, x, slope, direction in edges if top <= y < bottom
    )
    winding, began = 0, 0.0
    for x, direction in crossings:
        if winding == 0:
            began = x
        winding += direction
        if winding == 0:
            yield began, x


def _union(spans: Iterable[tuple[float, float]]) -> Iterable[tuple[float, float]]:
    """Join the spans that overlap, so that no pixel is counted twice."""
    began: float | None = None
    ended = -math.inf
    for left, right in sorted(spans):
        if began is None or left > ended:
            if began is not None:
                yield began, ended
            began, ended = left, right
        else:
            ended = max(ended, right)
    if began is not None:
        yield began, ended


def _add(covered: list[float], left: float, right: float) -> None:
    """Add the part of each pixel that lies between two places of a row."""
    if right <= left:
        return
    first, last = int(left), min(int(right), len(covered) - 1)
    if first == last:
        covered[first] += right - left
        return
    covered[first] += first + 1 - left
    for x in range(first + 1, last):
        covered[x] += 1
    covered[last] += right - last
