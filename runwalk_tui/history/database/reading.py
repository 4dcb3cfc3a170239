"""Opening the database of a data folder for reading, which changes nothing on the disk.

Backups are looked at where there is something wrong, and only then is what knows them imported.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from runwalk_tui.history.database.file import (
    FILE,
    RESTORED,
    Connect,
    FileFinding,
    FileState,
    companions,
    connect_to_read,
    examine_file,
)
from runwalk_tui.history.database.migrations import Step, migrate
from runwalk_tui.history.errors import StoreError, Trouble, explain


def open_to_read(
    folder: Path, steps: Sequence[Step], connect: Connect, *, sessions: int | None = None
) -> tuple[sqlite3.Connection, tuple[str, ...]]:
    """Open the database for reading and change nothing: what is old or damaged is read into memory.

    With `sessions` only so many of the newest ones are checked beforehand. Returns the connection, and one line each
    that the runner should be told. Raises StoreError.
    """
    try:
        return _open(folder, steps, connect, alone=False, sessions=sessions)
    except StoreError as error:
        if error.trouble not in (Trouble.FULL, Trouble.READ_ONLY, Trouble.IO):
            raise
        # SQLite makes an index next to a database to read it, for which a full or read-only disk has no room.
        log, _ = companions(folder / FILE)
        try:
            waiting = log.exists() and log.stat().st_size > 0
        except OSError:
            raise error from None  # the folder may not be entered, which is what the first error says
        if not waiting:
            return _open(folder, steps, connect, alone=True)
        return _open_aside(folder, steps, connect, error)


def copy_to_memory(
    folder: Path, steps: Sequence[Step], connect: Connect = sqlite3.connect
) -> tuple[sqlite3.Connection, tuple[str, ...]]:
    """A copy in memory of the log as it is, and what the runner should be told. Raises StoreError."""
    connection, notices = open_to_read(folder, steps, connect)
    try:
        return _copied(connection), notices
    except sqlite3.Error as error:
        raise explain(error, folder / FILE) from error
    finally:
        connection.close()


def _open(
    folder: Path, steps: Sequence[Step], connect: Connect, *, alone: bool, sessions: int | None = None
) -> tuple[sqlite3.Connection, tuple[str, ...]]:
    """Open it in place; `alone` when nobody else can be writing to it."""
    path = folder / FILE
    try:
        if not path.exists() and (folder / RESTORED).exists():
            path = folder / RESTORED
    except OSError as error:
        raise explain(error, path) from error
    found = examine_file(path, steps, connect, alone=alone, sessions=sessions)
    try:
        if lost(found, folder):
            from runwalk_tui.history.database import backups

            backup = backups.newest_good(folder, steps)
            if backup is None:
                raise StoreError(f"{path}: it is damaged; start runwalk to save what can be read", Trouble.DAMAGED)
            made = backups.made_on(backup)
            notice = f"{FILE} is damaged or missing; this is the backup from {made}. Start runwalk to repair it"
            return _in_memory(backup, steps, alone=True), (notice,)
        if found.state is not FileState.OURS:
            return _in_memory(None, steps), ()
        if found.version < len(steps):
            return _in_memory(path, steps, alone=alone), ()
        return connect_to_read(path, connect, alone=alone), ()
    except (OSError, sqlite3.Error) as error:
        raise explain(error, path) from error


def _open_aside(
    folder: Path, steps: Sequence[Step], connect: Connect, error: StoreError
) -> tuple[sqlite3.Connection, tuple[str, ...]]:
    """Read a database whose write-ahead log cannot be read in place, from a copy that is deleted at once.

    Raises `error` when there is no room for a copy anywhere.
    """
    import shutil
    import tempfile

    from runwalk_tui.history.database import backups

    try:
        with tempfile.TemporaryDirectory(prefix="runwalk-") as made:
            aside = Path(made)
            for file in (folder / FILE, companions(folder / FILE)[0]):
                shutil.copyfile(file, aside / file.name)
            if (folder / backups.FOLDER).is_dir():
                shutil.copytree(folder / backups.FOLDER, aside / backups.FOLDER)
            connection, notices = _open(aside, steps, connect, alone=False)
            try:
                return _copied(connection), notices
            finally:
                connection.close()
    except (OSError, shutil.Error, sqlite3.Error) as worse:
        raise error from worse


def _copied(connection: sqlite3.Connection) -> sqlite3.Connection:
    """A copy in memory. Raises sqlite3.Error."""
    copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.backup(copy)
    return copy


def lost(found: FileFinding, folder: Path) -> bool:
    """Whether there was a database and it is no longer there as it was."""
    if found.state in (FileState.DAMAGED, FileState.OURS):
        return found.state is FileState.DAMAGED
    from runwalk_tui.history.database import backups

    return bool(backups.listed(folder))


def _in_memory(path: Path | None, steps: Sequence[Step], *, alone: bool = False) -> sqlite3.Connection:
    """A copy that may be migrated without touching the file; an empty database without one."""
    if path is None:
        copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    else:
        source = connect_to_read(path, alone=alone)
        try:
            copy = _copied(source)
        finally:
            source.close()
    migrate(copy, steps)
    return copy
