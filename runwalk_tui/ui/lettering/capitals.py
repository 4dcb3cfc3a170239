"""The large capital letters: where the strokes of each one run."""

from __future__ import annotations

from runwalk_tui.ui.lettering.raster import Polygon
from runwalk_tui.ui.lettering.shapes import Curve, Frame, Glyph, Turn, bar, dot, lean, ring, slant, stem, stroke

Pieces = list[Polygon]


def _a(f: Frame) -> Pieces:
    half = lean(f, (f.middle, 0), (f.left, f.height), 0.95) / 2
    apex = half * 0.9
    return [
        slant(f, (f.middle - half + apex, 0), (half, f.height), 0.95),
        slant(f, (f.middle + half - apex, 0), (f.width - half, f.height), 0.95),
        bar(f, f.width * 0.22, f.width * 0.78, f.level(0.72)),
    ]


def _bowl(f: Frame, top: float, bottom: float, right: float) -> Polygon:
    """A bowl on a stem, open to the left."""
    corner = f.sweep((right - f.left) / 2, (bottom - top) / 2)
    turn = right - (right - f.left) * 0.55
    return stroke(
        f,
        (f.left, top),
        (turn, top),
        Turn((right, top + corner), rising=False),
        (right, bottom - corner),
        Turn((turn, bottom), rising=True),
        (f.left, bottom),
    )


def _upright(f: Frame) -> Polygon:
    return stem(f, f.left, 0, f.height)


def _b(f: Frame) -> Pieces:
    waist = f.level(0.48)
    inset = 1 if f.width - 2 * f.stem > 5 else 0
    return [_upright(f), _bowl(f, f.top, waist, f.right - inset), _bowl(f, waist, f.bottom, f.right)]


def _c(f: Frame) -> Pieces:
    corner = f.sweep(f.middle - f.left, (f.bottom - f.top) / 2)
    end = f.row(0.32)
    return [
        stroke(
            f,
            (f.right, end),
            Turn((f.middle, f.top), rising=True),
            Turn((f.left, f.top + corner), rising=False),
            (f.left, f.bottom - corner),
            Turn((f.middle, f.bottom), rising=True),
            Turn((f.right, f.height - end), rising=False),
        )
    ]


def _d(f: Frame) -> Pieces:
    return [_upright(f), _bowl(f, f.top, f.bottom, f.right)]


def _e(f: Frame) -> Pieces:
    return [*_f(f), bar(f, 0, f.width, f.bottom)]


def _f(f: Frame) -> Pieces:
    return [_upright(f), bar(f, 0, f.width, f.top), bar(f, 0, f.width * 0.9, f.level(0.48))]


def _g(f: Frame) -> Pieces:
    level = f.level(0.56)
    corner = f.sweep(f.middle - f.left, (f.bottom - f.top) / 2)
    return [
        stroke(
            f,
            (f.right, f.row(0.3)),
            Turn((f.middle, f.top), rising=True),
            Turn((f.left, f.top + corner), rising=False),
            (f.left, f.bottom - corner),
            Turn((f.middle, f.bottom), rising=True),
            Turn((f.right, f.height - f.row(0.3)), rising=False),
            (f.right, level - f.bar / 2),
        ),
        bar(f, f.width * 0.55, f.width, level),
    ]


def _h(f: Frame) -> Pieces:
    return [_upright(f), stem(f, f.right, 0, f.height), bar(f, f.left, f.right, f.level(0.48))]


def _i(f: Frame) -> Pieces:
    return [stem(f, f.column(0.5), 0, f.height)]


def _j(f: Frame) -> Pieces:
    corner = f.sweep(f.middle - f.left, f.height * 0.4)
    return [
        stroke(
            f,
            (f.right, 0),
            (f.right, f.bottom - corner),
            Turn((f.middle, f.bottom), rising=True),
            Turn((f.left, f.height - f.row(0.3)), rising=False),
        )
    ]


