"""The cue schedule: what is heard at which second of a session.

Pure: phases and options in, cues in order of time out. Whoever plays them turns a
second of the session into an instant of the clock.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Protocol

from runwalk_tui.programme.plan import Phase
from runwalk_tui.programme.stage import Kind
from runwalk_tui.session.clock import SAME
from runwalk_tui.values import dataclass


class CueName(StrEnum):
    """Every cue there is; its value is the name of its sound file."""

    TICK = "tick"
    """The sound of any count-in cue that has none of its own."""
    WARM_UP = "warm-up"
    RUN = "run"
    WALK = "walk"
    COOL_DOWN = "cool-down"
    LAST_RUN = "last-run"
    HALFWAY = "halfway"
    ONE_MINUTE_LEFT = "one-minute-left"
    FINISHED = "finished"
    ONE = "one"
    TWO = "two"
    THREE = "three"
    FOUR = "four"
    FIVE = "five"
    SIX = "six"
    SEVEN = "seven"
    EIGHT = "eight"
    NINE = "nine"
    TEN = "ten"


COUNT_IN = (
    CueName.ONE,
    CueName.TWO,
    CueName.THREE,
    CueName.FOUR,
    CueName.FIVE,
    CueName.SIX,
    CueName.SEVEN,
    CueName.EIGHT,
    CueName.NINE,
    CueName.TEN,
)
"""The count-in cues; the first is heard one second before a change."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One sound at one second of the session."""

    at: float
    """Seconds of the session, pauses left out."""
    name: str
    """Of its sound file: a CueName, or a word of `talk`."""
    continues: bool = False
    """Whether it goes on with the phrase of the one before, and says nothing without it."""
    seconds: float = 0.0
    """How long a word of `talk` takes; 0 for a cue."""


@dataclass(frozen=True, slots=True)
class TimedCue:
    """One sound at one instant."""

    at: float
    """When it is to be heard, in seconds of `instants.now`, which all processes of a computer share."""
    name: str
    """Of its sound file, as in Cue."""

    def is_same(self, other: TimedCue) -> bool:
        """Whether it is this cue in another schedule."""
        return self.name == other.name and abs(self.at - other.at) < SAME


class Talking(Protocol):
    """What says more where there is time: `talk.phrases.Talk`."""

    def between(self, phases: Sequence[Phase], cues: Sequence[Cue]) -> tuple[Cue, ...]:
        """These cues, each at its second, with words between them, in order of time."""
        ...


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
    """The middle of the session."""
    time_left: bool = True
    """One minute before the end of a phase of 2 minutes or more."""
    finished: bool = True
    talk: Talking | None = None
    """What a voice says between the cues; None where there is no voice, or nothing to say."""


def for_a_walk(options: CueOptions) -> CueOptions:
    """What is heard in a walk: its middle and its end, as far as the runner wants to hear them."""
    return CueOptions(
        count_in=0,
        changes=False,
        last_run=False,
        halfway=options.halfway,
        time_left=False,
        finished=options.finished,
    )


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
"""Room that every cue but a count-in is given, so that no two are heard at once."""
PAUSE = 0.4
"""Seconds of silence after a phrase at least, before anything else is heard."""
HALFWAY_WITHIN, HALFWAY_SHARE = 3.0, 0.01
"""Seconds, and the share of the session, by which halfway may miss the middle, whichever is less: in most stages the
middle falls on a change, whose cue comes first. Where that leaves no room it is not heard; the screen says it."""


def schedule(phases: Sequence[Phase], options: CueOptions) -> tuple[Cue, ...]:
    """Return the cues of these phases in order of time, none of them on top of another.

    A change of phase is always heard. Where two others would meet, the finish wins, then the last run,
    halfway, time left, and last the count-in. Halfway gives way by a few seconds, the others by silence.
    """
    if not phases:
        return ()
    chosen = _changes(phases) if options.changes else []
    for wish in _by_importance(phases, options):
        cue = next((cue for cue in wish if _has_room(cue, chosen)), None)
        if cue is not None:
            insort(chosen, cue, key=_second)
    return tuple(chosen) if options.talk is None else options.talk.between(phases, chosen)


def _second(cue: Cue) -> float:
    return cue.at


def _has_room(cue: Cue, chosen: Sequence[Cue]) -> bool:
    """Whether a cue is on top of none of these, which are in order of time; only those close by can be in its way."""
    first = bisect_left(chosen, cue.at - SPOKEN_SECONDS, key=_second)
    end = bisect_right(chosen, cue.at + SPOKEN_SECONDS, key=_second)
    return all(_apart(cue, other) for other in chosen[first:end])


def _apart(one: Cue, other: Cue) -> bool:
    """Whether the earlier of two cues is over before the later begins."""
    earlier, later = (one, other) if one.at <= other.at else (other, one)
    room = 1.0 if earlier.name in COUNT_IN else SPOKEN_SECONDS
    return later.at - earlier.at >= room


def _changes(phases: Sequence[Phase]) -> list[Cue]:
    return [Cue(phase.start, CHANGE_CUES[phase.kind]) for phase in phases]


def _near_the_middle(start: float, end: float) -> Iterator[float]:
    """Where halfway may be heard, the best place first: the middle, a little later, a little earlier."""
    middle, within = (start + end) / 2, min(HALFWAY_WITHIN, HALFWAY_SHARE * (end - start))
    steps = [step / 2 for step in range(1, int(2 * within) + 1)]
    yield middle
    yield from (middle + step for step in steps)
    yield from (middle - step for step in steps)


def _cools_down(phases: Sequence[Phase], at: float) -> bool:
    """Whether a second lies in a cool-down: after an early stop for pain the middle may, and means nothing there."""
    return any(phase.kind is Kind.COOL_DOWN and phase.start <= at < phase.end for phase in phases)


def _by_importance(phases: Sequence[Phase], options: CueOptions) -> list[tuple[Cue, ...]]:
    """Every cue but the changes, the most important first; each with the places where it may be heard."""
    runs = [phase for phase in phases if phase.kind is Kind.RUN]
    start, end = phases[0].start, phases[-1].end
    wishes: list[tuple[Cue, ...]] = []
    if options.finished:
        wishes.append((Cue(end, CueName.FINISHED),))
    if options.last_run and len(runs) > 1 and runs[-1].seconds > LAST_RUN_AFTER:
        wishes.append((Cue(runs[-1].start + LAST_RUN_AFTER, CueName.LAST_RUN),))
    if options.halfway and not _cools_down(phases, (start + end) / 2):
        wishes.append(tuple(Cue(at, CueName.HALFWAY) for at in _near_the_middle(start, end)))
    if options.time_left:
        wishes += [
            (Cue(phase.end - 60, CueName.ONE_MINUTE_LEFT),) for phase in phases if phase.seconds >= TIME_LEFT_FROM
        ]
    for phase in phases:
        wishes += [
            (Cue(phase.end - left, COUNT_IN[left - 1]),)
            for left in range(1, options.count_in + 1)
            if left < phase.seconds
        ]
    return wishes
