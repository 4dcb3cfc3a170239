"""A whole number to type: said at once when it cannot be one, and never cut short to one that can."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from runwalk_tui.keys.unknown import DIGIT_ROW
from runwalk_tui.ui.charts.scale_bar import TOP, ScaleBar
from runwalk_tui.ui.controls.form_parts import TakesKeys


class NumberField(TakesKeys, Input):
    """Takes digits; where there are steps the arrow keys, too, and then it is never left without a good number.

    Where something is to be done at Enter, Enter has its place among the digits, however fast they come.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "Change", key_display="← → 0–9"),
        Binding("right", "step(1)", "More", show=False),
        Binding("pageup", "step(5)", "Much more", show=False),
        Binding("pagedown", "step(-5)", "Much less", show=False),
        # Where there are no steps.
        Binding("left", "cursor_left", "Left", show=False),
        Binding("right", "cursor_right", "Right", show=False),
        Binding("enter", "submit", "Next"),
    ]

    number: reactive[int | None] = reactive(None, init=False)
    """The last good number; None before there is one."""
    fault: reactive[str] = reactive("", init=False)
    """What is wrong with the one that is typed, in a few words; empty when nothing is."""

    class NumberChosen(Message):
        """Another number was typed or stepped to."""

        def __init__(self, sender: NumberField, number: int) -> None:
            super().__init__()
            self.sender = sender
            self.number = number

        @property
        def control(self) -> NumberField:
            return self.sender

    class Faulty(Message):
        """What is wrong with the number has changed."""

        def __init__(self, sender: NumberField, fault: str) -> None:
            super().__init__()
            self.sender = sender
            self.fault = fault

        @property
        def control(self) -> NumberField:
            return self.sender

    def __init__(
        self,
        number: int | None,
        *,
        lowest: int,
        highest: int,
        step: int = 0,
        accept: Callable[[], None] | None = None,
        placeholder: str = "",
    ) -> None:
        """`step` is what an arrow key changes, 0 for nothing.

        `accept` is called at Enter, and moves the focus before it returns: no message would be in time.
        """
        # One character more than fits, so that a number too great is seen as such and not cut short.
        longest = max(len(str(lowest)), len(str(highest))) + 1
        super().__init__(
            "" if number is None else f"{number}",
            placeholder,
            restrict=r"-?\d*" if lowest < 0 else r"\d*",
            max_length=longest,
            compact=True,
        )
        self._lowest = lowest
        self._highest = highest
        self._by = step
        self._accept = accept
        self.set_reactive(NumberField.number, number)

    @property
    def typed(self) -> int | None:
        """The number that stands there now; None when it cannot be used."""
        try:
            typed = int(self.value)
        except ValueError:
            return None  # empty, or a minus alone
        return typed if self._lowest <= typed <= self._highest else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "step":
                return bool(self._by)
            case "cursor_left" | "cursor_right" if not parameters:  # with one they select
                return not self._by
            case "submit":
                return self._accept is not None
            case _:
                return True

    def on_input_changed(self, event: Input.Changed) -> None:
        typed = self.typed
        self.fault = f"a number from {self._lowest} to {self._highest}" if typed is None else ""
        if typed is not None and typed != self.number:
            self.number = typed
            self.post_message(self.NumberChosen(self, typed))

    def watch_fault(self, fault: str) -> None:
        self.post_message(self.Faulty(self, fault))

    def on_blur(self) -> None:
        if self._by and self.number is not None:
            self.value = f"{self.number}"

    # Keys.

    def on_key(self, event: events.Key) -> None:
        now = self.screen.focused
        minus = event.key == "minus" and (self._by or self._lowest < 0)
        digit = "" if minus else DIGIT_ROW.get(event.character or "", "")
        if digit and now is self:
            event.stop().prevent_default()
            self.insert_text_at_cursor(digit)
            return
        if event.key == "backspace" and now is self:
            # At once, as a digit is: Textual's own key for it would have its turn after the digits that come with it.
            event.stop().prevent_default()
            self.action_delete_left()
            return
        if self._accept is not None and isinstance(now, TakesKeys) and now is not self:
            # Over a slow line many keys come in one go, and are sent to the place that had the focus when they came.
            # Those after an Enter belong to the next place, so they are handed on to it.
            if event.is_printable or event.key == "enter":
                event.stop().prevent_default()
                now.take(event)
        elif event.key == "enter" and self._accept is not None:
            event.stop().prevent_default()
            self.take(event)
        # A minus before a number is typed; anywhere else it takes a step, as the plus does.
        elif self._by and (event.key == "plus" or (event.key == "minus" and (self._lowest >= 0 or self.value))):
            event.stop().prevent_default()
            self.action_step(1 if event.key == "plus" else -1)

    def take(self, event: events.Key) -> None:
        if event.key == "enter" and self._accept is not None:
            self._accept()
        elif event.character is not None:
            self.insert_text_at_cursor(event.character)

    async def action_submit(self) -> None:
        if self._accept is not None:
            self._accept()

    def action_step(self, by: int) -> None:
        """Change the number by so many steps, to a round figure."""
        # From what stands there: a key held down comes again before `number` has followed.
        number = self.number if self.typed is None else self.typed
        if number is None or not self._by:
            return
        near = number // self._by if by > 0 else -(-number // self._by)
        self.value = f"{max(self._lowest, min(self._highest, (near + by) * self._by))}"
        self.cursor_position = len(self.value)


class FigureField(Widget):
    """A whole number from 0 to 100, or to 10: its label, a place to type, and beside it a bar or what is wrong."""

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
        &.-faulty > .label { color: $error; }
        &:disabled > .label { color: $text-muted; }
        & Input:disabled:can-focus { opacity: 100%; }
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
        top: int = TOP,
        ascii: bool = False,
        id: str,
    ) -> None:
        """`accept` is called at Enter, and moves the focus before it returns; `top` is the highest number."""
        super().__init__(id=id)
        self._label = label
        self._unit = unit
        self._ascii = ascii
        self._top = top
        hint = f"0{'-' if ascii else '–'}{top}"
        self._field = NumberField(None, lowest=0, highest=top, accept=accept, placeholder=hint)
        self.optional = optional

    def compose(self) -> ComposeResult:
        yield Static(self._label, classes="label", markup=False)
        with Horizontal():
            yield self._field
            yield Static(self._unit, classes="unit", markup=False)
            yield ScaleBar(ascii=self._ascii)
            yield Static(classes="fault", markup=False)

    @property
    def value(self) -> int | None:
        """The number, or None when there is none that can be used."""
        return self._field.typed

    @property
    def missing(self) -> bool:
        """Whether nothing was typed although something is needed."""
        return not self.optional and not self._field.value

    def check(self) -> bool:
        """Say what is wrong with the number by itself; True when nothing is."""
        if self._field.value and self.value is None:
            self.fault = f"{self._top} at most"
        elif self.missing:
            self.fault = f"a number from 0 to {self._top}, please"
        else:
            self.fault = ""
        return not self.fault

    def take_focus(self) -> None:
        """Put the cursor here."""
        self.screen.set_focus(self._field)

    def on_input_changed(self) -> None:
        self.query_one(ScaleBar).value = None if self.value is None else self.value * TOP // self._top
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
