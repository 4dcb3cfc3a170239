"""A command of the runner's, started by the shell when the session changes.

The command comes from the runner's own settings, never from a stage table, which may be somebody else's. What it is
told is in its environment and never becomes part of its text, so no name of a stage can be a command.

It is in a session of its own: it has no terminal to write to, no key reaches it, and it outlives runwalk if it has to.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

from runwalk_tui.system.problems import Problem
from runwalk_tui.system.safe_text import shortened

if TYPE_CHECKING:
    from subprocess import Popen

PATIENCE = 10.0
"""Seconds after which a hook is stopped: the next one waits for it."""
GRACE = 1.0
"""Seconds to wait for a stopped command to go, and for its last words."""
HEARD = 200
"""Bytes of what a hook writes to its standard error that are read; the rest is thrown away."""
TOLD = 80
"""Characters of that in the line about a failure, which has to leave room for the screen below it."""
READ_AT_ONCE = 1 << 20
"""Bytes that are taken in as fast as they come; whatever writes more has to wait for us from then on."""
PIECE = 1 << 16
"""Bytes that are taken in at a time."""
REST = 0.02
"""Seconds between two pieces of a flood: 3 MB a second then, at no cost for the countdown."""
SHELL_SAYS = {126: "the shell couldn't run it", 127: "the shell couldn't find a command in it"}
"""What two exit statuses of a shell mean."""


def run_hook(
    name: str,
    command: str,
    environment: Mapping[str, str],
    *,
    listen: bool = True,
    begun: Callable[[], None] = lambda: None,
    patience: float = PATIENCE,
) -> Problem | None:
    """Run a command to its end, at most `patience` seconds; returns what went wrong. `begun` is told when it runs.

    Without `listen` nobody reads what it says: a command that may outlive the program must not fail at its next word.
    """
    import subprocess  # late: only a session with hooks needs it

    listener = _Listener() if listen else None
    try:
        process = subprocess.Popen(
            command,
            shell=True,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL if listener is None or listener.end is None else listener.end,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # Windows
        )
    except (OSError, ValueError) as error:  # ValueError: a character that no command can have
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return _problem(name, f"couldn't be started: {why}")
    finally:
        if listener is not None:
            listener.handed_over()
    begun()
    try:
        status = process.wait(patience)
    except subprocess.TimeoutExpired:
        _stop(process)
        return _problem(name, f"took longer than {patience:g} seconds, so it was stopped")
    return None if status == 0 else _problem(name, _why(status, listener.words() if listener else ""))


def _why(status: int, words: str) -> str:
    if status < 0:
        return f"was ended by signal {-status}"
    said = words or SHELL_SAYS.get(status, "")
    return f"failed with exit status {status}{': ' if said else ''}{said}"


def _problem(name: str, what: str) -> Problem:
    stop = "" if what.endswith("…") else "."
    return Problem(f"Your {name} hook {what}{stop} Check [hooks] in settings.toml.")


def _stop(process: Popen[bytes]) -> None:
    """End a command and what it has started, before its number can be anybody else's."""
    import subprocess

    if os.name == "nt":
        process.kill()
    else:
        with suppress(OSError):  # it has ended by itself at this moment, or it is another user's by now, as under sudo
            os.killpg(process.pid, signal.SIGKILL)  # its own group, since it leads a session
    with suppress(subprocess.TimeoutExpired):  # another user's goes on, and the next hook has its turn
        process.wait(GRACE)


class _Listener:
    """Hears the beginning of what a command says, and takes in the rest, so that it never waits long for a full pipe.

    In a thread, and to the end of the pipe: a command may leave something running in the background that writes to it
    all the time. The thread is there before the command, so where the system has none to spare the command runs all
    the same, and nobody listens.
    """

    def __init__(self) -> None:
        self._heard = b""
        self._thread: Thread | None = None
        self.end: int | None = None
        """Where the command writes; None when nobody listens, and once it was handed over."""
        try:
            start, self.end = os.pipe()
        except OSError:  # too many files are open: the command has more use for the last ones
            return
        thread = Thread(target=self._listen, args=(start,), name="runwalk-hook-says", daemon=True)
        try:
            thread.start()
        except RuntimeError:
            os.close(start)
            self.handed_over()
        else:
            self._thread = thread

    def handed_over(self) -> None:
        """The command has its end of the pipe now, or there is no command: close ours."""
        if self.end is not None:
            os.close(self.end)
            self.end = None

    def words(self) -> str:
        """What was said, in one line; of what is still being said, what there is."""
        if self._thread is not None:
            self._thread.join(GRACE)
        line = " ".join(self._heard.decode(errors="replace").split())
        return shortened(line.rstrip("."), TOLD)

    def _listen(self, start: int) -> None:
        said = 0
        with open(start, "rb", buffering=0) as stream:
            while piece := stream.read(PIECE):
                said += len(piece)
                self._heard += piece[: HEARD - len(self._heard)]
                if said > READ_AT_ONCE:
                    time.sleep(REST)
