"""A day as people say it, for whoever corrects a date by hand."""

from __future__ import annotations

import re
from datetime import date, timedelta

from runwalk_tui.rule.reasons import DAYS, MONTHS

SUCH_AS = "a day such as 2026-01-05, 5 jan or yesterday"
FEWEST = 3
"""Letters by which a month or a day of the week is known."""
WEEK = 7
LEAP_YEARS_APART = 8
"""Years at most from one 29 February to the next, 1896 and 1904 being such a pair."""


def day_meant(text: str, today: date) -> date | None:
    """The day that is meant by "today", "yesterday", "tue", "24 nov" or "24 nov 2025"; None for anything else.

    A day of the week is the last one before today; a day without its year is the last one up to today.
    """
    words = text.casefold().split()
    if words in (["today"], ["yesterday"]):
        return today - timedelta(days=words == ["yesterday"])
    if len(words) == 1:
        weekday = _place(words[0], DAYS)
        return None if weekday is None else today - timedelta(days=(today.weekday() - weekday - 1) % WEEK + 1)
    if len(words) not in (2, 3) or not re.fullmatch(r"[0-9]{1,2}", words[0]):
        return None
    month = _place(words[1], MONTHS)
    if month is None:
        return None
    if len(words) == 2:
        years = range(today.year, today.year - LEAP_YEARS_APART - 1, -1)
        days = (_day(year, month + 1, int(words[0])) for year in years)
        return next((day for day in days if day is not None and day <= today), None)
    return _day(int(words[2]), month + 1, int(words[0])) if re.fullmatch(r"[0-9]{4}", words[2]) else None


def _place(word: str, names: tuple[str, ...]) -> int | None:
    """The position among others of a name that starts so, from 0."""
    if len(word) < FEWEST:
        return None
    return next((place for place, name in enumerate(names) if name.casefold().startswith(word)), None)


def _day(year: int, month: int, day: int) -> date | None:
    """That day, if there is one."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
