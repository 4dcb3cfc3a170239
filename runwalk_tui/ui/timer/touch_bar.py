"""Large buttons for a finger or a mouse, in one row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

MOST_COLUMNS = 24
"""Width from which a button does not get larger."""


class Box(NamedTuple):
    """What a button is drawn with."""

    top_left: str
    top_right: str
    low_left: str
    low_right: str
    across: str
    side: str


BOX, PLAIN_BOX = Box(*"┌┐└┘─│"), Box(*"++++-|")


@dataclass(frozen=True, slots=True)
class Touch:
    """One of the buttons."""

    action: str
    """The action of the screen that it triggers."""
    label: str


class TouchBar(Widget):
    """Shows buttons side by side and tells which one was pressed.

    They never have the focus, so that the keys keep their meaning. There is no gap between them that a
    finger could hit. Colours are the widget's own `color` and `background`.
    """

    DEFAULT_CSS = """
    TouchBar {
        width: 1fr;
        height: 3;
    }
    """

    touches: reactive[tuple[Touch, ...]] = reactive(())
    """The buttons, from left to right."""
    ascii: reactive[bool] = reactive(False)
    """Draw with ASCII only."""

    @dataclass
    class Pressed(Message):
        """A button was pressed."""

        action: str

    def __init__(self, *, ascii: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(TouchBar.ascii, ascii)

    def render_line(self, y: int) -> Strip:
        width, height = self.size
        row = "".join(self._row(touch.label, columns, y, height) for touch, columns in self._placed())
        style = self.rich_style + Style(bold=True)
        return Strip([Segment(row.center(width), style)], width)

    def _row(self, label: str, columns: int, y: int, height: int) -> str:
        """One line of one button."""
        box = PLAIN_BOX if self.ascii else BOX
        inside = columns - 2
        if y in (0, height - 1):
            left, right = (box.top_left, box.top_right) if y == 0 else (box.low_left, box.low_right)
            return f"{left}{box.across * inside}{right}"
        if y == height // 2 and len(label) > inside:
            return label[:columns].center(columns)  # the word matters more than the sides of its button
        return f"{box.side}{(label if y == height // 2 else '').center(inside)}{box.side}"

    def _placed(self) -> Iterator[tuple[Touch, int]]:
        """Each button with its width in cells."""
        if self.touches:
            columns = max(3, min(MOST_COLUMNS, self.size.width // len(self.touches)))
            yield from ((touch, columns) for touch in self.touches)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        if action := self.action_at(event.screen_offset):
            self.post_message(self.Pressed(action))

    def action_at(self, place: Offset) -> str | None:
        """The action of the button at a place of the screen; None where there is none."""
        if not self.content_region.contains_point(place):
            return None
        placed = list(self._placed())
        right = self.content_region.x + (self.size.width - sum(columns for _, columns in placed)) // 2
        for touch, columns in placed:
            left, right = right, right + columns
            if left <= place.x < right:
                return touch.action
        return None
