"""Twelve weeks that nobody ran, for the page that a clinician gets: 36 sessions, 12 walks and what goes with them.

Monday, Wednesday and Friday the session that the rule asked for, Sunday a walk; one flare-up, one warning sign that a
doctor has cleared, soreness, notes of 2,000 characters in all, three check-ins. All of it before `TODAY`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.rule.prescription import prescribe
from runwalk_tui.rule.screening import Screening
from runwalk_tui.session.records import CheckIn, Log, Placement, SessionKind, SessionRecord, clearance_of

FIRST, TODAY = date(2025, 10, 6), date(2025, 12, 28)
FLARE, FEVER, CLEARED = date(2025, 10, 31), date(2025, 11, 21), date(2025, 11, 23)
SORE = {
    date(2025, 10, 15): "left calf",
    date(2025, 11, 12): "left calf",
    date(2025, 12, 8): "right knee",
}
NOTES = {
    date(
        2025, 10, 6
    ): "First run in two years. Slower than the people who walk their dogs, and that was fine. The back "
    "was stiff before, and looser after.",
    date(2025, 10, 15): "Calf tight on the last two runs, on the side where I always stand when I cook. Stretched it "
    "against the wall afterwards, as the leaflet says, and it was gone by the evening.",
    date(2025, 10, 31): "Moved a wardrobe with my brother the day before. Felt the back from the second run on, a dull "
    "band on the right side above the hip, nothing down the leg. Finished, because it did not get worse, but it was "
    "more than I am used to, and I lay down for an hour. Hot water bottle helped. Will walk on Sunday and see.",
    date(2025, 11, 3): "Back to the stage before. Easy. A bit of relief, to be honest: I had thought that was it.",
    date(2025, 11, 21): "Shivery since noon, went anyway, should not have. 38.4 in the evening.",
    date(2025, 11, 24): "Doctor says a virus, lungs clear, fine to run when I feel like it. I feel like it.",
    date(
        2025, 12, 8
    ): "Frost. Knee on the way down the hill by the church, not a pain so much as a warning. Took the flat "
    "loop by the river home. Question for the physio: is it the shoes? They are four years old, and the left heel is "
    "worn down on the outside. The back did not say a word all the way, which has not happened for a long time. I sat "
    "through a film in the evening, two hours and ten minutes, and only noticed at the end that I had not changed "
    "position. Before October, I could not sit for half an hour.",
    date(
        2025, 12, 14
    ): "Walk with Ana, talked about summer. No pain at all before or after, first time that I wrote a 1.",
    date(
        2025, 12, 26
    ): "Longest runs so far. Tired, in a good way. Back the same as on any other day; legs heavy until "
    "the next evening. I would like to know how much longer I should do three a week, and what I do when work gets "
    "busy in February, when I am away for three weeks and can run once a week at most.",
}
STAIRS = "climbing the stairs with shopping"
"""What matters to the runner, as it was named in each check-in."""
SCREENING = Screening(datetime(2025, 10, 5, 18, tzinfo=UTC), conditions=("fainting",))
"""What was said yes to before the first session."""


def twelve_weeks(table: StageTable) -> Log:
    """Live the weeks with a table; with the one that ships, the rule moves up from stage 2."""
    log = Log(
        placements=(Placement(_at(FIRST - timedelta(days=1), 18), "2", "run test", table.programme),),
        checkins=(
            CheckIn(_at(FIRST - timedelta(days=1), 19), 48, 45, 70, 28, STAIRS, activity_score=4, safe=5),
            CheckIn(_at(FIRST + timedelta(weeks=6), 20), 34, 36, 62, 22, STAIRS, activity_score=6, safe=6),
            CheckIn(_at(TODAY, 9), 22, 24, 45, 16, STAIRS, activity_score=8, safe=8),
        ),
    )
    day, number = FIRST, 0
    while day <= TODAY:
        if day == CLEARED:
            flagged = [session for session in log.sessions if session.red_flags]
            log = replace(log, clearances=(clearance_of(flagged, _at(day, 11)),))
        made = _session(table, log, day, number) if day.weekday() in (0, 2, 4) else None
        made = _walk(day, number) if day.weekday() == 6 else made
        if made is not None:
            log, number = replace(log, sessions=(*log.sessions, made)), number + 1
        day += timedelta(days=1)
    return log


def _session(table: StageTable, log: Log, day: date, number: int) -> SessionRecord:
    """The session that was due that day, with how it went."""
    due = prescribe(table, log, day)
    assert due.stage is not None
    assert due.reps is not None
    stage, done = table.stage(due.stage), due.reps
    before = 4 - (day - FIRST).days // 28 if number % 4 else 3 - (day - FIRST).days // 42
    worst = before + (0, 1, 1, 0)[number % 4]
    after = min(worst, before + number % 5 % 2)
    morning = before - number % 2
    if day == FLARE:
        worst, after, morning = 7, 7, 6
    run = stage.running_seconds(done)
    return SessionRecord(
        id=f"twelve-weeks-{number:03}",
        started_at=_at(day, 7 + number % 2 * 10, 30),
        programme=table.programme,
        stage=due.stage,
        reps_planned=due.reps,
        reps_done=done,
        run_seconds=run,
        walk_seconds=stage.total_seconds(done) - stage.warm_up - stage.cool_down - run,
        active_seconds=stage.total_seconds(done),
        pain_before=before,
        pain_worst=worst,
        pain_after=after,
        pain_morning=None if number % 11 == 7 else morning,
        soreness=(SORE[day],) if day in SORE else (),
        red_flags=("fever",) if day == FEVER else (),
        felt_ready=True,
        effort=3 + number % 4,
        note=NOTES.get(day, ""),
    )


def _walk(day: date, number: int) -> SessionRecord:
    """The walk of a Sunday."""
    minutes = 25 + 5 * (number % 3)
    return SessionRecord(
        id=f"twelve-weeks-{number:03}",
        started_at=_at(day, 15),
        programme="ASTEROID run-walk",
        stage="2",
        reps_planned=1,
        reps_done=0,
        walk_seconds=60 * minutes,
        active_seconds=60 * minutes,
        pain_before=1 if day == date(2025, 12, 14) else 3,
        pain_after=1 if day == date(2025, 12, 14) else 2,
        kind=SessionKind.WALK,
        note=NOTES.get(day, ""),
    )


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), UTC)
