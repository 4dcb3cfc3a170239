"""Measures how late this machine is: run as a program of its own beside a test that judges times.

It sleeps a little again and again and takes the time by which it woke late; now and then it does a piece of work and
takes the time for which that had to wait for a processor. Who sleeps most of the time is served first, who works has
to share: only both together tell what the program under test had to bear. It ends as its standard input does, and
then writes the longest wait of each kind.
"""

from __future__ import annotations

import select
import sys
import time

STEP = 0.01
"""Seconds from one wake to the next."""
WORK_EVERY = 0.5
"""Seconds from one piece of work to the next."""
WORK = 0.01
"""Seconds of a processor that a piece of work takes: two in a hundred of one processor in all."""


def piece_of_work() -> float:
    """Do it; returns the seconds for which it had to wait for a processor."""
    began, used = time.monotonic(), time.thread_time()
    while (done := time.thread_time() - used) < WORK:
        pass
    return max(0.0, time.monotonic() - began - done)


def measure() -> tuple[float, float]:
    """Until standard input ends: the latest wake, and the longest wait of a piece of work."""
    latest = longest = 0.0
    work_at = looked = time.monotonic()
    print("ready", flush=True)
    while True:
        over, _, _ = select.select([sys.stdin], [], [], STEP)
        now = time.monotonic()
        latest = max(latest, now - looked - STEP)
        if over:
            return latest, longest
        if now >= work_at:
            work_at = now + WORK_EVERY
            longest = max(longest, piece_of_work())
        looked = time.monotonic()


if __name__ == "__main__":
    print(*measure())
