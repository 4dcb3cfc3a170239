"""Whether the folder that is set can be synced with: in Settings, and by the doctor."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TookTooLong
from pathlib import Path
from threading import Thread
from typing import TypeVar

from runwalk_tui import paths
from runwalk_tui.exports.folder_check import why_not_into

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
    return within(patience, lambda: why_not_into(name) or _why_not_beside(name, data), f"{name} doesn't answer")


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


def _why_not_beside(name: str, data: Path) -> str:
    """Why this folder can't be carried to other computers; the open log must never be."""
    folder, own = (Path(os.path.realpath(each)) for each in (Path(name).expanduser(), data))
    if folder == own or own in folder.parents or folder in own.parents:
        return f"{name} holds runwalk's own log: choose a folder of its own for this"
    return ""
