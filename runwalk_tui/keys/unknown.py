"""What is said to a key that does nothing where it was pressed, and which characters count as digits."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

DIGIT_ROW: Mapping[str, str] = {**dict(zip("&é\"'(-è_çà", "1234567890", strict=True)), "§": "6"}
"""What the row of digits types without Shift on a French or a Belgian keyboard, with the digit on the same key.

Not the ! of a Belgian 8: elsewhere it is a 1 with Shift, and a pain of 1 must not become an 8.
"""
SHIFTED = frozenset('!"§$%&/()=?*;:_°<>~#@^')
"""What a row of digits or a key of punctuation types with Shift, on one keyboard or another."""


def as_digits(text: str) -> str:
    """The digits that somebody meant who typed them on the row of an AZERTY keyboard; any other text as it is."""
    return "".join(DIGIT_ROW[each] for each in text) if text and all(each in DIGIT_ROW for each in text) else text


def is_other_alphabet(key: str) -> bool:
    """Whether it is a letter of an alphabet that has none of our keys: Cyrillic, Greek, Hebrew and so on."""
    return len(key) == 1 and key.isalpha() and not unicodedata.name(key, "").startswith("LATIN")


def answer_forms(key: str, *, right: str, listed: str, brief: str = "") -> tuple[str, ...]:
    """What to say to a key that does nothing here, the longest form first.

    `right` says what the most important key would be, as in "x stops for pain"; `listed` is the key that shows the
    others; `brief` is `right` for little room. Each may be "".
    """
    if is_other_alphabet(key):
        return (
            f"{key} does nothing here. Another alphabet?{f' {right}.' if right else ''}",
            f"Another alphabet?{f' {right}' if right else ''}",
            f"Wrong layout?{f' {brief}' if brief else ''}",
        )
    if len(key) == 1 and (key.isupper() or key in SHIFTED):
        where = f" {listed} shows the keys." if listed else ""
        return (f"{key} does nothing here. Caps Lock?{where}", f"{key} does nothing here. Caps Lock?", "Caps Lock?")
    where = f" {listed} shows the keys." if listed else ""
    return (f"{key} does nothing here.{where}", f"{key} does nothing here.", f"Not here: {key}")


def fitting(forms: tuple[str, ...], width: int) -> str:
    """The longest form that has room in a number of cells; the shortest where none has."""
    return next((form for form in forms if len(form) <= width), forms[-1])
