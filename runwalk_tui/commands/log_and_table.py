"""The log and the stage table as a command opens them, and what is due today."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from runwalk_tui import paths
from runwalk_tui.commands.colour import headline
from runwalk_tui.commands.outputs import done_even_if_not_printed, give, refuse, refuse_table, say
from runwalk_tui.commands.typed.arguments import Where
from runwalk_tui.commands.typed.values import quoted

if TYPE_CHECKING:
    from pathlib import Path

    from runwalk_tui.history.store import Store
    from runwalk_tui.keys.in_use import KeysInUse
    from runwalk_tui.programme.faults import TableError
    from runwalk_tui.programme.stage import Stage, StageTable
    from runwalk_tui.rule.prescription import Prescription
    from runwalk_tui.session.records import Log
    from runwalk_tui.table_in_use import TableInUse


def reading(where: Where, *, for_rule: bool = False) -> Store:
    from runwalk_tui.history.store import Store

    store = Store.open(paths.data_dir(where.data), read_only=True, for_rule=for_rule)
    _print_notices(store)
    return store


@contextmanager
def writing(where: Where, *, then_sync: bool = True) -> Iterator[Store]:
    """The log, to write to. Once something is written, the command is done, even if its answer cannot be printed.

    At the end it is synced, where the runner has set a folder for that, unless this is what the command is about.
    """
    from runwalk_tui.history.store import Store

    with Store.open(paths.data_dir(where.data)) as store:
        _print_notices(store)
        _remember_table(where, store)
        before = store.writes
        try:
            with done_even_if_not_printed(lambda: store.writes > before):
                yield store
        except SystemExit:
            _sync(where, store, then_sync and store.writes > before)
            raise
        _sync(where, store, then_sync and store.writes > before)


def _sync(where: Where, store: Store, wanted: bool) -> None:
    if wanted:
        from runwalk_tui.commands.after_writing import sync_after_writing

        sync_after_writing(store, lambda: table_without_errors(where))


def table_of(where: Where) -> StageTable:
    """The stage table in use; if the runner's own has errors, its last version without, and a line says so.

    Where there is none, and for a table that was named (whoever names it means no other), it ends the command with
    every error named.
    """
    from runwalk_tui.programme.faults import TableError
    from runwalk_tui.table_in_use import load_programme

    file = paths.stages_file(where.stages)
    try:
        return load_programme(file)
    except TableError as error:
        if not _is_own(where, file):
            refuse_table(error)
        return _last_good(where, file, error)


def checked_table(where: Where) -> StageTable:
    """The stage table in use, and no earlier version of it; ends the command with every error in it named."""
    from runwalk_tui.programme.faults import TableError
    from runwalk_tui.table_in_use import load_programme

    try:
        return load_programme(paths.stages_file(where.stages))
    except TableError as error:
        refuse_table(error)


def _is_own(where: Where, file: Path) -> bool:
    """Whether the table in use is the runner's own: none was named, and it is not the one that ships."""
    named = where.stages is not None or os.environ.get("RUNWALK_STAGES")
    return not named and file != paths.shipped_stages()


def _last_good(where: Where, file: Path, error: TableError) -> StageTable:
    """The last version of the runner's own table that had no errors; ends the command where none is remembered."""
    from runwalk_tui.rule.reasons import plural
    from runwalk_tui.table_in_use import LAST_VERSION

    in_use = _as_the_app_would(where, file)
    if in_use.faults and in_use.instead != LAST_VERSION:
        if not os.access(file, os.R_OK):
            refuse_table(error)  # no editor could open it either
        say(str(error), err=True)
        refuse("there is no earlier version of this table to go by; `runwalk stages edit` opens it")
    if in_use.faults:
        count = len(in_use.faults)
        first, them = ("", "it") if count == 1 else ("the first ", "them")
        say(
            f"runwalk: {file} has {plural(count, 'error')}, {first}in line {in_use.faults[0].line}; using "
            f"{in_use.instead}. `runwalk stages check` shows {them}, `runwalk stages edit` opens the file",
            err=True,
        )
    return in_use.table


