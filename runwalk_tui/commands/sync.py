"""One log on several computers, through a folder that something else shares between them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from shlex import quote as quote_for_shell
from threading import Timer
from typing import TYPE_CHECKING

import click

from runwalk_tui import paths
from runwalk_tui.commands.log_and_table import print_prescription, table_without_errors, writing
from runwalk_tui.commands.outputs import refuse, say
from runwalk_tui.commands.typed.arguments import Where, now, today_here, with_shared_options
from runwalk_tui.commands.typed.command import Command
from runwalk_tui.commands.typed.values import NamedPath

if TYPE_CHECKING:
    from runwalk_tui.history.store import Store
    from runwalk_tui.session.records import Log
    from runwalk_tui.settings import Settings
    from runwalk_tui.syncing.folder import SyncReport

FOLDER = NamedPath(readable=False)
"""Whether it can be read is said by whoever reads it."""
ANOTHER_LOG = "another one (--data-dir or RUNWALK_DATA_DIR)"
NAMED = 5
"""How many files or computers are named; of a folder full of photos nobody needs a list."""
MOST = 10
"""How many files with a problem are named, a line each."""
PATIENCE = 4.0
"""Seconds until somebody who waits for a folder is told what for; our choice."""


@with_shared_options
@click.command(
    cls=Command,
    examples=(
        "runwalk sync ~/Sync/runwalk           # once",
        "runwalk sync ~/Sync/runwalk --always  # now, and automatically from now on",
    ),
)
@click.argument("folder", type=FOLDER, metavar="[DIR]", required=False)
@click.option("--always", is_flag=True, help="From now on, sync when you open runwalk and whenever your log changes.")
@click.option("--never", is_flag=True, help="Stop syncing automatically. The files in the folder stay there.")
@click.option(
    "--encrypt",
    is_flag=True,
    help='From now on, encrypt this computer\'s file in the folder; needs the optional "sync" packages.',
)
@click.option("--yes", is_flag=True, help="Don't ask: all sessions in the folder are mine.")
@click.pass_obj
def sync(where: Where, folder: Path | None, always: bool, never: bool, encrypt: bool, yes: bool) -> None:
    """Keep one log on several computers.

    DIR is a folder, made by you, that Syncthing, Dropbox, git or a USB stick shares between your computers. Each
    computer writes one file there and reads those of the others. Use a folder for one person only: all logs in it are
    merged into one, and can't be separated again. Without DIR it's the folder in your settings. runwalk itself sends
    nothing anywhere.
    """
    if never:
        if folder is not None or always or encrypt or yes:
            raise click.UsageError("use --never without a folder or other options: runwalk sync --never")
        _never()
        return
    usual = paths.is_usual_data_dir(paths.data_dir(where.data))
    if always and not usual:
        raise click.UsageError(f"--always is for your usual log, and this is {ANOTHER_LOG}")
    settings = _settings()
    there = _folder(folder, settings, usual=usual)
    if always:
        _refuse_unstorable(there)
    may_hint = usual and not always and not settings.sync.folder
    report = _sync(where, there, encrypt=encrypt, sure=yes, may_hint=may_hint)
    if report.strangers is not None:
        say(f"runwalk: {report.strangers}", err=True)
    for problem in report.problems[:MOST]:
        say(f"runwalk: {problem}", err=True)
    if len(report.problems) > MOST:
        say(f"runwalk: {len(report.problems) - MOST} more files in {there} were left alone", err=True)
    if always:
        _always(there, settings)
    if report.problems or report.strangers is not None:
        raise SystemExit(1)


def _sync(where: Where, folder: Path, *, encrypt: bool, sure: bool, may_hint: bool) -> SyncReport:
    """Sync once and say what came of it; ends the command where the folder can't be used.

    After the first sync of a log it is said how that is done by itself, where that `may_hint`.
    """
    from runwalk_tui.syncing.computer import known_id
    from runwalk_tui.syncing.encryption import key_file
    from runwalk_tui.syncing.folder import SyncError, encrypt_from_now_on
    from runwalk_tui.syncing.folder import sync as sync_with

    with writing(where, then_sync=False) as store:
        before, first = store.log(), known_id(store) is None
        try:
            may_mix = sure or _may_mix(store, folder)
            with told_while_it_takes(folder):
                key = encrypt_from_now_on(folder, store.folder, now()) if encrypt else None
                report = sync_with(store, folder, now(), may_mix=may_mix)
        except SyncError as error:
            refuse(str(error))
        _say_what_came(report)
        if report.changed:
            _say_what_is_due(where, before, store.log())
        if key is not None:
            say(
                f"{'From now on, this' if report.written else 'Once it can be written, this'} computer's file is "
                f"encrypted. The key is the file {key}. Copy it to your other computers, but not through this folder: "
                "sync with the folder there, and runwalk says where the key goes. Keep a second copy somewhere safe: "
                "without the key, nobody can read these files."
            )
        elif encrypt and report.written:
            say(f"What this computer writes there is encrypted, with the key in {key_file()}.")
        if first and may_hint:
            say(f"To sync automatically from now on: runwalk sync {quote_for_shell(str(folder))} --always")
    return report


@contextmanager
def told_while_it_takes(folder: Path) -> Iterator[None]:
    """Say what is being waited for, once: a disk of the network may never answer."""
    line = f"Still waiting for {folder}. Ctrl+C stops; everything is saved on this computer."
    timer = Timer(PATIENCE, say, (line,), {"err": True})
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _may_mix(store: Store, folder: Path) -> bool:
    """Whether two logs may become one that may be two people's: the runner is asked, where there is a terminal.

    Ends the command when they may not and nothing else is there to sync with. Raises SyncError.
    """
    from runwalk_tui.syncing.folder import strangers_in

    with told_while_it_takes(folder):
        strangers = strangers_in(store, folder, today_here())
    if strangers is None:
        return False
    told = strangers.told(folder)
    told = f"{told[0].upper()}{told[1:]}."
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        if strangers.alone:
            raise click.UsageError(f"{told} There is no terminal to ask you in; add --yes if they are yours, too")
        return False
    say(f"{told} If they're somebody else's, the two logs become one, and nothing takes them apart again.", err=True)
    if not strangers.alone:
        return click.confirm("Take them in, too?", default=False, err=True)
    if not click.confirm("Go on?", default=False, err=True):
        refuse("nothing was synced; if they're somebody else's, use another folder")
    return True


def _say_what_came(report: SyncReport) -> None:
    """Whose logs were read, what is new here, and which files were left alone."""
    from runwalk_tui.syncing.told import in_words

    if report.others:
        logs = (
            "the log of 1 other computer"
            if len(report.others) == 1
            else f"the logs of {len(report.others)} other computers"
        )
        say(f"Read {logs}: {_listed(report.others)}. {in_words(report.came_in)}")
    elif report.changed:
        say(in_words(report.came_in))
    elif not report.problems and report.strangers is None:
        say(
            "This computer's log is in the folder. No other computer has written there yet. "
            "Now run the same command on your other computer."
        )
    if report.replaced:
        say(
            f"{report.replaced}, this computer's file, wasn't whole and has been written again. If you've restored "
            "your log from a backup, check whether sessions are missing."
        )
    if report.unencrypted:
        say(
            f"Not encrypted yet: {_listed(report.unencrypted)}. Copy sync.key to the computer that writes it, and sync "
            'there. If "conflict" is in the name, you can just delete it.'
        )
    if report.foreign:
        why = "it isn't a sync file" if len(report.foreign) == 1 else "they aren't sync files"
        say(f"Left alone, because {why}: {_listed(report.foreign)}.")


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")


def _say_what_is_due(where: Where, before: Log, after: Log) -> None:
    """The next session, if what came in changes it: it may be a stop sign."""
    from runwalk_tui.own_table.earlier import ways_back
    from runwalk_tui.rule.prescription import prescribe
    from runwalk_tui.syncing.news import of_another_table

    table, today = table_without_errors(where), today_here()
    if table is None:
        why = "the stage table has errors, so your next session can't be worked out: runwalk stages check FILE"
        say(f"runwalk: {why}", err=True)
        return
    was, due = (prescribe(table, log, today, ways_back(table, log)) for log in (before, after))
    if was != due:
        print_prescription(table, after, today, as_json=False)
    known = {session.id for session in before.sessions}
    if line := of_another_table(table, after, tuple(each for each in after.sessions if each.id not in known)):
        say(line)


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
        there = Path(os.path.realpath(folder)) if ".." in folder.parts else folder.absolute()
        if not usual and settings.sync.folder and _is_one(there, settings.sync.folder):
            told = "this is the folder of your own log, and this log is another one: syncing would mix them for good"
            refuse(f"{told}. Use another folder")
        return there
    if not usual:
        told = "name a folder for this log: the one in your settings is for your own log"
        raise click.UsageError(f"{told}, not for --data-dir or RUNWALK_DATA_DIR")
    if not settings.sync.folder:
        raise click.UsageError("name a folder to sync with, such as: runwalk sync ~/Sync/runwalk")
    try:
        return Path(settings.sync.folder.strip()).expanduser().absolute()
    except RuntimeError:
        refuse(f"{settings.sync.folder}: there is no such home folder")


def _is_one(there: Path, named: str) -> bool:
    """Whether a folder is the one that is named in the settings."""
    try:
        own = Path(named.strip()).expanduser()
        return os.path.realpath(there) == os.path.realpath(own) or there.samefile(own)
    except (OSError, RuntimeError):
        return False


def _refuse_unstorable(folder: Path) -> None:
    """End the command where settings can't hold the name of a folder."""
    try:
        str(folder).encode()
    except UnicodeEncodeError:
        refuse(f"{folder}: your settings can't hold this name; rename the folder, using letters")
    if str(folder) != str(folder).strip():
        refuse(f'"{folder}": your settings can\'t hold a name that ends with a space; rename the folder')


