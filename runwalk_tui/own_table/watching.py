"""Whether somebody has saved the stage table: a look at its name, times, size and place, without reading it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from runwalk_tui import paths
from runwalk_tui.values import dataclass

SETTLED = 2.0
"""Seconds since a file was saved after which nobody is in the midst of writing it."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells a file from another version of it."""

    path: Path
    saved: int | None
    """When, in nanoseconds; None when nothing is there that can be looked at, and all that follows is 0."""
    size: int = 0
    inode: int = 0
    changed: int = 0
    """When the system saw the last change, in nanoseconds: `rsync --times` and `touch` set the time above as they
    like, and not this one."""


def stamp_of(path: Path) -> Stamp:
    """The stamp of what a name leads to now."""
    try:
        found = path.stat()
    except OSError:
        return Stamp(path, None)
    return Stamp(path, found.st_mtime_ns, found.st_size, found.st_ino, found.st_ctime_ns)


class TableWatch:
    """Remembers which version of the table is in use, and says when there is another one to read."""

    def __init__(self, given: Path | None, now: Callable[[], float] = time.time) -> None:
        """`given` is the file as given with --stages. Raises NoHomeError."""
        self._given = given
        self._now = now
        self._taken = self._seen = stamp_of(self.file())

    def file(self) -> Path:
        """The table that should be in use by now: the runner may have made or removed their own. Raises NoHomeError."""
        return paths.stages_file(self._given)

    def follow(self, path: Path) -> None:
        """From now on it is this file: the runner's own copy of one that was given and ships."""
        self._given = path

    def saved(self, *, settled: bool = False) -> bool:
        """Whether there is another version to read.

        An editor may write a file in steps, or have it away for a moment. So it is seen twice, or was saved a while
        ago; with `settled` it is known that nobody is writing.
        """
        stamp, before = stamp_of(self.file()), self._seen
        self._seen = stamp
        if stamp == self._taken:
            return False
        return settled or stamp == before or self._is_old(stamp)

    def _is_old(self, stamp: Stamp) -> bool:
        if stamp.path != self._taken.path or stamp.saved is None:
            return False
        return self._now() - stamp.saved / 1e9 >= SETTLED

    def take(self) -> Path:
        """From now on the version that is there is the one in use; returns its path, to be read after this.

        A version that is saved between the two is another one again, and is read at the next look.
        """
        self._taken = self._seen = stamp_of(self.file())
        return self._taken.path
