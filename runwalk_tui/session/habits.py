"""Where a week starts and how a time of day is written, as people are used to it. Only what is shown follows this."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from runwalk_tui.values import dataclass

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The days as settings.toml names them."""


@dataclass(frozen=True, slots=True)
class CalendarHabits:
    """How the runner reads a calendar and a clock; without a word from them, ISO 8601."""

    first_weekday: int = 0
    """0 is Monday, 6 is Sunday, as Python counts."""
    twelve_hours: bool = False
    """Times are written as "6:16 pm", not as "18:16"."""


ISO_HABITS = CalendarHabits()


def week_start(day: date, first_weekday: int) -> date:
    """The first day of the calendar week with `day` in it; `first_weekday` is 0 for Monday to 6 for Sunday."""
    return day - timedelta(days=(day.weekday() - first_weekday) % 7)


def clock_time(when: datetime | time, habits: CalendarHabits) -> str:
    """A time of day to the minute: "18:16" or "6:16 pm"."""
    if not habits.twelve_hours:
        return f"{when:%H:%M}"
    return f"{when.hour % 12 or 12}:{when.minute:02} {'pm' if when.hour >= 12 else 'am'}"


def time_in(text: str) -> time | None:
    """The time of day that people write as "18:16", "18.16", "6:16 pm" or "6pm"; None when it is none of these."""
    found = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?\s*([ap])?(?(3)\.?\s?m\.?)", text.strip().lower(), re.ASCII)
    if found is None or not (found[2] or found[3]):
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3] == "p" else 0)
    return time(hour, minute) if hour <= 23 and minute <= 59 else None
