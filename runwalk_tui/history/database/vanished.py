"""The database file that somebody deleted, or put another in its place of, while the program had it open.

The program would go on writing into a file that no name leads to, and all of it would be gone at the end.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from runwalk_tui.history.database.backups import copy_whole
from runwalk_tui.history.database.file import RESTORED, companions, flush

Identity = tuple[int, int]
"""The device and the number of a file, which stay when it is renamed."""


def identity(path: Path) -> Identity | None:
    """Which file a name leads to; None when it leads to none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def put_back(connection: sqlite3.Connection, path: Path) -> None:
    """Write all that an open database holds into a new file of its name, and close it.

    A program that is killed in the midst of this leaves a whole copy, which the next start takes for the database.
    Raises sqlite3.Error and OSError; the connection is open then, and the copy may be there.
    """
    restored = path.with_name(RESTORED)
    copy_whole(connection, restored, partial=path.with_name(RESTORED + ".partial"))
    connection.close()
    # What SQLite keeps beside a database bears its name and not its number: left over, it would be read into the copy.
    for companion in companions(path):
        companion.unlink(missing_ok=True)
    restored.replace(path)
    flush(path.parent)
