"""An app that shows one screen and keeps what it returned."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from runwalk_tui.ui.theme.theme import THEMES, phase_variables
from tests.support.waiting import settle

SIZES = [(80, 24), (40, 12)]
"""The smallest full layout and the smallest of all."""
NOTHING = object()
"""No screen has returned anything."""


class OneScreen(App[None]):
    """Shows a screen with the colours of the program."""

    def __init__(self, shown: Screen[Any]) -> None:
        super().__init__()
        self.shown = shown
        self.result: object = NOTHING
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.animation_level = "none"  # what is looked at is where a movement ends

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return phase_variables(self.current_theme)

    def on_mount(self) -> None:
        self.push_screen(self.shown, self._keep)

    def _keep(self, result: object) -> None:
        self.result = result


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other, and let what they start come to rest."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def text_of(screen: Screen[Any]) -> str:
    """All text lines that a screen shows, one below the other."""
    return "\n".join(str(line.content) for line in screen.query(Static) if line.region and line.content)


def assert_all_inside(screen: Screen[Any], kind: str) -> None:
    """Everything of a kind is on the screen and not scrolled away."""
    found = list(screen.query(kind))
    assert found
    for widget in found:
        assert widget.region.area > 0
        assert screen.region.contains_region(widget.region), widget
