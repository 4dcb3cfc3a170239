"""What is typed after a command, checked: the shared options, files, days, times, sore places, red flags."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import click

from runwalk_tui.commands.typed.values import NamedPath, quoted

AnyCommand = TypeVar("AnyCommand", bound=click.Command)


class Where:
    """The two options that every command has."""

    def __init__(self, stages: Path | None = None, data: Path | None = None) -> None:
        self.stages = stages
        self.data = data


def _remember_path(context: click.Context, parameter: click.Parameter, value: Path | None) -> Path | None:
    """Remember --stages or --data-dir, wherever it is on the line."""
    where = context.ensure_object(Where)
    if value is not None:
        setattr(where, "stages" if parameter.name == "stages" else "data", value)
    return value


PATH = NamedPath()
OUT = NamedPath(dir_okay=False)
SHARED_OPTIONS = tuple(
    click.Option([name, destination], type=PATH, expose_value=False, is_eager=True, callback=_remember_path, help=text)
    for name, destination, text in (
        ("--stages", "stages", "Stage table to use instead of your own or the built-in one."),
        ("--data-dir", "data", "Folder for your log."),
    )
)
"""Made once and shared by all commands: a copy for each would slow every start."""


def with_shared_options(command: AnyCommand) -> AnyCommand:
    """Add --stages and --data-dir to a finished command."""
    command.params[:0] = SHARED_OPTIONS
    return command


def now() -> datetime:
    """This machine's clock, with its offset."""
    return datetime.now().astimezone()


def today_here() -> date:
    """The calendar day where the runner is."""
    return now().date()


def as_day(context: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    """The callback of an option with a calendar day. Raises click.BadParameter."""
    if value is None:
        return None
    try:
        found = date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{quoted(value)} is not a day such as 2026-01-05") from None
    if outside := _out_of_range(value, found):
        raise click.BadParameter(outside)
    return found


def instant(text: str, option: str = "--at") -> datetime:
    """An ISO date and time; without an offset it is the runner's own clock. Raises click.BadParameter."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        told = f"{quoted(text)} is not a date and time such as 2026-01-05T07:30"
        raise click.BadParameter(told, param_hint=option) from None
    if outside := _out_of_range(text, moment):
        raise click.BadParameter(outside, param_hint=option)
    if moment.tzinfo:
        return moment
    from runwalk_tui.system.own_clock import on_own_clock  # late, as below: `next` is given no time

    return on_own_clock(moment)


def past_instant(text: str, what_then: str, option: str = "--at") -> datetime:
    """An instant that is not still to come; `what_then` says what to do about such a one. Raises click.BadParameter."""
    from runwalk_tui.session.limits import in_future

    moment = instant(text, option)
    if in_future(moment, now()):
        raise click.BadParameter(f"{moment:%Y-%m-%d %H:%M} is in the future; {what_then}", param_hint=option)
    return moment


def _out_of_range(text: str, day: date) -> str:
    """What is said of a day that no log may speak of; "" for any other."""
    from runwalk_tui.session.limits import YEARS

    return "" if day.year in YEARS else f"{quoted(text)} is outside the years {YEARS[0]} to {YEARS[-1]}"


def as_items(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """The callback of an option with a short text that may be given again: a sore place, a red flag.

    Raises click.BadParameter for what the log would have to cut.
    """
    from runwalk_tui.system.safe_text import ITEM_LENGTH, ITEMS, safe_name

    if len(values) > ITEMS:
        raise click.BadParameter(f"given {len(values)} times; {ITEMS} is the most")
    for value in values:
        # A control character needs several places, as it is stored as an escape.
        length = len(safe_name(value, 10 * len(value) + 1))
        if length > ITEM_LENGTH:
            raise click.BadParameter(
                f"“{value[:20]}…” has {length} characters and {ITEM_LENGTH} is the most; put the rest in --note"
            )
    return values


def as_red_flags(context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Red flags as the log stores them: known ones by their id, once each."""
    from runwalk_tui.rule.red_flags import to_keep

    given = as_items(context, parameter, given)
    if not all(words.strip() for words in given):
        raise click.BadParameter("give the id of a warning sign (see `runwalk log --help`) or use your own words")
    return tuple(dict.fromkeys(to_keep(words) for words in given))
