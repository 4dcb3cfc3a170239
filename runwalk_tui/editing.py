"""Opening the stage table in the runner's own editor."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from runwalk_tui import places


class EditError(Exception):
    """The table could not be opened for editing; the message is one line that says what to do."""


def edit_stages(given: Path | None) -> Path:
    """Open the stage table in $VISUAL or $EDITOR and return the file that was edited.

    The table that ships is never edited itself: the first edit makes the runner's own copy of it.
    """
    file = own_copy(places.stages_file(given))
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or _usual_editor())
    try:
        status = subprocess.run([*command, str(file)], check=False).returncode
    except OSError as error:
        raise EditError(
            f"{command[0]}: {error.strerror}; set $EDITOR to your editor, or edit {file} yourself"
        ) from error
    if status != 0:
        raise EditError(f"{command[0]} ended with status {status}; {file} is as it left it")
    return file


def own_copy(file: Path) -> Path:
    """The file itself when it is the runner's; else a copy of the table that ships, in the config folder."""
    if file != places.shipped_stages():
        return file
    own = places.own_stages()
    try:
        own.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(file, own)
    except OSError as error:
        raise EditError(f"{own}: {error.strerror}") from error
    return own


def _usual_editor() -> str:
    return "notepad" if sys.platform == "win32" else "vi"
