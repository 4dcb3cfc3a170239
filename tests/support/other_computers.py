"""The other computers of a runner: what they bring with a sync, and a folder that need not answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Event

from runwalk_tui.history.merging import MergeCounts
from runwalk_tui.history.store import Store
from runwalk_tui.session.records import Log, SessionRecord
from runwalk_tui.syncing.automatic import AutomaticSync
from runwalk_tui.syncing.folder import SyncError, SyncReport
from runwalk_tui.system.problems import Problem
from runwalk_tui.workspace import Workspace
from tests.support.story_time import HANG_GUARD

FOLDER = "/shared/runs"


class OtherComputers:
    """Stands in for the engine: takes in what they have written, and remembers what it would have put there."""

    def __init__(self) -> None:
        self.brings: list[SessionRecord] = []
        """What the next sync takes in."""
        self.deleted: list[str] = []
        self.problem = ""
        """Why the folder can't be used."""
        self.problems: tuple[str, ...] = ()
        """What is wrong with single files."""
        self.answers = Event()
        """Set while the folder answers."""
        self.answers.set()
        self.begun = Event()
        """Set once a sync has begun."""
        self.folders: list[Path] = []
        """The folder of each sync that was begun."""
        self.carried: list[Log] = []
        """What this computer's file says after each."""

    def __call__(self, store: Store, folder: Path, at: datetime) -> SyncReport:
        self.folders.append(folder)
        self.begun.set()
        assert self.answers.wait(HANG_GUARD)
        if self.problem:
            raise SyncError(Problem(self.problem))
        before, counts = store.log(), MergeCounts()
        brings, self.brings = self.brings, []
        if brings:
            counts = store.merge(Log(sessions=tuple(brings)))
        for session_id in self.deleted:
            if (gone := store.delete(session_id, at)) is not None:
                counts.removed.append(gone)
        self.deleted = []
        after = store.log()
        self.carried.append(after)
        return SyncReport((), counts, after != before, tuple(map(Problem, self.problems)))

    def hang(self) -> None:
        """From now on the folder doesn't answer."""
        self.answers.clear()
        self.begun.clear()

    def sync(self, workspace: Workspace, named: str = FOLDER) -> AutomaticSync:
        """What syncs a workspace with them."""
        return AutomaticSync(workspace.store, named, lambda: workspace.wall(), engine=self)


def over(sync: AutomaticSync) -> AutomaticSync:
    """The same once no sync is under way any more."""
    until_true(lambda: not sync.running)
    return sync


def until_true(true: Callable[[], bool]) -> None:
    """Wait for something that a thread does."""
    import time

    end = time.monotonic() + HANG_GUARD
    while not true():
        assert time.monotonic() < end
        time.sleep(0.002)
