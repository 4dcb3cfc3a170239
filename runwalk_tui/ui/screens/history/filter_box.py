"""Where a filter is typed, and what is said about it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from runwalk_tui.review.past.parsing import FORMS, FilterError, parse_filter
from runwalk_tui.review.past.terms import SessionFilter

SIDES = 4
"""Columns that what is said below the filter does not have."""


class FilterTyped(Message):
    """Something that can be understood is in the filter."""

    def __init__(self, wanted: SessionFilter) -> None:
        super().__init__()
        self.wanted = wanted


class FilterInput(Input):
    """Tells its Enter, which goes on to what was found; ↓ does the same."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "To the list"),
        Binding("down", "submit", "To the list", show=False),
    ]


class FilterBox(Vertical):
    """The filter, which is hidden until somebody looks for something."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._input = FilterInput(placeholder="flare, 21 oct, stage:4, pain>5, …", id="filter")
        self._says = Static(id="filter-says", markup=False)

    def compose(self) -> ComposeResult:
        yield self._input
        yield self._says

    @property
    def is_open(self) -> bool:
        """Whether it is shown."""
        return self.has_class("-shown")

    @property
    def is_typed_in(self) -> bool:
        """Whether it has the keys."""
        return self._input.has_focus

    def open(self) -> None:
        """Show it, with the cursor in it."""
        if not self.is_open:
            self._say_forms()
        self.add_class("-shown")
        self._input.focus()

    def close(self) -> None:
        """Hide it, with nothing in it."""
        self.remove_class("-shown")
        self._input.value = ""

    def on_input_changed(self) -> None:
        """Tell of what can be understood; what cannot is said here, and changes nothing."""
        try:
            wanted = parse_filter(self._input.value)
        except FilterError as error:
            self._says.update(str(error))
            self._says.add_class("-wrong")
            return
        self._say_forms()
        self._says.remove_class("-wrong")
        self.post_message(FilterTyped(wanted))

    def _say_forms(self) -> None:
        """Give examples of what can be asked for, as many as there is room for."""
        room = self.app.size.width - SIDES
        self._says.update(FORMS if len(FORMS) <= room else FORMS[: FORMS.rfind("  ", 0, room)].rstrip())
