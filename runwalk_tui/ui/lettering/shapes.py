"""The letter shapes of the large digits and words: heavy, open, and drawn anew for every size.

A shape is described by where its strokes run, never by a picture of it. All flat parts lie on whole
pixels at every size, as a type designer's hints would place them, so stems are equally thick and edges
sharp from five pixels up to a wall.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from runwalk_tui.ui.lettering.raster import Point, Polygon
from runwalk_tui.values import dataclass

ROUND = 0.6
"""How far a curve's handles reach to the corner: 0.55 would be an ellipse, 1 a rectangle."""
STEPS = 10
"""Straight pieces in a quarter turn."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The box of one glyph, in pixels, and the strokes to draw in it."""

    width: int
    """At least 3."""
    height: int
    """At least 5."""
    stem: int
    """Thickness of upright strokes; two of them leave room between."""
    bar: int
    """Thickness of level strokes; three of them leave room between."""
    squash: float = 1.0
    """Width of a pixel divided by its height: 1/2 when a pixel is a quarter of a cell."""

    @property
    def left(self) -> float:
        """Middle of the leftmost stem."""
        return self.stem / 2

    @property
    def right(self) -> float:
        """Middle of the rightmost stem."""
        return self.width - self.stem / 2

    @property
    def middle(self) -> float:
        """Half of the width, for curves."""
        return self.width / 2

    @property
    def top(self) -> float:
        """Middle of the highest bar."""
        return self.bar / 2

    @property
    def bottom(self) -> float:
        """Middle of the lowest bar."""
        return self.height - self.bar / 2

    def column(self, part: float) -> float:
        """Middle of a stem at a part of the way from the left to the right one, on whole pixels."""
        return math.floor((self.width - self.stem) * part + 0.5) + self.stem / 2

    def level(self, part: float) -> float:
        """Middle of a bar at a part of the way from the highest to the lowest one, on whole pixels."""
        return math.floor((self.height - self.bar) * part + 0.5) + self.bar / 2

    def row(self, part: float) -> int:
        """An edge at a part of the height, on whole pixels."""
        return math.floor(self.height * part + 0.5)

    def upper_end(self, part: float, waist: float) -> float:
        """Where a hook from the top ends, near a part of the height, its mouth open above a bar at `waist`."""
        return max(1.0, min(self.row(part), waist - self.bar / 2 - self.mouth))

    def lower_end(self, part: float, waist: float) -> float:
        """Where a hook from the foot ends, as far from it as a part of the height, its mouth open below a bar."""
        return min(self.height - 1.0, max(self.height - self.row(part), waist + self.bar / 2 + self.mouth))

    @property
    def mouth(self) -> int:
        """The least opening of a hook, which tells 6 from 8."""
        return max(1, round(self.height * 0.09))

    def sweep(self, across: float, room: float) -> float:
        """How high a round corner is that is `across` pixels wide, in no more than `room` pixels."""
        return min(room, 1.3 * across * self.squash)


Draw = Callable[[Frame], Iterable[Polygon]]


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character."""

    draw: Draw
    width: float = 1.0
    """Its width, as a part of a digit's."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A quarter turn to a point; `rising` when it sets out upright and arrives level."""

    to: Point
    rising: bool

    def handles(self, start: Point) -> tuple[Point, Point]:
        """The two points that pull the curve."""
        (x0, y0), (x3, y3) = start, self.to
        if self.rising:
            return (x0, y0 + (y3 - y0) * ROUND), (x3 + (x0 - x3) * ROUND, y3)
        return (x0 + (x3 - x0) * ROUND, y0), (x3, y3 + (y0 - y3) * ROUND)


@dataclass(frozen=True, slots=True)
class Curve:
    """A free curve to a point, pulled by two others."""

    first: Point
    second: Point
    to: Point

    def handles(self, start: Point) -> tuple[Point, Point]:
        """The two points that pull the curve."""
        return self.first, self.second


