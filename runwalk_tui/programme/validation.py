"""Reading one table of the file key by key: checked values out, errors noted.

A reader never stops at an error: it notes it, returns the default and carries on, so that
everything that is wrong is known at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from runwalk_tui.programme.duration import duration_between
from runwalk_tui.programme.faults import Fault, nearest, quote, shorten
from runwalk_tui.system.safe_text import TURNS_WRITING, UNSAFE, visible

if TYPE_CHECKING:
    from runwalk_tui.programme.toml_lines import KeyPath

_ACTS_ON_TERMINAL = f"[{UNSAFE}{TURNS_WRITING}]"
OTHER_NAMES = {
    "count": ("times",),
    "duration": ("fill",),
    "formerly": ("was",),
    "intervals": ("steps",),
    "jog": ("run",),
    "next": ("then",),
    "old_id": ("was",),
    "old_ids": ("was",),
    "repeat": ("times", "reps"),
    "repeats": ("times", "reps"),
    "repetitions": ("times", "reps"),
    "reps": ("times",),
    "rest": ("walk",),
    "rounds": ("times", "reps"),
    "sets": ("times", "reps"),
    "steps": ("intervals",),
    "times": ("reps",),
    "title": ("name",),
    "total": ("fill",),
    "type": ("kind",),
}
"""Keys under a name that somebody else might give them, where their spelling alone would lead astray."""


class Report:
    """The faults of one file."""

    def __init__(self, file: str, text: str, places: Mapping[str, str] | None = None) -> None:
        self.places = places or {}
        """The table in which a key belongs, by its name, for one that is in another table."""
        self._file = file
        self._text = text
        self._lines: dict[KeyPath, int] | None = None
        self.faults: list[Fault] = []

    def add(self, path: KeyPath, where: str, message: str) -> None:
        """Note that the value at `path` is wrong."""
        self.faults.append(Fault(self._file, self.line(path), where, message))

    def line(self, path: KeyPath) -> int:
        """The line of a key or table, or of the innermost table around it; the text is scanned when first needed."""
        from runwalk_tui.programme.toml_lines import key_lines, nearest_line

        if self._lines is None:
            self._lines = key_lines(self._text)
        return nearest_line(self._lines, path)


class Section:
    """One table of the file."""

    def __init__(
        self,
        report: Report,
        path: KeyPath,
        where: str,
        values: Mapping[str, Any],
        known: Sequence[str],
        around: Section | None = None,
    ) -> None:
        self.path = path
        self.where = where
        self.sound = True
        """Whether no fault was found in it so far, nor in an inline table inside it."""
        self._report = report
        self._around = around
        self._values = values
        self._meant = {key: self._unknown(key, known) for key in values if key not in known}

    def __contains__(self, key: str) -> bool:
        """Whether the key is given, or an unknown one that was probably meant to be it."""
        return key in self._values or key in self._meant.values()

    def fault(self, message: str, *keys: str | int) -> None:
        """Note a fault of the table, or of the key (and position in its list) that is named."""
        self._unsound()
        self._report.add((*self.path, *keys), self._place(keys), message)

    def _unsound(self) -> None:
        self.sound = False
        if self._around is not None:
            self._around._unsound()

    def _place(self, keys: Sequence[str | int]) -> str:
        """What a message calls a key of it, or a position in its list."""
        place = [shorten(visible(key)) if isinstance(key, str) else f"no. {key + 1}" for key in keys]
        return ": ".join(filter(None, (self.where, *place)))

    def line(self, *keys: str | int) -> int:
        """The line of the table, of one of its keys or of a position in its list."""
        return self._report.line((*self.path, *keys))

    def table(self, key: str, known: Sequence[str]) -> Section:
        """A table inside this one; an empty one when it is not given or is something else."""
        values = self._values.get(key, {})
        if not isinstance(values, dict):
            self.fault(f"{quote(values)} is not a table; write [{key}] on its own line", key)
            values = {}
        return Section(self._report, (*self.path, key), key, values, known)

    def inner(self, values: Mapping[str, Any], known: Sequence[str], *keys: str | int) -> Section:
        """An inline table at `keys`."""
        return Section(self._report, (*self.path, *keys), self._place(keys), values, known, self)

    def tables(self, key: str) -> list[tuple[KeyPath, object]]:
        """The elements of an array of tables with their paths; [key] for [[key]] is a fault and read as one."""
        values = self._values.get(key, [])
        if isinstance(values, list):
            return [((*self.path, key, position), value) for position, value in enumerate(values)]
        if isinstance(values, dict):
            self.fault(f"[{key}] must be [[{key}]], with two brackets on each side", key)
            return [((*self.path, key), values)]
        self.fault(f"{quote(values)} is not a stage; write [[{key}]] on its own line", key)
        return []

    def value(self, key: str) -> Any:
        """What is given for a key, unchecked; None when it is not given (TOML has no null)."""
        return self._values.get(key)

    def text(self, key: str, default: str, most: int, *, empty: bool = True) -> str:
        """One line of text of at most `most` characters, none of which acts on a terminal."""
        value = self._values.get(key, default)
        wrong = _wrong_text(value, most, empty)
        if wrong is None:
            return str(value)
        self.fault(wrong, key)
        return default

    def texts(self, key: str, most: int) -> tuple[str, ...]:
        """A list of such texts, none of them empty."""
        given = self._values.get(key, [])
        if not isinstance(given, list):
            listed = f": [{quote(given)}]" if isinstance(given, str) else ""
            self.fault(f"{quote(given)} is not a list; put it in brackets{listed}", key)
            return ()
        wrong = [_wrong_text(value, most, False) for value in given]
        for position, message in enumerate(wrong):
            if message is not None:
                self.fault(message, key, position)
        return tuple(str(value) for value, message in zip(given, wrong, strict=True) if message is None)

    def choice(self, key: str, default: str, choices: Sequence[str]) -> str:
        """One of a few words."""
        value = self._values.get(key, default)
        if value in choices:
            return str(value)
        self.fault(f"{quote(value)} is unknown; write one of {', '.join(map(quote, choices))}", key)
        return default

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self._values.get(key, default)
        if isinstance(value, bool):
            return value
        self.fault(f"{quote(value)} is not true or false (in lower case, without quotes)", key)
        return default

    def whole(self, key: str, default: int, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        value = self._values.get(key, default)
        if _plain_number(value) and least <= value <= most:
            return int(value)
        hint = ", without quotes" if isinstance(value, str) else ""
        self.fault(f"{quote(value)} is not a whole number from {least} to {most}{hint}", key)
        return default

    def duration(self, key: str, default: int | None, least: int, most: int, *, metres: bool = False) -> int | None:
        """Seconds from `least` to `most`; with `metres` somebody may have meant a distance, however long it may be."""
        if key not in self._values:
            return default
        seconds = self.seconds(self._values[key], least, most, key, metres=metres)
        return default if seconds is None else seconds

    def seconds(self, value: object, least: int, most: int, *keys: str | int, metres: bool = False) -> int | None:
        """The seconds of the duration at `keys`; None after noting what is wrong with it."""
        try:
            return duration_between(value, least, most, metres=metres)
        except ValueError as error:
            self.fault(str(error), *keys)
            return None

    def span(self, key: str, default: tuple[int, int], least: int, most: int) -> tuple[int, int]:
        """One whole number, or [fewest, most] of them."""
        value = self._values.get(key)
        if value is None:
            return default
        pair = value if isinstance(value, list) else [value, value]
        if len(pair) != 2 or not all(_plain_number(number) and least <= number <= most for number in pair):
            shown = "this list" if isinstance(value, list) else quote(value)
            self.fault(f"{shown} is wrong; write one whole number from {least} to {most}, or two: [6, 10]", key)
        elif pair[0] > pair[1]:
            self.fault(
                f"[{pair[0]}, {pair[1]}] is in the wrong order; put the smaller first: [{pair[1]}, {pair[0]}]", key
            )
        else:
            return pair[0], pair[1]
        return default

    def _unknown(self, key: str, known: Sequence[str]) -> str | None:
        """Note a key that means nothing here and return the one that was probably meant."""
        if key in self._report.places and not any(other in known for other in OTHER_NAMES.get(key, ())):
            self.fault(f"this key is unknown here; it belongs in {self._report.places[key]}", key)
            return None
        meant = _meant(key, known)
        self.fault("this key is unknown" + (f"; did you mean {meant}?" if meant else ""), key)
        return meant


def _meant(key: str, known: Sequence[str]) -> str | None:
    """The known key that was probably meant."""
    plain = key.lower().replace("-", "_")
    return next((name for name in OTHER_NAMES.get(plain, ()) if name in known), None) or nearest(plain, known)


def _wrong_text(value: object, most: int, empty: bool) -> str | None:
    """What is wrong with one line of text, or None."""
    if not isinstance(value, str):
        hint = f'; put it in quotes: "{value}"' if _plain_number(value) else ""
        return f"{quote(value)} is not text{hint}"
    if len(value) > most:
        return f"{quote(value)} has {len(value)} characters; use at most {most}"
    if not value.isprintable() and re.search(_ACTS_ON_TERMINAL, value):  # the pattern takes long to compile
        return f"{quote(value)} has a line break or control character; write one line of plain text"
    if not empty and not value.strip():
        return "it is empty; give at least one letter or digit"
    if not empty and value != value.strip():
        return f"{quote(value)} starts or ends with a space; take it out"
    return None


def _plain_number(value: object) -> bool:
    """Whether it is a whole number; true and false are not, though Python counts them so."""
    return isinstance(value, int) and not isinstance(value, bool)
