"""What of the log the page does not show, and why: so that whoever reads it knows that there is more."""

from __future__ import annotations

from collections.abc import Iterator

from runwalk_tui.review.dates import dated
from runwalk_tui.review.report.checkins import MOST, checkins_by
from runwalk_tui.review.report.rows import is_shown
from runwalk_tui.review.session_words import is_sign_alone, is_walk
from runwalk_tui.review.trends.week_axis import WeekSpan
from runwalk_tui.rule.reading import NOT_YET_AFTER, Reading
from runwalk_tui.rule.reasons import plural

OTHER_EXERCISE = "other exercise"


def not_in_the_chart(reading: Reading, span: WeekSpan) -> tuple[str, ...]:
    """A sentence about the sessions of the weeks that no stage of the table belongs to: they have no mark in the chart
    of stages."""
    table = reading.table
    shown = [one.session for one in reading.counted if span.holds(one.session.day)]
    others = sum(session.programme != table.programme for session in shown)
    gone = sum(session.programme == table.programme and table.index(session.stage) is None for session in shown)
    told = [f"{plural(others, 'session')} of other programmes"] if others else []
    told += [f"{plural(gone, 'session')} at stages that the programme no longer has"] if gone else []
    return (f"Not shown here: {'; '.join(told)}.",) if told else ()


def left_out_lines(reading: Reading, span: WeekSpan) -> tuple[str, ...]:
    """Each thing that the page does not show, as it is told under a heading that says so."""
    return (
        *_before(reading, span),
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
            OTHER_EXERCISE: sum(not session.counted and not is_walk(session) for session in earlier),
        }
        counts = [_count(count, kind) for kind, count in kinds.items() if count]
        yield f"Before these weeks, from {dated(min(session.day for session in earlier))} on: {', '.join(counts)}."


def _nothing_done(reading: Reading, span: WeekSpan) -> Iterator[str]:
    """Rehearsals, and entries in which nothing was run and no pain was given."""
    shown = [one.session for one in reading.judged if span.holds(one.session.day)]
    rehearsals = sum(session.rehearsal for session in shown)
    if rehearsals:
        yield f"{plural(rehearsals, 'rehearsal')} of the timer."
    empty = sum(session.happened and not is_shown(session) and not is_sign_alone(session) for session in shown)
    if empty:
        yield f"{plural(empty, 'session')} without any running or pain score."


def _checkins(reading: Reading) -> Iterator[str]:
    more = len(checkins_by(reading.log, reading.today)) - MOST
    if more > 0:
        yield f"{plural(more, 'check-in')} between the first and the latest."


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


def _count(count: int, kind: str) -> str:
    """ "2 sessions", "other exercise once"."""
    if kind != OTHER_EXERCISE:
        return plural(count, kind)
    return f"{kind} once" if count == 1 else f"{kind} {count} times"
