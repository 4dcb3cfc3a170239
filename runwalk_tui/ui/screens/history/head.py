"""The names of the columns above the table of past sessions."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import set_cell_size
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
        gap = gap_between(self._columns)
        segments = []
        for column, width in self._columns.items():
            ordered = column is self._order.column
            mark = (UPWARDS if self._order.upwards else DOWNWARDS).shown(self._ascii) if ordered else ""
            style = self.get_component_rich_style(f"table-head--{'ordered' if ordered else 'name'}")
            segments.append(Segment(set_cell_size(f"{column}{mark}", width + gap), style))
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        right = 0
        for column, width in self._columns.items():
            right += width + gap_between(self._columns)
            if at is not None and at.x < right:
                self.post_message(OrderWanted(column))
                return
