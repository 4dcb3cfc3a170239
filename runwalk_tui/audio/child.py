"""One child process, as the player sees it."""

from __future__ import annotations

import os
import signal
import subprocess
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import Any

from runwalk_tui.audio.messages import decode, encode
from runwalk_tui.system.processes.ending import end_with_this_process
from runwalk_tui.system.processes.own import child_command, child_environment

KEPT_LINES = 20
"""Of what a child and its libraries say on stderr."""


class Child:
    """A running `worker.py`. What it says reaches `heard` as (verb, rest), and its end as ("ended", [reason])."""

    def __init__(self, heard: Callable[[Child, str, list[Any]], None]) -> None:
        """Raises OSError when the process cannot be started."""
        self._heard = heard
        self._lines: SimpleQueue[bytes | None] = SimpleQueue()
        self.diagnosis: deque[str] = deque(maxlen=KEPT_LINES)
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
        self._process = subprocess.Popen(
            child_command("audio"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=child_environment(),
            start_new_session=os.name == "posix",  # Ctrl+C in the terminal is for the parent to decide about
            creationflags=flags,
        )
        end_with_this_process(self._process.pid)
        for work in (self._write, self._read, self._read_errors):
            Thread(target=work, name=f"audio-{work.__name__.strip('_')}", daemon=True).start()

    def send(self, verb: str, *rest: Any) -> None:
        """Hand over a message; never waits, and a child that has ended does not get it."""
        self._lines.put(encode(verb, *rest))

    def kill(self) -> None:
        """End it now."""
        self._lines.put(None)
        self._process.kill()
        self._process.wait()

    def _write(self) -> None:
        pipe = self._process.stdin
        assert pipe is not None
        with suppress(OSError), pipe:  # a child that has ended takes no more orders; the reader says that it ended
            while (line := self._lines.get()) is not None:
                pipe.write(line)
                pipe.flush()

    def _read(self) -> None:
        pipe = self._process.stdout
        assert pipe is not None
        for line in pipe:
            try:
                verb, rest = decode(line)
            except ValueError:
                self.diagnosis.append(line.decode(errors="replace").rstrip())
                continue
            self._heard(self, verb, rest)
        self._lines.put(None)
        self._heard(self, "ended", [_reason(self._process.wait())])

    def _read_errors(self) -> None:
        pipe = self._process.stderr
        assert pipe is not None
        for line in pipe:
            self.diagnosis.append(line.decode(errors="replace").rstrip())


def _reason(code: int) -> str:
    """Why a process ended, in words."""
    if code >= 0:
        return f"exit status {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
