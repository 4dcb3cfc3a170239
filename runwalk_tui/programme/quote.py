"""Values that came out of a file, made safe and short enough for one line on a terminal."""

from __future__ import annotations

from datetime import date, datetime, time

SHOWN = 40
"""Characters of a value that a message shows."""
MEANT_TO_BE_READ = 10**15
"""Whole numbers from here on are not printed; Python refuses to print the largest at all."""


def printable(text: str) -> str:
    """Return the text with everything that is not plainly visible written as an escape.

    Control characters, escape sequences, line ends, marks that turn the direction of writing and
    halves of surrogate pairs (undecodable bytes in a file name) all become `\\x1b` and the like.
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def shorten(text: str, most: int = SHOWN) -> str:
    """Return the text, or its first characters and an ellipsis when it has more than `most`."""
    return text if len(text) <= most else text[: most - 1] + "…"


def quote(value: object) -> str:
    """Return a TOML value as a message shows it: as it would be written in the file, escaped and shortened."""
    if isinstance(value, str):
        return f'"{printable(shorten(value))}"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value) if abs(value) < MEANT_TO_BE_READ else "a number with very many digits"
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a table"
    return f"a {type(value).__name__}"
