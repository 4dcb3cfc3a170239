"""A command of the runner's, started by the shell when the session changes.

The command comes from the runner's own settings, never from a stage table, which may be somebody else's. What it is
told is in its environment and never becomes part of its text, so no name of a stage can be a command.

It is in a session of its own: it has no terminal to write to, no key reaches it, and it outlives runwalk if it has to.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Mapping
from contextlib import suppress
from threading import Thread
from typing import IO, TYPE_CHECKING

from runwalk_tui.system.problems import Problem
from runwalk_tui.system.safe_text import visible

if TYPE_CHECKING:
    from subprocess import Popen

PATIENCE = 10.0
"""Seconds after which a hook is stopped: the next one waits for it."""
GRACE = 1.0
"""Seconds that what has been ended has to be gone, and what was said to be heard."""
HEARD = 200
"""Bytes of what a hook writes to its standard error that are read; the rest is thrown away."""
MOST_SAID = 1 << 20
"""Bytes after which nobody listens any more; whatever writes more to that pipe is ended by the system."""
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

    try:
        process = subprocess.Popen(
            command,
            shell=True,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE if listen else subprocess.DEVNULL,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # Windows
        )
    except (OSError, ValueError) as error:  # ValueError: a character that no command can have
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return _problem(name, f"couldn't be started: {why}")
    begun()
    heard = _Listener(process.stderr)
    try:
        status = process.wait(patience)
    except subprocess.TimeoutExpired:
        _stop(process)
        return _problem(name, f"took longer than {patience:g} seconds, so it was stopped")
    return None if status == 0 else _problem(name, _why(status, heard.words()))


def _why(status: int, words: str) -> str:
    if status < 0:
        return f"was ended by signal {-status}"
    said = words or SHELL_SAYS.get(status, "")
    return f"failed with exit status {status}{': ' if said else ''}{said}"


def _problem(name: str, what: str) -> Problem:
    return Problem(f"Your {name} hook {what}. Check [hooks] in settings.toml.")


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
    """Hears the beginning of what a command says, and takes in the rest, so that it never waits for a full pipe.

    In a thread: a command may leave something running in the background that holds the pipe open for ever. It has an
    end all the same, since taking in words without one would slow the countdown down.
    """

    def __init__(self, stream: IO[bytes] | None) -> None:
        self._heard = b""
        self._stream = stream
        self._thread = Thread(target=self._listen, name="runwalk-hook-says", daemon=True)
        if stream is not None:
            self._thread.start()

    def words(self) -> str:
        """What was said, in one line; of what is still being said, what there is."""
        if self._stream is not None:
            self._thread.join(GRACE)
        line = " ".join(self._heard.decode(errors="replace").split())
        return visible(line).rstrip(".")

    def _listen(self) -> None:
        assert self._stream is not None
        said = 0
        with self._stream as stream:
            while said < MOST_SAID and (piece := os.read(stream.fileno(), 1 << 16)):
                said += len(piece)
                self._heard += piece[: HEARD - len(self._heard)]
