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

FULL = 20
"""Lines of the terminal from which on there is room for every warning sign in plain words."""


class StopSignScreen(StayingScreen[StopSignShown]):
    """Gives whether the runner says that a clinician has cleared them; in a rehearsal there is nothing to clear.

    The headline is what to do and how urgently, and nothing else: no picture and no larger word competes with it.
    """

    AUTO_FOCUS = ""
    """What to do is in sight first, also on a terminal that has no room for all of it."""
    HELPED: ClassVar[bool] = False
    """Nothing comes before what is to be done now."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "leave", "Home", id="stop_sign.leave"),
        Binding("c", "clear", "I have been cleared", id="stop_sign.clear"),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "scroll(-8)", show=False),
        Binding("pagedown", "scroll(8)", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (FULL, "-full"), (34, "-tall")]
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
        with VerticalScroll(can_focus=False), Vertical(id="column"):
            yield Static(advice.action if advice else "", id="action", markup=False)
            yield Static(advice.detail if advice else "", id="detail", markup=False)
            yield Static(self._signs(in_full=False), id="signs", markup=False)
            yield Static(NOT_KEPT if self.question.rehearsed else STOP_SIGN, id="until", markup=False)
            with Horizontal(id="buttons"):
                yield Button("Continue" if self.question.rehearsed else "Home", id="home", variant="primary")
                key = keys_of(self.app).shown("questions.cleared")
                yield Button(Content(f"I have been cleared ({key})"), id="clear")
        yield KeyLine()

    def _signs(self, *, in_full: bool) -> str:
        """What was reported and when; `in_full` where the page has the lines for it."""
        return "\n".join(
            f"{f'On {day} you' if day else 'You'} reported: {in_words(signs, in_full=in_full)}."
            for day, signs in self.question.ticked
        )

    def on_resize(self) -> None:
        self.query_one("#signs", Static).update(self._signs(in_full=self.size.height >= FULL))

    def on_mount(self) -> None:
        self.set_class(self.question.rehearsed, "-rehearsal")
        self.query_one("#home", Button).focus(scroll_visible=False)

    def takes(self, question: Question[Any]) -> bool:
        return question == self.question

    async def show(self) -> None:
        """It stands there once more."""
        self.query_one("#home", Button).focus(scroll_visible=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "clear" or not self.question.rehearsed

    def action_scroll(self, by: int) -> None:
        """Move the page by a number of lines, down when positive."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "clear":
            self.action_clear()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        self.give(False)

    def action_clear(self) -> None:
        self.give(True)
