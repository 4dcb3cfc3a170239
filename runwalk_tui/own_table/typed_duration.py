"""What is wrong with a duration that was typed into a form, in a line short enough for its row.

A file may also have a number of seconds without a unit; in a form that is more often minutes, so it is asked about.
"""

from __future__ import annotations

import re

from runwalk_tui.programme.duration import (
    duration_between,
    format_duration,
    looks_like_metres,
    parse_duration,
    reads_as_duration,
    respelt,
)

SUCH_AS = "45s, 2m or 1m30s"
_DISTANCE = r"[0-9.,/ ]+(?:k|km|mi|miles?|yds?|yards?|ft|feet|laps?|met(?:er|re)s?)"
_FRACTION = r"[0-9]*[.,][0-9]+ *[a-z]*|[0-9]+/[0-9]+ *[a-z]*"


def wrong_duration(text: str, least: int, most: int) -> str:
    """Why this can't be a duration from `least` to `most` seconds, and what would be right; "" when it can."""
    try:
        duration_between(text, least, most, metres=True)
    except ValueError:
        return _why(text, least, most)
    return ""


def _why(text: str, least: int, most: int) -> str:
    if not text:
        return f"a duration, please: {SUCH_AS}"
    if looks_like_metres(text):
        minutes = int(text.removesuffix("m")) * 60
        instead = f"for minutes write {format_duration(minutes)}" if minutes <= most else "m is minutes, such as 2m"
        return f"{text} looks like metres; {instead}"
    if text.isascii() and text.isdigit():
        units = [unit for unit, seconds in (("s", 1), ("m", 60)) if least <= int(text) * seconds <= most]
        if units:
            return f"{text} of what? Write {' or '.join(text + unit for unit in units)}"
    elif re.fullmatch(_DISTANCE, text, re.IGNORECASE):
        return f"{text} is a distance; runwalk counts time, such as 2m"
    elif re.fullmatch(_FRACTION, text, re.IGNORECASE):
        return f"no fractions, please: {SUCH_AS}"
    if reads_as_duration(text) and not _is_read(text):
        return "minutes and seconds go up to 59, such as 1m30s"
    if text.startswith("-") or _is_read(text) or (text.isascii() and text.isdigit()):
        return f"from {format_duration(least)} to {format_duration(most)}, please"
    short = respelt(text)
    return f"write it as {short}" if short else f"not a duration; write it like {SUCH_AS}"


def _is_read(text: str) -> bool:
    """Whether it is a duration, of whatever length."""
    try:
        parse_duration(text)
    except ValueError:
        return False
    return True
