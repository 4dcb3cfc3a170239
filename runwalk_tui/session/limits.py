"""How far the figures of a session may go when a hand enters them."""

from __future__ import annotations

from datetime import datetime, timedelta

YEARS = range(1900, 2200)
"""Years that a log may speak of."""
FAR_OFF = timedelta(days=1)
"""How far ahead of this machine's clock a thing may be dated: clocks differ, and so do time zones."""
NOTE_LIMIT = 2000
"""Characters that a note may have."""
ACTIVITY_LIMIT = 60
"""Characters that an activity of a check-in may have: a few words that are shown inside a line."""
MOST_MINUTES = 360
"""A walk lasts at most as long as a session may: six hours."""


def in_future(at: datetime, now: datetime) -> bool:
    """Whether a session cannot have begun yet; both are aware."""
    return at > now + FAR_OFF
