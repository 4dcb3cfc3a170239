"""An app that shows one screen and remembers what it gave back, with the colours of the real one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from runwalk_tui.ui.terminal.drawn import drawn_strips
from runwalk_tui.ui.theme import THEMES, phase_variables

NOTHING_YET = object()


class OneScreenApp(App[None]):
    """Shows the screen at once; `result` is what it was dismissed with."""

    def __init__(self, make: Callable[[], Screen[Any]]) -> None:
        super().__init__()
        self._make = make
        self.result: object = NOTHING_YET
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.animation_level = "none"  # what is looked at is where a movement ends

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return phase_variables(self.current_theme)

    def on_mount(self) -> None:
        self.push_screen(self._make(), self._done)

    def _done(self, result: object) -> None:
        self.result = result


def seen(app: App[None]) -> str:
    """Every line that stands on the screen now."""
    return "\n".join(strip.text.rstrip() for strip in drawn_strips(app))


def whole(widget: Widget) -> str:
    """All words of a widget's Statics, on screen or scrolled away."""
    return "\n".join(str(static.visual) for static in widget.query(Static))
