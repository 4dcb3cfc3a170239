"""What is wrong with a stage table, every fault at its line, and values of the file as a message shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from runwalk_tui.system.safe_text import visible
from runwalk_tui.values import dataclass

SHOWN = 40
"""Characters of a value that a message shows."""
MEANT_TO_BE_READ = 10**15
"""Whole numbers from here on are not printed; Python refuses to print the largest at all."""


def shorten(text: str, most: int = SHOWN) -> str:
    """Return the text, or its first characters and an ellipsis when it has more than `most`."""
    return text if len(text) <= most else text[: most - 1] + "…"


def quote(value: object) -> str:
    """Return a TOML value as a message shows it: as it would be written in the file, escaped and shortened."""
    if isinstance(value, str):
        return f'"{visible(shorten(value))}"'
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


def in_a_row(words: Sequence[str], last: str) -> str:
    """Return words as a sentence lists them: "run, walk or rest" where `last` is "or"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def nearest(word: str, known: Sequence[str]) -> str | None:
    """Return the known word that was probably meant, or None when none is near."""
    from difflib import get_close_matches  # only a file with a fault needs it

    near = get_close_matches(word, known, 1)
    return near[0] if near else None


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a file, and what would be right."""

    file: str
    """Name of the file as the runner gave it."""
    line: int
    """From 1; 1 too when the fault is the file itself."""
    where: str
    """Such as `stage "7": walk`; empty when the file or its syntax is meant."""
    message: str
    """One line, safe to print."""

    def __str__(self) -> str:
        place = f"{visible(self.file)}:{self.line}: "
        return place + (f"{self.where}: {self.message}" if self.where else self.message)


class FaultyFileError(Exception):
    """A file of the runner's cannot be used. Its text is all of its faults, one a line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(sorted(faults, key=lambda fault: fault.line))
        """In order of line; at least one."""
        super().__init__("\n".join(map(str, self.faults)))


class TableError(FaultyFileError):
    """The file is a stage table."""
