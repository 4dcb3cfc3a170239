"""A table whose rows are walked through, from the first to the last."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.widgets import DataTable

Cell = TypeVar("Cell")


class Rows(DataTable[Cell]):
    """Textual's table, where Home and End go to the first and the last row.

    There they go to the first and the last column, which the cursor of a whole row does not have.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("home", "scroll_top", "First", show=False),
        Binding("end", "scroll_bottom", "Last", show=False),
    ]
