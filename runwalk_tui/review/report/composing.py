"""The letter from what the rule read of the log: every part of it made once, by the room that knows it."""

from __future__ import annotations

from collections.abc import Mapping

from runwalk_tui.programme.remarks import Remark
from runwalk_tui.programme.stage import StageTable
from runwalk_tui.review.report import course
from runwalk_tui.review.report.checkins import checkins_by, letter_checkins
from runwalk_tui.review.report.here import due_today
from runwalk_tui.review.report.left_out import left_out_lines, not_in_the_chart
from runwalk_tui.review.report.letter import Letter
from runwalk_tui.review.report.policy_words import policy_lines
from runwalk_tui.review.report.rows import letter_notes, session_rows
from runwalk_tui.review.report.signs import on_hold, screening_sentences, sign_events, signs_ahead
from runwalk_tui.review.report.soreness import soreness_by_place
from runwalk_tui.review.report.sources import marks_of, source_lines
from runwalk_tui.review.trends.course import StageStep, session_pains, stage_steps
from runwalk_tui.review.trends.week_axis import WeekSpan
from runwalk_tui.review.trends.week_figures import Week, week_by_week
from runwalk_tui.rule import follow_up
from runwalk_tui.rule.prescription import prescribe_from
from runwalk_tui.rule.reading import Reading
from runwalk_tui.rule.reasons import plural
from runwalk_tui.rule.screening import Screening
from runwalk_tui.session.habits import CalendarHabits
from runwalk_tui.wording import minutes


def letter_of(
    reading: Reading,
    *,
    weeks: int,
    name: str,
    screening: Screening | None,
    habits: CalendarHabits,
    remarks: Mapping[str, Remark],
) -> Letter:
    """The page for a clinician about the last so many weeks, at least 1.

    `name` is the patient's, "" for none; `remarks` are those of the table that ships and then of the programme in use
    (`remarks_of`).
    """
    table, log, today = reading.table, reading.log, reading.today
    given = checkins_by(log, today)
    span = course.letter_span(log, today, weeks, habits.first_weekday)
    counted = [one for one in reading.counted if span.holds(one.session.day)]
    pains = session_pains(counted)
    earlier, steps = _steps(reading, span)
    bar_word, bar_minutes = course.minutes_of_sessions([one.session for one in counted])
    by_week = _weeks(reading, span, habits)
    elsewhere = any(one.session.programme != table.programme for one in reading.counted)
    return Letter(
        name=name,
        today=today,
        span=span,
        programme=table.programme,
        size=_size(table),
        sources=source_lines(table, compared=len(given) > 1),
        here=due_today(reading, prescribe_from(reading)),
        stop=on_hold(log, today),
        signs=sign_events(log, today),
        signs_ahead=signs_ahead(reading.not_yet.sessions, log),
        screening=screening_sentences(screening),
        stages=tuple(stage.marked_id for stage in table.stages),
        steps=steps,
        stage_sentence=course.stage_sentence(table, earlier, steps, span),
        stages_run=course.stages_run(table, steps),
        not_in_chart=not_in_the_chart(reading, span),
        pains=pains,
        bar_minutes=bar_minutes,
        bar_word=bar_word,
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
        checkins=letter_checkins(given),
        policy=policy_lines(table, remarks),
        rows=session_rows(reading.judged, table, span),
        notes=letter_notes(reading.judged, table, span),
        left_out=left_out_lines(reading, span),
        marks=marks_of(table),
    )


def _steps(reading: Reading, span: WeekSpan) -> tuple[StageStep | None, tuple[StageStep, ...]]:
    """The last step through the stages before some weeks, None without one, and those of the weeks."""
    steps = stage_steps(reading.table, reading.judged, reading.log.placements)
    earlier = next((step for step in reversed(steps) if step.day < span.first), None)
    return earlier, tuple(step for step in steps if span.holds(step.day))


def _weeks(reading: Reading, span: WeekSpan, habits: CalendarHabits) -> tuple[Week, ...]:
    first = course.first_day(reading.log)
    weeks = week_by_week(reading.judged, first, reading.today, habits.first_weekday)
    return tuple(week for week in weeks if span.holds(week.first_day))


def _size(table: StageTable) -> str:
    """The programme in a sentence, for somebody who has never heard of it."""
    what = "Runs and walks in turn" if table.has_running else "Walks"
    longest = minutes(max(stage.total_seconds(table.full(stage)) for stage in table.stages))
    stages, often = plural(len(table.stages), "stage"), plural(table.sessions_per_week, "session")
    return f"{what}: {stages}, {often} of up to {longest} a week."
