"""How Home spends the lines of a terminal, so that no size has a hole at its foot or a line too many."""

from __future__ import annotations

from textwrap import wrap

from runwalk_tui.values import dataclass

FRAME = 8
"""Lines that are always there: the head and a blank one, what is due, the stage, a blank one and the buttons."""
STRIP, MOST_STRIP = 2, 3
"""Lines of the session's strip where there is room for a blank one on either side, and where more is left over."""
RECENT, MOST_RECENT = 6, 22
"""Past sessions before the last one on the widest screens: in any case, and at most."""
FEWEST_RUNGS = 5
"""Stages that the climb shows at least, however little room there is."""
ABOVE, BELOW_AND_ABOVE = 8, 26
"""Lines of the page that are not the climb: its head, its name and what the marks mean, then weeks and pain as well."""
SPARE = 2
"""Lines that must be left over beside a climb whose stages are apart: what is below it is larger then, too."""
BESIDE_RECENT = 34
"""Lines that the widest screens need besides those sessions."""


@dataclass(frozen=True, slots=True)
class Spread:
    """What to do with the lines that a small Home has."""

    strip: int
    """Lines of the session's strip, 1 to 3."""
    tight: bool
    """There are no blank lines around the strip."""
    apart: int
    """Rows that have a blank line after them, counted from the first."""


def spread(lines: int, texts: int, rows: int) -> Spread:
    """For so many lines in all, of which what is written takes `texts`, in so many rows that could be apart."""
    left = lines - FRAME - texts - STRIP - 2
    if left < 0:
        return Spread(1, True, 0)
    return Spread(MOST_STRIP if left > rows else STRIP, False, min(left, rows))


def lines_of(text: str, width: int) -> int:
    """Lines that a text takes at a width in cells; 0 for none."""
    return sum(max(1, len(wrap(line, max(1, width)))) for line in text.split("\n")) if text else 0


def recent_sessions(lines: int) -> int:
    """How many past sessions the widest screens list, on a terminal of so many lines."""
    return max(RECENT, min(MOST_RECENT, lines - BESIDE_RECENT))


def room_for_climb(lines: int, notices: str, width: int, *, tall: bool) -> int:
    """Lines for the climb next to what is below and above it, of which notices have a width in cells."""
    told = lines_of(notices, width) + bool(notices)
    return lines - (BELOW_AND_ABOVE if tall else ABOVE) - told


def rungs_shown(room: int, count: int) -> int:
    """Stages of so many for which the climb has room; two lines say how many are left out."""
    return max(FEWEST_RUNGS, room if count <= room else room - 2)


def is_roomy(room: int, count: int) -> bool:
    """Whether so many stages can be apart, and everything else larger."""
    return room > 2 * count + SPARE
