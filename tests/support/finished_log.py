"""A programme that somebody has finished, made with the rule: from stage 3 to the last one, with one flare-up."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta, timezone

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.rule.prescription import prescribe
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.records import CheckIn, Log, Placement, SessionKind, SessionRecord

FLARED_AFTER = 20
"""Sessions before the one with the flare-up."""
MOST_DAYS = 400
"""Days after which the story is wrong if it is not over."""


def finished_log(table: StageTable, until: datetime) -> Log:
    """A log whose programme is done, its last session two days before a time."""
    zone = timezone(timedelta(hours=1))
    day = datetime(2025, 1, 6, 7, tzinfo=zone)
    log = Log(
        placements=(Placement(day - timedelta(days=1), "3", "run test"),),
        checkins=(CheckIn(day - timedelta(days=1), 44, 47, 66, 26, "playing with the children", 3, 4),),
    )
    for _ in range(MOST_DAYS):
        due = prescribe(table, log, day.date())
        if due.decision is Decision.FINISHED:
            break
        if due.earliest <= day.date() and due.stage is not None and due.reps is not None:
            log = replace(log, sessions=(*log.sessions, _session(table, log, due.stage, due.reps, day)))
        day += timedelta(days=1)
    checkin = CheckIn(day, 21, 25, 40, 15, "playing with the children", 8, 9)
    return _moved(replace(log, checkins=(*log.checkins, checkin)), until)


def _session(table: StageTable, log: Log, stage_id: str, reps: int, day: datetime) -> SessionRecord:
    """A session that went well, but for one; pain gets less over the months."""
    number = len(log.sessions)
    flared = number == FLARED_AFTER
    calm = max(1, 4 - number // 10)
    stage = table.stage(stage_id)
    run = stage.run_seconds * reps
    return SessionRecord(
        id=f"{number:08x}-5ec0-4000-8000-{number:012d}",
        started_at=datetime.combine(day.date(), time(7, 5 * (number % 12)), day.tzinfo),
        programme=table.programme,
        stage=stage_id,
        reps_planned=reps,
        reps_done=reps,
        run_seconds=run,
        walk_seconds=round(stage.total_seconds(reps) - 420 - run),
        active_seconds=round(stage.total_seconds(reps)),
        pain_before=calm,
        pain_worst=7 if flared else calm + number % 2,
        pain_after=4 if flared else calm,
        pain_morning=calm,
        felt_ready=True,
        effort=4,
        kind=SessionKind.RUN_WALK,
    )


def _moved(log: Log, until: datetime) -> Log:
    """The same, so much later or earlier that the last session was two days before a time."""
    by = timedelta(days=(until.date() - log.sessions[-1].day).days - 2)
    return Log(
        sessions=tuple(replace(session, started_at=session.started_at + by) for session in log.sessions),
        placements=tuple(replace(placement, at=placement.at + by) for placement in log.placements),
        checkins=tuple(replace(checkin, at=checkin.at + by) for checkin in log.checkins),
    )
