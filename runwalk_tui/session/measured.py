"""What a strap and a treadmill measured in a session: the figures of now, and sums for the record."""

from __future__ import annotations

from dataclasses import field, replace
from typing import Protocol

from runwalk_tui.system.problems import Problem
from runwalk_tui.values import dataclass

STEPS_A_KMH = 100
"""A treadmill tells its speed in steps of 0.01 km/h (Bluetooth SIG, Treadmill Data)."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What is measured now. A figure that is no longer fresh is None, never an old one."""

    bpm: int | None = None
    """Heartbeats a minute, 25 to 250."""
    speed: int | None = None
    """Of the belt, in 0.01 km/h, 0 to 4000."""


class Instruments(Protocol):
    """What measures in a session. Nothing here may wait or raise: the countdown comes first."""

    def start(self) -> None:
        """Begin to listen."""
        ...

    def figures(self) -> Figures:
        """What is measured now."""
        ...

    def news(self) -> tuple[str, ...]:
        """What there is to say since this was asked last: a strap that was found or lost, one line each."""
        ...

    def problem(self) -> Problem | None:
        """Why nothing can be measured at all; None while it may."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...


@dataclass(frozen=True, slots=True)
class Measured:
    """Sums over the seconds of a session in which something was measured; pauses are left out. The journal keeps them,
    so a session that is cut off keeps what was measured by then."""

    bpm_seconds: int = 0
    """How many of them have a heart rate."""
    bpm_sum: int = 0
    bpm_most: int = 0
    belt_seconds: int = 0
    """How many have a speed of the belt, 0 included."""
    belt_sum: int = 0
    """Of the speeds, in 0.01 km/h."""
    run_seconds: int = 0
    """In how many of a run the belt moved: how long a treadmill tells that it stands differs from one to another."""
    run_sum: int = 0

    def with_second(self, figures: Figures, *, running: bool) -> Measured:
        """The same with one second more; `running` when it is one of a run."""
        found = self
        if (bpm := figures.bpm) is not None:
            most = max(found.bpm_most, bpm)
            found = replace(found, bpm_seconds=found.bpm_seconds + 1, bpm_sum=found.bpm_sum + bpm, bpm_most=most)
        if (speed := figures.speed) is not None:
            found = replace(found, belt_seconds=found.belt_seconds + 1, belt_sum=found.belt_sum + speed)
            if running and speed:
                found = replace(found, run_seconds=found.run_seconds + 1, run_sum=found.run_sum + speed)
        return found

    @property
    def heart_rate(self) -> int | None:
        """The average, in beats a minute."""
        return round(self.bpm_sum / self.bpm_seconds) if self.bpm_seconds else None

    @property
    def heart_rate_max(self) -> int | None:
        """The highest, in beats a minute."""
        return self.bpm_most if self.bpm_seconds else None

    @property
    def belt_metres(self) -> int | None:
        """How far the belt ran while it was heard, in metres: each second at its speed."""
        return round(self.belt_sum / STEPS_A_KMH / 3.6) if self.belt_seconds else None

    @property
    def belt_speed(self) -> int | None:
        """The average in runs while the belt moved, in metres an hour: 8400 is 8.4 km/h."""
        return round(self.run_sum / self.run_seconds * 1000 / STEPS_A_KMH) if self.run_seconds else None


@dataclass(slots=True)
class Trace:
    """Second by second what was measured in one session. It is not in the log; the file after the session has it."""

    session_id: str
    seconds: dict[int, Figures] = field(default_factory=dict)
    """By the active second, pauses left out, that was over by then: 1 is the first."""


GONE_FOR = 5.0
"""Seconds of a session without a figure after which it is shown that there is none, so that nothing flickers where a
strap is gone for a moment; our choice. What is no longer fresh is none already."""


class GoneQuiet:
    """Notices that a strap or a belt that was heard before says nothing any more, for as long as that lasts."""

    def __init__(self) -> None:
        self._bpm_at: float | None = None
        self._speed_at: float | None = None
        """The active second at which each was heard last; None for never."""

    def missing(self, second: float, figures: Figures) -> tuple[bool, bool]:
        """Whether the heart rate is missing, and whether the speed of the belt is.

        Args:
            second: active seconds of the session.
            figures: what is measured.
        """
        self._bpm_at = second if figures.bpm is not None else self._bpm_at
        self._speed_at = second if figures.speed is not None else self._speed_at
        bpm, speed = (at is not None and second - at >= GONE_FOR for at in (self._bpm_at, self._speed_at))
        return bpm, speed


STANDS_STILL = 5.0
"""Seconds of a run in which the belt stands before the runner is asked about it; our choice, longer than a change of
speed takes and than a record that is late."""


class BeltStop:
    """Notices that the belt has stopped in a run. It only asks: nothing here pauses a session or moves a belt.

    A belt that was seen standing and then says nothing more counts as one that stands, as some fall silent when they
    stop; one that is lost while it moves doesn't.
    """

    def __init__(self) -> None:
        self._moved = False
        """Whether it has run since it was asked about last."""
        self._since: float | None = None
        """The active second at which it was seen standing first."""

    def asks(self, second: float, figures: Figures, *, running: bool) -> bool:
        """Whether the runner is to be asked now, once for each stop.

        Args:
            second: active seconds of the session.
            figures: what is measured.
            running: whether it is a run that isn't paused.
        """
        if not running or figures.speed:
            self._moved = self._moved or bool(figures.speed)
            self._since = None
            return False
        if self._since is None:
            if figures.speed is None:
                return False
            self._since = second
        if not self._moved or second - self._since < STANDS_STILL:
            return False
        self._moved = False
        return True
