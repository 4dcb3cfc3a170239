"""How was your pain on the morning after? Asked once at a later start."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from runwalk_tui.flows.questions import MorningPain
from runwalk_tui.rule.reasons import DAYS, day_name
from runwalk_tui.ui.controls.key_answers import keys_of
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.controls.pain_scale import PainScale
from runwalk_tui.ui.screens.leaving import AnsweringScreen

FORGOTTEN: Literal["forgotten"] = "forgotten"


class MorningScreen(AnsweringScreen[int | Literal["forgotten"] | None]):
    """Returns the answer; None when the runner leaves it for later."""

    HELPED: ClassVar[bool] = True
    """Help opens over it, and it is as it was afterwards."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Later", id="morning.leave"),
        Binding("n", "forget", "Don't remember", id="morning.forget"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (18, "-full"), (34, "-tall")]
    DEFAULT_CSS = """
    MorningScreen {
        align: center middle;
        & > Vertical { width: 100%; max-width: 100; height: auto; padding: 1 4; }
        &.-tall > Vertical { max-width: 144; }
        & Static { width: 100%; text-align: center; }
        & #ask { text-style: bold; }
        & #day { color: $text-muted; margin-bottom: 1; }
        & #leads { color: $text-muted; margin-top: 1; }
        & #hint { display: none; }
        & Center { margin-top: 1; height: auto; }
        & Button { width: 32; }
        &.-narrow > Vertical { padding: 0 1; }
        &.-tall { & #day, & PainScale { margin-bottom: 1; } & Center { margin-top: 2; } }
        &.-flat {
            & > Vertical { padding: 0 1; }
            & #day { margin-bottom: 0; }
            & #leads { margin-top: 0; }
            & #hint { display: block; }
            & Center { display: none; }
        }
    }
    """

    def __init__(self, asked: MorningPain, *, ascii: bool = False) -> None:
        super().__init__()
        self._session = asked.session
        self._today = asked.today
        self._leads = asked.leads
        self._given = asked.given
        self._ascii = ascii

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(f"How was your pain on the morning after {self._which()} session?", id="ask", markup=False)
            yield Static(self._when(), id="day", markup=False)
            yield PainScale(self._given, ascii=self._ascii)
            yield Static("\n".join(self._leads), id="leads", markup=False)
            key = keys_of(self.app).shown("questions.not_remembered")
            yield Static(f"{key}: I don't remember, Esc: later", id="hint", markup=False)
            with Center():
                yield Button(Content(f"I don't remember ({key})"), id="forget")
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one(PainScale).focus()

    def _which(self) -> str:
        return "yesterday's" if self._ago == 1 else f"{DAYS[self._session.day.weekday()]}'s"

    def _when(self) -> str:
        morning = day_name(self._session.last_day + timedelta(days=1))
        return {1: "That's this morning.", 2: f"That was yesterday, {morning}."}.get(self._ago, f"That was {morning}.")

    @property
    def _ago(self) -> int:
        return (self._today - self._session.last_day).days

    def on_pain_scale_accepted(self, event: PainScale.Accepted) -> None:
        event.stop()
        self.dismiss(event.value)

    def on_button_pressed(self) -> None:
        self.action_forget()

    def action_forget(self) -> None:
        """Not asked, or forgotten."""
        self.dismiss(FORGOTTEN)

    def action_leave(self) -> None:
        self.dismiss(None)
