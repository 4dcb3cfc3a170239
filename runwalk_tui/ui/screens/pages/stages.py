"""The stage table in use: what each stage asks for, where the runner is and has been; Enter offers a stage."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import OptionList, Static

from runwalk_tui.review.climb import Rung, rungs
from runwalk_tui.review.stage_words import about_in_short, about_lines, full_seconds
from runwalk_tui.rule.reasons import plural
from runwalk_tui.rule.standing import Decision
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.messages import ChooseWanted
from runwalk_tui.ui.screens.leaving import AnsweringScreen
from runwalk_tui.ui.screens.pages.stage_list import StageList
from runwalk_tui.wording import marks_explained
from runwalk_tui.workspace import Workspace


class StagesScreen(AnsweringScreen[None]):
    """Every stage with its strip and where its figures come from."""

    FREE: ClassVar[bool] = True
    """No session is on: one key leaves the program."""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Back", id="stages.leave")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-full")]
    DEFAULT_CSS = """
    StagesScreen {
        align: center top;
        & #head { height: auto; width: 100%; max-width: 150; padding: 1 2 0 2; }
        & #title { width: 1fr; text-style: bold; color: $primary; text-wrap: nowrap; text-overflow: ellipsis; }
        & #count { width: auto; color: $text-muted; margin-left: 2; }
        & #marks { width: 100%; max-width: 150; color: $text-muted; padding: 0 2 1 2; }
        & StageList { max-width: 150; }
        & #where { width: 100%; max-width: 150; color: $text-muted; padding: 1 2 0 2; }
        &.-narrow {
            & #head, & #marks, & #where { padding: 0 1; }
        }
        &.-flat {
            & #head { padding: 0 2; }
            & #marks, & #where { display: none; }
        }
    }
    """

    def __init__(self, workspace: Workspace, *, at: str | None = None, ascii: bool = False) -> None:
        """`at` is the id of the stage with the cursor; None for the one that is due."""
        super().__init__()
        self._at = at
        self._workspace = workspace
        self._ascii = ascii

    def compose(self) -> ComposeResult:
        in_use, table = self._workspace.in_use, self._workspace.table
        with Horizontal(id="head"):
            yield Static(table.programme, id="title", markup=False)
            yield Static(plural(len(table.stages), "stage"), id="count", markup=False)
        explained = marks_explained(table)
        legend = "Each stage's run and walk, how much of it is running, and the minutes of a full session."
        yield Static(" ".join(filter(None, [legend, f"{explained}." if explained else ""])), id="marks", markup=False)
        yield StageList(self._minutes, self._about, self._in_short, ascii=self._ascii)
        where = f"Change them in {in_use.path}" if not in_use.faults else f"Using {in_use.instead}"
        yield Static(f"{where}, or with: runwalk stages edit", id="where", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one(StageList).focus()

    def on_screen_resume(self) -> None:
        workspace = self._workspace
        shown = rungs(workspace.table, workspace.reading().judged, workspace.prescription().stage)
        stages = self.query_one(StageList)
        stages.offered = not self._why_not()
        stages.show(shown, self._at)

    def _minutes(self, rung: Rung) -> int:
        return round(full_seconds(self._workspace.table, rung) / 60)

    def _about(self, rung: Rung) -> list[str]:
        return about_lines(self._workspace.table, rung, self._workspace.today())

    def _in_short(self, rung: Rung, room: int) -> str:
        return about_in_short(self._workspace.table, rung, room)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Offer the stage at the cursor, by the same questions as on Home; or say why there is no session now."""
        rung = self.query_one(StageList).rung
        why_not = self._why_not()
        if why_not:
            self.notify(why_not)
        elif rung is not None:
            self.dismiss(None)
            self.app.post_message(ChooseWanted(rung.stage.id))

    def _why_not(self) -> str:
        """Why no stage can be run now, in one line; "" when it can."""
        workspace = self._workspace
        due = workspace.prescription()
        if due.decision is Decision.STOP:
            return f"No session for now. {due.reasons[0]}"
        if elsewhere := workspace.no_session_here():
            return str(elsewhere)
        if due.stage is None:
            return "First find your starting stage: press Esc, then Enter on Home."
        return ""

    def action_leave(self) -> None:
        self.dismiss(None)
