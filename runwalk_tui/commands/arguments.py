"""What is typed after a command, checked: the two options of all, files, days and instants, sore places, red flags."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from runwalk_tui.session.limits import YEARS, in_future
from runwalk_tui.system.own_clock import on_own_clock

AnyCommand = TypeVar("AnyCommand", bound=click.Command)


class Where:
    """The two options that every command takes."""

    def __init__(self, stages: Path | None = None, data: Path | None = None) -> None:
        self.stages = stages
        self.data = data


def _remember_path(context: click.Context, parameter: click.Parameter, value: Path | None) -> Path | None:
    """Keep --stages or --data-dir wherever on the line it stands."""
    where = context.ensure_object(Where)
    if value is not None:
        setattr(where, "stages" if parameter.name == "stages" else "data", value)
    return value


class NamedPath(click.Path):
    """A file or folder that the runner names. "" is none: as a path it would be the folder that one stands in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not str(value):
            self.fail("the name is empty; name a file or a folder", param, ctx)
        return super().convert(value, param, ctx)


PATH = NamedPath(path_type=Path)
OUT = NamedPath(path_type=Path, dir_okay=False)
SHARED_OPTIONS = tuple(
    click.Option([name, destination], type=PATH, expose_value=False, is_eager=True, callback=_remember_path, help=text)
    for name, destination, text in (
        ("--stages", "stages", "Stage table to use."),
        ("--data-dir", "data", "Folder of the log."),
    )
)
"""Made once for all commands: forty options of their own would be felt at every start."""


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
    return moment if moment.tzinfo else on_own_clock(moment)


def past_instant(text: str, what_then: str, option: str = "--at") -> datetime:
    """An instant that is not still to come; `what_then` says what to do about such a one. Raises click.BadParameter."""
    moment = instant(text, option)
    if in_future(moment, now()):
        raise click.BadParameter(f"{moment:%Y-%m-%d %H:%M} is in the future; {what_then}", param_hint=option)
    return moment


def _out_of_range(text: str) -> str:
    return f"{text!r} is not in the years {YEARS[0]} to {YEARS[-1]}"


def as_items(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """The callback of an option with a short text that may be given again: a sore place, a red flag.

    Raises click.BadParameter for what the log would have to cut.
    """
    from runwalk_tui.system.safe_text import ITEM_LENGTH, ITEMS, safe_name

    if len(values) > ITEMS:
        raise click.BadParameter(f"given {len(values)} times; the log takes at most {ITEMS}")
    for value in values:
        # A control character takes several places, as it is kept as an escape.
        length = len(safe_name(value, 10 * len(value) + 1))
        if length > ITEM_LENGTH:
            raise click.BadParameter(
                f"“{value[:20]}…” has {length} characters; the log takes {ITEM_LENGTH}, and --note takes more"
            )
    return values


class WithRedFlags(click.Command):
    """A command whose help ends with the id of every red flag."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from runwalk_tui.rule.red_flags import EMERGENCY_FLAGS, URGENT_FLAGS

        for heading, flags in (
            ("Red flags (an emergency)", EMERGENCY_FLAGS),
            ("Red flags (see a doctor urgently)", URGENT_FLAGS),
        ):
            with formatter.section(heading):
                formatter.write_dl([(flag.id, flag.question) for flag in flags])
        formatter.write_paragraph()
        formatter.write_text("Any other words are saved as you typed them, and count as an emergency.")


def as_red_flags(context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Red flags as a log has them: known ones by their id, once each."""
    from runwalk_tui.rule.red_flags import to_keep

    given = as_items(context, parameter, given)
    if not all(words.strip() for words in given):
        raise click.BadParameter("give the sign's id (`runwalk log --help` lists them) or use your own words")
    return tuple(dict.fromkeys(to_keep(words) for words in given))
