"""What was written stays written: brought to the disk itself, and put in place of what was there.

On macOS fsync hands the data to the drive and leaves them in its cache; F_FULLFSYNC has the drive write them down, as
Apple's manual page of fsync(2) says. SQLite does the same with PRAGMA fullfsync. On Windows, os.fsync is
FlushFileBuffers, which does both.

On Windows a file can't be replaced at a moment when a virus scanner, an indexer or a syncing folder looks at it;
a moment later it can.

What is done on macOS and Windows was read, and tried with stand-ins only.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

try:
    import fcntl
except ImportError:  # Windows has none
    fcntl = None  # type: ignore[assignment]

LOOKED_AT = (5, 32)
"""Windows' errors for a file that somebody has open: ERROR_ACCESS_DENIED and ERROR_SHARING_VIOLATION."""
PAUSES = (0.01, 0.02, 0.04, 0.08, 0.16, 0.32)
"""Seconds between two tries, 0.63 in all."""


def flush(descriptor: int, system: Any = fcntl) -> None:
    """Have the disk hold what was written into a file. Raises OSError.

    `system` is the module `fcntl`, or one that stands in for it. A disk of the network may not know the full flush;
    there the ordinary one has to do.
    """
    full = getattr(system, "F_FULLFSYNC", None)
    if full is not None:
        try:
            system.fcntl(descriptor, full)
        except OSError:
            pass  # what is really wrong, such as a full disk, the ordinary flush says as well
        else:
            return
    os.fsync(descriptor)


def put_in_place(
    part: Path,
    final: Path,
    *,
    replace: Callable[[Path, Path], object] = lambda part, final: part.replace(final),
    wait: Callable[[float], object] = time.sleep,
) -> None:
    """Give a finished file the name of another one, which goes. Raises OSError.

    `replace` and `wait` stand in for the system.
    """
    for pause in (*PAUSES, None):
        try:
            replace(part, final)
        except PermissionError as error:
            if pause is None or getattr(error, "winerror", None) not in LOOKED_AT:
                raise
            wait(pause)
        else:
            return
