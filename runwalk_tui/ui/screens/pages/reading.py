"""A page to read in the midst of a conversation: each part under its heading, or beside it where there is room."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from runwalk_tui.flows.front import Move
from runwalk_tui.flows.questions import PageShown
from runwalk_tui.ui.controls.key_line import KeyLine, KeyWord
from runwalk_tui.ui.controls.prose import Prose
from runwalk_tui.ui.screens.leaving import AnsweringScreen

MARGIN = 1
"""Columns on each side of the text on a narrow terminal; a third may be taken by what scrolls it."""


class ReadingScreen(AnsweringScreen[Literal[Move.RED_FLAG] | None]):
    """Nothing is asked; a warning sign can be reported."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "leave", "Continue", id="reading.leave", show=False),
        Binding("w", "warn", "Warning sign", id="reading.warn"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (64, "-normal"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-full"), (30, "-tall")]
    DEFAULT_CSS = """
    ReadingScreen {
        & #page { align: center top; scrollbar-size-vertical: 1; scrollbar-background: $background; }
        & #column { width: 100%; max-width: 84; height: auto; padding: 0 2; }
        & #title { text-style: bold; color: $primary; }
        & .part { width: 100%; height: auto; layout: horizontal; }
        & .heading { width: 13; color: $primary; text-style: bold; padding-right: 2; }
        & .part Prose { width: 1fr; height: auto; }
        &.-wide #column { max-width: 110; }
        &.-tall {
            & #page { align: center middle; }
            & #title, & .part { margin-bottom: 1; }
        }
        &.-narrow {
            & #column { padding: 0 1; }
            & .part { layout: vertical; margin-top: 1; }
            & .heading, & .part Prose { width: 100%; }
            & .-after-text { margin-top: 0; }
        }
    }
    """

    def __init__(self, shown: PageShown, *, ascii: bool = False) -> None:
        super().__init__()
        self._shown = shown
        self._ascii = ascii

    def compose(self) -> ComposeResult:
        page = self._shown.page
        with VerticalScroll(id="page"), Vertical(id="column"):
            yield Static(self._title(between="  "), id="title")
            if page.beginning:
                yield Prose(page.beginning, ascii=self._ascii)
            for number, (heading, text) in enumerate(page.parts):
                # Text ends with a space of its own, which is enough above the first part.
                with Container(classes="part -after-text" if page.beginning and not number else "part"):
                    yield Static(heading, classes="heading", markup=False)
                    yield Prose(text, ascii=self._ascii)
        line = KeyLine()
        line.also = (KeyWord("Enter", self._shown.then, "enter"),)
        yield line

    def on_mount(self) -> None:
        self.query_one("#page").focus()

    def on_resize(self, event: events.Resize) -> None:
        """What stands beside the title goes below it where both have no room in one line."""
        fits = len(self._shown.page.title) + len(self._shown.beside) + 2 * MARGIN + 3 <= event.size.width
        self.query_one("#title", Static).update(self._title(between="  " if fits else "\n"))

    def _title(self, *, between: str) -> Content:
        beside = self._shown.beside and between + self._shown.beside
        return Content.assemble(self._shown.page.title, (beside, "not bold $text-muted"))

    def action_leave(self) -> None:
        self.dismiss(None)

    def action_warn(self) -> None:
        self.dismiss(Move.RED_FLAG)