def _k(f: Frame) -> Pieces:
    wide = lean(f, (f.right, 0), (f.left, f.height * 0.6)) / 2
    knee = (f.left + f.stem * 0.2, f.height * 0.62)
    return [
        _upright(f),
        slant(f, (f.width - wide, 0), knee),
        slant(f, (f.middle - f.stem * 0.25, f.height * 0.4), (f.width - wide, f.height)),
    ]


def _l(f: Frame) -> Pieces:
    return [_upright(f), bar(f, 0, f.width, f.bottom)]


def _m(f: Frame) -> Pieces:
    low = f.height * 0.72
    wide = lean(f, (f.left, 0), (f.middle, low), 0.85) / 2
    return [
        _upright(f),
        stem(f, f.right, 0, f.height),
        slant(f, (wide, 0), (f.middle, low), 0.85),
        slant(f, (f.width - wide, 0), (f.middle, low), 0.85),
    ]


def _n(f: Frame) -> Pieces:
    wide = lean(f, (f.left, 0), (f.right, f.height)) / 2
    return [_upright(f), stem(f, f.right, 0, f.height), slant(f, (wide, 0), (f.width - wide, f.height))]


def _o(f: Frame) -> Pieces:
    return [ring(f, f.left, f.right, f.top, f.bottom)]


def _p(f: Frame) -> Pieces:
    return [_upright(f), _bowl(f, f.top, f.level(0.57), f.right)]


def _q(f: Frame) -> Pieces:
    wide = lean(f, (f.middle, f.height * 0.65), (f.right, f.height)) / 2
    return [*_o(f), slant(f, (f.middle + wide * 0.2, f.height * 0.64), (f.width - wide, f.height))]


def _r(f: Frame) -> Pieces:
    waist = f.level(0.53)
    wide = lean(f, (f.middle, waist), (f.right, f.height)) / 2
    return [
        _upright(f),
        _bowl(f, f.top, waist, f.right),
        slant(f, (min(f.middle + f.stem * 0.1, f.width - wide), waist), (f.width - wide, f.height)),
    ]


def _s(f: Frame) -> Pieces:
    waist = f.level(0.48)
    upper, lower = (waist - f.top) / 2, (f.bottom - waist) / 2
    return [
        stroke(
            f,
            (f.right, f.upper_end(0.29, waist)),
            Turn((f.middle, f.top), rising=True),
            Turn((f.left, f.top + upper), rising=False),
            Curve((f.left, f.top + upper * 1.75), (f.width * 0.25, waist - f.bar * 0.15), (f.middle, waist)),
            Curve(
                (f.width * 0.75, waist + f.bar * 0.15), (f.right, f.bottom - lower * 1.75), (f.right, f.bottom - lower)
            ),
            Turn((f.middle, f.bottom), rising=True),
            Turn((f.left, f.lower_end(0.29, waist)), rising=False),
        )
    ]


def _t(f: Frame) -> Pieces:
    return [bar(f, 0, f.width, f.top), stem(f, f.column(0.5), 0, f.height)]


def _u(f: Frame) -> Pieces:
    corner = f.sweep(f.middle - f.left, f.height * 0.5)
    return [
        stroke(
            f,
            (f.left, 0),
            (f.left, f.bottom - corner),
            Turn((f.middle, f.bottom), rising=True),
            Turn((f.right, f.bottom - corner), rising=False),
            (f.right, 0),
        )
    ]


def _v(f: Frame) -> Pieces:
    half = lean(f, (f.left, 0), (f.middle, f.height), 0.95) / 2
    foot = half * 0.9
    return [
        slant(f, (half, 0), (f.middle - half + foot, f.height), 0.95),
        slant(f, (f.width - half, 0), (f.middle + half - foot, f.height), 0.95),
    ]


def _w(f: Frame) -> Pieces:
    half = lean(f, (f.left, 0), (f.width * 0.3, f.height), 0.88) / 2
    foot = f.width * 0.28
    return [
        slant(f, (half, 0), (foot, f.height), 0.88),
        slant(f, (f.middle, f.height * 0.12), (foot, f.height), 0.88),
        slant(f, (f.middle, f.height * 0.12), (f.width - foot, f.height), 0.88),
        slant(f, (f.width - half, 0), (f.width - foot, f.height), 0.88),
    ]


