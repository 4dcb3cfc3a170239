"""One row of the form of figures: its name, one or two places to type, a hint beside them, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from runwalk_tui.own_table.figures import COUNTS, FigureName
from runwalk_tui.ui.controls.form_parts import TextPart
from runwalk_tui.ui.controls.form_row import FormRow

LONGEST = 10
"""Characters of a duration, at most."""


class FigureRow(FormRow):
    """Figures that belong together, such as the fewest and the most repetitions."""

    DEFAULT_CSS = """
    FigureRow {
        & TextPart { width: 11; height: 1; }
        & .to { width: 4; height: 1; margin-left: 1; color: $text-muted; }
        & .hint { width: 1fr; height: 1; margin-left: 2; color: $text-muted; }
        & .hint { text-wrap: nowrap; text-overflow: ellipsis; }
        &.-counts TextPart { width: 5; }
    }
    """

    class FigureTyped(Message):
        """Something else is in a place."""

        def __init__(self, name: FigureName, text: str) -> None:
            super().__init__()
            self.figure = name
            self.text = text

    def __init__(self, label: str, figures: Mapping[FigureName, str], onward: Callable[[], None], *, hint: str) -> None:
        """`figures` are its places with what is in each, `hint` is told beside them while nothing was changed."""
        super().__init__(classes="-counts" if COUNTS.keys() >= figures.keys() else "")
        self._label = label
        self._hint = hint
        self._was = dict(figures)
        self._parts: dict[FigureName, TextPart] = {
            name: TextPart(
                text,
                onward,
                most=3 if name in COUNTS else LONGEST,
                restrict=r"\d*" if name in COUNTS else None,
                replaced=True,
            )
            for name, text in figures.items()
        }

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static(self._label, classes="label", markup=False)
            for place, part in enumerate(self._parts.values()):
                if place:
                    yield Static("to", classes="to")
                yield part
            yield Static(self._hint, classes="hint", markup=False)
        yield Static(classes="fault", markup=False)

    @property
    def figures(self) -> Sequence[FigureName]:
        """Which figures are typed here."""
        return tuple(self._parts)

    @property
    def parts(self) -> Sequence[TextPart]:
        """The places to type, in order."""
        return tuple(self._parts.values())

    def text(self, name: FigureName) -> str:
        """What is in a place now; of keys that come in one go the last change may not have been told yet."""
        return self._parts[name].value.strip()

    def put(self, name: FigureName, text: str, was: str) -> None:
        """Show another text, and what the file has."""
        self._was[name] = was
        if self.text(name) != text:
            self._parts[name].value = text
        self._tell()

    def _tell(self) -> None:
        """Beside the places: what the file has, once something else is typed."""
        changed = any(self.text(name) != was for name, was in self._was.items())
        told = f"was {' to '.join(self._was.values())}" if changed else self._hint
        for hint in self.query(".hint").results(Static):
            hint.update(told)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._tell()
        for name, part in self._parts.items():
            if part is event.input:
                self.post_message(self.FigureTyped(name, event.value.strip()))
