"""What comes next, and why: the end of every session."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.widgets import Button, Static

from runwalk_tui.flows.front import Move
from runwalk_tui.flows.questions import Back, DecisionShown
from runwalk_tui.rule.standing import Decision
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.screens.leaving import AnsweringScreen
from runwalk_tui.wording import decision_words, further_lines, headline, kept_words, reasons_below, when


class DecisionScreen(AnsweringScreen[Back | None]):
    """Shows a kept session and the prescription that follows from it; Escape goes back to the last answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "leave", "Home", id="decision.leave"),
        Binding("escape", "back", "Change answers", id="decision.back"),
        Binding("escape", "leave", "Home", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-full")]
    DEFAULT_CSS = """
    DecisionScreen {
        align: center middle;
        & > Vertical { width: 100%; max-width: 90; height: auto; padding: 1 4; }
        & Static { width: 100%; text-align: center; margin-bottom: 1; }
        & #done { color: $text-muted; }
        & #decision { color: $primary; text-style: bold; }
        & #headline { text-style: bold; }
        & #trouble { color: $error; display: none; }
        & #trouble.-shown { display: block; }
        & Center { height: auto; }
        &.-narrow > Vertical { padding: 0 1; }
        &.-flat Static { margin-bottom: 0; }
        &.-flat Center { display: none; }
    }
    """

    def __init__(self, shown: DecisionShown) -> None:
        super().__init__()
        self._shown = shown

    def compose(self) -> ComposeResult:
        record, prescription = self._shown.kept.record, self._shown.due
        lines = list(reasons_below(prescription))
        lines += further_lines(prescription)
        lines += prescription.warnings
        if record.rehearsal:
            lines.append("This was a rehearsal: it is saved but does not count.")
        with Vertical():
            stopped = prescription.decision is Decision.STOP
            if not stopped:
                yield Static(kept_words(record), id="done", markup=False)
                yield from self._trouble()
                # Without a stage the headline says the same.
                if prescription.stage is not None:
                    yield Static(f"Next: {decision_words(prescription.decision).lower()}", id="decision", markup=False)
            yield Static(headline(prescription), id="headline", markup=False)
            yield Static("\n".join(lines), id="why", markup=False)
            if prescription.stage is not None:
                yield Static(when(prescription, self._shown.today), id="when", markup=False)
            if stopped:
                yield from self._trouble()
                yield Static(kept_words(record), id="done", markup=False)
            with Center():
                yield Button("Home", id="home", variant="primary")
        yield KeyLine()

    def _trouble(self) -> ComposeResult:
        """Why it is not where it belongs, if it is not."""
        trouble = str(self._shown.kept.problem or "")
        yield Static(trouble, id="trouble", classes="-shown" if trouble else "", markup=False)

    def on_button_pressed(self) -> None:
        self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "back" or self._shown.may_go_back

    def action_back(self) -> None:
        self.dismiss(Move.BACK)

    def action_leave(self) -> None:
        self.dismiss(None)
