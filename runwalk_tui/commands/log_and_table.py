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
    from runwalk_tui.keys.in_use import KeysInUse
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


def table_without_errors(where: Where) -> StageTable | None:
    """The stage table in use; None when it has errors, for a command that goes on without one."""
    from runwalk_tui.programme.faults import TableError
    from runwalk_tui.table_in_use import load_table

    try:
        return load_table(paths.stages_file(where.stages))
    except TableError:
        return None


def any_table_of(where: Where) -> StageTable:
    """The same, or the table that --stages names even when it is other exercise, which can be looked at like any."""
    from runwalk_tui.programme.faults import TableError
    from runwalk_tui.table_in_use import load_table

    if where.stages is None:
        return table_of(where)
    try:
        return load_table(where.stages)
    except TableError as error:
        refuse_table(error)


def known_stage(table: StageTable, stage_id: str) -> str:
    if table.index(stage_id) is None:
        ids = ", ".join(stage.id for stage in table.stages)
        refuse(f"there is no stage {quoted(stage_id)} in “{table.programme}”; the stages are {ids}")
    return stage_id


def print_prescription(table: StageTable, past: Log, today: date, *, as_json: bool) -> None:
    from runwalk_tui.own_table.earlier import ways_back
    from runwalk_tui.rule.prescription import prescribe
    from runwalk_tui.wording import explain

    prescription = prescribe(table, past, today, ways_back(table, past))
    if as_json:
        import json

        from runwalk_tui.system.safe_text import printable_json

        give(printable_json(json.dumps(_plain_values(prescription), indent=2, ensure_ascii=False)) + "\n")
    else:
        say("\n".join(explain(table, prescription, today)), first=headline)


def where_the_plan_is(table: StageTable, past: Log, before: Log, today: date) -> tuple[str, ...]:
    """A line on where the plan after a flare-up is, when what was just saved has made the last session one.

    `before` is the log as it was. No command shows the plan; the app does, by a key that may have been changed.
    """
    from runwalk_tui.guidance.flare_up import flared
    from runwalk_tui.rule.reading import read

    last, already = flared(read(table, past, today)), flared(read(table, before, today))
    if last is None or (already is not None and already.session.id == last.session.id):
        return ()
    return (f"The plan after a flare-up: start runwalk and press {_keys_in_use().shown('home.flare_up_plan')}.",)


def _keys_in_use() -> KeysInUse:
    """The runner's keys; the usual ones where the settings can't be used, which the app and `runwalk doctor` tell."""
    from runwalk_tui.keys.in_use import USUAL_KEYS
    from runwalk_tui.settings import SettingsError, read_settings

    file = paths.settings_file()
    try:
        if not read_settings(file).keys:
            return USUAL_KEYS
    except SettingsError:
        return USUAL_KEYS
    from runwalk_tui.keys.reading import read_keys
    from runwalk_tui.system.files import read_text

    return read_keys(str(file), read_text(file))[0]


def _plain_values(prescription: Prescription) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(prescription).items()}


def _print_notices(store: Store) -> None:
    for notice in store.notices:
        say(f"runwalk: {notice}", err=True)
