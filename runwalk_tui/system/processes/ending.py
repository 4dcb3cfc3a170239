"""A child ends with this process, however this one ends and whatever the child is doing.

As a rule the end of a pipe tells it. A library that hangs may keep it from hearing that, so the system is asked, too:
Linux by the child itself (prctl), Windows by a job object that has all children in it. The only handle of the job is
ours; when this process ends in any way, Windows closes it and ends what is in the job (Microsoft's documentation of
JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE). macOS has nothing of the kind: there `at_most` limits what may hang.

The job was read about, and tried with a stand-in only; no Windows has run this yet.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, Protocol

KILL_ON_JOB_CLOSE = 0x2000
EXTENDED_LIMITS = 9
"""JobObjectExtendedLimitInformation."""
SET_QUOTA, TERMINATE = 0x0100, 0x0001
"""The rights on a process that putting it into a job takes."""


class JobSystem(Protocol):
    """What Windows knows of jobs; a handle is a number, and 0 is none."""

    def create(self) -> int:
        """A job that ends what is in it as its last handle is closed."""
        ...

    def open(self, process: int) -> int:
        """A handle of a process, by its id."""
        ...

    def put_in(self, job: int, process: int) -> bool:
        """Whether a process, by its handle, is in the job now."""
        ...

    def close(self, handle: int) -> None:
        """Let go of a handle."""
        ...


class Job:
    """What is put in here ends with this process."""

    def __init__(self, system: Callable[[], JobSystem]) -> None:
        """`system` is asked at the first process; most runs of the program start none."""
        self._make = system
        self._system: JobSystem | None = None
        self._job = 0
        self._making = Lock()
        """Sound and radio start their children in two threads, and there is one job for both."""

    def put_in(self, process: int) -> bool:
        """Whether that could be done; where it can't, the end of the pipe has to do.

        The caller has a handle of the process, so its id is nobody else's.
        """
        with self._making:
            if self._system is None:
                system = self._make()
                self._job = system.create()
                self._system = system
        if not self._job:
            return False
        handle = self._system.open(process)
        if not handle:
            return False
        try:
            return self._system.put_in(self._job, handle)
        finally:
            self._system.close(handle)


class WindowsJobs:
    """Jobs by Windows' own functions."""

    def __init__(self) -> None:
        import ctypes

        kernel: Any = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined, unused-ignore]
        handle, number = ctypes.c_void_p, ctypes.c_uint32
        for name, result, *wanted in (
            ("CreateJobObjectW", handle, handle, ctypes.c_wchar_p),
            ("SetInformationJobObject", ctypes.c_int, handle, ctypes.c_int, handle, number),
            ("OpenProcess", handle, number, ctypes.c_int, number),
            ("AssignProcessToJobObject", ctypes.c_int, handle, handle),
            ("CloseHandle", ctypes.c_int, handle),
        ):
            function = getattr(kernel, name)
            function.restype, function.argtypes = result, wanted
        self._kernel = kernel

    def create(self) -> int:
        import ctypes

        job: int = self._kernel.CreateJobObjectW(None, None) or 0
        limits = kill_on_close()
        if job and self._kernel.SetInformationJobObject(job, EXTENDED_LIMITS, ctypes.byref(limits), len(bytes(limits))):
            return job
        return 0

    def open(self, process: int) -> int:
        handle: int = self._kernel.OpenProcess(SET_QUOTA | TERMINATE, False, process) or 0
        return handle

    def put_in(self, job: int, process: int) -> bool:
        return bool(self._kernel.AssignProcessToJobObject(job, process))

    def close(self, handle: int) -> None:
        self._kernel.CloseHandle(handle)


def kill_on_close() -> Any:
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION that asks for nothing but the end of what is in the job."""
    import ctypes

    size, number, long = ctypes.c_size_t, ctypes.c_uint32, ctypes.c_int64

    class Basic(ctypes.Structure):
        _fields_ = (
            ("process_time", long),
            ("job_time", long),
            ("flags", number),
            ("least_working_set", size),
            ("most_working_set", size),
            ("most_processes", number),
            ("affinity", size),
            ("priority", number),
            ("scheduling", number),
        )

    class Extended(ctypes.Structure):
        _fields_ = (
            ("basic", Basic),
            ("counters", ctypes.c_uint64 * 6),
            ("process_memory", size),
            ("job_memory", size),
            ("most_process_memory", size),
            ("most_job_memory", size),
        )

    return Extended(basic=Basic(flags=KILL_ON_JOB_CLOSE))


_OURS = Job(WindowsJobs)


def end_with_this_process(process: int) -> None:
    """Have a child, by its id, end with this process where that is for the parent to ask (Windows)."""
    if os.name == "nt":
        _OURS.put_in(process)


@contextmanager
def at_most(seconds: float, *, needed: bool = sys.platform != "linux") -> Iterator[None]:
    """End this process if the block lasts longer, even while a library in it keeps every other thread from running.

    The thread that watches is C's and asks no interpreter. Only where the system doesn't end a child with its parent.
    """
    if not needed:
        yield
        return
    import faulthandler

    try:
        faulthandler.dump_traceback_later(seconds, exit=True)
    except (AttributeError, OSError, RuntimeError, ValueError):  # it has no standard error to write to
        yield
        return
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
