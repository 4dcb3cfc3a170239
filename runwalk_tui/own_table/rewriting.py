"""Single values of a stage table changed in its text: comments, blank lines and order stay as they were written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from runwalk_tui.programme.toml_lines import KeyPath, key_lines
from runwalk_tui.programme.toml_text import parse_toml

Value = str | int | tuple[int, int] | None
"""What a figure can be in the file: a duration, a number, or the fewest and the most; None for no such key."""
Edits = Mapping[KeyPath, Value]
"""New values by their place: ("stage", 3, "run")."""
ON_ONE_LINE = re.compile(r"""(?P<before>[^=#]+=\s*)(?:"[^"\\]*"|'[^']*'|[0-9]+|\[[0-9, ]*\])(?P<after>\s*(?:#.*)?)""")
"""A key and a simple value with nothing else on the line but a comment."""


class CannotRewriteError(Exception):
    """The text is written in a way in which no single value can be changed safely. The message is one line."""

    def __init__(self) -> None:
        super().__init__("this file is written in a way that the form can't change; use your editor instead")


def rewritten(text: str, edits: Edits) -> str:
    """Return the text with these values in it, and nothing else changed.

    A key that is not there yet gets a line of its own in its table; one whose new value is None goes, with its line.
    `text` is TOML that can be read. Raises CannotRewriteError where the outcome would say anything but the old table
    with the new values.
    """
    document = parse_toml(text)
    expected = deepcopy(document)
    for path, value in edits.items():
        _set(_holder(expected, path), path[-1], value)
    there = {path: value for path, value in edits.items() if path[-1] in _holder(document, path)}
    new = {path: value for path, value in edits.items() if path not in there and value is not None}
    for replaced in (_replaced, _replaced_on_their_lines):
        try:
            changed = replaced(text, there)
            for path, value in new.items():
                changed = _with_line(changed, path, value)
        except CannotRewriteError:
            continue
        if _read(changed) == expected:
            return changed
    raise CannotRewriteError


def _read(text: str) -> dict[str, Any] | None:
    """What a text says; None when it can't be read."""
    from runwalk_tui.system.problems import FaultyTextError

    try:
        return parse_toml(text)
    except FaultyTextError:
        return None


def _set(table: Any, key: str | int, value: Value) -> None:
    """Give a table a value, or take its key away."""
    if value is None:
        table.pop(key, None)
    else:
        table[key] = list(value) if isinstance(value, tuple) else value


def _holder(document: Any, path: KeyPath) -> Any:
    """The table in which the value at a path is. Raises CannotRewriteError when there is none."""
    for part in path[:-1]:
        try:
            document = document[part]
        except (KeyError, IndexError, TypeError) as error:
            raise CannotRewriteError from error
    return document


def _replaced(text: str, edits: Edits) -> str:
    """The text with new values for keys that it has; tomlkit remembers how everything around them is written."""
    if not edits:
        return text
    import tomlkit  # late: it is slow to import, and only a form that is saved needs it
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(text)
        if tomlkit.dumps(document) != text:
            raise CannotRewriteError
        for path, value in edits.items():
            _put(_holder(document, path), str(path[-1]), value)
        return tomlkit.dumps(document)
    except TOMLKitError as error:
        raise CannotRewriteError from error


def _replaced_on_their_lines(text: str, edits: Edits) -> str:
    """The same where each has a line to itself: tomlkit loses what is put between tables that are out of order."""
    lines, places = text.split("\n"), key_lines(text)
    gone = []
    for path, value in edits.items():
        at = places[path] - 1
        line = ON_ONE_LINE.fullmatch(lines[at])
        if line is None:
            raise CannotRewriteError
        if value is None:
            gone.append(at)
        else:
            lines[at] = f"{line['before']}{_written(value)}{line['after']}"
    for at in sorted(gone, reverse=True):
        del lines[at]
    return "\n".join(lines)


def _put(table: Any, key: str, value: Value) -> None:
    """Put a value in its place. A pair goes into the list that is there, which may have comments between its lines."""
    old = table[key]
    if isinstance(value, tuple):
        if isinstance(old, list) and len(old) == len(value):
            for place, number in enumerate(value):
                if old[place] != number:
                    old[place] = number
            return
        table[key] = list(value)
    else:
        _set(table, key, value)


def _with_line(text: str, path: KeyPath, value: Value) -> str:
    """The text with one more key in a table, in a line below its last plain key or above it.

    Raises CannotRewriteError where the table has no line to go beside, or neither place is right.
    """
    lines = text.split("\n")
    beside = [line for place, line in key_lines(text).items() if place[:-1] == path[:-1] and isinstance(place[-1], str)]
    if not beside:
        raise CannotRewriteError
    expected = deepcopy(parse_toml(text))
    _set(_holder(expected, path), path[-1], value)
    end = "\r" if "\r\n" in text else ""
    for anchor in sorted(beside, reverse=True):
        model = lines[anchor - 1]
        new = f"{model[: len(model) - len(model.lstrip())]}{path[-1]} = {_written(value)}"
        for at in (anchor, anchor - 1):
            above, below = "\n".join(lines[:at]), "\n".join(lines[at:])
            # Below the last line, which has no end so far, it needs one, and the new line none.
            tried = f"{above}\n{new}{end}\n{below}" if at < len(lines) else f"{text}{end}\n{new}"
            if _read(tried) == expected:
                return tried
    raise CannotRewriteError


def _written(value: Value) -> str:
    """A value as TOML; a duration has no character that would need more than quotes."""
    if isinstance(value, tuple):
        return f"[{value[0]}, {value[1]}]"
    return f'"{value}"' if isinstance(value, str) else str(value)
