"""Many virtual runners on the real rule: what became of each, and what a stage table does to all of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import chain
from multiprocessing import get_context
from random import Random
from statistics import median_low

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.rule.response import Response
from runwalk_tui.rule.standing import Decision
from runwalk_tui.simulation.promises import Broken, Promises
from runwalk_tui.simulation.runner_model import KIND_WEEKS, KINDS, RunnerKind, RunnerModel
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
    """Sessions that the rule calls a flare-up."""
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


MARKS = (6, 12)
"""Weeks whose stages are told, as in the check-ins."""
_BATCH = 50
"""Runners that a process does at a time."""
ONE_OF_EACH_KIND_FOR = 100
"""So many usual runners bring one runner of each other kind, and few bring one, too."""


@dataclass(frozen=True, slots=True)
class KindOutcome:
    """What became of all runners of one kind in half a year."""

    kind: RunnerKind
    people: int
    sessions: int
    flares: int
    moves_up: int
    steps_back: int
    lowest: str
    """Id of the lowest stage that any of them was at in the end; the next two likewise."""
    middle: str
    highest: str


@dataclass(frozen=True, slots=True)
class Simulation:
    """What became of all virtual runners."""

    programme: str
    stages: tuple[str, ...]
    """Ids, in the order of the table."""
    people: int
    weeks: int
    seed: int
    model: RunnerModel
    marks: tuple[int, ...]
    """Weeks whose stages are told."""
    reached: tuple[tuple[int, ...], ...]
    """For each of `marks`: how many people were at each stage."""
    days: tuple[int, ...]
    """Days of all people at each stage."""
    sessions: int
    asked: int
    """Sessions that the table asks for in that time."""
    flares: int
    stops: int
    moves_up: int
    moves_up_soon: int
    """Of these within SOON_DAYS days of a flare-up."""
    soonest_up: int | None
    """Fewest days from a flare-up to a move up; None when there was no such move."""
    steps_back: tuple[int, ...]
    """How many people had 0, 1, 2 … steps back."""
    finished: int
    """People to whom the rule said that the programme is done."""
    kinds: tuple[KindOutcome, ...]
    """What became of those who are not usual."""
    broken: tuple[Broken, ...]
    """Promises that the rule broke, to whomever, each with its runner; empty when all is well."""

    @property
    def all_steps_back(self) -> int:
        """Steps back of all people together."""
        return sum(count * people for count, people in enumerate(self.steps_back))


def simulate(
    table: StageTable,
    *,
    people: int = 1000,
    weeks: int = 12,
    seed: int = 1,
    runner: RunnerModel | None = None,
    processes: int = 1,
    report: Callable[[float], None] = lambda _: None,
) -> Simulation:
    """Send `people` virtual runners through `weeks` weeks of a table, and some of each other kind through half a year.

    The same arguments give the same answer on every machine, with any number of processes: each runner's chances
    come from the seed, the kind and the runner's number alone. `people`, `weeks` and `processes` are at least 1.
    `report` gets how far it is, from 0 to 1.
    """
    if min(people, weeks, processes) < 1:
        raise ValueError("at least one runner, one week and one process are needed")
    model = runner or RunnerModel()
    marks = tuple(sorted({mark for mark in (*MARKS, weeks) if mark <= weeks}))
    usual = [
        _Batch(table, "usual", range(start, min(people, start + _BATCH)), weeks, marks, model, str(seed))
        for start in range(0, people, _BATCH)
    ]
    each = range(max(1, people // ONE_OF_EACH_KIND_FOR))
    others = [
        _Batch(table, kind.name, each, KIND_WEEKS, (KIND_WEEKS,), kind.like(model), f"{seed}/{kind.name}")
        for kind in KINDS
    ]
    batches = [*others, *usual]
    if processes == 1:
        outcomes = _counted(map(_run, batches), len(batches), report)
    else:
        # A fresh interpreter each: a fork of a program with threads (the app's) may hang.
        with ProcessPoolExecutor(min(processes, len(batches)), mp_context=get_context("spawn")) as pool:
            outcomes = _counted(pool.map(_run, batches), len(batches), report)
    broken = [
        Broken(one.promise, f"{batch.who} {number}, {one.what}")
        for batch, found in zip(batches, outcomes, strict=True)
        for number, outcome in zip(batch.numbers, found, strict=True)
        for one in outcome.broken
    ]
    kinds = [_kind_outcome(table, kind, found) for kind, found in zip(KINDS, outcomes, strict=False)]
    together = list(chain.from_iterable(outcomes[len(KINDS) :]))
    return _together(table, weeks, seed, model, marks, together, tuple(kinds), tuple(broken))


def _counted(
    found: Iterable[list[RunnerOutcome]], count: int, report: Callable[[float], None]
) -> list[list[RunnerOutcome]]:
    """The batches in order; after each one it is reported how many of them are done."""
    outcomes = []
    for outcome in found:
        outcomes.append(outcome)
        report(len(outcomes) / count)
    return outcomes


@dataclass(frozen=True, slots=True)
class _Batch:
    """Some runners of one kind, for one process."""

    table: StageTable
    who: str
    numbers: range
    weeks: int
    marks: tuple[int, ...]
    model: RunnerModel
    seed: str


def _run(batch: _Batch) -> list[RunnerOutcome]:
    """Follow each of them; a separate function so that another process can call it."""
    return [
        follow(batch.table, batch.weeks, batch.marks, batch.model, Random(f"{batch.seed}/{number}"))
        for number in batch.numbers
    ]


def _kind_outcome(table: StageTable, kind: RunnerKind, outcomes: list[RunnerOutcome]) -> KindOutcome:
    reached = sorted(outcome.reached[-1] for outcome in outcomes)
    return KindOutcome(
        kind=kind,
        people=len(outcomes),
        sessions=sum(outcome.sessions for outcome in outcomes),
        flares=sum(outcome.flares for outcome in outcomes),
        moves_up=sum(outcome.moves_up for outcome in outcomes),
        steps_back=sum(outcome.steps_back for outcome in outcomes),
        lowest=table.stages[reached[0]].id,
        middle=table.stages[median_low(reached)].id,
        highest=table.stages[reached[-1]].id,
    )


def _together(
    table: StageTable,
    weeks: int,
    seed: int,
    model: RunnerModel,
    marks: tuple[int, ...],
    outcomes: list[RunnerOutcome],
    kinds: tuple[KindOutcome, ...],
    broken: tuple[Broken, ...],
) -> Simulation:
    stages = range(len(table.stages))
    at_mark = [Counter(outcome.reached[place] for outcome in outcomes) for place in range(len(marks))]
    back = Counter(outcome.steps_back for outcome in outcomes)
    soonest = [outcome.soonest_up for outcome in outcomes if outcome.soonest_up is not None]
    return Simulation(
        programme=table.programme,
        stages=tuple(stage.id for stage in table.stages),
        people=len(outcomes),
        weeks=weeks,
        seed=seed,
        model=model,
        marks=marks,
        reached=tuple(tuple(counts[position] for position in stages) for counts in at_mark),
        days=tuple(sum(outcome.days[position] for outcome in outcomes) for position in stages),
        sessions=sum(outcome.sessions for outcome in outcomes),
        asked=len(outcomes) * weeks * table.sessions_per_week,
        flares=sum(outcome.flares for outcome in outcomes),
        stops=sum(outcome.stops for outcome in outcomes),
        moves_up=sum(outcome.moves_up for outcome in outcomes),
        moves_up_soon=sum(outcome.moves_up_soon for outcome in outcomes),
        soonest_up=min(soonest, default=None),
        steps_back=tuple(back[count] for count in range(max(back) + 1)),
        finished=sum(outcome.finished for outcome in outcomes),
        kinds=kinds,
        broken=broken,
    )
