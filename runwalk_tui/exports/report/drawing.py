"""What a chart of the page is made of: lines, bars, marks and words with their coordinates, as SVG wants them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class Shape(Enum):
    """A mark, told by its shape and so also in black and white; its value is an SVG path around 0, 0."""

    DOT = "M-2.6 0a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0 -5.2 0z"
    RING = "M-2.7 0a2.7 2.7 0 1 0 5.4 0a2.7 2.7 0 1 0 -5.4 0z"
    """Drawn hollow."""
    UP = "M0 -5L4.6 3.4L-4.6 3.4z"
    DOWN = "M0 4.4L4 -3L-4 -3z"
    """Drawn hollow."""
    SQUARE = "M-3.9 -3.9L3.9 -3.9L3.9 3.9L-3.9 3.9z"
    DIAMOND = "M0 -4.6L4.6 0L0 4.6L-4.6 0z"
    """Drawn hollow."""

    @property
    def hollow(self) -> bool:
        """Whether the paper shows through."""
        return self in (Shape.RING, Shape.DOWN, Shape.DIAMOND)


@dataclass(frozen=True, slots=True)
class Line:
    """A line from point to point, its path in the units of the drawing."""

    path: str
    kind: str
    """How it is drawn, a class of the style: "grid", "axis", "limit" (dashed) or "course"."""


@dataclass(frozen=True, slots=True)
class Bar:
    """An upright bar."""

    x: float
    y: float
    """Of its top."""
    width: float
    height: float
    hatched: bool
    says: str
    """What it is, shown where a pointer rests on it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One session or one answer."""

    x: float
    y: float
    shape: Shape
    says: str
    """What it is, shown where a pointer rests on it."""


@dataclass(frozen=True, slots=True)
class Label:
    """A word of the drawing."""

    x: float
    y: float
    """Of its base line."""
    text: str
    anchor: str
    """"start", "middle" or "end" of the text is at x."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart."""

    name: str
    """Unique on the page; ids are made from it."""
    width: float
    height: float
    """In pixels of 1/96 inch where the page is printed."""
    title: str
    """What it shows, in a few words."""
    description: str
    """What can be seen in it, in a sentence."""
    lines: tuple[Line, ...]
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]


Point = tuple[float, float]


def path(points: Sequence[Point]) -> str:
    """A line through points, the first of which it starts at; "" without any."""
    return "".join(f"{'L' if number else 'M'}{x:.1f} {y:.1f}" for number, (x, y) in enumerate(points))


def broken_path(points: Sequence[Point | None]) -> str:
    """The same with a gap wherever there is no point."""
    drawn: list[str] = []
    lifted = True
    for point in points:
        if point is not None:
            drawn.append(f"{'M' if lifted else 'L'}{point[0]:.1f} {point[1]:.1f}")
        lifted = point is None
    return "".join(drawn)
