"""Durations as people write them, and seconds."""

from __future__ import annotations

import re
from datetime import time

from runwalk_tui.programme.faults import quote
from runwalk_tui.programme.stage import LONGEST_STEP

EXAMPLES = '"15s", "2m", "1m30s", "1:30" or a whole number of seconds'
"""What a message offers to someone whose duration was not understood."""

COUNTS_TIME = 'runwalk counts time: write for example "2m" (two minutes)'
"""What a message says to someone who wrote a distance."""

LONGEST_NUMBER = 9
"""Digits of a number in a duration."""

_WITH_UNITS = r"(?=[0-9])(?:([0-9]{1,9})h)?(?:([0-9]{1,9})m)?(?:([0-9]{1,9})s)?"
_ON_THE_CLOCK = r"(?:([0-9]{1,9}):)?([0-9]{1,9}):([0-9]{2})"
_FRACTION = r"[0-9]*[.,][0-9]+ *[a-z]*|[0-9]+/[0-9]+ *[a-z]*"
_DISTANCE = (
    r"[0-9]+(?:[.,/][0-9]+)? *"
    r"(?:k|kms?|kilomet(?:er|re)s?|met(?:er|re)s?|mtrs?|mi|miles?|yds?|yards?|ft|feet|laps?)"
)
_UNITS_IN_WORDS = (
    (r"hours?|hrs?", "h"),
    (r"minutes?|mins?", "m"),
    (r"seconds?|secs?", "s"),
)


def parse_duration(value: object) -> int:
    """Return the whole seconds that a duration lasts, 0 or more.

    Understood are "15s", "2m", "1m30s", "1h30m", "1:30" (minutes and seconds), "1:30:00" (with hours)
    and a whole number of seconds. Raises ValueError, with one line that says what would be right, for
    everything else: fractions, booleans and negative durations too.
    """
    if isinstance(value, str):
        return _parse_text(value)
    if isinstance(value, bool) or not isinstance(value, int | float | time):
        raise ValueError(f"{quote(value)} is not a duration; write {EXAMPLES}")
    if isinstance(value, time):
        raise ValueError(f'{quote(value)} is a time of day; put a duration in quotes, such as "1:30:00"')
    if isinstance(value, float):
        raise ValueError(f"{quote(value)} is a fraction; write {EXAMPLES}")
    if value < 0:
        raise ValueError(f"{quote(value)} is negative; a duration is 0 or more seconds")
    return value


def _parse_text(text: str) -> int:
    match = re.fullmatch(_WITH_UNITS, text) or re.fullmatch(_ON_THE_CLOCK, text)
    if match is None:
        raise ValueError(_why_not(text))
    parts = [int(part) for part in match.groups() if part is not None]
    if any(part > 59 for part in parts[1:]):
        raise ValueError(f"{quote(text)} has a part above 59; only the first part of a duration may be larger")
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds


def duration_between(value: object, least: int, most: int, *, metres: bool = False) -> int:
    """Return the seconds of a duration from `least` to `most`.

    Raises ValueError as `parse_duration` does, for one outside these limits, and for what looks like a distance:
    "400m", since runners write metres so. What may be minutes is read as minutes ("90m"), except full hundreds in the
    length of a step, as "100m" is a usual distance and an unusual number of minutes. With `metres` that goes for
    what may be longer than a step, too.
    """
    if isinstance(value, str) and (metres or most <= LONGEST_STEP) and looks_like_metres(value):
        minutes = int(value.removesuffix("m"))
        possible = f'; for {minutes} minutes write "{format_duration(minutes * 60)}"' if minutes * 60 <= most else ""
        raise ValueError(f"{quote(value)} looks like metres; {COUNTS_TIME}{possible}")
    seconds = parse_duration(value)
    if least <= seconds <= most:
        return seconds
    raise ValueError(f"{quote(value)} is not between {format_duration(least)} and {format_duration(most)}")


def looks_like_metres(text: str) -> bool:
    """Whether a number of m is rather metres than minutes: more than a step lasts, or a full hundred."""
    written = text.removesuffix("m").rstrip(" ")
    if not text.endswith("m") or not (written.isascii() and written.isdigit() and len(written) <= LONGEST_NUMBER):
        return False
    number = int(written)
    return number * 60 > LONGEST_STEP or (number >= 100 and number % 100 == 0)


def reads_as_duration(text: str) -> bool:
    """Whether a text has units or is as on a clock; "90" alone has none."""
    return bool(re.fullmatch(_WITH_UNITS, text) or re.fullmatch(_ON_THE_CLOCK, text))


def _why_not(text: str) -> str:
    """The fault of a text that has no known form, in one line."""
    if re.fullmatch(_DISTANCE, text, re.IGNORECASE):
        return f"{quote(text)} looks like a distance; {COUNTS_TIME}"
    if short := respelt(text):
        return f'{quote(text)} is not a duration; write "{short}"'
    if text.startswith("-"):
        return f"{quote(text)} is negative; a duration is 0 or more seconds"
    if re.fullmatch(_FRACTION, text):
        return f"{quote(text)} is a fraction; write {EXAMPLES}"
    if text.isascii() and text.isdigit():
        return f'{quote(text)} has no unit; write for example "15s" or "2m"'
    return f"{quote(text)} is not a duration; write {EXAMPLES}"


def respelt(text: str) -> str | None:
    """A duration with its units in words or spaces between its parts as it is written here; None for another text."""
    short = text.lower().strip()
    for words, unit in _UNITS_IN_WORDS:
        short = re.sub(rf"(?<![a-z])(?:{words})(?![a-z])", unit, short)
    short = re.sub(r"(?<=[hms])(?: *and *| +)(?=[0-9])|(?<=[0-9]) +(?=[hms])", "", short)
    short = re.sub(r"(h)([0-9]{1,2})$", r"\1\2m", short)
    short = re.sub(r"(m)([0-9]{1,2})$", r"\1\2s", short)
    match = re.fullmatch(_WITH_UNITS, short)
    parts = [int(part) for part in match.groups() if part is not None] if match else []
    return short if parts and all(part <= 59 for part in parts[1:]) else None


def format_duration(seconds: int) -> str:
    """Return the shortest text that `parse_duration` reads as this many seconds: "45s", "1m30s", "1h30m"."""
    hours, minutes, rest = _split(seconds)
    text = "".join(f"{number}{unit}" for number, unit in ((hours, "h"), (minutes, "m"), (rest, "s")) if number)
    return text or "0s"


def format_clock(seconds: int) -> str:
    """Return seconds as a clock shows them: "0:45", "1:30", "1:30:00"."""
    hours, minutes, rest = _split(seconds)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _split(seconds: int) -> tuple[int, int, int]:
    """Whole hours, minutes and seconds. Raises ValueError for a negative number."""
    if seconds < 0:
        raise ValueError(f"a duration is 0 or more seconds, not {seconds}")
    minutes, rest = divmod(seconds, 60)
    return minutes // 60, minutes % 60, rest
