"""Windows or macOS as far as a Linux can pretend: what they lack is not there, what they add is a stand-in.

`python -m tests.support.pretend_windows win32 COMMAND…` runs a command of runwalk so, or several with a "," between
them until one fails; `import` every module of it; `screens` the app without a terminal. With `win32-console` what comes
on standard input is typed on a console. What is tried so is our own code and not theirs: which branch it takes, and
that it asks for nothing that is missing. Libraries are loaded before, as they are here.
"""

from __future__ import annotations

import asyncio
import builtins
import ctypes
import importlib
import io
import os
import pathlib
import pkgutil
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from types import ModuleType
from typing import Any

import textual.constants

import runwalk_tui

NOT_ON_WINDOWS = (
    *("fcntl", "termios", "tty", "pty", "resource", "grp", "pwd", "readline", "curses", "syslog", "posix"),
    *("asyncio.unix_events", "textual.drivers.linux_driver", "textual.drivers.linux_inline_driver"),
)
"""Modules of Python, by its documentation of them, and of Textual, since they import these."""
OS_ATTRIBUTES = (
    *("fork", "forkpty", "openpty", "setsid", "setpgid", "getpgid", "killpg", "geteuid", "getuid", "getgid", "getegid"),
    *("fchmod", "fchown", "chown", "lchown", "mkfifo", "mknod", "statvfs", "pathconf", "ttyname", "tcgetpgrp", "nice"),
    *("tcsetpgrp", "uname", "sync", "fdatasync", "pread", "pwrite", "sched_setscheduler", "sched_param", "WNOHANG"),
    *("O_NOFOLLOW", "O_CLOEXEC", "O_NONBLOCK", "O_NOCTTY", "O_DIRECTORY", "getloadavg", "getpriority", "waitid"),
)
SIGNALS = (
    *("SIGHUP", "SIGKILL", "SIGTSTP", "SIGCONT", "SIGSTOP", "SIGWINCH", "SIGQUIT", "SIGPIPE", "SIGALRM", "SIGUSR1"),
    *("SIGUSR2", "SIGTTOU", "SIGTTIN", "SIGCHLD", "SIG_BLOCK", "SIG_SETMASK", "pthread_sigmask", "alarm", "setitimer"),
    *("sigwait", "siginterrupt", "pthread_kill"),
)
CLOCKS = ("tzset", "clock_gettime", "CLOCK_MONOTONIC", "CLOCK_BOOTTIME", "CLOCK_REALTIME", "clock_gettime_ns")
LOCK_VIOLATION = 33


class Kernel32:
    """What is called of Windows; nothing else is there."""

    locks: list[tuple[int, tuple[int, int], bool]] = []  # noqa: RUF012  one for all, as the system's
    """(Handle, file, whether exclusive)."""
    last_error = 0
    types = False
    """Whether standard input is a console."""

    def LockFileEx(self, handle: int, flags: int, *_: object) -> int:
        file, exclusive = self._file(handle), bool(flags & 2)
        for other, where, alone in self.locks:
            if where == file and (exclusive or (alone and other != handle)):
                Kernel32.last_error = LOCK_VIOLATION
                return 0
        self.locks.append((handle, file, exclusive))
        return 1

    def UnlockFileEx(self, handle: int, *_: object) -> int:
        mine = sorted((lock for lock in self.locks if lock[0] == handle), key=lambda lock: not lock[2])
        if not mine:
            return 0
        self.locks.remove(mine[0])
        return 1

    def GetConsoleMode(self, *_: object) -> int:
        return int(self.types)

    def ReadConsoleInputW(self, handle: int, records: Any, room: int, count: Any) -> int:
        """One character of standard input as a key; at its end, a console that is closed."""
        typed = os.read(handle, 1)
        while typed and (typed[0] & 0xC0) == 0xC0 and len(typed) < 2:
            typed += os.read(handle, 1)  # two bytes of UTF-8 are enough for the tests
        records[0].kind, records[0].down, records[0].times = 1, 1, 1
        records[0].unit = ord(typed.decode().replace("\n", "\r") or "\0")
        ctypes.cast(count, ctypes.POINTER(ctypes.c_uint32))[0] = 1
        return len(typed)

    def CreateJobObjectW(self, *_: object) -> int:
        return 100

    def SetInformationJobObject(self, job: int, kind: int, limits: object, length: int) -> int:
        assert (job, kind, length) == (100, 9, 144)
        return 1

    def OpenProcess(self, *_: object) -> int:
        return 7

    def AssignProcessToJobObject(self, job: int, process: int) -> int:
        assert (job, process) == (100, 7)
        return 1

    def CloseHandle(self, handle: int) -> int:
        return 1

    def GetUserDefaultLocaleName(self, *_: object) -> int:
        return 0

    @staticmethod
    def _file(handle: int) -> tuple[int, int]:
        found = os.fstat(handle)
        return found.st_dev, found.st_ino


class _Function:
    """A function of a library, which takes its types as ctypes' own do."""

    def __init__(self, call: Callable[..., int]) -> None:
        self._call = call

    def __call__(self, *arguments: object) -> int:
        return self._call(*arguments)


class _Library:
    def __init__(self, name: str, **_: object) -> None:
        assert name == "kernel32"
        self._kernel = Kernel32()

    def __getattr__(self, name: str) -> _Function:
        function = _Function(getattr(self._kernel, name))
        setattr(self, name, function)
        return function


