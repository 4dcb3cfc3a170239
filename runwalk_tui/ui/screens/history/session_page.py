"""One past session on a page of its own."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from runwalk_tui.rule.standing import Judged
from runwalk_tui.session.habits import CalendarHabits
from runwalk_tui.session.records import Log
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.lettering.raster import Ink
from runwalk_tui.ui.screens.history.detail import Decisions, SessionDetail
from runwalk_tui.ui.screens.leaving import AnsweringScreen


class PastSessionScreen(AnsweringScreen[bool]):
    """What Enter opens in History; it says whether the session is to be corrected."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "leave", "Back", key_display="Esc", id="past_session.leave"),
        Binding("e", "edit", "Correct", id="past_session.edit"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal")]
    DEFAULT_CSS = """
    PastSessionScreen {
        & SessionDetail { padding: 1 2; max-width: 100; }
        &.-narrow SessionDetail { padding: 0 1; }
    }
    """

    def __init__(self, judged: Judged, log: Log, decisions: Decisions, habits: CalendarHabits, *, ink: Ink) -> None:
        super().__init__()
        self._judged = judged
        self._log = log
        self._detail = SessionDetail(decisions, habits, ink=ink)

    def compose(self) -> ComposeResult:
        yield self._detail
        yield KeyLine(untold=("edit",) if getattr(self.app, "rehearsal", False) else ())

    def on_mount(self) -> None:
        self._detail.show(self._judged, self._log)
        self._detail.focus()

    def action_leave(self) -> None:
        self.dismiss(False)

    def action_edit(self) -> None:
        self.dismiss(True)