def _always(folder: Path, settings: Settings) -> None:
    """Have runwalk sync with the folder automatically."""
    if settings.sync.folder == str(folder):
        say("runwalk syncs with this folder automatically: when you open it and whenever your log changes.")
        return
    _save(replace(settings, sync=replace(settings.sync, folder=str(folder))), settings)
    say(
        "From now on runwalk syncs automatically: when you open it and whenever your log changes. "
        "To stop that: runwalk sync --never"
    )


def _never() -> None:
    """Have runwalk stop syncing automatically."""
    settings = _settings()
    if not settings.sync.folder:
        say("runwalk doesn't sync automatically.")
        return
    _save(replace(settings, sync=replace(settings.sync, folder="")), settings)
    from runwalk_tui.system.safe_text import visible

    say(f"runwalk no longer syncs automatically. What is in {visible(settings.sync.folder)} stays there.")


def _save(changed: Settings, settings: Settings) -> None:
    """Write the settings; of a file that was written by hand a copy is kept. Ends the command where that can't be."""
    from runwalk_tui.ui.settings.settings_file import SettingsFile

    file = paths.settings_file()
    outcome = SettingsFile(file, settings).save(changed)
    if not outcome.saved:
        refuse(f"{file} can't be written, so nothing was changed: {outcome.line}")
    if outcome.line != "Saved.":
        say(outcome.line)
