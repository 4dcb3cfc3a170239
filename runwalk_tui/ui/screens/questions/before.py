"""How is your pain before the session? One question, one key, Enter."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.widgets import Button, Static

from runwalk_tui.flows.front import Move
from runwalk_tui.flows.questions import PainBefore
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.controls.pain_scale import PainScale
from runwalk_tui.ui.screens.staying import StayingScreen


class BeforeScreen(StayingScreen[PainBefore]):
    """Gives the pain before, a way back, or that there is a warning sign."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="before.leave"),
        Binding("s", "skip", "Skip", id="before.skip"),
        Binding("w", "warn", "Warning sign", id="before.warn"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (18, "-full"), (46, "-tall")]
    DEFAULT_CSS = """
    BeforeScreen {
        align: center middle;
        & > Vertical { width: 100%; max-width: 100; height: auto; padding: 1 4; }
        &.-tall > Vertical { max-width: 144; }
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

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("How is your pain right now?", id="ask")
            yield PainScale(id="pain")
            yield Static(f"Then: {self.question.then}", id="what", markup=False)
            with Center():
                yield Button(self.question.begin, id="begin", variant="primary")
        yield KeyLine()

    async def show(self) -> None:
        """The same once more: what was typed stays."""
        self.query_one(PainScale).focus()

    def on_mount(self) -> None:
        # A key that bounces, or the end of the program, may take the screen away before its parts are there.
        for scale in self.query(PainScale):
            scale.focus()

    def on_pain_scale_accepted(self, event: PainScale.Accepted) -> None:
        event.stop()
        self.give(event.value)

    def on_button_pressed(self) -> None:
        self.give(self.query_one(PainScale).value)

    def action_leave(self) -> None:
        self.give(Move.BACK)

    def action_warn(self) -> None:
        self.give(Move.RED_FLAG)

    def action_skip(self) -> None:
        self.give(None)
