"""One row of the form of a session: the name of a field, what it holds, and what is wrong with that."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from runwalk_tui.corrections.entry import FieldName
from runwalk_tui.corrections.sheet import LABELS, SCALES
from runwalk_tui.programme.stage import LONGEST_ID
from runwalk_tui.session.limits import NOTE_LIMIT
from runwalk_tui.system.safe_text import NAME_LENGTH
from runwalk_tui.ui.controls.form_parts import ScalePart, TextPart, WordsPart
from runwalk_tui.ui.controls.form_row import FormRow
from runwalk_tui.ui.controls.pain_scale import PainScale

WORDS: dict[FieldName, tuple[tuple[str, str], ...]] = {
    "kind": (("run-walk", "run-walk"), ("walk", "walk"), ("other", "other")),
    "ready": (("–", ""), ("yes", "yes"), ("not yet", "not yet")),
}
"""Fields with a few words, as they are shown and as they are kept."""
WORD_KEYS: dict[FieldName, dict[str, str]] = {"kind": {}, "ready": {"y": "yes", "n": "not yet"}}
HINTS: dict[FieldName, str] = {
    "date": "2026-01-05",
    "time": "07:30",
    "sore": "none; type where, such as left knee",
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


class FieldRow(FormRow):
    """One field: its name, what it holds, and below it what is wrong with that."""

    DEFAULT_CSS = """
    FieldRow {
        & .given { width: 10; height: 1; padding-left: 1; color: $text-muted; }
        & Input { width: 1fr; height: 1; }
        & PainScale { width: 1fr; max-width: 45; }
        &.-short Input { width: 19; }
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
        self.call_after_refresh(self._say_given)  # when the scale has its new width, too

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

    def _say_given(self) -> None:
        """Beside a scale: that nothing was given. A number there would look like one more to choose."""
        for given in self.query(".given").results(Static):
            given.update("" if self.text else "not given" if self.size.width >= ROOMY else "–")

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
