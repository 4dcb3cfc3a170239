"""When a device that was not there is looked for again, and by which backends.

Each look starts a process and loads a library, so looks by every backend are for when one of them may well find
something: at first, as a session begins, and once the system shows something new. In between it is the preferred
one that looks, which knows every way to sound that the others know, and now and then another one as well, in turn.

No thread and no clock: every method is given the instant.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

LOOK_AGAIN = (2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds between attempts to open a device that was not there; the last one again and again."""
SHOWN = 60.0
"""The last one where the system shows what comes and goes."""
WITH_ALL = len(LOOK_AGAIN) - 1
"""So many looks are by every backend, until they are furthest apart."""
ANOTHER_AFTER = 120.0
"""Seconds after which a later look is by another backend as well."""
ON_TIME = 1.0
"""Seconds by which a look may be early or late for that."""
WATCH_EVERY = 3.0
"""Seconds between two looks at what the system shows, which cost next to nothing."""
RESTLESS = 120.0
"""Seconds for which something new is left alone after something else was new: a sound server that ends as soon as it
has started, over and over, would have every backend look all the time."""


class DeviceSearch:
    """Looks that are to come, and the one that is being made."""

    def __init__(self, signs: Callable[[], object]) -> None:
        """`signs` is what the system shows of sound devices, anything that can be compared; None where it shows
        nothing."""
        self._signs = signs
        self._seen: object = None
        """The signs when every backend looked last."""
        self._looks = 0
        """How many there were since the beginning or since something new."""
        self._at: float | None = None
        self._watch_at: float | None = None
        self._turns = 0
        """How many of the later looks were by another backend as well."""
        self._another_from = 0.0
        """When the next one is."""
        self._believe_from = 0.0
        """From when on something new counts."""
        self._backends: frozenset[str] | None = None
        """Which may look now; None for all."""

    def later(self, now: float) -> None:
        """Look after the usual while."""
        self._at, self._watch_at = now + LOOK_AGAIN[min(self._looks, WITH_ALL)], None
        if self._looks >= WITH_ALL and self._seen is not None:
            self._at, self._watch_at = now + SHOWN, now + WATCH_EVERY

    def soon(self, now: float) -> None:
        """Look at once with every backend, and then as often as at first."""
        self._looks = 0
        if self._at is not None:  # else one is going on, and the next is soon after it, or nothing can look
            self._at, self._watch_at = now, None

    def stop(self) -> None:
        """No look any more; it was a while ago that there was one."""
        self._at = self._watch_at = None

    def found(self) -> None:
        """A device plays: the next search begins anew, and all may take part."""
        self.stop()
        self._looks, self._backends = 0, None

    def wake(self) -> float | None:
        """When `look` is to be called next."""
        return min((at for at in (self._at, self._watch_at) if at is not None), default=None)

    def look(self, now: float, left: Sequence[str]) -> str | None:
        """The backend that begins a look that is due now, None when none is; `left` are those that could."""
        if self._watch_at is not None and now >= self._watch_at:
            self._watch_at = now + WATCH_EVERY
            if now >= self._believe_from and self._signs() != self._seen:
                self._believe_from = now + RESTLESS
                self.soon(now)
        if self._at is None or now < self._at:
            return None
        self.stop()
        if not left:
            return None
        self._backends = self._those_of(left, now)
        if self._backends is None:
            self._seen = self._signs()  # before they look, so that nothing new is missed meanwhile
        self._looks += 1
        return left[0]

    def takes_part(self, backend: str) -> bool:
        """Whether a backend looks, too, when the one before it has found nothing."""
        return self._backends is None or backend in self._backends

    def _those_of(self, left: Sequence[str], now: float) -> frozenset[str] | None:
        if self._looks < WITH_ALL:
            self._another_from = now + ANOTHER_AFTER - ON_TIME
            return None
        others = left[1:]
        if not others or now < self._another_from:
            return frozenset(left[:1])
        self._another_from = now + ANOTHER_AFTER - ON_TIME
        self._turns += 1
        return frozenset((left[0], others[self._turns % len(others)]))
