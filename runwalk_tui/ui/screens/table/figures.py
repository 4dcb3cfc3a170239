"""The common figures of a stage in a form: what is typed goes into the runner's own file, line by line."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static

from runwalk_tui import paths
from runwalk_tui.flows.editing import LEAVE
from runwalk_tui.own_table.changes import change_lines, today_line
from runwalk_tui.own_table.figures import LABELS, FigureName, FigureSheet, figures_of, outcome_or_why, taken_over
from runwalk_tui.own_table.saving import ChangedMeanwhileError, OwnTable, own_table, save_table
from runwalk_tui.own_table.second_look import hints_after
from runwalk_tui.programme.faults import TableError
from runwalk_tui.rule.prescription import prescribe
from runwalk_tui.ui.controls.form_parts import TextPart
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.screens.leaving import AnsweringScreen
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from runwalk_tui.ui.screens.questions.session_form import FieldList
from runwalk_tui.ui.screens.table.figure_row import FigureRow
from runwalk_tui.wording import steps_in_words
from runwalk_tui.workspace import Workspace

FOR_EXAMPLE = "such as 45s, 2m or 1m30s"
MOST_HINTS = 2
"""Hints that the form has room for, the shortest; `runwalk stages check` has them all."""
STILL_HERE = "What you typed is still here: Ctrl+S saves it there."
MAKES_IT_AGAIN = "The table and what you typed are still here: Ctrl+S makes the file again, Esc leaves it."


class FiguresScreen(AnsweringScreen[bool]):
    """Returns whether the file was changed."""

    HELPED: ClassVar[bool] = True
    """Help opens over it, and what was typed is still there afterwards."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", key_display="Ctrl+S", id="figures.save"),
        Binding("escape", "leave", "Back", id="figures.leave"),
        Binding("up", "go(-1)", "Field", key_display="↑ ↓", tooltip="from field to field"),
        Binding("down", "go(1)", "Field", key_display="↑ ↓", show=False),
    ]
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (64, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-full"), (34, "-tall")]
    DEFAULT_CSS = """
    FiguresScreen {
        & FieldList { width: 100%; height: 1fr; align: center top; scrollbar-size-vertical: 1; }
        & #column { width: 100%; max-width: 82; height: auto; padding: 1 4; }
        & #title { width: 100%; text-align: center; text-style: bold; }
        & #about { width: 100%; text-align: center; color: $text-muted; margin-bottom: 1; }
        & FigureRow.-apart { margin-top: 1; }
        & #leads { width: 100%; height: auto; min-height: 1; color: $primary; margin-top: 1; }
        & #status { width: 100%; height: auto; color: $error; display: none; margin-top: 1; }
        & #status.-shown { display: block; }
        & Horizontal.buttons { height: 1; align: center middle; margin-top: 1; }
        & Button { margin: 0 1; }
        &.-narrow {
            & #column { padding: 0 1; }
            & .label { width: 12; }
            & .fault { padding-left: 2; }
        }
        &.-flat {
            & #column { padding: 0 1; }
            & #about { display: none; }
            & FigureRow.-apart, & #leads, & #status, & Horizontal.buttons { margin-top: 0; }
        }
        &.-tall { align: center middle; & FieldList { height: auto; max-height: 100%; } }
    }
    """

    def __init__(self, workspace: Workspace, own: OwnTable, sheet: FigureSheet) -> None:
        """`sheet` is of `own`, as it was read."""
        super().__init__()
        self._workspace = workspace
        self._own = own
        self._sheet = sheet

    def compose(self) -> ComposeResult:
        stage = self._sheet.stage
        name = f": {stage.name}" if stage.name else ""
        with FieldList(), Vertical(id="column"):
            yield Static(f"Stage {stage.id}{name}", id="title", markup=False)
            yield Static(self._about(), id="about", markup=False)
            for label, names, hint in self._rows_wanted():
                row = FigureRow(label, {each: self._sheet.shown(each) for each in names}, self.action_next, hint=hint)
                row.set_class("warm_up" in names, "-apart")
                yield row
            with Horizontal(classes="buttons"):
                yield Button("Save", id="save", variant="primary", compact=True)
                yield Button("Back", id="back", compact=True)
            yield Static(id="status", markup=False)
            yield Static(id="leads", markup=False)
        yield KeyLine()

    def _about(self) -> str:
        """Where what is typed goes."""
        if self._own.copied:
            return f"Saving makes your own copy: {self._own.target}"
        return f"Your table is {self._own.target}"

    def _rows_wanted(self) -> list[tuple[str, tuple[FigureName, ...], str]]:
        """Each row with its name, its figures, and what is said beside them."""
        sheet = self._sheet
        every = "this stage" if sheet.warm_up_alone else "every stage"
        wanted: list[tuple[str, tuple[FigureName, ...], str]] = [
            (LABELS["run"], ("run",), FOR_EXAMPLE),
            (LABELS["walk"], ("walk",), ""),
            (LABELS["fill"], ("fill",), "run and walk are repeated until it's full"),
            ("Repetitions", ("fewest", "most"), ""),
            (LABELS["warm_up"], ("warm_up",), every),
            (LABELS["per_week"], ("per_week",), "sessions at most"),
        ]
        return [row for row in wanted if row[1][0] in sheet.was]

    def on_mount(self) -> None:
        rows = self._rows()
        if rows:
            self._focus(rows[0].parts[0])
        self._tell()

    # Fields.

    def _rows(self) -> list[FigureRow]:
        return list(self.query(FigureRow))

    def _focus(self, part: TextPart) -> None:
        self.set_focus(part, scroll_visible=False)

    def on_figure_row_figure_typed(self, event: FigureRow.FigureTyped) -> None:
        sheet = self._sheet.with_text(event.figure, event.text)
        if sheet != self._sheet:
            self._say("")  # it was about what was there before
        self._sheet = sheet
        self._tell()

    def _take_all(self) -> None:
        """What is in every place now."""
        for row in self._rows():
            for name in row.figures:
                self._sheet = self._sheet.with_text(name, row.text(name))

    def _tell(self) -> None:
        """What it changes and what that means for today; faults that were said and are mended are said no more."""
        faults = self._sheet.faults()
        for row in self._rows():
            if row.complains:
                row.complain(self._fault_of(row, faults))
        self.query_one("#leads", Static).update("" if faults else self._leads())

    def _leads(self) -> str:
        sheet, workspace = self._sheet, self._workspace
        if not sheet.changed:
            return self._steps_are_elsewhere()
        found = outcome_or_why(sheet)
        if isinstance(found, str):
            return found
        after = found[1]
        log, today = workspace.log(), workspace.today()
        changes = change_lines(sheet.table, after, log)
        due = today_line(workspace.prescription(), prescribe(after, log, today), today)
        look_again = sorted(hints_after(sheet.table, after), key=len)[:MOST_HINTS]
        return "\n".join([*changes, due, *(f"Is this right? {each}" for each in look_again)])

    def _steps_are_elsewhere(self) -> str:
        """Of a stage that is a list of steps: what they are, and that they are changed in the file."""
        if self._sheet.has_pair:
            return ""
        return f"To change the steps of this stage ({steps_in_words(self._sheet.stage)}), edit the file itself."

    def _fault_of(self, row: FigureRow, faults: dict[FigureName, str]) -> str:
        return next((faults[name] for name in row.figures if name in faults), "")

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """A fault is said when its row is left, not while it is being typed."""
        row = next((node for node in event.widget.ancestors if isinstance(node, FigureRow)), None)
        if row is not None and self.is_active:
            self._take_all()
            row.complain(self._fault_of(row, self._sheet.faults()))

    # Keys.

    def action_go(self, by: int) -> None:
        """The place before or after."""
        if by > 0:
            self.focus_next()
        elif self.focused is not self._rows()[0].parts[0]:  # above the first one there is none
            self.focus_previous()

    def action_next(self) -> None:
        """The next place; after the last one the button that saves."""
        parts = [part for row in self._rows() for part in row.parts]
        here = next((place for place, part in enumerate(parts) if part is self.focused), len(parts) - 1)
        if here + 1 < len(parts):
            self._focus(parts[here + 1])
        else:
            self.set_focus(self.query_one("#save", Button))

    def action_save(self) -> None:
        """Write the file, or say why it is as it was."""
        self._take_all()
        faults = self._sheet.faults()
        for row in self._rows():
            row.complain(self._fault_of(row, faults))
        if faults:
            wrong = next(row for row in self._rows() if row.complains)
            self._focus(wrong.parts[0] if wrong.figures[0] in faults else wrong.parts[-1])
        elif not self._sheet.changed:
            self.dismiss(False)
        else:
            self._save()

    def _save(self) -> None:
        found = outcome_or_why(self._sheet)
        if isinstance(found, str):
            self.query_one("#leads", Static).update("")  # it says the same while typing
            self._say(found)
            return
        try:
            problem = save_table(self._own, found[0])
        except ChangedMeanwhileError as error:
            self._say(self._read_again(error))
            return
        if problem is not None:
            self._say(str(problem))
        else:
            self.dismiss(True)

    def _read_again(self, changed: ChangedMeanwhileError) -> str:
        """Take the file as it is by now, with what was typed; returns what to say."""
        if not paths.stands_there(self._own.target):
            self._own = replace(self._own, raw=None)
            return f"{self._own.target} has been deleted in the meantime. {MAKES_IT_AGAIN}"
        source = self._own.target if self._own.copied else self._own.source
        try:
            own = own_table(source)
            fresh = figures_of(own.text, str(source), self._sheet.stage.id)
        except TableError as error:
            return f"{changed}. It has errors now: {error.faults[0]}"
        if fresh is None or fresh.fields != self._sheet.fields:
            return f"{changed}. This stage has different figures now: press Esc and open it again."
        self._own, self._sheet = own, taken_over(self._sheet, fresh)
        for row in self._rows():
            for name in row.figures:
                row.put(name, self._sheet.shown(name), self._sheet.was[name])
        self._tell()
        return f"{changed}. {STILL_HERE}"

    def _say(self, line: str) -> None:
        status = self.query_one("#status", Static)
        status.update(line)
        status.set_class(bool(line), "-shown")
        if line:
            status.scroll_visible(animate=False)

    def action_leave(self) -> None:
        if not self.ask_before_leaving():
            self.dismiss(False)

    def ask_before_leaving(self) -> bool:
        """What was typed is asked about; False when nothing was."""
        self._take_all()
        if self._sheet.changed:
            self.app.push_screen(QuestionScreen(LEAVE), self._left)
        return self._sheet.changed

    def _left(self, answer: str | None) -> None:
        if answer == "leave":
            self.dismiss(False)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "save":
            self.action_save()
        else:
            self.action_leave()
