"""Events as an iCalendar file (.ics, RFC 5545).

Times are on the runner's own clock and name no time zone (section 3.3.5, form 1): a session at six is at six, also when
the clocks change or the runner travels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

PRODUCT = "-//runwalk//runwalk//EN"
NAME = "Run-walk"
"""What the calendar is called where it's imported as a separate one."""
ALARM = timedelta(minutes=30)
"""How long before a session the alarm is. Our choice."""
LONGEST_LINE = 75
"""Bytes of a line without its end (section 3.1)."""
VERSIONS_SINCE = datetime(2020, 1, 1, tzinfo=UTC)
"""The number of a version is the minutes since then, so that what is made later replaces what was made before."""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One event of the calendar."""

    id: str
    """The same for the same session of the programme, whenever the calendar is made; no other log has it."""
    start: datetime
    """On the runner's own clock, wherever that is: without an offset."""
    seconds: int
    """Its length, at least 1."""
    title: str
    text: str
    """A few sentences on it."""
    alarm: bool = True
    """Whether it reminds of itself. A later version without an alarm takes the earlier one's away."""
    cancelled: bool = False
    """Whether it is not to happen, which only a program that has an earlier version of it needs to know."""

    @property
    def end(self) -> datetime:
        """When it is over."""
        return self.start + timedelta(seconds=self.seconds)


def ics(entries: Iterable[CalendarEntry], made: datetime) -> str:
    """The text of the file, with CRLF at the end of each line. `made` is aware."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        f"X-WR-CALNAME:{NAME}",
        *(line for entry in entries for line in _event(entry, made)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(entry: CalendarEntry, made: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.id}"
    yield f"DTSTAMP:{made.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{max(0, (made - VERSIONS_SINCE) // timedelta(minutes=1))}"
    yield f"DTSTART:{entry.start:%Y%m%dT%H%M%S}"
    yield f"DTEND:{entry.end:%Y%m%dT%H%M%S}"
    # Said of each (section 3.8.1.11): one that was cancelled and is on again has to say so.
    yield f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}"
    yield f"SUMMARY:{_escaped(entry.title)}"
    yield f"DESCRIPTION:{_escaped(entry.text)}"
    if entry.alarm:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{_escaped(entry.title)}"
        yield f"TRIGGER:-PT{ALARM // timedelta(minutes=1)}M"
        yield "END:VALARM"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    """A text as a value (section 3.3.11): no control characters, and those that mean something with a backslash."""
    return re.sub("[\x00-\x09\x0b-\x1f\x7f]", " ", re.sub(r"([\\;,])", r"\\\1", text)).replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of 75 bytes at most, each but the first after a space; no character is cut in two."""
    piece = ""
    for char in line:
        if len((piece + char).encode()) > LONGEST_LINE:
            yield piece
            piece = " "
        piece += char
    yield piece
