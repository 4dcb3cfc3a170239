"""Asks for a whole number from 0 to 100 and says at once when it cannot be one."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from runwalk_tui.ui.charts.scale_bar import TOP, ScaleBar


class FigureInput(Input):
    """Takes digits, and Enter at its place among them.

    Over a slow line many keys come in one go, and are sent to the place that had the focus when they came.
    Those after an Enter belong to the next place, so they are handed on to it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "Next")]

    def __init__(self, placeholder: str, accept: Callable[[], None]) -> None:
        # Four digits may be typed, so that 1000 is seen to be too much and does not become 100.
        super().__init__(restrict=r"\d*", max_length=4, compact=True, placeholder=placeholder)
        self._accept = accept

    def on_key(self, event: events.Key) -> None:
        now = self.screen.focused
        if isinstance(now, FigureInput) and now is not self and (event.is_printable or event.key == "enter"):
            event.stop().prevent_default()
            now.take(event)
        elif event.key == "enter":
            event.stop().prevent_default()
            self.take(event)

    def take(self, event: events.Key) -> None:
        """Act on a digit or on Enter."""
        if event.key == "enter":
            self._accept()
        elif event.character is not None:
            self.insert_text_at_cursor(event.character)

    async def action_submit(self) -> None:
        self._accept()


class FigureField(Widget):
    """A label, a place to type, and beside it the figure as a bar or what is wrong with it."""

    DEFAULT_CSS = """
    FigureField {
        height: auto; width: 100%; layout: horizontal;
        & > .label { width: 24; height: 1; }
        & > Horizontal { width: 1fr; height: 1; }
        & Input { width: 9; height: 1; }
        & .unit { width: 3; color: $text-muted; }
        & ScaleBar { width: 1fr; margin-left: 1; }
        & .fault { width: 1fr; margin-left: 1; color: $error; display: none; }
        &.-faulty .fault { display: block; }
        &.-faulty ScaleBar { display: none; }
        &.-here > .label { text-style: bold; color: $accent; }
    }
    """

    fault: reactive[str] = reactive("")
    """What is wrong, in a few words; empty when nothing is."""

    def __init__(
        self,
        label: str,
        accept: Callable[[], None],
        *,
        unit: str = "",
        optional: bool = False,
        ascii: bool = False,
        id: str,
    ) -> None:
        """`accept` is called at Enter, and moves the focus before it returns: no message would be in time."""
        super().__init__(id=id)
        self._accept = accept
        self._label = label
        self._unit = unit
        self._ascii = ascii
        self.optional = optional

    def compose(self) -> ComposeResult:
        yield Static(self._label, classes="label", markup=False)
        with Horizontal():
            yield FigureInput("0-100" if self._ascii else "0–100", self._accept)
            yield Static(self._unit, classes="unit", markup=False)
            yield ScaleBar(ascii=self._ascii)
            yield Static(classes="fault", markup=False)

    @property
    def value(self) -> int | None:
        """The number, or None when there is none that can be used."""
        typed = self.query_one(FigureInput).value
        return int(typed) if typed and int(typed) <= TOP else None

    @property
    def missing(self) -> bool:
        """Whether nothing was typed although something is needed."""
        return not self.optional and not self.query_one(FigureInput).value

    def check(self) -> bool:
        """Say what is wrong with the number by itself; True when nothing is."""
        typed = self.query_one(FigureInput).value
        if typed and int(typed) > TOP:
            self.fault = f"{TOP} at most"
        elif self.missing:
            self.fault = "a number from 0 to 100, please"
        else:
            self.fault = ""
        return not self.fault

    def take_focus(self) -> None:
        """Put the cursor here."""
        self.screen.set_focus(self.query_one(FigureInput))

    def on_input_changed(self) -> None:
        self.query_one(ScaleBar).value = self.value
        # An empty place is no fault while it is being filled in.
        self.fault = "" if self.missing else self.fault
        if not self.missing:
            self.check()

    def on_descendant_focus(self) -> None:
        self.add_class("-here")

    def on_descendant_blur(self) -> None:
        self.remove_class("-here")

    def watch_fault(self, fault: str) -> None:
        self.set_class(bool(fault), "-faulty")
        if self.is_mounted:
            self.query_one(".fault", Static).update(fault)
