"""One log on several computers, through a folder that something else carries between them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from runwalk_tui import paths
from runwalk_tui.commands.log_and_table import print_prescription, table_without_errors, writing
from runwalk_tui.commands.outputs import refuse, say
from runwalk_tui.commands.typed.arguments import Where, now, today_here, with_shared_options
from runwalk_tui.commands.typed.command import Command
from runwalk_tui.commands.typed.values import NamedPath

if TYPE_CHECKING:
    from runwalk_tui.session.records import Log
    from runwalk_tui.settings import Settings
    from runwalk_tui.syncing.folder import SyncReport

FOLDER = NamedPath(path_type=Path, readable=False)
"""Whether it can be read is said by whoever reads it."""
ANOTHER_LOG = "another one (--data-dir or RUNWALK_DATA_DIR)"
NAMED = 5
"""How many files that are none of a sync are named; of a folder full of photos nobody needs a list."""


@with_shared_options
@click.command(
    cls=Command,
    examples=(
        "runwalk sync ~/Sync/runwalk           # once",
        "runwalk sync ~/Sync/runwalk --always  # now, and from now on by itself",
    ),
)
@click.argument("folder", type=FOLDER, metavar="[DIR]", required=False)
@click.option("--always", is_flag=True, help="From now on, sync whenever runwalk starts and after each session.")
@click.option("--never", is_flag=True, help="Don't sync by itself any more. The files in the folder stay there.")
@click.option("--encrypt", is_flag=True, help='Encrypt what is written there; needs the optional "sync" packages.')
@click.pass_obj
def sync(where: Where, folder: Path | None, always: bool, never: bool, encrypt: bool) -> None:
    """Keep one log on several computers.

    DIR is a folder that something else carries from one computer to another: Syncthing, Dropbox, git, a USB stick.
    Each computer writes one file there and reads those of the others. The folder is for one person: logs that meet
    there become one. Without DIR it's the folder in your settings. runwalk itself sends nothing anywhere.
    """
    if never:
        if folder is not None or always or encrypt:
            raise click.UsageError("--never goes alone: it only stops runwalk from syncing by itself")
        _never()
        return
    usual = paths.is_usual_data_dir(paths.data_dir(where.data))
    if always and not usual:
        raise click.UsageError(f"--always is for your usual log, and this is {ANOTHER_LOG}")
    settings = _settings()
    there = _folder(folder, settings, usual=usual)
    report = _sync(where, there, encrypt=encrypt, may_hint=usual and not always and not settings.sync.folder)
    if always:
        _always(there, settings)
    for problem in report.problems:
        say(f"runwalk: {problem}", err=True)
    if report.problems:
        raise SystemExit(1)


def _sync(where: Where, folder: Path, *, encrypt: bool, may_hint: bool) -> SyncReport:
    """Sync once and say what came of it; ends the command where the folder can't be used.

    After the first sync of a log it is said how that is done by itself, where that `may_hint`.
    """
    from runwalk_tui.syncing.computer import known_id
    from runwalk_tui.syncing.folder import SyncError, encrypt_from_now_on
    from runwalk_tui.syncing.folder import sync as sync_with

    with writing(where, then_sync=False) as store:
        before, first = store.log(), known_id(store) is None
        try:
            key = encrypt_from_now_on(folder, store.folder, now()) if encrypt else None
            report = sync_with(store, folder, now())
        except SyncError as error:
            refuse(str(error))
        _say_what_came(report)
        if report.changed:
            _say_what_is_due(where, before, store.log())
        if key is not None:
            say(
                f"From now on, what this computer writes there is encrypted. The key is {key}. Copy it to your other "
                "computers, but not through this folder (`runwalk sync` there says where to). Without it nobody can "
                "read the files, so keep a copy in a safe place."
            )
        if first and may_hint:
            say("To have runwalk do this by itself, at each start and after each session: add --always.")
    return report


def _say_what_came(report: SyncReport) -> None:
    """Whose logs were read, what is new here, and which files were left alone."""
    from runwalk_tui.syncing.told import in_words

    if report.others:
        logs = (
            "the log of 1 other computer"
            if len(report.others) == 1
            else f"the logs of {len(report.others)} other computers"
        )
        say(f"Read {logs}: {', '.join(report.others)}. {in_words(report.came_in)}")
    elif report.changed:
        say(in_words(report.came_in))
    elif not report.problems:
        say("This computer's log is in the folder. No other computer has written there yet.")
    if report.unencrypted:
        why = "the computer that writes it has no key yet, or it's a copy of a conflict that you can delete"
        say(f"Not encrypted: {_listed(report.unencrypted)} ({why}).")
    if report.foreign:
        say(f"Not from runwalk, so left alone: {_listed(report.foreign)}.")


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")


def _say_what_is_due(where: Where, before: Log, after: Log) -> None:
    """The next session, if what came in changes it: it may be a stop sign."""
    from runwalk_tui.own_table.earlier import ways_back
    from runwalk_tui.rule.prescription import prescribe

    table, today = table_without_errors(where), today_here()
    if table is None:
        why = "the stage table has errors, so your next session can't be worked out: runwalk stages check FILE"
        say(f"runwalk: {why}", err=True)
        return
    was, due = (prescribe(table, log, today, ways_back(table, log)) for log in (before, after))
    if was != due:
        print_prescription(table, after, today, as_json=False)


def _settings() -> Settings:
    """The settings; ends the command where they can't be used."""
    from runwalk_tui.settings import Settings, SettingsError, read_settings

    if not paths.has_config_dir():
        return Settings()
    try:
        return read_settings(paths.settings_file())
    except SettingsError as error:
        refuse(str(error))


