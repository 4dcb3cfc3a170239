"""`[keys]` of settings.toml, read and checked: every fault at its line, and what would be right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from runwalk_tui.keys.actions import ACTIONS, BY_WHERE, HEARD_TOGETHER, IN_LINES, NEEDED, NEVER, PLACES, told
from runwalk_tui.keys.in_use import USUAL_KEYS, KeysInUse, usual_in_lines
from runwalk_tui.keys.names import WORDS, key_named, printed
from runwalk_tui.programme.faults import Fault, quote
from runwalk_tui.programme.toml_lines import KeyPath, key_lines, nearest_line
from runwalk_tui.programme.toml_text import parse_toml

SUCH_AS = 'a key such as "p", "space", "+" or "f5"'
MOST_CHOICES = 19
"""Words that are named one by one."""


def read_keys(file: str, text: str) -> tuple[KeysInUse, tuple[Fault, ...]]:
    """The keys that a settings file sets, and what is wrong with them.

    With any fault the usual keys are in use: half of somebody's keys would be nobody's. Raises FaultyTextError when
    the text is not TOML.
    """
    table = parse_toml(text).get("keys")
    if table is None:
        return USUAL_KEYS, ()
    reading = _Reading(file, key_lines(text))
    keys = reading.read(table)
    return (USUAL_KEYS, tuple(sorted(reading.faults, key=lambda fault: fault.line))) if reading.faults else (keys, ())


class _Reading:
    """One look through the table."""

    def __init__(self, file: str, lines: dict[KeyPath, int]) -> None:
        self.faults: list[Fault] = []
        self._file = file
        self._lines = lines

    def read(self, table: object) -> KeysInUse:
        changed: dict[str, tuple[str, ...]] = {}
        if not isinstance(table, dict):
            self._fault((), "this must be a table, such as [keys.timer]")
            return USUAL_KEYS
        for place, actions in table.items():
            if place not in PLACES:
                self._fault((place,), f"there is no such place{_nearest(place, PLACES)}")
            elif not isinstance(actions, dict):
                self._fault((place,), f"this must be a table, such as [keys.{place}]")
            else:
                names = [action.name for action in ACTIONS if action.place == place]
                for name, value in actions.items():
                    if name not in names:
                        self._fault((place, name), f"there is no such name{_nearest(name, names)}")
                    elif keys := self._keys((place, name), value):
                        changed[f"{place}.{name}"] = keys
        for where in changed:
            self._needed(where, changed[where])
        self._twice(changed)
        if not self.faults:  # two with the same key are a fault in lines, too
            self._left_in_lines(changed)
        return KeysInUse(changed)

    def _keys(self, path: tuple[str, str], value: object) -> tuple[str, ...]:
        """The keys of a value, by Textual's names; empty after a fault."""
        given = value if isinstance(value, list) else [value]
        if not given:
            self._fault(path, f"there is no key here; give {SUCH_AS}")
        found = []
        for one in given:
            key = key_named(one) if isinstance(one, str) else None
            if key is None:
                near = _nearest(one.lower(), WORDS) if isinstance(one, str) else ""
                self._fault(path, f"{quote(one)} is not {SUCH_AS}{near}")
            else:
                found.append(key)
        return tuple(dict.fromkeys(found)) if len(found) == len(given) else ()

    def _needed(self, where: str, keys: tuple[str, ...]) -> None:
        """Name each key that its place needs for something else, once."""
        path = tuple(where.split("."))
        for key in keys:
            if key in BY_WHERE[where].keys:
                continue
            if why := NEVER.get(where, {}).get(key):
                self._fault(path, f"{printed(key)} can't be used here: {why}; choose another key")
                continue
            for place, names in HEARD_TOGETHER.items():
                if where in names and key in NEEDED[place]:
                    self._fault(path, f"{printed(key)} is needed {place}: {NEEDED[place][key]}; choose another key")
                    break

    def _twice(self, changed: Mapping[str, tuple[str, ...]]) -> None:
        """Name each pair that would have the same key in one place, at a line that somebody has written."""
        keys = KeysInUse(changed)
        said: set[tuple[str, str, str]] = set()
        for place, names in HEARD_TOGETHER.items():
            for where, other, key in _pairs(keys, names):
                # The fault is at the later of two that were written; else at the one that was.
                if where in changed and (
                    other not in changed or list(changed).index(where) > list(changed).index(other)
                ):
                    where, other = other, where
                if other not in changed or (where, other, key) in said:
                    continue
                said.add((where, other, key))
                self._fault(
                    tuple(other.split(".")),
                    f"{printed(key)} is {BY_WHERE[where].name} already, {place}; "
                    f"choose another key, or another one for {where}",
                )

    def _left_in_lines(self, changed: Mapping[str, tuple[str, ...]]) -> None:
        """Name each action for which plain lines have no key left; Space alone is no line."""
        keys = KeysInUse(changed)
        for where in sorted(IN_LINES):
            if any(typed.strip() for typed in keys.typed(where)):
                continue
            usual = tuple(filter(str.strip, usual_in_lines(where)))
            other = next((each for each in changed if each != where and set(keys.typed(each)) & set(usual)), where)
            self._fault(
                tuple(other.split(".")),
                f"with --plain, no key is left for {where} (usually {told(usual)}); choose another key",
            )

    def _fault(self, path: tuple[str, ...], message: str) -> None:
        full: KeyPath = ("keys", *path)
        self.faults.append(Fault(self._file, nearest_line(self._lines, full), ".".join(("keys", *path)), message))


def _pairs(keys: KeysInUse, names: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """Two actions of a place and a key that both have."""
    owner: dict[str, str] = {}
    for where in names:
        for key in keys.keys(where):
            if key in owner:
                yield owner[key], where, key
            else:
                owner[key] = where


def _nearest(word: str, known: Iterable[str]) -> str:
    """What to offer for a word that is none of the known ones: the nearest of them, or all where they are few."""
    from difflib import get_close_matches

    choices = list(known)
    near = get_close_matches(word, choices, 1)
    if near:
        return f"; did you mean {near[0]}?"
    return f"; the choices are {', '.join(choices)}" if len(choices) <= MOST_CHOICES else ""
