"""What an app shows, as Textual drew it."""

from __future__ import annotations

from typing import Any

from textual._compositor import InlineUpdate
from textual.app import App
from textual.strip import Strip


def drawn_strips(app: App[Any]) -> list[Strip]:
    """Return what the app shows now, a strip for each line, with what shimmers through from under a question.

    Textual gives this away as an SVG alone. Nothing is marked as drawn, so the terminal still gets what it lacks.
    """
    compositor = app.screen._compositor
    update = compositor.render_inline(compositor.size, screen_stack=app._background_screens)
    assert isinstance(update, InlineUpdate)
    return update.strips
