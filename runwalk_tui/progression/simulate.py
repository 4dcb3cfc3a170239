"""Many virtual runners on the real rule: what a stage table does to people, before anybody has to run it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain, repeat
from multiprocessing import get_context
from random import Random

from runwalk_tui.programme.quote import printable, shorten
from runwalk_tui.programme.stage import StageTable
from runwalk_tui.progression.promises import PROMISES
from runwalk_tui.progression.reasons import plural
from runwalk_tui.progression.virtual_runner import SOON_DAYS, Journey, RunnerModel, follow

MARKS = (6, 12)
"""Weeks whose stages are told, as in the check-ins."""
WIDTH = 80
"""Cells of a drawn line at most."""
_LABEL = 12
_BATCH = 50
"""Runners that a process takes at a time."""


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
    broken: tuple[str, ...]
    """Promises that the rule broke, each with its runner; empty when all is well."""

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
) -> Simulation:
    """Send `people` virtual runners through `weeks` weeks of a table.

    The same arguments give the same answer on every machine, with any number of processes: each runner's chances
    come from the seed and the runner's number alone. `people`, `weeks` and `processes` are at least 1.
    """
    if min(people, weeks, processes) < 1:
        raise ValueError("at least one runner, one week and one process are needed")
    model = runner or RunnerModel()
    marks = tuple(sorted({mark for mark in (*MARKS, weeks) if mark <= weeks}))
    starts = range(0, people, _BATCH)
    batches = [range(start, min(people, start + _BATCH)) for start in starts]
    every = (repeat(table), repeat(weeks), repeat(marks), repeat(seed), repeat(model))
    if processes == 1 or len(batches) == 1:
        journeys = list(chain.from_iterable(map(_batch, batches, *every)))
    else:
        # A fresh interpreter each: a fork of a program with threads (the app's) may hang.
        with ProcessPoolExecutor(min(processes, len(batches)), mp_context=get_context("spawn")) as pool:
            journeys = list(chain.from_iterable(pool.map(_batch, batches, *every)))
    return _together(table, weeks, seed, model, marks, journeys)


def _batch(
    numbers: range, table: StageTable, weeks: int, marks: tuple[int, ...], seed: int, model: RunnerModel
) -> list[Journey]:
    """Some of the runners; a function of its own so that another process can call it."""
    return [follow(table, weeks, marks, model, Random(f"{seed}/{number}")) for number in numbers]


def _together(
    table: StageTable, weeks: int, seed: int, model: RunnerModel, marks: tuple[int, ...], journeys: list[Journey]
) -> Simulation:
    stages = range(len(table.stages))
    at_mark = [Counter(journey.reached[place] for journey in journeys) for place in range(len(marks))]
    back = Counter(journey.steps_back for journey in journeys)
    soonest = [journey.soonest_up for journey in journeys if journey.soonest_up is not None]
    return Simulation(
        programme=table.programme,
        stages=tuple(stage.id for stage in table.stages),
        people=len(journeys),
        weeks=weeks,
        seed=seed,
        model=model,
        marks=marks,
        reached=tuple(tuple(counts[position] for position in stages) for counts in at_mark),
        days=tuple(sum(journey.days[position] for journey in journeys) for position in stages),
        sessions=sum(journey.sessions for journey in journeys),
        asked=len(journeys) * weeks * table.sessions_per_week,
        flares=sum(journey.flares for journey in journeys),
        stops=sum(journey.stops for journey in journeys),
        moves_up=sum(journey.moves_up for journey in journeys),
        moves_up_soon=sum(journey.moves_up_soon for journey in journeys),
        soonest_up=min(soonest, default=None),
        steps_back=tuple(back[count] for count in range(max(back) + 1)),
        finished=sum(journey.finished for journey in journeys),
        broken=tuple(f"runner {number}, {what}" for number, journey in enumerate(journeys) for what in journey.broken),
    )


# Drawing.


def draw(simulation: Simulation, *, ascii: bool = False) -> list[str]:
    """Return the answer as lines of plain text, at most 80 cells wide; with `ascii` without other signs."""
    sign = "#" if ascii else "█"
    people, asked = plural(simulation.people, "virtual runner"), simulation.sessions / simulation.asked
    lines = [
        f"{printable(shorten(simulation.programme))}: {people}, "
        f"{plural(simulation.weeks, 'week')}, seed {simulation.seed}",
        "",
        *_stage_bars(simulation, sign),
        "",
        f"Sessions    {simulation.sessions} of {simulation.asked} asked for ({_percent(asked)})",
        f"Flare-ups   {simulation.flares}; red flags {simulation.stops}",
        *_moves_up(simulation),
        f"Steps back  {simulation.all_steps_back}",
        *_back_bars(simulation, sign),
        f"Finished    {simulation.finished} of {simulation.people} did the whole programme",
        "",
        *_verdict(simulation),
        "",
        "The runners are made up. How often they come (70 %) is the trial's figure; how",
        "their pain goes is our own assumption. This shows what the rule does with such",
        "people, and not what will become of you.",
    ]
    return [line.rstrip() for line in lines]


def _stage_bars(simulation: Simulation, sign: str) -> list[str]:
    """One line a stage: how many were there at each mark, and the part of all time that was spent at it."""
    columns = [
        *((f"in week {mark}", counts) for mark, counts in zip(simulation.marks, simulation.reached, strict=True)),
        ("of all time", simulation.days),
    ]
    label = min(_LABEL, max(5, *(len(name) for name in simulation.stages)))
    width = (WIDTH - label) // len(columns)
    longest = width - 8
    lines = ["Stage".rjust(label) + "".join(f"   {title:<{width - 3}}" for title, _ in columns)]
    for position in _used(columns):
        line = shorten(simulation.stages[position], label).rjust(label)
        for _, counts in columns:
            part, most = counts[position] / sum(counts), max(counts) / sum(counts)
            bar = sign * round(part / most * longest)
            line += f"{_percent(part):>6}  {bar:<{width - 8}}"
        lines.append(line)
    return lines


def _used(columns: Iterable[tuple[str, tuple[int, ...]]]) -> range:
    """From the first stage at which anybody was to the last."""
    places = [position for _, counts in columns for position, count in enumerate(counts) if count]
    return range(min(places), max(places) + 1)


def _back_bars(simulation: Simulation, sign: str) -> list[str]:
    lines = []
    for count, people in enumerate(simulation.steps_back):
        part = people / simulation.people
        lines.append(f"{plural(count, 'step') if count else 'none':>19} {_percent(part):>5}  {sign * round(part * 50)}")
    return lines


def _moves_up(simulation: Simulation) -> list[str]:
    line = f"Moves up    {simulation.moves_up}"
    if simulation.soonest_up is None:
        return [line]
    part = _percent(simulation.moves_up_soon / simulation.moves_up)
    return [
        f"{line}; {simulation.moves_up_soon} of them ({part}) within {SOON_DAYS} days of a flare-up,",
        f"            the soonest {plural(simulation.soonest_up, 'day')} after one",
    ]


def _verdict(simulation: Simulation) -> list[str]:
    if simulation.broken:
        return [f"THE RULE BROKE ITS PROMISES {len(simulation.broken)} times, as in:", *simulation.broken[:5]]
    return ["The rule kept its promises:", *(f"  {promise}" for promise in PROMISES)]


def _percent(part: float) -> str:
    """A part as a whole percent; what is there but rounds to nothing is "<1 %"."""
    if 0 < part < 0.005:
        return "<1 %"
    return f"{part * 100:.0f} %"
