"""Contrast and colour blindness, measured.

Contrast is WCAG 2's ratio. Colour blindness is simulated with the matrices of Machado, Oliveira and Fernandes (2009),
"A Physiologically-based Model for Simulation of Color Vision Deficiency", for a full deficiency, applied to linear RGB.
Differences are distances in CIELAB (1976); 2.3 of them are just noticeable.
"""

from itertools import combinations
from math import cbrt, dist

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.app import App, ComposeResult
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme
from textual.widgets import Static

from runwalk_tui.ui.theme.legible import readable
from runwalk_tui.ui.theme.theme import (
    ANSI_DARK,
    ANSI_LIGHT,
    DARK,
    LIGHT,
    RUNWALK_DARK,
    RUNWALK_LIGHT,
    THEMES,
    Palette,
    as_shown,
    phase_variables,
    theme_for_terminal,
)
from tests.support.waiting import settle

Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]

SIGHT: dict[str, Matrix] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
}
TO_XYZ: Matrix = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)

WHITE: Triple = (0.95047, 1.0, 1.08883)
PHASES = ("run", "walk", "warm-up", "cool-down", "paused")


def linear(colour: str) -> Triple:
    red, green, blue = (part / 255 for part in Color.parse(colour).rgb)
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue))  # type: ignore[return-value]  # three of them, as given


def times(matrix: Matrix, vector: Triple) -> Triple:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)  # type: ignore[return-value]  # three rows


def contrast(one: str, other: str) -> float:
    low, high = sorted(times(TO_XYZ, linear(colour))[1] for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(colour: str, sight: str) -> Triple:
    seen = tuple(min(1.0, max(0.0, part)) for part in times(SIGHT[sight], linear(colour)))
    parts = [value / white for value, white in zip(times(TO_XYZ, seen), WHITE, strict=True)]  # type: ignore[arg-type]  # three of them
    x, y, z = (cbrt(part) if part > 0.008856 else 7.787 * part + 16 / 116 for part in parts)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: str, other: str, sight: str) -> float:
    return dist(lab(one, sight), lab(other, sight))


def variables(theme: Theme) -> dict[str, str]:
    return {**phase_variables(theme), **theme.to_color_system().generate(), **theme.variables}


@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])
def test_text_on_each_fill_has_a_contrast_of_seven(palette: Palette) -> None:
    assert set(palette) == set(PHASES)
    for name, colours in palette.items():
        assert contrast(colours.fill, colours.text) >= 7, name


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])
def test_no_two_phases_look_alike_to_any_eye(palette: Palette, sight: str) -> None:
    for one, other in combinations(PHASES, 2):
        assert difference(palette[one].fill, palette[other].fill, sight) >= 18, (one, other)
        assert difference(palette[one].bar, palette[other].bar, sight) >= 14, (one, other)


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])
def test_run_and_walk_are_far_apart_to_every_eye(palette: Palette, sight: str) -> None:
    assert difference(palette["run"].fill, palette["walk"].fill, sight) >= 60
    assert difference(palette["run"].bar, palette["walk"].bar, sight) >= 60


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_text_of_our_themes_has_a_contrast_of_seven(theme: Theme) -> None:
    names = variables(theme)
    for ground in ("background", "surface", "panel"):
        for text in ("foreground", "text-muted", "primary", "secondary", "accent", "success", "warning", "error"):
            assert contrast(names[text], names[ground]) >= 7, (text, ground)
    for ground in ("primary", "success", "warning", "error"):
        assert contrast(names["button-color-foreground"], names[ground]) >= 7, ground
    assert contrast(names["block-cursor-foreground"], names["block-cursor-background"]) >= 7
    assert contrast(names["footer-key-foreground"], names["footer-background"]) >= 7


@pytest.mark.parametrize("theme", BUILTIN_THEMES.values(), ids=lambda theme: theme.name)
def test_text_of_every_other_theme_can_be_read(theme: Theme) -> None:
    shown = as_shown(theme)
    assert (shown.name, shown.dark, shown.ansi) == (theme.name, theme.dark, theme.ansi)
    if theme.ansi:
        return  # its colours are the terminal's; `test_legibility.py` measures them on three terminals
    names = variables(shown)
    assert names["background"] == variables(theme)["background"]
    for ground in ("background", "surface", "panel"):
        for text in ("foreground", "text-muted", "primary", "secondary", "accent", "success", "warning", "error"):
            assert contrast(names[text], names[ground]) >= 4.5, (text, ground)
    for ground in ("primary", "success", "warning", "error"):
        assert contrast(names["button-color-foreground"], names[ground]) >= 4.5, ground
    assert contrast(names["block-cursor-foreground"], names["block-cursor-background"]) >= 4.5
    assert contrast(names["footer-key-foreground"], names["footer-background"]) >= 4.5


def test_a_colour_moves_no_further_than_reading_needs() -> None:
    white, grey, black = (Color.parse(name) for name in ("#ffffff", "#9a9a9a", "#000000"))
    assert readable(grey, black) == grey
    assert 4.5 <= contrast(readable(grey, white).hex, white.hex) < 5


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_marks_are_visible_on_the_background(theme: Theme) -> None:
    names = variables(theme)
    for name in [f"phase-{phase}-bar" for phase in PHASES] + [f"pain-{value}" for value in range(11)]:
        assert contrast(names[name], names["background"]) >= 3, name


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_pain_ramp_falls_in_lightness_all_the_way(theme: Theme, sight: str) -> None:
    names = variables(theme)
    lightness = [lab(names[f"pain-{value}"], sight)[0] for value in range(11)]
    assert lightness == sorted(lightness, reverse=True)


