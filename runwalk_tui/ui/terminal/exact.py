"""A screen that sends the terminal only the cells that changed.

Textual finds out exactly which cells a widget wants drawn again, but sends each line from where the widget
begins, and says the colours anew for every stretch. With digits that fill the screen that is
kilobytes a second, which a slow line or a phone's battery notices. This compositor sends the changed
cells alone, and of the colours only what differs from the stretch before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, Compositor
from textual.strip import Strip

from runwalk_tui.ui.controls.answering import AnsweringScreen

Result = TypeVar("Result")

RESET = "\x1b[0m"
REVERSE, UPRIGHT = "\x1b[7m", "\x1b[27m"


class ExactScreen(AnsweringScreen[Result]):
    """A screen for content that changes every second."""

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name, id, classes)
        self._compositor = ExactCompositor()


class ExactCompositor(Compositor):
    """Textual's compositor, with frugal partial updates."""

    def render_partial_update(self) -> ChopsUpdate | None:
        update = super().render_partial_update()
        return None if update is None else ExactUpdate(update.chops, update.spans, update.chop_ends)


class ExactUpdate(ChopsUpdate):
    """An update of some stretches of lines and nothing beside them."""

    def render_segments(self, console: Console) -> str:
        sent: list[str] = []
        pen = Pen(console._color_system or ColorSystem.TRUECOLOR)
        line = cursor = -1
        for y, start, end in self.spans:
            if y != line:
                line, cursor = y, -1
            for x, strip in _stretches(self.chops[y], self.chop_ends[y], start, end):
                if cursor < 0:
                    sent.append(f"\x1b[{y + 1};{x + 1}H")
                elif x != cursor:
                    sent.append(f"\x1b[{x - cursor}C")
                sent.extend(pen.write(segment) for segment in strip)
                cursor = x + strip.cell_length
        sent.append(pen.put_down())
        return "".join(sent)


class Pen:
    """Writes text in styles, remembering which one is on."""

    def __init__(self, colours: ColorSystem) -> None:
        self._colours = colours
        self._style: Style | None = None

    def write(self, segment: Segment) -> str:
        """Return what the terminal needs to show a stretch of text; control codes go through as they are."""
        text, style, control = segment
        if control or not text:
            return text
        style = style or Style.null()
        if style.link:
            return self.put_down() + style.render(text, color_system=self._colours)
        change = change_of_style(self._style, style, self._colours)
        self._style = style
        return change + text

    def put_down(self) -> str:
        """Return what the terminal needs to write plainly again."""
        plain = self._style is None
        self._style = None
        return "" if plain else RESET


@lru_cache(maxsize=512)
def change_of_style(before: Style | None, after: Style, colours: ColorSystem) -> str:
    """Return the escape sequence that leads from one style to the next; None is a terminal at rest."""
    if before == after:
        return ""
    if before is not None and _upright(before) == _upright(after):
        return REVERSE if after.reverse else UPRIGHT
    begun = after.render(" ", color_system=colours).partition(" ")[0]
    return begun if before is None else RESET + begun


def _upright(style: Style) -> Style:
    return style + Style(reverse=False)


def _stretches(
    chops: Mapping[int, Strip | None], ends: Sequence[int], start: int, end: int
) -> Iterable[tuple[int, Strip]]:
    """The parts of a line between two columns, each with the column where it begins."""
    for (x, strip), chop_end in zip(chops.items(), ends, strict=False):
        left, right = max(x, start), min(chop_end, end)
        if strip is not None and left < right:
            yield left, strip.crop(left - x, right - x)
