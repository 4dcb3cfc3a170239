"""The small lines of the timer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from runwalk_tui.programme.duration import format_clock
from runwalk_tui.session.countdown import Moment, round_up
from runwalk_tui.ui.theme.icons import BULLET
from runwalk_tui.wording import KIND_WORDS


def count(moment: Moment) -> str:
    """Return which run it is, and of how many; "" in a session without any."""
    if not moment.runs:
        return ""
    if not moment.phase.interval:
        return f"{moment.runs} runs" if moment.run == 0 else "all runs done"
    return f"run {moment.run} of {moment.runs}"


def following(moment: Moment) -> tuple[str, ...]:
    """Return what comes after this phase, and shorter forms of it for large letters."""
    if moment.following is None:
        return ("then you are done", "then done")
    kind = KIND_WORDS[moment.following.kind].lower()
    return (f"then {kind} {format_clock(moment.following.seconds)}", f"then {kind}")


def totals(moment: Moment, end: datetime, markers: Sequence[str], width: int, *, ascii: bool) -> str:
    """Return the run, what is left of the whole, when it ends, and what is out of the ordinary.

    Where not all of it fits in a number of cells, the last marker goes last.
    """
    left = f"{format_clock(round_up(moment.total_left))} left"
    most = [left, f"ends {end:%H:%M}", *markers]
    parts = [*filter(None, [count(moment)]), *most]
    bullet = BULLET.shown(ascii)
    forms = [f"  {bullet}  ".join(parts)]
    # Left out one after the other: the run, which the timeline shows, too, then the end.
    forms += [f" {bullet} ".join(rest) for rest in (parts, most, [left, *markers], markers) if rest]
    return next((form for form in forms if len(form) <= width), forms[-1])
