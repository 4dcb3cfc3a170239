"""The parent's end of the process with the radio: started, heard, and taken down again, whatever it does."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from threading import Thread

from runwalk_tui.radio.messages import Message, decode
from runwalk_tui.system.processes.ending import end_with_this_process
from runwalk_tui.system.processes.own import child_command, child_environment

LETS_GO = 5.0
"""Seconds that it has to let go of its devices; then it is killed."""
LONGEST = 65_536
"""Bytes of a line that are kept at once: whoever writes without an end fills no memory."""


class RadioProcess:
    """One child process and its pipes. Raises OSError when it can't be started."""

    def __init__(self, order: bytes, command: Sequence[str] | None = None) -> None:
        """`command` stands in for the one that starts the process with the radio."""
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
        self._process = subprocess.Popen(
            child_command("radio") if command is None else command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=child_environment(),
            start_new_session=os.name == "posix",  # Ctrl+C in the terminal is for the parent to decide about
            creationflags=flags,
        )
        end_with_this_process(self._process.pid)
        assert self._process.stdin is not None
        with suppress(OSError):  # one that has ended at once says so by the end of its output
            self._process.stdin.write(order)
            self._process.stdin.flush()

    @property
    def pid(self) -> int:
        """Its id."""
        return self._process.pid

    def messages(self) -> Iterator[Message]:
        """What it says, until it ends; lines that are no messages are left out. Waits for each."""
        assert self._process.stdout is not None
        while line := self._process.stdout.readline(LONGEST):
            if (message := decode(line)) is not None:
                yield message

    def kill(self) -> None:
        """End it now."""
        with suppress(OSError):
            self._process.kill()

    def ended_by(self) -> int:
        """The status that it ended with, negative for a signal; waits for it."""
        return self._process.wait()

    def let_go(self) -> None:
        """Ask it to let go of its devices and end; returns at once, and a thread sees to it."""
        Thread(target=self._let_go, name="radio-let-go", daemon=True).start()

    def _let_go(self) -> None:
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(LETS_GO)
        except subprocess.TimeoutExpired:
            self.kill()
            self._process.wait()
