"""Other people's themes, made legible: their colours, moved just as far as reading needs.

Many of Textual's themes were drawn for code on a desk, with headings and keys at a contrast of 2 or 3. Here a colour
that carries text and is too near to its ground goes towards white or black until it can be read; the others stay.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from textual.color import BLACK, WHITE, Color
from textual.theme import Theme

LEAST = 4.5
"""WCAG 2's ratio for text of the usual size (AA). Our own two themes keep to 7."""
AIM = LEAST + 0.1
"""Textual rounds some colours down once more."""
GROUNDS = ("background", "surface", "panel")
STEPS = 40


def contrast(one: Color, other: Color) -> float:
    """Return WCAG 2's contrast ratio, from 1 to 21."""
    low, high = sorted(_luminance(colour) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = map(_linear, colour.normalized)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def readable(colour: Color, *grounds: Color) -> Color:
    """Return a colour that can be read on all the grounds: the same, or as much lighter or darker as it takes.

    Where no colour can be read on all of them, it is the one that comes nearest, black or white.
    """
    ends = sorted((WHITE, BLACK), key=lambda end: min(contrast(end, ground) for ground in grounds))
    for step in range(STEPS + 1):
        moved = colour.blend(ends[-1], step / STEPS)
        if all(contrast(moved, ground) >= AIM for ground in grounds):
            return moved
    return ends[-1]


def made_legible(theme: Theme) -> Theme:
    """Return a theme whose text can be read on each of its grounds, and whose ground can be read on its buttons.

    A theme of a terminal's own colours comes back as it is: nobody knows what they look like.
    """
    if theme.ansi:
        return theme
    shown = theme.to_color_system().generate()
    grounds = [Color.parse(shown[name]) for name in GROUNDS]
    text: dict[str, Any] = {
        name: readable(Color.parse(shown[name]), *grounds).hex
        for name in ("foreground", "primary", "secondary", "accent", "success", "warning", "error")
    }
    quiet = readable(Color.parse(text["foreground"]).blend(grounds[0], 0.3), *grounds).hex
    variables = {
        **theme.variables,
        "text-muted": quiet,
        "text-disabled": quiet,
        # What is written on a coloured field is the colour of the ground, which can be read there and here alike.
        "button-color-foreground": shown["background"],
        "button-focus-text-style": "bold underline",
        "block-cursor-foreground": shown["background"],
        "block-cursor-background": text["primary"],
        "footer-background": shown["surface"],
        "footer-key-foreground": text["accent"],
        "footer-description-foreground": text["foreground"],
    }
    return replace(theme, **text, panel=shown["panel"], variables=variables)
