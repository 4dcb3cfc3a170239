"""A disk that fails when a test says so, at the boundary between the program and SQLite."""

from __future__ import annotations

import sqlite3
from typing import Any


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
                disk._judge(sql)
                return super().execute(sql, *values)

        return sqlite3.connect(*given, **options, factory=Connection)

    def _judge(self, sql: str) -> None:
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
