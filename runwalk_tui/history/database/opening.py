"""Opening the database of a data folder for writing: made, migrated, backed up or repaired when needed."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from runwalk_tui.history.database import backups
from runwalk_tui.history.database.file import (
    FILE,
    RESTORED,
    Connect,
    FileState,
    connect_to_write,
    create_file,
    examine_file,
    flush,
)
from runwalk_tui.history.database.locks import GATE, FileLock
from runwalk_tui.history.database.migrations import Step, migrate
from runwalk_tui.history.database.reading import lost
from runwalk_tui.history.database.sessions import KEPT_FOR_UNDO, anything_to_forget, forget_deleted
from runwalk_tui.history.errors import DamagedRow, StoreError, Trouble, explain
from runwalk_tui.paths import make_folder

PATIENCE = 10.0
"""Seconds to wait while another process makes, migrates or repairs the database."""

Opened = tuple[sqlite3.Connection, FileLock, tuple[str, ...]]
"""A database that is ready for use; the lock that is held, shared with others, for as long as it is open; and what
the runner should be told, one line each."""


def open_to_write(folder: Path, at: datetime, steps: Sequence[Step], connect: Connect) -> Opened:
    """Open the database for writing. Raises StoreError."""
    path = folder / FILE
    try:
        make_folder(folder)
        gate = FileLock(folder / GATE)
    except OSError as error:
        raise explain(error, folder) from error
    try:
        alone = gate.acquire()
        if not alone and not gate.share(patience=PATIENCE):
            raise StoreError(f"{path}: another copy of runwalk is just opening it; try again in a moment", Trouble.BUSY)
        return _open(path, at, steps, connect, gate, alone=alone)
    except (OSError, sqlite3.Error) as error:
        gate.close()
        raise explain(error, path) from error
    except BaseException:
        gate.close()
        raise


def _open(path: Path, at: datetime, steps: Sequence[Step], connect: Connect, gate: FileLock, *, alone: bool) -> Opened:
    """Open with the gate in hand: `alone` when nobody else has the database open for writing."""
    folder, notices = path.parent, []
    found = examine_file(path, steps, connect, alone=alone)
    if not alone and (found.state is not FileState.OURS or found.version < len(steps)):
        what = "from an older version" if found.state is FileState.OURS else "damaged or missing"
        raise StoreError(
            f"{path}: it is {what}, and another copy of runwalk has it open; close that first", Trouble.BUSY
        )
    if alone and (lost(found, folder) or (folder / RESTORED).exists()):
        from runwalk_tui.history.database import recovery

        notices.append(recovery.repair(folder, at, steps))
        found = examine_file(path, steps, connect, alone=alone)
    if found.state is FileState.MISSING:
        create_file(path)
        flush(folder)
    connection = connect_to_write(path, connect)
    try:
        if found.version < len(steps):
            if found.version:
                backups.back_up(connection, folder, at)
            migrate(connection, steps)
        elif alone and _worth_keeping(connection) and backups.due(folder, at):
            notices += _weekly(connection, folder, at)
        notices += _forget_deleted(connection, path, at)
    except BaseException:
        connection.close()
        raise
    gate.share(patience=PATIENCE)
    return connection, gate, tuple(notices)


def _worth_keeping(connection: sqlite3.Connection) -> bool:
    """Whether anything has been recorded yet."""
    return any(
        connection.execute(f"SELECT EXISTS (SELECT 1 FROM {table})").fetchone()[0]
        for table in ("session", "placement", "checkin", "clearance", "deleted")
    )


def _weekly(connection: sqlite3.Connection, folder: Path, at: datetime) -> list[str]:
    """Make the weekly backup. A failure is told and stops nothing: the log itself is fine."""
    try:
        backups.back_up(connection, folder, at)
    except (OSError, sqlite3.Error) as error:
        return [f"couldn't make the weekly backup: {explain(error, folder / backups.FOLDER)}"]
    return []


def _forget_deleted(connection: sqlite3.Connection, path: Path, at: datetime) -> list[str]:
    """Let go of what was deleted long ago. A failure is told and stops nothing: it is tried again at the next start."""
    try:
        if anything_to_forget(connection, at):
            connection.execute("BEGIN IMMEDIATE")
            forget_deleted(connection, at)
            connection.execute("COMMIT")
    except (sqlite3.Error, DamagedRow) as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        days = KEPT_FOR_UNDO.days
        return [f"couldn't remove the sessions you deleted more than {days} days ago: {explain(error, path)}"]
    return []
