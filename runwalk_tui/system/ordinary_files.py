"""Reading what the runner put there: only ordinary files, so that nothing waits or goes on without an end."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


class NotOrdinaryError(OSError):
    """A pipe, a device or the like stands there."""


def read_ordinary(path: Path, most: int) -> bytes:
    """The first `most` bytes of a file, and one more if there are more.

    Raises NotOrdinaryError, any other OSError (IsADirectoryError for a folder), and ValueError for what no file can be
    called.
    """
    with open(path, "rb", opener=_without_waiting) as file:
        # Looked at once it is open, so that it is the same one.
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise NotOrdinaryError(errno.EINVAL, "it is not an ordinary file", str(path))
        return file.read(most + 1)


def stands_there(path: Path) -> bool:
    """Whether something has this name: also a link that leads nowhere, and what may not be looked at.

    So that what the runner put there is read and its trouble named, and not passed over as if there were nothing.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _without_waiting(path: str, flags: int) -> int:
    """A pipe with a name, whose other end nobody holds, is opened at once, too."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
