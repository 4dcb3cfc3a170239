"""The large digits: where the strokes of each one run."""

from __future__ import annotations

from runwalk_tui.ui.lettering.raster import Polygon
from runwalk_tui.ui.lettering.shapes import Curve, Frame, Glyph, Turn, bar, dot, lean, ring, slant, stem, stroke, turned


def _zero(f: Frame) -> list[Polygon]:
    return [ring(f, f.left, f.right, f.top, f.bottom)]


def _one(f: Frame) -> list[Polygon]:
    x = f.column(0.6)
    edge = x - f.stem / 2
    far = edge - max(1.0, min(edge, f.width * 0.34))
    fall, thick = f.row(0.16), f.bar * 1.1
    end = fall + f.bar * 0.75
    flat = edge + (far - edge) * max(0.0, end - thick) / max(1.0, fall + f.bar - thick)
    flag = [(edge + 0.1, 0), (edge + 0.1, thick), (flat, end), (far, end), (far, fall)]
    return [stem(f, x, 0, f.height), flag]


def _two(f: Frame) -> list[Polygon]:
    arc = stroke(
        f,
        (f.left, f.row(0.32)),
        Turn((f.middle, f.top), rising=True),
        Turn((f.right, f.row(0.29)), rising=False),
        Curve((f.right, f.height * 0.5), (f.width * 0.5, f.height * 0.6), (f.left, f.bottom)),
    )
    return [arc, bar(f, 0, f.width, f.bottom)]


def _three(f: Frame) -> list[Polygon]:
    waist = f.level(0.48)
    start = f.width * 0.36
    upper = (waist - f.top) / 2
    lower = (f.bottom - waist) / 2
    return [
        stroke(
            f,
            (f.left, f.upper_end(0.29, waist)),
            Turn((f.middle, f.top), rising=True),
            Turn((f.right, f.top + upper), rising=False),
            Turn((f.middle, waist), rising=True),
            (start, waist),
        ),
        stroke(
            f,
            (start, waist),
            (f.middle, waist),
            Turn((f.right, waist + lower), rising=False),
            Turn((f.middle, f.bottom), rising=True),
            Turn((f.left, f.lower_end(0.29, waist)), rising=False),
        ),
    ]


def _four(f: Frame) -> list[Polygon]:
    x, level = f.column(0.86), f.level(0.74)
    foot = level + f.bar / 2
    wide = lean(f, (x, 0), (f.left, foot), 0.8)
    edge = x + f.stem / 2
    return [
        stem(f, x, 0, f.height),
        bar(f, 0, f.width, level),
        [(edge - wide, 0), (edge, 0), (wide, foot), (0, foot), (0, foot - f.bar)],
    ]


def _five(f: Frame) -> list[Polygon]:
    waist = f.level(0.41)
    half = (f.bottom - waist) / 2
    return [
        bar(f, 0, f.right + f.stem * 0.3, f.top),
        stem(f, f.left, 0, waist + f.bar / 2),
        stroke(
            f,
            (f.left, waist),
            (f.middle, waist),
            Turn((f.right, waist + half), rising=False),
            Turn((f.middle, f.bottom), rising=True),
            Turn((f.left, f.lower_end(0.27, waist)), rising=False),
        ),
    ]


def _six(f: Frame) -> list[Polygon]:
    waist = f.level(0.42)
    sweep = stroke(
        f,
        (f.right, f.upper_end(0.27, waist)),
        Turn((f.middle, f.top), rising=True),
        Turn((f.left, f.top + f.sweep(f.middle - f.left, (f.bottom - f.top) / 2)), rising=False),
        (f.left, (waist + f.bottom) / 2),
    )
    return [sweep, ring(f, f.left, f.right, waist, f.bottom)]


def _seven(f: Frame) -> list[Polygon]:
    foot = (f.width * 0.36, float(f.height))
    wide = lean(f, (f.right, 0), foot)
    return [
        bar(f, 0, f.width, f.top),
        slant(f, (f.width - wide / 2, f.bar * 0.6), foot),
        [(f.width - wide, 0), (f.width, 0), (f.width, f.bar), (f.width - wide, f.bar)],
    ]


def _eight(f: Frame) -> list[Polygon]:
    waist = f.level(0.47)
    inset = f.row(0.02) if f.width - 2 * f.stem > 6 else 0
    return [ring(f, f.left + inset, f.right - inset, f.top, waist), ring(f, f.left, f.right, waist, f.bottom)]


def _colon(f: Frame) -> list[Polygon]:
    return [dot(f, 0.3), dot(f, 0.75)]


DIGITS: dict[str, Glyph] = {
    "0": Glyph(_zero),
    "1": Glyph(_one),
    "2": Glyph(_two),
    "3": Glyph(_three),
    "4": Glyph(_four),
    "5": Glyph(_five),
    "6": Glyph(_six),
    "7": Glyph(_seven),
    "8": Glyph(_eight),
    "9": Glyph(turned(_six)),
    ":": Glyph(_colon, 0.34),
}
