"""What all charts share: a sheet of characters to draw on, and a widget that shows it in the theme's colours."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from runwalk_tui.ui.theme.icons import Icon
from runwalk_tui.values import dataclass

FLARE, FLAG = Icon("▲", "!"), Icon("■", "W")
"""A flare-up and a warning sign, both in one colour: they differ by shape. In ASCII neither looks like a bar."""
EIGHTHS, PLAIN_EIGHTHS = " ▁▂▃▄▅▆▇█", "    ..###"
"""Eighths of a cell from the bottom up, and what stands for them in ASCII."""


class Paint(StrEnum):
    """What a character means, and so which colour it gets; each differs in shape from the others as well."""

    PLAIN = "plain"
    LABEL = "label"
    AXIS = "axis"
    MARK = "mark"
    QUIET = "quiet"
    OVER = "over"
    FINE = "fine"
    SEVERE = "severe"
    RUN = "run"
    WALK = "walk"


class Ground(StrEnum):
    """What is behind a character: a zone as a band across the chart, which has its name and its edge as well."""

    PLAIN = "plain"
    ABOVE = "above"
    SEVERE = "severe"


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """What a character means."""

    sign: str
    paint: Paint
    text: str


class Sheet:
    """Characters in rows, the first row on top; what is put outside is cut off."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self._cells: list[list[tuple[str, Paint]]] = [[(" ", Paint.PLAIN)] * width for _ in range(height)]
        self._grounds: dict[int, tuple[int, Ground]] = {}
        """By row: from which cell on the row is a band, and of which zone."""

    def put(self, x: int, y: int, text: str, paint: Paint = Paint.PLAIN) -> None:
        """Write a text of one-cell characters from a cell to the right."""
        if 0 <= y < self.height:
            for offset, character in enumerate(text):
                if 0 <= x + offset < self.width:
                    self._cells[y][x + offset] = (character, paint)

    def lay(self, x: int, y: int, ground: Ground) -> None:
        """Make a row a band from a cell to its end."""
        self._grounds[y] = (x, ground)

    def is_blank(self, x: int, y: int) -> bool:
        """Whether nothing was put into a cell; there is none outside."""
        return self._inside(x, y) and self._cells[y][x][0] == " "

    def paint(self, x: int, y: int) -> Paint:
        """What a cell is painted with; a blank one is plain, and so is what lies outside."""
        return self._cells[y][x][1] if self._inside(x, y) else Paint.PLAIN

    def _inside(self, x: int, y: int) -> bool:
        return 0 <= x < self.width and 0 <= y < self.height

    def stretches(self, y: int) -> list[tuple[str, Paint, Ground]]:
        """Return a row as texts of one paint on one ground each."""
        found: list[tuple[str, Paint, Ground]] = []
        start, band = self._grounds.get(y, (self.width, Ground.PLAIN))
        for x, (character, paint) in enumerate(self._cells[y]):
            ground = band if x >= start else Ground.PLAIN
            if found and found[-1][1:] == (paint, ground):
                found[-1] = (found[-1][0] + character, paint, ground)
            else:
                found.append((character, paint, ground))
        return found

    def lines(self) -> list[str]:
        """Return the rows as they look without colour."""
        return ["".join(character for character, _ in row).rstrip() for row in self._cells]


class Chart(Widget):
    """Draws its sheet anew for each width; a chart says how in `draw`."""

    PAINTS: ClassVar[frozenset[Paint]] = frozenset(Paint)
    """What it draws with. Textual finds a style for each, once for every chart that is made."""
    GROUNDS: ClassVar[frozenset[Ground]] = frozenset(Ground)
    """What it draws on."""
    DEFAULT_CSS = """
    Chart {
        height: auto; width: 1fr;
        & .chart--plain { color: $foreground; }
        & .chart--label { color: $text-muted; }
        & .chart--axis { color: $text-muted; }
        & .chart--mark { color: $primary; }
        & .chart--quiet { color: $secondary; }
        & .chart--over { color: $warning; text-style: bold; }
        & .chart--fine { color: $success; }
        & .chart--severe { color: $error; text-style: bold; }
        & .chart--on-above { background: $zone-above; }
        & .chart--on-severe { background: $zone-severe; }
        &:ansi .chart--on-above, &:ansi .chart--on-severe { background: transparent; }
        & .chart--run { color: $phase-run-bar; }
        & .chart--walk { color: $phase-walk-bar; }
    }
    """

    def __init_subclass__(cls, **options: Any) -> None:
        cls.COMPONENT_CLASSES = {
            *(f"chart--{paint}" for paint in cls.PAINTS),
            *(f"chart--on-{ground}" for ground in cls.GROUNDS),
        }
        super().__init_subclass__(**options)

    def __init__(self, *, ascii: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ascii = ascii
        self._sheet = Sheet(0, 0)

    def use_ascii(self, ascii: bool) -> None:
        """Draw with ASCII only, or with all characters: a page may be up while the setting changes."""
        if ascii is not self._ascii:
            self._ascii = ascii
            self.redraw()

    def draw(self, width: int) -> Sheet:
        """Return the chart at a width in cells, at least 1."""
        raise NotImplementedError

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._drawn(max(1, width)).height

    def render_line(self, y: int) -> Strip:
        sheet = self._drawn(max(1, self.size.width))
        if y >= sheet.height:
            return Strip.blank(self.size.width, self.rich_style)
        return Strip(Segment(text, self._style(paint, ground)) for text, paint, ground in sheet.stretches(y))

    def _drawn(self, width: int) -> Sheet:
        """The sheet at a width, drawn once for it."""
        if self._sheet.width != width:
            self._sheet = self.draw(width)
        return self._sheet

    def _style(self, paint: Paint, ground: Ground) -> Style:
        style = self.get_component_rich_style(f"chart--{paint}")
        if ground is Ground.PLAIN:
            return style
        return style + Style(bgcolor=self.get_component_rich_style(f"chart--on-{ground}").bgcolor)

    def redraw(self) -> None:
        """Draw anew: what is shown has changed."""
        self._sheet = Sheet(0, 0)
        self.refresh(layout=True)


def legend_rows(entries: Iterable[LegendEntry], width: int) -> list[list[LegendEntry]]:
    """Return the entries in rows of at most this many cells; one that is wider than that has a row to itself."""
    rows: list[list[LegendEntry]] = []
    used = 0
    for entry in entries:
        size = len(entry.text) + 4
        if rows and used + size - 2 <= width:
            rows[-1].append(entry)
            used += size
        else:
            rows.append([entry])
            used = size
    return rows


def put_legend(sheet: Sheet, y: int, rows: Iterable[list[LegendEntry]]) -> None:
    """Write legend rows from row `y` down."""
    for offset, row in enumerate(rows):
        x = 0
        for entry in row:
            sheet.put(x, y + offset, entry.sign, entry.paint)
            sheet.put(x + 2, y + offset, entry.text, Paint.LABEL)
            x += len(entry.text) + 4
