"""What stands in the columns of the table of past sessions, and how wide they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from runwalk_tui.programme.duration import format_clock
from runwalk_tui.review.dates import short_day
from runwalk_tui.review.past.finding import response_words, worst_given
from runwalk_tui.review.past.ordering import SortColumn
from runwalk_tui.review.session_words import extras, has_stage
from runwalk_tui.rule.reasons import DAYS
from runwalk_tui.rule.standing import Judged
from runwalk_tui.ui.lettering.raster import Ink

MOST_PAIN = 10
FIGURE = 2
"""Cells of a pain as a number, up to 10."""
WIDTHS = {
    SortColumn.DAY: 13,
    SortColumn.STAGE: 5,
    SortColumn.DONE: 8,
    SortColumn.RUN: 7,
    SortColumn.BEFORE: 6,
    SortColumn.WORST: FIGURE + 1 + 10,
    SortColumn.AFTER: 5,
    SortColumn.MORNING: 7,
    SortColumn.RESPONSE: 11,
    SortColumn.NOTES: 14,
}
"""Each column with its width in cells; notes take what is left."""
LESS = {SortColumn.DAY: 9, SortColumn.WORST: FIGURE + 1 + 5}
"""Widths where there is less room: no weekday, half the bar."""
LEAST = {SortColumn.DAY: 9, SortColumn.WORST: FIGURE + 3}
FEWER = tuple(column for column in SortColumn if column not in (SortColumn.RUN, SortColumn.NOTES))
FEW = (SortColumn.DAY, SortColumn.STAGE, SortColumn.DONE, SortColumn.WORST, SortColumn.AFTER, SortColumn.RESPONSE)
ESSENTIALS = tuple(column for column in FEW if column is not SortColumn.DONE)
"""What there is room for in 40 columns."""
GAP = 2
"""Cells between two columns; 1 where only the essentials have room."""
BLOCK, HALF_BLOCK = "▄", "▖"
"""What bars are made of: half as high as a line, so that those of neighbouring lines stay apart."""


def columns_at(width: int) -> dict[SortColumn, int]:
    """The columns that fit into a width in cells, with their own widths, the gap after each left out."""
    choices = (
        (tuple(SortColumn), WIDTHS),
        (tuple(column for column in SortColumn if column is not SortColumn.NOTES), WIDTHS),
        (tuple(column for column in SortColumn if column is not SortColumn.NOTES), WIDTHS | LESS),
        (FEWER, WIDTHS | LESS),
        (FEW, WIDTHS | {SortColumn.DAY: 9}),
        (FEW, WIDTHS | LESS),
        (ESSENTIALS, WIDTHS | {SortColumn.DAY: 9}),
        (ESSENTIALS, WIDTHS | LESS),
    )
    for names, widths in choices:
        left = width - sum(widths[name] + GAP for name in names) + GAP
        if left >= 0:
            return {name: widths[name] + (left if name is SortColumn.NOTES else 0) for name in names}
    return {name: (WIDTHS | LEAST)[name] for name in ESSENTIALS}


def gap_between(columns: Mapping[SortColumn, int]) -> int:
    """Cells between columns of these widths."""
    return 1 if columns.get(SortColumn.WORST) == LEAST[SortColumn.WORST] else GAP


def cell(judged: Judged, column: SortColumn, today: date, *, weekday: bool = False) -> str:
    """What stands in a column, in words and figures; the bar of the worst pain is drawn beside it."""
    session = judged.session
    match column:
        case SortColumn.DAY:
            day = short_day(session.day, year=session.day.year != today.year)
            return f"{DAYS[session.day.weekday()][:3]} {day}" if weekday else day
        case SortColumn.STAGE:
            return session.stage if has_stage(session) else "–"
        case SortColumn.DONE:
            if not has_stage(session):
                return format_clock(session.active_seconds)
            return f"{session.reps_done} of {session.reps_planned}"
        case SortColumn.RUN:
            return format_clock(session.run_seconds) if session.run_seconds else "–"
        case SortColumn.BEFORE:
            return figure(session.pain_before)
        case SortColumn.WORST:
            return figure(worst_given(session))
        case SortColumn.AFTER:
            return figure(session.pain_after)
        case SortColumn.MORNING:
            return figure(session.pain_morning)
        case SortColumn.RESPONSE:
            return response_words(judged)
        case SortColumn.NOTES:
            return "; ".join(extras(session))


def figure(pain: int | None) -> str:
    """A pain as a number; a dash when it was not given."""
    return "–" if pain is None else f"{pain}"


def bar(pain: int, width: int, plain: str, ink: Ink) -> str:
    """A pain as a bar in a width of cells that stands for 10; `plain` is what it is made of in ASCII.

    To half a cell where the terminal has quarter blocks; elsewhere no pain but 0 is without a bar.
    """
    halves = (2 * pain * width + MOST_PAIN // 2) // MOST_PAIN
    whole, half = divmod(halves, 2)
    if ink is Ink.QUARTERS:
        return BLOCK * whole + HALF_BLOCK * half
    return (plain if ink is Ink.CHARACTERS else BLOCK) * (whole + half)
