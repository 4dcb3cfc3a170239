"""A terminal to draw on, as unforgiving as a real one."""

from __future__ import annotations

from collections.abc import Iterable

import pyte
from wcwidth import wcwidth

Cell = tuple[str, str, str, bool, bool]
"""Sign, its colour, that of its ground, whether bold and whether exchanged."""


class StrictTerminal(pyte.Screen):
    """Half of a wide sign that is written over takes the other half with it, as on a real terminal."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__(width, height)
        self._stream = pyte.Stream(self)

    def take(self, sent: Iterable[str]) -> None:
        """Show what was sent."""
        for text in sent:
            self._stream.feed(text)

    def draw(self, data: str) -> None:
        for sign in data:
            line, x = self.buffer[self.cursor.y], self.cursor.x
            if wcwidth(sign) > 0:
                end = x + wcwidth(sign)
                if x < self.columns and line[x].data == "":
                    line[x - 1] = line[x - 1]._replace(data=" ")
                if end < self.columns and line[end].data == "":
                    line[end] = line[end]._replace(data=" ")
            super().draw(sign)

    @property
    def cells(self) -> list[list[Cell]]:
        """All that it shows, line by line."""
        return [
            [
                (cell.data, cell.fg, cell.bg, cell.bold, cell.reverse)
                for cell in (self.buffer[y][x] for x in range(self.columns))
            ]
            for y in range(self.lines)
        ]


def shows(lines: Iterable[str], width: int, height: int) -> list[list[Cell]]:
    """What a terminal shows that nothing was sent but these lines."""
    fresh = StrictTerminal(width, height)
    fresh.take(f"\x1b[{number};1H{line}" for number, line in enumerate(lines, 1))
    return fresh.cells