@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])
def test_a_terminal_of_256_colours_stays_readable_and_tells_all_phases_apart(palette: Palette) -> None:
    fills = set()
    for name, colours in palette.items():
        fill, text = (
            RichColor.parse(colour).downgrade(ColorSystem.EIGHT_BIT).get_truecolor().hex
            for colour in (colours.fill, colours.text)
        )
        assert contrast(fill, text) >= 6.5, name
        fills.add(fill)
    assert len(fills) == len(palette)


# The colours of the names used, as three widespread terminals ship them.
XTERM = "black #000000 green #00cd00 yellow #cdcd00 blue #0000ee cyan #00cdcd white #e5e5e5 bright_white #ffffff"
LINUX = "black #000000 green #00aa00 yellow #aa5500 blue #0000aa cyan #00aaaa white #aaaaaa bright_white #ffffff"
CAMPBELL = "black #0c0c0c green #13a10e yellow #c19c00 blue #0037da cyan #3a96dd white #cccccc bright_white #f2f2f2"


@pytest.mark.parametrize("terminal", [XTERM, LINUX, CAMPBELL], ids=["xterm", "linux", "campbell"])
@pytest.mark.parametrize("palette", [ANSI_DARK, ANSI_LIGHT], ids=["dark", "light"])
def test_a_terminal_of_16_colours_is_readable_in_its_own(palette: Palette, terminal: str) -> None:
    words = terminal.split()
    shown = dict(zip(words[::2], words[1::2], strict=True))
    for name, colours in palette.items():
        fill, text = (shown[colour.removeprefix("ansi_")] for colour in (colours.fill, colours.text))
        assert contrast(fill, text) >= 4, name


def test_a_terminal_of_16_colours_gets_a_theme_that_names_them() -> None:
    assert theme_for_terminal(RUNWALK_DARK, "standard") == "ansi-dark"
    assert theme_for_terminal(RUNWALK_LIGHT, "windows") == "ansi-light"
    assert theme_for_terminal(BUILTIN_THEMES["nord"], "standard") == "ansi-dark"
    assert theme_for_terminal(BUILTIN_THEMES["ansi-light"], "standard") == "ansi-light"
    assert theme_for_terminal(RUNWALK_DARK, "256") == "runwalk-dark"
    assert theme_for_terminal(RUNWALK_DARK, "truecolor") == "runwalk-dark"
    assert theme_for_terminal(RUNWALK_LIGHT, None) == "runwalk-light"


@pytest.mark.parametrize("theme", [*BUILTIN_THEMES.values(), *THEMES], ids=lambda theme: theme.name)
def test_every_theme_gets_every_variable(theme: Theme) -> None:
    names = phase_variables(theme)
    expected = {f"pain-{value}" for value in range(11)}
    expected |= {f"phase-{phase}{role}" for phase in PHASES for role in ("", "-text", "-bar")}
    zones = {"zone-above", "zone-severe"}
    assert set(names) == expected | zones
    for value in (names[name] for name in expected):
        assert (Color.parse(value).ansi is not None) == theme.ansi
    assert len({names[f"phase-{phase}"] for phase in PHASES}) == len(PHASES)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_zones_of_the_pain_chart_differ_and_can_be_written_on(theme: Theme) -> None:
    names = {**theme.to_color_system().generate(), **theme.variables, **phase_variables(theme)}
    ground = Color.parse(names["background"])
    above, severe = ((ground + Color.parse(names[name])).hex for name in ("zone-above", "zone-severe"))
    assert contrast(above, severe) >= 1.15
    for text in ("text-muted", "foreground", "error"):
        assert contrast(names[text], severe) >= 4.5, text
    for text in ("text-muted", "foreground", "primary", "secondary", "warning", "error"):
        assert contrast(names[text], above) >= 4.5, text


class Painted(App[None]):
    """Uses the variables in its style sheet."""

    CSS = """
    #run { background: $phase-run; color: $phase-run-text; }
    #bar { color: $phase-cool-down-bar; }
    #pain { color: $pain-10; }
    """

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return phase_variables(self.current_theme)

    def compose(self) -> ComposeResult:
        yield Static("run", id="run")
        yield Static("bar", id="bar")
        yield Static("pain", id="pain")


async def test_the_variables_follow_a_change_of_theme() -> None:
    app = Painted()
    for theme in THEMES:
        app.register_theme(theme)
    async with app.run_test() as pilot:
        run = app.query_one("#run")
        for name in app.available_themes:
            app.theme = name
            await settle(pilot)
            expected = Color.parse(phase_variables(app.current_theme)["phase-run"])
            assert run.styles.background == expected, name


def test_our_themes_are_one_dark_and_one_light() -> None:
    assert RUNWALK_DARK.dark
    assert not RUNWALK_LIGHT.dark
    assert [theme.name for theme in THEMES] == ["runwalk-dark", "runwalk-light"]
