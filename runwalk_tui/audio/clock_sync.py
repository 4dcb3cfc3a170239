"""The audio clock against the monotonic clock.

The device asks for samples in blocks. The instant of each request tells when a sample position is taken from
the stream, but a request can be late by any amount that the scheduler of the machine likes, and is never early.
So the truth is the lower envelope of the requests, and not their mean: one punctual request in a second is enough.

- Each second of requests leaves one point, the most punctual one. The last SPAN of them count.
- The slope between the clocks (a crystal is off by some 20 to 100 millionths) is the median of the slopes between all
  pairs of points, which a few late points cannot move, held to MAX_SLOPE because no working device is further off.
- The line with that slope is put under the newest points. Old points only tell the slope: they are not trusted for the
  place, so an error cannot add up over a long session.
- A device that ran dry has played a gap, and everything after it is later by the gap. Requests that all come
  later than the line for two full seconds say the same. Both mean that the past no longer counts: the fit starts
  again.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Sequence

SPAN = 30
"""Points, one a second, that are looked at."""
NEWEST = 5
"""Points that the line is put under."""
MAX_SLOPE = 0.001
"""Largest difference of the two clocks that is believed."""
STEP = 0.004
"""Seconds by which all requests of two full seconds must be late to mean that the stream was delayed."""


class ClockFit:
    """Sample positions as instants of the monotonic clock."""

    def __init__(self, rate: int, spare: float) -> None:
        """`spare`: seconds by which a request may be late before the device has run dry."""
        self._rate = rate
        self._spare = spare
        self._points: deque[tuple[float, float]] = deque(maxlen=SPAN)
        """(Seconds of sound, most punctual request less seconds of sound) of each full second."""
        self._slopes: list[float] = []
        """Those between all pairs of points, in order: a new point has 29 of them, and all together are 435."""
        self._best: tuple[float, float] | None = None
        """The most punctual request of the second that is going on."""
        self._level = float("inf")
        """How late it was, without the slope."""
        self._since = 0.0
        self._slope = 0.0
        self._base = float("inf")
        """Lag of the line at zero seconds of sound."""
        self._late_seconds = 0

    def observe(self, position: int, now: float) -> None:
        """Take note that the device asked at `now` for the samples from `position` on."""
        sound = position / self._rate
        lag = now - sound
        level = lag - self._slope * sound
        if level - self._base > self._spare:
            self._forget(sound)
        if level < self._level:
            self._best, self._level = (sound, lag), level
            self._base = min(self._base, level)
        if sound - self._since >= 1.0:
            self._close_second(sound)

    def when(self, position: int) -> float:
        """The instant at which a punctual device asks for this position."""
        sound = position / self._rate
        return sound + self._lag(sound)

    def position(self, at: float) -> int:
        """The position that a punctual device asks for at this instant."""
        return round((at - self._base) / (1.0 + self._slope) * self._rate)

    @property
    def slope(self) -> float:
        """How much longer a second of sound lasts than a second."""
        return self._slope

    def _lag(self, sound: float) -> float:
        return self._base + self._slope * sound

    def _forget(self, sound: float) -> None:
        self._forget_points()
        self._best, self._level = None, float("inf")
        self._since = sound
        self._base = float("inf")

    def _close_second(self, sound: float) -> None:
        assert self._best is not None
        best = self._best
        self._late_seconds = self._late_seconds + 1 if best[1] - self._lag(best[0]) > STEP else 0
        if self._late_seconds == 2:
            self._forget_points()
            self._late_seconds = 0
        self._take(best)
        if len(self._points) >= NEWEST:
            self._slope = max(-MAX_SLOPE, min(MAX_SLOPE, _median(self._slopes)))
        newest = list(self._points)[-NEWEST:]
        self._base = min(lag - self._slope * at for at, lag in newest)
        self._best, self._level = None, float("inf")
        self._since = sound

    def _take(self, point: tuple[float, float]) -> None:
        """One more point, and its slopes; those of the oldest go when there are SPAN already."""
        if len(self._points) == SPAN:
            oldest = self._points.popleft()
            for later in self._points:
                del self._slopes[bisect_left(self._slopes, _slope(oldest, later))]
        for earlier in self._points:
            insort(self._slopes, _slope(earlier, point))
        self._points.append(point)

    def _forget_points(self) -> None:
        self._points.clear()
        self._slopes.clear()


def _slope(a: tuple[float, float], b: tuple[float, float]) -> float:
    return (b[1] - a[1]) / (b[0] - a[0])


def _median(ranked: Sequence[float]) -> float:
    """What `statistics.median` gives, which would bring fractions and decimal numbers into the child."""
    half = len(ranked) // 2
    return ranked[half] if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) / 2
