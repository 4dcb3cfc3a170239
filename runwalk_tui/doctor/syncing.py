"""Syncing by itself: the folder that is set, and what the other computers have put there."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from runwalk_tui import paths
from runwalk_tui.doctor.finding import Finding
from runwalk_tui.history.errors import StoreError
from runwalk_tui.history.store import Store
from runwalk_tui.rule.reasons import plural
from runwalk_tui.session.records import Log
from runwalk_tui.settings import SyncSettings
from runwalk_tui.system.safe_text import visible

if TYPE_CHECKING:
    from runwalk_tui.syncing.carried import Carried
    from runwalk_tui.syncing.encryption import Key
    from runwalk_tui.syncing.looking import FolderFile

PATIENCE = 3.0
"""Seconds to look for a folder that may be a disk of the network, and again to look into it; together less than the
doctor waits for."""
DAY = 24 * 3600
MOST_READ = 50
"""Files of other computers that are read to the end, to see whether they can be; nobody has so many computers."""
SAFE = "Everything is still saved on this computer."


def sync(wanted: SyncSettings, data: Path) -> list[Finding]:
    """What is set, and whether it can work. Nothing is written; a key that others could read is made private."""
    name = wanted.folder.strip()
    if not name:
        return [Finding("sync", True, "off")]
    from runwalk_tui.syncing.folder_in_settings import NOT_USUAL, why_no_sync, within

    if not paths.is_usual_data_dir(data):
        return [Finding("sync", True, f"{visible(name)}; {NOT_USUAL}")]
    if why := why_no_sync(name, data, patience=PATIENCE):
        return [_faulty(why)]
    try:
        return [within(PATIENCE, lambda: _in_folder(name, data), _faulty(f"{visible(name)} doesn't answer"))]
    except OSError as error:
        return [_faulty(f"{visible(name)} can't be read: {(error.strerror or str(error)).lower()}")]


def _faulty(why: str) -> Finding:
    return Finding("sync", False, why, f"Plug in its drive, or change the folder in Settings. {SAFE}")


def _in_folder(name: str, data: Path) -> Finding:
    from runwalk_tui.syncing.encryption import KEY_FILE, NoKeyError, place_for_key, read_key
    from runwalk_tui.syncing.looking import ENCRYPTED, PLAIN, UnusableFolderError, look_into
    from runwalk_tui.syncing.strangers import strangers_among

    own_log = _own(data)
    try:
        files = look_into(Path(name).expanduser()).files
    except UnusableFolderError as error:
        return _faulty(str(error))
    if own_log is None:  # nor can this computer's own file be told from the others'
        return Finding("sync", True, f"{visible(name)}; its files can be checked when your log can be read again")
    own, writers, known = own_log
    others = {file: at for file in files if file.writer != own and (at := _written(file.path)) is not None}
    folder = visible(name)
    try:
        key = read_key()
    except NoKeyError as error:
        return Finding(
            "sync", False, f"{folder}: {' '.join(str(error).split())}", f"Nothing is written there yet. {SAFE}"
        )
    if key is None and any(file.encrypted for file in files):
        advice = f"Copy {KEY_FILE} from a computer that has it to {place_for_key()}."
        return Finding("sync", False, f"{folder}: files in it are encrypted, and there is no key here", advice)
    looked_at = list(others)[:MOST_READ]
    read = _read(looked_at, key, known)
    if strangers := strangers_among(known, writers, files, read, datetime.now().astimezone().date()):
        told = strangers.told(Path(name).expanduser())
        return Finding("sync", False, told, "`runwalk sync` asks whether they're yours; else use another folder.")
    if bad := len(looked_at) - len(read):
        told = f"{plural(bad, 'file')} of another computer can't be read"
        return Finding("sync", False, f"{folder}: {told}", "`runwalk sync` says why, and what to do.")
    return Finding(
        "sync",
        True,
        "; ".join(
            (
                folder,
                f"last news from another computer: {_ago(max(others.values()))}" if others else "no other computer yet",
                *(["encrypted"] if key else []),
                *([f"this computer's file is runwalk-{own}{ENCRYPTED if key else PLAIN}"] if own else []),
            )
        ),
    )


def _written(file: Path) -> float | None:
    """When a file was last written; None for one that is gone by now, or is no ordinary file."""
    with suppress(OSError):
        if file.is_file():
            return file.stat().st_mtime
    return None


def _read(files: Sequence[FolderFile], key: Key | None, known: Log) -> dict[FolderFile, Carried]:
    """What they say; those that can't be taken in are left out."""
    from runwalk_tui.syncing.carried import CarriedFileError, content_of
    from runwalk_tui.syncing.looking import read_file

    content, read = content_of(known), {}
    for file in files:
        with suppress(CarriedFileError):
            read[file] = read_file(file, key, content)
    return read


def _own(data: Path) -> tuple[str | None, frozenset[str], Log] | None:
    """The id of this computer, None where it has none, those of all that it knows, and its log.

    None for a log that can't be read, which is another finding.
    """
    from runwalk_tui.syncing.computer import known_id, known_writers

    try:
        with Store.open(data, read_only=True) as store:
            return known_id(store), known_writers(store), store.log()
    except StoreError:
        return None


def _ago(at: float) -> str:
    """How long ago a time of the system's clock was, in days of 24 hours."""
    days = int((time.time() - at) // DAY)
    return "less than a day ago" if days < 1 else "1 day ago" if days == 1 else f"{days} days ago"
