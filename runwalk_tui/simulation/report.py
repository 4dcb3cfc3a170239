"""What became of virtual runners, as lines of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from textwrap import wrap

from runwalk_tui.programme.faults import shorten
from runwalk_tui.rule.reasons import plural
from runwalk_tui.simulation.promises import Promise
from runwalk_tui.simulation.runner_model import KIND_WEEKS
from runwalk_tui.simulation.simulate import SOON_DAYS, KindOutcome, Simulation
from runwalk_tui.system.safe_text import visible

WIDTH = 80
"""Cells of a drawn line at most."""
_LABEL = 12
_SHOWN = 5
"""Broken promises that are told in full."""


def draw(simulation: Simulation, *, ascii: bool = False) -> list[str]:
    """Return the answer as lines of plain text, at most 80 cells wide; with `ascii` without other characters."""
    block = "#" if ascii else "█"
    people, asked = plural(simulation.people, "virtual runner"), simulation.sessions / simulation.asked
    lines = [
        f"{visible(shorten(simulation.programme))}: {people}, "
        f"{plural(simulation.weeks, 'week')}, seed {simulation.seed}",
        "",
        *_stage_bars(simulation, block),
        "",
        f"Sessions    {simulation.sessions} of {simulation.asked} planned ({_percent(asked)})",
        f"Flare-ups   {simulation.flares}; warning signs {simulation.stops}",
        *_moves_up(simulation),
        f"Steps back  {simulation.all_steps_back}",
        *_back_bars(simulation, block),
        f"Finished    {simulation.finished} of {simulation.people} finished the programme",
        "",
        *_kind_lines(simulation.kinds),
        "",
        *_verdict(simulation),
        "",
        "The runners are made up. How often they run (70%) is the trial's figure; how",
        "their pain changes is our own assumption. This shows what the rule does with",
        "people like these, not what will happen to you.",
    ]
    return [line.rstrip() for line in lines]


def _kind_lines(kinds: tuple[KindOutcome, ...]) -> list[str]:
    """One line for each other kind of runner."""
    lines = [
        f"Others, {kinds[0].people} of each kind, {KIND_WEEKS} weeks; stages at the end: lowest, middle, highest",
        f"{'':<28}{'sessions':>9}{'flare-ups':>11}{'up':>6}{'back':>6}  stages",
    ]
    for one in kinds:
        figures = f"{one.sessions:>9}{one.flares:>11}{one.moves_up:>6}{one.steps_back:>6}"
        stages = ", ".join(shorten(stage, 4) for stage in (one.lowest, one.middle, one.highest))
        lines.append(f"{one.kind.name:<28}{figures}  {stages}")
    return lines


def _stage_bars(simulation: Simulation, block: str) -> list[str]:
    """One line a stage: how many were there at each mark, and the part of all time that was spent at it."""
    columns = [
        *((f"in week {mark}", counts) for mark, counts in zip(simulation.marks, simulation.reached, strict=True)),
        ("of all days", simulation.days),
    ]
    label = min(_LABEL, max(5, *(len(name) for name in simulation.stages)))
    width = (WIDTH - label) // len(columns)
    longest = width - 8
    lines = ["Stage".rjust(label) + "".join(f"   {title:<{width - 3}}" for title, _ in columns)]
    for position in _used(columns):
        line = shorten(simulation.stages[position], label).rjust(label)
        for _, counts in columns:
            part, most = counts[position] / sum(counts), max(counts) / sum(counts)
            bar = block * round(part / most * longest)
            line += f"{_percent(part):>6}  {bar:<{width - 8}}"
        lines.append(line)
    return lines


def _used(columns: Iterable[tuple[str, tuple[int, ...]]]) -> range:
    """From the first stage at which anybody was to the last."""
    places = [position for _, counts in columns for position, count in enumerate(counts) if count]
    return range(min(places), max(places) + 1)


def _back_bars(simulation: Simulation, block: str) -> list[str]:
    lines = []
    for count, people in enumerate(simulation.steps_back):
        part = people / simulation.people
        lines.append(
            f"{plural(count, 'step') if count else 'none':>19} {_percent(part):>5}  {block * round(part * 50)}"
        )
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
    """Whether each promise was kept; where one was not, how often, and the first ones in full."""
    times = Counter(one.promise for one in simulation.broken)
    everyone = simulation.people + sum(one.people for one in simulation.kinds)
    if simulation.broken:
        lines = [f"With this table, the rule broke its promises {len(simulation.broken)} times to {everyone} runners:"]
        lines += [f"  {f'broken {times[one]} times' if times[one] else 'kept'}: {one}" for one in Promise]
        lines += ["For example:", *(f"  {one.what}" for one in simulation.broken[:_SHOWN])]
        return [row for line in lines for row in wrap(line, WIDTH, subsequent_indent="    ")]
    return [f"The rule kept its promises to all {everyone}:", *(f"  {promise}" for promise in Promise)]


def _percent(part: float) -> str:
    """A part in percent, rounded; what is there but rounds to nothing is "<1%"."""
    if 0 < part < 0.005:
        return "<1%"
    return f"{part * 100:.0f}%"