def _x(f: Frame) -> Pieces:
    half = lean(f, (f.left, 0), (f.right, f.height)) / 2
    return [
        slant(f, (half, 0), (f.width - half, f.height)),
        slant(f, (f.width - half, 0), (half, f.height)),
    ]


def _y(f: Frame) -> Pieces:
    x, fork = f.column(0.5), f.row(0.58)
    half = lean(f, (f.left, 0), (f.middle, fork)) / 2
    return [
        stem(f, x, fork - f.bar, f.height),
        slant(f, (half, 0), (x, fork)),
        slant(f, (f.width - half, 0), (x, fork)),
    ]


def _z(f: Frame) -> Pieces:
    half = lean(f, (f.right, 0), (f.left, f.height)) / 2
    return [
        bar(f, 0, f.width, f.top),
        bar(f, 0, f.width, f.bottom),
        slant(f, (f.width - half, 0), (half, f.height)),
    ]


def _slash(f: Frame) -> Pieces:
    half = lean(f, (f.width, 0), (0, f.height), 0.8) / 2
    return [slant(f, (f.width - half, 0), (half, f.height), 0.8)]


def _hyphen(f: Frame) -> Pieces:
    return [bar(f, 0, f.width, f.level(0.52))]


def _question(f: Frame) -> Pieces:
    x = f.column(0.5)
    arc = stroke(
        f,
        (f.left, f.row(0.32)),
        Turn((f.middle, f.top), rising=True),
        Turn((f.right, f.row(0.29)), rising=False),
        Curve((f.right, f.height * 0.5), (x, f.height * 0.42), (x, f.height * 0.66)),
    )
    return [arc, stem(f, x, f.height - max(f.bar, round(f.stem * f.squash)), f.height)]


def _exclamation(f: Frame) -> Pieces:
    high = max(f.bar, round(f.width * f.squash))
    return [
        [
            (0, 0),
            (f.width, 0),
            (f.width, f.height - high - max(1, f.bar // 2)),
            (0, f.height - high - max(1, f.bar // 2)),
        ],
        [(0, f.height - high), (f.width, f.height - high), (f.width, f.height), (0, f.height)],
    ]


def _stop(f: Frame) -> Pieces:
    return [dot(f, 1 - f.width * f.squash / 2 / f.height)]


CAPITALS: dict[str, Glyph] = {
    "A": Glyph(_a, 1.1),
    "B": Glyph(_b),
    "C": Glyph(_c),
    "D": Glyph(_d),
    "E": Glyph(_e, 0.86),
    "F": Glyph(_f, 0.84),
    "G": Glyph(_g),
    "H": Glyph(_h),
    "I": Glyph(_i, 0.32),
    "J": Glyph(_j, 0.86),
    "K": Glyph(_k, 1.04),
    "L": Glyph(_l, 0.82),
    "M": Glyph(_m, 1.28),
    "N": Glyph(_n, 1.04),
    "O": Glyph(_o, 1.04),
    "P": Glyph(_p),
    "Q": Glyph(_q, 1.04),
    "R": Glyph(_r, 1.02),
    "S": Glyph(_s),
    "T": Glyph(_t, 0.96),
    "U": Glyph(_u),
    "V": Glyph(_v, 1.08),
    "W": Glyph(_w, 1.56),
    "X": Glyph(_x, 1.06),
    "Y": Glyph(_y, 1.04),
    "Z": Glyph(_z, 0.94),
    "-": Glyph(_hyphen, 0.55),
    "/": Glyph(_slash, 0.72),
    "?": Glyph(_question, 0.92),
    "!": Glyph(_exclamation, 0.32),
    ".": Glyph(_stop, 0.32),
    " ": Glyph(lambda _: [], 0.45),
}
