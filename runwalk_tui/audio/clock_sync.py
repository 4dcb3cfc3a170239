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

from collections import deque
from collections.abc import Iterable
from itertools import combinations

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
        self._best: tuple[float, float] | None = None
        """The most punctual request of the second that is going on."""
        self._since = 0.0
        self._slope = 0.0
        self._base = float("inf")
        """Lag of the line at zero seconds of sound."""
        self._late_seconds = 0

    def observe(self, position: int, now: float) -> None:
        """Take note that the device asked at `now` for the samples from `position` on."""
        sound = position / self._rate
        lag = now - sound
        if lag - self._lag(sound) > self._spare:
            self._forget(sound)
        if self._best is None or lag - self._slope * sound < self._best[1] - self._slope * self._best[0]:
            self._best = (sound, lag)
            self._base = min(self._base, lag - self._slope * sound)
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
        self._points.clear()
        self._best = None
        self._since = sound
        self._base = float("inf")

    def _close_second(self, sound: float) -> None:
        assert self._best is not None
        best = self._best
        self._late_seconds = self._late_seconds + 1 if best[1] - self._lag(best[0]) > STEP else 0
        if self._late_seconds == 2:
            self._points.clear()
            self._late_seconds = 0
        self._points.append(best)
        if len(self._points) >= NEWEST:
            slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in combinations(self._points, 2)]
            self._slope = max(-MAX_SLOPE, min(MAX_SLOPE, _median(slopes)))
        newest = list(self._points)[-NEWEST:]
        self._base = min(lag - self._slope * at for at, lag in newest)
        self._best = None
        self._since = sound


def _median(values: Iterable[float]) -> float:
    """What `statistics.median` gives, which would bring fractions and decimal numbers into the child."""
    ranked = sorted(values)
    half = len(ranked) // 2
    return ranked[half] if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) / 2
