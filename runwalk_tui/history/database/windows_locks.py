"""Locks on Windows: one byte of a file, held alone or shared, by LockFileEx.

msvcrt.locking, which Python has for this, knows no shared lock, and without one nobody could tell that a database is
open in another window. What LockFileEx does, by Microsoft's documentation of it: a byte beyond the end of the file can
be locked; another handle's lock is refused, also within one process; a shared lock may be laid over an exclusive one of
the same handle, and the first unlocking after that takes the exclusive one away. So going over from alone to shared
leaves no moment in which another process could come between.

Read there, and tried with a stand-in only; no Windows has run this yet.
"""

from __future__ import annotations

import ctypes
from enum import Enum
from typing import Any, Protocol

AT = 1 << 30
"""The byte that is locked: far beyond what is written into the file, which stays readable for everybody."""
IMMEDIATELY, EXCLUSIVE = 1, 2
"""LOCKFILE_FAIL_IMMEDIATELY and LOCKFILE_EXCLUSIVE_LOCK."""
INVALID_FUNCTION, NOT_SUPPORTED, NOT_IMPLEMENTED = 1, 50, 120
NO_LOCKS_HERE = (INVALID_FUNCTION, NOT_SUPPORTED, NOT_IMPLEMENTED)
"""Errors of a file system without locks, such as some network shares."""


class Byte(Protocol):
    """The byte as the system has it, for one handle."""

    def take(self, flags: int) -> int:
        """Lock it; 0, or the system's error."""
        ...

    def give_back(self) -> None:
        """Take one lock of this handle away; the exclusive one first."""
        ...


class Held(Enum):
    """What this handle has."""

    NOTHING = "nothing"
    SHARED = "shared"
    ALONE = "alone"


class LockedByte:
    """A lock that can be taken alone, shared, and gone over from one to the other."""

    def __init__(self, byte: Byte) -> None:
        self._byte = byte
        self._held = Held.NOTHING

    def lock(self, *, shared: bool) -> bool:
        """Take it alone or together with others; False: somebody else has it.

        A file system without locks lets everybody in, and SQLite's own locking has the last word.
        """
        wanted = Held.SHARED if shared else Held.ALONE
        if self._held is wanted:
            return True
        if self._held is Held.SHARED:  # no exclusive lock goes over a shared one: it has to be given back first
            self.unlock()
            if self._take(EXCLUSIVE):
                self._held = Held.ALONE
                return True
            self._held = Held.SHARED if self._take(0) else Held.NOTHING
            return False
        if not self._take(0 if shared else EXCLUSIVE):
            return False
        if self._held is Held.ALONE:
            self._byte.give_back()
        self._held = wanted
        return True

    def unlock(self) -> None:
        """Give back what is held. Windows would do it after the file is closed, but doesn't say how soon."""
        if self._held is not Held.NOTHING:
            self._byte.give_back()
            self._held = Held.NOTHING

    def _take(self, flags: int) -> bool:
        error = self._byte.take(flags | IMMEDIATELY)
        return not error or error in NO_LOCKS_HERE


class WindowsByte:
    """The byte by the system's own functions."""

    def __init__(self, descriptor: int) -> None:
        import msvcrt

        get_handle: Any = msvcrt.get_osfhandle  # type: ignore[attr-defined, unused-ignore]
        self._handle = get_handle(descriptor)
        self._kernel = _kernel()

    def take(self, flags: int) -> int:
        if self._kernel.LockFileEx(self._handle, flags, 0, 1, 0, ctypes.byref(Overlapped(offset=AT))):
            return 0
        last: int = ctypes.get_last_error()  # type: ignore[attr-defined, unused-ignore]
        return last

    def give_back(self) -> None:
        self._kernel.UnlockFileEx(self._handle, 0, 1, 0, ctypes.byref(Overlapped(offset=AT)))


class Overlapped(ctypes.Structure):
    """OVERLAPPED, which says where the byte is."""

    _fields_ = (
        ("internal", ctypes.c_void_p),
        ("internal_high", ctypes.c_void_p),
        ("offset", ctypes.c_uint32),
        ("offset_high", ctypes.c_uint32),
        ("event", ctypes.c_void_p),
    )


def _kernel() -> Any:
    """kernel32, with the types of what is called: a handle doesn't fit into ctypes' usual int."""
    kernel: Any = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined, unused-ignore]
    number, pointer = ctypes.c_uint32, ctypes.c_void_p
    kernel.LockFileEx.argtypes = [pointer, number, number, number, number, pointer]
    kernel.LockFileEx.restype = ctypes.c_int
    kernel.UnlockFileEx.argtypes = [pointer, number, number, number, pointer]
    kernel.UnlockFileEx.restype = ctypes.c_int
    return kernel
