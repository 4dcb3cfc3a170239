"""How was the back on the morning after? Asked once at a later start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.widgets import Button, Static

from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.rule.reasons import DAYS, day_name
from runwalk_tui.session.records import SessionRecord
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.controls.pain_scale import PainScale
from runwalk_tui.ui.screens.leaving import AnsweringScreen
from runwalk_tui.wording import outcome_words, spans
from runwalk_tui.workspace import Workspace

Preview = Callable[[int | None], Prescription]
"""What the rule would say to a morning's pain."""


@dataclass(frozen=True, slots=True)
class Morning:
    """The answer."""

    pain: int | None
    """0 to 10, or None when there is nothing to keep."""
    asked: bool
    """False for "not asked, do not remember": the log keeps no morning, and the question need not come again."""


def morning_preview(workspace: Workspace, session: SessionRecord) -> Preview:
    """Return what the rule would prescribe today if a session had this morning."""
    return lambda pain: workspace.preview_record(replace(session, pain_morning=pain))


class MorningScreen(AnsweringScreen[Morning | None]):
    """Returns the answer; None when the runner leaves it for later."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Later", id="morning.leave"),
        Binding("n", "forget", "Do not remember", id="morning.forget"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (18, "-full"), (34, "-tall")]
    DEFAULT_CSS = """
    MorningScreen {
        align: center middle;
        & > Vertical { width: 100%; max-width: 100; height: auto; padding: 1 4; }
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

    def __init__(
        self, session: SessionRecord, today: date, preview: Preview | None = None, *, ascii: bool = False
    ) -> None:
        """`session` is the one whose morning is asked for; with `preview` the screen shows where an answer leads."""
        super().__init__()
        self._session = session
        self._today = today
        self._preview = preview
        self._ascii = ascii

    def compose(self) -> ComposeResult:
        preview = self._preview
        leads = spans(lambda pain: outcome_words(preview(pain))) if preview else []
        with Vertical():
            yield Static(f"How was the back on the morning after {self._which()} session?", id="ask", markup=False)
            yield Static(self._when(), id="day", markup=False)
            yield PainScale(ascii=self._ascii)
            yield Static("\n".join(leads), id="leads", markup=False)
            yield Static("n: I do not remember, Esc: later", id="hint")
            with Center():
                yield Button("I do not remember (n)", id="forget")
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one(PainScale).focus()

    def _which(self) -> str:
        return "yesterday's" if self._ago == 1 else f"{DAYS[self._session.day.weekday()]}'s"

    def _when(self) -> str:
        morning = day_name(self._session.last_day + timedelta(days=1))
        return {1: "That is this morning.", 2: f"That was yesterday, {morning}."}.get(self._ago, f"That was {morning}.")

    @property
    def _ago(self) -> int:
        return (self._today - self._session.last_day).days

    def on_pain_scale_accepted(self, event: PainScale.Accepted) -> None:
        event.stop()
        self.dismiss(Morning(event.value, asked=True))

    def on_button_pressed(self) -> None:
        self.action_forget()

    def action_forget(self) -> None:
        """Not asked, or forgotten."""
        self.dismiss(Morning(None, asked=False))

    def action_leave(self) -> None:
        self.dismiss(None)
