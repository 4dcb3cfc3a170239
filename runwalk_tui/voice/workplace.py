"""Where a voice is made: by one process at a time, and without what one that was killed has left.

What is spoken goes among the temporary files, and what isn't complete beside the runner's folder. Both carry in their
name whose they are. Such a thing goes only while the lock of its folder can be held, and once nothing has come into it
for an hour: the lock is among the temporary files, of which a process with another TMPDIR has others.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from runwalk_tui.history.database.locks import FileLock
from runwalk_tui.system.files import left_over, remove_left_parts

PART = ".voice-being-made-"
"""What the name of a folder begins with that isn't finished; the name that it is to have follows, a - and chance."""
_CHANCE = "[a-z0-9_]{8}"
"""What tempfile ends a name with."""
LOOKED_AT = 0.5
"""Seconds for which a lock is waited for: whoever clears away holds it for a moment."""


class BusyError(Exception):
    """Another process is making a voice in the same folder."""


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Be the one process that makes a voice into a folder, with what killed ones have left cleared away.

    Raises BusyError, and OSError where no lock can be had. The lock is a file among the temporary ones, as the
    runner's folder should hold sounds alone; the system gives it back however the process ends.
    """
    ours = mark_of(folder)
    with _held(ours, LOOKED_AT):
        for each, mark in _left(folder):
            if mark == ours:
                shutil.rmtree(each, ignore_errors=True)
                continue
            with suppress(BusyError, OSError), _held(mark):
                shutil.rmtree(each, ignore_errors=True)
        remove_left_parts(folder)
        yield


def mark_of(folder: Path) -> str:
    """What the names of temporary files begin with that a voice in this folder is made with."""
    digest = hashlib.sha256(os.path.normcase(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    return f"{_runner()}{digest[:16]}"


def _runner() -> str:
    return f"runwalk-voice-{os.getuid() if hasattr(os, 'getuid') else ''}-"


def _left(folder: Path) -> Iterator[tuple[Path, str]]:
    """The folders that a voice was or is being made in, here and among the temporary files, each with its mark."""
    spoken = re.compile(rf"({_runner()}[0-9a-f]{{16}})-{_CHANCE}")
    for each, found in _own_folders(Path(tempfile.gettempdir()), spoken):
        yield each, found[1]
    part = re.compile(rf"{re.escape(PART)}(.+)-{_CHANCE}", re.DOTALL)
    for each, found in _own_folders(folder.parent, part):
        if _has_sounds_alone(each):  # the runner may have named a folder like that, too
            yield each, mark_of(folder.parent / found[1])


def _has_sounds_alone(folder: Path) -> bool:
    """Whether all that is in a folder is what a voice is put into it as."""
    with suppress(OSError), os.scandir(folder) as entries:
        return all(each.name.endswith(".wav") and each.is_file(follow_symlinks=False) for each in entries)
    return False


def _own_folders(within: Path, named: re.Pattern[str]) -> Iterator[tuple[Path, re.Match[str]]]:
    """The folders of a name in another that this user has made and left; none where it can't be looked through."""
    try:
        with os.scandir(within) as entries:
            matching = [(entry, found) for entry in entries if (found := named.fullmatch(entry.name))]
    except OSError:
        return
    for entry, found in matching:
        with suppress(OSError):  # gone by now
            whose = entry.stat(follow_symlinks=False)
            ours = stat.S_ISDIR(whose.st_mode) and (not hasattr(os, "getuid") or whose.st_uid == os.getuid())
            if ours and left_over(whose.st_mtime, time.time()):
                yield Path(entry.path), found


@contextmanager
def _held(mark: str, patience: float = 0.0) -> Iterator[None]:
    """Hold the lock of a mark. Raises BusyError and OSError."""
    path = Path(tempfile.gettempdir()) / f"{mark}.lock"
    lock = _locked(path, patience)
    try:
        yield
    finally:
        with suppress(OSError):  # Windows removes no file that is open: a tiny one is left
            path.unlink()
        lock.close()


def _locked(path: Path, patience: float) -> FileLock:
    """A lock that is held, on the file that is there: the one before may have removed what it was opened on."""
    while True:
        lock = FileLock(path)
        try:
            if not lock.acquire(patience=patience):
                raise BusyError
            mark = secrets.token_hex(8)
            lock.write(mark)
            with suppress(FileNotFoundError):
                if sys.platform == "win32" or path.read_text("utf-8") == mark:  # there a locked file can't be removed
                    return lock
        except BaseException:
            lock.close()
            raise
        lock.close()
