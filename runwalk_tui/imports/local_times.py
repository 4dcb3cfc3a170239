"""Dates and times as spreadsheets of many countries write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from runwalk_tui.session.limits import YEARS

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]0{1,2}:00(?::00)?)?")
_LOCAL = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})")
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*(am|pm)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dates:
    """How the dates of a column are written."""

    day_first: bool = True
    """Whether a date may be day, month, year."""
    month_first: bool = True
    """Whether it may be month, day, year."""
    ambiguous: str = ""
    """The line for the runner when both may be, and that makes a difference; else empty."""

    def readings(self, text: str) -> list[date]:
        """The days that a date may mean; none for what is no date."""
        if found := _ISO.fullmatch(text):
            return _days((found[1], found[2], found[3]))
        local = _LOCAL.fullmatch(text)
        if local is None:
            return []
        one, mark, other, year = local.groups()
        year = year if len(year) == 4 else f"20{year}"
        # A point follows the day, wherever in the date that is.
        by_day = _days((year, other, one)) if self.day_first or mark == "." else []
        by_month = _days((year, one, other)) if self.month_first and mark != "." else []
        return list(dict.fromkeys([*by_day, *by_month]))


def dates_in(cells: Sequence[tuple[int, str]]) -> Dates:
    """How the dates of a column are written, of which each is given with its line.

    One date that can only be read in one order tells how the others are meant.
    """
    both = Dates()
    day_first, month_first = Dates(month_first=False), Dates(day_first=False)
    local = [(line, text.strip()) for line, text in cells if _LOCAL.fullmatch(text.strip())]
    readable = [(line, text) for line, text in local if both.readings(text)]
    if all(day_first.readings(text) for _, text in readable):
        if not all(month_first.readings(text) for _, text in readable):
            return day_first
    elif all(month_first.readings(text) for _, text in readable):
        return month_first
    for line, text in readable:
        if len(both.readings(text)) > 1:
            told = f"line {line}: the date {text} could have the day first or the month first"
            return Dates(ambiguous=f"{told}; write the dates as 2026-01-05")
    return both


def minute_in(text: str) -> tuple[int, int, int] | None:
    """Hour, minute and second of a time of day; None for what is none."""
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[4].lower() == "pm" else 0)
    return (hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def _days(parts: tuple[str, str, str]) -> list[date]:
    """The day of a year, a month and a day of it; none when there is no such day in the years of a log."""
    year, month, day = map(int, parts)
    try:
        found = date(year, month, day)
    except ValueError:
        return []
    return [found] if year in YEARS else []
