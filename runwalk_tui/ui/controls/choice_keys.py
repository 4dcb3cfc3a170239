"""A few choices, each with its own key: press it to choose, press it again to take it back.

Choices that have sides take "l" and "r" for the one that was chosen last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import ItemGrid
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

SIDES = {"l": "left", "r": "right"}


class Chip(Static):
    """One choice."""

    DEFAULT_CSS = """
    Chip {
        width: 1fr; height: 3; padding: 0 1; text-align: center; content-align: center middle;
        background: $surface; color: $foreground; border: round $surface;
        &:hover { border: round $primary; }
        &.-chosen { background: $primary; color: $background; text-style: bold; border: round $primary; }
        &.-chosen:ansi { color: $block-cursor-foreground; }
    }
    """

    def __init__(self, key: str, choice: str) -> None:
        super().__init__(markup=False)
        self.choice = choice
        self._key = key
        self.name_it(choice)

    def name_it(self, label: str) -> None:
        """Show another label, such as the choice with its side."""
        self.update(f"{label} ({self._key})")


class ChoiceKeys(Widget, can_focus=True):
    """One or many of a few choices."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "screen.next_page", "Next")]
    DEFAULT_CSS = """
    ChoiceKeys { height: auto; width: 100%; }
    ChoiceKeys ItemGrid { height: auto; grid-gutter: 0 1; min-height: 3; }
    ChoiceKeys #sides { width: 100%; text-align: center; color: $text-muted; display: none; }
    ChoiceKeys #sides.-shown { display: block; }
    """

    chosen: reactive[tuple[str, ...]] = reactive(())
    """What is chosen, in the order in which it is shown, with its side where one was given."""

    class ChoicesChanged(Message):
        """Another choice was made."""

        def __init__(self, sender: ChoiceKeys, chosen: tuple[str, ...]) -> None:
            super().__init__()
            self.sender = sender
            self.chosen = chosen

        @property
        def control(self) -> ChoiceKeys:
            return self.sender

    def __init__(
        self, choices: Mapping[str, str], *, many: bool, sided: frozenset[str] = frozenset(), id: str | None = None
    ) -> None:
        """`choices` maps a key to its label; with `many` more than one may be chosen; those in `sided` have sides."""
        super().__init__(id=id)
        self._choices = dict(choices)
        self._many = many
        self._sided = sided
        self._side: dict[str, str] = {}
        """What is chosen, with its side or ""."""
        self._last = ""

    def compose(self) -> ComposeResult:
        with ItemGrid(min_column_width=18):
            for key, label in self._choices.items():
                yield Chip(key, label)
        yield Static(id="sides", markup=False)

    @property
    def _asks_for_side(self) -> bool:
        return self._last in self._sided and self._last in self._side

    def hears(self, key: str) -> bool:
        """Whether a key chooses something."""
        return key in self._choices or (key in SIDES and self._asks_for_side)

    def on_key(self, event: events.Key) -> None:
        if event.key in SIDES and self._asks_for_side:
            event.stop()
            side = SIDES[event.key]
            self._side[self._last] = "" if self._side[self._last] == side else side
            self._tell()
        elif event.key in self._choices:
            event.stop()
            self._toggle(self._choices[event.key])

    def on_click(self, event: events.Click) -> None:
        if isinstance(event.widget, Chip):
            self._toggle(event.widget.choice)

    def _toggle(self, choice: str) -> None:
        if choice in self._side:
            del self._side[choice]
        else:
            if not self._many:
                self._side.clear()
            self._side[choice] = ""
        self._last = choice
        self._tell()

    def clear(self) -> None:
        """Choose nothing."""
        self.choose(())

    def choose(self, chosen: Iterable[str]) -> None:
        """Choose these, as `chosen` names them, in the place of what was chosen."""
        split = [name.partition(" ") if name.startswith(tuple(SIDES.values())) else ("", "", name) for name in chosen]
        self._side = {choice: side for side, _, choice in split if choice in self._choices.values()}
        self._last = ""
        self._tell()

    def _tell(self) -> None:
        self.chosen = tuple(
            f"{self._side[choice]} {choice}".strip() for choice in self._choices.values() if choice in self._side
        )
        self.post_message(self.ChoicesChanged(self, self.chosen))

    def watch_chosen(self) -> None:
        for chip in self.query(Chip):
            chosen = chip.choice in self._side
            chip.set_class(chosen, "-chosen")
            chip.name_it(f"{self._side[chip.choice]} {chip.choice}".strip() if chosen else chip.choice)
        asks = self._asks_for_side
        for line in self.query("#sides").results(Static):
            line.update(f"Which {self._last}? l left, r right, or skip it")
            line.set_class(asks, "-shown")
