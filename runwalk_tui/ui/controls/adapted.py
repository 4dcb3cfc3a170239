"""Textual's own widgets, each with a key or two of ours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import DataTable, Input, Select, Switch

from runwalk_tui.system.safe_text import visible

Cell = TypeVar("Cell")


class Rows(DataTable[Cell]):
    """Textual's table, where Home and End go to the first and the last row.

    There they go to the first and the last column, which the cursor of a whole row does not have.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("home", "scroll_top", "First", show=False),
        Binding("end", "scroll_bottom", "Last", show=False),
    ]


class ChoiceField(Select[str], inherit_bindings=False):
    """Textual's Select: ← and → go through the words, Enter or a click opens the list.

    ↑ and ↓ are left to the page around it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "show_overlay", "List"),
        Binding("left", "go(-1)", "Change", key_display="← →"),
        Binding("right", "go(1)", "Next", show=False),
    ]

    def __init__(self, options: Sequence[tuple[str, str]], value: str) -> None:
        """`options` are words for people, each with its value. A value that is none of them is offered as it is."""
        known = _with_value(options, value)
        super().__init__(_as_they_are(known), value=value, allow_blank=False, compact=True)
        self.values = [other for _, other in known]
        """What can be chosen, in the order of the list."""

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Have other words from now on; what is chosen stays, as one of them or as it is."""
        value = str(self.value)
        known = _with_value(options, value)
        with self.prevent(Select.Changed):  # Textual takes the first of them for a moment, which nobody has chosen
            self.set_options(_as_they_are(known))
            self.value = value
        self.values = [other for _, other in known]

    def action_go(self, by: int) -> None:
        """The value before or after, without opening the list; it does not go round."""
        here = self.values.index(str(self.value))
        self.value = self.values[max(0, min(len(self.values) - 1, here + by))]


def _with_value(options: Sequence[tuple[str, str]], value: str) -> list[tuple[str, str]]:
    return [*options] if any(value == other for _, other in options) else [(value, value), *options]


def _as_they_are(options: Sequence[tuple[str, str]]) -> list[tuple[Content, str]]:
    """Words in which a bracket is a bracket: the name of a device may have some."""
    return [(Content(visible(word)), value) for word, value in options]


class OnOffField(Switch):
    """Textual's Switch, which ← and → set as well."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "set(False)", "Off, on", key_display="← →"),
        Binding("right", "set(True)", "On", show=False),
        Binding("enter,space", "toggle_switch", "Switch"),
    ]

    def action_set(self, on: bool) -> None:
        """Switch it on or off."""
        self.value = on


class WordsField(Input):
    """Textual's Input, which tells its Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "Keep what you typed")]


class NoteInput(Input):
    """Joins the lines of what is pasted, and says what has no room: nothing is left out without a word."""

    FULL: ClassVar[str] = "The note is full: {most} characters is the most."
    TOO_LONG: ClassVar[str] = "A note can have at most {most} characters; the last {rest} were left out."

    _said_full = False

    def on_paste(self, event: events.Paste) -> None:
        """In place of Textual's own, which takes the first line alone, and nothing of one that is too long."""
        event.prevent_default()
        event.stop()
        self.replace(" ".join(event.text.split()), *self.selection)

    def replace(self, text: str, start: int, end: int) -> None:
        """Put text in the place of what stands from `start` to `end`, as much of it as there is room for."""
        start, end = sorted((max(0, start), min(len(self.value), end)))
        room = len(text) if self.max_length is None else max(0, self.max_length - len(self.value) + end - start)
        super().replace(text[:room], start, end)
        if room < len(text):
            self._say_full(len(text) - room)
        else:
            self._said_full = False

    def _say_full(self, left_out: int) -> None:
        """Once for keys: a toast for each of them would cover the screen."""
        line = (self.TOO_LONG if left_out > 1 else self.FULL).format(most=self.max_length, rest=left_out)
        if left_out > 1 or not self._said_full:
            self.notify(line, severity="warning")
        self._said_full = True
