"""The real program on a real pty, and the screen that a person would see."""

from __future__ import annotations

import os
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import pexpect
import pyte
import pytest

from tests.support.real_program import MAIN, PATIENCE, RUNWALK, heed_signals

CHUNK = 65536
FRAME = "│"
"""What dialogs have on both sides."""
STEP = 0.05
"""Seconds between two looks while nothing is written."""


class Terminal:
    """A program on a pty of its own and the screen that a person would see."""

    def __init__(
        self,
        *arguments: str,
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
        code: str = MAIN,
        command: Sequence[str] = (),
    ) -> None:
        """`command` is run in place of the program, which it may start."""
        first, *rest = command or (RUNWALK[0], RUNWALK[1], code, *arguments)
        self.heard = b""
        """Everything that was sent to it."""
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._seen: str | None = None
        """What the screen showed as it was asked last; None when something was written since."""
        self._hung_up = False
        inherited = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        self.child = pexpect.spawn(
            first,
            rest,
            dimensions=(rows, columns),
            env={**inherited, "TERM": "xterm-256color", "LANG": "C.UTF-8", "PULSE_SERVER": "none", **(env or {})},
            timeout=PATIENCE,
            preexec_fn=heed_signals,
        )
        self.child.delaybeforesend = None

    @property
    def text(self) -> str:
        """What the screen shows."""
        if self._seen is None:
            self._seen = "\n".join(self.screen.display)
        return self._seen

    @property
    def words(self) -> str:
        """What the screen says, without frames and ends of lines: where it wraps is up to a date or a path."""
        return " ".join(self.text.replace(FRAME, " ").split())

    @property
    def title(self) -> str:
        """What the program calls itself at the moment."""
        return str(self.screen.title)

    def read(self, seconds: float = STEP) -> None:
        """Take in what is written for a while."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and self._take(left):
            pass

    def _take(self, seconds: float) -> bool:
        """Take in the next piece that is written; False when none came in time or none can come any more."""
        try:
            heard = self.child.read_nonblocking(CHUNK, timeout=seconds)
        except pexpect.TIMEOUT:
            return False
        except pexpect.EOF:
            self._hung_up = True
            return False
        self.heard += heard
        self._stream.feed(heard)
        self._seen = None
        return True

    def wait_until(self, holds: Callable[[], bool], what: str) -> None:
        """Read until something holds, looking after each piece; fail when it never does."""
        end = time.monotonic() + PATIENCE
        self._take(STEP)
        while not holds():
            if self._hung_up or time.monotonic() > end:
                pytest.fail(f"never came: {what}; the screen was:\n{self.text}")
            self._take(STEP)

    def wait_for(self, *wanted: str) -> str:
        """Read until all the texts are on the screen at once, each in one line or wrapped, and return what it shows."""
        self.wait_until(lambda: all(part in self.text or part in self.words for part in wanted), " and ".join(wanted))
        return self.text

    def wait_for_title(self, beginning: str) -> None:
        """Read until the program calls itself so."""
        self.wait_until(lambda: self.title.startswith(beginning), f"the title {beginning}")

    def wait_for_silence(self, seconds: float) -> None:
        """Read until nothing was written for a while; fail when it goes on and on."""
        end = time.monotonic() + PATIENCE
        while self._take(seconds):
            if time.monotonic() > end:
                pytest.fail(f"never silent for {seconds} s; the screen was:\n{self.text}")

    def answer_screening(self) -> None:
        """None of the questions before the first session applies; then the page about the trial is left."""
        for page in ("1 of 4", "2 of 4", "3 of 4", "4 of 4"):
            self.wait_for(page)
            self.press("n", "\r")
        self.wait_for("Who this was tried with")
        self.press("\r")

    def press(self, *keys: str) -> None:
        """Type keys, as a person would, one after the other."""
        for key in keys:
            self.child.send(key)
            self.read()

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal."""
        self.child.setwinsize(rows, columns)
        self.screen.resize(rows, columns)
        self._seen = None

    def modes(self) -> list[object]:
        """The modes of its line discipline."""
        return list(termios.tcgetattr(self.child.child_fd))

    def takes_single_keys(self) -> bool:
        """Whether it gives each key at once and shows none of them."""
        local = self.modes()[3]
        assert isinstance(local, int)
        return not local & (termios.ICANON | termios.ECHO)

    def foreground(self) -> int:
        """The process group that has the terminal now."""
        return os.tcgetpgrp(self.child.child_fd)

    def read_to_the_end(self) -> bool:
        """Take in all that the program writes before it is gone; False when it never goes."""
        end = time.monotonic() + PATIENCE
        while not self._hung_up or self.child.isalive():
            if time.monotonic() > end:
                return False
            if not self._take(STEP):
                time.sleep(0.01)  # Its end of the pty is closed a moment before it is gone.
        return True

    def ended(self) -> int | None:
        """Wait for the end and return the exit status; None for a signal that nobody caught."""
        if not self.read_to_the_end():
            pytest.fail(f"still running after {PATIENCE} s; the screen was:\n{self.text}")
        status: int | None = self.child.exitstatus
        return status

    def hang_up(self) -> bool:
        """Close the terminal, as a window is closed; False when the program never goes."""
        self.child.ptyproc.fileobj.close()
        end = time.monotonic() + PATIENCE
        while self.child.isalive():
            if time.monotonic() > end:
                return False
            time.sleep(0.02)
        return True

    def close(self) -> None:
        """Whatever state it is in, it is gone afterwards."""
        self.child.close(force=True)


class Start(Protocol):
    """Starts the program on the data of a test; it ends with the test."""

    def __call__(
        self,
        *arguments: str,
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
        code: str = MAIN,
    ) -> Terminal: ...


class Command(Protocol):
    """Runs a command of runwalk on the data of a test; returns what it printed."""

    def __call__(self, *arguments: str) -> str: ...
