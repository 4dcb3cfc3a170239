"""The runner's files: reading what they put there, and writing them so that a file is complete or unchanged.

What is read is an ordinary file, so that no pipe is waited for and no device read without an end.

What is new is written into a part next to the file, brought to the disk, and takes the file's name in one step. So a
full disk, a kill or a power cut leaves the old file or the new one, never half of one. Files hold health data: they
are for their owner alone, whatever the one before them was: mode 600 on Linux and macOS. On Windows a file is as
private as its folder, which in the runner's own profile nobody else but administrators may open.

A part is removed when the writing ends, also by SIGTERM, SIGHUP or Ctrl+C. What SIGKILL leaves, the next one who
writes into that folder removes: a part is locked by its writer, and the lock ends with the process.
"""

from __future__ import annotations

import errno
import os
import stat
import threading
import time
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

from runwalk_tui.paths import make_folder
from runwalk_tui.system.durable import flush, put_in_place
from runwalk_tui.system.problems import FaultyTextError
from runwalk_tui.system.safe_text import visible

PREFIX, SUFFIX = ".runwalk-", ".part"
"""How the names of parts start and end; the short middle is chance, so a long file name does no harm."""
LARGEST_TEXT = 1 << 20
"""Bytes of a text that is read, 1 MiB."""
OWNER_ALONE = 0o600
IN_THE_MAKING = 3600.0
"""Seconds for which a part may be somebody's where parts have no lock (Windows)."""
ENDING_SIGNALS = ("SIGTERM", "SIGHUP")


def read_ordinary(path: Path, most: int) -> bytes:
    """The first `most` bytes of a file, and one more if there are more. Raises OSError."""
    _refuse_what_is_not_ordinary(path)
    with path.open("rb") as file:
        return file.read(most + 1)


def read_text(path: Path) -> str:
    """Return the text of a file of UTF-8. Raises FaultyTextError when there is none that can be used."""
    try:
        data = read_ordinary(path, LARGEST_TEXT)
    except FileNotFoundError as error:
        if path.is_symlink():
            leads = f"this is a link to {visible(str(path.readlink()))}, and there is no such file"
            raise FaultyTextError((1, f"{leads}; put it there, or remove the link")) from error
        raise FaultyTextError((1, "there is no such file")) from error
    except OSError as error:
        raise FaultyTextError((1, f"the file can't be read: {error.strerror}")) from error
    if len(data) > LARGEST_TEXT:
        raise FaultyTextError((1, "the file is larger than 1 MiB, the most that runwalk reads"))
    data = data.removeprefix(BOM_UTF8)  # "utf-8-sig" does that, too, and is one more module at every start
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        slip = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise FaultyTextError((line, slip)) from error


def write_whole(path: Path, content: str | bytes) -> None:
    """Write the content in place of the file, completely or not at all. Raises OSError.

    Text becomes UTF-8 with its line ends as they are. Where the name is a link, what it leads to is replaced; what is
    there and no ordinary file is refused.
    """
    with replacing(path) as part:
        part.write_bytes(_encoded(content))


def write_whole_in_new_folder(path: Path, content: str | bytes) -> None:
    """The same where the folder may have to be made first, for the runner alone. Raises OSError."""
    make_folder(Path(os.path.realpath(path)).parent)
    write_whole(path, content)


def write_whole_or_along(path: Path, content: str | bytes) -> None:
    """The same where the runner may have named what has nothing to replace (/dev/stdout, a pipe with a name): there
    the content is simply written. Raises OSError."""
    if _is_stream(path):
        with open(path, "wb", opener=_as_it_stands) as stream:
            stream.write(_encoded(content))
    else:
        write_whole(path, content)


