"""A screen that draws, and sends the terminal, only the cells that changed.

Textual finds out exactly which cells a widget wants drawn again, but then draws all lines of every widget near them,
sends each line from where its widget begins, and says the colours anew for every stretch. With digits that
fill the screen that is kilobytes and milliseconds a second, which a slow line or a phone's battery notices. Here only
the lines with changed cells are drawn and those cells alone are sent, and of the colours only what differs from the
stretch before. A screen that is sent in full goes the same way; the widgets on it, which Textual then draws once more,
are sent where they have changed since. A line with signs that don't take one cell each, as Chinese or an emoji, is
looked at in full: what changes one half of such a sign changes the other, too.

Textual has no public way to that. What draws a screen is `Screen._compositor`, whose `_dirty_regions` are the cells
that are to be drawn again. Where a version has no such parts, or they have another shape, it is drawn and sent as
Textual does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from typing import Any, TypeVar

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, Console, ConsoleOptions
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widget import Widget

from runwalk_tui.ui.terminal.steady import SteadyScreen

Result = TypeVar("Result")
Places = Mapping[Widget, tuple[Region, Region]]
"""Each widget that is seen, those in front first, with its region and the part of the screen that it is held to."""
Stretch = tuple[int, int]
"""Cells of one line: the column where they begin, and the one after them."""
Stretches = dict[int, list[Stretch]]
"""Cells by their line."""
Pieces = list[tuple[int, Strip]]
"""What a line shows, with the column where each piece begins."""

RESET = "\x1b[0m"
REVERSE, UPRIGHT = "\x1b[7m", "\x1b[27m"


class ExactScreen(SteadyScreen[Result]):
    """A screen for content that changes every second."""

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name, id, classes)
        self._sent = Sent(lambda: self.outer_size.clamp_offset(self.app.cursor_position))
        compositor: Any = getattr(self, "_compositor", None)
        if has_known_shape(compositor):
            compositor.render_partial_update = partial(_changed, compositor, self._sent)
            compositor.render_full_update = partial(_whole, compositor, self._sent, compositor.render_full_update)

    def on_screen_suspend(self) -> None:
        """Another screen is on the terminal now."""
        self._sent.forget()

    def on_resize(self) -> None:
        """A terminal moves what it shows, each in its own way."""
        self._sent.forget()


def has_known_shape(compositor: object) -> bool:
    """Whether what draws a screen says which cells are to be drawn again, and where the widgets are."""
    dirty = getattr(compositor, "_dirty_regions", None)
    known = isinstance(dirty, set) and isinstance(getattr(compositor, "visible_widgets", None), Mapping)
    draws = (getattr(compositor, name, None) for name in ("render_partial_update", "render_full_update"))
    return known and hasattr(compositor, "size") and all(map(callable, draws))


class Sent:
    """What was sent of each line, as far as nothing else was sent over it."""

    def __init__(self, cursor: Callable[[], Offset]) -> None:
        self.cursor = cursor
        """Where the cursor rests: what reads a screen aloud, or in Braille, may follow it."""
        self._lines: dict[int, Pieces] = {}
        self.uneven: set[int] = set()
        """Lines that have had signs that don't take one cell each."""

    def forget(self) -> None:
        self._lines.clear()
        self.uneven.clear()

    def news(self, y: int, pieces: Pieces) -> Pieces:
        """Those pieces of a line that are not on the terminal yet; from now on they are."""
        before = self._lines.get(y, [])
        news = [piece for piece in pieces if piece not in before]
        if news:
            kept = [(x, strip) for x, strip in before if not _covers(news, x, x + strip.cell_length)]
            self._lines[y] = [*kept, *news]
        return news


def _covers(pieces: Pieces, start: int, end: int) -> bool:
    return any(x < end and x + strip.cell_length > start for x, strip in pieces)


def _changed(compositor: Any, sent: Sent) -> Painting | None:
    """What is to be drawn again; None for nothing."""
    dirty: set[Region] = getattr(compositor, "_dirty_regions", set())
    regions = [region.intersection(compositor.size.region) for region in dirty]
    dirty.clear()
    changed = stretches_of(regions)
    return Painting(compositor.visible_widgets, changed, compositor.size.width, sent) if changed else None


def _whole(compositor: Any, sent: Sent, usual: Callable[..., Any], simplify: bool = False) -> Any:
    """The whole screen; one that is to be simplified is no terminal's, and drawn as Textual does."""
    if simplify:
        return usual(simplify=simplify)
    getattr(compositor, "_dirty_regions", set()).clear()
    size = compositor.size
    return Painting(compositor.visible_widgets, stretches_of([size.region]), size.width, sent, whole=True)


