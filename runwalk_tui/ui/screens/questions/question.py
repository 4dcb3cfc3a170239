"""One question with a few answers, each a key and a large button."""

from __future__ import annotations

import os
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from runwalk_tui.flows.questions import Answer, Choice
from runwalk_tui.keys.names import printed
from runwalk_tui.keys.unknown import fitting
from runwalk_tui.system.standard_streams import IN_BROWSER
from runwalk_tui.ui.screens.leaving import AnsweringModal

LEAST_WIDTH, MOST_WIDTH = 64, 76
"""Cells of the box where the terminal has them."""
LEAST_TEXT = 2
"""Lines of a text to be read, however low the terminal is."""
BUTTON, FRAME = 2, 4
"""Cells that a button has besides its label, and the box besides what is in it."""

FINGER, AROUND = 3, 14
"""Rows of an answer that is touched in a browser, and those that the question takes besides."""


class QuestionScreen(AnsweringModal[str]):
    """Asks a question over whatever is shown and returns the id of the answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "escape", "Back", id="question.escape"),
        Binding("question_mark,f1", "tell_keys", show=False),
        Binding("left,up", "go(-1)", show=False),
        Binding("right,down", "go(1)", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal")]
    DEFAULT_CSS = """
    QuestionScreen {
        align: center middle;
        background: $background 60%;
        &:ansi { background: transparent; }
        & > Vertical {
            width: 64; max-width: 100%; height: auto; max-height: 100%; padding: 1;
            overflow-y: auto; scrollbar-size-vertical: 1;
            background: $surface; border: round $primary; color: $foreground;
        }
        & Static { width: 100%; text-align: center; }
        & #title { text-style: bold; }
        & #said { height: auto; margin: 1 0; scrollbar-size-vertical: 1; }
        & #left { color: $text-muted; margin-top: 1; }
        & #unknown { display: none; }
        & #unknown.-shown { display: block; }
        & Horizontal { height: auto; align: center middle; }
        & Button { min-width: 0; padding: 0; margin-right: 1; }
        & Button:last-child { margin-right: 0; }
        &:ansi Button { margin: 0; }
        &:ansi > Vertical { padding: 1 0; }
        & Button.-style-default:blur, & Button.-style-default.-primary:blur, & Button.-style-default.-error:blur {
            color: $foreground; background: $foreground 14%;
            border-top: tall $foreground 28%; border-bottom: tall $background;
            &:hover { background: $foreground 24%; }
        }
        & Button.-style-default:focus {
            color: $button-color-foreground; background: $primary;
            border-top: tall $primary-lighten-3; border-bottom: tall $primary-darken-3;
        }
        & Button.-style-default.-error:focus {
            background: $error; border-top: tall $error-lighten-2; border-bottom: tall $error-darken-3;
        }
        &:ansi Button:blur, &:ansi Button.-primary:blur, &:ansi Button.-error:blur {
            color: ansi_default; background: ansi_default; border: tall $border-blurred;
        }
        &.-narrow {
            & > Vertical { padding: 0 1; scrollbar-gutter: stable; }
            & #said { margin: 0; }
        }
        &.-narrow, &.-stacked {
            & Horizontal { layout: vertical; }
            & Button { width: 100%; margin: 0; height: 1 !important; border: none !important; }
            & Button:blur { background: $surface !important; }
            &:ansi Button:blur { background: ansi_default !important; }
        }
        &.-by-hand Button { height: 3 !important; }
    }
    """

    def __init__(self, question: Choice) -> None:
        super().__init__()
        self._question = question
        self._left = question.answers_itself_after

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(self._question.title, id="title", markup=False)
            with VerticalScroll(id="said", can_focus=False):
                yield Static(self._question.text, id="text", markup=False)
            with Horizontal(id="answers"):
                for answer in self._question.answers:
                    yield Button(Content(self._label(answer)), id=answer.id, variant=answer.look)
            if self._left is not None:
                yield Static(id="left", markup=False)
            yield Static(id="unknown", markup=False)

    def on_mount(self) -> None:
        self.set_class(self._side_by_side > MOST_WIDTH, "-stacked")
        for box in self.query("#box"):
            # In the colours of the terminal a button has sides, which keep it apart.
            box.styles.width = MOST_WIDTH if self.app.native_ansi_color else self._width
        if self._reading:
            self.call_after_refresh(self._read_from_the_beginning)
            self.call_after_refresh(self._fit)
        if self._left is not None:
            self._tell()
            self.set_interval(1, self.count_down)

    @property
    def _width(self) -> int:
        """Cells in which the answers have room side by side, within limits: lines that are not too long, and some of
        what is below to be seen on both sides."""
        return max(LEAST_WIDTH, min(MOST_WIDTH, self._side_by_side))

    @property
    def _side_by_side(self) -> int:
        """Cells of a box in which the answers have room side by side."""
        labels = [len(self._label(answer)) for answer in self._question.answers]
        sides = BUTTON * 2 if self.app.native_ansi_color else BUTTON
        return sum(labels) + (sides + 1) * len(labels) - 1 + FRAME

    @staticmethod
    def _label(answer: Answer, room: int = MOST_WIDTH) -> str:
        """What a button says, with its key; where there is no room for both, the key comes first and stays."""
        label = f"{answer.label} ({printed(answer.key)})"
        return label if len(label) <= room else f"{printed(answer.key)}  {answer.label}"

    def on_resize(self) -> None:
        rows = AROUND + FINGER * len(self._question.answers)
        self.set_class(IN_BROWSER in os.environ and self.size.height >= rows, "-by-hand")
        room = min(self.size.width, MOST_WIDTH) - FRAME - BUTTON - 1
        for answer in self._question.answers:
            self.query_one(f"#{answer.id}", Button).label = Content(self._label(answer, room))
        if self._reading:
            self.call_after_refresh(self._fit)

    @property
    def _reading(self) -> bool:
        """Whether there is nothing to choose among, or it is about the text."""
        return self._question.reading or len(self._question.answers) == 1

    def _read_from_the_beginning(self) -> None:
        """Undo what the focus on an answer did to a text that is longer than the terminal."""
        for box in self.query("#box"):
            box.scroll_home(animate=False)

    def _fit(self) -> None:
        """Leave as many lines to a text that is to be read that the answers below it are seen, too."""
        for box in self.query("#box"):
            others = sum(each.outer_size.height for each in box.children if each.id != "said")
            said = self.query_one("#said")
            around = box.gutter.height + said.styles.margin.height
            said.styles.max_height = max(LEAST_TEXT, self.size.height - around - others)

    def count_down(self) -> None:
        """One second less to answer in; the last one gives the first answer."""
        self._left = (self._left or 0) - 1
        if self._left <= 0:
            self.action_first()
        else:
            self._tell()

    def _tell(self) -> None:
        # A program that is told to end may do so before the question is there.
        for line in self.query("#left").results(Static):
            line.update(f"Continues in {self._left} s")

    def hears(self, key: str) -> bool:
        """Whether a key gives an answer."""
        return any(key in answer.keys for answer in self._question.answers)

    @property
    def is_answering(self) -> bool:
        """Whether it is still to be read."""
        return any(line.has_class("-shown") for line in self.query("#unknown"))

    def answer_key(self, forms: tuple[str, ...]) -> None:
        """Say that a key is no answer, below the answers."""
        for line in self.query("#unknown").results(Static):
            line.update(fitting(forms, min(self.size.width, self._width) - FRAME - 2) if forms else "")
            line.set_class(bool(forms), "-shown")
            if self._reading:
                self.call_after_refresh(self._fit)
            if forms:  # below a text that is longer than the terminal, too
                self.call_after_refresh(line.scroll_visible, animate=False)

    def action_tell_keys(self) -> None:
        """Say which keys answer."""
        keys = [printed(answer.key) for answer in self._question.answers]
        first = f"Press {', '.join(keys[:-1])} or {keys[-1]}" if len(keys) > 1 else f"Press {keys[0]}"
        moving = "the arrow keys scroll" if self._reading else "or choose with the arrow keys and Enter"
        escape = self._question.escape or self._question.answers[0].id
        leads = next(answer.label for answer in self._question.answers if answer.id == escape)
        longest = f"{first}{';' if self._reading else ','} {moving}. Esc: {leads}."
        self.answer_key((longest, f"{first}. Esc: {leads}.", f"{first}."))

    def on_key(self, event: events.Key) -> None:
        for answer in self._question.answers:
            if event.key in answer.keys:
                event.stop()
                self.dismiss(answer.id)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id)

    def action_go(self, by: int) -> None:
        """The answer before or after; never one on a screen below, for which a late key would be too quick.

        Where there is something to read the arrows move the text, which may be longer than the terminal.
        """
        if self._reading:
            self.query_one("#said").scroll_relative(y=by, animate=False)
        elif by > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_escape(self) -> None:
        self.dismiss(self._question.escape or self._question.answers[0].id)

    def action_first(self) -> None:
        self.dismiss(self._question.answers[0].id)
