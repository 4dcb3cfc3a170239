"""Which devices could be played on, by name: asked of a child process, since a native library may hang or crash."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

from runwalk_tui.audio.backends.output import without_number
from runwalk_tui.audio.child import Child
from runwalk_tui.audio.supervision.candidates import IN_CHILD, order

PATIENCE = 3.0
"""Seconds that a child is waited for."""


@dataclass(frozen=True, slots=True)
class DeviceName:
    """A device that can be chosen."""

    name: str
    usual: bool
    """Whether it is the system's choice."""

    def is_called(self, name: str) -> bool:
        """Whether it would be played on for this name."""
        return without_number(self.name) == without_number(name)


def device_names(wanted: str, patience: float = PATIENCE) -> tuple[DeviceName, ...]:
    """The devices, each name once, of the first backend of a setting that knows any; none where nothing does.

    Takes `patience` seconds at most for each backend that doesn't answer.
    """
    for backend in order(wanted):
        if backend in IN_CHILD and (found := names_of(backend, patience)):
            return found
    return ()


def names_of(backend: str, patience: float = PATIENCE) -> tuple[DeviceName, ...]:
    """The same of one backend."""
    said: SimpleQueue[tuple[str, list[Any]]] = SimpleQueue()
    try:
        child = Child(lambda _, verb, rest: said.put((verb, rest)))
    except OSError:
        return ()
    child.send("outputs", backend)
    try:
        verb, rest = said.get(timeout=patience)
    except Empty:
        return ()
    finally:
        child.kill()
    return each_once(rest[0]) if verb == "outputs" else ()


def each_once(listed: Iterable[tuple[str, bool]]) -> tuple[DeviceName, ...]:
    """What a child lists, each name once."""
    found: dict[str, DeviceName] = {}
    for name, usual in listed:
        if name not in found or usual:
            found[name] = DeviceName(name, usual)
    return tuple(found.values())


FindNames = Callable[[str], tuple[DeviceName, ...]]
"""Given a setting, the devices that there are."""
