"""The keys that do something here, at the foot of a screen: as many lines as they need, and no key cut in two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.app import App
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.keys import key_to_character
from textual.reactive import reactive
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Select

from runwalk_tui.keys.in_use import BY_BINDING
from runwalk_tui.keys.names import printed
from runwalk_tui.keys.unknown import fitting
from runwalk_tui.values import dataclass

PLAIN = {ord("←"): "<-", ord("→"): "->", ord("↑"): "^", ord("↓"): "v", ord("–"): "-"}
"""Keys as they are printed on a keyboard, in ASCII."""
ENTER_SIGN = "⏎"
"""Enter where its name would take one more line."""
FIRST_OF_ALL = ("show('help')", "leave")
"""Of the keys that work everywhere, those that are told even where there is no room for the others."""
LINES = 2
"""Lines at most."""
OUR_WORDS = {"Dismiss menu": "Back"}
"""What Textual says of a key, and what we say: on an open list of choices."""


@dataclass(frozen=True, slots=True)
class KeyWord:
    """One key and what it does."""

    key: str
    """As it is printed on a keyboard."""
    word: str
    press: str = ""
    """What a click on it types; "" for nothing."""
    action: str = ""
    """What it does, as its binding calls it."""

    @property
    def width(self) -> int:
        return len(self.key) + bool(self.key) + len(self.word)


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands in which line."""

    lines: tuple[tuple[KeyWord, ...], ...]
    gap: int
    """Cells between two keys."""

    @property
    def margin(self) -> int:
        """Cells before the first key."""
        return self.gap - 1


