"""Dates in few letters, in English whatever the locale."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from runwalk_tui.rule.reasons import DAYS, MONTHS

UNDATED_DAYS = 300
"""Days after which a date needs its year."""


def short_day(day: date, *, year: bool = False) -> str:
    """A date: "5 Jan", or "5 Jan 26" with its year."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}" + (f" {day.year % 100:02}" if year else "")


def day_with_year(day: date) -> str:
    """A date that nobody can misread, in a table: "5 Jan 2026"."""
    return f"{short_day(day)} {day.year}"


def dated(day: date) -> str:
    """A date with its year, as a letter has it: "5 January 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_in_short(day: date, today: date) -> str:
    """A date inside a sentence: "5 January", with its year when it is so long ago that it could be another one."""
    return f"{day.day} {MONTHS[day.month - 1]}" if is_recent(day, today) else dated(day)


def is_recent(day: date, today: date) -> bool:
    """Whether a date can do without its year."""
    return (today - day).days < UNDATED_DAYS


def weekday_in_short(day: date) -> str:
    """A date with its weekday: "Thu 26 Nov"."""
    return f"{DAYS[day.weekday()][:3]} {short_day(day)}"


def spans_years(days: Iterable[date]) -> bool:
    """Whether dates need their year to be told apart."""
    return len({day.year for day in days}) > 1
