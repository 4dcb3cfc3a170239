"""Letters and a hand-out to lay out: one of twelve weeks with everything in it, one of somebody who has only been
placed, and the programme for somebody new."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from runwalk_tui.paths import shipped_stages
from runwalk_tui.programme.remarks import remarks_of
from runwalk_tui.programme.stage import StageTable
from runwalk_tui.review.report.composing import letter_of
from runwalk_tui.review.report.letter import HandOut, Letter
from runwalk_tui.review.report.on_paper.hand_out import hand_out_of
from runwalk_tui.rule.reading import read
from runwalk_tui.rule.screening import Screening
from runwalk_tui.session.habits import ISO_HABITS
from runwalk_tui.session.records import Log
from runwalk_tui.table_in_use import load_table
from tests.support.twelve_weeks import CLEARED, FIRST, SCREENING, TODAY, twelve_weeks


@cache
def shipped_table() -> StageTable:
    """The programme that ships."""
    return load_table(shipped_stages())


def letter_about(
    table: StageTable,
    log: Log,
    today: date,
    *,
    weeks: int = 12,
    name: str = "",
    screening: Screening | None = None,
    first_weekday: int = 0,
) -> Letter:
    """The letter about a log."""
    reading = read(table, log, today)
    return letter_of(
        reading,
        weeks=weeks,
        name=name,
        screening=screening,
        habits=replace(ISO_HABITS, first_weekday=first_weekday),
        remarks=remarks_of(shipped_stages().read_text("utf-8")),
    )


@cache
def full_letter() -> Letter:
    """Twelve weeks: 36 sessions, 12 walks, a flare-up, a warning sign that was cleared, check-ins, notes."""
    table = shipped_table()
    return letter_about(table, twelve_weeks(table), TODAY, name="Alex Example", screening=SCREENING)


def placed_letter() -> Letter:
    """Somebody who has only been placed: no session, no walk, no check-in."""
    log = twelve_weeks(shipped_table())
    return letter_about(shipped_table(), Log(placements=log.placements), FIRST)


def empty_letter() -> Letter:
    """An empty log."""
    return letter_about(shipped_table(), Log(), FIRST)


def stopped_letter() -> Letter:
    """The same weeks on the day before a doctor has cleared the warning sign, so that everything is on hold."""
    log = twelve_weeks(shipped_table())
    until = tuple(session for session in log.sessions if session.day < CLEARED)
    checkins = tuple(checkin for checkin in log.checkins if checkin.at.date() < CLEARED)
    open_sign = replace(log, sessions=until, checkins=checkins, clearances=())
    return letter_about(shipped_table(), open_sign, CLEARED - timedelta(days=1))


@cache
def hand_out() -> HandOut:
    """The programme that ships, on paper."""
    return hand_out_of(shipped_table())
