"""The runner's files: the log and its folder, the stage table, the settings."""

from __future__ import annotations

import errno
from pathlib import Path

from runwalk_tui import paths
from runwalk_tui.doctor.finding import Finding
from runwalk_tui.doctor.privacy import OTHERS_MAY_READ, on_a_share, others_may_read
from runwalk_tui.history.errors import StoreError, Trouble
from runwalk_tui.history.store import Store
from runwalk_tui.keys.reading import read_keys
from runwalk_tui.programme.faults import TableError
from runwalk_tui.settings import Settings, SettingsError, read_settings
from runwalk_tui.system.files import read_text
from runwalk_tui.table_in_use import load_programme

ROOM = 20 * 1024 * 1024
"""Bytes that should be free where the log is: it is small, but on a full disk nothing more can be saved."""
MEGABYTE = 1024 * 1024
FULL = (errno.ENOSPC, errno.EDQUOT)
FREE_SOME = "Free some space, so you don't lose a session."
ADVICE = {
    Trouble.FULL: FREE_SOME,
    Trouble.LOCKED: "Close the other program, or try again in a moment.",
    Trouble.BUSY: "Close the other runwalk, or try again in a moment.",
    Trouble.READ_ONLY: "Check its owner and permissions, or choose another folder with --data-dir.",
    Trouble.IO: "Check the disk, the folder and its permissions, or choose another folder with --data-dir.",
    Trouble.DAMAGED: "Start runwalk: it sets a damaged file aside and restores the newest good backup.",
    Trouble.NEWER: "Update runwalk on this computer.",
    Trouble.FOREIGN: "Move that file, or choose another folder with --data-dir.",
}
"""What to do when the log can't be opened."""


def data_folder(folder: Path) -> Finding:
    """Whether the log can be written, and how much space is left."""
    import shutil

    there = folder
    try:
        while not there.exists() and there != there.parent:
            there = there.parent
        if not there.is_dir():
            advice = "Move it or choose another folder with --data-dir."
            return Finding("data folder", False, f"{there} is not a folder", advice, in_the_way=True)
        free = shutil.disk_usage(there).free
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        advice = "Check its permissions and those of the folders it is in, or choose another with --data-dir."
        return Finding("data folder", False, f"{there} can't be read: {why}", advice, in_the_way=True)
    if (refused := _why_not_writable(there)) is not None:
        if refused.errno in FULL:
            return Finding("data folder", False, f"{there}: the disk is full", FREE_SOME, in_the_way=True)
        why = (refused.strerror or str(refused)).lower()
        advice = "Check its permissions or choose another folder with --data-dir."
        return Finding("data folder", False, f"{there} can't be written to: {why}", advice, in_the_way=True)
    message = f"{folder}{'' if folder.exists() else ' (created when needed)'}, {_megabytes(free)} free"
    if free < ROOM:
        return Finding("data folder", False, message, FREE_SOME)
    where = there.resolve()
    if others_may_read(where):
        message = f"{message}; {OTHERS_MAY_READ}"
    if on_a_share(where):
        advice = "Use it from one computer at a time. For several computers there's `runwalk sync`."
        return Finding("data folder", False, f"{message}; it's on a network share", advice)
    return Finding("data folder", True, message)


def log(folder: Path) -> Finding:
    """Whether the database is undamaged."""
    try:
        with Store.open(folder, read_only=True) as store:
            with store.reading() as connection:
                verdict = [str(row[0]) for row in connection.execute("PRAGMA quick_check(1)")]
            past, owner, notices = store.log(), store.owner(), store.notices
    except StoreError as error:
        return Finding("log", False, str(error), ADVICE.get(error.trouble, "Please report this line."), in_the_way=True)
    if verdict != ["ok"] or notices:
        return Finding("log", False, "; ".join(notices) or verdict[0], ADVICE[Trouble.DAMAGED], in_the_way=True)
    if not store.path.exists():
        return Finding("log", True, "no sessions yet")
    count = len(past.sessions)
    running = f"; process {owner.pid} is running a session" if owner is not None else ""
    return Finding("log", True, f"{count} {'session' if count == 1 else 'sessions'}, undamaged{running}")


def stage_table(path: Path) -> Finding:
    """Whether the stage table in use has no errors."""
    try:
        table = load_programme(path)
    except TableError as error:
        faults = error.faults
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        if not paths.stands_there(path):
            advice = "Check the name you gave with --stages or in RUNWALK_STAGES."
            return Finding("stage table", False, f"there is no {path}", advice, in_the_way=True)
        advice = f"{'See all of them' if more else 'Fix it, and check it'} with: runwalk stages check {path}"
        return Finding("stage table", False, f"{faults[0]}{more}", advice, in_the_way=True)
    return Finding("stage table", True, f"{path}: {table.programme}, {len(table.stages)} stages")


def settings_file(path: Path) -> Finding:
    """Whether the settings can be used."""
    advice = "Fix that or move the file away; until then, runwalk uses its usual settings."
    try:
        settings = read_settings(path)
    except SettingsError as error:
        return Finding("settings", False, str(error), advice, in_the_way=True)
    if settings.keys:
        faults = read_keys(str(path), read_text(path))[1]
        if faults:
            more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
            return Finding("settings", False, f"{faults[0]}{more}", "Fix that; until then the usual keys work.")
    return Finding("settings", True, f"{path}" if path.exists() else "none, so runwalk uses its usual settings")


def settings_are_faulty() -> bool:
    """Whether the file of the settings can't be used, so that the defaults are in use."""
    try:
        read_settings(paths.settings_file())
    except SettingsError:
        return True
    return False


def settings_in_use() -> Settings:
    """The settings in use; the defaults when the file has an error, which is a separate finding."""
    try:
        return read_settings(paths.settings_file())
    except SettingsError:
        return Settings()


def _why_not_writable(folder: Path) -> OSError | None:
    """Why nothing can be written there, or None: tried with a file that has no name or goes away at once."""
    import tempfile

    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"runwalk")
    except OSError as error:
        return error
    return None


def _megabytes(size: int) -> str:
    return f"{size // (1024 * MEGABYTE)} GB" if size >= 10 * 1024 * MEGABYTE else f"{size // MEGABYTE} MB"
