"""The stop sign: what to do, how urgently, and how the runner comes back from it."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from runwalk_tui.flows.front import Question
from runwalk_tui.flows.questions import StopSignShown
from runwalk_tui.rule.red_flags import NOT_KEPT, STOP_SIGN, advice_for, in_words
from runwalk_tui.ui.controls.key_answers import keys_of
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.screens.staying import StayingScreen


class StopSignScreen(StayingScreen[StopSignShown]):
    """Gives whether the runner says that a clinician has cleared them; in a rehearsal there is nothing to clear.

    The headline is what to do and how urgently, and nothing else: no picture and no larger word competes with it.
    """

    HELPED: ClassVar[bool] = False
    """Nothing comes before what is to be done now."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "leave", "Home", id="stop_sign.leave"),
        Binding("c", "clear", "I have been cleared", id="stop_sign.clear"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-full"), (34, "-tall")]
    DEFAULT_CSS = """
    StopSignScreen {
        & VerticalScroll { align: center middle; }
        & #column { width: 100%; max-width: 90; height: auto; padding: 0 4; }
        & Static { width: 100%; text-align: center; margin-bottom: 1; }
        & #action {
            text-style: bold; color: $error; border: heavy $error; padding: 1 2; margin-bottom: 2;
        }
        & #detail { color: $foreground; }
        & #signs, & #until { color: $text-muted; }
        & #buttons { height: auto; align: center middle; margin-top: 1; }
        & Button { margin: 0 1; }
        &.-rehearsal #clear { display: none; }
        &.-narrow #column { padding: 0 1; }
        &.-tall #action { padding: 2 4; margin-bottom: 3; }
        &.-flat {
            & Static { margin-bottom: 0; }
            & #action { border: none; padding: 0; margin-bottom: 1; }
            & #buttons { display: none; }
        }
    }
    """

    def compose(self) -> ComposeResult:
        advice = advice_for(sign for _, signs in self.question.ticked for sign in signs)
        ticked = [
            f"{f'On {day} you' if day else 'You'} ticked: {in_words(signs)}." for day, signs in self.question.ticked
        ]
        with VerticalScroll(can_focus=False), Vertical(id="column"):
            yield Static(advice.action if advice else "", id="action", markup=False)
            yield Static(advice.detail if advice else "", id="detail", markup=False)
            yield Static("\n".join(ticked), id="signs", markup=False)
            yield Static(NOT_KEPT if self.question.rehearsed else STOP_SIGN, id="until", markup=False)
            with Horizontal(id="buttons"):
                yield Button("Continue" if self.question.rehearsed else "Home", id="home", variant="primary")
                key = keys_of(self.app).shown("questions.cleared")
                yield Button(Content(f"I have been cleared ({key})"), id="clear")
        yield KeyLine()

    def on_mount(self) -> None:
        self.set_class(self.question.rehearsed, "-rehearsal")
        self.query_one("#home", Button).focus()

    def takes(self, question: Question[Any]) -> bool:
        return question == self.question

    async def show(self) -> None:
        """It stands there once more."""
        self.query_one("#home", Button).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "clear" or not self.question.rehearsed

    def on_button_pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "clear":
            self.action_clear()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        self.give(False)

    def action_clear(self) -> None:
        self.give(True)
