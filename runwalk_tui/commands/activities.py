"""`runwalk export fit` and `tcx`: sessions as a watch would have recorded them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from runwalk_tui import paths
from runwalk_tui.commands.binary import refuse_folder, refuse_terminal
from runwalk_tui.commands.log_and_table import reading, table_of
from runwalk_tui.commands.outputs import (
    done_even_if_not_printed,
    give,
    give_bytes,
    refuse,
    refuse_own_file,
    say,
    write_out,
)
from runwalk_tui.commands.progress import ProgressLine
from runwalk_tui.commands.typed.arguments import Where, today_here

if TYPE_CHECKING:
    from runwalk_tui.exports.activity.which import Activity
    from runwalk_tui.programme.stage import StageTable
    from runwalk_tui.session.records import SessionRecord

MAKE_FOLDER = "with --since, fit makes a file for each session; add -o FOLDER"
NAMED = 5
"""How many files are named in one line; of more, the rest is counted."""


def export_activities(where: Where, form: str, out: Path | None, since: date | None, *, with_pain: bool) -> None:
    """Write the sessions as FIT or TCX; what isn't exported is counted on standard error.

    Of a single FIT file only what is dated later than it is counted: a slip in a date must not hide the last session.
    """
    from runwalk_tui.exports.activity.which import activities_of
    from runwalk_tui.exports.fit_bytes import FIT_YEARS, ExportError, need_fit_tool

    each = form == "fit" and since is not None
    if each:
        _refuse_no_folder(where, out)
    elif out is not None:
        refuse_folder(out)
        refuse_own_file(where, out)
    elif form == "fit":
        refuse_terminal(form)
    try:
        if form == "fit":
            need_fit_tool()
        with reading(where) as store:
            records = store.log().sessions
        wanted = [record for record in records if since is None or record.day >= since]
        last = None if form == "tcx" or each else today_here() + timedelta(days=1)  # tomorrow: somewhere it is that day
        past = activities_of(wanted, _tables(where), None if form == "tcx" else FIT_YEARS, last)
        left_out = past.left_out
        if last is not None and past.found:
            newer = (record for record in wanted if record.day > past.found[-1].record.day and record.day > last)
            left_out = activities_of(newer, lambda record: None, FIT_YEARS, last).left_out
        if left_out:
            say(f"runwalk: not exported: {left_out}", err=True)
        if not past.found:
            refuse(f"there is no session to export{'' if since is None else f' since {since}'}")
        if each and out is not None:
            _write_each(where, out, past.found, with_pain=with_pain)
        elif form == "tcx":
            _write_tcx(where, out, past.found, with_pain=with_pain)
        else:
            _write_last(where, out, past.found[-1], with_pain=with_pain)
    except ExportError as error:
        refuse(str(error))


def _refuse_no_folder(where: Where, out: Path | None) -> None:
    """End the command where -o names no folder that the files may go into. Raises click.UsageError."""
    if out is None:
        raise click.UsageError(MAKE_FOLDER)
    try:
        why = _why_no_folder(where, out)
    except OSError as error:
        refuse(f"{out}: {error.strerror or error}")
    if why:
        raise click.BadParameter(f"{out} {why}; name a folder", param_hint="-o")


def _why_no_folder(where: Where, out: Path) -> str:
    """What is there instead, in words; "" where a folder is or can be made. Raises OSError."""
    if str(out) == "-":
        return "is standard output"
    if out.is_dir():
        return "is where runwalk has its log" if out.resolve() == paths.data_dir(where.data).resolve() else ""
    if out.exists():
        return "is a file"
    if out.is_symlink():
        return "is a link to nothing"
    return "is the name of a file" if out.suffix.lower() == ".fit" else ""


def _tables(where: Where) -> Callable[[SessionRecord], StageTable | None]:
    """The stage table that a session is of, by its programme's name: the one in use, an earlier one, or one that ships.

    Of several with this name it is the first with the session's stage.
    """
    from runwalk_tui.own_table.earlier import earlier_tables
    from runwalk_tui.programme.shipped import shipped_as
    from runwalk_tui.table_in_use import load_table

    in_use = table_of(where)

    @cache
    def called(programme: str) -> tuple[StageTable, ...]:
        own = (in_use, *(one.table for one in earlier_tables()))
        shipped = shipped_as(programme)
        more = () if shipped is None else (load_table(paths.shipped_programme(shipped.name)),)
        return (*(table for table in own if table.programme == programme), *more)

    def table(record: SessionRecord) -> StageTable | None:
        tables = called(record.programme)
        return next((each for each in tables if each.index(record.stage) is not None), None)

    return table


def _write_last(where: Where, out: Path | None, last: Activity, *, with_pain: bool) -> None:
    """Raises ExportError."""
    from runwalk_tui.exports.activity.fit_activity import fit_activity

    made = fit_activity(last.record, last.laps, with_pain=with_pain)
    if out is None:
        give_bytes(made)
    else:
        write_out(where, out, made)


def _write_tcx(where: Where, out: Path | None, found: Sequence[Activity], *, with_pain: bool) -> None:
    from runwalk_tui.exports.activity.tcx import tcx

    made = tcx(((each.record, each.laps) for each in found), with_pain=with_pain)
    if out is None:
        give(made)
    else:
        write_out(where, out, made)


def _write_each(where: Where, folder: Path, found: Sequence[Activity], *, with_pain: bool) -> None:
    """A file for each session, and none over a file with other content: those are named, and the command ends with 1.

    Raises ExportError.
    """
    from runwalk_tui.exports.activity.fit_activity import fit_activity
    from runwalk_tui.exports.activity.naming import file_names
    from runwalk_tui.rule.reasons import plural
    from runwalk_tui.system.files import read_ordinary, write_whole

    names = file_names((each.record for each in found), "fit")
    differ: list[str] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with ProgressLine(f"Writing {plural(len(found), 'file')}") as progress:
            for number, each in enumerate(found):
                progress(number / len(found))
                made = fit_activity(each.record, each.laps, with_pain=with_pain)
                path = folder / names[each.record.id]
                refuse_own_file(where, path)
                if path.exists() and read_ordinary(path, len(made)) != made:
                    differ.append(path.name)
                else:
                    write_whole(path, made)
    except OSError as error:
        refuse(f"{folder}: {error.strerror or error}")
    if len(differ) < len(found):
        with done_even_if_not_printed(lambda: not differ):
            say(f"{plural(len(found) - len(differ), 'file')} in {folder}")
    if differ:
        named = ", ".join(differ[:NAMED]) + (f" and {len(differ) - NAMED} more" if len(differ) > NAMED else "")
        told = f"not replaced, because the content is different now: {named}"
        refuse(f"{told}. Delete what you don't need and export again, or choose another folder")
