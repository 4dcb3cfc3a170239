"""A course in figures: the pain around each session, and the way through the stages.

Rehearsals and sessions in which nothing was run are left out, as the rule leaves them out. Every date is the one
on the runner's own clock at that time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.rule.response import Response, worst_pain
from runwalk_tui.rule.standing import Judged
from runwalk_tui.session.records import Placement
from runwalk_tui.values import dataclass


@dataclass(frozen=True, slots=True)
class SessionPain:
    """The pains around one session, each 0 to 10, or None when it was not given."""

    day: date
    before: int | None
    worst: int | None
    """Never below `after`."""
    after: int | None
    morning: int | None
    flared: bool
    """By the rule it was a flare-up."""
    flagged: bool = False
    """A red flag was ticked."""


@dataclass(frozen=True, slots=True)
class StageStep:
    """The stage of one session or placement."""

    day: date
    """Never before the day of the step before, whatever time zones the runner went through."""
    position: int
    """In the table, from 0."""
    session: bool
    """A session was done; otherwise the runner was placed here."""
    response: Response | None = None
    """How the back took the session; None for a placement."""


def session_pains(judged: Iterable[Judged]) -> tuple[SessionPain, ...]:
    """The pains of every counted session of any programme, from sessions in order of time."""
    return tuple(
        SessionPain(
            day=one.session.day,
            before=one.session.pain_before,
            worst=worst_pain(one.session),
            after=one.session.pain_after,
            morning=one.session.pain_morning,
            flared=one.response is Response.FLARE,
            flagged=one.response is Response.STOP,
        )
        for one in judged
        if one.session.counted
    )


def stage_steps(table: StageTable, judged: Iterable[Judged], placements: Sequence[Placement]) -> tuple[StageStep, ...]:
    """The stages of this programme as they were placed and run, in order of time."""
    position = {known: number for number, stage in enumerate(table.stages) for known in (stage.id, *stage.was)}
    # Placements first: where both bear the same instant, the placement came first.
    events: list[tuple[datetime, str, Response | None]] = [
        (each.at, each.stage, None) for each in placements if each.is_for(table.programme)
    ]
    events += [
        (one.session.started_at, one.session.stage, one.response)
        for one in judged
        if one.session.counted and one.session.programme == table.programme
    ]
    steps: list[StageStep] = []
    for at, stage, response in sorted(events, key=lambda event: event[0]):
        if stage in position:
            day = max(at.date(), steps[-1].day) if steps else at.date()
            steps.append(StageStep(day, position[stage], response is not None, response))
    return tuple(steps)
