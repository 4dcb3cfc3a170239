"""Letters and a hand-out to lay out: one of twelve weeks with everything in it, one of somebody who has only been
placed, and the programme for somebody new."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from runwalk_tui.paths import shipped_stages
from runwalk_tui.review.report.letter import (
    DueToday,
    HandOut,
    Letter,
    LetterNote,
    LetterStage,
    PlaceCount,
    PolicyLine,
    SessionRow,
    SignEvent,
)
from runwalk_tui.review.session_words import RESPONSE_WORDS
from runwalk_tui.review.stage_words import session_words
from runwalk_tui.review.trends.course import session_pains, stage_steps
from runwalk_tui.review.trends.week_axis import WeekSpan
from runwalk_tui.review.trends.week_figures import week_by_week
from runwalk_tui.rule.follow_up import ALSO, CAVEAT, course
from runwalk_tui.rule.reading import read
from runwalk_tui.rule.red_flags import ADVICE, EMERGENCY_FLAGS, URGENT_FLAGS, Urgency
from runwalk_tui.session.records import Log, SessionKind
from runwalk_tui.table_in_use import load_table
from runwalk_tui.wording import source_words
from tests.support.twelve_weeks import FIRST, TODAY, twelve_weeks

SOURCES = (
    "The ASTEROID trial: Neason et al., Br J Sports Med 2025;59:99-108, doi 10.1136/bjsports-2024-108245",
    "Its protocol: Tagliaferri et al., BMJ Open Sport Exerc Med 2023;9:e001524, doi 10.1136/bmjsem-2022-001524",
    "Stages 1 to 6 and 13: urbanathlete.co.nz, a blog. Stages 7* to 12*: our own estimate",
    "When to move up: theproactiveathlete.ca, a blog",
    "Pain-monitoring model: Silbernagel et al., Am J Sports Med 2007;35:897-906, made for tendons, not backs",
    "Change in pain that matters to one person: Ostelo et al., Spine 2008;33:90-94",
)


@cache
def full_letter() -> Letter:
    """Twelve weeks: 36 sessions, 12 walks, a flare-up, a warning sign that was cleared, check-ins, notes."""
    table = load_table(shipped_stages())
    log = twelve_weeks(table)
    reading = read(table, log, TODAY)
    pains = session_pains(reading.judged)
    rows, notes, minutes = [], [], []
    for one in reading.judged:
        session = one.session
        walk = session.kind is SessionKind.WALK
        what = "Walk" if walk else f"Stage {table.stage(session.stage).marked_id}"
        rows.append(
            SessionRow(
                day=session.day,
                what=what,
                done="" if walk else f"{session.reps_done} of {session.reps_planned}",
                minutes=round(session.active_seconds / 60),
                run_minutes=round(session.run_seconds / 60, 1),
                before=session.pain_before,
                worst=session.pain_worst,
                after=session.pain_after,
                morning=session.pain_morning,
                effort=session.effort,
                sore=", ".join(session.soreness),
                response="" if walk else RESPONSE_WORDS[one.response],
            )
        )
        if not walk:
            minutes.append(round(session.run_seconds / 60, 1))
        if session.note:
            notes.append(LetterNote(session.day, what, session.note))
    return Letter(
        name="Alex Example",
        today=TODAY,
        span=WeekSpan(FIRST, 12, TODAY),
        programme="ASTEROID run-walk",
        size="13 stages, 26 to 32 minutes, 3 a week",
        sources=SOURCES,
        here=DueToday(
            "Stage 6, 10 × run 1m30s, walk 1m",
            ("Worst pain in the last session was 3 out of 10, and up to 5 is accepted.",),
            date(2025, 12, 29),
        ),
        stop=(),
        signs=(SignEvent(date(2025, 11, 21), "fever or feeling unwell", "see a doctor urgently", date(2025, 11, 23)),),
        screening=("fainted, or nearly",),
        screening_done=True,
        stages=tuple(
            LetterStage(
                stage.marked_id,
                session_words(table, stage),
                f"{stage.reps_min} to {table.full(stage)}",
                source_words(table, stage),
            )
            for stage in table.stages
        ),
        steps=stage_steps(table, reading.judged, log.placements),
        stage_sentence="From stage 2 to stage 6, with 2 steps back.",
        flares=1,
        steps_back=2,
        pains=pains,
        run_minutes=tuple(minutes),
        acceptable_pain=5,
        pain_sentence="Pain before sessions: lower over these weeks, from 4 in the first six to 2 in the last six "
        "(medians). Worst pain above 5 in 1 of 36 sessions.",
        weeks=week_by_week(reading.judged, FIRST, TODAY),
        sessions_per_week=3,
        weeks_sentence="3 or more sessions in 12 of 12 weeks. Running: 24 minutes in the first week, 33 in the last.",
        adherence_sentence="3.0 of 3 planned sessions a week since 5 October (101%). In the trial: 2.1 of 3 (70%).",
        walks_sentence="12 walks, 6 h 00 min.",
        soreness=(PlaceCount("left calf", 2, date(2025, 11, 12)), PlaceCount("right knee", 1, date(2025, 12, 8))),
        course=course(log),
        caveat=CAVEAT,
        caveats_after=ALSO,
        policy=POLICY,
        rows=tuple(rows),
        notes=tuple(notes),
        left_out=(),
        marks=("* our own estimate", "– not given"),
    )


POLICY = (
    PolicyLine("Worst pain up to 5 out of 10 during a session is accepted.", "Silbernagel 2007, made for tendons"),
    PolicyLine("Pain of 8 or more is a flare-up, whatever it was before.", "our choice"),
    PolicyLine("A rise of 2 or more counts.", "our use of Ostelo 2008, which gives an improvement"),
    PolicyLine("A session at effort 8 or more does not count towards moving up.", "our choice"),
    PolicyLine("2 full sessions before the next stage is offered.", "theproactiveathlete.ca, a blog"),
    PolicyLine("At least 7 days at each stage.", "theproactiveathlete.ca, a blog"),
    PolicyLine("4 more repetitions after a session that went well.", "our choice"),
    PolicyLine("1 day without running between sessions.", "our choice"),
    PolicyLine("2 days without running after a flare-up.", "our choice"),
    PolicyLine("After 14 days off, the fewest repetitions again.", "our choice"),
    PolicyLine("One stage back for every 28 days off.", "our choice"),
    PolicyLine("After 84 days off, the starting stage is found again.", "our choice"),
    PolicyLine("3 sessions a week.", "the trial"),
)


def empty_letter() -> Letter:
    """Somebody who has only been placed: no session, no walk, no check-in."""
    full = full_letter()
    return replace(
        full,
        name="",
        span=WeekSpan(FIRST, 4, FIRST + timedelta(days=1)),
        today=FIRST + timedelta(days=1),
        here=DueToday("Stage 2, 6 × run 30s, walk 2m", ("Placed at stage 2 on 5 October.",), FIRST),
        signs=(),
        screening=(),
        steps=full.steps[:1],
        stage_sentence="Starting stage: 2.",
        flares=0,
        steps_back=0,
        pains=(),
        run_minutes=(),
        pain_sentence="No sessions in these weeks.",
        weeks=(),
        weeks_sentence="No sessions in these weeks.",
        adherence_sentence="No sessions yet.",
        walks_sentence="",
        soreness=(),
        course=course(Log()),
        rows=(),
        notes=(),
    )


def hand_out() -> HandOut:
    """The programme that ships, on paper."""
    full = full_letter()
    return HandOut(
        programme=full.programme,
        size=full.size,
        stages=full.stages,
        how_to=(
            "Walk for 5 minutes, then run and walk in turns as often as the stage says, then walk for 2 minutes.",
            "Rate your pain from 0 to 10: before, the worst during the session, after it, and the next morning.",
        ),
        policy=POLICY,
        signs=(
            (ADVICE[Urgency.EMERGENCY].action, tuple(flag.in_full for flag in EMERGENCY_FLAGS)),
            (ADVICE[Urgency.URGENT].action, tuple(flag.in_full for flag in URGENT_FLAGS)),
        ),
        sources=SOURCES,
        marks=("* our own estimate",),
    )
