"""Text that is safe to store, give away and show: no control character, no half of a surrogate pair.

Everything that goes into the store passes through here, so nothing that comes out of it can move
the cursor of a terminal, and everything that is exported can be imported again.
"""

from __future__ import annotations

import re

NAME_LENGTH = 200
"""Characters of an id, a stage, a programme, a source."""
ITEM_LENGTH = 500
"""Characters of one place of soreness or one red flag."""
ITEMS = 100
"""Entries of a list of them."""
NOTE_LENGTH = 20_000
"""Characters of a note."""

UNSAFE = "\x00-\x1f\x7f-\x9f\ud800-\udfff"
"""Control characters and lone surrogates, as the inside of a character class."""
UNSAFE_IN_NOTE = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff"
"""The same, but a note may have tabs and lines."""
TURNS_WRITING = "\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
"""Marks that turn the direction of writing or end a line, so that a line reads as what it is not. They stay, since
people write notes in every direction, and not shown."""


def visible(text: str) -> str:
    """Return the text with whatever cannot be printed written as an escape, for a line on a terminal."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def shown(text: str) -> str:
    """Return text of one line or several as it may be printed: nothing in it acts on a terminal."""
    if all(line.isprintable() for line in text.split("\n")):
        return text  # most of it, and the pattern takes longer to compile than anything else here
    return re.sub(f"[{UNSAFE_IN_NOTE}{TURNS_WRITING}]", _escaped, text)


def printable_json(text: str) -> str:
    """Return JSON in which letters are as they are, with the few that act on a terminal as escapes of JSON.

    It reads as the same values: outside its strings JSON has no such character.
    """
    return re.sub(f"[\x7f-\x9f\ud800-\udfff{TURNS_WRITING}]", lambda found: f"\\u{ord(found[0]):04x}", text)


def shortened(text: str, length: int = 60) -> str:
    """Return the text, made visible and cut to about `length` characters."""
    shown = visible(text[: length + 1])
    return shown if len(text) <= length and len(shown) <= 2 * length else shown[:length] + "…"


def safe_name(text: str, length: int = NAME_LENGTH) -> str:
    """Return one line of text as it is stored."""
    return re.sub(f"[{UNSAFE}]", _escaped, text[:length])[:length]


def safe_note(text: str) -> str:
    """Return a note as it is stored; it may have several lines."""
    lines = text[:NOTE_LENGTH].replace("\r\n", "\n")
    return re.sub(f"[{UNSAFE_IN_NOTE}]", _escaped, lines)[:NOTE_LENGTH]


def _escaped(found: re.Match[str]) -> str:
    return _escape(found[0])


def _escape(char: str) -> str:
    """A character as letters and digits: \\x1b, \\u2028, \\U000e0001."""
    number = ord(char)
    if number <= 0xFF:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"
