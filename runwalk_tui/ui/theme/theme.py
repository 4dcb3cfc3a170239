"""The colours: two themes of our own, two in a terminal's colours, and the colours of the phases for every theme.

Each phase has one colour, in three roles:

- `$phase-run`: fills the screen while the runner runs;
- `$phase-run-text`: everything written on that fill, with a contrast of at least 7:1;
- `$phase-run-bar`: the phase as a mark on the theme's own background, as in the timeline.

Run and walk differ in lightness as much as in hue (the one fill is light and the other dark, or the one warm and
the other cool where both are light), so they stay apart without colour and under the common colour blindnesses.
The pain scale has a ramp, `$pain-0` to `$pain-10`, that runs in lightness as well.

A theme that brings none of these gets them from `phase_variables`; a terminal's own 16 colours are used for
Textual's ANSI themes, where nobody but the terminal knows what they look like.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from textual.color import Color
from textual.theme import Theme

from runwalk_tui.ui.theme.legible import made_legible
from runwalk_tui.values import dataclass


@dataclass(frozen=True, slots=True)
class PhaseColours:
    """The colours of one phase, as CSS writes them."""

    fill: str
    text: str
    """Readable on the fill."""
    bar: str
    """Visible on the theme's background."""


Palette = dict[str, PhaseColours]
"""By the name of the phase: run, walk, warm-up, cool-down, paused."""

DARK: Palette = {
    "run": PhaseColours("#F5A623", "#1C1100", "#FF9D1E"),
    "walk": PhaseColours("#123E73", "#FFFFFF", "#5FA5E8"),
    "warm-up": PhaseColours("#5A460C", "#FFF8E1", "#E4D9A0"),
    "cool-down": PhaseColours("#0C5F55", "#FFFFFF", "#4FC4AC"),
    "paused": PhaseColours("#22242A", "#FFFFFF", "#666B75"),
}
LIGHT: Palette = {
    "run": PhaseColours("#F28A1C", "#1A0D00", "#9C3A00"),
    "walk": PhaseColours("#A9D3F9", "#06203A", "#1F6FBA"),
    "warm-up": PhaseColours("#FBEBA6", "#2B2200", "#95800F"),
    "cool-down": PhaseColours("#A9E8D2", "#03291F", "#0F8A78"),
    "paused": PhaseColours("#464A52", "#FFFFFF", "#3A3D44"),
}
ANSI_DARK: Palette = {
    "run": PhaseColours("ansi_yellow", "ansi_black", "ansi_yellow"),
    "walk": PhaseColours("ansi_blue", "ansi_bright_white", "ansi_bright_blue"),
    "warm-up": PhaseColours("ansi_green", "ansi_black", "ansi_green"),
    "cool-down": PhaseColours("ansi_cyan", "ansi_black", "ansi_cyan"),
    "paused": PhaseColours("ansi_white", "ansi_black", "ansi_white"),
}
ANSI_LIGHT: Palette = {
    **ANSI_DARK,
    "run": PhaseColours("ansi_yellow", "ansi_black", "ansi_red"),
    "walk": PhaseColours("ansi_blue", "ansi_bright_white", "ansi_blue"),
    "warm-up": PhaseColours("ansi_green", "ansi_black", "ansi_magenta"),
    "paused": PhaseColours("ansi_black", "ansi_bright_white", "ansi_black"),
}

PAIN_DARK = ("#A9DCEC", "#D6AC62", "#B24C5C")
PAIN_LIGHT = ("#3E93AB", "#8A5E10", "#6A1A2C")
"""No pain, the middle of the scale, the worst pain."""
PAIN_ANSI = ("ansi_cyan", "ansi_yellow", "ansi_red")

OUR_ZONES, ZONES = (0.05, 0.13), (0.09, 0.10)
"""How strong the bands of pain above the acceptable one and of severe pain are: in other people's themes no stronger
than text on them allows."""


