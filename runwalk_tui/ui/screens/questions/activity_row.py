"""One row of the check-in: an activity that matters to the runner, in a few words."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from runwalk_tui.session.limits import ACTIVITY_LIMIT
from runwalk_tui.ui.controls.form_parts import TextPart


class ActivityPart(TextPart):
    """A few words; those of last time are replaced by what is typed, and stay when nothing is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", "Next"),
        Binding("up", "screen.go(-1)", "Up", show=False),
        Binding("down", "screen.go(1)", "Down", show=False),
    ]

    def action_next(self) -> None:
        """As Enter does, for whoever clicks on the key."""
        self.onward()


class ActivityRow(Horizontal):
    """The label and the words."""

    DEFAULT_CSS = """
    ActivityRow {
        height: 1; width: 100%;
        & > .label { width: 24; height: 1; }
        & > ActivityPart { width: 1fr; height: 1; }
        &.-here > .label { text-style: bold; color: $accent; }
    }
    """

    def __init__(self, label: str, activity: str, accept: Callable[[], None], *, id: str) -> None:
        """`accept` is called at Enter, and moves the focus before it returns."""
        super().__init__(id=id)
        self._label = label
        self._part = ActivityPart(activity, accept, placeholder="a few words", most=ACTIVITY_LIMIT)
        self._selected = False
        """Whether the words were selected before the cursor came here."""

    def compose(self) -> ComposeResult:
        yield Static(self._label, classes="label", markup=False)
        yield self._part

    @property
    def value(self) -> str:
        """The words, without spaces around them; "" for none."""
        return " ".join(self._part.value.split())

    def take_focus(self) -> None:
        """Put the cursor here. What is typed next replaces the words, even when it came along with the Enter before."""
        self._selected = True
        self._part.action_select_all()
        self.screen.set_focus(self._part)

    def on_descendant_focus(self) -> None:
        if not self._selected:
            self._part.action_select_all()
        self._selected = False
        self.add_class("-here")

    def on_descendant_blur(self) -> None:
        self.remove_class("-here")
