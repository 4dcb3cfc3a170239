"""All phases of a session in one strip, and where we are in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from itertools import accumulate, product
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from runwalk_tui.programme.plan import Phase
from runwalk_tui.programme.stage import Kind
from runwalk_tui.ui.lettering.big_clock import changed_regions, filled
from runwalk_tui.ui.theme.icons import MARKER
from runwalk_tui.values import dataclass


class StripPart(Enum):
    """Whether a column of the strip is over, is now, or is to come."""

    DONE = "done"
    NOW = "now"
    TO_COME = "to-come"


@dataclass(frozen=True, slots=True)
class Texture:
    """How a kind of phase is filled, so that it is known without its colour."""

    upper: str
    """In the upper lines of the strip."""
    lowest: str
    """In its lowest line, when there is more than one."""
    alone: str
    """In a strip of one line."""


TEXTURES = {
    Kind.RUN: Texture("█", "█", "█"),
    Kind.WALK: Texture(" ", "█", "▄"),
    Kind.WARM_UP: Texture(" ", "▒", "▒"),
    Kind.COOL_DOWN: Texture(" ", "░", "░"),
}
PLAIN_TEXTURES = {
    Kind.RUN: Texture("#", "#", "#"),
    Kind.WALK: Texture(" ", "=", "="),
    Kind.WARM_UP: Texture(" ", ":", ":"),
    Kind.COOL_DOWN: Texture(" ", ".", "."),
}
MOST_LENGTHS = 6
"""Different lengths of phases up to which all ways to round them are tried."""
NOW_ALONE, NOW_ALONE_PLAIN = "┃", "|"
"""The marker of a strip of one line."""
FADED, SHADE_FADED = 0.42, 0.65
"""How much is left of a colour where the phase is over; a shade is faint already."""


class Timeline(Widget):
    """Shows every phase in proportion to its seconds: those done, the current one and those to come.

    Runs stand high, walks low, warm-up and cool-down are shaded; what is done is faded. With two lines or
    more a marker points at the present from above; with one line it is in the strip. Lines above three
    make the runs higher. Only cells that change are drawn again.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "timeline--run",
        "timeline--walk",
        "timeline--warm-up",
        "timeline--cool-down",
    }
    DEFAULT_CSS = """
    Timeline {
        width: 1fr;
        height: 3;
        color: $foreground;
        .timeline--run { color: $phase-run-bar; }
        .timeline--walk { color: $phase-walk-bar; }
        .timeline--warm-up { color: $phase-warm-up-bar; }
        .timeline--cool-down { color: $phase-cool-down-bar; }
    }
    """

    phases: reactive[tuple[Phase, ...]] = reactive(())
    """The phases of the session, contiguous and in order."""
    elapsed: reactive[float] = reactive(0.0, repaint=False)
    """Seconds from the beginning of the session."""
    ascii: reactive[bool] = reactive(False)
    """Draw with ASCII only."""
    mono: reactive[bool] = reactive(False)
    """Draw everything in the widget's own `color`, as upon the fill of a phase."""

    def __init__(
        self,
        phases: tuple[Phase, ...] = (),
        elapsed: float = 0.0,
        *,
        ascii: bool = False,
        mono: bool = False,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.set_reactive(Timeline.phases, phases)
        self.set_reactive(Timeline.elapsed, elapsed)
        self.set_reactive(Timeline.ascii, ascii)
        self.set_reactive(Timeline.mono, mono)

    def watch_elapsed(self, before: float, after: float) -> None:
        width = self.size.width
        if self._column(before, width) != self._column(after, width):
            self.refresh(*changed_regions(self._cells(before), self._cells(after)))

    def render_line(self, y: int) -> Strip:
        drawn = self._cells(self.elapsed)
        line = drawn[y] if y < len(drawn) else ()
        segments: list[Segment] = []
        own = self.rich_style  # once: Textual works it out anew each time
        start = 0
        for x in range(1, len(line) + 1):
            if x == len(line) or line[x][1:] != line[start][1:]:
                text = "".join(character for character, _, _ in line[start:x])
                segments += filled(text, self._style(own, *line[start][1:]))
                start = x
        return Strip(segments, len(line)).adjust_cell_length(self.size.width, own)

    def _cells(self, elapsed: float) -> tuple[tuple[Cell, ...], ...]:
        width, height = self.size
        return cells_of_timeline(self.phases, self._column(elapsed, width), width, height, self.ascii)

    def _column(self, elapsed: float, width: int) -> int:
        return column_of(elapsed, self.phases, edges_of(self.phases, width)) if self.phases and width else 0

    def _style(self, style: Style, kind: Kind | None, part: StripPart | None) -> Style:
        if kind is None:
            return style + Style(bold=True)
        if not self.mono:
            style = self.get_component_rich_style(f"timeline--{kind.value.replace('_', '-')}")
        if part is StripPart.NOW:
            return style + Style(bold=True)
        if part is StripPart.TO_COME:
            return style
        return _faded(style, FADED if kind in (Kind.RUN, Kind.WALK) else SHADE_FADED)


Cell = tuple[str, Kind | None, StripPart | None]
"""A character, whose colour it has (None: the marker's) and whether it is over, now or to come."""
BLANK: Cell = (" ", None, None)


@lru_cache(maxsize=16)
def edges_of(phases: tuple[Phase, ...], width: int) -> tuple[int, ...]:
    """Where each phase begins in a strip of some columns, and where the last one ends.

    In proportion to the seconds, phases of one length all equally wide if that leaves at most a seventh of the
    strip free (it is then in the middle); else to the nearest column, but none left out while there is one for each.
    """
    widths = _even_widths(Counter(phase.seconds for phase in phases), width)
    if widths is not None:
        edges = list(accumulate((widths[phase.seconds] for phase in phases), initial=0))
        spare = (width - edges[-1]) // 2
        return tuple(edge + spare for edge in edges)
    start, total = phases[0].start, phases[-1].end - phases[0].start
    edges = [*(round((phase.start - start) * width / total) for phase in phases), width]
    if width >= len(phases):
        for place in range(1, len(edges)):
            edges[place] = max(edges[place], edges[place - 1] + 1)
        edges[-1] = width
        for place in range(len(edges) - 2, 0, -1):
            edges[place] = min(edges[place], edges[place + 1] - 1)
    return tuple(edges)


def _even_widths(lengths: Counter[int], width: int) -> dict[int, int] | None:
    """Columns for each length of a phase, as near to the proportion as columns allow; None if not near."""
    if len(lengths) > MOST_LENGTHS:
        return None
    scale = width / sum(length * count for length, count in lengths.items())
    choices = [[max(1, int(length * scale) + more) for more in (-1, 0, 1)] for length in lengths]
    best: tuple[float, dict[int, int]] | None = None
    for chosen in product(*choices):
        widths = dict(zip(lengths, chosen, strict=True))
        used = sum(widths[length] * count for length, count in lengths.items())
        if not width * 6 / 7 <= used <= width:
            continue
        error = width - used + sum(abs(widths[length] - length * scale) * count for length, count in lengths.items())
        if best is None or error < best[0]:
            best = error, widths
    return best[1] if best else None


def column_of(elapsed: float, phases: Sequence[Phase], edges: Sequence[int]) -> int:
    """The column of a number of seconds from the beginning; past the end, the last one."""
    for phase, left, right in zip(phases, edges, edges[1:], strict=False):
        if elapsed < phase.end and right > left:
            part = max(0.0, (elapsed - phase.start) / phase.seconds)
            return min(right - 1, left + int(part * (right - left)))
    return max(0, edges[-1] - 1)


@lru_cache(maxsize=8)
def cells_of_timeline(
    phases: tuple[Phase, ...], column: int, width: int, height: int, plain: bool
) -> tuple[tuple[Cell, ...], ...]:
    """Draw a timeline of some columns and lines with the present in one of the columns."""
    if not phases or width < 1 or height < 1:
        return ((BLANK,) * width,) * height
    edges = edges_of(phases, width)
    textures = PLAIN_TEXTURES if plain else TEXTURES
    outside = (Texture(" ", " ", " "), None, None)
    strip: list[tuple[Texture, Kind | None, StripPart | None]] = [outside] * edges[0]
    for phase, left, right in zip(phases, edges, edges[1:], strict=False):
        part = StripPart.NOW if left <= column < right else StripPart.DONE if right <= column else StripPart.TO_COME
        strip += [
            (textures[phase.kind], phase.kind, StripPart.DONE if part is StripPart.NOW and x < column else part)
            for x in range(left, right)
        ]
    strip += [outside] * (width - len(strip))
    if height == 1:
        row = [(texture.alone, kind, part) for texture, kind, part in strip]
        row[column] = (NOW_ALONE_PLAIN if plain else NOW_ALONE, None, None)
        return (tuple(row),)
    above = [BLANK] * width
    above[column] = (MARKER.shown(plain), None, None)
    if height == 2:
        return tuple(above), tuple((texture.alone, kind, part) for texture, kind, part in strip)
    upper = tuple((texture.upper, kind, part) for texture, kind, part in strip)
    lowest = tuple((texture.lowest, kind, part) for texture, kind, part in strip)
    return (tuple(above), *[upper] * (height - 2), lowest)


@lru_cache(maxsize=64)
def _faded(style: Style, left: float) -> Style:
    """The style of what is over. Colours of the terminal's own cannot be mixed; they are dimmed by it."""
    if style.color is None or style.bgcolor is None or style.color.triplet is None or style.bgcolor.triplet is None:
        return style + Style(dim=True)
    mixed = Color.from_rich_color(style.bgcolor).blend(Color.from_rich_color(style.color), left)
    return style + Style(color=mixed.rich_color)
