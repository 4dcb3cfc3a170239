"""One of a few words: ← and → go through them, Enter or a click opens the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Select


class ChoiceField(Select[str], inherit_bindings=False):
    """Textual's Select, which leaves ↑ and ↓ to the page around it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "show_overlay", "List"),
        Binding("left", "go(-1)", "Change", key_display="← →"),
        Binding("right", "go(1)", "Next", show=False),
    ]

    def __init__(self, options: Sequence[tuple[str, str]], value: str) -> None:
        """`options` are words for people, each with its value. A value that is none of them is offered as it is."""
        known = [*options] if any(value == other for _, other in options) else [(value, value), *options]
        super().__init__(known, value=value, allow_blank=False, compact=True)
        self.values = [other for _, other in known]
        """What can be chosen, in the order of the list."""

    def action_go(self, by: int) -> None:
        """The value before or after, without opening the list; it does not go round."""
        here = self.values.index(str(self.value))
        self.value = self.values[max(0, min(len(self.values) - 1, here + by))]
