"""Reading one table of the file key by key: checked values out, errors noted.

A reader never stops at an error: it notes it, returns the default and carries on, so that
everything that is wrong is known at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from runwalk_tui.programme.duration import format_duration, parse_duration
from runwalk_tui.programme.faults import Fault, quote, shorten
from runwalk_tui.system.safe_text import TURNS_WRITING, UNSAFE, visible

if TYPE_CHECKING:
    from runwalk_tui.programme.toml_lines import KeyPath

_ACTS_ON_TERMINAL = f"[{UNSAFE}{TURNS_WRITING}]"


class Report:
    """The faults of one file."""

    def __init__(self, file: str, text: str) -> None:
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
        self, report: Report, path: KeyPath, where: str, values: Mapping[str, Any], known: Sequence[str]
    ) -> None:
        self.path = path
        self.where = where
        self.sound = True
        """Whether no fault was found in it so far."""
        self._report = report
        self._values = values
        self._meant = {key: self._unknown(key, known) for key in values if key not in known}

    def __contains__(self, key: str) -> bool:
        """Whether the key is given, or an unknown one that was probably meant to be it."""
        return key in self._values or key in self._meant.values()

    def fault(self, message: str, *keys: str | int) -> None:
        """Note a fault of the table, or of the key (and position in its list) that is named."""
        self.sound = False
        place = [shorten(visible(key)) if isinstance(key, str) else f"no. {key + 1}" for key in keys]
        self._report.add((*self.path, *keys), ": ".join(filter(None, (self.where, *place))), message)

    def line(self, *keys: str) -> int:
        """The line of the table or of one of its keys."""
        return self._report.line((*self.path, *keys))

    def table(self, key: str, known: Sequence[str]) -> Section:
        """A table inside this one; an empty one when it is not given or is something else."""
        values = self._values.get(key, {})
        if not isinstance(values, dict):
            self.fault(f"{quote(values)} is not a table; write [{key}] on its own line", key)
            values = {}
        return Section(self._report, (*self.path, key), key, values, known)

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
        if not isinstance(value, str):
            hint = f'; put it in quotes: "{value}"' if _plain_number(value) else ""
            self.fault(f"{quote(value)} is not text{hint}", key)
        elif len(value) > most:
            self.fault(f"{quote(value)} has {len(value)} characters; use at most {most}", key)
        elif re.search(_ACTS_ON_TERMINAL, value):
            self.fault(f"{quote(value)} has a line break or control character; write one line of plain text", key)
        elif not empty and not value.strip():
            self.fault("it is empty; give at least one letter or digit", key)
        elif value != value.strip() and not empty:
            self.fault(f"{quote(value)} starts or ends with a space; take it out", key)
        else:
            return value
        return default

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

    def duration(self, key: str, default: int | None, least: int, most: int) -> int | None:
        """Seconds from `least` to `most`."""
        if key not in self._values:
            return default
        seconds = self.seconds(self._values[key], least, most, key)
        return default if seconds is None else seconds

    def seconds(self, value: object, least: int, most: int, *keys: str | int) -> int | None:
        """The seconds of the duration at `keys`; None after noting what is wrong with it."""
        try:
            seconds = parse_duration(value)
        except ValueError as error:
            self.fault(str(error), *keys)
            return None
        if least <= seconds <= most:
            return seconds
        self.fault(f"{quote(value)} is not between {format_duration(least)} and {format_duration(most)}", *keys)
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
        meant = _nearest(key, known)
        self.fault("this key is unknown" + (f"; did you mean {meant}?" if meant else ""), key)
        return meant


def _nearest(key: str, known: Sequence[str]) -> str | None:
    """The known key that was probably meant."""
    from difflib import get_close_matches  # only a file with a fault needs it

    near = get_close_matches(key.lower().replace("-", "_"), known, 1)
    return near[0] if near else None


def _plain_number(value: object) -> bool:
    """Whether it is a whole number; true and false are not, though Python counts them so."""
    return isinstance(value, int) and not isinstance(value, bool)
