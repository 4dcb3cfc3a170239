"""The ways to make a sound for a setting: the order in which they are tried, which are left to try, how often a child
of one may be started again, and which children are slow to open a device.

`miniaudio`, `sounddevice` and `simpleaudio` run in the child process (`worker.py`); `bell` and `silent` need no child.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any, Protocol

IN_CHILD = ("miniaudio", "sounddevice", "simpleaudio")

RESTARTS = 3
"""How often one backend's child is started again, within RESTARTS_IN."""
RESTARTS_IN = 600.0
"""Seconds. Three accidents in a long session do not take the sound away for the rest of it."""


def is_installed(library: str) -> bool:
    """Whether a library is there to be loaded; it isn't loaded."""
    try:
        return find_spec(library) is not None
    except ValueError:  # what stands in its place is no module
        return False


def order(wanted: str, installed: Callable[[str], bool] = is_installed) -> tuple[str, ...]:
    """The backends to try for a setting, each when the one before it has failed.

    A library that isn't installed on this kind of computer is no failure. Where there is none at all the first one is
    tried all the same: somebody has to say so.
    """
    if wanted == "auto":
        return (*(tuple(filter(installed, IN_CHILD)) or IN_CHILD[:1]), "bell")
    return (wanted, "bell") if wanted in IN_CHILD else (wanted,)


class Candidates:
    """In order of preference; the last needs no child."""

    def __init__(self, wanted: str, installed: Callable[[str], bool] = is_installed) -> None:
        """`wanted` is the setting."""
        self._order = order(wanted, installed)
        self._excluded: set[str] = set()
        self._restarts: dict[str, list[float]] = {}

    @property
    def first(self) -> str:
        return self._order[0]

    @property
    def last(self) -> str:
        """What steps in when no device opens."""
        return self._order[-1]

    def exclude(self, backend: str) -> None:
        """It is not tried again: it can't be loaded, or its child dies again and again."""
        self._excluded.add(backend)

    def left(self, busy: set[str]) -> list[str]:
        """Those that may open a device and are not at it; `busy` are at it."""
        return [name for name in self._order if name in IN_CHILD and name not in self._excluded | busy]

    def left_after(self, backend: str, busy: set[str]) -> list[str]:
        """The same, without those that have had their turn before."""
        place = self._order.index(backend)
        return [name for name in self.left(busy) if self._order.index(name) > place]

    def may_restart(self, backend: str, now: float) -> bool:
        """Whether its child may be started again; that it is counts from then on."""
        recent = [at for at in self._restarts.get(backend, []) if now - at < RESTARTS_IN]
        if len(recent) >= RESTARTS:
            return False
        self._restarts[backend] = [*recent, now]
        return True


class ChildLike(Protocol):
    """What the supervisor needs of `child.Child`."""

    def send(self, verb: str, *rest: Any) -> None: ...
    def kill(self) -> None: ...


class SlowChildren:
    """Those that had their turn and may open a device yet."""

    def __init__(self) -> None:
        self._until: dict[ChildLike, tuple[str, float]] = {}

    def __contains__(self, child: ChildLike) -> bool:
        return child in self._until

    def __bool__(self) -> bool:
        return bool(self._until)

    def add(self, child: ChildLike, backend: str, until: float) -> None:
        """Wait for it until an instant."""
        self._until[child] = backend, until

    def remove(self, child: ChildLike) -> str:
        """Let go of one; returns its backend."""
        return self._until.pop(child)[0]

    def overdue(self, now: float) -> list[ChildLike]:
        """Those that have been waited for long enough."""
        return [child for child, (_, until) in self._until.items() if now >= until]

    def backends(self) -> set[str]:
        """What they try to open."""
        return {backend for backend, _ in self._until.values()}

    def wake(self) -> float | None:
        """When the first of them is overdue."""
        return min((until for _, until in self._until.values()), default=None)

    def end(self) -> None:
        """End them all."""
        for child in self._until:
            child.kill()
        self._until.clear()
