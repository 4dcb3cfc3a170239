"""A whole number to type, or to change in steps with the arrow keys."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input


class NumberField(Input):
    """Says at once when the number cannot be used; goes back to the last good one when it is left so."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "Change", key_display="← → 0–9"),
        Binding("right", "step(1)", "More", show=False),
        Binding("pageup", "step(5)", "Much more", show=False),
        Binding("pagedown", "step(-5)", "Much less", show=False),
    ]

    number: reactive[int] = reactive(0, init=False)
    """The last good number."""
    fault: reactive[str] = reactive("", init=False)
    """What is wrong with the one that is typed, in a few words; empty when nothing is."""

    class Chosen(Message):
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

    def __init__(self, number: int, *, lowest: int, highest: int, step: int) -> None:
        # One character more than fits, so that a number too great is seen as such and not cut short.
        longest = max(len(str(lowest)), len(str(highest))) + 1
        super().__init__(f"{number}", restrict=r"-?\d*" if lowest < 0 else r"\d*", max_length=longest, compact=True)
        self._lowest = lowest
        self._highest = highest
        self._by = step
        self.set_reactive(NumberField.number, number)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        typed = self._typed()
        if typed is None:
            self.fault = f"a number from {self._lowest} to {self._highest}"
            return
        self.fault = ""
        if typed != self.number:
            self.number = typed
            self.post_message(self.Chosen(self, typed))

    def watch_fault(self, fault: str) -> None:
        self.post_message(self.Faulty(self, fault))

    def on_blur(self) -> None:
        self.value = f"{self.number}"

    def on_key(self, event: events.Key) -> None:
        # A minus before a number is typed; anywhere else it takes a step, as the plus does.
        if event.key == "plus" or (event.key == "minus" and (self._lowest >= 0 or self.value)):
            event.stop()
            event.prevent_default()
            self.action_step(1 if event.key == "plus" else -1)

    def action_step(self, by: int) -> None:
        """Change the number by so many steps, to a round figure."""
        # From what stands there: a key held down comes again before `number` has followed.
        typed = self._typed()
        number = self.number if typed is None else typed
        near = number // self._by if by > 0 else -(-number // self._by)
        self.value = f"{max(self._lowest, min(self._highest, (near + by) * self._by))}"
        self.cursor_position = len(self.value)

    def _typed(self) -> int | None:
        try:
            typed = int(self.value)
        except ValueError:
            return None  # empty, or a minus alone
        return typed if self._lowest <= typed <= self._highest else None
