"""Sync with a folder: this computer's file is written, and what the other computers wrote is taken in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from runwalk_tui.history.store import Store
from runwalk_tui.system.problems import Problem

if TYPE_CHECKING:
    from runwalk_tui.history.merging import MergeCounts


class SyncError(Exception):
    """The folder can't be used at all; nothing was taken in, and the log here is as it was."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one sync came to."""

    others: tuple[str, ...]
    """The other computers whose files were read, by name."""
    counts: MergeCounts
    """What was taken in."""
    changed: bool
    """Whether the log here says anything else than before."""
    problems: tuple[Problem, ...]
    """Files that were left alone and why, a line each, and why this computer's file could not be written."""


def sync(store: Store, folder: Path, at: datetime) -> SyncReport:
    """Read what other computers wrote into the folder, take it in, and write this computer's file. Raises SyncError,
    and StoreError when the log here can't be read or written."""
    raise NotImplementedError
