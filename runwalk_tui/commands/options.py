"""What the commands share: the two options of all, opening, printing, refusing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from runwalk_tui import paths
from runwalk_tui.commands.outputs import done_even_if_unheard, give, say

__all__ = [
    "OUT",
    "PATH",
    "Where",
    "give",
    "known_stage",
    "now",
    "print_prescription",
    "reading",
    "refuse",
    "refuse_table",
    "say",
    "table_of",
    "today_here",
    "with_places",
    "writing",
]

if TYPE_CHECKING:
    from runwalk_tui.history.store import Store
    from runwalk_tui.programme.stage import StageTable
    from runwalk_tui.rule.prescription import Prescription
    from runwalk_tui.session.records import Log

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
PLACES = tuple(
    click.Option([name, destination], type=PATH, expose_value=False, is_eager=True, callback=_remember_path, help=text)
    for name, destination, text in (
        ("--stages", "stages", "Stage table to use."),
        ("--data-dir", "data", "Folder of the log."),
    )
)
"""Made once for all commands: forty options of their own would be felt at every start."""


def with_places(command: AnyCommand) -> AnyCommand:
    """Add --stages and --data-dir to a finished command."""
    command.params[:0] = PLACES
    return command


def reading(where: Where, *, for_rule: bool = False) -> Store:
    from runwalk_tui.history.store import Store

    store = Store.open(paths.data_dir(where.data), read_only=True, for_rule=for_rule)
    _print_notices(store)
    return store


@contextmanager
def writing(where: Where) -> Iterator[Store]:
    """The log, to write into. Once something is written, the command is done, whether its answer is heard or not."""
    from runwalk_tui.history.store import Store

    with Store.open(paths.data_dir(where.data)) as store:
        _print_notices(store)
        before = store.writes
        with done_even_if_unheard(lambda: store.writes > before):
            yield store


def table_of(where: Where) -> StageTable:
    """The stage table in use, or an end with every fault named."""
    from runwalk_tui.programme.reader import TableError, load_table

    try:
        return load_table(paths.stages_file(where.stages))
    except TableError as error:
        refuse_table(error)


def refuse_table(error: Exception) -> NoReturn:
    say(str(error), err=True)
    raise SystemExit(1) from None


def refuse(message: str) -> NoReturn:
    say(f"runwalk: {message}", err=True)
    raise SystemExit(1) from None


def known_stage(table: StageTable, stage_id: str) -> str:
    if table.index(stage_id) is None:
        ids = ", ".join(stage.id for stage in table.stages)
        refuse(f"there is no stage {stage_id!r} in “{table.programme}”; its stages are {ids}")
    return stage_id


def print_prescription(table: StageTable, past: Log, today: date, *, as_json: bool) -> None:
    from runwalk_tui.rule.prescription import prescribe
    from runwalk_tui.wording import explain

    prescription = prescribe(table, past, today)
    if as_json:
        import json

        from runwalk_tui.system.safe_text import calm_json

        give(calm_json(json.dumps(_plain_values(prescription), indent=2, ensure_ascii=False)) + "\n")
    else:
        say("\n".join(explain(table, prescription, today)))


def _plain_values(prescription: Prescription) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(prescription).items()}


def _print_notices(store: Store) -> None:
    for notice in store.notices:
        say(f"runwalk: {notice}", err=True)


def now() -> datetime:
    return datetime.now().astimezone()


def today_here() -> date:
    return now().date()
