"""Opening the stage table in the runner's own editor."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from runwalk_tui import paths
from runwalk_tui.system.files import write_whole_not_through


class EditError(Exception):
    """The table could not be opened for editing; the message is one line that says what to do."""


def edit_stages(given: Path | None) -> Path:
    """Open the stage table in $VISUAL or $EDITOR and return the file that was edited.

    The table that ships is never edited itself: the first edit makes the runner's own copy of it. A copy that the
    editor did nothing with goes again, or it would hide the newer ones that ship. Raises EditError.
    """
    command = _editor()
    file = paths.stages_file(given)
    copy = _own_copy(file) if paths.ships(file) else None
    edited = file if copy is None else copy.path
    try:
        with _interrupts_are_the_editors(), _terminal_as_before():
            status = subprocess.run([*command, str(edited)], check=False).returncode
    except OSError as error:
        yourself = "" if _undone(copy) else f", or edit {edited} yourself"
        raise EditError(f"{command[0]}: {error.strerror}; set $EDITOR to your editor{yourself}") from error
    if status != 0:
        left = "nothing has changed" if _undone(copy) else f"{edited} is as the editor left it"
        how = f"ended with status {status}" if status > 0 else "was ended from outside"
        raise EditError(f"{command[0]} {how}; {left}")
    return edited


@contextmanager
def _terminal_as_before() -> Iterator[None]:
    """The terminal's settings at the end as at the start: an editor that is killed may leave it without echo."""
    import signal

    try:
        import termios
    except ImportError:  # Windows has none of this
        yield
        return
    terminal = next((stream for stream in range(3) if os.isatty(stream)), None)
    if terminal is None:
        yield
        return
    settings = termios.tcgetattr(terminal)
    try:
        yield
    finally:
        # An editor may have left the terminal to a group of its own, and then this would stop the program.
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
        try:
            termios.tcsetattr(terminal, termios.TCSADRAIN, settings)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)


@contextmanager
def _interrupts_are_the_editors() -> Iterator[None]:
    """Ctrl+C in an editor is for the editor; the terminal sends it to this program, too.

    It is heard and does nothing here: a signal that is ignored here would be ignored by the editor, too.
    """
    import signal

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@dataclass(frozen=True, slots=True)
class _Copy:
    """The runner's own copy of a table that ships, made just now."""

    path: Path
    content: bytes
    link: Path | None
    """Where its name led to before, when it was a link to what ships."""


def _own_copy(shipped: Path) -> _Copy:
    """Make a copy of a table that ships in the config folder, in the place of a link to one, too.

    A table that the runner has there already is never replaced. Raises EditError.
    """
    own = paths.own_stages()
    there = paths.stands_there(own)
    if there and not paths.ships(own):
        raise EditError(f"you have a table of your own already: {own}; edit that one, without --stages")
    try:
        content = shipped.read_bytes()
        link = own.readlink() if there else None
        paths.make_folder(own.parent)
        write_whole_not_through(own, content)  # half a table would hide the one that ships
    except OSError as error:
        raise EditError(f"{own}: {error.strerror}") from error
    return _Copy(own, content, link)


def _undone(copy: _Copy | None) -> bool:
    """Take away a copy that is as it was made, or put the link back; whether that was done."""
    if copy is None:
        return False
    try:
        if copy.path.read_bytes() != copy.content:
            return False
        copy.path.unlink()
        if copy.link is not None:
            copy.path.symlink_to(copy.link)
    except OSError:
        return False  # then the copy is there, and that is said
    return True


def _editor() -> list[str]:
    """The editor and its arguments. A value that is the name of a program is one word, whatever spaces it has."""
    for name in ("VISUAL", "EDITOR"):
        wanted = os.environ.get(name, "").strip()
        if not wanted:
            continue
        try:
            return started_as(wanted)
        except ValueError as error:
            raise EditError(f"${name} is {wanted!r}: {error}; put quotes around a path with spaces") from error
    return ["notepad" if sys.platform == "win32" else "vi"]


def started_as(wanted: str, *, windows: bool = os.name == "nt") -> list[str]:
    """The program and its arguments for the system to start. Raises ValueError as `split_command` does."""
    program, *options = [wanted] if shutil.which(wanted) else split_command(wanted, windows=windows)
    # Windows itself looks for an .exe only, and many an editor there is started by a .cmd (`code`).
    return [shutil.which(program) or program, *options] if windows else [program, *options]


def split_command(command: str, *, windows: bool = os.name == "nt") -> list[str]:
    """A command as the words that it has. Raises ValueError for a quote that isn't closed, and where there are none.

    Quotes keep spaces together and are taken away. On Windows a backslash is part of a path, and only the double quote
    is a quote: a folder may be called `O'Brien`.
    """
    words = shlex.shlex(command, posix=True, punctuation_chars=False)
    words.whitespace_split, words.commenters = True, ""
    if windows:
        words.escape, words.quotes = "", '"'
    found = list(words)
    if not found or not found[0]:
        raise ValueError("it names no program")
    return found
