"""Events as an iCalendar file (.ics, RFC 5545).

Times are on the runner's own clock and name no time zone (section 3.3.5, form 1): a session at six is at six, also when
the clocks change or the runner travels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from runwalk_tui.exports.plans.coming import Coming

PRODUCT = "-//runwalk//runwalk//EN"
NAME = "Run-walk"
"""What the calendar is called where it's imported as a separate one."""
ALARM = timedelta(minutes=30)
"""How long before a session the alarm is. Our choice."""
LONGEST_LINE = 75
"""Bytes of a line without its end (section 3.1)."""
VERSIONS_SINCE = datetime(2020, 1, 1, tzinfo=UTC)
"""The number of a version is the minutes since then, so that what is made later replaces what was made before."""


def ics(events: Iterable[Coming], made: datetime) -> str:
    """The text of the file, with CRLF at the end of each line. `made` is aware."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        f"X-WR-CALNAME:{NAME}",
        *(line for event in events for line in _event(event, made)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(event: Coming, made: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.id}"
    yield f"DTSTAMP:{made.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{max(0, (made - VERSIONS_SINCE) // timedelta(minutes=1))}"
    yield f"DTSTART:{event.start:%Y%m%dT%H%M%S}"
    yield f"DTEND:{event.end:%Y%m%dT%H%M%S}"
    yield f"SUMMARY:{_escaped(event.title)}"
    yield f"DESCRIPTION:{_escaped(event.text)}"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_escaped(event.title)}"
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
