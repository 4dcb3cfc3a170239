"""Syncing by itself: the folder that is set, and what the other computers have put there."""

from __future__ import annotations

import time
from pathlib import Path

from runwalk_tui import paths
from runwalk_tui.doctor.finding import Finding
from runwalk_tui.history.errors import StoreError
from runwalk_tui.history.store import Store
from runwalk_tui.settings import SyncSettings

PATIENCE = 3.0
"""Seconds for a folder that may be a disk of the network; less than all of the doctor's."""
DAY = 24 * 3600


def sync(wanted: SyncSettings, data: Path) -> list[Finding]:
    """What is set, and whether it can work. Nothing is written."""
    name = wanted.folder.strip()
    if not name:
        return [Finding("sync", True, "off")]
    from runwalk_tui.syncing.folder_in_settings import NOT_USUAL, why_no_sync, within

    if not paths.is_usual_data_dir(data):
        return [Finding("sync", True, f"{name}; {NOT_USUAL}")]
    if why := why_no_sync(name, data, patience=PATIENCE):
        return [_faulty(why)]
    try:
        return [within(PATIENCE, lambda: _in_folder(name, data), _faulty(f"{name} doesn't answer"))]
    except OSError as error:
        return [_faulty(f"{name} can't be read: {(error.strerror or str(error)).lower()}")]


def _faulty(why: str) -> Finding:
    return Finding("sync", False, why, "Check the folder in Settings. Until then everything is saved on this computer.")


def _in_folder(name: str, data: Path) -> Finding:
    from runwalk_tui.syncing.encryption import KEY_FILE, has_key, key_file
    from runwalk_tui.syncing.looking import UnusableFolderError, look_into

    own = _own_id(data)
    try:
        files = look_into(Path(name).expanduser()).files
    except UnusableFolderError as error:
        return _faulty(str(error))
    others = [file.path.stat().st_mtime for file in files if file.writer != own]
    encrypted = any(file.encrypted for file in files)
    if encrypted and not has_key():
        advice = f"Copy {KEY_FILE} from a computer that has it to {key_file()}."
        return Finding("sync", False, f"{name}: files in it are encrypted, and there is no key here", advice)
    newest = f"the newest file of another computer is from {_ago(max(others))}" if others else "no other computer yet"
    return Finding("sync", True, f"{name}, {newest}{'; encrypted, and the key is here' if encrypted else ''}")


def _own_id(data: Path) -> str | None:
    """The id of this computer; None where it has none, or the log can't be read, which is a finding of its own."""
    from runwalk_tui.syncing.computer import known_id

    try:
        with Store.open(data, read_only=True) as store:
            return known_id(store)
    except StoreError:
        return None


def _ago(at: float) -> str:
    """How long ago a time of the system's clock was, in days of 24 hours."""
    days = int((time.time() - at) // DAY)
    return "less than a day ago" if days < 1 else "1 day ago" if days == 1 else f"{days} days ago"
