"""What of the log the page does not show, and why: so that whoever reads it knows that there is more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.review.report.course import dated
from runwalk_tui.review.report.rows import is_shown
from runwalk_tui.review.session_words import is_sign_alone, is_walk
from runwalk_tui.review.trends.week_axis import WeekSpan
from runwalk_tui.rule.reading import NOT_YET_AFTER, Reading
from runwalk_tui.rule.reasons import plural
from runwalk_tui.rule.red_flags import in_words
from runwalk_tui.session.records import CheckIn, Log, SessionRecord


def checkins_by(log: Log, today: date) -> tuple[CheckIn, ...]:
    """The check-ins up to a day, or to the one after it as with everything else, in order of time."""
    known = [checkin for checkin in log.checkins if checkin.at.date() <= today + NOT_YET_AFTER]
    return tuple(sorted(known, key=lambda checkin: checkin.at))


def not_in_the_chart(reading: Reading, span: WeekSpan) -> list[SessionRecord]:
    """The counted sessions of the weeks that no stage of the table belongs to."""
    table = reading.table
    return [
        one.session
        for one in reading.counted
        if span.holds(one.session.day)
        and (one.session.programme != table.programme or table.index(one.session.stage) is None)
    ]


def left_out_lines(reading: Reading, span: WeekSpan) -> tuple[str, ...]:
    """A sentence for each thing that the page leaves out."""
    return (
        *_before(reading, span),
        *_without_a_stage(reading.table, not_in_the_chart(reading, span)),
        *_nothing_done(reading, span),
        *_checkins(reading),
        *_dated_later(reading),
    )


def _before(reading: Reading, span: WeekSpan) -> Iterator[str]:
    """What was done before the weeks that are shown."""
    earlier = [one.session for one in reading.judged if one.session.day < span.first and is_shown(one.session)]
    if earlier:
        kinds = {
            "session": sum(session.counted for session in earlier),
            "walk": sum(is_walk(session) for session in earlier),
            "other exercise": sum(not session.counted and not is_walk(session) for session in earlier),
        }
        counts = [_count(count, kind) for kind, count in kinds.items() if count]
        yield f"Before these weeks, from {dated(min(session.day for session in earlier))} on: {', '.join(counts)}."


def _without_a_stage(table: StageTable, sessions: Sequence[SessionRecord]) -> Iterator[str]:
    """Sessions that are rows, but no steps of the stage chart."""
    others = sum(session.programme != table.programme for session in sessions)
    if others:
        yield f"{plural(others, 'session')} of other programmes: in the table, but not in the stage chart."
    gone = len(sessions) - others
    if gone:
        yield f"{plural(gone, 'session')} at stages that the programme no longer has: not in the stage chart."


def _nothing_done(reading: Reading, span: WeekSpan) -> Iterator[str]:
    """Rehearsals, and entries in which nothing was run and no pain was given."""
    shown = [one.session for one in reading.judged if span.holds(one.session.day)]
    rehearsals = sum(session.rehearsal for session in shown)
    if rehearsals:
        yield f"{plural(rehearsals, 'rehearsal')} of the timer."
    empty = sum(session.happened and not is_shown(session) and not is_sign_alone(session) for session in shown)
    if empty:
        yield f"{plural(empty, 'session')} ended without any running or pain score."


def _checkins(reading: Reading) -> Iterator[str]:
    between = len(checkins_by(reading.log, reading.today)) - 2
    if between > 0:
        yield f"{plural(between, 'check-in')} between the first and the latest."


def _dated_later(reading: Reading) -> Iterator[str]:
    """What bears a date in the future: the clock was wrong, or its date is."""
    later = reading.not_yet
    days = [
        *(session.day for session in later.sessions),
        *(placement.at.date() for placement in later.placements),
        *(clearance.at.date() for clearance in later.clearances),
        *(each.at.date() for each in reading.log.checkins if each.at.date() > reading.today + NOT_YET_AFTER),
    ]
    if days:
        entries = "1 entry" if len(days) == 1 else f"{len(days)} entries"
        yield f"{entries} dated in the future, {dated(min(days))}{' or later' if len(days) > 1 else ''}."
    for session in later.sessions:
        if session.happened and session.red_flags:
            signs = in_words(session.red_flags, in_full=True)
            yield f"One of them, dated {dated(session.day)}, has a warning sign: {signs}."


def _count(count: int, kind: str) -> str:
    return f"other exercise {count} times" if kind == "other exercise" and count > 1 else _once_or_plural(count, kind)


def _once_or_plural(count: int, kind: str) -> str:
    return "other exercise once" if kind == "other exercise" else plural(count, kind)
