"""Adherence: how much of what the programme asks for was done (RULES, section 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.session.records import Log

TRIAL_SESSIONS = 2.1
"""Sessions a week in the ASTEROID trial, of 3 asked for: 70 % (Neason et al. 2025)."""
TRIAL_ASKED = 3
TRIAL_SHARE = 70
"""Percent."""


@dataclass(frozen=True, slots=True)
class Adherence:
    """Sessions done beside sessions asked for, since the programme began."""

    since: date
    """Day of the first placement or counted session."""
    sessions: int
    """Counted sessions from that day on."""
    weeks: float
    """Weeks since that day, with their fraction; 0 on the day itself."""
    asked_per_week: int
    """Sessions a week that the table asks for, at least 1."""

    @property
    def per_week(self) -> float | None:
        """Sessions a week, or None before the first day is over."""
        return self.sessions / self.weeks if self.weeks > 0 else None

    @property
    def share(self) -> float | None:
        """Part of what was asked for: 1 is all of it, and more is possible. None before the first day is over."""
        return None if self.per_week is None else self.per_week / self.asked_per_week


def began(log: Log) -> date | None:
    """The day of the first placement or counted session; None when there is neither."""
    days = [placement.at.date() for placement in log.placements]
    days += [session.day for session in log.sessions if session.counted]
    return min(days, default=None)


def adherence(table: StageTable, log: Log, today: date) -> Adherence | None:
    """Counted sessions of any programme up to `today`, divided by what was asked for; None before the start."""
    since = began(log)
    if since is None or since > today:
        return None
    done = sum(session.counted and session.day <= today for session in log.sessions)
    return Adherence(since, done, (today - since).days / 7, table.sessions_per_week)


def adherence_words(found: Adherence | None) -> str:
    """Adherence as one sentence, beside the trial's."""
    trial = f"In the trial it was {TRIAL_SESSIONS} of {TRIAL_ASKED} sessions a week ({TRIAL_SHARE} %)."
    if found is None:
        return f"No session yet, so there is no adherence to tell. {trial}"
    if found.per_week is None or found.share is None or found.weeks < 1:
        return f"Adherence means something from the second week on. {trial}"
    return (
        f"You did {found.per_week:.1f} of {found.asked_per_week} sessions a week ({found.share * 100:.0f} %). {trial}"
    )
