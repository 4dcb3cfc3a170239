"""What keys are called: as people write them in settings.toml, as they are told, and as Textual names them."""

from __future__ import annotations

import re

WORDS = {
    "space": "space",
    "enter": "enter",
    "return": "enter",
    "esc": "escape",
    "escape": "escape",
    "tab": "tab",
    "backspace": "backspace",
    "del": "delete",
    "delete": "delete",
    "ins": "insert",
    "insert": "insert",
    "home": "home",
    "end": "end",
    "pgup": "pageup",
    "pageup": "pageup",
    "pgdn": "pagedown",
    "pagedown": "pagedown",
    "up": "up",
    "down": "down",
    "left": "left",
    "right": "right",
    "plus": "plus",
    "minus": "minus",
    "comma": "comma",
    "slash": "slash",
    **{f"f{number}": f"f{number}" for number in range(1, 13)},
}
"""Words for keys, each with Textual's name."""
CHARACTERS = {
    " ": "space",
    "+": "plus",
    "-": "minus",
    "=": "equals_sign",
    ",": "comma",
    ".": "full_stop",
    "/": "slash",
    "\\": "backslash",
    "?": "question_mark",
    "!": "exclamation_mark",
    '"': "quotation_mark",
    "#": "number_sign",
    "$": "dollar_sign",
    "%": "percent_sign",
    "&": "ampersand",
    "'": "apostrophe",
    "(": "left_parenthesis",
    ")": "right_parenthesis",
    "*": "asterisk",
    ":": "colon",
    ";": "semicolon",
    "<": "less_than_sign",
    ">": "greater_than_sign",
    "@": "at",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    "^": "circumflex_accent",
    "_": "underscore",
    "`": "grave_accent",
    "{": "left_curly_bracket",
    "|": "vertical_line",
    "}": "right_curly_bracket",
    "~": "tilde",
    "§": "section_sign",
}
"""Characters that are no letters and no digits, with Textual's names."""
BY_NAME = {name: character for character, name in CHARACTERS.items()}
PRINTED = {
    "space": "Space",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "backspace": "Backspace",
    "delete": "Del",
    "insert": "Ins",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}
"""Keys as they are printed on a keyboard."""


def key_named(text: str) -> str | None:
    """The key that somebody means, by Textual's name: "x", "X", "Space", "+", "ctrl+s"; None when it names none.

    A letter is its small one, since either case is heard.
    """
    if len(text) == 1:
        if text in CHARACTERS:
            return CHARACTERS[text]
        return text.lower() if text.isalnum() and len(text.lower()) == 1 else None
    word = text.strip().lower()
    if re.fullmatch(r"ctrl[+-][a-z]", word):
        return f"ctrl+{word[-1]}"
    return WORDS.get(word)


def printed(key: str) -> str:
    """A key as it is told: "Space", "+", "Ctrl+S", "F1", "x"."""
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    if re.fullmatch(r"f\d+", key):
        return key.upper()
    return PRINTED.get(key) or BY_NAME.get(key, key)


def character_of(key: str) -> str | None:
    """What a key types into a line: "x", "+", " "; None for one that types no character, such as F1."""
    return BY_NAME.get(key) or (key if len(key) == 1 else None)
