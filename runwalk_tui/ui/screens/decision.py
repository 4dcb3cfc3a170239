"""What comes next, and why: the end of every session."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical, VerticalScroll
from textual.widgets import Static

from runwalk_tui.flows.front import Move
from runwalk_tui.flows.questions import Back, DecisionShown
from runwalk_tui.programme.stage import OURS
from runwalk_tui.review.session_words import kept_words
from runwalk_tui.rule.reasons import mark_explained
from runwalk_tui.rule.standing import Decision
from runwalk_tui.ui.charts.climb import Climb
from runwalk_tui.ui.charts.step_strips import StepStrips
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.screens.home.parts import HomeButton
from runwalk_tui.ui.screens.leaving import AnsweringScreen
from runwalk_tui.wording import further_lines, heading, headline, reasons_below, when

RUNGS = 5
"""Stages of the climb: the one that is due, and two on either side; on a high terminal all."""
HIGH = 54
"""Lines of the terminal from which there is room for all stages, with a blank line between them."""


class DecisionScreen(AnsweringScreen[Back | None]):
    """Shows a session that is saved and what follows from it; Escape goes back to the last answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "leave", "Home", id="decision.leave"),
        Binding("escape", "back", "Change answers", id="decision.back"),
        Binding("escape", "leave", "Home", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-full"), (34, "-tall"), (HIGH, "-high")]
    DEFAULT_CSS = """
    DecisionScreen {
        align: center middle;
        & #sheet { width: 100%; height: auto; align: center top; scrollbar-size-vertical: 1; }
        & #page { width: 100%; max-width: 96; height: auto; padding: 1 4; }
        & Static { width: 100%; text-align: center; margin-bottom: 1; }
        & #done { color: $text-muted; }
        & #done { margin-bottom: 0; }
        & #done.-below { margin-bottom: 1; }
        & #decision { color: $primary; text-style: bold; margin-bottom: 0; }
        & #headline { text-style: bold; }
        & #when { color: $primary; }
        & StepStrips { margin: 1 0; }
        & Climb { display: none; width: 66; margin: 1 0; }
        & #trouble { color: $error; display: none; }
        & #trouble.-shown { display: block; }
        & Center { height: auto; }
        & #buttons { width: 100%; }
        &.-narrow #page { padding: 0 1; }
        &.-flat {
            & #page Static { margin-bottom: 0; }
            & #buttons, & StepStrips, & #headline.-again { display: none; }
        }
        &.-full #move, &.-tall #move, &.-high #move { display: none; }
        &.-tall Climb, &.-high Climb { display: block; }
        &.-high #page { max-width: 120; }
        &.-narrow Climb { width: 100%; }
    }
    """

    def __init__(self, shown: DecisionShown, *, ascii: bool = False) -> None:
        super().__init__()
        self._shown = shown
        self._ascii = ascii

    def compose(self) -> ComposeResult:
        stopped = self._shown.due.decision is Decision.STOP
        with VerticalScroll(id="sheet"), Vertical(id="page"):
            yield from self._stop_sign() if stopped else self._next_session()
        # Below what scrolls, so that it is in sight however long that is.
        with Center(id="buttons"):
            yield HomeButton("Home", id="home", variant="primary")
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one("#sheet").focus()

    def _stop_sign(self) -> ComposeResult:
        """What is to be done first, and only then that the session is saved."""
        yield Static(headline(self._shown.due, self._shown.table), id="headline", markup=False)
        yield Static("\n".join(self._lines()), id="why", markup=False)
        yield from self._trouble()
        yield Static(
            kept_words(self._shown.kept.record, self._shown.due.reasons), id="done", classes="-below", markup=False
        )

    def _next_session(self) -> ComposeResult:
        """What was done, where it leads, and why."""
        shown, due = self._shown, self._shown.due
        yield Static(kept_words(shown.kept.record, due.reasons), id="done", markup=False)
        yield from self._trouble()
        if shown.compared:
            yield Static(shown.compared, id="compared", markup=False)
        if shown.step is not None:
            yield Static(shown.step.words.replace("→", ">" if self._ascii else "→"), id="move", markup=False)
            strips = StepStrips(ascii=self._ascii)
            strips.step = shown.step
            yield strips
        # Without a stage the headline says the same.
        if due.stage is not None:
            yield Static(heading(due, shown.table), id="decision", markup=False)
        yield Static(
            headline(due, shown.table), id="headline", classes="-again" if due.stage is not None else "", markup=False
        )
        if told := when(due, shown.today):
            yield Static(told, id="when", markup=False)
        yield Static("\n".join(self._lines()), id="why", markup=False)
        if shown.climb:
            climb = Climb(here="next", was="today", legend=False, ascii=self._ascii)
            climb.most, climb.rungs = RUNGS, shown.climb
            here, did = None if due.offered is None else due.offered.stage, shown.kept.record.stage
            climb.was = did if did != here else None
            with Center():
                yield climb

    def on_resize(self) -> None:
        for climb in self.query(Climb):
            climb.apart = self.size.height >= HIGH
            climb.most = len(climb.rungs) if climb.apart and 2 * len(climb.rungs) <= HIGH // 2 else RUNGS
        self.call_after_refresh(self._leave_room)

    def _leave_room(self) -> None:
        """Let the page be as high as the button and the keys leave room for."""
        below = (self.query_one("#buttons"), self.query_one(KeyLine))
        taken = sum(each.outer_size.height for each in below if each.display)
        self.query_one("#sheet").styles.max_height = max(1, self.size.height - taken)
        # Only now it is known whether it scrolls, which the line of keys tells.
        self.call_after_refresh(self.refresh_bindings)

    def _lines(self) -> list[str]:
        due = self._shown.due
        table = self._shown.table
        told = [*mark_explained([*reasons_below(due), *further_lines(due, table)])]
        # The headline and the strips have the mark, too.
        offered = due.offered
        if offered is not None and table.stage(offered.stage).is_ours and not any(OURS in line for line in told):
            told.append(f"{OURS} estimate.")
        lines = [*told, *due.warnings]
        if self._shown.kept.record.rehearsal:
            lines.append("This was a rehearsal: it's saved, but doesn't count.")
        return lines

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
