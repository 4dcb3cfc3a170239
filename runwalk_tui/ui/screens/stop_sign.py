"""The stop sign: what to do, how urgently, and how the runner comes back from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Static

from runwalk_tui.rule.red_flags import NOT_KEPT, STOP_SIGN, advice_for, in_words
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.screens.leaving import AnsweringScreen
from runwalk_tui.ui.screens.questions.question import Answer, Question, QuestionScreen

CLEARED = Question(
    "Have you been cleared?",
    "Say yes only if a doctor or physiotherapist has looked at it and said you can run. "
    "Today's date is saved with it in your history.",
    (Answer("back", "b", "Not yet", "primary"), Answer("cleared", "y", "Yes, I am cleared")),
)


class StopSignScreen(AnsweringScreen[bool]):
    """Returns whether the runner says that a clinician has cleared them; in a rehearsal there is nothing to clear.

    The headline is what to do and how urgently, and nothing else: no picture and no larger word competes with it.
    """

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

    def __init__(self, ticked: Sequence[tuple[str, Sequence[str]]], *, rehearsal: bool = False) -> None:
        """`ticked` are warning signs with the day on which they were ticked, in words; "" when that was just now."""
        super().__init__()
        self._ticked = tuple(ticked)
        self._rehearsal = rehearsal

    def compose(self) -> ComposeResult:
        advice = advice_for(sign for _, signs in self._ticked for sign in signs)
        ticked = [f"{f'On {day} you' if day else 'You'} ticked: {in_words(signs)}." for day, signs in self._ticked]
        with VerticalScroll(can_focus=False), Vertical(id="column"):
            yield Static(advice.action if advice else "", id="action", markup=False)
            yield Static(advice.detail if advice else "", id="detail", markup=False)
            yield Static("\n".join(ticked), id="signs", markup=False)
            yield Static(NOT_KEPT if self._rehearsal else STOP_SIGN, id="until", markup=False)
            with Horizontal(id="buttons"):
                yield Button("Go on" if self._rehearsal else "Home", id="home", variant="primary")
                yield Button("I have been cleared (c)", id="clear")
        yield KeyLine()

    def on_mount(self) -> None:
        self.set_class(self._rehearsal, "-rehearsal")
        self.query_one("#home", Button).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "clear" or not self._rehearsal

    def on_button_pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "clear":
            self.action_clear()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        self.dismiss(False)

    @work(exclusive=True)
    async def action_clear(self) -> None:
        if await self.app.push_screen_wait(QuestionScreen(CLEARED)) == "cleared":
            self.dismiss(True)
