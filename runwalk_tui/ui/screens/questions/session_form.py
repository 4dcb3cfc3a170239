"""A session on one page of fields, to be corrected or entered; below them, what that changes for today."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Static

from runwalk_tui.corrections.entry import FieldName
from runwalk_tui.corrections.sheet import LABELS
from runwalk_tui.flows.front import Move
from runwalk_tui.flows.questions import Filled, SessionForm
from runwalk_tui.ui.controls.form_parts import is_text
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.screens.questions.field_row import FieldRow
from runwalk_tui.ui.screens.staying import StayingScreen


class FieldList(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Leaves the arrows to the page: they go from field to field, and it follows them."""


class SessionFormScreen(StayingScreen[SessionForm]):
    """Gives the sheet back with what was typed, to be saved or left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", key_display="Ctrl+S", id="form.save"),
        Binding("escape", "leave", "Back", id="form.leave"),
        Binding("up", "go(-1)", "Field", key_display="↑ ↓", id="form.up", tooltip="from field to field"),
        Binding("down", "go(1)", "Field", key_display="↑ ↓", show=False),
        Binding("w", "warn", "Warning sign", id="form.warn", tooltip="a warning sign"),
    ]
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (64, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (24, "-full"), (34, "-tall")]
    DEFAULT_CSS = """
    SessionFormScreen {
        & FieldList { width: 100%; height: 1fr; align: center top; scrollbar-size-vertical: 1; }
        & #column { width: 100%; max-width: 82; height: auto; padding: 0 4; }
        & #title { width: 100%; text-align: center; text-style: bold; }
        & #about { width: 100%; text-align: center; color: $text-muted; margin-bottom: 1; }
        & #leads { width: 100%; text-align: center; height: auto; max-height: 2; color: $primary; padding: 0 1; }
        & Horizontal.buttons { height: 1; align: center middle; margin-top: 1; }
        & Button { margin: 0 1; }
        &.-narrow {
            & #column { padding: 0; }
            & .label { width: 12; }
            & TextPart { margin-left: 1; }
            & .given { width: 2; padding: 0; }
            & .fault { padding-left: 2; }
        }
        &.-flat {
            & #title { display: none; }
            & #about { margin-bottom: 0; text-style: bold; color: $foreground; }
            & Horizontal.buttons { margin-top: 0; }
        }
        &.-tall {
            align: center middle;
            & FieldList { height: auto; }
            & #leads { margin-top: 1; height: 2; }
            & #stage, & #minutes, & #before, & #sore { margin-top: 1; }
        }
    }
    """

    def __init__(self, question: SessionForm, *, ascii: bool = False) -> None:
        super().__init__(question)
        self._sheet = question.sheet
        self._ascii = ascii

    def compose(self) -> ComposeResult:
        yield Static(self.question.title, id="title", markup=False)
        yield Static(self.question.about, id="about", markup=False)
        with FieldList(), Vertical(id="column"):
            for name in LABELS:
                yield FieldRow(name, self._sheet.text(name), self.action_next, ascii=self._ascii)
            with Horizontal(classes="buttons"):
                yield Button("Save", id="save", variant="primary", compact=True)
                yield Button("Back", id="back", compact=True)
        yield Static(id="leads", markup=False)
        yield KeyLine()

    async def on_mount(self) -> None:
        if not self.query(FieldRow):
            return  # taken away, by the end of the program, before its parts were there
        await self.show()
        first = "done" if self._sheet.new else "before"
        self._focus(first if first in self._sheet.fields else self._sheet.fields[0])
        self.call_after_refresh(self._keep_in_sight)

    async def show(self) -> None:
        """The sheet as it was typed so far."""
        self._sheet = self.question.sheet
        for row in self.query(FieldRow):
            row.put(self._sheet.text(row.field))
        self._lay_out()
        self._tell()

    # Fields.

    def _lay_out(self) -> None:
        """Only the fields that this kind of session has."""
        fields = self._sheet.fields
        for row in self.query(FieldRow):
            row.display = row.field in fields

    def _rows(self) -> list[FieldRow]:
        return [row for row in self.query(FieldRow) if row.display]

    def _focus(self, name: FieldName) -> None:
        # The row comes into sight by itself; Textual would bring it to the middle, at a time of its own.
        self.set_focus(self.query_one(f"#{name}", FieldRow).part, scroll_visible=False)

    def on_field_row_typed(self, event: FieldRow.Typed) -> None:
        self._take(event.field, event.text)
        if event.field == "kind":
            self._lay_out()
        self._tell()

    def _take(self, name: FieldName, text: str) -> None:
        if text.strip() != self._sheet.text(name):
            self._sheet = self._sheet.with_text(name, text.strip())

    def _take_all(self) -> None:
        """What stands in every field now."""
        for row in self._rows():
            self._take(row.field, row.text)

    def _tell(self) -> None:
        """What it changes for today, and which of the faults that were said are mended."""
        _, faults = self._sheet.read()
        for row in self._rows():
            if row.complains:
                row.complain(faults.get(row.field, ""))
        self.query_one("#leads", Static).update(self.question.leads(self._sheet))

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """A fault is said when its field is left, not while it is being typed."""
        row = next((node for node in event.widget.ancestors if isinstance(node, FieldRow)), None)
        if row is not None and self.is_active:
            self._take(row.field, row.text)
            if row.field == "date":
                row.put(self._sheet.text("date"))  # as it was understood
            row.complain(self._sheet.read()[1].get(row.field, ""))

    # Keys.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "warn" or not is_text(self.focused)

    def on_descendant_focus(self) -> None:
        self.refresh_bindings()

    def on_resize(self) -> None:
        self.call_after_refresh(self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        """The field that is typed into is in sight, and of those above it as many as there is room for."""
        self.query_one(FieldList).scroll_to(y=0, animate=False, immediate=True)
        for row in self.query(FieldRow):
            if row.has_focus_within:
                row.scroll_visible(animate=False, immediate=True)

    def action_go(self, by: int) -> None:
        """The field before or after."""
        if by > 0:
            self.focus_next()
        elif not self._rows()[0].has_focus_within:  # above the first field there is none
            self.focus_previous()

    def action_next(self) -> None:
        """The next field; after the last one the button that saves."""
        rows = self._rows()
        here = next((place for place, row in enumerate(rows) if row.has_focus_within), len(rows) - 1)
        if here + 1 < len(rows):
            self._focus(rows[here + 1].field)
        else:
            self.set_focus(self.query_one("#save", Button))

    def action_save(self) -> None:
        """Hand the sheet back, or go to the first field that cannot be right."""
        self._take_all()
        _, faults = self._sheet.read()
        for row in self._rows():
            row.complain(faults.get(row.field, ""))
        self._tell()
        wrong = next((row.field for row in self._rows() if row.field in faults), None)
        if wrong is not None:
            self._focus(wrong)
        else:
            self.give(Filled(self._sheet))

    def action_leave(self) -> None:
        self._take_all()
        self.give(Filled(self._sheet, Move.BACK))

    def ask_before_leaving(self) -> bool:
        """What was typed is asked about before the program ends, too; False when nothing was."""
        self._take_all()
        if self._sheet.changed:
            self.action_leave()
        return self._sheet.changed

    def action_warn(self) -> None:
        self._take_all()
        self.give(Filled(self._sheet, Move.RED_FLAG))

    def on_button_pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "save":
            self.action_save()
        else:
            self.action_leave()
