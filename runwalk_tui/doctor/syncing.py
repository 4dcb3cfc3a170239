"""Syncing by itself: the folder that is set, and what the other computers have put there."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

from runwalk_tui import paths
from runwalk_tui.doctor.finding import Finding
from runwalk_tui.history.errors import StoreError
from runwalk_tui.history.store import Store
from runwalk_tui.settings import SyncSettings

PATIENCE = 3.0
"""Seconds for a folder that may be a disk of the network; less than all of the doctor's."""
OWN_ID = "computer"
"""The fact of the log under which the id of this computer is, once it has synced."""
FILE = re.compile(r"runwalk-([0-9a-f]{8})(?![0-9a-f]).*\.(json|age)", re.IGNORECASE | re.DOTALL)
"""What a computer's file is called."""
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
    own = _own_id(data)
    with os.scandir(Path(name).expanduser()) as entries:
        named = [(entry, found) for entry in entries if (found := FILE.fullmatch(entry.name))]
        others = [entry.stat().st_mtime for entry, found in named if found[1].lower() != own]
        encrypted = any(found[2].lower() == "age" for _, found in named)
    key = paths.config_dir() / "sync.key"
    if encrypted and not paths.stands_there(key):
        advice = f"Copy sync.key from a computer that has it to {key}."
        return Finding("sync", False, f"{name}: files in it are encrypted, and there is no key here", advice)
    newest = f"the newest file of another computer is from {_ago(max(others))}" if others else "no other computer yet"
    return Finding("sync", True, f"{name}, {newest}{'; encrypted, and the key is here' if encrypted else ''}")


def _own_id(data: Path) -> str:
    """The id of this computer; "" where it has none, or the log can't be read, which is a finding of its own."""
    try:
        with Store.open(data, read_only=True) as store:
            return store.recall(OWN_ID) or ""
    except StoreError:
        return ""


def _ago(at: float) -> str:
    """How long ago a time of the system's clock was, in days of 24 hours."""
    days = int((time.time() - at) // DAY)
    return "less than a day ago" if days < 1 else "1 day ago" if days == 1 else f"{days} days ago"
