"""Where a countdown stands, turned into what is to be heard when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import dropwhile
from typing import Protocol

from runwalk_tui.session.clock import Clock
from runwalk_tui.session.countdown import Countdown, State
from runwalk_tui.session.cues import Cue, CueName, CueOptions, TimedCue, schedule

CUE_GRACE = 0.15
"""Seconds after which a cue is no longer scheduled."""


class CuePlayer(Protocol):
    """What plays the cues: the audio player, or a fake."""

    @property
    def lead(self) -> float:
        """Seconds from an order until it can be heard."""
        ...

    def schedule(self, cues: Sequence[TimedCue]) -> None: ...
    def silence(self) -> None: ...
    def mute(self, on: bool) -> None: ...


class SoundPlayer(CuePlayer, Protocol):
    """What the screens need of a player: the audio player, or a fake."""

    def start(self) -> None: ...
    def play(self, name: CueName) -> None: ...
    def finish(self) -> None: ...
    def close(self) -> None: ...


class CueDispatcher:
    """Schedules the cues of one countdown, anew after each command."""

    def __init__(self, player: CuePlayer, clock: Clock, options: CueOptions, countdown: Countdown) -> None:
        """A countdown that was taken up behind its middle has had its halfway."""
        self._player = player
        self._clock = clock
        # Words take as long as they take: in a rehearsal that runs faster there is no time for them.
        self._options = options if clock.real(1.0) == 1.0 else replace(options, talk=None)
        self._scheduled: list[TimedCue] = []
        """What was scheduled last."""
        elapsed = countdown.moment(clock.now()).elapsed
        cues = schedule(countdown.progress(clock.now()).phases, replace(options, talk=None)) if elapsed else ()
        self._halfway_heard = any(cue.name is CueName.HALFWAY and cue.at < elapsed for cue in cues)

    @property
    def lead(self) -> float:
        """Seconds of the clock by which a phase begins later than its key, so that its cue is heard as it begins."""
        return self._player.lead / self._clock.real(1.0)

    def dispatch(self, countdown: Countdown, now: float) -> None:
        """Schedule everything that is to come, or silence while nothing moves."""
        moment = countdown.moment(now)
        running = moment.state is State.RUNNING
        begun = self._halfway_begun(now, self._player.lead if running else 0.0)
        if not running:
            self.silence()
            return
        cues = [cue for cue in self._due(countdown, now) if cue.at >= moment.elapsed - CUE_GRACE]
        cues = list(dropwhile(lambda cue: cue.continues, cues))  # the end of a phrase that a pause has cut in two
        began = countdown.instant(0.0, now)
        ahead = [TimedCue(self._clock.monotonic(began + cue.at), cue.name) for cue in cues]
        self._scheduled = ahead if begun is None else sorted([begun, *ahead], key=lambda cue: cue.at)
        self._player.schedule(self._scheduled)

    def finished(self, now: float) -> None:
        """Schedule the end, now."""
        if self._options.finished:
            self._scheduled = [TimedCue(self._clock.monotonic(now), CueName.FINISHED)]
            self._player.schedule(self._scheduled)
        else:
            self.silence()

    def silence(self) -> None:
        """Schedule nothing."""
        self._scheduled = []
        self._player.silence()

    def _due(self, countdown: Countdown, now: float) -> list[Cue]:
        """The cues of the countdown as it now is. Halfway is heard once: who has heard it and adds half a minute
        knows that the middle has moved."""
        cues = schedule(countdown.progress(now).phases, self._options)
        return [cue for cue in cues if not (self._halfway_heard and cue.name is CueName.HALFWAY)]

    def _halfway_begun(self, now: float, lead: float) -> TimedCue | None:
        """Halfway, if the device holds it just now, so that it is scheduled as it was: the player knows a cue that has
        begun and does not play it twice."""
        at = self._clock.monotonic(now)
        begun = next((cue for cue in self._scheduled if cue.name is CueName.HALFWAY and cue.at <= at + lead), None)
        if begun is None:
            return None
        self._halfway_heard = True
        return begun if begun.at >= at - CUE_GRACE else None
