"""Monotonic time, and the sleep of the machine that it does not see.

Everything that counts takes an instant as an argument; only the outermost loop asks a clock.
"""

from __future__ import annotations

import time
from typing import Any, Protocol

from runwalk_tui.system import instants

SAME = 0.05
"""Seconds by which the deadline of one and the same cue may differ in two schedules. Here, so that the process that
plays needn't know what a plan is."""


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

    Sleep shows as a clock that counts it running ahead of one that does not. The wall clock is not asked: setting
    it is no sleep.
    """

    def __init__(self) -> None:
        self._ahead = asleep_since_boot()

    def now(self) -> float:
        return instants.now()

    def slept(self) -> float:
        return max(0.0, asleep_since_boot() - self._ahead)

    def real(self, seconds: float) -> float:
        return seconds

    def monotonic(self, instant: float) -> float:
        return instant


def asleep_since_boot(system: Any = time) -> float:
    """Seconds that the machine has been asleep since it was started.

    0 where the monotonic clock itself goes on during sleep, as on Windows: there a sleep shows as a loop that comes
    late. `system` is the module `time`, or one that stands in for it.
    """
    if hasattr(system, "CLOCK_BOOTTIME"):  # Linux
        with_sleep, without = system.CLOCK_BOOTTIME, system.CLOCK_MONOTONIC
    elif hasattr(system, "CLOCK_UPTIME_RAW"):  # macOS, whose CLOCK_MONOTONIC goes on; instants.now() does not
        with_sleep, without = system.CLOCK_MONOTONIC, system.CLOCK_UPTIME_RAW
    else:
        return 0.0
    return float(system.clock_gettime(with_sleep) - system.clock_gettime(without))


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
