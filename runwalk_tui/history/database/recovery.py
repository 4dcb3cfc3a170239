"""Repair of a damaged database, or of one that vanished while the program was closed or while it had it open.

The damaged file is never deleted: it is set aside under a dated name. In its place comes the newest
good backup, with every row that can still be read from the damaged file put on top; the seal of each
row says whether it is as it was written. The new file is finished before the old one is moved, so a
kill at any instant leaves a state from which the next start carries on.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from runwalk_tui.history.database import backups
from runwalk_tui.history.database.file import FILE, RESTORED, companions, connect_to_read, create_file, flush
from runwalk_tui.history.database.migrations import Step, migrate, number_ties
from runwalk_tui.history.database.rows import SESSION, TABLES, Row, Table, columns_there, put, seal
from runwalk_tui.history.database.sessions import drop_superseded
from runwalk_tui.system.durable import put_in_place

_PARTIAL = FILE + ".partial"
_TRIES = 1000
"""How many unreadable row numbers on end are stepped over before a table is given up; a page holds at most some 70."""
_ROWS = 1_000_000
"""How many rows of a table are looked at: pages that point to each other in a circle have no end."""


def repair(folder: Path, at: datetime, steps: Sequence[Step]) -> str:
    """Put a good database in place of a damaged or missing one; nobody else may have it open.

    Returns one line for the runner. Raises sqlite3.Error and OSError, and then nothing was moved.
    """
    path, restored = folder / FILE, folder / RESTORED
    if restored.exists():
        told = f"{FILE} was damaged; its repair was interrupted but is now finished"
    else:
        told = _build(path, folder / _PARTIAL, restored, steps)
    kept = _set_aside(path, at)
    put_in_place(restored, path)
    flush(folder)
    return told if kept is None else f"{told}; the damaged file is now called {kept.name}"


def put_back(connection: sqlite3.Connection, path: Path) -> None:
    """Write all that an open database holds into a new file of its name, and close it.

    For a file that somebody deleted while the program had it open: it would go on writing into a file that no name
    leads to, and all of it would be gone at the end.
    A program that is killed during this leaves a complete copy, which the next start uses as the database.
    Raises sqlite3.Error and OSError; the connection is open then, and the copy may be there.
    """
    restored = path.with_name(RESTORED)
    backups.copy_whole(connection, restored, partial=path.with_name(RESTORED + ".partial"))
    connection.close()
    # SQLite's files next to a database have its name and not its number: left over, they would be read into the copy.
    for companion in companions(path):
        companion.unlink(missing_ok=True)
    put_in_place(restored, path)
    flush(path.parent)


def _build(path: Path, partial: Path, restored: Path, steps: Sequence[Step]) -> str:
    """Make the new database, complete and on the disk, and say what is in it."""
    for file in (partial, partial.with_name(partial.name + "-journal"), *companions(partial)):
        file.unlink(missing_ok=True)
    was = "was damaged" if path.exists() else "was missing"
    backup = backups.newest_good(path.parent, steps)
    create_file(partial)
    if backup is not None:
        shutil.copyfile(backup, partial)
    connection = sqlite3.connect(partial, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
        migrate(connection, steps)
        saved = _salvage(path, connection)
        drop_superseded(connection)
        _drop_finished(connection)
        newest = connection.execute("SELECT started_at FROM session ORDER BY instant DESC LIMIT 1").fetchone()
    finally:
        connection.close()
    flush(partial)
    put_in_place(partial, restored)
    return _told(was, backup, saved, None if newest is None else str(newest[0])[:10])


def _told(was: str, backup: Path | None, saved: int, newest: str | None) -> str:
    source = (
        "there was no good backup" if backup is None else f"your log is now the backup from {backups.made_on(backup)}"
    )
    read = f"; {saved} session{'' if saved == 1 else 's'} could be read from the damaged file" if saved else ""
    missing = (
        "your log now has no sessions"
        if newest is None
        else f"the newest session in your log is from {newest}; anything later is missing"
    )
    return f"{FILE} {was}: {source}{read}; {missing}"


def _salvage(damaged: Path, into: sqlite3.Connection) -> int:
    """Put every readable row of a damaged database into another one; returns how many sessions that were."""
    if not damaged.exists() or not damaged.stat().st_size:
        return 0
    saved = 0
    connection = connect_to_read(damaged)
    # Has SQLite read what there is of a file that was cut off; nothing is written.
    connection.execute("PRAGMA writable_schema = ON")
    into.execute("BEGIN IMMEDIATE")
    try:
        for table in TABLES:
            for row in _readable(connection, table):
                put(into, table, row)
                saved += table is SESSION
        if "rank" in _lacking(connection, SESSION):
            number_ties(into)
    finally:
        connection.close()
    into.execute("COMMIT")
    return saved


def _readable(connection: sqlite3.Connection, table: Table) -> Iterator[Row]:
    """The rows of a damaged table that are as they were written, stepping over those that cannot be read."""
    last, failed, left = 0, 0, _ROWS
    lacking = _lacking(connection, table)
    while failed < _TRIES and left > 0:
        try:
            for found in connection.execute(table.select("WHERE seq > ? ORDER BY seq", lacking), (last,)):
                left -= 1
                row = tuple(found[1:-1])
                if found[-1] == seal(table, row) and found[0] > last:
                    last, failed = int(found[0]), 0
                    yield row
                if left <= 0:
                    break
        except (sqlite3.DatabaseError, ValueError, OverflowError):
            # Unreadable from here: the page of the next row, or the row, is broken.
            last += 1
            failed += 1
        else:
            return


def _lacking(connection: sqlite3.Connection, table: Table) -> set[str]:
    """The columns that a table of an older version does not have; none where that cannot be read."""
    try:
        there = columns_there(connection, table)
    except sqlite3.DatabaseError:
        return set()
    return set(table.columns) - there if there else set()


def _drop_finished(connection: sqlite3.Connection) -> None:
    """An unfinished session of the backup may have been finished since; events without a session are no use."""
    connection.execute("DELETE FROM running WHERE session_id IN (SELECT id FROM session)")
    connection.execute("DELETE FROM event WHERE session_id NOT IN (SELECT session_id FROM running)")


def _set_aside(path: Path, at: datetime) -> Path | None:
    """Move the damaged file and its companions to a dated name that is free; returns it.

    The companions go first: SQLite would apply an old write-ahead log to the new file.
    """
    stamp = f"{at.astimezone(UTC):%Y-%m-%dT%H%M%SZ}"
    name, count = path.with_name(f"{path.name}.damaged-{stamp}"), 1
    while name.exists():
        count += 1
        name = path.with_name(f"{path.name}.damaged-{stamp}-{count}")
    for file, companion in zip(companions(path), companions(name), strict=True):
        if file.exists():
            put_in_place(file, companion)
    if not path.exists():
        return None
    put_in_place(path, name)
    return name
