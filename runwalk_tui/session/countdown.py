"""The countdown: a plan, a few commands, and where the runner is at any instant.

Time is never counted in ticks. A running countdown knows where it stood at one instant (its anchor);
where it is now follows from the difference, so a late tick shows the right second and nothing drifts.
Every method that needs the time is handed it: `now` is seconds on one monotonic clock.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum

from runwalk_tui.programme.plan import Phase, SessionPlan, lay_out, phases_of
from runwalk_tui.programme.stage import Act, Kind, Stage
from runwalk_tui.values import dataclass

DONE_SHARE = 0.9
"""Share of a step that must be done for its repetition to count (RULES, section 2)."""
WALKING = frozenset({Act.WALK, Act.MARCH})
"""What counts as walking."""
BACK_GRACE = 3.0
"""Seconds into a phase up to which "back" means the phase before."""


class State(StrEnum):
    """What a countdown is doing."""

    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class PhaseTally:
    """What was really done with one phase."""

    asked: int
    """Seconds that the plan asked for, extensions left out."""
    active: float = 0.0
    """Seconds spent in it, all attempts together."""
    furthest: float = 0.0
    """Seconds of the longest attempt from its beginning."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A countdown at one instant, whole: enough to go on from there in another process."""

    state: State
    phases: tuple[Phase, ...]
    """As they now are, extensions and easing included."""
    tallies: tuple[PhaseTally, ...]
    """One for each phase."""
    index: int
    """Position of the current phase."""
    into: float
    """Seconds into the current phase."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What there is to show at one instant."""

    state: State
    phase: Phase
    index: int
    following: Phase | None
    """The phase after this one, or None in the last."""
    into: float
    """Seconds into the phase."""
    left: float
    """Seconds left of the phase."""
    elapsed: float
    """Seconds from the beginning of the session to here, pauses and repeats left out."""
    total: int
    """Seconds of the whole session as it now is."""
    run: int
    """Which run this is, or the last one that was begun; 0 before the first."""
    runs: int
    """How many runs the session has."""
    reps: int
    """How many repetitions it has; 0 where it has none."""

    @property
    def shown_left(self) -> int:
        """Whole seconds to show: rounded up, so that 0:00 lasts no time."""
        return round_up(self.left)

    @property
    def total_left(self) -> float:
        """Seconds left of the whole session."""
        return self.total - self.elapsed


def round_up(seconds: float) -> int:
    """Whole seconds, rounded up; a hair of floating-point error does not add a second."""
    return max(0, math.ceil(seconds - 1e-6))


class Countdown:
    """One session against a clock."""

    def __init__(self, plan: SessionPlan) -> None:
        tallies = tuple(PhaseTally(phase.seconds) for phase in plan.phases)
        self._progress = Progress(State.READY, plan.phases, tallies, 0, 0.0)
        self._anchor = 0.0

    @classmethod
    def restored(cls, progress: Progress) -> Countdown:
        """A countdown that stands where another one stood; if that one was running, this one is paused."""
        countdown = cls.__new__(cls)
        running = progress.state is State.RUNNING
        countdown._progress = replace(progress, state=State.PAUSED) if running else progress
        countdown._anchor = 0.0
        return countdown

    # Reading: nothing changes.

    def progress(self, now: float) -> Progress:
        """Where it is at an instant. The clock may not have gone back behind the last command."""
        held = self._progress
        if held.state is not State.RUNNING:
            return held
        left = max(0.0, now - self._anchor)
        tallies = list(held.tallies)
        index, into = held.index, held.into
        while True:
            room = held.phases[index].seconds - into
            step = min(left, room)
            tally = tallies[index]
            into += step
            tallies[index] = replace(tally, active=tally.active + step, furthest=max(tally.furthest, into))
            if left < room:
                return replace(held, tallies=tuple(tallies), index=index, into=into)
            left -= step
            if index + 1 == len(held.phases):
                return replace(held, state=State.FINISHED, tallies=tuple(tallies), index=index, into=into)
            index, into = index + 1, 0.0

    def moment(self, now: float) -> Moment:
        """What to show at an instant."""
        return moment_of(self.progress(now))

    def next_change(self, now: float) -> float | None:
        """The instant at which the shown seconds or the phase change next; None while nothing moves."""
        moment = self.moment(now)
        if moment.state is not State.RUNNING:
            return None
        # The shown second is left rounded up, so it changes when `left` falls to the next whole number.
        whole = max(0, math.ceil(moment.left - 1e-6) - 1)
        return max(now, self._anchor) + (moment.left - whole)

    def instant(self, elapsed: float, now: float) -> float:
        """The instant at which a running session will be `elapsed` seconds from its beginning."""
        return max(now, self._anchor) + (elapsed - self.moment(now).elapsed)

    # Commands: each first notes what was done up to `now`. A phase that is begun by a command may begin `lead`
    # seconds later, which is what its cue needs to be heard; until then the countdown stands at its beginning.

    def start(self, now: float, lead: float = 0.0) -> None:
        """Begin, or go on after a pause."""
        if self._progress.state in (State.READY, State.PAUSED):
            self._progress = replace(self._progress, state=State.RUNNING)
            self._anchor = now + (lead if self._progress.into == 0.0 else 0.0)

    def pause(self, now: float) -> None:
        """Stand still."""
        so_far = self._anchored(now)
        if so_far.state is State.RUNNING:
            self._progress = replace(so_far, state=State.PAUSED)

    def next(self, now: float, lead: float = 0.0) -> None:
        """Leave this phase for the one after it; in the last phase that finishes the session."""
        so_far = self._anchored(now)
        if so_far.state is State.FINISHED:
            return
        if so_far.index + 1 == len(so_far.phases):
            self._progress = replace(so_far, state=State.FINISHED)
        else:
            self._progress = replace(so_far, index=so_far.index + 1, into=0.0)
            self._anchor = now + lead

    def back(self, now: float, lead: float = 0.0) -> None:
        """Begin this phase again; within its first seconds, the phase before it."""
        so_far = self._anchored(now)
        if so_far.state is State.FINISHED:
            return
        before = so_far.index > 0 and so_far.into <= BACK_GRACE
        self._progress = replace(so_far, index=so_far.index - 1 if before else so_far.index, into=0.0)
        self._anchor = now + lead

    def extend(self, now: float, seconds: int) -> None:
        """Make this phase longer by a number of seconds, at least 1."""
        so_far = self._anchored(now)
        if so_far.state is State.FINISHED:
            return
        longer = [
            replace(phase, seconds=phase.seconds + (seconds if position == so_far.index else 0))
            for position, phase in enumerate(so_far.phases)
        ]
        self._progress = replace(so_far, phases=lay_out(longer))

    def replace_rest(self, now: float, index: int, rest: Sequence[Phase]) -> None:
        """Put other phases, wherever they start, in place of those from `index` on, which must lie ahead."""
        so_far = self._anchored(now)
        if not so_far.index < index <= len(so_far.phases):
            raise ValueError(f"phase {index} does not lie ahead of phase {so_far.index}")
        kept = so_far.phases[:index]
        added = lay_out(rest, kept[-1].end)
        tallies = so_far.tallies[:index] + tuple(PhaseTally(phase.seconds) for phase in added)
        self._progress = replace(so_far, phases=kept + added, tallies=tallies)

    def end(self, now: float) -> None:
        """Finish here, whatever is left."""
        self._progress = replace(self._anchored(now), state=State.FINISHED)

    def _anchored(self, now: float) -> Progress:
        """Make `now` the anchor, unless the phase has yet to begin."""
        self._progress = self.progress(now)
        self._anchor = max(now, self._anchor)
        return self._progress


