"""What stands in for the clock and the sound in tests of the screens, and a workspace with a short table."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

from textual.pilot import Pilot

from runwalk_tui.opening import workspace_on
from runwalk_tui.ui.app import RunwalkApp
from runwalk_tui.workspace import Workspace
from tests.support.fakes import AlwaysAwake, FakePlayer, HandClock
from tests.support.waiting import settle

NOON = datetime(2026, 1, 24, 12, 0, tzinfo=timezone(timedelta(hours=1)))
TABLE = """\
[programme]
name = "Test"
warm_up = "10s"
cool_down = "10s"

[[stage]]
id = "1"
run = "20s"
walk = "30s"
reps = [2, 4]

[[stage]]
id = "2"
run = "40s"
walk = "30s"
reps = [2, 4]

[[stage]]
id = "3"
run = "60s"
walk = "30s"
reps = [2, 4]
"""


def make_workspace(folder: Path, table: str = TABLE, now: datetime = NOON) -> Workspace:
    """A workspace on a fresh data folder; its wall clock stands still."""
    folder.mkdir(parents=True, exist_ok=True)
    stages = folder / "stages.toml"
    stages.write_text(table)
    workspace = workspace_on(stages, folder / "data")
    workspace.wall = lambda: now
    return workspace


class PatientApp(RunwalkApp):
    """What it says in a corner of the screen stays to be read, however slow this machine is."""

    NOTIFICATION_TIMEOUT = 600


class Stage:
    """An app with its stand-ins."""

    def __init__(self, workspace: Workspace, *, speed: float = 1.0) -> None:
        self.workspace = workspace
        self.clock = HandClock()
        self.player = FakePlayer()
        self.app = PatientApp(workspace, clock=self.clock, player=lambda _: self.player, awake=AlwaysAwake, speed=speed)

    async def press(self, pilot: Pilot[None], *keys: str) -> None:
        """Press keys, and let what they start come to rest."""
        for key in keys:
            await pilot.press(key)
            await settle(pilot)

    async def go(self, pilot: Pilot[None], seconds: float) -> None:
        """Let time pass in steps that no one takes for absence; muting twice makes the screen look at the clock."""
        while seconds > 0:
            step = min(seconds, 8.0)
            self.clock.time += step
            seconds -= step
            if self.app.timer is not None:
                self.app.timer.controller.mute()
                self.app.timer.controller.mute()
            await pilot.pause(0)
        await settle(pilot)


def toasts(app: RunwalkApp) -> list[str]:
    """What the app says in a corner of the screen; it does so in tests that were begun with `notifications`."""
    return [str(toast.render()) for toast in app.screen.query("Toast")]