def _as_the_app_would(where: Where, file: Path) -> TableInUse:
    """The table that the app uses where this file is to be used; nothing is written."""
    from runwalk_tui.history.store import Store
    from runwalk_tui.table_in_use import table_in_use

    with Store.open(paths.data_dir(where.data), read_only=True) as store:
        return table_in_use(file, store)


def table_before_edit(where: Where) -> StageTable | None:
    """The stage table to compare an edited one with.

    If the runner's own has errors, that is what the app uses until they are gone: its last version without, or the
    table that ships. For a table that was named there is no other, and None.
    """
    from runwalk_tui.history.errors import StoreError
    from runwalk_tui.programme.faults import TableError
    from runwalk_tui.table_in_use import load_table

    file = paths.stages_file(where.stages)
    try:
        return load_table(file)
    except TableError:
        if not _is_own(where, file):
            return None
    try:
        return _as_the_app_would(where, file).table
    except StoreError:  # said once the table is remembered; errors in a table can be mended without a log
        return None


def remember_table(where: Where) -> None:
    """Remember the runner's own table that was just made or changed; why that can't be is a line."""
    from runwalk_tui.history.errors import StoreError
    from runwalk_tui.history.store import Store

    if not _is_own(where, paths.stages_file(where.stages)):
        return
    try:
        with Store.open(paths.data_dir(where.data)) as store:
            _remember_table(where, store)
    except StoreError as error:
        say(f"runwalk: {error}", err=True)


def _remember_table(where: Where, store: Store) -> None:
    """Remember the runner's own table for a day on which it has an error, as the app does."""
    from runwalk_tui.table_in_use import table_in_use

    file = paths.stages_file(where.stages)
    if _is_own(where, file) and (problem := table_in_use(file, store).problem) is not None:
        say(f"runwalk: {problem}", err=True)


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
    """The id that a stage has now, by this or an earlier one; ends the command when the table has no such stage."""
    place = table.index(stage_id)
    if place is None:
        ids = ", ".join(stage.id for stage in table.stages)
        refuse(f"there is no stage {quoted(stage_id)} in “{table.programme}”; the stages are {ids}")
    return table.stages[place].id


def check_reps(stage: Stage, count: int, option: str = "--reps") -> None:
    """End the command when a session of a stage can't have so many repetitions; `option` is where they were typed."""
    from runwalk_tui.programme.duration import format_duration
    from runwalk_tui.programme.stage_reader import why_too_long

    if stage.fill is not None and count > 1:
        repeats = f"stage {quoted(stage.id)} repeats its steps for {format_duration(stage.fill)}"
        raise click.UsageError(f"{repeats}, and that counts as one repetition: {option} can only be 1")
    if why := why_too_long(stage, count):
        refuse(f"stage {quoted(stage.id)}: {why}")


def print_prescription(table: StageTable, past: Log, today: date, *, as_json: bool) -> None:
    from runwalk_tui.rule.prescription import prescribe
    from runwalk_tui.wording import explain

    prescription = prescribe(table, past, today, _ways_back(table, past))
    if as_json:
        import json

        from runwalk_tui.system.safe_text import printable_json

        give(printable_json(json.dumps(_plain_values(prescription), indent=2, ensure_ascii=False)) + "\n")
    else:
        say("\n".join(explain(table, prescription, today)), first=headline)


def _ways_back(table: StageTable, past: Log) -> dict[str, str]:
    """What to type to go back to other programmes, by their names; most logs have sessions of one alone."""
    if all(one.programme == table.programme for one in past.sessions):
        return {}
    from runwalk_tui.own_table.earlier import ways_back

    return ways_back(table, past)


def where_the_plan_is(table: StageTable, past: Log, before: Log, today: date) -> tuple[str, ...]:
    """A line on where the plan after a flare-up is, when what was just saved has made the last session one.

    `before` is the log as it was. No command shows the plan; the app does, by a key that may have been changed.
    """
    from runwalk_tui.guidance.flared import flared
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
