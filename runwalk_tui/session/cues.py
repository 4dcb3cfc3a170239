"""The cue schedule: what is heard at which second of a session.

Pure: phases and options in, cues in order of time out. Whoever plays them turns a
second of the session into an instant of the clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from runwalk_tui.programme.plan import Phase
from runwalk_tui.programme.stage import Kind


class CueName(StrEnum):
    """Every cue there is; its value is the name of its WAV file."""

    TICK = "tick"
    WARM_UP = "warm-up"
    RUN = "run"
    WALK = "walk"
    COOL_DOWN = "cool-down"
    LAST_RUN = "last-run"
    HALFWAY = "halfway"
    ONE_MINUTE_LEFT = "one-minute-left"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Cue:
    """One sound at one second of the session."""

    at: float
    """Seconds of the session, pauses left out."""
    name: CueName


@dataclass(frozen=True, slots=True)
class CueOptions:
    """Which cues the runner wants to hear."""

    count_in: int = 3
    """Ticks before each change, one a second, 0 to 10."""
    changes: bool = True
    """Run, walk, warm-up and cool-down as they begin."""
    last_run: bool = True
    """The last run is announced as such."""
    halfway: bool = True
    """The middle of the whole session."""
    time_left: bool = True
    """One minute before the end of a phase of 2 minutes or more."""
    finished: bool = True


TIME_LEFT_FROM = 120
"""Phases of this many seconds or more get a time-left mark."""
CHANGE_CUES = {
    Kind.WARM_UP: CueName.WARM_UP,
    Kind.RUN: CueName.RUN,
    Kind.WALK: CueName.WALK,
    Kind.COOL_DOWN: CueName.COOL_DOWN,
}
LAST_RUN_AFTER = 3
"""Seconds into the last run at which it is announced, once the change itself has been heard."""
SPOKEN_SECONDS = 2.5
"""Room that every cue but a tick is given, so that no two are heard at once."""


def schedule(phases: Sequence[Phase], options: CueOptions) -> tuple[Cue, ...]:
    """Return the cues of these phases in order of time, none of them on top of another.

    A change of phase is always heard. Where two others would meet, the finish wins, then the last run,
    halfway, time left, and last the count-in.
    """
    if not phases:
        return ()
    chosen = _changes(phases) if options.changes else []
    for cue in _by_importance(phases, options):
        if all(_apart(cue, other) for other in chosen):
            chosen.append(cue)
    return tuple(sorted(chosen, key=lambda cue: cue.at))


def _apart(one: Cue, other: Cue) -> bool:
    """Whether the earlier of two cues is over before the later begins."""
    earlier, later = (one, other) if one.at <= other.at else (other, one)
    room = 1.0 if earlier.name is CueName.TICK else SPOKEN_SECONDS
    return later.at - earlier.at >= room


def _changes(phases: Sequence[Phase]) -> list[Cue]:
    return [Cue(phase.start, CHANGE_CUES[phase.kind]) for phase in phases]


def _by_importance(phases: Sequence[Phase], options: CueOptions) -> list[Cue]:
    """Every cue that is wished for besides the changes, the most important first."""
    runs = [phase for phase in phases if phase.kind is Kind.RUN]
    start, end = phases[0].start, phases[-1].end
    cues: list[Cue] = []
    if options.finished:
        cues.append(Cue(end, CueName.FINISHED))
    if options.last_run and len(runs) > 1 and runs[-1].seconds > LAST_RUN_AFTER:
        cues.append(Cue(runs[-1].start + LAST_RUN_AFTER, CueName.LAST_RUN))
    if options.halfway and len(phases) > 1:
        cues.append(Cue((start + end) / 2, CueName.HALFWAY))
    if options.time_left:
        cues += [Cue(phase.end - 60, CueName.ONE_MINUTE_LEFT) for phase in phases if phase.seconds >= TIME_LEFT_FROM]
    for phase in phases:
        cues += [Cue(phase.end - tick, CueName.TICK) for tick in range(1, options.count_in + 1) if tick < phase.seconds]
    return cues