def stroke(frame: Frame, start: Point, *path: Point | Turn | Curve) -> Polygon:
    """Draw a line with a pen as wide as a stem and as high as a bar, its ends cut off straight."""
    spine: list[tuple[Point, Point]] = []  # each point with its direction
    here = start
    for step in path:
        if isinstance(step, Turn | Curve):
            spine += _bend(here, step)
            here = step.to
        else:
            towards = (step[0] - here[0], step[1] - here[1])
            spine += [(here, towards), (step, towards)]
            here = step
    one, other = [], []
    for (x, y), (dx, dy) in spine:
        along, up = _reach(frame, -dy, dx)
        one.append((x + along, y + up))
        other.append((x - along, y - up))
    return [*one, *reversed(other)]


def bar(frame: Frame, x0: float, x1: float, y: float) -> Polygon:
    """Draw a level stroke around a height."""
    half = frame.bar / 2
    return [(x0, y - half), (x1, y - half), (x1, y + half), (x0, y + half)]


def stem(frame: Frame, x: float, y0: float, y1: float) -> Polygon:
    """Draw an upright stroke around a column."""
    half = frame.stem / 2
    return [(x - half, y0), (x + half, y0), (x + half, y1), (x - half, y1)]


def slant(frame: Frame, top: Point, foot: Point, weight: float = 1.0) -> Polygon:
    """Draw a sloping stroke between the middles of its two level ends."""
    half = lean(frame, top, foot, weight) / 2
    return [(top[0] - half, top[1]), (top[0] + half, top[1]), (foot[0] + half, foot[1]), (foot[0] - half, foot[1])]


def lean(frame: Frame, top: Point, foot: Point, weight: float = 1.0) -> float:
    """How wide the level end of a sloping stroke is, so that it looks as heavy as a stem."""
    slope = (foot[0] - top[0]) * frame.squash / max(1.0, foot[1] - top[1])
    return frame.stem * weight * min(1.6, math.hypot(1.0, slope))


def ring(frame: Frame, left: float, right: float, top: float, bottom: float) -> Polygon:
    """Draw a closed bowl; the edges given are the middles of its strokes."""
    middle = (left + right) / 2
    corner = frame.sweep((right - left) / 2, (bottom - top) / 2)
    return stroke(
        frame,
        (middle, top),
        Turn((right, top + corner), rising=False),
        (right, bottom - corner),
        Turn((middle, bottom), rising=True),
        (middle, bottom),
        Turn((left, bottom - corner), rising=False),
        (left, top + corner),
        Turn((middle, top), rising=True),
    )


def dot(frame: Frame, height: float) -> Polygon:
    """Draw a dot as wide as the frame, round where there is room; its middle is near a part of the height."""
    high = max(1, round(frame.width * frame.squash))
    top = round(height * frame.height - high / 2)
    if high < 4:
        return [(0, top), (frame.width, top), (frame.width, top + high), (0, top + high)]
    left, right, middle, bottom = 0.0, float(frame.width), frame.width / 2, top + high
    quarters = (
        ((middle, top), Turn((right, top + high / 2), rising=False)),
        ((right, top + high / 2), Turn((middle, bottom), rising=True)),
        ((middle, bottom), Turn((left, top + high / 2), rising=False)),
        ((left, top + high / 2), Turn((middle, top), rising=True)),
    )
    return [place for start, turn in quarters for place, _ in _bend(start, turn)]


def turned(draw: Draw) -> Draw:
    """The same glyph upside down."""

    def upside_down(frame: Frame) -> Iterable[Polygon]:
        return [[(frame.width - x, frame.height - y) for x, y in piece] for piece in draw(frame)]

    return upside_down


def _bend(start: Point, step: Turn | Curve) -> list[tuple[Point, Point]]:
    """The points of a cubic curve, each with its direction."""
    (x0, y0), ((x1, y1), (x2, y2)), (x3, y3) = start, step.handles(start), step.to
    points = []
    for count in range(STEPS + 1):
        t = count / STEPS
        u = 1 - t
        a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        e, f, g = u * u, 2 * u * t, t * t
        place = (a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3)
        towards = (e * (x1 - x0) + f * (x2 - x1) + g * (x3 - x2), e * (y1 - y0) + f * (y2 - y1) + g * (y3 - y2))
        points.append((place, towards))
    return points


def _reach(frame: Frame, x: float, y: float) -> Point:
    """How far the pen reaches from its middle towards a direction."""
    a, b = (frame.stem / 2) ** 2, (frame.bar / 2) ** 2
    length = math.sqrt(a * x * x + b * y * y) or 1.0
    return a * x / length, b * y / length
