"""Whether the folder that is set can be synced with: in Settings, and by the doctor."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TookTooLong
from pathlib import Path
from threading import Thread
from typing import TypeVar

from runwalk_tui import paths
from runwalk_tui.exports.folder_check import why_not_into
from runwalk_tui.syncing.looking import UnusableFolderError, refuse_unusable
from runwalk_tui.system.safe_text import visible

Found = TypeVar("Found")

A_LOOK = 1.0
"""Seconds that Settings waits for a folder, which may be a disk of the network that never answers; our choice."""
NOT_USUAL = "this log isn't your usual one, so runwalk syncs it only when you run `runwalk sync` with a folder"


def why_no_sync(named: str, data: Path, *, patience: float = A_LOOK) -> str:
    """Why the log in the folder `data` isn't synced with a folder, in one line; "" when it is, or when none is set."""
    name = named.strip()
    if not name:
        return ""
    if not paths.is_usual_data_dir(data):
        return NOT_USUAL
    return within(patience, lambda: _why_not(name, data), f"{visible(name)} doesn't answer")


def within(seconds: float, look: Callable[[], Found], otherwise: Found) -> Found:
    """What a look at a folder finds, or `otherwise` once so many seconds have passed; the look may never end."""
    found: Future[Found] = Future()

    def work() -> None:
        try:
            found.set_result(look())
        except Exception as error:  # noqa: BLE001 # whatever it is, it is raised where the look was wanted
            found.set_exception(error)

    Thread(target=work, name="runwalk-folder", daemon=True).start()
    try:
        return found.result(seconds)
    except TookTooLong:
        return otherwise


def _why_not(name: str, data: Path) -> str:
    """Whatever a sync with this folder would say, and whether it can be written to."""
    try:
        folder = Path(name).expanduser()
        if folder.is_absolute():
            refuse_unusable(folder, data)
    except (RuntimeError, UnusableFolderError) as error:
        return str(error) if isinstance(error, UnusableFolderError) else why_not_into(name)
    return why_not_into(name)
