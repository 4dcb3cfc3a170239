"""The first line of Home: the program's name, how far the runner has come, and the day."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.widget import Widget

from runwalk_tui.values import dataclass

NAME = "runwalk"


@dataclass(frozen=True, slots=True)
class Top:
    """What the line says."""

    rehearsal: str
    """That nothing counts; "" where it does."""
    so_far: Callable[[int], str]
    """How far the runner has come, for so many cells."""
    day: str
    """At the end of the line; "" where there is no room for it."""
    gap: int
    """Cells between the parts on the left."""


class TopLine(Widget):
    """One line, in which what's in the middle has the room that is left over."""

    DEFAULT_CSS = "TopLine { height: 1; width: 100%; }"

    def __init__(self) -> None:
        super().__init__(id="top")
        self._top = Top("", lambda _: "", "", 0)

    def tell(self, top: Top) -> None:
        """Say something else."""
        self._top = top
        self.refresh(layout=True)

    def render(self) -> Content:
        top = self._top
        left = Content("")
        for words, style in ((NAME, "bold $primary"), (top.rehearsal, "$text-muted")):
            if words:
                left += Content.styled(words, style) + " " * top.gap
        day = Content.styled(f" {top.day}", "$text-muted") if top.day else Content("")
        room = max(0, self.size.width - left.cell_length - day.cell_length)
        return left + Content(top.so_far(room)).truncate(room, ellipsis=True, pad=True) + day
