"""What stands in the rows of a form: a pain scale, a few words, a line of text; each a line high, each with its Enter.

Over a slow line many keys come in one go, and are sent to the place that had the focus when they came. Those after an
Enter belong to the next place, so they are handed on to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, cast

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from runwalk_tui.system.safe_text import NAME_LENGTH
from runwalk_tui.ui.controls.adapted import NoteInput
from runwalk_tui.ui.controls.pain_scale import PainScale


class TakesKeys:
    """Acts on keys that were sent to the place before, when they came in one go."""

    def take(self, event: events.Key) -> None:
        """Act on a character or on Enter."""
        raise NotImplementedError


class FormPart(TakesKeys):
    """Goes on to the next place at Enter, and takes what was typed for it meanwhile."""

    onward: Callable[[], None]
    """Moves the focus before it returns."""

    def on_key(self, event: events.Key) -> None:
        now = cast("Widget", self).screen.focused
        if isinstance(now, TakesKeys) and now is not self:
            if event.is_printable or event.key == "enter":
                event.stop().prevent_default()
                now.take(event)
        elif event.key == "enter":
            event.stop().prevent_default()
            self.onward()

    def take(self, event: events.Key) -> None:
        if event.key == "enter":
            self.onward()
        elif event.character is not None:
            self.press(event.character)

    def press(self, character: str) -> None:
        """Act on a character."""
        raise NotImplementedError


class ScalePart(FormPart, PainScale):
    """A number from 0 to 10 in one line; Delete takes it away."""

    DEFAULT_CSS = "ScalePart { height: 1; }"

    def __init__(self, value: int | None, onward: Callable[[], None], *, ascii: bool = False) -> None:
        super().__init__(value, unset=True, ascii=ascii)
        self.onward = onward

    def press(self, character: str) -> None:
        if character.isascii() and character.isdigit():
            self.action_type_digit(int(character))


class TextPart(FormPart, NoteInput):
    """A line of text."""

    FULL: ClassVar[str] = "There is room for {most} characters here."
    TOO_LONG: ClassVar[str] = "There is room for {most} characters here; the last {rest} were left out."
    DEFAULT_CSS = """
    TextPart {
        & > .input--selection { background: $primary; color: $background; }
        &:ansi > .input--selection { background: ansi_default; color: ansi_default; text-style: reverse; }
    }
    """
    # Textual's Input has these keys, too, and does nothing with them.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "screen.go(-1)", "Field", key_display="↑ ↓"),
        Binding("down", "screen.go(1)", "Down", show=False),
    ]

    def __init__(
        self,
        value: str,
        onward: Callable[[], None],
        *,
        placeholder: str = "",
        most: int = NAME_LENGTH,
        restrict: str | None = None,
        replaced: bool = False,
    ) -> None:
        """With `replaced` what is typed takes the place of what stands there; else it is added."""
        super().__init__(value, placeholder, max_length=most, restrict=restrict, compact=True, select_on_focus=replaced)
        self.onward = onward

    def press(self, character: str) -> None:
        self.replace(character, *self.selection)


class WordsPart(FormPart, Widget, can_focus=True):
    """One of a few words, side by side: ← and → go through them, a click takes one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "choose_near(-1)", "Change", key_display="← →"),
        Binding("right", "choose_near(1)", "Next", show=False),
        Binding("home", "first", "First", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"words-part--word", "words-part--chosen"}
    DEFAULT_CSS = """
    WordsPart {
        height: 1; width: 1fr;
        .words-part--word { color: $foreground; }
        .words-part--chosen { color: $background; background: $foreground; text-style: bold; }
        &:focus .words-part--chosen { background: $primary; }
        &:ansi .words-part--chosen { text-style: bold reverse; color: ansi_default; background: ansi_default; }
        &:nocolor .words-part--chosen { text-style: bold underline; }
    }
    """

    value: reactive[str] = reactive("")
    """The one that is chosen, as it is kept."""

    class WordChosen(Message):
        """Another one was chosen."""

        def __init__(self, sender: WordsPart, value: str) -> None:
            super().__init__()
            self.sender = sender
            self.value = value

        @property
        def control(self) -> WordsPart:
            return self.sender

    def __init__(
        self, words: Sequence[tuple[str, str]], value: str, onward: Callable[[], None], *, keys: Mapping[str, str]
    ) -> None:
        """`words` are those that are shown, each with its value; `keys` chooses values by single keys."""
        super().__init__()
        self._words = tuple(words)
        self._keys = keys
        self.onward = onward
        self.set_reactive(WordsPart.value, value)

    def hears(self, key: str) -> bool:
        """Whether a key chooses a word."""
        return key in self._keys

    def on_key(self, event: events.Key) -> None:
        character = (event.character or "").lower()
        if character in self._keys and self.screen.focused is self:
            event.stop()
            self.press(character)

    def press(self, character: str) -> None:
        value = self._keys.get(character.lower())
        if value is not None:
            self.value = value

    def watch_value(self, value: str) -> None:
        self.post_message(self.WordChosen(self, value))

    def action_choose_near(self, by: int) -> None:
        values = [value for _, value in self._words]
        here = values.index(self.value) if self.value in values else 0
        self.value = values[max(0, min(len(values) - 1, here + by))]

    def action_first(self) -> None:
        self.value = self._words[0][1]

    def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset(self)
        left = 0
        for word, value in self._words:
            left += len(word) + 2 + self._gap
            if place is not None and place.x < left:
                self.value = value
                return

    @property
    def _gap(self) -> int:
        """Cells between two words, where there is room for that."""
        return int(sum(len(word) + 3 for word, _ in self._words) <= self.size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1

    def render_line(self, y: int) -> Strip:
        segments, gap = [], Segment(" " * self._gap, self.rich_style)
        for word, value in self._words:
            chosen = value == self.value
            style = self.get_component_rich_style(f"words-part--{'chosen' if chosen else 'word'}")
            segments += [Segment(f"[{word}]" if chosen else f" {word} ", style), gap]
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)


def is_text(widget: Widget | None) -> bool:
    """Whether letters are typed into it."""
    return isinstance(widget, Input)
