"""What if: where a session that nobody has done would lead, and when the last stage comes if all goes well."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input, Static

from runwalk_tui.own_table.figures import LABELS
from runwalk_tui.review.what_if import (
    MadeUp,
    called,
    from_first,
    outlook_line,
    placed_at_first,
    presumed_pain,
    weekly_choices,
    what_follows,
)
from runwalk_tui.rule.prescription import prescribe
from runwalk_tui.rule.reasons import reps
from runwalk_tui.ui.controls.form_parts import ScalePart, TextPart, WordsPart
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.controls.pain_scale import PainScale
from runwalk_tui.ui.screens.leaving import AnsweringScreen
from runwalk_tui.ui.screens.questions.session_form import FieldList
from runwalk_tui.workspace import Workspace

COUNTING = "Counting the weeks…"


class WhatIfRow(Horizontal):
    """One field: its name, and what is chosen or typed."""

    DEFAULT_CSS = """
    WhatIfRow {
        height: 1; width: 100%;
        & .label { width: 15; height: 1; }
        & TextPart { width: 6; height: 1; }
        & ScalePart { width: 1fr; max-width: 45; }
        & .unit { width: 1fr; height: 1; color: $text-muted; margin-left: 1; }
        &.-here .label { text-style: bold; color: $accent; }
    }
    """

    def __init__(self, label: str, part: Widget, unit: str = "") -> None:
        super().__init__()
        self._label, self._unit = label, unit
        self.part = part
        """What is typed into."""

    def compose(self) -> ComposeResult:
        yield Static(self._label, classes="label", markup=False)
        yield self.part
        if self._unit:
            yield Static(self._unit, classes="unit", markup=False)

    def on_descendant_focus(self) -> None:
        self.add_class("-here")
        self.scroll_visible(animate=False)

    def on_descendant_blur(self) -> None:
        self.remove_class("-here")


class WhatIfScreen(AnsweringScreen[None]):
    """Answers as it is typed. Nothing is saved."""

    HELPED: ClassVar[bool] = True
    """Help opens over it, and what was typed is still there afterwards."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="what_if.leave"),
        Binding("up", "go(-1)", "Field", key_display="↑ ↓", tooltip="from field to field"),
        Binding("down", "go(1)", "Field", key_display="↑ ↓", show=False),
    ]
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (64, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-full"), (34, "-tall")]
    DEFAULT_CSS = """
    WhatIfScreen {
        & FieldList { width: 100%; height: 1fr; align: center top; scrollbar-size-vertical: 1; }
        & #column { width: 100%; max-width: 82; height: auto; padding: 1 4; }
        & #title { width: 100%; text-align: center; text-style: bold; }
        & #from-first { width: 100%; margin-bottom: 1; }
        & #about { width: 100%; text-align: center; color: $text-muted; margin-bottom: 1; }
        & .answer { width: 100%; height: auto; color: $primary; margin: 1 0; }
        &.-narrow {
            & #column { padding: 0 1; }
            & .label { width: 12; }
        }
        &.-flat {
            & #column { padding: 0 1; }
            & #about { display: none; }
            & .answer, & #from-first { margin: 0; }
        }
        &.-tall { align: center middle; & FieldList { height: auto; max-height: 100%; } }
    }
    """

    def __init__(self, workspace: Workspace, *, ascii: bool = False) -> None:
        super().__init__()
        self._workspace = workspace
        self._now = workspace.wall()
        log = workspace.log()
        self._log = placed_at_first(workspace.table, log, self._now, self._now.date())
        self._placed = self._log is log
        due = prescribe(workspace.table, self._log, self._now.date())
        self._offered = due.offered
        today = self._now.date()
        days = sorted({today, today + timedelta(days=1), due.earliest})
        words = tuple((called(day, today), day.isoformat()) for day in days)
        self._day = WordsPart(words, due.earliest.isoformat(), self._next, keys={})
        count = "" if due.offered is None else str(due.offered.reps)
        self._done = TextPart(count, self._next, most=3, restrict=r"\d*", replaced=True)
        self._presumed = presumed_pain(due)
        self._worst = ScalePart(self._presumed, self._next, ascii=ascii)
        choices = [str(each) for each in weekly_choices(workspace.table)]
        self._per_week = WordsPart([(each, each) for each in choices], choices[-1], self._next, keys={})

    def compose(self) -> ComposeResult:
        offered, workspace = self._offered, self._workspace
        with FieldList(), Vertical(id="column"):
            yield Static("What if?", id="title")
            yield Static("Nothing is saved. This assumes your back settles by the next morning.", id="about")
            if not self._placed:
                told = from_first(workspace.table, workspace.log(), self._now.date())
                yield Static(told, id="from-first", markup=False)
            if offered is not None:
                yield WhatIfRow("Day", self._day)
                yield WhatIfRow("Done", self._done, self._of_what(offered.stage, offered.reps))
                yield WhatIfRow("Worst pain", self._worst)
            yield Static(id="follows", classes="answer", markup=False)
            if offered is not None:
                yield WhatIfRow(LABELS["per_week"], self._per_week)
                yield Static(COUNTING, id="outlook", classes="answer", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        parts = self._parts()
        if parts:
            self.set_focus(parts[0], scroll_visible=False)
        self._answer()
        self._look_ahead()

    def _of_what(self, stage_id: str, count: int) -> str:
        """The session that is offered, beside how much of it is done; the answer below explains its mark."""
        return f"of {reps(count)} at stage {self._workspace.table.stage(stage_id).marked_id}"

    # Answers.

    def _answer(self) -> None:
        """Where the session would lead."""
        told = self.query_one("#follows", Static)
        made_up, most = self._made_up, self._most
        if made_up.done is not None and most is not None and made_up.done > most:
            told.update(f"{reps(most).capitalize()} at most: that's what is due.")
            return
        told.update("\n".join(filter(None, what_follows(self._workspace.table, self._log, self._now, made_up))))

    @property
    def _most(self) -> int | None:
        """Repetitions of the session that is offered; None without one."""
        return None if self._offered is None else self._offered.reps

    @property
    def _made_up(self) -> MadeUp:
        """The session that is asked about."""
        typed = self._done.value
        done = int(typed) if typed.isascii() and typed.isdigit() else None
        return MadeUp(date.fromisoformat(self._day.value), done, worst=self._worst.value)

    @work(exclusive=True, group="outlook")
    async def _look_ahead(self) -> None:
        """When the last stage comes; the rule is asked some dozen times, so in a thread."""
        made_up, per_week = self._made_up, int(self._per_week.value)
        counted = None if made_up.done in (None, self._most) and made_up.worst == self._presumed else made_up
        line = await asyncio.to_thread(outlook_line, self._workspace.table, self._log, self._now, per_week, counted)
        for place in self.query("#outlook").results(Static):
            place.update(line)
        self.call_after_refresh(self._keep_answer_in_sight)

    def on_descendant_focus(self) -> None:
        self.call_after_refresh(self._keep_answer_in_sight)

    def _keep_answer_in_sight(self) -> None:
        """The answer to the field that has the focus is seen, too, on a terminal of few lines."""
        answer = "#outlook" if self.focused is self._per_week else "#follows"
        for place in self.query(answer):
            place.scroll_visible(animate=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._answer()
        self._look_ahead()

    def on_pain_scale_pain_changed(self, event: PainScale.PainChanged) -> None:
        event.stop()
        if event.value is None:
            self._worst.value = self._presumed  # what is supposed is what the scale marks
            return
        self._answer()
        self._look_ahead()

    def on_words_part_word_chosen(self, event: WordsPart.WordChosen) -> None:
        event.stop()
        if not self.is_mounted:
            return
        self._look_ahead()
        if event.sender is not self._per_week:
            self._answer()

    # Keys.

    def _parts(self) -> list[Widget]:
        return [row.part for row in self.query(WhatIfRow)]

    def _next(self) -> None:
        """The next field, and after the last one the first."""
        if parts := self._parts():
            here = next((place for place, part in enumerate(parts) if part is self.focused), -1)
            self.set_focus(parts[(here + 1) % len(parts)])

    def action_go(self, by: int) -> None:
        """The field before or after."""
        if parts := self._parts():
            here = next((place for place, part in enumerate(parts) if part is self.focused), 0)
            self.set_focus(parts[max(0, min(len(parts) - 1, here + by))])

    def action_leave(self) -> None:
        self.dismiss(None)
