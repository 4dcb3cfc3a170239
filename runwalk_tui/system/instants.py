"""The one clock that everything here counts by.

A session hands instants to the process that plays its sound, so both have to read the same clock, and a fine one.
Up to Python 3.12 `time.monotonic` moves in steps of 15.6 ms on Windows (GetTickCount64); `time.perf_counter` is the
performance counter there, which Python 3.13 reads for both. Elsewhere the two are one clock: CLOCK_MONOTONIC on
Linux, mach_absolute_time on macOS. Each of these counts from the start of the computer and not of the process, on
Windows since Python 3.10, so an instant means the same in both processes.

Sources: Python's documentation of `time.monotonic` and `time.perf_counter`; CPython issues 81386 and 88494.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any


def finer(system: Any = time) -> Callable[[], float]:
    """The monotonic clock of `time`, or of a stand-in for it, that moves in the smaller steps.

    A performance counter that can be set, or that isn't finer, is left alone.
    """
    usual, other = system.get_clock_info("monotonic"), system.get_clock_info("perf_counter")
    clock: Callable[[], float] = system.monotonic
    if other.monotonic and not other.adjustable and other.resolution < usual.resolution:
        clock = system.perf_counter
    return clock


now = finer()
"""Seconds on a clock that only goes forward and that every process of this computer shares; its zero means nothing."""
