"""The check-in: how the last week was, on one page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical, VerticalScroll
from textual.widgets import Button, Static

from runwalk_tui.rule.follow_up import CHECKIN_SCALE
from runwalk_tui.session.records import CheckIn
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.controls.number_field import FigureField
from runwalk_tui.ui.screens.leaving import AnsweringScreen

HINTS = {
    "current": "Your back pain at this moment. 0 is no pain, 100 is the worst you can imagine.",
    "average": "Your back pain over the last seven days, on average.",
    "worst": "The worst moment of the last seven days.",
    "disability": "The total, in %, of a questionnaire you did with a doctor or physiotherapist. None? Skip it.",
}


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
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-full")]
    DEFAULT_CSS = """
    CheckInScreen {
        & VerticalScroll { align: center middle; }
        & #column { width: 100%; max-width: 92; height: auto; padding: 0 4; }
        & #title { width: 100%; text-align: center; text-style: bold; }
        & #why, & #scale { width: 100%; text-align: center; color: $text-muted; }
        & #why.-empty { display: none; }
        & #scale { margin-bottom: 2; }
        & FigureField { margin-bottom: 1; }
        & #disability { margin-top: 1; }
        & #hint { width: 100%; height: 2; margin-top: 1; color: $text-muted; text-align: center; }
        & Center { height: auto; margin-top: 1; }
        &.-narrow {
            & #column { padding: 0 1; }
            & FigureField { layout: vertical; margin-bottom: 0; }
            & FigureField > .label { width: 100%; }
        }
        &.-flat {
            & #why, & #scale, & #hint, & Center { display: none; }
            & FigureField { margin-bottom: 0; }
            & #disability { margin-top: 0; }
        }
        &.-flat.-normal #title { margin-bottom: 1; }
    }
    """

    def __init__(self, now: Callable[[], datetime], *, why: str = "", ascii: bool = False) -> None:
        """`now` is the runner's wall clock with its offset; `why` says in one line why this is asked."""
        super().__init__()
        self._now = now
        self._why = why
        self._ascii = ascii

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False), Vertical(id="column"):
            yield Static("How was the past week?", id="title")
            yield Static(self._why, id="why", classes="" if self._why else "-empty", markup=False)
            yield Static(CHECKIN_SCALE, id="scale", markup=False)
            yield self._field("Pain now", "current")
            yield self._field("Average pain", "average")
            yield self._field("Worst pain", "worst")
            yield self._field("Disability score", "disability", unit="%", optional=True)
            yield Static(id="hint", markup=False)
            with Center():
                yield Button("Save", id="save", variant="primary")
        yield KeyLine()

    def _field(self, label: str, id: str, *, unit: str = "", optional: bool = False) -> FigureField:
        return FigureField(label, self.action_next, unit=unit, optional=optional, ascii=self._ascii, id=id)

    def on_mount(self) -> None:
        self.query_one("#current", FigureField).take_focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        field = next((node for node in event.widget.ancestors if isinstance(node, FigureField)), None)
        if field is not None:
            self.query_one("#hint", Static).update(HINTS[field.id or ""])

    def on_input_changed(self) -> None:
        self._compare()

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
        fields = list(self.query(FigureField))
        here = next((place for place, field in enumerate(fields) if field.has_focus_within), len(fields) - 1)
        if not fields[here].check():
            return
        self._compare()
        if fields[here].fault:
            return
        if here + 1 < len(fields):
            fields[here + 1].take_focus()
        else:
            self._save()

    def action_leave(self) -> None:
        self.dismiss(None)

    def _save(self) -> None:
        """Hand the answers back, or go to the first that cannot be right."""
        fields = list(self.query(FigureField))
        # Every field is looked at, so that every fault is seen.
        sound = [field.check() for field in fields]
        self._compare()
        if not all(sound) or any(field.fault for field in fields):
            next(field for field in fields if field.fault).take_focus()
            return
        current, average, worst, disability = (field.value for field in fields)
        assert current is not None and average is not None and worst is not None, "all three answers were checked"
        self.dismiss(CheckIn(self._now(), current, average, worst, disability))

    def _compare(self) -> None:
        """The worst of a week is not below its average, nor below the pain now."""
        worst = self.query_one("#worst", FigureField)
        others = [self.query_one(f"#{name}", FigureField).value for name in ("current", "average")]
        most = max((value for value in others if value is not None), default=0)
        if worst.value is not None:
            worst.fault = f"must be at least {most}" if worst.value < most else ""
