"""`runwalk export fit` and `tcx`: sessions as a watch would have recorded them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from runwalk_tui import paths
from runwalk_tui.commands.binary import give_bytes, refuse_folder, refuse_terminal
from runwalk_tui.commands.log_and_table import reading, table_of
from runwalk_tui.commands.outputs import done_even_if_not_printed, give, refuse, refuse_own_file, say, write_out
from runwalk_tui.commands.typed.arguments import Where

if TYPE_CHECKING:
    from runwalk_tui.exports.activity.which import Activity
    from runwalk_tui.programme.stage import StageTable

MAKE_FOLDER = "with --since, fit makes a file for each session; add -o FOLDER"


def export_activities(where: Where, form: str, out: Path | None, since: date | None, *, with_pain: bool) -> None:
    """Write the sessions as FIT or TCX; each that is none is counted on standard error."""
    from runwalk_tui.exports.activity.which import activities_of
    from runwalk_tui.exports.fit_bytes import FIT_YEARS, ExportError, need_fit_tool

    each = form == "fit" and since is not None
    if each and out is None:
        raise click.UsageError(MAKE_FOLDER)
    if form == "fit" and out is None:
        refuse_terminal(form)
    if each and out is not None and out.exists() and not out.is_dir():
        raise click.BadParameter(f"{out} is a file; {MAKE_FOLDER}", param_hint="-o")
    if out is not None and not each:
        refuse_folder(out)
        refuse_own_file(where, out)
    try:
        if form == "fit":
            need_fit_tool()
        with reading(where) as store:
            records = store.log().sessions
        wanted = (record for record in records if since is None or record.day >= since)
        past = activities_of(wanted, _tables(where), FIT_YEARS if each else None)
        if past.left_out and (form == "tcx" or each or not past.found):
            say(f"runwalk: left out: {past.left_out}", err=True)
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


def _tables(where: Where) -> Callable[[str], StageTable | None]:
    """The stage table of a programme by its name: the one in use, or one that ships."""
    from runwalk_tui.programme.shipped import shipped_as
    from runwalk_tui.table_in_use import load_table

    in_use = table_of(where)

    @cache
    def table(programme: str) -> StageTable | None:
        if in_use.programme == programme:
            return in_use
        shipped = shipped_as(programme)
        return None if shipped is None else load_table(paths.shipped_programme(shipped.name))

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
    """A file for each session. All are made before the first is written, and none over a file with other content.

    Raises ExportError.
    """
    from runwalk_tui.exports.activity.fit_activity import fit_activity
    from runwalk_tui.exports.activity.naming import file_names
    from runwalk_tui.rule.reasons import plural
    from runwalk_tui.system.files import read_ordinary, write_whole

    names = file_names((each.record for each in found), "fit")
    files = {
        folder / names[each.record.id]: fit_activity(each.record, each.laps, with_pain=with_pain) for each in found
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, made in files.items():
            refuse_own_file(where, path)
            if path.exists() and read_ordinary(path, len(made)) != made:
                refuse(f"{path}: there is another file of this name; nothing was written. Choose another folder")
        for path, made in files.items():
            write_whole(path, made)
    except OSError as error:
        refuse(f"{folder}: {error.strerror or error}")
    with done_even_if_not_printed():
        say(f"{plural(len(files), 'file')} in {folder}")