def load_everything() -> list[str]:
    """Import every module of runwalk, the libraries behind them with it; returns the names of those that could be."""
    loaded: list[str] = []
    for each in pkgutil.walk_packages(runwalk_tui.__path__, "runwalk_tui."):
        with suppress(ImportError):  # an optional library that isn't installed
            importlib.import_module(each.name)
            loaded.append(each.name)
    return loaded


def pretend(system: str) -> list[str]:
    """From now on this is `system`; returns the modules of runwalk, none of which is loaded any more."""
    names = load_everything()
    import platform

    platform.system(), platform.machine()  # asked once, and remembered by Python
    for name in list(sys.modules):
        if name == "runwalk_tui" or name.startswith("runwalk_tui."):
            del sys.modules[name]
    sys.platform = system
    if system == "win32":
        _take_away_what_windows_lacks()
        _give_what_windows_has()
    else:
        import fcntl

        fcntl.F_FULLFSYNC = 51  # type: ignore[attr-defined, unused-ignore]
        for name in ("CLOCK_BOOTTIME",):
            delattr(time, name)
        for name in ("sched_setscheduler", "sched_param", "fdatasync"):
            delattr(os, name)
        time.CLOCK_UPTIME_RAW = time.CLOCK_MONOTONIC  # type: ignore[attr-defined, unused-ignore]
    return names


def _take_away_what_windows_lacks() -> None:
    free = shutil.disk_usage(".")
    for name in NOT_ON_WINDOWS:
        sys.modules[name] = None  # type: ignore[assignment]  # which is how Python marks what can't be imported
    for module, lacking in ((os, OS_ATTRIBUTES), (signal, SIGNALS), (time, CLOCKS), (select, ("poll", "epoll"))):
        for name in lacking:
            with suppress(AttributeError):
                delattr(module, name)
    for home in (pathlib, sys.modules.get("pathlib._local")):
        if home is not None:  # os.name decides which one a Path is, and the other one can't be made here
            vars(home)["WindowsPath"] = pathlib.PosixPath
    os.name = "nt"
    shutil.disk_usage = lambda path: free  # it asks for statvfs here
    for name in ("add_signal_handler", "remove_signal_handler", "add_reader", "add_writer"):
        setattr(asyncio.SelectorEventLoop, name, _not_implemented)
    subprocess.Popen.kill = lambda self: self.send_signal(9)  # type: ignore[method-assign]  # and this for SIGKILL


def _not_implemented(*_: object) -> None:
    raise NotImplementedError


def _give_what_windows_has() -> None:
    console = ModuleType("msvcrt")
    console.get_osfhandle = lambda descriptor: descriptor  # type: ignore[attr-defined]
    sys.modules["msvcrt"] = console
    ctypes.WinDLL = _Library  # type: ignore[attr-defined, unused-ignore]
    ctypes.get_last_error = lambda: Kernel32.last_error  # type: ignore[attr-defined, unused-ignore]
    signal.SIGBREAK = signal.SIGINT  # type: ignore[attr-defined, unused-ignore]
    builtins.open = _opened_in_the_code_page(builtins.open)
    io.open = builtins.open


def _opened_in_the_code_page(real: Any) -> Any:
    """Text is in the code page where nobody says otherwise; the runner's name isn't in it."""

    def opened(file: Any, mode: str = "r", buffering: int = -1, encoding: Any = None, *rest: Any, **more: Any) -> Any:
        if file == "CONOUT$":
            file = os.devnull
        if "b" not in mode and encoding is None:
            encoding = "cp1252"
        return real(file, mode, buffering, encoding, *rest, **more)

    return opened


def main() -> None:
    system, *command = sys.argv[1:]
    Kernel32.types = system.endswith("-console")
    names = pretend(system.partition("-")[0])
    if command == ["import"]:
        for name in names:
            importlib.import_module(name)
        print(len(names))
        return
    cli = importlib.import_module("runwalk_tui.cli")
    while command:
        end = command.index(",") if "," in command else len(command)
        sys.argv = ["runwalk", *command[:end]]
        command = command[end + 1 :]
        if sys.argv[1:] == ["screens"]:
            print("screens:", *asyncio.run(_screens()))
            continue
        try:
            cli.main()
        except SystemExit as ended:
            if ended.code:
                print(f"{sys.argv[1:]} ended with {ended.code}", file=sys.stderr)
                raise


async def _screens() -> list[str]:
    """Go through the app without a terminal: Home, a session of a rehearsal, pain before it; the screens by name."""
    opening = importlib.import_module("runwalk_tui.opening")
    app_module = importlib.import_module("runwalk_tui.ui.app")
    textual.constants.DRIVER = "textual.drivers.headless_driver:HeadlessDriver"  # type: ignore[misc]
    shutdown = importlib.import_module("runwalk_tui.system.shutdown")
    workspace = opening.workspace_on(None, None)
    seen: list[str] = []
    with shutdown.ShutdownWatch(sys.stdin, sys.stdout) as watch:
        watch.hear_signals()
        app = app_module.RunwalkApp(workspace, muted=False, speed=1000.0)
        app.shutdown = watch
        async with app.run_test(size=(100, 30)) as pilot:
            for key in ("", "enter", "3", "enter"):
                await pilot.press(*filter(None, [key]))
                await pilot.pause(0.2)
                seen.append(type(app.screen).__name__)
    opening.close(workspace, in_order=True)
    return seen


if __name__ == "__main__":
    main()
