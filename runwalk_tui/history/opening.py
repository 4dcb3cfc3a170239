"""Opening the database of a data folder: made, migrated, backed up or repaired when needed."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from runwalk_tui.history import backups
from runwalk_tui.history.database import (
    FILE,
    RESTORED,
    Connect,
    Finding,
    State,
    connect_to_read,
    connect_to_write,
    create_file,
    flush,
    look,
)
from runwalk_tui.history.errors import StoreError, Trouble, explain
from runwalk_tui.history.locks import GATE, FileLock
from runwalk_tui.history.migrations import Step, migrate

PATIENCE = 10.0
"""Seconds to wait while another process makes, migrates or repairs the database."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A database that is ready for use."""

    connection: sqlite3.Connection
    gate: FileLock | None
    """Held, shared with others, for as long as the database is open for writing."""
    read_only: bool
    notices: tuple[str, ...] = ()
    """What the runner should be told, one line each."""


def open_to_write(folder: Path, at: datetime, steps: Sequence[Step], connect: Connect) -> Opened:
    """Open the database for writing. Raises StoreError."""
    path = folder / FILE
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        gate = FileLock(folder / GATE)
    except OSError as error:
        raise explain(error, folder) from error
    try:
        alone = gate.take()
        if not alone and not gate.share(patience=PATIENCE):
            raise StoreError(f"{path}: another runwalk is busy opening it; try again in a moment", Trouble.LOCKED)
        return _open(path, at, steps, connect, gate, alone=alone)
    except (OSError, sqlite3.Error) as error:
        gate.close()
        raise explain(error, path) from error
    except BaseException:
        gate.close()
        raise


def open_to_read(folder: Path, steps: Sequence[Step], connect: Connect) -> Opened:
    """Open the database for reading and change nothing: what is old or damaged is read into memory.

    Raises StoreError.
    """
    path = folder / FILE
    if not path.exists() and (folder / RESTORED).exists():
        path = folder / RESTORED
    found = look(path, steps, connect)
    try:
        if _lost(found, folder):
            backup = backups.newest_good(folder, steps)
            if backup is None:
                raise StoreError(f"{path}: it is damaged; start runwalk to save what can be read", Trouble.DAMAGED)
            made = backups.made_on(backup)
            notice = f"{FILE} is damaged or gone, this is the backup of {made}; start runwalk to repair it"
            return Opened(_in_memory(backup, steps), None, True, (notice,))
        if found.state is not State.OURS:
            return Opened(_in_memory(None, steps), None, True)
        if found.version < len(steps):
            return Opened(_in_memory(path, steps), None, True)
        return Opened(connect_to_read(path, connect), None, True)
    except (OSError, sqlite3.Error) as error:
        raise explain(error, path) from error


def _open(path: Path, at: datetime, steps: Sequence[Step], connect: Connect, gate: FileLock, *, alone: bool) -> Opened:
    """Open with the gate in hand: `alone` when nobody else has the database open for writing."""
    folder, notices = path.parent, []
    found = look(path, steps, connect, alone=alone)
    if not alone and (found.state is not State.OURS or found.version < len(steps)):
        what = "of an older version" if found.state is State.OURS else "damaged or gone"
        raise StoreError(f"{path}: it is {what}, and another runwalk has it open; close that first", Trouble.LOCKED)
    if alone and (_lost(found, folder) or (folder / RESTORED).exists()):
        from runwalk_tui.history import repair

        notices.append(repair.repair(folder, at, steps))
        found = look(path, steps, connect, alone=alone)
    if found.state is State.MISSING:
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
    except BaseException:
        connection.close()
        raise
    gate.share(patience=PATIENCE)
    return Opened(connection, gate, False, tuple(notices))


def _lost(found: Finding, folder: Path) -> bool:
    """Whether there was a database and it is no longer there as it was."""
    return found.state is State.DAMAGED or (found.state is not State.OURS and bool(backups.listed(folder)))


def _worth_keeping(connection: sqlite3.Connection) -> bool:
    """Whether anything has been recorded yet."""
    return any(
        connection.execute(f"SELECT EXISTS (SELECT 1 FROM {table})").fetchone()[0]
        for table in ("session", "placement", "checkin", "clearance")
    )


def _weekly(connection: sqlite3.Connection, folder: Path, at: datetime) -> list[str]:
    """Make the weekly backup. A failure is told and stops nothing: the log itself is fine."""
    try:
        backups.back_up(connection, folder, at)
    except (OSError, sqlite3.Error) as error:
        return [f"the weekly backup could not be made: {explain(error, folder / backups.FOLDER)}"]
    return []


def _in_memory(path: Path | None, steps: Sequence[Step]) -> sqlite3.Connection:
    """A copy that may be migrated without touching the file; an empty database without one."""
    copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    if path is not None:
        source = connect_to_read(path, alone=path.parent.name == backups.FOLDER)
        try:
            source.backup(copy)
        finally:
            source.close()
    migrate(copy, steps)
    return copy
