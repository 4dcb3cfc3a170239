"""The check-in: how the last week was, on one page."""

from __future__ import annotations

from typing import ClassVar, TypeAlias

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical, VerticalScroll
from textual.widgets import Button, Static

from runwalk_tui.flows.questions import CheckInPage
from runwalk_tui.rule.follow_up import CHECKIN_SCALE
from runwalk_tui.session.records import CheckIn
from runwalk_tui.ui.charts.scale_bar import TOP
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.controls.number_field import FigureField
from runwalk_tui.ui.screens.leaving import AnsweringScreen
from runwalk_tui.ui.screens.questions.activity_row import ActivityRow

Row: TypeAlias = FigureField | ActivityRow
PAINS = {"current": "Pain now", "average": "Average pain", "worst": "Worst pain"}
HINTS = {
    "current": "Your back pain at this moment. 0 is no pain, 100 is the worst you can imagine.",
    "average": "Your back pain over the last seven days, on average.",
    "worst": "The worst moment of the last seven days.",
    "disability": "The total, in %, of a questionnaire you did with a doctor or physiotherapist. None? Skip it.",
    "activity": "Something that matters to you, such as climbing stairs. Or skip it.",
    "score": "How well can you do it? 0 is not at all, 10 is without any problem.",
    "safe": "How safe does running feel for your back? 0 is not safe at all, 10 is completely safe.",
}
SAME = "Still this? Press Enter. Or type something else, or delete it to skip."
"""The hint where the activity of last time is offered."""
OWN = "Two questions of our own, 0-10. Skip them if you like."


