"""One made-up runner, sent through the real rule session by session.

The runner always does what the rule asks for, when they go at all. What they are like is in `RunnerModel`,
and it is an assumption: nobody has published how often runners with back pain flare up at which stage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from random import Random

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.progression.fold import Decision
from runwalk_tui.progression.placement import place
from runwalk_tui.progression.promises import Promises
from runwalk_tui.progression.response import Response, respond
from runwalk_tui.progression.rule import Prescription, prescribe, stop_sign
from runwalk_tui.session.record import Log, Placement, SessionRecord, clearance_for

FIRST_DAY = date(2026, 1, 5)
"""A Monday; any other would do as well."""
SOON_DAYS = 14
"""A move up within so many days of a flare-up is counted apart."""
_TEST_SECONDS = (10.0, 120.0)
"""Between these the run test of a virtual runner ends, each length as likely as any other."""


@dataclass(frozen=True, slots=True)
class RunnerModel:
    """What virtual runners are like. Every default is our own assumption but for the two of adherence."""

    adherence: float = 0.70
    """Part of the sessions on offer that a runner goes to, on average, 0 to 1. From the ASTEROID trial: 70 %."""
    adherence_spread: float = 0.20
    """Standard deviation of that between runners. From the ASTEROID trial: 20 %."""
    pain: float = 3.0
    """Usual pain at the start, on average, 0 to 10."""
    pain_spread: float = 1.5
    """Standard deviation of that between runners."""
    pain_per_week: float = -0.1
    """Change of the usual pain in a week, on average."""
    pain_per_week_spread: float = 0.15
    day_to_day: float = 0.5
    """Standard deviation of pain around the usual from one rating to the next."""
    flare: float = 0.05
    """Chance of a flare-up in a session, 0 to 1."""
    flare_rise: tuple[int, int] = (3, 6)
    """Least and most points by which pain rises in a flare-up."""
    flare_days: float = 3.0
    """Days after which half of that rise is gone."""
    stops: float = 0.3
    """Chance of stopping for pain in a flare-up."""
    soreness: float = 0.05
    """Chance of new soreness somewhere after a session."""
    cut_short: float = 0.05
    """Chance of doing fewer repetitions than planned, for other reasons than pain."""
    not_ready: float = 0.05
    """Chance of saying "not ready to move on"."""
    morning: float = 0.8
    """Chance of answering for the next morning."""
    red_flag: float = 0.0005
    """Chance of ticking a red flag after a session."""
    clearance_days: int = 14
    """Days until a clinician has cleared the runner."""
    break_per_week: float = 0.015
    """Chance in each week that a longer break begins."""
    break_days: tuple[int, int] = (10, 35)
    """Least and most days of a break."""

    def __post_init__(self) -> None:
        for name in ("adherence", "flare", "stops", "soreness", "cut_short", "not_ready", "morning", "red_flag"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name} is a chance from 0 to 1, not {getattr(self, name)}")


@dataclass(frozen=True, slots=True)
class Journey:
    """What became of one virtual runner."""

    reached: tuple[int, ...]
    """Position of the stage they were at, after each number of weeks that was asked about."""
    days: tuple[int, ...]
    """Days at each stage, by position: from a session or placement at it to the next one."""
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
    broken: tuple[str, ...]
    """What the rule did although it never should; empty when all is well."""


@dataclass(slots=True)
class _Tally:
    """The countable part of a Journey while it is under way."""

    flares: int = 0
    stops: int = 0
    ups: list[int | None] = field(default_factory=list)
    """For each move up, days since the last flare-up."""
    steps_back: int = 0
    finished: bool = False


def follow(table: StageTable, weeks: int, marks: Sequence[int], model: RunnerModel, chance: Random) -> Journey:
    """Send one runner through the programme for some weeks; `chance` decides everything that is left to chance."""
    body = _Body(model, chance)
    start = place(table, chance.uniform(*_TEST_SECONDS))
    log = Log(placements=(Placement(_at(0, hour=6), start.id, "run test"),))
    visits = [(0, _position(table, start.id))]
    promises = Promises(table, visits[0][1])
    tally = _Tally()
    chances = _session_days(table, weeks, model, chance)
    for planned, following in zip(chances, [*chances[1:], weeks * 7], strict=True):
        if chance.random() >= body.adherence:
            continue
        log = _cleared(log, planned, model)
        asked = prescribe(table, log, _day(planned))
        day = (asked.earliest - FIRST_DAY).days
        if asked.decision is Decision.STOP or day >= following:
            continue
        if day > planned:
            asked = prescribe(table, log, _day(day))
        session = body.run(table, asked, day)
        response = respond(session, table.policy)
        here = _position(table, session.stage)
        _count(tally, visits[-1][1], here, asked, response, promises.days_since_flare(day))
        promises.check(day, asked, response, flagged=stop_sign(log) is not None)
        log = replace(log, sessions=(*log.sessions, session))
        visits.append((day, here))
    return _journey(table, weeks, marks, log, visits, tally, promises)


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

    def run(self, table: StageTable, asked: Prescription, day: int) -> SessionRecord:
        """One session as the rule asked for it, rated."""
        model, happens = self._model, self._happens
        assert asked.stage is not None and asked.reps is not None, "a session is run only when one is prescribed"
        before = self._pain(day)
        worst, after = before + self._chance.choice((0, 0, 1)), self._pain(day)
        flares = happens(model.flare)
        if flares:
            self._risen, self._flared = self._chance.randint(*model.flare_rise), day
            worst = max(before, self._pain(day))
            after = max(before, worst - self._chance.randint(0, 2))
        stopped = flares and happens(model.stops)
        short = stopped or (asked.reps > 1 and happens(model.cut_short))
        # Nobody turns round at the very door: a session that is cut short has one repetition at least.
        done = self._chance.randint(min(1, asked.reps - 1), asked.reps - 1) if short else asked.reps
        return SessionRecord(
            id=f"day-{day}",
            started_at=_at(day, hour=7),
            programme=table.programme,
            stage=asked.stage,
            reps_planned=asked.reps,
            reps_done=done,
            pain_before=before,
            pain_worst=min(10, max(worst, after)),
            pain_after=after,
            pain_morning=self._pain(day + 1) if happens(model.morning) else None,
            soreness=("knee",) if happens(model.soreness) else (),
            red_flags=("a made-up one",) if happens(model.red_flag) else (),
            stopped_for_pain=stopped,
            felt_ready=False if happens(model.not_ready) else None,
        )

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
    if flagged is None or (_day(day) - flagged.day).days < model.clearance_days:
        return log
    return replace(log, clearances=(*log.clearances, clearance_for(log, _at(day, hour=6))))


def _count(
    tally: _Tally, before: int, here: int, asked: Prescription, response: Response, since_flare: int | None
) -> None:
    """Note one session; `before` and `here` are positions of stages."""
    if here > before:
        tally.ups.append(since_flare)
    tally.steps_back += here < before
    tally.flares += response is Response.FLARE
    tally.stops += response is Response.STOP
    tally.finished |= asked.decision is Decision.FINISHED


def _journey(
    table: StageTable,
    weeks: int,
    marks: Sequence[int],
    log: Log,
    visits: list[tuple[int, int]],
    tally: _Tally,
    promises: Promises,
) -> Journey:
    days = [0] * len(table.stages)
    for (day, position), (end, _) in zip(visits, [*visits[1:], (weeks * 7, 0)], strict=True):
        days[position] += end - day
    reached = tuple(next(position for day, position in reversed(visits) if day < mark * 7) for mark in marks)
    after_flare = [days for days in tally.ups if days is not None]
    return Journey(
        reached=reached,
        days=tuple(days),
        sessions=sum(session.counted for session in log.sessions),
        flares=tally.flares,
        stops=tally.stops,
        moves_up=len(tally.ups),
        moves_up_soon=sum(days <= SOON_DAYS for days in after_flare),
        soonest_up=min(after_flare, default=None),
        steps_back=tally.steps_back,
        finished=tally.finished,
        broken=tuple(promises.broken),
    )


def _position(table: StageTable, stage_id: str) -> int:
    position = table.index(stage_id)
    assert position is not None, "the rule names stages of its own table only"
    return position


def _day(number: int) -> date:
    return FIRST_DAY + timedelta(days=number)


def _at(number: int, hour: int) -> datetime:
    return datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, hour, tzinfo=UTC) + timedelta(days=number)
