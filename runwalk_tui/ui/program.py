"""The program on screens from its start to its exit status."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from runwalk_tui.history.errors import StoreError
from runwalk_tui.opening import close, workspace_on
from runwalk_tui.system.shutdown import ShutdownWatch
from runwalk_tui.ui.app import RunwalkApp


def run_app(stages: Path | None, data: Path | None, shutdown: ShutdownWatch, *, mute: bool, speed: float) -> int:
    """Open the app; returns the exit status."""
    try:
        workspace = workspace_on(stages, data)
    except StoreError as error:
        sys.stderr.write(f"runwalk: {error}\n")
        return 1
    try:
        workspace.claim()
    except StoreError as error:
        workspace.store.close()
        sys.stderr.write(f"runwalk: {error}\n")
        return 1
    for size in ("COLUMNS", "LINES"):
        # The terminal itself says how large it is; a variable that was exported once would hold through every resize.
        os.environ.pop(size, None)
    try:
        app = RunwalkApp(workspace, muted=mute, speed=speed)
        app.shutdown = shutdown
        shutdown.hear_signals()
        workspace.sync_first()
        app.run()
        if app.return_code == 1:
            details = f" Details for the people who make it: {app.crash_report}" if app.crash_report else ""
            sys.stderr.write(
                f"runwalk: it stopped because of a fault in the program; what you did is saved.{details}\n"
            )
        return app.return_code or 0
    finally:
        close(workspace, in_order=shutdown.told is None)