class KeyLine(Widget):
    """Made from the bindings that are heard right now. A click types the key.

    What does not fit is left out from the end, where the keys stand that work everywhere; help has them all.
    Under a question nothing is told, but the line keeps its place, so that nothing moves when the question comes.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key", "key-line--word"}
    DEFAULT_CSS = """
    KeyLine {
        dock: bottom; width: 100%; height: auto; min-height: 1;
        background: $footer-background; color: $footer-description-foreground;
        .key-line--key { color: $footer-key-foreground; background: $footer-background; text-style: bold; }
        .key-line--word { color: $footer-description-foreground; background: $footer-background; }
        &:hover { pointer: pointer; }
        &:nocolor .key-line--key { text-style: bold underline; }
    }
    """

    words: reactive[tuple[KeyWord, ...]] = reactive((), layout=True)
    also: reactive[tuple[KeyWord, ...]] = reactive((), layout=True)
    """Keys that some part of the screen hears without telling."""
    answer: reactive[tuple[str, ...]] = reactive(())
    """What is said to a key that does nothing here, before the keys that do something; the longest form first."""
    untold: reactive[tuple[str, ...]] = reactive((), init=False)
    """Names of actions whose keys do nothing here but say why."""
    heard: reactive[bool] = reactive(True)
    """Whether the keys are heard now, and not those of a question."""

    def __init__(
        self,
        *,
        most: int = LINES,
        commands: bool = False,
        ascii: bool = False,
        spare: Sequence[str] = (),
        untold: Sequence[str] = (),
    ) -> None:
        """`most` is how many lines there may be; with `commands` the list of all commands is told.

        `spare` names actions whose keys are told only where that takes no more lines, the least needed one first; over
        a form that is help.
        """
        super().__init__()
        self._spare = spare
        self.set_reactive(KeyLine.untold, tuple(untold))
        self._ascii = ascii
        self._most = most
        self._commands = (KeyWord("Ctrl+P", "Commands", "ctrl+p"),) if commands else ()

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._gather)
        self._gather(self.screen)

    def _gather(self, screen: Screen[object]) -> None:
        self.heard = screen.is_active
        if self.heard:
            self.words = tuple(word for word in _keys_of(screen) if word.action not in self.untold)

    def watch_untold(self) -> None:
        self._gather(self.screen)

    def watch_words(self) -> None:
        self.call_after_refresh(self._make_room)

    def watch_also(self) -> None:
        self.call_after_refresh(self._make_room)

    def _make_room(self) -> None:
        """Ask for the lines that the keys need. While a screen is laid out, as when it turns out that a page scrolls,
        what changes does not ask for another layout by itself."""
        if self.size.width and self.size.height < len(self.laid_out(self.size.width).lines):
            self.refresh(layout=True)

    def laid_out(self, width: int) -> Layout:
        """What is shown at a width in cells."""
        words = (*self.also, *self.words, *self._commands) if self.words else ()
        ascii = self._ascii or getattr(self.app, "ascii", False)
        layout = self._wrapped([_in_ascii(word) for word in words] if ascii else words, width)
        spare = (*self._spare, FIRST_OF_ALL[0]) if getattr(self.screen, "HELPED", False) else self._spare
        for count in range(1, len(spare) + 1):
            needed = self._wrapped([word for word in words if word.action not in spare[:count]], width)
            if len(needed.lines) < len(layout.lines):
                layout = needed
                break
        if len(layout.lines) > 1 and not ascii:
            signed = self._wrapped([_with_sign(word) for word in words], width)
            if len(signed.lines) < len(layout.lines) or len(layout.lines) > self._most:
                layout = signed
        return self._with_answer(Layout(layout.lines[: self._most], layout.gap), words, width)

    def _with_answer(self, layout: Layout, words: Sequence[KeyWord], width: int) -> Layout:
        """The answer to an unknown key before the keys, in as many lines as there were: nothing moves for it."""
        if not self.answer:
            return layout
        answer = KeyWord("", fitting(self.answer, width - 2))
        return Layout(_filled((answer, *words), width, layout.gap).lines[: len(layout.lines)], layout.gap)

    def _wrapped(self, words: Sequence[KeyWord], width: int) -> Layout:
        """In as few lines as they need, and with air between the keys where that costs neither a line nor a key."""
        airy, tight = _filled(words, width, 2), _filled(words, width, 1)
        return airy if len(airy.lines) <= min(len(tight.lines), self._most) else tight

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.laid_out(width).lines)

    def render_line(self, y: int) -> Strip:
        key, word = (self.get_component_rich_style(f"key-line--{part}") for part in ("key", "word"))
        layout = self.laid_out(self.size.width)
        segments = [Segment(" " * layout.margin, word)]
        for each in layout.lines[y] if self.heard and y < len(layout.lines) else ():
            between = " " if each.key else ""
            segments += [Segment(each.key, key), Segment(f"{between}{each.word}{' ' * layout.gap}", word)]
        return Strip(segments).adjust_cell_length(self.size.width, word)

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        layout = self.laid_out(self.size.width)
        if at is None or at.y >= len(layout.lines) or not self.heard:
            return
        x = layout.margin
        for each in layout.lines[at.y]:
            if x <= at.x < x + each.width and each.press:
                event.stop()
                self.app.simulate_key(each.press)
            x += each.width + layout.gap


def _keys_of(screen: Screen[object]) -> Iterator[KeyWord]:
    """The keys of what has the focus, then of the screen, then of the app with the most needed ones first."""
    focused = screen.focused
    here: dict[str, KeyWord] = {}
    everywhere: dict[str, KeyWord] = {}
    changeable: set[str] = set()
    for key, (node, binding, enabled, _) in screen.active_bindings.items():
        if binding.show and enabled and not _is_typed(key, focused):
            into = everywhere if isinstance(node, App) else here
            said = OUR_WORDS.get(binding.description, binding.description)
            word = KeyWord(_printed(binding), said, binding.key, binding.action)
            # A key that can be changed is told before one that is always the same.
            if binding.action not in into or (binding.id in BY_BINDING and binding.action not in changeable):
                into[binding.action] = word
            if binding.id in BY_BINDING:
                changeable.add(binding.action)
    if isinstance(focused, VerticalScroll) and focused.max_scroll_y:
        yield KeyWord("↑ ↓", "Scroll")
    if focused is not None and isinstance(focused.parent, Select):  # its list is open; Textual doesn't tell Enter
        yield KeyWord("Enter", "Choose", "enter")
    yield from here.values()
    yield from (everywhere[action] for action in FIRST_OF_ALL if action in everywhere)
    yield from (word for action, word in everywhere.items() if action not in FIRST_OF_ALL)


def _is_typed(key: str, focused: Widget | None) -> bool:
    """Whether a key becomes a letter in a field."""
    return focused is not None and focused.check_consume_key(key, key_to_character(key))


def _printed(binding: Binding) -> str:
    return binding.key_display or printed(binding.key)


def _in_ascii(word: KeyWord) -> KeyWord:
    return replace(word, key=word.key.translate(PLAIN))


def _with_sign(word: KeyWord) -> KeyWord:
    return replace(word, key=ENTER_SIGN) if word.key == printed("enter") else word


def _filled(words: Sequence[KeyWord], width: int, gap: int) -> Layout:
    """Line after line, each as full as it gets."""
    lines: list[list[KeyWord]] = [[]]
    room = width - (gap - 1)
    for word in words:
        if lines[-1] and sum(each.width + gap for each in lines[-1]) + word.width > room:
            lines.append([])
        lines[-1].append(word)
    return Layout(tuple(map(tuple, lines)), gap)
