"""The log and the stage table as a command opens them, and what is due today."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from runwalk_tui import paths
from runwalk_tui.commands.colour import headline
from runwalk_tui.commands.outputs import done_even_if_not_printed, give, refuse, refuse_table, say
from runwalk_tui.commands.typed.arguments import Where
from runwalk_tui.commands.typed.values import quoted

if TYPE_CHECKING:
    from runwalk_tui.history.store import Store
    from runwalk_tui.programme.stage import StageTable
    from runwalk_tui.rule.prescription import Prescription
    from runwalk_tui.session.records import Log


def reading(where: Where, *, for_rule: bool = False) -> Store:
    from runwalk_tui.history.store import Store

    store = Store.open(paths.data_dir(where.data), read_only=True, for_rule=for_rule)
    _print_notices(store)
    return store


@contextmanager
def writing(where: Where) -> Iterator[Store]:
    """The log, to write to. Once something is written, the command is done, even if its answer cannot be printed."""
    from runwalk_tui.history.store import Store

    with Store.open(paths.data_dir(where.data)) as store:
        _print_notices(store)
        before = store.writes
        with done_even_if_not_printed(lambda: store.writes > before):
            yield store


def table_of(where: Where) -> StageTable:
    """The stage table in use; ends the command with every error in it named."""
    from runwalk_tui.programme.faults import TableError
    from runwalk_tui.table_in_use import load_programme

    try:
        return load_programme(paths.stages_file(where.stages))
    except TableError as error:
        refuse_table(error)


def known_stage(table: StageTable, stage_id: str) -> str:
    """The id that a stage has now, by this or an earlier one; ends the command when the table has no such stage."""
    place = table.index(stage_id)
    if place is None:
        ids = ", ".join(stage.id for stage in table.stages)
        refuse(f"there is no stage {quoted(stage_id)} in “{table.programme}”; the stages are {ids}")
    return table.stages[place].id


def print_prescription(table: StageTable, past: Log, today: date, *, as_json: bool) -> None:
    from runwalk_tui.rule.prescription import prescribe
    from runwalk_tui.wording import explain

    prescription = prescribe(table, past, today)
    if as_json:
        import json

        from runwalk_tui.system.safe_text import printable_json

        give(printable_json(json.dumps(_plain_values(prescription), indent=2, ensure_ascii=False)) + "\n")
    else:
        say("\n".join(explain(table, prescription, today)), first=headline)


def _plain_values(prescription: Prescription) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(prescription).items()}


def _print_notices(store: Store) -> None:
    for notice in store.notices:
        say(f"runwalk: {notice}", err=True)
