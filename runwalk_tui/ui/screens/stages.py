"""The stage table as it is in use."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import DataTable, Static

from runwalk_tui.desk import Desk
from runwalk_tui.programme.plan import plan_session
from runwalk_tui.ui.widgets.answering import AnsweringScreen
from runwalk_tui.ui.widgets.icons import POINTER
from runwalk_tui.ui.widgets.key_line import KeyLine
from runwalk_tui.wording import SOURCE_WORDS, minutes, steps_in_words


class StagesScreen(AnsweringScreen[None]):
    """Every stage with where its figures come from."""

    FREE: ClassVar[bool] = True
    """No session is on: one key leaves the program."""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Back", id="stages.leave")]
    DEFAULT_CSS = """
    StagesScreen {
        & #title { text-style: bold; padding: 1 2 0 2; }
        & #hint { color: $text-muted; padding: 0 2 1 2; }
        & DataTable { height: 1fr; margin: 0 1; }
    }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def compose(self) -> ComposeResult:
        in_use = self._desk.in_use
        yield Static(self._desk.table.programme, id="title", markup=False)
        where = f"Change it in {in_use.path}" if not in_use.faults else f"Using {in_use.instead}"
        yield Static(f"{where}, or with: runwalk stages edit", id="hint", markup=False)
        yield DataTable(cursor_type="row", zebra_stripes=True)
        yield KeyLine()

    def on_mount(self) -> None:
        rows = self.query_one(DataTable)
        rows.add_columns("Stage", "Each repetition", "Repetitions", "Full session", "Figures")
        table = self._desk.table
        here = self._desk.prescription().stage
        for stage in table.stages:
            full = table.full(stage)
            count = str(full) if full == stage.reps_min else f"{stage.reps_min} to {full}"
            name = f"{stage.id} {stage.name}".strip()
            rows.add_row(
                f"{POINTER.sign} {name}" if stage.id == here else f"  {name}",
                steps_in_words(stage),
                count,
                minutes(plan_session(table, stage, full).total),
                SOURCE_WORDS[stage.source],
            )
        rows.focus()
        position = None if here is None else table.index(here)
        if position is not None:
            rows.move_cursor(row=position)

    def action_leave(self) -> None:
        self.dismiss(None)
