"""The stage table as it is in use."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import DataTable, Static

from runwalk_tui.programme.plan import plan_session
from runwalk_tui.programme.stage import Stage, StageTable
from runwalk_tui.ui.controls.adapted import Rows
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.screens.leaving import AnsweringScreen
from runwalk_tui.ui.theme.icons import POINTER
from runwalk_tui.wording import SOURCE_WORDS, minutes, steps_in_words
from runwalk_tui.workspace import Workspace


class StagesScreen(AnsweringScreen[None]):
    """Every stage with where its figures come from."""

    FREE: ClassVar[bool] = True
    """No session is on: one key leaves the program."""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Back", id="stages.leave")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-full")]
    DEFAULT_CSS = """
    StagesScreen {
        & #title { text-style: bold; padding: 1 2 0 2; }
        & #hint { color: $text-muted; padding: 0 2 1 2; }
        & DataTable { height: 1fr; margin: 0 1; }
        & #about { height: auto; padding: 1 2; }
        &.-narrow {
            & #title, & #hint, & #about { padding: 0 1; }
            & DataTable { margin: 0; }
        }
        &.-flat {
            & #title, & #about { padding: 0 1; }
            & #hint { display: none; }
        }
    }
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace

    def compose(self) -> ComposeResult:
        in_use = self._workspace.in_use
        yield Static(self._workspace.table.programme, id="title", markup=False)
        where = f"Change it in {in_use.path}" if not in_use.faults else f"Using {in_use.instead}"
        yield Static(f"{where}, or with: runwalk stages edit", id="hint", markup=False)
        yield Rows[str](cursor_type="row", zebra_stripes=True)
        yield Static(id="about", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        self._fill(self._workspace.table.index(self._workspace.prescription().stage or "") or 0)
        self.query_one(DataTable).focus()

    def on_resize(self) -> None:
        self.call_after_refresh(lambda: self._fill(self.query_one(DataTable).cursor_row))

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        self._tell(event.cursor_row)

    def _fill(self, row: int) -> None:
        """Show every stage, in few columns where there is little room; the rest stands below."""
        rows, table = self.query_one(DataTable), self._workspace.table
        narrow = self.has_class("-narrow")
        here = self._workspace.prescription().stage
        rows.clear(columns=True)
        rows.add_columns("Stage", "Each repetition", *([] if narrow else ["Repetitions", "Full session"]))
        for stage in table.stages:
            name = stage.id if narrow else f"{stage.id} {stage.name}".strip()
            further = [] if narrow else [_count(table, stage), _length(table, stage)]
            sign = POINTER.character if stage.id == here else " "
            rows.add_row(Text(f"{sign} {name}"), steps_in_words(stage), *further)
        rows.move_cursor(row=row)
        self._tell(row)

    def _tell(self, row: int) -> None:
        """Everything about the stage of a row."""
        table = self._workspace.table
        stage = table.stages[row]
        name = f"{stage.id} {stage.name}".strip()
        due = ", due next" if stage.id == self._workspace.prescription().stage else ""
        about = f"{name}{due}: {_count(table, stage)} times, {_length(table, stage)}. Source: "
        self.query_one("#about", Static).update(f"{about}{SOURCE_WORDS[stage.source]}.")

    def action_leave(self) -> None:
        self.dismiss(None)


def _count(table: StageTable, stage: Stage) -> str:
    full = table.full(stage)
    return str(full) if full == stage.reps_min else f"{stage.reps_min} to {full}"


def _length(table: StageTable, stage: Stage) -> str:
    return minutes(plan_session(table, stage, table.full(stage)).total)
