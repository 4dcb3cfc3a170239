"""The ways to make a sound for a setting: in which order they are tried, which are left to try, and how often a child
of one may be started again.

`miniaudio` and `simpleaudio` run in the child process (`worker.py`); `bell` and `silent` need no child.
"""

from __future__ import annotations

IN_CHILD = ("miniaudio", "simpleaudio")

RESTARTS = 3
"""How often one backend's child is started again, within RESTARTS_IN."""
RESTARTS_IN = 600.0
"""Seconds. Three accidents in a long session do not take the sound away for the rest of it."""


def order(wanted: str) -> tuple[str, ...]:
    """The backends to try for a setting, each when the one before it has failed."""
    if wanted == "auto":
        return ("miniaudio", "simpleaudio", "bell")
    return (wanted, "bell") if wanted in IN_CHILD else (wanted,)


class Candidates:
    """In order of preference; the last needs no child."""

    def __init__(self, wanted: str) -> None:
        """`wanted` is the setting."""
        self._order = order(wanted)
        self._hopeless: set[str] = set()
        self._restarts: dict[str, list[float]] = {}

    @property
    def first(self) -> str:
        return self._order[0]

    @property
    def last(self) -> str:
        """What steps in when no device opens."""
        return self._order[-1]

    def strike(self, backend: str) -> None:
        """It is not tried again: it cannot be loaded, or its child dies again and again."""
        self._hopeless.add(backend)

    def left(self, busy: set[str]) -> list[str]:
        """Those that may open a device and are not at it; `busy` are at it."""
        return [name for name in self._order if name in IN_CHILD and name not in self._hopeless | busy]

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
