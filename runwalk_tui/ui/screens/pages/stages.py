"""The stage table in use: what each stage asks for, where the runner is and has been; Enter offers a stage."""

from __future__ import annotations

import os
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import OptionList, Static

from runwalk_tui.own_table.earlier import ways_back
from runwalk_tui.own_table.figures import figures_of
from runwalk_tui.own_table.saving import HasOwnTableError, OwnTable, own_table, where_line
from runwalk_tui.programme.faults import TableError
from runwalk_tui.review.climb import Rung, rungs
from runwalk_tui.review.stage_words import about_in_short, about_lines, full_seconds
from runwalk_tui.rule.cautions import in_other_programmes
from runwalk_tui.rule.reasons import plural
from runwalk_tui.rule.standing import Decision
from runwalk_tui.system.standard_streams import IN_BROWSER
from runwalk_tui.ui.controls.key_answers import keys_of
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.messages import ChooseWanted, EditorWanted, TableShown
from runwalk_tui.ui.screens.leaving import AnsweringScreen
from runwalk_tui.ui.screens.pages.stage_list import StageList
from runwalk_tui.ui.screens.table.figures import FiguresScreen
from runwalk_tui.ui.screens.table.what_if import WhatIfScreen
from runwalk_tui.wording import marks_explained
from runwalk_tui.workspace import Workspace


class StagesScreen(AnsweringScreen[None]):
    """Every stage with its strip and where its figures come from."""

    FREE: ClassVar[bool] = True
    """No session is on: one key leaves the program."""
    SHOWS_TABLE: ClassVar[bool] = True
    """A table that is saved meanwhile is read again and shown."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="stages.leave"),
        Binding("e", "figures", "Edit", id="stages.figures", tooltip="change the figures of this stage"),
        Binding(
            "i", "what_if", "What if", id="stages.what_if", tooltip="what if: where a session would lead, and when"
        ),
        Binding(
            "p", "app.show('programmes')", "Programmes", id="stages.programmes", tooltip="other programmes to take up"
        ),
        # Told in the line that says where the table is; the line of keys has no room for it on a narrow terminal.
        Binding(
            "o", "open_file", "Open file", show=False, id="stages.open_file", tooltip="open your table in your editor"
        ),
    ]
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
        with Horizontal(id="head"):
            yield Static(id="title", markup=False)
            yield Static(id="count", markup=False)
        yield Static(id="marks", markup=False)
        yield StageList(self._minutes, self._about, self._in_short, ascii=self._ascii)
        yield Static(id="where", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one(StageList).focus()

    def on_screen_resume(self) -> None:
        self.refresh_from_log()
        self.post_message(TableShown())

    def refresh_from_log(self) -> None:
        """Show the table in use, and ask the rule again."""
        workspace = self._workspace
        table = workspace.table
        explained = marks_explained(table)
        legend = "Each stage's run and walk, how much of it is running, and the minutes of a full session."
        others = in_other_programmes(table, workspace.log(), ways_back(table, workspace.log()))
        marks = " ".join(filter(None, [legend, f"{explained}." if explained else "", *others]))
        keys = keys_of(self.app)
        editor = f"{keys.shown('stages.open_file')} for your editor"
        how, right = f"To change it, press {keys.shown('stages.figures')}", f"To put it right, press {editor}"
        if IN_BROWSER in os.environ:  # where no editor is opened
            right = "To put it right, use runwalk in a terminal"
        else:
            how = f"{how} (or {editor})"
        said = (
            ("#title", table.programme),
            ("#count", plural(len(table.stages), "stage")),
            ("#marks", marks),
            ("#where", where_line(workspace.in_use, how, right)),
        )
        for place, text in said:
            self.query_one(place, Static).update(text)
        offered = workspace.prescription().offered
        here = None if offered is None else offered.stage
        shown = rungs(workspace.table, workspace.reading().judged, here)
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

    def action_figures(self) -> None:
        """Change the common figures of the stage at the cursor, in the runner's own file."""
        rung, workspace = self.query_one(StageList).rung, self._workspace
        if rung is None:
            return
        file = workspace.table_watch.file()
        try:
            own = own_table(file)
            sheet = figures_of(own.text, str(file), rung.stage.id)
        except TableError as error:
            key = keys_of(self.app).shown("stages.open_file")
            wrong = plural(len(error.faults), "error")
            self.notify(
                f"{file} has {wrong}, so there is no form for it: press {key} for your editor.", severity="error"
            )
            return
        except HasOwnTableError as error:
            self.notify(str(error), severity="error")
            return
        if sheet is None:
            self.notify(f"{file} has been changed, and there is no stage {rung.stage.id} in it any more.")
            return
        self.app.push_screen(FiguresScreen(workspace, own, sheet), lambda saved: self._saved(own, saved=bool(saved)))

    def _saved(self, own: OwnTable, *, saved: bool) -> None:
        """What was saved is in use at once."""
        if saved:
            self._workspace.table_watch.follow(own.target)
            self.post_message(TableShown(saved=True))

    def action_what_if(self) -> None:
        """Ask the rule about sessions that nobody has done."""
        self.app.push_screen(WhatIfScreen(self._workspace, ascii=self._ascii))

    def action_open_file(self) -> None:
        """Open the runner's own table in their editor."""
        self.post_message(EditorWanted())

    def action_leave(self) -> None:
        self.dismiss(None)
