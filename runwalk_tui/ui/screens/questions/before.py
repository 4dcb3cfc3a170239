"""How is the pain before the session? One question, one key, Enter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.widgets import Button, Static

from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.controls.pain_scale import PainScale
from runwalk_tui.ui.screens.leaving import AnsweringScreen
from runwalk_tui.ui.screens.questions.red_flags import RedFlagsScreen


@dataclass(frozen=True, slots=True)
class Before:
    """The answer."""

    pain: int | None
    """0 to 10, or None when it was left open."""
    red_flags: tuple[str, ...] = ()
    """Warning signs; with any there is no session."""


class BeforeScreen(AnsweringScreen[Before | None]):
    """Asks for the pain before; None when the runner goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="before.leave"),
        Binding("s", "skip", "Skip", id="before.skip"),
        Binding("w", "warn", "Warning sign", id="before.warn"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (18, "-full")]
    DEFAULT_CSS = """
    BeforeScreen {
        align: center middle;
        & > Vertical { width: 100%; max-width: 100; height: auto; padding: 1 4; }
        & #ask { text-style: bold; width: 100%; content-align: center middle; margin-bottom: 1; }
        & #what { color: $text-muted; width: 100%; content-align: center middle; margin-top: 1; }
        & Center { margin-top: 1; height: auto; }
        &.-narrow > Vertical { padding: 0 1; }
        &.-flat {
            & > Vertical { padding: 0 1; }
            & Center { display: none; }
        }
    }
    """

    def __init__(self, then: str, begin: str = "Begin the session", *, rehearsal: bool = False) -> None:
        """`then` says in one line what is about to begin, `begin` what the button says."""
        super().__init__()
        self._then = then
        self._begin = begin
        self._rehearsal = rehearsal

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("How is the pain right now?", id="ask")
            yield PainScale(id="pain")
            yield Static(self._then, id="what", markup=False)
            with Center():
                yield Button(self._begin, id="begin", variant="primary")
        yield KeyLine()

    def on_mount(self) -> None:
        # A key that bounces, or the end of the program, may take the screen away before its parts are there.
        for scale in self.query(PainScale):
            scale.focus()

    def on_pain_scale_accepted(self, event: PainScale.Accepted) -> None:
        event.stop()
        self.dismiss(Before(event.value))

    def on_button_pressed(self) -> None:
        self.dismiss(Before(self.query_one(PainScale).value))

    def action_leave(self) -> None:
        self.dismiss(None)

    @work(exclusive=True)
    async def action_warn(self) -> None:
        ticked = await self.app.push_screen_wait(RedFlagsScreen(rehearsal=self._rehearsal))
        if ticked:
            self.dismiss(Before(None, ticked))

    def action_skip(self) -> None:
        self.dismiss(Before(None))
