"""One made-up runner, sent through the real rule session by session.

The runner does what the rule asks for, when they go at all, but for what `RunnerModel` says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from math import ceil
from random import Random
from typing import NamedTuple

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.rule.placement import starting_stage
from runwalk_tui.rule.prescription import Prescription, prescribe_from
from runwalk_tui.rule.reading import read_judged, stop_sign
from runwalk_tui.rule.response import Response, UsualPain, respond
from runwalk_tui.rule.standing import Decision, Judged
from runwalk_tui.session.records import Log, Placement, SessionRecord, clearance_of
from runwalk_tui.simulation.runner_model import RunnerModel

FIRST_DAY = date(2026, 1, 5)
"""A Monday; any other would do as well."""
_TEST_SECONDS = (10.0, 120.0)
"""Between these the run test of a virtual runner ends, each length as likely as any other."""


class VirtualSession(NamedTuple):
    """One session of a virtual runner."""

    day: int
    """From FIRST_DAY, which is 0."""
    placed: int
    """Day on which the runner was last placed."""
    asked: Prescription
    """What the rule said for that day."""
    flagged: bool
    """Whether the stop sign was up then."""
    session: SessionRecord
    response: Response
    """How the rule judges it."""


class VirtualRunner:
    """One runner; `chance` decides everything that is left to chance."""

    def __init__(self, table: StageTable, model: RunnerModel, chance: Random) -> None:
        """The runner does the run test on the first day."""
        self._table = table
        self._model = model
        self._chance = chance
        self._body = _Body(model, chance)
        self.log = Log(placements=(self._run_test(0),))
        """What the runner has recorded so far."""
        self._judged: tuple[Judged, ...] = ()
        """The sessions of it: judged once, since the next one never changes how those before it are judged."""
        self.first = position_of(table, self.log.placements[0].stage)
        """Position of the stage at which the runner was placed."""

    def sessions(self, weeks: int) -> Iterator[VirtualSession]:
        """Yield each session of so many weeks."""
        table, model = self._table, self._model
        usual_pain = UsualPain()
        too_much = len(table.stages) if model.ceiling is None else self.first + model.ceiling
        chances = _session_days(table, weeks, model, self._chance)
        for planned, following in pairwise([*chances, weeks * 7]):
            if self._chance.random() >= self._body.adherence:
                continue
            asked = self._asked_for(planned)
            day = (asked.earliest - FIRST_DAY).days
            if asked.decision is Decision.STOP or day >= following:
                continue
            if day > planned:
                asked = self._asked_for(day)
            session = self._body.run(table, asked, day, too_much)
            usual = usual_pain.on(session.day)
            response = respond(session, table.policy, usual)
            placed = (self.log.placements[-1].at.date() - FIRST_DAY).days
            yield VirtualSession(day, placed, asked, bool(stop_sign(self.log)), session, response)
            usual_pain.add([session])
            self._judged = (*self._judged, Judged(session, usual, response))
            self.log = replace(self.log, sessions=(*self.log.sessions, session))

    def _asked_for(self, day: int) -> Prescription:
        """What the rule says, once the runner was cleared and has done the run test where either is due."""
        self.log = _cleared(self.log, day, self._model)
        asked = self._prescribed(day)
        if asked.decision is not Decision.PLACEMENT:
            return asked
        self.log = replace(self.log, placements=(*self.log.placements, self._run_test(day)))
        return self._prescribed(day)

    def _prescribed(self, day: int) -> Prescription:
        return prescribe_from(read_judged(self._table, self.log, self._judged, _day(day)))

    def _run_test(self, day: int) -> Placement:
        """The run test early on a day."""
        stage = starting_stage(self._table, self._chance.uniform(*_TEST_SECONDS))
        return Placement(_at(day, hour=6), stage.id, "run test", self._table.programme)


class _Body:
    """How one runner feels; pain has a usual level, moves around it from day to day, and rises in flare-ups."""

    def __init__(self, model: RunnerModel, chance: Random) -> None:
        self._model = model
        self._chance = chance
        self._level = chance.gauss(model.pain, model.pain_spread)
        self._per_week = chance.gauss(model.pain_per_week, model.pain_per_week_spread)
        self.adherence = min(1.0, max(0.0, chance.gauss(model.adherence, model.adherence_spread)))
        self._risen = 0.0
        """Points by which the last flare-up raised the pain."""
        self._flared = 0
        """Day of that."""

    def run(self, table: StageTable, asked: Prescription, day: int, too_much: int) -> SessionRecord:
        """One session, mostly as the rule says, rated; from the stage at position `too_much` on it flares."""
        model, happens = self._model, self._happens
        stage, planned = self._chosen(asked)
        before = self._pain(day)
        worst, after = before + self._chance.choice((0, 0, 1)), min(10, self._pain(day) + model.after_rise)
        flares = happens(model.flare) or position_of(table, stage) >= too_much
        if flares:
            self._risen, self._flared = self._chance.randint(*model.flare_rise), day
            worst = max(before, self._pain(day))
            after = max(before, worst - self._chance.randint(0, 2))
        stopped = flares and happens(model.stops)
        short = stopped or (planned > 1 and happens(model.cut_short))
        # Nobody turns round at the very door: a session that is cut short has one repetition at least.
        done = self._chance.randint(min(1, planned - 1), planned - 1) if short else ceil(planned * model.done_part)
        return SessionRecord(
            id=f"day-{day}",
            started_at=_at(day, hour=7),
            programme=table.programme,
            stage=stage,
            reps_planned=planned,
            reps_done=done,
            pain_before=before,
            pain_worst=min(10, max(worst, after)),
            pain_after=after,
            pain_morning=self._pain(day + 1) if happens(model.morning) else None,
            soreness=("knee",) if happens(model.soreness) else (),
            red_flags=("a made-up one",) if happens(model.red_flag) else (),
            stopped_for_pain=stopped,
            felt_ready=False if happens(model.not_ready) else None,
            effort=model.effort,
        )

    def _chosen(self, asked: Prescription) -> tuple[str, int]:
        """Id of the stage that is run and its repetitions: what is due, or on an easy day something lower."""
        assert asked.stage is not None and asked.reps is not None, "a session is run only when one is prescribed"
        # Without easy days nothing is drawn, so that what else happens to a runner does not depend on them.
        if self._model.easy_day and self._happens(self._model.easy_day) and asked.alternatives:
            easier = self._chance.choice(asked.alternatives)
            return easier.stage, easier.reps
        return asked.stage, asked.reps

    def _pain(self, day: int) -> int:
        """A rating on a day, 0 to 10."""
        half_lives = (day - self._flared) / self._model.flare_days
        usual = self._level + self._per_week * day / 7 + self._risen * 0.5**half_lives
        return min(10, max(0, round(self._chance.gauss(usual, self._model.day_to_day))))

    def _happens(self, probability: float) -> bool:
        return self._chance.random() < probability


def _session_days(table: StageTable, weeks: int, model: RunnerModel, chance: Random) -> list[int]:
    """Days, from 0, on which a session is on offer: as many a week as the table asks for, but for breaks."""
    each_week = min(7, table.sessions_per_week)
    days: list[int] = []
    away_until = 0
    for week in range(weeks):
        if chance.random() < model.break_per_week:
            away_until = week * 7 + chance.randint(*model.break_days)
        offered = (week * 7 + place * 7 // each_week for place in range(each_week))
        days += [day for day in offered if day >= away_until]
    return days


def _cleared(log: Log, day: int, model: RunnerModel) -> Log:
    """The log with a clearance in it, when the stop sign is up and the time has come."""
    flagged = stop_sign(log)
    if not flagged or (_day(day) - max(session.day for session in flagged)).days < model.clearance_days:
        return log
    return replace(log, clearances=(*log.clearances, clearance_of(flagged, _at(day, hour=6))))


def position_of(table: StageTable, stage_id: str) -> int:
    """Position of a stage that the rule named."""
    position = table.index(stage_id)
    assert position is not None, "the rule names stages of its own table only"
    return position


def _day(number: int) -> date:
    return FIRST_DAY + timedelta(days=number)


def _at(number: int, hour: int) -> datetime:
    return datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, hour, tzinfo=UTC) + timedelta(days=number)