class CheckInScreen(AnsweringScreen[CheckIn | None]):
    """Returns the answers; None when the runner leaves it for later."""

    HELPED: ClassVar[bool] = True
    """Help opens over it, and it is as it was afterwards."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "go(-1)", "Up", show=False),
        Binding("down", "go(1)", "Down", show=False),
        Binding("escape", "leave", "Later", id="checkin.leave"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (64, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-full"), (30, "-tall")]
    DEFAULT_CSS = """
    CheckInScreen {
        & VerticalScroll { align: center middle; scrollbar-size-vertical: 1; }
        & #column { width: 100%; max-width: 92; height: auto; padding: 0 4; }
        & #title { width: 100%; text-align: center; text-style: bold; }
        & #why, & #scale { width: 100%; text-align: center; color: $text-muted; }
        & #why.-empty { display: none; }
        & #scale { margin-bottom: 1; }
        & #own { width: 100%; color: $text-muted; margin-top: 1; }
        & #hint { width: 100%; height: 2; margin-top: 1; color: $text-muted; text-align: center; }
        & #hint.-faulty { color: $error; }
        & Center { height: auto; margin-top: 1; }
        &.-narrow {
            & #column { padding: 0 1; }
            & .label { width: 20; }
            & NumberField { width: 7; }
            & FigureField .fault { display: none; }
            & #hint { height: 3; }
        }
        &.-flat {
            & #why, & #scale, & #own, & Center { display: none; }
            & #hint { margin-top: 0; }
        }
        &.-flat.-normal #title { margin-bottom: 1; }
        &.-tall {
            & FigureField, & ActivityRow { margin-bottom: 1; }
            & #scale { margin-bottom: 2; }
            & #own { margin-bottom: 1; }
        }
    }
    """

    def __init__(self, question: CheckInPage, *, ascii: bool = False) -> None:
        super().__init__()
        self._question = question
        self._ascii = ascii

    def compose(self) -> ComposeResult:
        why = self._question.why
        with VerticalScroll(can_focus=False), Vertical(id="column"):
            yield Static("How was the past week?", id="title")
            yield Static(why, id="why", classes="" if why else "-empty", markup=False)
            yield Static(CHECKIN_SCALE, id="scale", markup=False)
            for id, label in PAINS.items():
                yield FigureField(label, self.action_next, ascii=self._ascii, id=id)
            yield self._optional("Disability score", "disability", unit="%")
            yield Static(OWN, id="own", markup=False)
            yield ActivityRow("What matters to you", self._question.activity, self.action_next, id="activity")
            yield self._optional("How well you do it", "score", top=10)
            yield self._optional("Running feels safe", "safe", top=10)
            yield Static(id="hint", markup=False)
            with Center():
                yield Button("Save", id="save", variant="primary", compact=True)
        yield KeyLine()

    def _optional(self, label: str, id: str, *, unit: str = "", top: int = TOP) -> FigureField:
        return FigureField(label, self.action_next, unit=unit, optional=True, top=top, ascii=self._ascii, id=id)

    def on_mount(self) -> None:
        self._look()
        self._figure("current").take_focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self._explain()

    def on_input_changed(self) -> None:
        self._look()

    def on_button_pressed(self) -> None:
        self._save()

    def action_go(self, by: int) -> None:
        """The field before or after."""
        if by > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_next(self) -> None:
        """The next field; from the last one on, save."""
        # Of keys that come in one go the last change may not have been told yet.
        self._look()
        rows = self._rows()
        here = next((place for place, row in enumerate(rows) if row.has_focus_within), len(rows) - 1)
        if not self._sound(rows[here]):
            self._explain()
        elif here + 1 < len(rows):
            rows[here + 1].take_focus()
        else:
            self._save()

    def action_leave(self) -> None:
        self.dismiss(None)

    def _save(self) -> None:
        """Hand the answers back, or go to the first that cannot be right."""
        # Every field is looked at, so that every fault is seen.
        wrong = [row for row in self._rows() if not self._sound(row)]
        if wrong:
            wrong[0].take_focus()
            self._explain()
            return
        current, average, worst = (self._figure(id).value for id in PAINS)
        assert current is not None and average is not None and worst is not None, "all three answers were checked"
        activity = self._activity
        self.dismiss(
            CheckIn(
                self._question.now(),
                current,
                average,
                worst,
                self._figure("disability").value,
                activity,
                self._figure("score").value if activity else None,
                self._figure("safe").value,
            )
        )

    # Fields.

    def _figure(self, id: str) -> FigureField:
        return self.query_one(f"#{id}", FigureField)

    @property
    def _activity(self) -> str:
        return self.query_one(ActivityRow).value

    def _rows(self) -> list[Row]:
        """Every field that can be filled in, from top to bottom."""
        rows: list[Row] = [*self.query(FigureField), *self.query(ActivityRow)]
        return sorted((row for row in rows if not row.disabled), key=lambda row: list(HINTS).index(row.id or ""))

    def _sound(self, row: Row) -> bool:
        """Say what is wrong in a field; True when nothing is."""
        if isinstance(row, ActivityRow):
            return True
        row.check()
        self._compare()
        return not row.fault

    def _look(self) -> None:
        """What follows from what is typed: whether there is an activity to score, and what is wrong with the worst."""
        self._figure("score").disabled = not self._activity
        self._compare()
        self._explain()

    def _explain(self) -> None:
        """Below the fields: what the field asks for, or what is wrong with it where there is no room beside it."""
        row = next((row for row in self._rows() if row.has_focus_within), None)
        if row is None:
            return
        fault = row.fault if isinstance(row, FigureField) and self.has_class("-narrow") else ""
        same = isinstance(row, ActivityRow) and row.value and row.value == self._question.activity
        asks = SAME if same else HINTS[row.id or ""]
        hint = self.query_one("#hint", Static)
        hint.update(f"{fault[:1].upper()}{fault[1:]}." if fault else asks)
        hint.set_class(bool(fault), "-faulty")

    def _compare(self) -> None:
        """The worst of a week is not below its average, nor below the pain now."""
        worst = self._figure("worst")
        others = [self._figure(id).value for id in ("current", "average")]
        most = max((value for value in others if value is not None), default=0)
        if worst.value is not None:
            worst.fault = f"must be at least {most}" if worst.value < most else ""
