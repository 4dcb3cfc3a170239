"""Where `runwalk` starts: its version is told at once, and everything else is left to `cli`."""

from __future__ import annotations

import sys

from runwalk_tui import __version__

VERSION_LINE = f"runwalk, version {__version__}"


def main() -> None:
    """The console script."""
    if sys.argv[1:] == ["--version"] and _told(VERSION_LINE):
        return
    from runwalk_tui.cli import main as run  # late: click takes longer to load than the version takes to tell

    run()


def _told(line: str) -> bool:
    """Print a line; False where that can't be done. `cli` then tries it again, and says why not."""
    if sys.stdout is None:
        return False
    try:
        print(line, flush=True)  # noqa: T201  # click, which prints everything else, isn't loaded yet
    except OSError:
        return False
    return True
