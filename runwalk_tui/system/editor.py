"""Opening the stage table in the runner's own editor."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from runwalk_tui import paths
from runwalk_tui.system.files import write_whole_in_new_folder


class EditError(Exception):
    """The table could not be opened for editing; the message is one line that says what to do."""


def edit_stages(given: Path | None) -> Path:
    """Open the stage table in $VISUAL or $EDITOR and return the file that was edited.

    The table that ships is never edited itself: the first edit makes the runner's own copy of it. Raises EditError.
    """
    command = _editor()
    file = own_copy(paths.stages_file(given))
    try:
        with _interrupts_are_the_editors():
            status = subprocess.run([*command, str(file)], check=False).returncode
    except OSError as error:
        raise EditError(
            f"{command[0]}: {error.strerror}; set $EDITOR to your editor, or edit {file} yourself"
        ) from error
    if status != 0:
        raise EditError(f"{command[0]} ended with status {status}; {file} is as the editor left it")
    return file


@contextmanager
def _interrupts_are_the_editors() -> Iterator[None]:
    """Ctrl+C in an editor is for the editor; the terminal sends it to this program, too.

    It is heard and does nothing here: a signal that is ignored here would be ignored by the editor, too.
    """
    import signal

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def own_copy(file: Path) -> Path:
    """The file itself when it is the runner's; else a copy of the table that ships, in the config folder.

    A table that the runner has there already is never replaced. Raises EditError.
    """
    if not paths.ships(file):
        return file
    own = paths.own_stages()
    if paths.stands_there(own):
        raise EditError(f"you have a table of your own already: {own}; edit that one, without --stages")
    try:
        write_whole_in_new_folder(own, file.read_bytes())  # half a table would hide the one that ships
    except OSError as error:
        raise EditError(f"{own}: {error.strerror}") from error
    return own


def _editor() -> list[str]:
    """The editor and its arguments. A value that is the name of a program is one word, whatever spaces it has."""
    for name in ("VISUAL", "EDITOR"):
        wanted = os.environ.get(name, "").strip()
        if not wanted:
            continue
        if shutil.which(wanted):
            return [wanted]
        try:
            return shlex.split(wanted)
        except ValueError as error:
            raise EditError(f"${name} is {wanted!r}: {error}; put quotes around a path with spaces") from error
    return ["notepad" if sys.platform == "win32" else "vi"]
