"""A screen that lays itself out for the size that the terminal has, and for no other one."""

from __future__ import annotations

from typing import TypeVar

from textual.events import Event, Resize
from textual.screen import Screen

Result = TypeVar("Result")


class SteadyScreen(Screen[Result]):
    """Passes over sizes that are no longer true.

    A screen that is laid out for another size tells itself so with one more event of that size. While two sizes are on
    their way, as when a window is resized before the screen is there, each would call the other back without an end.
    """

    async def on_event(self, event: Event) -> None:
        if not isinstance(event, Resize) or event.size == self.app.size:
            await super().on_event(event)
