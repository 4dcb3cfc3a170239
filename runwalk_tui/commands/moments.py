"""Days and instants as they are typed after an option."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import click

from runwalk_tui.commands.options import now

YEARS = range(1900, 2200)
"""Years that a log may speak of."""
FAR_OFF = timedelta(days=1)
"""How far ahead of this machine's clock a thing may be dated: clocks differ, and so do time zones."""


def as_day(context: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    """The callback of an option that takes a calendar day. Raises click.BadParameter."""
    if value is None:
        return None
    try:
        found = date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a day such as 2026-01-05") from None
    if found.year not in YEARS:
        raise click.BadParameter(_out_of_range(value))
    return found


def instant(text: str, option: str = "--at") -> datetime:
    """An ISO date and time; without an offset it is the runner's own clock. Raises click.BadParameter."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(
            f"{text!r} is not a date and time such as 2026-01-05T07:30", param_hint=option
        ) from None
    if moment.year not in YEARS:
        raise click.BadParameter(_out_of_range(text), param_hint=option)
    return moment if moment.tzinfo else moment.astimezone()


def past_instant(text: str, what_then: str, option: str = "--at") -> datetime:
    """An instant that is not still to come; `what_then` says what to do about such a one. Raises click.BadParameter."""
    moment = instant(text, option)
    if moment > now() + FAR_OFF:
        raise click.BadParameter(f"{moment:%Y-%m-%d %H:%M} is in the future; {what_then}", param_hint=option)
    return moment


def _out_of_range(text: str) -> str:
    return f"{text!r} is not in the years {YEARS[0]} to {YEARS[-1]}"
