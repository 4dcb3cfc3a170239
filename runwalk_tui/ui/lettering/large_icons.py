"""Large characters beside the phase word, so that a phase has a shape as well as a word and a colour."""

from __future__ import annotations

from runwalk_tui.ui.lettering.raster import Polygon
from runwalk_tui.ui.lettering.shapes import Frame, Glyph, lean


def _chevrons(f: Frame, count: int) -> list[Polygon]:
    """Arrow heads to the right, one after the other."""
    half = f.height // 2
    wide, space = float(f.stem), max(2.0, f.stem * 0.6)
    tip = f.width - wide - (count - 1) * (wide + space)
    return [
        piece
        for x in (place * (wide + space) for place in range(count))
        for piece in (
            [(x, 0), (x + wide, 0), (x + wide + tip, half), (x + tip, half)],
            [(x + tip, half), (x + wide + tip, half), (x + wide, f.height), (x, f.height)],
        )
    ]


def _run(f: Frame) -> list[Polygon]:
    return _chevrons(f, 2)


def _walk(f: Frame) -> list[Polygon]:
    return _chevrons(f, 1)


def _warm_up(f: Frame) -> list[Polygon]:
    """Three steps up."""
    step = f.width / 3
    tops = [(x * step, f.height * (2 - x) / 3) for x in range(3)]
    return [[(x, y), (x + step, y), (x + step, f.height), (x, f.height)] for x, y in tops]


def _cool_down(f: Frame) -> list[Polygon]:
    """Three steps down."""
    return [[(f.width - x, y) for x, y in piece] for piece in _warm_up(f)]


def _paused(f: Frame) -> list[Polygon]:
    wide = round(f.width * 0.36)
    return [
        [(0, 0), (wide, 0), (wide, f.height), (0, f.height)],
        [(f.width - wide, 0), (f.width, 0), (f.width, f.height), (f.width - wide, f.height)],
    ]


def _done(f: Frame) -> list[Polygon]:
    """A tick."""
    knee = f.width * 0.36
    high, low, foot = f.height * 0.08, f.height * 0.52, float(f.height)
    wide = lean(f, (f.width, high), (knee, foot))
    end = [(knee + wide / 2, foot), (knee - wide / 2, foot)]
    return [[(f.width - wide, high), (f.width, high), *end], [(0, low), (wide, low), *end]]


PHASE_GLYPHS: dict[str, Glyph] = {
    "»": Glyph(_run, 1.4),
    "›": Glyph(_walk, 0.85),
    "▲": Glyph(_warm_up, 1.2),
    "▼": Glyph(_cool_down, 1.2),
    "‖": Glyph(_paused, 0.9),
    "✓": Glyph(_done, 1.2),
}
