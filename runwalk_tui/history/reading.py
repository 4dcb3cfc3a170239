"""Opening the database of a data folder for reading, which changes nothing on the disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from runwalk_tui.history import backups
from runwalk_tui.history.database import FILE, RESTORED, Connect, Finding, State, connect_to_read, look
from runwalk_tui.history.errors import StoreError, Trouble, explain
from runwalk_tui.history.migrations import Step, migrate


def open_to_read(folder: Path, steps: Sequence[Step], connect: Connect) -> tuple[sqlite3.Connection, tuple[str, ...]]:
    """Open the database for reading and change nothing: what is old or damaged is read into memory.

    Returns the connection, and one line each that the runner should be told. Raises StoreError.
    """
    path = folder / FILE
    if not path.exists() and (folder / RESTORED).exists():
        path = folder / RESTORED
    found = look(path, steps, connect)
    try:
        if lost(found, folder):
            backup = backups.newest_good(folder, steps)
            if backup is None:
                raise StoreError(f"{path}: it is damaged; start runwalk to save what can be read", Trouble.DAMAGED)
            made = backups.made_on(backup)
            notice = f"{FILE} is damaged or gone, this is the backup of {made}; start runwalk to repair it"
            return _in_memory(backup, steps, alone=True), (notice,)
        if found.state is not State.OURS:
            return _in_memory(None, steps), ()
        if found.version < len(steps):
            return _in_memory(path, steps), ()
        return connect_to_read(path, connect), ()
    except (OSError, sqlite3.Error) as error:
        raise explain(error, path) from error


def copy_to_memory(folder: Path, steps: Sequence[Step]) -> tuple[sqlite3.Connection, tuple[str, ...]]:
    """A copy in memory of the log as it stands, and what the runner should be told. Raises StoreError."""
    connection, notices = open_to_read(folder, steps, sqlite3.connect)
    copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        connection.backup(copy)
    except sqlite3.Error as error:
        raise explain(error, folder / FILE) from error
    finally:
        connection.close()
    return copy, notices


def lost(found: Finding, folder: Path) -> bool:
    """Whether there was a database and it is no longer there as it was."""
    return found.state is State.DAMAGED or (found.state is not State.OURS and bool(backups.listed(folder)))


def _in_memory(path: Path | None, steps: Sequence[Step], *, alone: bool = False) -> sqlite3.Connection:
    """A copy that may be migrated without touching the file; an empty database without one."""
    copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    if path is not None:
        source = connect_to_read(path, alone=alone)
        try:
            source.backup(copy)
        finally:
            source.close()
    migrate(copy, steps)
    return copy
