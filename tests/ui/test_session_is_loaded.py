"""What a session needs is loaded before it starts: of a version that is installed meanwhile nothing comes into it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow("goes through a session in a fresh interpreter")

SESSION = """\
import asyncio, resource, sys
from datetime import timedelta
from pathlib import Path
from runwalk_tui.flows.shown.trial import TRIAL_SEEN
from runwalk_tui.opening import workspace_on
from runwalk_tui.rule.screening import Screening
from runwalk_tui.session.records import Placement
from runwalk_tui.ui.app import RunwalkApp
from runwalk_tui.workspace import SCREENING

folder, most = Path(sys.argv[1]), int(sys.argv[2])

async def session():
    workspace = workspace_on(None, folder)
    before = workspace.wall() - timedelta(days=3)
    workspace.store.remember(SCREENING, Screening(before).to_json())
    workspace.store.remember(TRIAL_SEEN, "yes")
    workspace.store.place(Placement(before, "2"))
    app = RunwalkApp(workspace, muted=True, speed=1.0)
    async with app.run_test(size=(80, 24)) as pilot:

        async def press(*keys, until):
            while type(app.screen).__name__ != until:
                await pilot.press(*keys)
                await pilot.pause(0.05)

        await press("enter", until="BeforeScreen")
        await press("3", "enter", until="TimerScreen")
        known = set(sys.modules)
        if most:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
        await press("ctrl+p", until="CommandPalette")
        await pilot.press(*"thme")
        await press("escape", until="TimerScreen")
        await press("n", until="RatingScreen")
        await press("3", "enter", until="DecisionScreen")
        assert bool(workspace.reliable_store.waiting) is bool(most)
        await press("enter", until="HomeScreen")
        if workspace.reliable_store.secure() is not None:
            await press("ctrl+q", until="QuestionScreen")
            await pilot.press("v")
    workspace.close()
    sys.stderr.write("\\n".join(sorted(set(sys.modules) - known)))

asyncio.run(session())
"""
SMALL = 4096
"""Bytes of a file at most: too few for a page of the database, and enough for a rescue file."""
NOTHING = 1
"""The same where no file has room for anything, so that leaving has to be asked about."""


@pytest.mark.skipif(sys.platform == "win32", reason="a file can't be kept from growing there")
@pytest.mark.parametrize("most", [0, SMALL, NOTHING], ids=["saved", "in a rescue file", "in memory alone"])
def test_what_a_session_needs_until_it_is_saved_is_loaded_before_it_starts(most: int, tmp_path: Path) -> None:
    started = [sys.executable, "-c", SESSION, str(tmp_path), str(most)]
    done = subprocess.run(started, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert [name for name in done.stderr.split() if name.startswith(("runwalk_tui", "textual"))] == []