def _folder(folder: Path | None, settings: Settings, *, usual: bool) -> Path:
    """The folder that was named, or else the one in the settings, which is the one of the usual log."""
    if folder is not None:
        return folder.absolute()
    if not usual:
        told = "name the folder: the one in your settings is for your usual log"
        raise click.UsageError(f"{told}, and this is {ANOTHER_LOG}")
    if not settings.sync.folder:
        raise click.UsageError("name a folder to sync with, such as: runwalk sync ~/Sync/runwalk")
    try:
        return Path(settings.sync.folder.strip()).expanduser().absolute()
    except RuntimeError:
        refuse(f"{settings.sync.folder}: there is no such home folder")


def _always(folder: Path, settings: Settings) -> None:
    """Have runwalk sync with the folder by itself."""
    try:
        str(folder).encode()
    except UnicodeEncodeError:
        refuse(f"{folder}: your settings can't hold this name; rename the folder, using letters")
    if settings.sync.folder == str(folder):
        say("runwalk syncs with this folder by itself, at each start and after each session.")
        return
    _save(replace(settings, sync=replace(settings.sync, folder=str(folder))), settings)
    say(
        "From now on runwalk syncs by itself, at each start and after each session. To stop that: runwalk sync --never."
    )


def _never() -> None:
    """Have runwalk sync by itself no more."""
    settings = _settings()
    if not settings.sync.folder:
        say("runwalk doesn't sync by itself.")
        return
    _save(replace(settings, sync=replace(settings.sync, folder="")), settings)
    say(f"runwalk doesn't sync by itself any more. What is in {settings.sync.folder} stays there.")


def _save(changed: Settings, settings: Settings) -> None:
    """Write the settings; of a file that was written by hand a copy is kept. Ends the command where that can't be."""
    from runwalk_tui.ui.settings.settings_file import SettingsFile

    file = paths.settings_file()
    outcome = SettingsFile(file, settings).save(changed)
    if not outcome.saved:
        refuse(f"{file} can't be written, so runwalk doesn't do this by itself: {outcome.line}")
    if outcome.line != "Saved.":
        say(outcome.line)