def stretches_of(regions: Iterable[Region]) -> Stretches:
    """The cells of some regions, each once, in order."""
    found: Stretches = {}
    for x, y, width, height in sorted(regions, key=lambda region: region.x):
        for line in range(y, y + height) if width else ():
            before = found.setdefault(line, [])
            if before and before[-1][1] >= x:
                start, end = before.pop()
                before.append((start, max(end, x + width)))
            else:
                before.append((x, x + width))
    return dict(sorted(found.items()))


class Painting:
    """Some cells of a screen. It is drawn as it is sent, so nothing is drawn that no terminal shows."""

    def __init__(self, places: Places, wanted: Stretches, width: int, sent: Sent, *, whole: bool = False) -> None:
        """On a screen of that width; with `whole` it is sent whatever the terminal may show."""
        self._places = places
        self._width = width
        self._wanted = wanted
        self._sent = sent
        self._whole = whole

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        if console.record:
            # A picture of the screen: it has to be told what is text, and is always of all lines.
            for number, pieces in enumerate(pieces_of(self._places, self._wanted, set()).values()):
                if number:
                    yield Segment.line()
                for _, strip in pieces:
                    yield from strip
        else:
            yield Segment(self.sent(COLOR_SYSTEMS.get(console.color_system or "", ColorSystem.TRUECOLOR)))

    def sent(self, colours: ColorSystem) -> str:
        """What shows these cells on a terminal."""
        sent: list[str] = []
        pen = Pen(colours)
        if self._whole:
            self._sent.forget()
        uneven = self._sent.uneven
        drawn = pieces_of(self._places, self._wanted, uneven)
        if not self._whole and (whole := uneven & drawn.keys()):
            drawn |= pieces_of(self._places, {y: [(0, self._width)] for y in whole}, uneven)
        for y, pieces in drawn.items():
            cursor = -1
            for x, strip in self._sent.news(y, pieces):
                if cursor < 0 or y in uneven:  # Not every terminal makes such signs as wide as others do.
                    sent.append(f"\x1b[{y + 1};{x + 1}H")
                elif x != cursor:
                    sent.append(f"\x1b[{x - cursor}C")
                sent.extend(pen.write(segment) for segment in strip)
                cursor = x + strip.cell_length
        sent.append(pen.put_down())
        if any(sent):
            x, y = self._sent.cursor()
            sent.append(f"\x1b[{y + 1};{x + 1}H")
        return "".join(sent)


def pieces_of(places: Places, wanted: Stretches, uneven: set[int]) -> dict[int, Pieces]:
    """Draw cells: for each line its pieces from left to right, with the column where each begins.

    Lines with signs that don't take one cell each are added to `uneven`, also where such a sign is just beside.
    """
    found: dict[int, Pieces] = {line: [] for line in wanted}
    open_ = {line: list(stretches) for line, stretches in wanted.items()}
    for widget, (region, clip) in places.items():
        place = region.intersection(clip)
        lines = [y for y in open_ if y in place.line_range and _meets(open_[y], place)]
        for first, last in _runs(lines):
            crop = Region(place.x - region.x, first - region.y, place.width, last - first)
            for y, strip in enumerate(widget.render_lines(crop), first):
                open_[y] = list(_taken(open_[y], place, strip, found[y]))
                if not all(is_even(segment.text) for segment in strip):
                    uneven.add(y)
        open_ = {line: stretches for line, stretches in open_.items() if stretches}
        if not open_:
            break
    for pieces in found.values():
        pieces.sort(key=lambda piece: piece[0])
    return found


@lru_cache(maxsize=512)
def is_even(text: str) -> bool:
    """Whether each sign takes one cell."""
    return text.isascii() or all(cell_len(sign) == 1 for sign in text)


def _meets(stretches: Collection[Stretch], place: Region) -> bool:
    return any(start < place.right and end > place.x for start, end in stretches)


def _runs(lines: list[int]) -> Iterator[Stretch]:
    """Lines in order, as the first and the one after the last of those that follow one another."""
    first = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or lines[at] != lines[at - 1] + 1:
            yield lines[first], lines[at - 1] + 1
            first = at


def _taken(stretches: Iterable[Stretch], place: Region, strip: Strip, pieces: Pieces) -> Iterator[Stretch]:
    """Take what a widget shows of some stretches of a line; what it leaves over is for those behind it."""
    for start, end in stretches:
        left, right = max(start, place.x), min(end, place.right)
        if left >= right:
            yield start, end
            continue
        pieces.append((left, strip.crop(left - place.x, right - place.x)))
        if start < left:
            yield start, left
        if right < end:
            yield right, end


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
