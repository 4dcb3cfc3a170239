"""The names of the columns above the table of past sessions."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from runwalk_tui.review.past.ordering import SessionOrder, SortColumn
from runwalk_tui.ui.screens.history.cells import gap_between
from runwalk_tui.ui.theme.icons import Icon

UPWARDS, DOWNWARDS = Icon("▲", "^"), Icon("▼", "v")


class OrderWanted(Message):
    """Somebody wants the sessions in the order of a column; again the other way round."""

    def __init__(self, column: SortColumn) -> None:
        super().__init__()
        self.column = column


class TableHead(Widget):
    """The names of the columns, and which way they are ordered; a click orders by a column."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"table-head--name", "table-head--ordered"}
    DEFAULT_CSS = """
    TableHead {
        height: 1; width: 1fr;
        & .table-head--name { color: $text-muted; text-style: bold; }
        & .table-head--ordered { color: $primary; text-style: bold; }
        &:hover { pointer: pointer; }
    }
    """

    def __init__(self, *, ascii: bool) -> None:
        super().__init__()
        self._ascii = ascii
        self._columns: dict[SortColumn, int] = {}
        self._order = SessionOrder()

    def show(self, columns: dict[SortColumn, int], order: SessionOrder) -> None:
        """Take other columns or another order."""
        self._columns, self._order = columns, order
        self.refresh()

    def render_line(self, y: int) -> Strip:
        segments, used = [], 0
        for column, (at, text) in zip(self._columns, self._placed(), strict=True):
            name = "ordered" if column is self._order.column else "name"
            style = self.get_component_rich_style(f"table-head--{name}")
            segments += [Segment(" " * (at - used), self.rich_style), Segment(text, style)]
            used = at + len(text)
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def _placed(self) -> list[tuple[int, str]]:
        """Each name with its first cell: that of its column, or further left where the mark of the order needs it."""
        gap, left = gap_between(self._columns), 0
        placed: list[tuple[int, str]] = []
        for column, width in self._columns.items():
            placed.append((left, self._named(column)))
            left += width + gap
        for number in range(len(placed) - 2, -1, -1):
            at, text = placed[number]
            placed[number] = (max(0, min(at, placed[number + 1][0] - 1 - len(text))), text)
        return placed

    def _named(self, column: SortColumn) -> str:
        """The name of a column, with the mark of the order where it is the one: in ASCII a letter, set apart."""
        if column is not self._order.column:
            return column
        mark = (UPWARDS if self._order.upwards else DOWNWARDS).shown(self._ascii)
        return f"{column} {mark}" if self._ascii else f"{column}{mark}"

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        right = 0
        for column, width in self._columns.items():
            right += width + gap_between(self._columns)
            if at is not None and at.x < right:
                self.post_message(OrderWanted(column))
                return
