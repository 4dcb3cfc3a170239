"""What can go wrong with the runner's data, each as one line that says what to do."""

from __future__ import annotations

import sqlite3
from enum import StrEnum
from pathlib import Path

from runwalk_tui.system.problems import NotWrittenError
from runwalk_tui.system.safe_text import visible


class Trouble(StrEnum):
    """The kinds of failure that a caller may want to treat differently."""

    FULL = "full"
    """No space left; it may work again later."""
    LOCKED = "locked"
    """Another program holds the database; it may work again at once."""
    BUSY = "busy"
    """Another runwalk is at work on the database, or has it open while it would have to be changed."""
    READ_ONLY = "read-only"
    IO = "io"
    """The disk or the file system failed."""
    DAMAGED = "damaged"
    NEWER = "newer"
    """Written by a newer version of the program."""
    FOREIGN = "foreign"
    """A database of another program."""
    REFUSED = "refused"
    """The data themselves cannot be stored."""
    CLOSED = "closed"


class StoreError(NotWrittenError):
    """The data could not be read or written; the message is one line: what, where, what to do.

    Nothing in it can move a cursor, whatever the names of the folders are.
    """

    def __init__(self, message: str, trouble: Trouble) -> None:
        super().__init__(visible(message))
        self.trouble = trouble


class DamagedRow(Exception):
    """A row is not what was once written: its checksum differs or it makes no sense."""


_FULL, _BUSY, _LOCKED, _PERM, _READONLY, _CANTOPEN, _IOERR, _CORRUPT, _NOTADB, _CONSTRAINT, _NOMEM = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_NOMEM,
)

_ADVICE = {
    _FULL: (Trouble.FULL, "the disk is full; free some space"),
    _BUSY: (Trouble.LOCKED, "another program is using it; close that or try again in a moment"),
    _LOCKED: (Trouble.LOCKED, "another program is using it; close that or try again in a moment"),
    _PERM: (Trouble.READ_ONLY, "you aren't allowed to open it; check its owner and permissions"),
    _READONLY: (Trouble.READ_ONLY, "it can't be written to; check its permissions or choose another --data-dir"),
    _CANTOPEN: (Trouble.IO, "it can't be opened; check the folder and its permissions or choose another --data-dir"),
    _IOERR: (Trouble.IO, "the disk couldn't read or write it; check the disk and its free space"),
    _CORRUPT: (Trouble.DAMAGED, "it is damaged; start runwalk again to restore the newest backup"),
    _NOTADB: (Trouble.DAMAGED, "it is damaged; start runwalk again to restore the newest backup"),
    _NOMEM: (Trouble.IO, "there isn't enough memory to read it"),
}
_ELSEWHERE = frozenset({_FULL, _BUSY, _LOCKED, _PERM, _READONLY, _CANTOPEN, _IOERR, _NOMEM})
"""Failures of the machine around the file, which say nothing about the file itself."""


def _code(error: Exception) -> int | None:
    """The primary result code of SQLite, when it gave one."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else int(code) & 0xFF


def says_damaged(error: sqlite3.Error) -> bool:
    """Whether a failed read means that the file itself is broken, and not the disk, the lock or the permissions."""
    return not isinstance(error, sqlite3.ProgrammingError) and _code(error) not in _ELSEWHERE


def explain(error: sqlite3.Error | OSError | DamagedRow | ValueError | OverflowError, path: Path) -> StoreError:
    """Turn a failure at `path` into the line that the runner reads."""
    if isinstance(error, DamagedRow):
        trouble, advice = _ADVICE[_CORRUPT]
        return StoreError(f"{path}: {advice}", trouble)
    if isinstance(error, OSError):
        return _explain_os(error, path)
    if isinstance(error, sqlite3.IntegrityError):
        what = str(error).removeprefix("CHECK constraint failed: ")
        return StoreError(f"{path}: a record couldn't be saved: {what}", Trouble.REFUSED)
    if isinstance(error, sqlite3.ProgrammingError) and "closed" in str(error):
        return StoreError(f"{path}: it has been closed already", Trouble.CLOSED)
    if isinstance(error, sqlite3.Error):
        code = _code(error)
        if code in _ADVICE:
            trouble, advice = _ADVICE[code]
            return StoreError(f"{path}: {advice}", trouble)
        return StoreError(f"{path}: {error}", Trouble.IO)
    return StoreError(f"{path}: a record couldn't be saved: {error}", Trouble.REFUSED)


def _explain_os(error: OSError, path: Path) -> StoreError:
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        trouble, advice = _ADVICE[_FULL]
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        trouble, advice = _ADVICE[_READONLY]
    elif error.errno in (errno.ENOTDIR, errno.EEXIST, errno.EISDIR, errno.ENOENT):
        trouble, advice = _ADVICE[_CANTOPEN]
    else:
        trouble, advice = Trouble.IO, f"{(error.strerror or str(error)).lower()}; check the disk"
    return StoreError(f"{error.filename or path}: {advice}", trouble)
