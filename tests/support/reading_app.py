"""An app that shows one screen and remembers what it gave back, with the colours of the real one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tests.support.drawn import drawn_strips
from tests.support.one_screen import OneScreen


class OneScreenApp(OneScreen):
    """The same for a screen that is made by a call."""

    def __init__(self, make: Callable[[], Screen[Any]]) -> None:
        super().__init__(make())


def seen(app: App[None]) -> str:
    """Every line that stands on the screen now."""
    return "\n".join(strip.text.rstrip() for strip in drawn_strips(app))


def whole(widget: Widget) -> str:
    """All words of a widget's Statics, on screen or scrolled away."""
    return "\n".join(str(static.visual) for static in widget.query(Static))
