"""A disk that fails when a test says so, at the boundary between the program and SQLite."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest


class BadDisk:
    """Decides which statements of a connection fail; SQLite's own error code goes with them."""

    def __init__(self, code: int = sqlite3.SQLITE_IOERR_WRITE) -> None:
        self.code = code
        self.good_for = 10**9
        """Statements that still succeed."""
        self.bad_writes: range = range(0)
        """Numbers of the transactions that fail, counted from 0."""
        self.bad_at = "COMMIT"
        """How the statement begins at which such a transaction fails."""
        self.writes = 0
        """Transactions that were begun."""
        self.failures = 0
        """Statements that failed."""

    def connect(self, *given: Any, **options: Any) -> sqlite3.Connection:
        """Connect as sqlite3.connect does, to this disk."""
        disk = self

        class Connection(sqlite3.Connection):
            def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
                disk.judge(sql)
                return super().execute(sql, *values)

        return sqlite3.connect(*given, **options, factory=Connection)

    def judge(self, sql: str) -> None:
        """Count a statement, and fail it if its turn has come."""
        if sql.startswith("ROLLBACK"):
            return
        self.good_for -= 1
        self.writes += sql == "BEGIN IMMEDIATE"
        failing = self.writes - 1 in self.bad_writes and sql.startswith(self.bad_at)
        if failing or self.good_for < 0:
            self.failures += 1
            error = sqlite3.OperationalError("the disk failed")
            error.sqlite_errorcode = self.code
            raise error


@contextmanager
def small_disk(folder: Path, size: str = "600k") -> Iterator[Path]:
    """A file system of its own in a new folder; skips the test where none can be mounted."""
    folder.mkdir()
    try:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", folder], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no small file system can be mounted here: {error}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def fill(disk: Path) -> Path:
    """Leave no byte free; returns the file that took them all."""
    filler = disk / "filler"
    with pytest.raises(OSError, match="No space"), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(512))
    return filler


def make_read_only(disk: Path, *, read_only: bool = True) -> None:
    """Have the file system refuse every write, or take them again."""
    subprocess.run(["mount", "-o", f"remount,{'ro' if read_only else 'rw'}", disk], check=True)
