"""What became of one virtual runner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.rule.response import Response
from runwalk_tui.rule.standing import Decision
from runwalk_tui.simulation.promises import Broken, Promises
from runwalk_tui.simulation.runner_model import RunnerModel
from runwalk_tui.simulation.virtual_runner import VirtualRunner, VirtualSession, position_of

SOON_DAYS = 14
"""A move up within so many days of a flare-up is counted apart."""


@dataclass(frozen=True, slots=True)
class RunnerOutcome:
    """What became of one virtual runner."""

    reached: tuple[int, ...]
    """Position of the stage they were at, after each number of weeks that was asked about."""
    days: tuple[int, ...]
    """Days at each stage, by position: from the run test or a session at it to the next one."""
    sessions: int
    """Sessions that count."""
    flares: int
    """Sessions that the rule took for a flare-up."""
    stops: int
    """Red flags."""
    moves_up: int
    moves_up_soon: int
    """Of these within SOON_DAYS of a flare-up."""
    soonest_up: int | None
    """Fewest days from a flare-up to a move up."""
    steps_back: int
    finished: bool
    """Whether the rule said that the programme is done."""
    broken: tuple[Broken, ...]
    """What the rule did although it never should; empty when all is well."""


@dataclass(slots=True)
class _Tally:
    """The countable part of a RunnerOutcome while it is under way."""

    sessions: int = 0
    flares: int = 0
    stops: int = 0
    ups: list[int | None] = field(default_factory=list)
    """For each move up, days since the last flare-up."""
    steps_back: int = 0
    finished: bool = False


def follow(table: StageTable, weeks: int, marks: Sequence[int], model: RunnerModel, chance: Random) -> RunnerOutcome:
    """Send one runner through the programme for some weeks, and watch that the rule keeps its promises."""
    runner = VirtualRunner(table, model, chance)
    promises = Promises(table, runner.first)
    tally = _Tally()
    due = runner.first
    stages = [(0, due)]
    """Day and position of each stage that was run."""
    for done in runner.sessions(weeks):
        before, due = due, _due(table, due, done)
        _count(tally, before, due, done, promises.days_since_flare(done.day))
        promises.check(done)
        stages.append((done.day, position_of(table, done.session.stage)))
    return _outcome_of(table, weeks, marks, stages, tally, promises)


def _due(table: StageTable, due: int, done: VirtualSession) -> int:
    """Position of the stage that is due after a session: who ran a lower one than the next has not moved up."""
    position = position_of(table, done.asked.stage or "")
    return due if position > due and done.session.stage != done.asked.stage else position


def _count(tally: _Tally, before: int, due: int, done: VirtualSession, since_flare: int | None) -> None:
    """Note one session; `before` and `due` are positions of the stages that were due before it and with it."""
    anew = done.asked.decision is Decision.START
    if due > before and not anew:
        tally.ups.append(since_flare)
    tally.steps_back += due < before and not anew
    tally.sessions += done.session.counted
    tally.flares += done.response is Response.FLARE
    tally.stops += done.response is Response.STOP
    tally.finished |= done.asked.decision is Decision.FINISHED


def _outcome_of(
    table: StageTable,
    weeks: int,
    marks: Sequence[int],
    stages: list[tuple[int, int]],
    tally: _Tally,
    promises: Promises,
) -> RunnerOutcome:
    days = [0] * len(table.stages)
    for (day, position), (end, _) in zip(stages, [*stages[1:], (weeks * 7, 0)], strict=True):
        days[position] += end - day
    reached = tuple(next(position for day, position in reversed(stages) if day < mark * 7) for mark in marks)
    after_flare = [days for days in tally.ups if days is not None]
    return RunnerOutcome(
        reached=reached,
        days=tuple(days),
        sessions=tally.sessions,
        flares=tally.flares,
        stops=tally.stops,
        moves_up=len(tally.ups),
        moves_up_soon=sum(days <= SOON_DAYS for days in after_flare),
        soonest_up=min(after_flare, default=None),
        steps_back=tally.steps_back,
        finished=tally.finished,
        broken=tuple(promises.broken),
    )
