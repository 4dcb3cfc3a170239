"""Times by this machine's clock."""

from __future__ import annotations

from datetime import datetime


def on_own_clock(moment: datetime) -> datetime:
    """A day and a time of day as an instant, with the offset that this machine's time zone has then.

    Of an hour that comes twice it is the first one; an hour that is skipped counts as the one after it, which Python
    before 3.12 takes for the one before. Raises OverflowError and ValueError at the ends of time.
    """
    found = moment.astimezone()
    if found.replace(tzinfo=None) == moment:
        return found
    return max(found, moment.replace(fold=1).astimezone())