def _encoded(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def write_whole_not_through(path: Path, content: bytes) -> None:
    """The same, but a link of this name is replaced itself, and what it leads to stays as it is. Raises OSError."""
    with part_beside(path) as part:
        part.write_bytes(content)
        _complete(part)
        put_in_place(part, path)
        _flush_names(path.parent)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """An empty part to write into; at the end of the block it takes the place of the file. Raises OSError.

    When the block is left by an exception, or the program by a signal, the part goes and the file is as it was.
    """
    with replacing_together(path) as (part,):
        yield part


@contextmanager
def replacing_together(*paths: Path) -> Iterator[tuple[Path, ...]]:
    """The same for files that belong together: all are complete and on the disk before the first is replaced.

    They are replaced in this order; a large one last, since the old one is freed meanwhile, and a kill waits for that.
    """
    finals = [_ordinary(path) for path in paths]
    with ExitStack() as parts_go:
        parts = tuple(parts_go.enter_context(part_beside(final)) for final in finals)
        yield parts
        for part in parts:
            _complete(part)
        for part, final in zip(parts, finals, strict=True):
            put_in_place(part, final)
        for folder in {final.parent for final in finals}:
            _flush_names(folder)


def _complete(part: Path) -> None:
    """Bring a part to the disk, for its owner alone: another library may have written it by name, or made it again."""
    descriptor = os.open(part, os.O_RDWR)
    try:
        if os.name != "nt":
            os.fchmod(descriptor, OWNER_ALONE)
        flush(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def part_beside(path: Path) -> Iterator[Path]:
    """An empty file for its owner alone in the folder of another, gone at the end of the block. Raises OSError."""
    with signals_end_the_block():
        remove_left_parts(path.parent)
        part, lock = _locked_part(path.parent)
        try:
            yield part
        finally:
            part.unlink(missing_ok=True)
            if lock is not None:
                os.close(lock)


def remove_left_parts(folder: Path) -> None:
    """Remove the parts in a folder whose writers were killed. One that cannot be removed does no harm."""
    try:
        with os.scandir(folder) as entries:
            parts = [entry.path for entry in entries if entry.name.startswith(PREFIX) and entry.name.endswith(SUFFIX)]
    except OSError:
        return  # it cannot be looked through, which is no hindrance to write into it
    for part in parts:
        with suppress(OSError):  # locked by its writer, someone else's, or gone by now
            _remove_unless_locked(Path(part))


def _remove_unless_locked(part: Path) -> None:
    """Raises OSError when the part is somebody's."""
    if not stat.S_ISREG(part.lstat().st_mode):
        return
    if os.name == "nt":
        # Between two steps of its writer nobody has it open, so what may still be in the making is left alone.
        if left_over(part.stat().st_mtime, time.time()):
            part.unlink()
        return
    descriptor = os.open(part, os.O_RDWR)
    try:
        _lock(descriptor)
        part.unlink()
    finally:
        os.close(descriptor)


def left_over(written: float, now: float) -> bool:
    """Whether a part that nobody has locked is old enough to be nobody's; both in seconds of the wall clock."""
    return now - written > IN_THE_MAKING


def _locked_part(folder: Path) -> tuple[Path, int | None]:
    """A new part and the descriptor that holds its lock. Raises OSError."""
    while True:
        part = folder / f"{PREFIX}{os.urandom(6).hex()}{SUFFIX}"
        descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, OWNER_ALONE)
        try:
            _lock(descriptor)
        except BlockingIOError:  # another writer thinks it is left over, between its two steps
            os.close(descriptor)
            continue
        except OSError:
            pass  # a file system without locks, on which nobody can take the part for left, either
        if os.name == "nt":
            os.close(descriptor)  # nothing that is open can be renamed there; `part` is open while it is written
            return part, None
        if os.fstat(descriptor).st_nlink:
            return part, descriptor
        os.close(descriptor)  # it was thought to be left over between the two steps


def _lock(descriptor: int) -> None:
    """Raises OSError when another process has the lock, or there is none to be had."""
    if os.name != "nt":
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _ordinary(path: Path) -> Path:
    """The file itself, behind any links. Raises OSError for what is there and no ordinary file."""
    final = Path(os.path.realpath(path))
    with suppress(FileNotFoundError):
        _refuse_what_is_not_ordinary(final)
    return final


def _refuse_what_is_not_ordinary(path: Path) -> None:
    """Raises OSError for a folder, a pipe or a device, and when nothing is there."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder; name the file in it", str(path))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "it is not a regular file", str(path))


def _is_stream(path: Path) -> bool:
    """Whether something is there that is neither file nor folder."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _as_it_stands(name: str, flags: int) -> int:
    """An opener that makes nothing and empties nothing."""
    return os.open(name, flags & ~(os.O_CREAT | os.O_TRUNC))


def _flush_names(folder: Path) -> None:
    """Have the disk hold the new name. The file is in place for everybody already, so a folder that may not be read,
    or whose file system cannot do this, is no failure."""
    if os.name == "nt":
        return  # Windows keeps no descriptor of a folder
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            flush(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def signals_end_the_block() -> Iterator[None]:
    """Have an ending signal leave the block as an exception, so that what was started is cleared away.

    Only where nobody handles the signal yet, or wants it ignored: `nohup` has.
    """
    import signal  # only who writes needs it, and every reader loads this module

    taken: list[Any] = []

    def leave(number: int, frame: FrameType | None) -> None:
        for each in taken:
            signal.signal(each, signal.SIG_IGN)  # a second one would come in the midst of clearing away
        raise SystemExit(128 + number)

    if threading.current_thread() is threading.main_thread():
        numbers = [getattr(signal, name) for name in ENDING_SIGNALS if hasattr(signal, name)]
        taken += [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]
    for number in taken:
        signal.signal(number, leave)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)
