"""The laps of a session: one for each run and walk, and for the warm-up and the cool-down.

The log has how long somebody ran and walked, not when. So only a session that is just over has its laps as they were;
of an older one they follow from its stage, in the order of the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from runwalk_tui.programme.plan import plan_session
from runwalk_tui.programme.stage import Kind, StageTable
from runwalk_tui.session.countdown import WALKING, Progress
from runwalk_tui.session.records import SessionKind, SessionRecord


@dataclass(frozen=True, slots=True)
class Lap:
    """One stretch of a session that was really done."""

    kind: Kind
    start: int
    """Seconds from the beginning of the session, pauses left out."""
    seconds: int
    """At least 1."""

    @property
    def end(self) -> int:
        """Seconds from the beginning of the session at which it was over."""
        return self.start + self.seconds


def has_running(laps: Iterable[Lap]) -> bool:
    """Whether anything was run; if not, walking is the exercise and no rest from it."""
    return any(lap.kind is Kind.RUN for lap in laps)


def laps_done(progress: Progress) -> tuple[Lap, ...]:
    """The laps of a session as it was done, in the order of the plan; what was done twice is one longer lap."""
    return _in_order((phase.kind, tally.active) for phase, tally in zip(progress.phases, progress.tallies, strict=True))


def shown_laps(record: SessionRecord, laps: Sequence[Lap], *, with_pain: bool) -> tuple[Lap, ...]:
    """The laps as a file has them: without pain, nothing in them tells that a session was stopped for it.

    After a stop runwalk offers a walk, which ends a session that was not at its end yet as nothing else does. So it is
    walking like that before it, or one more walk after a run. A cool-down after all repetitions stays one.
    """
    stopped = record.stopped_for_pain and record.reps_done < record.reps_planned
    if with_pain or not stopped or len(laps) < 2 or laps[-1].kind is not Kind.COOL_DOWN:
        return tuple(laps)
    *before, last, walk = laps
    if last.kind is Kind.RUN:
        return (*before, last, replace(walk, kind=Kind.WALK))
    return (*before, replace(last, seconds=last.seconds + walk.seconds))


def laps_rebuilt(table: StageTable | None, record: SessionRecord) -> tuple[Lap, ...]:
    """The laps that a session in the log must have had; none for one of which nobody knows how long it was.

    They add up to the seconds of the record. These are shared out in the order of the plan, so a session that ended
    early has the first laps of it and the last one is cut; where runs or walks are more than was planned, each of them
    is longer in proportion. More of the rest than was planned comes at the end: after a stop for pain there is a walk.

    Args:
        table: the programme that the session is filed under, or None where nobody has it. Without its stage, and for a
            session that was made easier on the way, there is one lap of running and one of everything else.
        record: a session or a walk.
    """
    total = max(record.active_seconds, record.run_seconds + record.walk_seconds)
    if record.kind is SessionKind.WALK:
        return _in_order([(Kind.WALK, total)])
    place = table.index(record.stage) if table is not None and table.programme == record.programme else None
    if table is None or place is None or record.eased_to is not None:
        return _in_order([(Kind.RUN, record.run_seconds), (Kind.WALK, total - record.run_seconds)])
    phases = plan_session(table, table.stages[place], max(1, record.reps_planned)).phases
    runs = [phase.kind is Kind.RUN for phase in phases]
    walks = [phase.interval and phase.act in WALKING for phase in phases]
    rest = [not run and not walk for run, walk in zip(runs, walks, strict=True)]
    others = total - record.run_seconds - record.walk_seconds
    lengths = [0.0] * len(phases)
    unplaced = 0
    for mine, seconds in ((runs, record.run_seconds), (walks, record.walk_seconds)):
        planned = [phase.seconds if each else 0 for phase, each in zip(phases, mine, strict=True)]
        if not any(planned):
            unplaced += seconds  # the stage has been changed since then: it has no walks, say
            continue
        for position, length in enumerate(_shared(planned, seconds)):
            lengths[position] += length
    planned = [phase.seconds if each else 0 for phase, each in zip(phases, rest, strict=True)]
    for position, length in enumerate(_shared(planned, min(others, sum(planned)))):
        lengths[position] += length
    more = max(0, others - sum(planned))
    if phases[-1].kind is Kind.COOL_DOWN:
        lengths[-1] += more
        more = 0
    kinds = (phase.kind for phase in phases)
    return _in_order([*zip(kinds, lengths, strict=True), (Kind.WALK, unplaced), (Kind.COOL_DOWN, more)])


def _shared(planned: Sequence[int], seconds: int) -> list[float]:
    """Seconds that were really done, shared out over what was planned; they add up, unless nothing was planned."""
    most = sum(planned)
    if seconds > most:
        return [length * seconds / most for length in planned]
    shared: list[float] = []
    for length in planned:
        shared.append(min(length, seconds))
        seconds -= min(length, seconds)
    return shared


def _in_order(stretches: Iterable[tuple[Kind, float]]) -> tuple[Lap, ...]:
    """Stretches one after the other as laps of complete seconds; those that last no second are none.

    Each starts at the second that is nearest, so that they add up to all seconds, rounded once.
    """
    laps: list[Lap] = []
    elapsed = 0.0
    for kind, seconds in stretches:
        start, end = round(elapsed), round(elapsed + seconds)
        if end > start:
            laps.append(Lap(kind, start, end - start))
        elapsed += seconds
    return tuple(laps)
