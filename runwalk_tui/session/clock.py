"""Monotonic time, and the sleep of the machine that it does not see.

Everything that counts takes an instant as an argument; only the outermost loop asks a clock.
"""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """Where a session gets its time from."""

    def now(self) -> float:
        """Seconds on a clock that only goes forward; its zero means nothing."""
        ...

    def slept(self) -> float:
        """Seconds that the machine has been asleep since the clock was made; never less than before."""
        ...

    def real(self, seconds: float) -> float:
        """Real seconds that this many seconds of the clock last."""
        ...

    def monotonic(self, instant: float) -> float:
        """The instant of the system's monotonic clock at which this clock shows `instant`."""
        ...


class SystemClock:
    """The machine's own monotonic clock.

    Sleep shows as the wall clock (or CLOCK_BOOTTIME where there is one) running ahead of the
    monotonic clock. Setting the wall clock does not move CLOCK_BOOTTIME.
    """

    def __init__(self) -> None:
        self._ahead = self._boot_minus_monotonic()

    def now(self) -> float:
        return time.monotonic()

    def slept(self) -> float:
        return max(0.0, self._boot_minus_monotonic() - self._ahead)

    def real(self, seconds: float) -> float:
        return seconds

    def monotonic(self, instant: float) -> float:
        return instant

    @staticmethod
    def _boot_minus_monotonic() -> float:
        if hasattr(time, "CLOCK_BOOTTIME"):
            return time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC)
        return time.time() - time.monotonic()


class FastClock:
    """A clock that runs a number of times faster, for a rehearsal."""

    def __init__(self, clock: Clock, speed: float) -> None:
        if not 0 < speed < float("inf"):
            raise ValueError(f"a clock cannot run {speed} times faster")
        self._clock = clock
        self._speed = speed
        self._began = clock.now()

    def now(self) -> float:
        return self._began + (self._clock.now() - self._began) * self._speed

    def slept(self) -> float:
        return self._clock.slept()

    def real(self, seconds: float) -> float:
        return seconds / self._speed

    def monotonic(self, instant: float) -> float:
        return self._clock.monotonic(self._began + (instant - self._began) / self._speed)
