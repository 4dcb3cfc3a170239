"""What the locale of this computer says about weeks and clocks.

Babel knows it, because it carries the Unicode consortium's CLDR data. It is imported only for a locale that has a
country to look up, so nobody waits for it whose locale is C or POSIX.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from functools import lru_cache

LOCALE_VARIABLES = ("LC_ALL", "LC_TIME", "LANG")
"""In the order in which POSIX lets them decide."""
PLAIN_LOCALES = frozenset({"", "C", "POSIX"})
"""Locales that say nothing about a country."""
ASK_MAC = ("defaults", "read", "-g", "AppleLocale")
MAC_ANSWERS_WITHIN = 2.0
"""Seconds; mostly it is some milliseconds."""


def locale_name(environ: Mapping[str, str] | None = None) -> str:
    """The locale for dates and times, such as "en_US"; "" for C, POSIX or none.

    The environment decides; where it says nothing, Windows and macOS are asked.
    """
    environ = os.environ if environ is None else environ
    said = next((environ[name] for name in LOCALE_VARIABLES if environ.get(name)), None)
    if said is None:
        said = _of_the_system()
    name = re.split(r"[.@]", said)[0].replace("-", "_")
    return "" if name in PLAIN_LOCALES else name


@lru_cache(maxsize=8)
def habits_of_locale(name: str) -> tuple[int, bool]:
    """The first day of the week, from 0 for Monday, and whether the clock has twelve hours.

    A locale that Babel does not know counts as Monday and 24 hours, as ISO 8601 has it.
    """
    if not name:
        return 0, False
    from babel import Locale, UnknownLocaleError

    try:
        known = Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return 0, False
    # "h" and "K" count to twelve, "H" and "k" to twenty-four; text between quotes is no field.
    pattern = re.sub(r"'[^']*'", "", str(known.time_formats["short"].pattern))
    return known.first_week_day, bool(re.search("[hK]", pattern))


@lru_cache(maxsize=1)
def _of_the_system() -> str:
    """What Windows or macOS calls the locale of its user; "" elsewhere, or when it does not say."""
    if sys.platform == "win32":
        import ctypes

        longest = 85  # LOCALE_NAME_MAX_LENGTH
        room = ctypes.create_unicode_buffer(longest)
        return room.value if ctypes.windll.kernel32.GetUserDefaultLocaleName(room, longest) else ""
    if sys.platform == "darwin":
        import subprocess

        try:
            asked = subprocess.run(
                ASK_MAC, capture_output=True, encoding="utf-8", timeout=MAC_ANSWERS_WITHIN, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return asked.stdout.strip()
    return ""
