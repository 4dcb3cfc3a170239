"""A screen that sends the terminal only the cells that changed.

Textual finds out exactly which cells a widget wants drawn again, but sends each line from where the widget
begins, and says the colours anew for every stretch. With digits that fill the screen that is
kilobytes a second, which a slow line or a phone's battery notices. Here the changed cells alone are sent,
and of the colours only what differs from the stretch before.

Textual has no public way to that. What draws a screen is `Screen._compositor`, and what it draws is narrowed as it
leaves. Where a version has no such part, or what it draws has another shape, it is sent as Textual does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, TypeVar

from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from runwalk_tui.ui.terminal.steady import SteadyScreen

Result = TypeVar("Result")
Chops = Sequence[Mapping[int, Strip | None]]
"""For each line of the screen its pieces, by the column where each begins; None for one that is not drawn."""

RESET = "\x1b[0m"
REVERSE, UPRIGHT = "\x1b[7m", "\x1b[27m"


class ExactScreen(SteadyScreen[Result]):
    """A screen for content that changes every second."""

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name, id, classes)
        compositor: Any = getattr(self, "_compositor", None)
        usual = getattr(compositor, "render_partial_update", None)
        if callable(usual):
            compositor.render_partial_update = partial(_narrowed, usual)


def _narrowed(usual: Callable[[], Any]) -> Any:
    """What is to be drawn, told to send some stretches of lines and nothing beside them."""
    update = usual()
    if has_known_shape(update):
        update.render_segments = partial(stretches, update.chops, update.spans, update.chop_ends)
    return update


def has_known_shape(update: object) -> bool:
    """Whether an update is made of pieces of lines, stretches of them to send, and where the pieces end."""
    match update:
        case object(chops=[{}, *_], spans=[(int(), int(), int()), *_], chop_ends=[[*_], *_]):
            return callable(getattr(update, "render_segments", None))
    return False


def stretches(
    chops: Chops, spans: Iterable[tuple[int, int, int]], ends: Sequence[Sequence[int]], console: Console
) -> str:
    """What shows these stretches on a terminal; each is a line, the column where it begins, and the one after it."""
    sent: list[str] = []
    pen = Pen(COLOR_SYSTEMS.get(console.color_system or "", ColorSystem.TRUECOLOR))
    line = cursor = -1
    for y, start, end in spans:
        if y != line:
            line, cursor = y, -1
        for x, strip in _pieces(chops[y], ends[y], start, end):
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


def _pieces(
    chops: Mapping[int, Strip | None], ends: Sequence[int], start: int, end: int
) -> Iterable[tuple[int, Strip]]:
    """The parts of a line between two columns, each with the column where it begins."""
    for (x, strip), chop_end in zip(chops.items(), ends, strict=False):
        left, right = max(x, start), min(chop_end, end)
        if strip is not None and left < right:
            yield left, strip.crop(left - x, right - x)
