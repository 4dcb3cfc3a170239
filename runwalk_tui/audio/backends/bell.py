"""Cues on the terminal bell: the only thing that differs is how often it rings."""

from __future__ import annotations

from collections.abc import Callable

from runwalk_tui.session.cues import CueName

GAP = 0.22
"""Seconds between two rings; terminals swallow a bell that follows sooner."""
RINGS: dict[str, int] = {
    **dict.fromkeys(CueName, 1),
    CueName.RUN: 3,
    CueName.LAST_RUN: 3,
    CueName.WALK: 2,
    CueName.WARM_UP: 2,
    CueName.COOL_DOWN: 2,
    CueName.FINISHED: 5,
}
"""Three rings run, two rings walk, one ring for every other cue; a word says nothing on a bell."""


class Bell:
    """Rings in patterns, one at a time; the newest pattern replaces the one before."""

    def __init__(self, ring: Callable[[], None]) -> None:
        self._ring = ring
        self._left = 0
        self._next = 0.0

    def ring(self, name: str, now: float) -> None:
        """Ring for a cue."""
        if name in RINGS:
            self._left, self._next = RINGS[name], now
            self.look(now)

    def look(self, now: float) -> None:
        """Ring if it is time to."""
        if self._left and now >= self._next:
            self._left -= 1
            self._next = now + GAP
            self._ring()

    def wake(self) -> float | None:
        """When the next ring is due."""
        return self._next if self._left else None

    def stop(self) -> None:
        """Forget the rest of the pattern."""
        self._left = 0
