"""What is kept of an error of our own, for the authors; the runner gets one line."""

from __future__ import annotations

import traceback
from pathlib import Path

from runwalk_tui.system.files import write_whole


def write_crash_report(folder: Path) -> Path | None:
    """Write the exception that is being handled into a file in `folder`; None when that cannot be done.

    The frames' variables are left out: they hold health data.
    """
    path = folder / "last-crash.txt"
    try:
        write_whole(path, traceback.format_exc())
    except OSError:
        return None  # The disk may be what failed; the line on the terminal is all that is left then.
    return path
