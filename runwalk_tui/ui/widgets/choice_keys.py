"""A few choices, each with its own key: press it to choose, press it again to take it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import ItemGrid
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static


class Chip(Static):
    """One choice."""

    DEFAULT_CSS = """
    Chip {
        width: 1fr; height: 3; padding: 0 1; text-align: center; content-align: center middle;
        background: $surface; color: $foreground; border: round $surface;
        &:hover { border: round $primary; }
        &.-chosen { background: $primary; color: $background; text-style: bold; border: round $primary; }
    }
    """

    def __init__(self, key: str, label: str) -> None:
        super().__init__(f"{label}  ({key})", markup=False)
        self.label = label


class ChoiceKeys(Widget, can_focus=True):
    """One or many of a few choices."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "screen.next_page", "Next", show=False)]
    DEFAULT_CSS = """
    ChoiceKeys { height: auto; width: 100%; }
    ChoiceKeys ItemGrid { height: auto; grid-gutter: 0 1; min-height: 3; }
    """

    chosen: reactive[tuple[str, ...]] = reactive(())
    """Labels that are chosen, in the order in which they are shown."""

    class Changed(Message):
        """Another choice was made."""

        def __init__(self, sender: ChoiceKeys, chosen: tuple[str, ...]) -> None:
            super().__init__()
            self.sender = sender
            self.chosen = chosen

        @property
        def control(self) -> ChoiceKeys:
            return self.sender

    def __init__(self, choices: Mapping[str, str], *, many: bool, id: str | None = None) -> None:
        """`choices` maps a key to its label; with `many` more than one may be chosen."""
        super().__init__(id=id)
        self._choices = dict(choices)
        self._many = many

    def compose(self) -> ComposeResult:
        with ItemGrid(min_column_width=14):
            for key, label in self._choices.items():
                yield Chip(key, label)

    def on_key(self, event: events.Key) -> None:
        label = self._choices.get(event.key)
        if label is not None:
            event.stop()
            self._toggle(label)

    def on_click(self, event: events.Click) -> None:
        if isinstance(event.widget, Chip):
            self._toggle(event.widget.label)

    def _toggle(self, label: str) -> None:
        if label in self.chosen:
            wanted = set(self.chosen) - {label}
        else:
            wanted = {*self.chosen, label} if self._many else {label}
        self.chosen = tuple(choice for choice in self._choices.values() if choice in wanted)
        self.post_message(self.Changed(self, self.chosen))

    def watch_chosen(self, chosen: tuple[str, ...]) -> None:
        for chip in self.query(Chip):
            chip.set_class(chip.label in chosen, "-chosen")