def phase_variables(theme: Theme) -> dict[str, str]:
    """Return the CSS variables of the phases and of the pain scale that suit a theme.

    For `App.get_theme_variable_defaults`; a theme's own variables of the same names go before them.
    """
    if theme.ansi:
        palette, pain = (ANSI_DARK if theme.dark else ANSI_LIGHT), [PAIN_ANSI[step * 3 // 11] for step in range(11)]
    elif theme.dark:
        palette, pain = DARK, _ramp(PAIN_DARK)
    else:
        palette, pain = LIGHT, _ramp(PAIN_LIGHT)
    variables = {f"pain-{value}": colour for value, colour in enumerate(pain)}
    above, severe = OUR_ZONES if theme.name in ("runwalk-dark", "runwalk-light") else ZONES
    variables["zone-above"] = _tint(theme.warning, above)
    variables["zone-severe"] = _tint(theme.error, severe)
    for name, colours in palette.items():
        variables[f"phase-{name}"] = colours.fill
        variables[f"phase-{name}-text"] = colours.text
        variables[f"phase-{name}-bar"] = colours.bar
    return variables


def _tint(colour: str | None, share: float) -> str:
    """A colour that lets the ground show through; none in a terminal's own colours."""
    if colour is None or colour.startswith("ansi"):
        return "transparent"
    return Color.parse(colour).with_alpha(share).hex


def _ramp(ends: tuple[str, str, str]) -> list[str]:
    """Eleven colours through three, in equal steps."""
    low, middle, high = ([int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in ends)
    ramp = []
    for step in range(11):
        start, end, part = (low, middle, step / 5) if step <= 5 else (middle, high, (step - 5) / 5)
        ramp.append("#" + "".join(f"{round(a + (b - a) * part):02X}" for a, b in zip(start, end, strict=True)))
    return ramp


RUNWALK_DARK = Theme(
    name="runwalk-dark",
    dark=True,
    background="#0F1318",
    surface="#171C23",
    panel="#1E252E",
    foreground="#E9ECEF",
    primary="#8CC2F2",
    secondary="#A8BACB",
    accent="#F7B955",
    success="#79D0B4",
    warning="#F7B955",
    error="#FFA39B",
    variables={
        "text-muted": "#B5BCC5",
        "text-disabled": "#B5BCC5",
        "button-color-foreground": "#0B1117",
        "block-cursor-foreground": "#0B1117",
        "block-cursor-background": "#8CC2F2",
        "block-cursor-text-style": "bold",
        "button-focus-text-style": "bold underline",
        "footer-background": "#171C23",
        "footer-key-foreground": "#F7B955",
        "footer-description-foreground": "#E9ECEF",
        "border": "#8CC2F2",
        "border-blurred": "#3A4552",
    },
)
RUNWALK_LIGHT = Theme(
    name="runwalk-light",
    dark=False,
    background="#FAFAF7",
    surface="#F1F1EC",
    panel="#E9E9E2",
    foreground="#1B1E23",
    primary="#0A4A82",
    secondary="#3B4A59",
    accent="#7A3200",
    success="#0B5345",
    warning="#6E3C00",
    error="#8E1420",
    variables={
        "text-muted": "#41464D",
        "text-disabled": "#41464D",
        "button-color-foreground": "#FFFFFF",
        "block-cursor-foreground": "#FFFFFF",
        "block-cursor-background": "#0A4A82",
        "block-cursor-text-style": "bold",
        "button-focus-text-style": "bold underline",
        "footer-background": "#F1F1EC",
        "footer-key-foreground": "#7A3200",
        "footer-description-foreground": "#1B1E23",
        "border": "#0A4A82",
        "border-blurred": "#B9BDB8",
    },
)
THEMES = (RUNWALK_DARK, RUNWALK_LIGHT)
OURS_IN_ANSI: dict[str, dict[str, Any]] = {
    # The dark blue and magenta of most terminals cannot be read on black, nor their green and yellow on white.
    "ansi-dark": {
        "primary": "ansi_bright_cyan",
        "secondary": "ansi_cyan",
        "accent": "ansi_bright_yellow",
        "success": "ansi_bright_green",
        "warning": "ansi_bright_yellow",
        "error": "ansi_bright_red",
    },
    "ansi-light": {
        "primary": "ansi_blue",
        "secondary": "ansi_blue",
        "accent": "ansi_magenta",
        "success": "ansi_blue",
        "warning": "ansi_red",
        "error": "ansi_red",
    },
}


ANSI_CSS = """
DataTable:ansi > .datatable--header { background: ansi_default; color: $accent; text-style: bold underline; }
"""
"""What no variable of a theme reaches: a table's head would be white on bright blue."""


def as_shown(theme: Theme) -> Theme:
    """Return how a theme is shown: ours as it is, one of Textual's made legible."""
    if theme in THEMES:
        return theme
    if not theme.ansi:
        return made_legible(theme)
    ours = OURS_IN_ANSI["ansi-dark" if theme.dark else "ansi-light"]
    variables = {
        **theme.variables,
        "border": ours["primary"],
        "border-blurred": "ansi_bright_black",
        "footer-key-foreground": ours["accent"],
        **{f"markdown-h{level}-color": ours["primary"] for level in range(1, 7)},
        # Not reversed, which would write in the ground's colour on one that is as light in some terminals.
        "button-focus-text-style": "bold underline",
        "block-cursor-background": ours["primary"],
        "block-cursor-foreground": "ansi_black" if theme.dark else "ansi_bright_white",
    }
    return replace(theme, **ours, variables=variables)


def theme_for_terminal(theme: Theme, colours: str | None) -> str:
    """Return the name of the theme to show for a chosen one on a terminal with these colours.

    `colours` is what Rich's console calls its colour system. Where there are 16 colours only, the nearest to ours may
    be a grey that hides the text; Textual's ANSI theme of the same lightness names the terminal's colours instead.
    """
    if colours in ("standard", "windows") and not theme.ansi:
        return "ansi-dark" if theme.dark else "ansi-light"
    return theme.name
