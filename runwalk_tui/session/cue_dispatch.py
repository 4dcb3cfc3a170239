"""Where a countdown stands, turned into what is to be heard when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile, takewhile
from typing import Protocol

from runwalk_tui.session.clock import Clock
from runwalk_tui.session.countdown import Countdown, State
from runwalk_tui.session.cues import PAUSE, Cue, CueName, CueOptions, TimedCue, schedule
from runwalk_tui.values import dataclass

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
    def play(self, *names: str) -> None: ...
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
        self._scheduled: list[_Due] = []
        """What was scheduled last, and what had begun of a phrase by then."""
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
        at, lead = self._clock.monotonic(now), self._player.lead
        begun = self._halfway_begun(at, lead if running else 0.0)
        if not running:
            self.silence()
            return
        began = countdown.instant(0.0, now)
        due = [_Due(self._clock.monotonic(began + cue.at), cue) for cue in self._due(countdown, now)]
        ahead = [each for each in due if each.cue.at >= moment.elapsed - CUE_GRACE]
        ahead = list(
            dropwhile(lambda each: each.cue.continues, ahead)
        )  # the end of a phrase that a pause has cut in two
        if said := _being_said(self._scheduled, at, lead):
            ahead = self._after_a_phrase(said, due, ahead, at + lead)
        self._scheduled = ahead if begun is None else sorted([begun, *ahead], key=lambda each: each.at)
        self._player.schedule([each.timed for each in self._scheduled if each.at >= at - CUE_GRACE])

    def finished(self, now: float) -> None:
        """Schedule the end, now."""
        if self._options.finished:
            at = self._clock.monotonic(now)
            self._scheduled = [_Due(at, Cue(at, CueName.FINISHED))]
            self._player.schedule([each.timed for each in self._scheduled])
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

    def _halfway_begun(self, at: float, lead: float) -> _Due | None:
        """Halfway, if the device holds it just now, so that it is scheduled as it was: the player knows a cue that has
        begun and does not play it twice."""
        begun = next((due for due in self._scheduled if due.cue.name is CueName.HALFWAY and due.at <= at + lead), None)
        if begun is None:
            return None
        self._halfway_heard = True
        return begun if begun.at >= at - CUE_GRACE else None

    def _after_a_phrase(
        self, said: Sequence[_Due], due: Sequence[_Due], ahead: Sequence[_Due], begun_by: float
    ) -> list[_Due]:
        """What is to come after a phrase that is being said. It is said to its end, where it was: half of "one minute
        thirty" would be another length. Where it's no longer true, or a cue falls into what is left of it, it is broken
        off so that it's heard to be."""
        end = said[-1].at + said[-1].cue.seconds
        names = [each.cue.name for each in said]
        true = any([each.cue.name for each in due[i : i + len(said)]] == names for i in range(len(due)))
        in_the_way = any(not each.cue.seconds and each.at < end for each in ahead)
        if said[-1].at > begun_by and (in_the_way or not true):
            self._player.silence()
            return list(ahead)
        return [*said, *_phrases_from(ahead, end + PAUSE)]


@dataclass(frozen=True, slots=True)
class _Due:
    """A cue of the session with its instant."""

    at: float
    """As in TimedCue."""
    cue: Cue

    @property
    def timed(self) -> TimedCue:
        """As the player takes it."""
        return TimedCue(self.at, self.cue.name)


def _being_said(scheduled: Sequence[_Due], at: float, lead: float) -> list[_Due]:
    """The phrase, all of it, of which the device holds a word just now; empty where there is none."""
    words = [each for each in scheduled if each.cue.seconds]
    begun = sum(each.at <= at + lead for each in words)
    if not begun:
        return []
    rest = list(takewhile(lambda each: each.cue.continues, words[begun:]))
    first = max(i for i in range(begun) if i == 0 or not words[i].cue.continues)
    said = [*words[first:begun], *rest]
    return said if said[-1].at + said[-1].cue.seconds > at else []


def _phrases_from(ahead: Iterable[_Due], instant: float) -> Iterator[_Due]:
    """Every cue, and those phrases that begin no sooner than an instant."""
    heard = True
    for each in ahead:
        if each.cue.seconds and not each.cue.continues:
            heard = each.at >= instant
        if heard or not each.cue.seconds:
            yield each
