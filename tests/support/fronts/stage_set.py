"""What a story is told on: a log, the day, and time that the story moves."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from runwalk_tui.workspace import Workspace
from tests.support.fronts.heard import Heard
from tests.support.stand_ins import NOON, make_workspace
from tests.support.step_tables import companions

Before = Callable[[Workspace], None]
"""What is in the log before the story begins."""
REHEARSAL_SPEED = 3.0


@dataclass
class StageSet:
    """The folders of one story, one for each start of the program, and the day on which it is told."""

    folder: Path
    before: Before
    rehearsal: bool
    now: datetime = NOON
    heard: Heard = field(default_factory=Heard)
    starts: int = 0

    def open(self) -> Workspace:
        """The log as the disk has it: that of the start before, or a new one."""
        here = self._place(self.starts)
        workspace = make_workspace(here)
        workspace.wall = lambda: self.now
        workspace.find_companions = companions
        still = replace(workspace.settings.screen, reduced_motion=True)
        workspace.settings = replace(workspace.settings, screen=still)
        if not self.starts:
            self.before(workspace)
        return workspace

    def pass_days(self, count: int) -> None:
        self.now += timedelta(days=count)

    def cut_power(self) -> None:
        """What is on the disk at this instant is all that the next start finds."""
        following = self._place(self.starts + 1)
        shutil.copytree(self._place(self.starts), following)
        self.starts += 1

    def _place(self, start: int) -> Path:
        return self.folder / f"start {start}"
