"""The numeric rating scale: eleven numbers from 0 to 10."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from runwalk_tui.system.standard_streams import IN_BROWSER
from runwalk_tui.ui.lettering.big_clock import filled

LARGEST = 10
NUMBERS = range(LARGEST + 1)
PAIN_ANCHORS = ("no pain", "worst you can imagine")
EFFORT_ANCHORS = ("no effort at all", "as hard as I can")

RAMP = " ▁▂▃▄▅▆▇█"
PLAIN_RAMP = " ....===#"
WIDEST = 9
"""Cells for one number at most; a longer scale would be hard to take in at a glance."""
LARGE, HIGH = 130, 46
"""Cells in width, and lines of the terminal, from which a scale fills more of a large terminal."""
LARGE_LINES, WIDEST_LARGE = 12, 12
"""Lines of such a scale, and cells for one of its numbers."""
ROOMY = 8 * len(NUMBERS)
"""Cells in width from which a scale is drawn with air around its numbers."""

UPPER = 6
"""Numbers of the upper line, 0 to 5, where there are two."""
NARROW, HIGH_ENOUGH = 74, 24
"""Columns of a browser below which a number in one line is too narrow for a finger, and lines from which there is room
for two."""
FINGER = 3
"""Lines of a number that is touched."""


class PainScale(Widget, can_focus=True):
    """Asks for a whole number from 0 to 10, by a digit, the arrows or the mouse.

    Typing: a digit chooses its number at once. 0 typed right after a 1 makes it 10; anything in between (an arrow,
    a click, another digit, leaving the scale) ends that, so that 1, then 0, then 0 again is 0, and
    after an arrow to 1 a 0 means 0. Nothing waits for a second digit and nothing runs out.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("0", "type_digit(0)", "Choose", key_display="0–10 ← →"),
        *(Binding(str(digit), f"type_digit({digit})", "Choose", show=False) for digit in range(1, 10)),
        Binding("left", "move(-1)", "Less", show=False),
        Binding("right", "move(1)", "More", show=False),
        Binding("home", "choose(0)", "Least", show=False),
        Binding("end", f"choose({LARGEST})", "Most", show=False),
        Binding("delete,backspace", "unset", "Not given", show=False),
        Binding("enter", "accept", "Accept"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "pain-scale--number",
        "pain-scale--chosen",
        "pain-scale--anchor",
        *(f"pain-scale--{number}" for number in NUMBERS),
    }
    DEFAULT_CSS = (
        """
    PainScale {
        width: 1fr;
        height: auto;
        color: $foreground;
        border-left: blank;
        .pain-scale--number { color: $foreground; }
        .pain-scale--chosen { color: $background; background: $foreground; text-style: bold; }
        .pain-scale--anchor { color: $text-muted; }
        &:focus { border-left: outer $accent; }
        &.-ascii:focus { border-left: ascii $accent; }
        &:focus .pain-scale--anchor { color: $foreground; }
        &:ansi .pain-scale--chosen { color: $foreground; background: $background; text-style: bold reverse; }
        &:nocolor .pain-scale--chosen { text-style: bold underline; }
        &.-two-lines .pain-scale--number { background: $foreground 8%; }
    """
        + "\n".join(f"        .pain-scale--{n} {{ color: $pain-{n}; }}" for n in NUMBERS)
        + "\n    }\n"
    )

    value: reactive[int | None] = reactive(None)
    """The number chosen, 0 to 10; None before there is one."""
    ascii: reactive[bool] = reactive(False)
    """Draw with ASCII only."""

    @dataclass
    class PainChanged(Message):
        """Another number was chosen, or none."""

        scale: PainScale
        value: int | None

        @property
        def control(self) -> PainScale:
            """The scale, for `@on(PainScale.PainChanged, "#worst")`."""
            return self.scale

    @dataclass
    class Accepted(Message):
        """The runner is content with the number; None only where leaving it open is allowed."""

        scale: PainScale
        value: int | None

        @property
        def control(self) -> PainScale:
            """The scale, for `@on(PainScale.Accepted, "#worst")`."""
            return self.scale

    def __init__(
        self,
        value: int | None = None,
        *,
        anchors: tuple[str, str] = PAIN_ANCHORS,
        unset: bool = False,
        unset_word: str = "not given",
        ascii: bool = False,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """`anchors` say what 0 and 10 mean. With `unset`, Delete takes the answer back and Enter accepts none."""
        super().__init__(name=name, id=id, classes=classes)
        self.anchors = anchors
        self.unset = unset
        self.unset_word = unset_word
        self._by_hand = IN_BROWSER in os.environ
        self._one_typed = False
        """Whether the last thing done was to type a 1."""
        self._urged = False
        """Whether Enter was pressed without a number where one is needed."""
        self.set_reactive(PainScale.value, value)
        self.set_reactive(PainScale.ascii, ascii)
        self.set_class(ascii, "-ascii")

    def on_mount(self) -> None:
        """Where the terminal shows nothing but ASCII, so does this: other blocks would all become the same one."""
        self.ascii = self.ascii or bool(getattr(self.app, "ascii", False))

    def on_resize(self) -> None:
        self.set_class(self._two_lines, "-two-lines")

    def validate_value(self, value: int | None) -> int | None:
        return None if value is None else max(0, min(LARGEST, value))

    def watch_value(self, value: int | None) -> None:
        self._urged = False
        self.post_message(self.PainChanged(self, value))

    def action_type_digit(self, digit: int) -> None:
        ten = digit == 0 and self._one_typed
        self._one_typed = digit == 1
        self.value = LARGEST if ten else digit

    def action_move(self, by: int) -> None:
        self.action_choose(0 if self.value is None else self.value + by)

    def action_choose(self, value: int) -> None:
        self._one_typed = False
        self.value = value

    def action_unset(self) -> None:
        if self.unset:
            self._one_typed = False
            self.value = None

    def action_accept(self) -> None:
        self._one_typed = False
        if self.value is None and not self.unset:
            self._urged = True
            self.refresh()
            return
        self.post_message(self.Accepted(self, self.value))

    def on_blur(self) -> None:
        self._one_typed = False

    def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset(self)
        number = None if place is None else self._number_at(place.x, place.y)
        if number is not None:
            event.stop()
            self.action_choose(number)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        if width >= LARGE and viewport.height >= HIGH:
            return LARGE_LINES
        if self._by_hand and viewport.width < NARROW and viewport.height >= HIGH_ENOUGH:
            return 2 * FINGER + 1
        return 6 if width >= ROOMY else 3

    @property
    def _two_lines(self) -> bool:
        """Whether 6 to 10 stand below 0 to 5, so that a finger hits the number that it means."""
        return self._by_hand and self.size.height == 2 * FINGER + 1

    @property
    def _pitch(self) -> int:
        """Cells for each number; 0 when there is no room for all of them."""
        widest = WIDEST_LARGE if self.size.height >= LARGE_LINES else WIDEST
        pitch = min(widest, self.size.width // len(self._numbers(0)))
        return pitch if pitch >= 2 else 0

    @property
    def _wide(self) -> int:
        """Cells that a number fills, without the space after it."""
        return self._pitch - 1

    @property
    def _margin(self) -> int:
        return (self.size.width - self._pitch * len(self._numbers(0))) // 2

    def _numbers(self, y: int) -> range:
        """The numbers that stand in a line."""
        if not self._two_lines:
            return NUMBERS
        return NUMBERS[:UPPER] if y < FINGER else NUMBERS[UPPER:]

    def _number_at(self, x: int, y: int) -> int | None:
        place = (x - self._margin) // self._pitch if self._pitch else -1
        numbers = self._numbers(y)
        return numbers[place] if 0 <= place < len(numbers) else None

    def watch_ascii(self, ascii: bool) -> None:
        self.set_class(ascii, "-ascii")

    def render_line(self, y: int) -> Strip:
        width, height = self.size
        if not self._pitch:
            return self._one_number(y)
        bars = {1: 0, 2: 0, 3: 1, 4: 2}.get(height, height - 4)
        anchors = max(1, height - 1)
        base = self.rich_style
        segments = [Segment(" " * self._margin, base)]
        if y >= anchors:
            return self._anchors()
        numbers = self._numbers(y)
        if self._two_lines:
            bars, anchors, y = 1, FINGER, y % FINGER
        for number in numbers:
            segments += [self._bar(number, y, bars)] if y < bars else self._number(number, y - bars, anchors - bars)
            segments.append(Segment(" ", base))
        return Strip(segments).adjust_cell_length(width, base)

    def _bar(self, number: int, y: int, bars: int) -> Segment:
        """One line of the ramp: the higher the number, the higher its bar."""
        eighths = round((number + 1) * bars * 8 / len(NUMBERS)) - (bars - 1 - y) * 8
        sign = (PLAIN_RAMP if self.ascii else RAMP)[max(0, min(8, eighths))]
        return filled(sign * self._wide, self.get_component_rich_style(f"pain-scale--{number}"))[0]

    def _number(self, number: int, y: int, lines: int) -> list[Segment]:
        """One line of a number's field; the number itself is in the middle one."""
        chosen = number == self.value
        text = str(number) if y == (lines - 1) // 2 else ""
        # In one line the last number may take the space after it, too.
        room = self._wide + (lines == 1 and number == NUMBERS[-1])
        if chosen and text and room >= len(text) + 2:
            text = f"[{text}]"
        style = self.get_component_rich_style(f"pain-scale--{'chosen' if chosen else 'number'}")
        if self._wide < len(text):
            # The scale is at its narrowest and 10 takes the space that would follow it.
            return [Segment(text, style)]
        return [Segment(text.rjust(2) if self._wide == 2 else text.center(self._wide), style)]

    def _anchors(self) -> Strip:
        style = self.get_component_rich_style("pain-scale--anchor")
        wide = self._pitch * len(self._numbers(0)) - 1
        low, high = self.anchors
        said = self._said()
        room = wide - len(low) - len(high)
        if room < 2:
            low, high = low[: wide // 2 - 1], high[: wide - wide // 2 - 1]
            room = wide - len(low) - len(high)
        middle = said if room >= len(said) + 4 else ""
        if self._urged and not middle:
            low, high, middle, room = "", "", said[:wide], wide
        left = (wide - len(middle)) // 2 - len(low)
        left = max(2 if low else 0, min(left, room - len(middle) - 2)) if middle else room
        right = room - left - len(middle)
        strong = style + Style(bold=True)
        base = self.rich_style
        segments = [
            Segment(" " * self._margin, base),
            Segment(low + " " * left, style),
            *([Segment(middle, strong)] if middle else []),
            Segment(" " * max(0, right) + high, style),
        ]
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _said(self) -> str:
        if self._urged:
            return "a number from 0 to 10, please"
        return self.unset_word if self.value is None else f"{self.value} out of {LARGEST}"

    def _one_number(self, y: int) -> Strip:
        """In a place too narrow for eleven numbers, the chosen one alone."""
        text = self._said()[: self.size.width] if y == 0 else ""
        return Strip([Segment(text, self.rich_style)]).adjust_cell_length(self.size.width, self.rich_style)
