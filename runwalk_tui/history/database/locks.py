"""Advisory locks that the kernel gives back however a process ends.

Two files in the data folder, apart from the database because closing any file descriptor of a
database drops SQLite's own locks in that process. `runwalk.gate` says who has the database open,
so that a repair never swaps the file under somebody. `runwalk.claim` says which app is the one
that runs sessions.

A lock lasts as long as its descriptor; a child process that is started without closing
descriptors (a bare fork) would keep it alive.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Protocol

from runwalk_tui.system import instants
from runwalk_tui.values import dataclass

try:
    import fcntl
except ImportError:  # Windows has locks of its own
    fcntl = None  # type: ignore[assignment]

GATE = "runwalk.gate"
CLAIM = "runwalk.claim"

_PAUSE = 0.01
"""Seconds between two tries for a lock."""


class Locking(Protocol):
    """What one system knows of locks, for one open file."""

    def lock(self, *, shared: bool) -> bool:
        """Take it alone or together with others, in place of what was held before; False: somebody else has it."""
        ...

    def unlock(self) -> None:
        """Give back what is held; nothing where nothing is."""
        ...


class FileLock:
    """A lock on a file that is made when needed, readable by its owner only. Raises OSError."""

    def __init__(self, path: Path, locking: Callable[[int], Locking] | None = None) -> None:
        """`locking` stands in for the system's way to lock a descriptor."""
        self.path = path
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
        self._descriptor = os.open(path, flags, 0o600)
        self._locking = (locking or _systems_own)(self._descriptor)

    def acquire(self, *, patience: float = 0.0) -> bool:
        """Take it for this process alone; tries for `patience` seconds. False: somebody else has it."""
        return self._try(shared=False, patience=patience)

    def share(self, *, patience: float = 0.0) -> bool:
        """Take it together with others who share it, giving up what was taken alone."""
        return self._try(shared=True, patience=patience)

    def write(self, text: str) -> None:
        """Leave a word for those who find it taken."""
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        os.ftruncate(self._descriptor, 0)
        os.write(self._descriptor, text.encode())

    @property
    def closed(self) -> bool:
        """Whether it has been given back."""
        return self._descriptor < 0

    def close(self) -> None:
        """Give it back; a second time does nothing."""
        if self._descriptor >= 0:
            self._locking.unlock()
            os.close(self._descriptor)
            self._descriptor = -1

    def _try(self, *, shared: bool, patience: float) -> bool:
        until = instants.now() + patience
        while not self._locking.lock(shared=shared):
            if instants.now() >= until:
                return False
            time.sleep(_PAUSE)
        return True


class WholeFileLock:
    """A lock on a complete file as Linux and macOS have it; it goes with the descriptor."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def lock(self, *, shared: bool) -> bool:
        try:
            fcntl.flock(self._descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            # A file system without locks (some network shares): nobody can be told apart, so
            # everybody is let in and SQLite's own locking has the last word.
            return error.errno in (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL)
        return True

    def unlock(self) -> None:
        """Closing the descriptor does it, with no moment between the two."""


def _systems_own(descriptor: int) -> Locking:
    if fcntl is not None:
        return WholeFileLock(descriptor)
    from runwalk_tui.history.database.windows_locks import LockedByte, WindowsByte

    return LockedByte(WindowsByte(descriptor))


@dataclass(frozen=True, slots=True)
class Owner:
    """The process that holds the claim."""

    pid: int
    since: datetime
    """When it took the claim."""


class Claim:
    """This process is the one that runs sessions on these data, until it is released or ends in any way."""

    def __init__(self, lock: FileLock) -> None:
        self._lock = lock

    @property
    def held(self) -> bool:
        """Whether it has not been released."""
        return not self._lock.closed

    def release(self) -> None:
        """Let another process have it."""
        self._lock.close()

    def __enter__(self) -> Claim:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def claim(folder: Path, at: datetime) -> Claim | None:
    """Become the one app on the data in `folder`, or None when there is one. Raises OSError.

    Someone who only looks who the owner is holds the lock for an instant; a few tries see past that.
    """
    lock = FileLock(folder / CLAIM)
    try:
        if not lock.acquire(patience=0.2):
            lock.close()
            return None
    except BaseException:
        lock.close()
        raise
    with suppress(OSError):  # a full disk: the lock is the claim, the name in it is for those who ask
        lock.write(f"{os.getpid()} {at.isoformat()}\n")
    return Claim(lock)


def owner(folder: Path) -> Owner | None:
    """Who holds the claim on `folder` now. A process that is gone holds nothing, whatever it left in the file."""
    path = folder / CLAIM
    if not os.access(path, os.R_OK | os.W_OK):
        # Nobody ever claimed these data, or nobody can in a folder that may only be read.
        return None
    lock = FileLock(path)
    try:
        if lock.acquire():
            return None
        pid, since = path.read_text("utf-8").split()
        return Owner(int(pid), datetime.fromisoformat(since))
    except ValueError:
        # The holder is between taking it and writing its name.
        return Owner(0, datetime.fromtimestamp(path.stat().st_mtime).astimezone())
    finally:
        lock.close()
