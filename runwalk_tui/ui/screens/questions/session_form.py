"""A session on one page of fields, to be corrected or entered; below them, what that changes for today."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from runwalk_tui.corrections.entry import FieldName
from runwalk_tui.corrections.sheet import LABELS, SCALES
from runwalk_tui.flows.front import Move
from runwalk_tui.flows.questions import Filled, SessionForm
from runwalk_tui.programme.stage import LONGEST_ID
from runwalk_tui.session.limits import NOTE_LIMIT
from runwalk_tui.system.safe_text import NAME_LENGTH
from runwalk_tui.ui.controls.form_parts import ScalePart, TextPart, WordsPart, is_text
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.controls.pain_scale import PainScale
from runwalk_tui.ui.screens.staying import StayingScreen

WORDS: dict[FieldName, tuple[tuple[str, str], ...]] = {
    "kind": (("run-walk", "run-walk"), ("walk", "walk"), ("companion", "companion")),
    "ready": (("–", ""), ("yes", "yes"), ("not yet", "not yet")),
}
"""Fields with a few words, as they are shown and as they are kept."""
WORD_KEYS: dict[FieldName, dict[str, str]] = {"kind": {}, "ready": {"y": "yes", "n": "not yet"}}
HINTS: dict[FieldName, str] = {
    "date": "2026-01-05",
    "time": "07:30",
    "sore": "none; type left knee, back",
    "minutes": "how many",
    "note": "none",
}
"""What stands in an empty field."""
ROOMY = 60
"""Cells from which there is room to say that an answer was not given."""
SHORT = frozenset({"date", "time", "stage", "done", "planned", "minutes"})
"""Fields that hold a few characters; what is typed takes the place of what stands there."""
COUNTS: tuple[FieldName, ...] = ("done", "planned", "minutes")
LONGEST_DAY = len("30 september 2026")


class FieldRow(Vertical):
    """One field: its name, what it holds, and below it what is wrong with that."""

    DEFAULT_CSS = """
    FieldRow {
        height: auto; width: 100%;
        & > Horizontal { height: 1; width: 100%; }
        & .label { width: 15; height: 1; }
        & .given { width: 10; height: 1; padding-left: 1; color: $text-muted; }
        & Input { width: 1fr; height: 1; }
        & PainScale { width: 1fr; max-width: 45; }
        &.-short Input { width: 14; }
        & .fault { width: 100%; padding-left: 15; color: $error; display: none; }
        &.-faulty .fault { display: block; }
        &.-here .label { text-style: bold; color: $accent; }
    }
    """

    class Typed(Message):
        """Something else stands in the field."""

        def __init__(self, name: FieldName, text: str) -> None:
            super().__init__()
            self.field = name
            self.text = text

    def __init__(self, name: FieldName, text: str, onward: Callable[[], None], *, ascii: bool) -> None:
        super().__init__(id=name, classes="-short" if name in SHORT else "")
        self.field: FieldName = name
        self._text = text
        self._onward = onward
        self._ascii = ascii

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static(LABELS[self.field], classes="label", markup=False)
            yield self._part()
            if self.field in SCALES:
                yield Static(classes="given", markup=False)
        yield Static(classes="fault", markup=False)

    def _part(self) -> Widget:
        if self.field in SCALES:
            return ScalePart(int(self._text) if self._text else None, self._onward, ascii=self._ascii)
        if self.field in WORDS:
            return WordsPart(WORDS[self.field], self._text, self._onward, keys=WORD_KEYS[self.field])
        most = {"note": NOTE_LIMIT, "stage": LONGEST_ID, "date": LONGEST_DAY, "time": 5}.get(self.field, NAME_LENGTH)
        digits = r"\d{0,3}" if self.field in COUNTS else None
        return TextPart(
            self._text,
            self._onward,
            placeholder=HINTS.get(self.field, ""),
            most=most,
            restrict=digits,
            replaced=self.field in SHORT,
        )

    def on_resize(self) -> None:
        self._say_given()

    @property
    def part(self) -> ScalePart | WordsPart | TextPart:
        """What is typed into."""
        return next(part for part in self.query("*") if isinstance(part, ScalePart | WordsPart | TextPart))

    @property
    def text(self) -> str:
        """What stands there now; of keys that come in one go the last change may not have been told yet."""
        value = self.part.value
        return "" if value is None else str(value)

    def put(self, text: str) -> None:
        """Show another text."""
        part = self.part
        if text == self.text:
            return
        if isinstance(part, ScalePart):
            part.value = int(text) if text else None
        else:
            part.value = text

    def complain(self, fault: str) -> None:
        """Say what is wrong; "" says that nothing is."""
        self.query_one(".fault", Static).update(fault[:1].upper() + fault[1:])
        self.set_class(bool(fault), "-faulty")

    @property
    def complains(self) -> bool:
        """Whether it says that something is wrong."""
        return self.has_class("-faulty")

    def _say_given(self) -> None:
        for given in self.query(".given").results(Static):
            given.update(self.text or ("not given" if self.size.width >= ROOMY else "–"))

    def _tell(self) -> None:
        self._say_given()
        self.post_message(self.Typed(self.field, self.text))

    def on_pain_scale_pain_changed(self, event: PainScale.PainChanged) -> None:
        event.stop()
        self._tell()

    def on_words_part_word_chosen(self, event: WordsPart.WordChosen) -> None:
        event.stop()
        self._tell()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._tell()

    def on_descendant_focus(self) -> None:
        self.add_class("-here")
        self.scroll_visible(animate=False)

    def on_descendant_blur(self) -> None:
        self.remove_class("-here")


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
        self._laid_out = False
        """Whether the fields have found their places; what the first size shows is right already."""

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
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        self._laid_out = True

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
        self.set_focus(self.query_one(f"#{name}", FieldRow).part)

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
        if row is not None and self.is_current:
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
        """The field that is typed into stays in sight, however small the terminal becomes."""
        for row in self.query(FieldRow):
            if self._laid_out and row.has_focus_within:
                self.call_after_refresh(row.scroll_visible, animate=False)

    def action_go(self, by: int) -> None:
        """The field before or after."""
        if by > 0:
            self.focus_next()
        else:
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
