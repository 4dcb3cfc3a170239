"""The small lines of the timer."""

from __future__ import annotations

from datetime import datetime

from runwalk_tui.programme.duration import format_clock
from runwalk_tui.session.countdown import Moment, round_up
from runwalk_tui.ui.widgets.icons import BULLET
from runwalk_tui.wording import KIND_WORDS


def count(moment: Moment) -> str:
    """Return which run it is, and of how many."""
    if not moment.phase.interval:
        return f"{moment.runs} runs" if moment.run == 0 else "all runs done"
    return f"run {moment.run} of {moment.runs}"


def following(moment: Moment) -> str:
    """Return what comes after this phase."""
    if moment.following is None:
        return "then you are done"
    return f"then {KIND_WORDS[moment.following.kind].lower()} {format_clock(moment.following.seconds)}"


def totals(moment: Moment, end: datetime, *, rehearsal: bool, muted: bool, ascii: bool) -> str:
    """Return what is left of the whole, when it ends on the wall clock, and what is unusual about it."""
    parts = [f"{format_clock(round_up(moment.total_left))} left", f"ends {end:%H:%M}"]
    if rehearsal:
        parts.append("rehearsal, not counted")
    if muted:
        parts.append("muted")
    return f"  {BULLET.shown(ascii)}  ".join(parts)
