"""Dates in few letters, in English whatever the locale."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from runwalk_tui.rule.reasons import DAYS, MONTHS


def short_day(day: date, *, year: bool = False) -> str:
    """A date: "5 Jan", or "5 Jan 26" with its year."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}" + (f" {day.year % 100:02}" if year else "")


def weekday_in_short(day: date) -> str:
    """A date with its weekday: "Thu 26 Nov"."""
    return f"{DAYS[day.weekday()][:3]} {short_day(day)}"


def spans_years(days: Iterable[date]) -> bool:
    """Whether dates need their year to be told apart."""
    return len({day.year for day in days}) > 1
