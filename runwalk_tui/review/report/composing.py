"""The letter from what the rule read of the log: every part of it made once, by the room that knows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from runwalk_tui.programme.remarks import Remark
from runwalk_tui.programme.stage import Stage, StageTable
from runwalk_tui.review.programme_words import size_words
from runwalk_tui.review.report import course
from runwalk_tui.review.report.here import due_today
from runwalk_tui.review.report.left_out import checkins_by, left_out_lines
from runwalk_tui.review.report.letter import Letter, LetterStage
from runwalk_tui.review.report.policy_words import policy_lines
from runwalk_tui.review.report.rows import letter_notes, session_rows
from runwalk_tui.review.report.signs import open_signs, sign_events, yes_answers
from runwalk_tui.review.report.soreness import soreness_by_place
from runwalk_tui.review.report.sources import marks_of, source_lines, stage_source
from runwalk_tui.review.trends.course import session_pains, stage_steps
from runwalk_tui.review.trends.week_figures import week_by_week
from runwalk_tui.rule import follow_up
from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.rule.reading import Reading
from runwalk_tui.rule.screening import Screening
from runwalk_tui.session.habits import CalendarHabits
from runwalk_tui.wording import minutes, steps_in_words

CAVEAT = f"{follow_up.BETWEEN_GROUPS} They do not say what will happen to one patient, and they are not a goal."
CAVEATS_AFTER = (
    "One patient has no group to compare with. Pain goes up and down anyway, and part of any change is just that.",
    follow_up.IN_THE_TRIAL,
)
"""As follow-up has them for the runner, without "you"."""


def letter_of(
    reading: Reading,
    due: Prescription,
    *,
    weeks: int,
    name: str,
    screening: Screening | None,
    habits: CalendarHabits,
    remarks: Mapping[str, Remark],
) -> Letter:
    """The page for a clinician about the last so many weeks, at least 1.

    `due` is the prescription of the same reading; `name` is the patient's, "" for none; `remarks` are those of the
    table that ships and then of the programme in use (`remarks_of`).
    """
    table, log, today = reading.table, reading.log, reading.today
    checkins = checkins_by(log, today)
    span = course.letter_span(log, today, weeks, habits.first_weekday)
    counted = [one for one in reading.counted if span.holds(one.session.day)]
    pains = session_pains(counted)
    steps = stage_steps(table, reading.judged, log.placements)
    earlier = next((step for step in reversed(steps) if step.day < span.first), None)
    steps = tuple(step for step in steps if span.holds(step.day))
    by_week = week_by_week(reading.judged, course.first_day(log), today, habits.first_weekday)
    by_week = tuple(week for week in by_week if span.holds(week.first_day))
    elsewhere = any(one.session.programme != table.programme for one in reading.counted)
    return Letter(
        name=name,
        today=today,
        span=span,
        programme=table.programme,
        size=size_words(table),
        sources=source_lines(table, compared=bool(checkins)),
        here=due_today(reading, due),
        stop=open_signs(log, today),
        signs=sign_events(log, today),
        screening=yes_answers(screening),
        screening_done=screening is not None,
        stages=stages_of(table),
        steps=steps,
        stage_sentence=course.stage_sentence(table, earlier, steps, span),
        flares=sum(pain.flared for pain in pains),
        steps_back=0 if table.policy.manual else course.steps_back(earlier, steps),
        pains=pains,
        run_minutes=tuple(round(one.session.run_seconds / 60, 1) for one in counted),
        acceptable_pain=table.policy.acceptable_pain,
        pain_sentence=course.pain_sentence(pains, table.policy.acceptable_pain, today, rising=reading.rising),
        weeks=by_week,
        sessions_per_week=table.sessions_per_week,
        weeks_sentence=course.weeks_sentence(
            by_week,
            table.sessions_per_week,
            [one.session.day for one in reading.counted],
            span,
            follow_up.began(log),
        ),
        adherence_sentence=course.adherence_sentence(follow_up.adherence(table, log, today), elsewhere=elsewhere),
        walks_sentence=course.walks_sentence(by_week),
        soreness=soreness_by_place(reading.judged, span),
        course=follow_up.course(replace(log, checkins=checkins)),
        caveat=CAVEAT,
        caveats_after=CAVEATS_AFTER,
        policy=policy_lines(table, remarks),
        rows=session_rows(reading.judged, table, span),
        notes=letter_notes(reading.judged, table, span),
        left_out=left_out_lines(reading, span),
        marks=marks_of(table),
    )


def stages_of(table: StageTable) -> tuple[LetterStage, ...]:
    """Every stage of a table, in its order."""
    return tuple(
        LetterStage(stage.marked_id, _session(table, stage), _repetitions(table, stage), stage_source(table, stage))
        for stage in table.stages
    )


def _session(table: StageTable, stage: Stage) -> str:
    """What a session is made of, and how long the full one is."""
    fill = f", repeated for {minutes(stage.fill)}" if stage.fill is not None else ""
    return f"{steps_in_words(stage)}{fill}; {minutes(stage.total_seconds(table.full(stage)))} in all"


def _repetitions(table: StageTable, stage: Stage) -> str:
    full = table.full(stage)
    if stage.fill is not None:
        return "1"
    return str(full) if full == stage.reps_min else f"{stage.reps_min} to {full}"