def moment_of(progress: Progress) -> Moment:
    """What there is to show of a countdown that stands here."""
    phase = progress.phases[progress.index]
    begun = progress.phases[: progress.index + 1]
    more = progress.index + 1 < len(progress.phases)
    finished = progress.state is State.FINISHED
    return Moment(
        state=progress.state,
        phase=phase,
        index=progress.index,
        following=progress.phases[progress.index + 1] if more else None,
        into=progress.into,
        left=0.0 if finished else phase.seconds - progress.into,
        elapsed=phase.start + progress.into,
        total=progress.phases[-1].end,
        run=count_runs(begun),
        runs=count_runs(progress.phases),
        reps=max(each.repetition for each in progress.phases),
    )


def count_runs(phases: Iterable[Phase]) -> int:
    """How many of the phases are runs."""
    return sum(phase.kind is Kind.RUN for phase in phases)


def reps_done(progress: Progress) -> int:
    """Repetitions of which each run step was run, in one go, for at least 90 % of its seconds.

    Whatever else there is may be cut short or left out. In a repetition without any run each walk counts as a run does,
    and in one without a walk either, each step.
    """
    repetitions: dict[int, list[tuple[Act, PhaseTally]]] = {}
    for phase, tally in zip(progress.phases, progress.tallies, strict=True):
        if phase.interval:
            repetitions.setdefault(phase.repetition, []).append((phase.act, tally))
    return sum(_done(steps) for steps in repetitions.values())


def _done(steps: Sequence[tuple[Act, PhaseTally]]) -> bool:
    runs = [tally for act, tally in steps if act.kind is Kind.RUN]
    walks = [tally for act, tally in steps if act in WALKING]
    return all(step.furthest >= DONE_SHARE * step.asked for step in runs or walks or [tally for _, tally in steps])


def active_seconds(progress: Progress, kinds: Iterable[Kind] = tuple(Kind)) -> float:
    """Seconds that were really spent in phases of these kinds, every attempt counted, pauses left out."""
    wanted = frozenset(kinds)
    return sum(
        tally.active for phase, tally in zip(progress.phases, progress.tallies, strict=True) if phase.kind in wanted
    )


def walked_seconds(progress: Progress) -> float:
    """Seconds that were really walked in the intervals; resting, stretching and exercises are no walking."""
    return sum(
        tally.active
        for phase, tally in zip(progress.phases, progress.tallies, strict=True)
        if phase.kind is Kind.WALK and phase.act in WALKING
    )


def next_run(progress: Progress) -> int | None:
    """Position of the first run that has not begun, or None when there is none ahead."""
    ahead = range(progress.index + 1, len(progress.phases))
    return next((i for i in ahead if progress.phases[i].kind is Kind.RUN), None)


def eased_rest(progress: Progress, index: int, lower: Stage) -> list[Phase]:
    """What takes the place of the phases from `index`, a run, on: the same repetitions of the lower stage.

    The cool-down of the plan stays. A stage that fills a total goes on for as many repetitions of the lower
    one as fit into the time that is left, at least one.
    """
    rest = progress.phases[index:]
    first = rest[0].repetition
    count = max(phase.repetition for phase in rest) - first + 1
    if count == 1:
        left = sum(phase.seconds for phase in rest if phase.interval)
        count = max(1, round(left / lower.cycle_seconds))
        numbers = [first] * count
    else:
        numbers = list(range(first, first + count))
    phases = [phase for number in numbers for phase in phases_of(lower, number)]
    return phases + [phase for phase in rest if phase.kind is Kind.COOL_DOWN]
