"""A list of statements to tick, each with its own key, one below the other, and a key to say that none is true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from runwalk_tui.ui.theme.icons import DONE

BESIDE = 7
"""Cells of a row that its text does not have: the key, the tick and the space around them."""


@dataclass(frozen=True, slots=True)
class Tick:
    """One row."""

    key: str
    """The single key that ticks it."""
    value: str
    """What is returned for it."""
    short: str
    """What is shown where the long text does not fit."""
    text: str
    """What is shown where all rows have room for theirs."""
    grave: bool = False
    """Marked as something to act on at once."""


NONE = Tick("n", "", "none of these", "None of these")
"""The last row: an answer of its own, so that a key held too long answers nothing."""


class TickRow(Horizontal):
    """One statement."""

    def __init__(self, tick: Tick, *, ascii: bool) -> None:
        super().__init__(classes="-none" if tick is NONE else "-sign -grave" if tick.grave else "-sign")
        self.tick = tick
        self._ascii = ascii

    def compose(self) -> ComposeResult:
        yield Static(self.tick.key, classes="key", markup=False)
        yield Static("", classes="mark", markup=False)
        yield Static(self.tick.short, classes="text", markup=False)

    def show(self, *, ticked: bool, here: bool, long: bool) -> None:
        """Draw it ticked or not, with the cursor or not, in its long form or not."""
        self.set_class(ticked, "-ticked")
        self.set_class(here, "-here")
        self.query_one(".mark", Static).update(DONE.shown(self._ascii) if ticked else "")
        self.query_one(".text", Static).update(self.tick.text if long else self.tick.short)


class TickList(Widget, can_focus=True):
    """None, one or many of a few statements: press a key to tick its row, press it again to take it back.

    That none is true is said with a key, too, and never follows from having said nothing.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("space", "tick_here", "Tick", show=False),
        Binding(NONE.key, "say_none", "None of these"),
    ]
    DEFAULT_CSS = """
    TickList {
        height: auto; width: 100%;
    }
    TickRow {
        height: 1; width: 100%; padding: 0 1 0 0;
        & .key { width: 3; height: 1; text-align: center; color: $accent; background: $panel; text-style: bold; }
        & .mark { width: 3; height: 1; text-align: center; }
        & .text { width: 1fr; height: 1; }
        &.-grave .key { color: $error; }
        &.-none { color: $success; }
        &:hover { background: $surface; }
        &.-here .text { text-style: underline; }
        &.-ticked { background: $primary; color: $background; text-style: bold; }
        &.-ticked .key { background: $primary; color: $background; }
        &.-ticked:ansi { text-style: bold reverse; }
    }
    """

    ticked: reactive[tuple[str, ...]] = reactive(())
    """Values that are ticked, in the order of the rows."""
    none: reactive[bool] = reactive(False)
    """Whether it was said that none is true."""

    class TicksChanged(Message):
        """A row was ticked, a tick taken back, or it was said that none is true."""

        def __init__(self, sender: TickList, ticked: tuple[str, ...]) -> None:
            super().__init__()
            self.sender = sender
            self.ticked = ticked

        @property
        def control(self) -> TickList:
            return self.sender

    def __init__(
        self,
        ticks: Sequence[Tick],
        ticked: Sequence[str] = (),
        *,
        none: bool = False,
        ascii: bool = False,
        id: str | None = None,
    ) -> None:
        """`ticked` are the values that are ticked from the beginning; with `none`, and nothing ticked, none is true."""
        super().__init__(id=id)
        self._ticks = (*ticks, NONE)
        self._ascii = ascii
        self._here: int | None = None
        """The row of the cursor; None until an arrow is pressed."""
        self.set_reactive(TickList.ticked, self._in_order(set(ticked)))
        self.set_reactive(TickList.none, none and not self.ticked)

    def compose(self) -> ComposeResult:
        for tick in self._ticks:
            yield TickRow(tick, ascii=self._ascii)

    def on_resize(self) -> None:
        self._draw()

    def watch_ticked(self) -> None:
        self._draw()

    def watch_none(self) -> None:
        self._draw()

    @property
    def answered(self) -> bool:
        """Whether anything was said."""
        return self.none or bool(self.ticked)

    def hears(self, key: str) -> bool:
        """Whether a key ticks a row."""
        return any(key == tick.key for tick in self._ticks)

    def on_key(self, event: events.Key) -> None:
        for position, tick in enumerate(self._ticks):
            if event.key == tick.key and tick is not NONE:
                event.stop()
                self.toggle(tick.value)
                self.query(TickRow)[position].scroll_visible(animate=False)

    def on_click(self, event: events.Click) -> None:
        row = event.widget
        while row is not None and not isinstance(row, TickRow):
            row = row.parent if isinstance(row.parent, Widget) else None
        if row is not None:
            self.toggle(row.tick.value)

    def action_move(self, by: int) -> None:
        last = len(self._ticks) - 1
        self._here = (0 if by > 0 else last) if self._here is None else max(0, min(last, self._here + by))
        self._draw()
        self.query(TickRow)[self._here].scroll_visible(animate=False)

    def action_tick_here(self) -> None:
        if self._here is not None:
            self.toggle(self._ticks[self._here].value)

    def toggle(self, value: str) -> None:
        """Tick a row, or take its tick back."""
        if value == NONE.value:
            self.action_say_none()
            return
        self.none = False
        self.ticked = self._in_order({*self.ticked} ^ {value})
        self.post_message(self.TicksChanged(self, self.ticked))

    def action_say_none(self) -> None:
        """None is true. Beside a tick it is not heard: one slipped key must not take a warning sign back."""
        self.none = not self.ticked
        self.post_message(self.TicksChanged(self, self.ticked))

    def _in_order(self, values: set[str]) -> tuple[str, ...]:
        return tuple(tick.value for tick in self._ticks if tick.value in values)

    def _draw(self) -> None:
        long = all(len(tick.text) + BESIDE <= self.size.width for tick in self._ticks)
        for position, (tick, row) in enumerate(zip(self._ticks, self.query(TickRow), strict=False)):
            ticked = self.none if tick is NONE else tick.value in self.ticked
            row.show(ticked=ticked, here=position == self._here, long=long)
