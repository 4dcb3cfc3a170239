"""Where `runwalk` starts: its version is told at once, and everything else is left to `cli`."""

from __future__ import annotations

import gc
import sys

from runwalk_tui import __version__

VERSION_LINE = f"runwalk, version {__version__}"


def main() -> None:
    """The console script."""
    if sys.argv[1:] == ["--version"] and _told(VERSION_LINE):
        return
    gc.disable()  # `cli` and the app turn it on again for what runs on, in system/processes/collector.py
    from runwalk_tui.cli import main as run  # late: click takes longer to load than the version takes to tell

    try:
        run()
    finally:
        gc.freeze()  # Python's last look for garbage would free what ends with the process anyway


def _told(line: str) -> bool:
    """Print a line; False where that can't be done. `cli` then tries it again, and says why not."""
    if sys.stdout is None:
        return False
    try:
        print(line, flush=True)  # noqa: T201  # click, which prints everything else, isn't loaded yet
    except OSError:
        return False
    return True
