"""The database file: where it is, how it is opened, and what state it is in."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path, PurePath

from runwalk_tui.history.database.migrations import APPLICATION_ID, Step, version_of
from runwalk_tui.history.database.rows import SESSION, TABLES, columns_there, rows
from runwalk_tui.history.errors import DamagedRow, StoreError, Trouble, explain, says_damaged
from runwalk_tui.values import dataclass

FILE = "runwalk.sqlite3"
RESTORED = FILE + ".restored"
"""A finished repair that waits to be put in place; it is there only when a kill came just then."""
BUSY_SECONDS = 2.0
"""How long a write waits for another process before it says that the database is locked."""

AS_IT_IS = frozenset(b"/:-._~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
"""Bytes that mean nothing but themselves in an address."""

Connect = Callable[..., sqlite3.Connection]
"""Called as sqlite3.connect is."""


Identity = tuple[int, int]
"""The device and the number of a file, which stay when it is renamed."""


class FileState(Enum):
    """What is at the place of the database."""

    MISSING = "missing"
    EMPTY = "empty"
    """A file without anything in it, as a process leaves it that was killed while it made one."""
    OURS = "ours"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class FileFinding:
    """The state of the file, and the version of its tables when it is ours."""

    state: FileState
    version: int = 0


def identity(path: Path) -> Identity | None:
    """Which file a name leads to; None when it leads to none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def companions(path: Path) -> tuple[Path, Path]:
    """The write-ahead log and its index, which belong to a database while it is in use."""
    return path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")


def address(path: PurePath, options: str) -> str:
    """A complete path as SQLite wants it, with what is asked for.

    Not as `Path.as_uri` has it: the server of a network share (`\\\\server\\share`) isn't allowed in front of the path
    there, and SQLite refuses it. As part of the path, after an empty server, it is opened like any other. Drives are
    `/C:/…`, of which SQLite takes the first slash away (sqlite.org/uri.html).
    """
    place = path.as_posix()
    complete = place if place.startswith("/") else f"/{place}"
    written = "".join(chr(byte) if byte in AS_IT_IS else f"%{byte:02X}" for byte in os.fsencode(complete))
    return f"file://{written}?{options}"


def connect_to_write(path: Path, connect: Connect = sqlite3.connect) -> sqlite3.Connection:
    """Connect for writing; the file must be there. Raises sqlite3.Error and OSError."""
    _keep_private(path)
    connection = connect(
        address(path.absolute(), "mode=rw"),
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        # What is deleted is overwritten, too.
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        # macOS only: an ordinary fsync there leaves the data in the drive's cache.
        connection.execute("PRAGMA fullfsync = ON")
        connection.execute("PRAGMA checkpoint_fullfsync = ON")
        connection.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_to_read(path: Path, connect: Connect = sqlite3.connect, *, alone: bool = False) -> sqlite3.Connection:
    """Connect for reading only. Raises sqlite3.Error.

    Leaves no trace next to the file when nobody else can be writing to it (`alone`) and no write-ahead
    log waits to be read, and works in a folder that cannot be written.
    """
    log, _ = companions(path)
    still = not (log.exists() and log.stat().st_size)
    traceless = still and (alone or not os.access(path.parent, os.W_OK))
    return connect(
        address(path.absolute(), "mode=ro&immutable=1" if traceless else "mode=ro"),
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )


def create_file(path: Path) -> None:
    """Make an empty file that only its owner can read. Raises OSError."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def flush(path: Path) -> None:
    """Have the disk hold a finished file, or the names in a folder. Raises OSError."""
    if path.is_dir() and os.name == "nt":
        return  # Windows keeps no descriptor of a folder
    from runwalk_tui.system import durable  # late: who reads flushes nothing

    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        durable.flush(descriptor)
    finally:
        os.close(descriptor)


def examine_file(
    path: Path,
    steps: Sequence[Step],
    connect: Connect = sqlite3.connect,
    *,
    alone: bool = False,
    sessions: int | None = None,
) -> FileFinding:
    """Say what is at `path`, without changing it. With `sessions` only so many of the newest ones are checked.

    Raises StoreError for a database that must not be touched (a newer version's, another program's)
    and when it cannot be looked at (locked, a failing disk).
    """
    try:
        if not path.exists():
            return FileFinding(FileState.MISSING)
        if not path.is_file():
            raise StoreError(f"{path}: it is not a file; move it or choose another --data-dir", Trouble.FOREIGN)
        if path.stat().st_size == 0:
            log, _ = companions(path)
            return FileFinding(FileState.DAMAGED if log.exists() and log.stat().st_size else FileState.EMPTY)
        connection = connect_to_read(path, connect, alone=alone)
    except (OSError, sqlite3.Error) as error:
        raise explain(error, path) from error
    try:
        return _read_state(connection, path, steps, sessions)
    except sqlite3.Error as error:
        if says_damaged(error):
            return FileFinding(FileState.DAMAGED)
        raise explain(error, path) from error
    finally:
        connection.close()


def whole(connection: sqlite3.Connection, steps: Sequence[Step], sessions: int | None = None) -> bool:
    """Whether every page and every row is as it was written; of the sessions only so many of the newest, if that is
    given. Raises sqlite3.Error where that is not for us to say."""
    try:
        if [row[0] for row in connection.execute("PRAGMA integrity_check(1)")] != ["ok"]:
            return False
        # Also before a migration: it would carry a damaged row over, with a damaged backup as the newest one.
        older = version_of(connection) < len(steps)
        for table in TABLES:
            there = columns_there(connection, table) if older else frozenset(table.columns)
            if not there:
                continue  # the older version has no such table
            some = table is SESSION and sessions is not None
            where = "ORDER BY seq DESC LIMIT ?" if some else ""
            lacking = set(table.columns) - there
            for _ in rows(connection, table, where, (sessions,) if some else (), lacking):
                pass
    except (DamagedRow, UnicodeDecodeError):  # the second where a name in the schema is damaged, which a message has
        return False
    except sqlite3.Error as error:
        if says_damaged(error):
            return False
        raise
    return True


def _read_state(connection: sqlite3.Connection, path: Path, steps: Sequence[Step], sessions: int | None) -> FileFinding:
    # All of it as of one moment: another process may be making this file right now. It ends with the connection.
    connection.execute("BEGIN")
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = version_of(connection)
    if application == APPLICATION_ID and version > len(steps):
        raise StoreError(
            f"{path}: it was written by a newer version of runwalk (format {version}; "
            f"this one reads up to {len(steps)}). Nothing was changed; update runwalk",
            Trouble.NEWER,
        )
    sound = whole(connection, steps, sessions)
    if application != APPLICATION_ID and sound:
        if application == version == 0 and not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return FileFinding(FileState.EMPTY)
        raise StoreError(
            f"{path}: it is another program's database; move it or choose another --data-dir", Trouble.FOREIGN
        )
    return FileFinding(FileState.OURS, version) if sound and version else FileFinding(FileState.DAMAGED)


def _keep_private(path: Path) -> None:
    """Health data: nobody but the owner reads it, also when the file was copied here with other permissions."""
    for file in (path, *companions(path)):
        if os.name != "nt" and file.exists() and file.stat().st_mode & 0o077:
            file.chmod(0o600)
