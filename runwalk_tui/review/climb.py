"""The stages as a climb: what each asks for, when it was done, the flare-ups it brought, and where the runner is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from runwalk_tui.programme.stage import Kind, Stage, StageTable
from runwalk_tui.rule.response import Response
from runwalk_tui.rule.standing import Judged
from runwalk_tui.values import dataclass


class Reached(StrEnum):
    """How far the runner has come with a stage."""

    DONE = "done"
    """It was run, and the stage that is offered is a higher one."""
    HERE = "here"
    """It is offered."""
    TRIED = "tried"
    """It was run, and what is offered is a lower one or none at all."""
    AHEAD = "ahead"
    """It was never run."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One stage of the climb."""

    stage: Stage
    reached: Reached
    last_day: date | None
    """Of its last counted session; None when it was never run."""
    sessions: int
    """Counted sessions."""
    flares: int
    """Of those, the ones that the rule takes for a flare-up."""

    @property
    def ours(self) -> bool:
        """Whether its figures are our own estimate, which is said wherever a stage is shown."""
        return self.stage.is_ours


def rungs(table: StageTable, judged: Iterable[Judged], here: str | None) -> tuple[Rung, ...]:
    """Every stage of a table from the gentlest up; `here` is the id of the stage that is offered, or None."""
    sessions: dict[str, int] = {}
    flares: dict[str, int] = {}
    last: dict[str, date] = {}
    for one in judged:
        session = one.session
        if not session.counted or session.programme != table.programme:
            continue
        stage = session.stage
        sessions[stage] = sessions.get(stage, 0) + 1
        last[stage] = max(session.day, last.get(stage, session.day))
        flares[stage] = flares.get(stage, 0) + (one.response is Response.FLARE)
    due = None if here is None else table.index(here)
    return tuple(
        Rung(
            stage,
            _reached(position, due, run=stage.id in last),
            last_day=last.get(stage.id),
            sessions=sessions.get(stage.id, 0),
            flares=flares.get(stage.id, 0),
        )
        for position, stage in enumerate(table.stages)
    )


def _reached(position: int, due: int | None, *, run: bool) -> Reached:
    if position == due:
        return Reached.HERE
    if not run:
        return Reached.AHEAD
    return Reached.DONE if due is not None and position < due else Reached.TRIED


def in_proportion(stage: Stage, width: int) -> tuple[tuple[Kind, int], ...]:
    """One repetition as a bar of some cells: each step and the cells it gets, in order, in proportion to its time.

    A step may get none where there are more steps than cells, but running is never left out of a bar altogether.
    """
    total, elapsed, edge = stage.cycle_seconds, 0, 0
    parts: list[tuple[Kind, int]] = []
    for step in stage.steps:
        elapsed += step.seconds
        end = round(elapsed * width / total)
        parts.append((step.kind, end - edge))
        edge = end
    return _with_running(parts) if stage.run_seconds and width > 1 else tuple(parts)


def _with_running(parts: list[tuple[Kind, int]]) -> tuple[tuple[Kind, int], ...]:
    """The same with a cell for the first run where rounding left none for any, and one for a walk likewise."""
    for kind in (Kind.RUN, Kind.WALK):
        mine = [place for place, part in enumerate(parts) if part[0] is kind]
        if mine and not any(parts[place][1] for place in mine):
            widest = max(range(len(parts)), key=lambda place: parts[place][1])
            parts[widest] = (parts[widest][0], parts[widest][1] - 1)
            parts[mine[0]] = (kind, 1)
    return tuple(parts)


def running_share(stage: Stage) -> int:
    """Percent of a repetition that is running."""
    return round(100 * stage.run_seconds / stage.cycle_seconds)


def window(here: int, count: int, most: int) -> range:
    """Which of `count` rows to show when there is room for `most`: those around the row `here`."""
    if count <= most:
        return range(count)
    first = min(max(0, here - most // 2), count - most)
    return range(first, first + most)
