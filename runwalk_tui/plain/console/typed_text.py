"""Keys of a console, made into what a program reads: lines at a question, single keys during a session.

A console hands over keys, not bytes: each with the character that it types, in UTF-16, so ü and é arrive whatever the
code page is. Lines are made here, since a line that is being read can't be turned into single keys any more.
"""

from __future__ import annotations

import unicodedata
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

ALT = 0x12
"""Windows' number of the Alt key: let go, it types what was entered as digits (Alt 0 2 5 2 is ü)."""
SENDS_SEVERAL = frozenset({*range(0x21, 0x29), 0x2D, 0x2E, *range(0x70, 0x88)})
"""The numbers of what moves about (page, end, home, arrows, insert, delete) and of F1 to F24: they type nothing."""
LONG_KEY = "\x1b[~"
"""What stands for one of them, as a terminal would send it."""
INTERRUPT, END, ENTER, ERASE, ERASE_WORD, ESCAPE = "\x03", "\x1a", "\r", "\b", "\x7f", "\x1b"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A key that went down or up."""

    text: str
    """The one unit of UTF-16 that it types; "" when it types none."""
    key: int = 0
    """Windows' number of the key (its virtual key code)."""
    down: bool = True
    times: int = 1
    """How often, while it is held."""


class Console(Protocol):
    """What has keys and shows characters."""

    def strokes(self) -> Iterable[Stroke]:
        """The next ones; waits for them. Raises OSError when there is no console any more."""
        ...

    def show(self, text: str) -> None:
        """Show what was typed."""
        ...


class TypedText:
    """Reads a console as a terminal is read: complete lines, which it shows as they are typed, or each key at once."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._line = ""
        """What was typed of a line."""
        self._half = ""
        """The first half of a character beyond 16 bits."""
        self._waiting: deque[str] = deque()
        """What was typed behind the end of the input: a paste comes in one piece."""
        self._ended = False
        """Whether the end comes next, as there were lines before it."""
        self.by_line = True
        """Whether lines are wanted, rather than keys. What was typed of a line comes with the next key."""

    def read(self, interrupt: Callable[[], object]) -> str:
        """What can be read next; waits for it. "" is the end of the input, and only Ctrl+Z on a line of its own is.

        Ctrl+C calls `interrupt`; as a rule the console makes a signal of it, and it never comes here. Raises OSError
        when the console is gone.
        """
        ready = ""
        while not ready and not self._ended:
            if not self._waiting:
                self._waiting.extend(each for stroke in self._console.strokes() for each in self._characters(stroke))
            while self._waiting and not self._ended:
                character = self._waiting.popleft()
                if character == INTERRUPT:
                    interrupt()
                elif not self.by_line:
                    ready += self._line + character
                    self._line = ""
                elif (line := self._line_after(character)) is not None:
                    self._ended = line.rstrip("\n") == END
                    ready += "" if self._ended else line
        if not ready:
            self._ended = False
        return ready.replace(ENTER, "\n")

    def _characters(self, stroke: Stroke) -> list[str]:
        """What a key types, as complete characters."""
        if not stroke.down and not (stroke.key == ALT and stroke.text):
            return []
        if not stroke.text:
            return [LONG_KEY] * stroke.times if stroke.key in SENDS_SEVERAL else []
        if "\ud800" <= stroke.text <= "\udbff":
            self._half = stroke.text
            return []
        text, self._half = self._half + stroke.text, ""
        return [text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")] * stroke.times

    def _line_after(self, character: str) -> str | None:
        """The line, when this character ends it."""
        if character in (ENTER, "\n"):
            line, self._line = self._line, ""
            self._console.show("\n")
            return line + "\n"
        if character == ERASE:
            self._erase(1)
        elif character == ERASE_WORD:
            before, space, _ = self._line.rstrip().rpartition(" ")
            self._erase(len(self._line) - len(before + space))
        elif character == ESCAPE:
            self._erase(len(self._line))
        elif character == END and not self._line:
            self._line = END
            self._console.show("^Z")
        elif character != LONG_KEY and (character == "\t" or character.isprintable()):
            self._line += " " if character == "\t" else character
            self._console.show(self._line[-1])
        return None

    def _erase(self, count: int) -> None:
        """Take characters away from the end of the line, and from what is shown."""
        kept = max(0, len(self._line) - count)
        gone, self._line = self._line[kept:], self._line[:kept]
        cells = sum(_cells(character) for character in gone)
        if cells:
            self._console.show("\b" * cells + " " * cells + "\b" * cells)


def _cells(character: str) -> int:
    """How many places of the console a character takes."""
    if character == END:
        return 2  # it is shown as ^Z
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
