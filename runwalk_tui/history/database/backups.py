"""Backups of the database: one before each migration and one a week; the last five stay."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from runwalk_tui.history.database.file import FILE, FileState, companions, create_file, examine_file, flush
from runwalk_tui.history.database.migrations import Step
from runwalk_tui.history.errors import StoreError
from runwalk_tui.system.durable import put_in_place

FOLDER = "backups"
KEPT = 5
EVERY = timedelta(days=7)

_NAME = r"runwalk-(\d{5,})-(\d{4}-\d\d-\d\d)\.sqlite3"
_PARTIAL = ".partial"


def listed(data: Path) -> list[Path]:
    """The backups of a data folder in the order they were made: by number, since a clock may have been wrong."""
    return sorted(
        (path for path in (data / FOLDER).glob("runwalk-*") if re.fullmatch(_NAME, path.name)),
        key=lambda path: int(path.name.split("-")[1]),
    )


def made_on(backup: Path) -> date:
    """The day in UTC on which a listed backup was made, as its name says."""
    return date.fromisoformat(backup.stem[-10:])


def due(data: Path, at: datetime) -> bool:
    """Whether the newest backup is a week old or from the future, or there is none."""
    found = listed(data)
    return not found or not timedelta(0) <= at.astimezone(UTC).date() - made_on(found[-1]) < EVERY


def copy_whole(connection: sqlite3.Connection, final: Path, *, partial: Path) -> None:
    """Copy an open database into another file, which gets its name only when all of it is on the disk.

    `partial` is its name until then, in the same folder. Raises sqlite3.Error and OSError.
    """
    _remove(partial)
    try:
        create_file(partial)
        copy = sqlite3.connect(partial, isolation_level=None)
        try:
            connection.backup(copy)
            # One file that needs no companions to be read.
            copy.execute("PRAGMA journal_mode = DELETE")
        finally:
            copy.close()
        flush(partial)
        put_in_place(partial, final)
    except BaseException:
        _remove(partial)
        raise
    flush(final.parent)


def back_up(connection: sqlite3.Connection, data: Path, at: datetime) -> Path:
    """Copy the database as it is now, and let go of all but the last five. Raises sqlite3.Error and OSError."""
    folder = data / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    before = listed(data)
    number = int(before[-1].name.split("-")[1]) + 1 if before else 1
    final = folder / f"runwalk-{number:05}-{at.astimezone(UTC):%Y-%m-%d}.sqlite3"
    copy_whole(connection, final, partial=folder / (FILE + _PARTIAL))
    for old in listed(data)[:-KEPT]:
        _remove(old)
    return final


def newest_good(data: Path, steps: Sequence[Step]) -> Path | None:
    """The newest backup that is undamaged and that this version can read."""
    for path in reversed(listed(data)):
        try:
            if examine_file(path, steps, alone=True).state is FileState.OURS:
                return path
        except StoreError:
            # A newer version's or an unreadable one: an older one may do.
            continue
    return None


def _remove(path: Path) -> None:
    for file in (path, path.with_name(path.name + "-journal"), *companions(path)):
        file.unlink(missing_ok=True)
