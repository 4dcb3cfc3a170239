"""The runner's own table written from the form: complete or not at all, and never over what somebody else has saved."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

from runwalk_tui import paths
from runwalk_tui.system.files import LARGEST_TEXT, read_ordinary, replacing, write_whole_not_through
from runwalk_tui.system.problems import Problem
from runwalk_tui.table_in_use import TableInUse, read_table
from runwalk_tui.values import dataclass


class ChangedMeanwhileError(Exception):
    """Somebody else has saved the file since it was read. The message is one line."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"Another program has changed {file} in the meantime, so nothing was saved")


class HasOwnTableError(Exception):
    """The table in use ships, and the runner has another one that a copy would replace. The message is one line."""

    def __init__(self) -> None:
        super().__init__(
            f"you have a table of your own in {paths.own_stages()}: start runwalk without --stages to use and change it"
        )


@dataclass(frozen=True, slots=True)
class OwnTable:
    """A table as it was read, and where its changes go."""

    source: Path
    """The file that was read."""
    target: Path
    """Where changes are written: the same file, or the runner's own copy of one that ships."""
    text: str
    raw: bytes | None
    """What `target` had in it; None when it was not there."""

    @property
    def copied(self) -> bool:
        """Whether the first change makes the runner's own copy."""
        return self.source != self.target


def where_line(in_use: TableInUse, how: str, repair: str) -> str:
    """Where the table in use is and how to change it; nobody is sent to the file that ships.

    `how` says how to change it, "To change it, press e", and `repair` how to put it right.
    """
    if in_use.faults:
        return f"Using {in_use.instead}, because {in_use.path} has errors. {repair}."
    if paths.ships(in_use.path):
        return f"This table comes with runwalk. {how}; that makes your own copy."
    return f"Your table is {in_use.path}. {how}."


def own_table(file: Path) -> OwnTable:
    """Read a table for changing it.

    Raises TableError when it can't be read, HasOwnTableError, and NoHomeError when it has no place to be.
    """
    if not paths.ships(file):
        raw = _raw(file)
        return OwnTable(file, file, read_table(file), raw)
    target = paths.own_stages()
    if not paths.stands_there(target):
        return OwnTable(file, target, read_table(file), None)
    if not paths.ships(target):
        raise HasOwnTableError
    return OwnTable(file, target, read_table(file), _raw(target))  # a link to a table that ships


def save_table(own: OwnTable, text: str) -> Problem | None:
    """Write a changed text of a table; None when it is on the disk, else why not, in one line that says what to do.

    Raises ChangedMeanwhileError when the file is not as it was read. Whatever goes wrong, the file is as it was.
    """
    target = own.target
    a_link = paths.ships(target)  # which is replaced by a file: nobody's changes go into what ships
    if not a_link and read_only(target):
        return Problem(f"{target} is read-only, so nothing was saved: allow writing to it, then save again.")
    mark = codecs.BOM_UTF8 if own.raw is not None and own.raw.startswith(codecs.BOM_UTF8) else b""
    data = mark + text.encode()
    if len(data) > LARGEST_TEXT:
        return Problem(f"{target} would be larger than 1 MiB, so nothing was saved.")
    try:
        if a_link:
            if _raw(target) != own.raw:
                raise ChangedMeanwhileError(target)
            write_whole_not_through(target, data)
            return None
        paths.make_folder(Path(os.path.realpath(target)).parent)
        with replacing(target) as part:
            part.write_bytes(data)
            # As late as can be: an editor may have saved while the figures were typed.
            if _raw(target) != own.raw:
                raise ChangedMeanwhileError(target)
    except OSError as error:
        return Problem(f"{target} can't be written: {error.strerror}. Nothing was lost: save again when that's fixed.")
    return None


def read_only(file: Path) -> bool:
    """Whether somebody has forbidden writing to a file; replacing it as a whole would pass over that."""
    try:
        return not file.stat().st_mode & 0o222 or not os.access(file, os.W_OK)
    except OSError:
        return False  # it isn't there yet, or the writing says what is wrong


def _raw(file: Path) -> bytes | None:
    """Every byte of a file; None when there is none that can be read."""
    try:
        return read_ordinary(file, LARGEST_TEXT)
    except OSError:
        return None
