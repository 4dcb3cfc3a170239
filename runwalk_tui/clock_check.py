"""Whether this computer's clock can be right, as far as the log can tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from runwalk_tui.rule.reasons import day_name
from runwalk_tui.session.habits import ISO_HABITS, CalendarHabits, clock_time
from runwalk_tui.session.records import Log
from runwalk_tui.system.problems import Problem

SLACK = timedelta(minutes=2)
"""By how much the newest entry may be ahead: clocks are put right by so much every now and then."""


def clock_problem(log: Log, now: datetime, habits: CalendarHabits = ISO_HABITS) -> Problem | None:
    """Says so when the log holds something that is still to come by this computer's clock.

    Travel changes nothing here: what is compared are instants, whatever the clock on the wall says.
    """
    newest = max(_entered(log), default=None)
    if newest is None or newest <= now + SLACK:
        return None
    entry = _said(newest.astimezone(now.tzinfo), habits)
    return Problem(
        f"This computer's clock says {_said(now, habits)}, but your log has an entry from {entry}. "
        "If the clock is wrong, fix it before you run: your plan depends on the date."
    )


def _entered(log: Log) -> Iterator[datetime]:
    for session in log.sessions:
        yield session.started_at
        if session.updated_at is not None:
            yield session.updated_at
    yield from (placement.at for placement in log.placements)
    yield from (checkin.at for checkin in log.checkins)
    yield from (clearance.at for clearance in log.clearances)


def _said(at: datetime, habits: CalendarHabits) -> str:
    return f"{day_name(at.date())} {at.year}, {clock_time(at, habits)}"
