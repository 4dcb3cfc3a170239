"""Cues to come whose fate is not known yet, and how long each of them is waited for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from runwalk_tui.audio.messages import LATE
from runwalk_tui.session.cues import TimedCue

WAIT_FOR_CHILD = 0.25
"""Seconds a cue waits for a child to open or to answer before the bell rings in its place: sooner than it is LATE."""
HELD_UP = 0.15
"""Seconds after which this process, and not the child, is the one that was late."""


class PendingCues:
    """In order of time."""

    def __init__(self, slack: float) -> None:
        """`slack`: seconds after its deadline at which a cue is still handed to the device in time."""
        self._slack = slack
        self._cues: list[TimedCue] = []
        self._rung: TimedCue | None = None
        """The last cue that the bell has rung for."""
        self._patient_until = 0.0

    def __iter__(self) -> Iterator[TimedCue]:
        return iter(self._cues)

    def __bool__(self) -> bool:
        return bool(self._cues)

    def replace(self, cues: Iterable[TimedCue], now: float) -> None:
        """Wait for these and no others; those that are past or have been rung are left out."""
        to_come = [cue for cue in cues if now - cue.at <= LATE and not (self._rung and cue.is_same(self._rung))]
        self._cues = sorted(to_come, key=lambda cue: cue.at)

    def clear(self) -> None:
        """Wait for none."""
        self._cues = []

    def keep_until(self, at: float) -> None:
        """Wait for none that is due after an instant."""
        self._cues = [cue for cue in self._cues if cue.at <= at]

    def remove(self, done: TimedCue) -> None:
        """The child has said what became of this one."""
        self._cues = [cue for cue in self._cues if not cue.is_same(done)]

    def be_patient(self, now: float) -> None:
        """Give the child time to speak, whatever is overdue."""
        self._patient_until = now + LATE

    def wake(self, *, child: bool) -> float | None:
        """When the first one is overdue; `child` tells whether there is a child that may yet take it."""
        if not self._cues:
            return None
        return max(self._cues[0].at + self._patience(child), self._patient_until)

    def take_overdue(self, now: float, *, child: bool, ready: bool) -> TimedCue | None:
        """The first cue that nobody has taken, which is waited for no more; `ready` tells whether the child plays."""
        wake = self.wake(child=child)
        if wake is None or now < wake:
            return None
        late = now - self._cues[0].at - self._patience(child)
        if ready and late > HELD_UP and now - self._patient_until > LATE:
            self.be_patient(now)  # this process slept: the child's reports are to come in before it is blamed
            return None
        return self._cues.pop(0)

    def ring(self, cue: TimedCue, now: float) -> bool:
        """Whether an overdue cue is still worth ringing for; one that is does not come back when it is sent again."""
        if now - cue.at - self._slack > LATE:
            return False
        self._rung = cue
        return True

    def _patience(self, child: bool) -> float:
        """Seconds after its deadline at which a cue that nobody has taken is overdue."""
        return WAIT_FOR_CHILD + self._slack if child else 0.0
