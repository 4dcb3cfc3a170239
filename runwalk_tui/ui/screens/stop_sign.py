"""The stop sign: what to do, how soon, and how the runner comes back from it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Static

from runwalk_tui.progression.reasons import day_name
from runwalk_tui.progression.screening import STOP_SIGN, Urgency, advice_for
from runwalk_tui.session.record import SessionRecord
from runwalk_tui.ui.screens.question import Answer, Question, QuestionScreen
from runwalk_tui.ui.widgets.answering import AnsweringScreen
from runwalk_tui.ui.widgets.key_line import KeyLine
from runwalk_tui.ui.widgets.phase_banner import PhaseBanner
from runwalk_tui.ui.widgets.raster import Ink

CLEARED = Question(
    "Have you been cleared?",
    "Say yes only when a doctor or physiotherapist has looked at it and said that you may run. "
    "Today's date is kept with it and stays in your history.",
    (Answer("back", "b", "Not yet", "primary"), Answer("cleared", "y", "Yes, I am cleared")),
)


class StopSignScreen(AnsweringScreen[bool]):
    """Returns whether the runner says that a clinician has cleared them."""

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
        & PhaseBanner { width: 100%; height: 5; margin-bottom: 1; color: $error; }
        & Static { width: 100%; text-align: center; margin-bottom: 1; }
        & #action { text-style: bold; color: $error; }
        & #detail { color: $foreground; }
        & #signs, & #until { color: $text-muted; }
        & #buttons { height: auto; align: center middle; }
        & Button { margin: 0 1; }
        &.-narrow #column { padding: 0 1; }
        &.-tall PhaseBanner { height: 9; margin-bottom: 2; }
        &.-flat {
            & PhaseBanner { height: 1; margin: 0; }
            & Static { margin-bottom: 0; }
            & #buttons { display: none; }
        }
    }
    """

    def __init__(self, flagged: SessionRecord, today: date, *, ink: Ink = Ink.QUARTERS) -> None:
        """`flagged` is the record that raised the stop sign, as `rule.stop_sign` returns it."""
        super().__init__()
        self._flagged = flagged
        self._today = today
        self._ink = ink

    def compose(self) -> ComposeResult:
        flags = self._flagged.red_flags
        advice = advice_for(flags)
        with VerticalScroll(can_focus=False), Vertical(id="column"):
            yield PhaseBanner("STOP", ink=self._ink)
            yield Static(advice.action if advice else "", id="action", markup=False)
            yield Static(advice.detail if advice else "", id="detail", markup=False)
            day = day_name(self._flagged.day, self._today)
            yield Static(f"On {day} you ticked: {', '.join(flags)}.", id="signs", markup=False)
            yield Static(STOP_SIGN, id="until", markup=False)
            with Horizontal(id="buttons"):
                yield Button("Home", id="home", variant="primary")
                yield Button("I have been cleared (c)", id="clear")
        yield KeyLine()

    def on_mount(self) -> None:
        advice = advice_for(self._flagged.red_flags)
        self.set_class(advice is not None and advice.urgency is Urgency.EMERGENCY, "-emergency")
        self.query_one("#home", Button).focus()

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
