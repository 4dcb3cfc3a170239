"""The real program on a real pty, and the screen that a person would see."""

from __future__ import annotations

import os
import sys
import time
from functools import partial

import pexpect
import pyte
import pytest

RUNWALK = [sys.executable, "-c", "from runwalk_tui.cli import main; main()"]


class Terminal:
    """A program on a pty of its own and the screen that a person would see."""

    def __init__(
        self,
        *arguments: str,
        columns: int = 80,
        rows: int = 24,
        env: dict[str, str] | None = None,
        code: str = RUNWALK[2],
    ) -> None:
        self.heard = b""
        """Everything that was sent to it."""
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._seen: str | None = None
        """What the screen showed as it was asked last; None when something was written since."""
        inherited = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        self.child = pexpect.spawn(
            RUNWALK[0],
            [RUNWALK[1], code, *arguments],
            dimensions=(rows, columns),
            env={**inherited, "TERM": "xterm-256color", "LANG": "C.UTF-8", "PULSE_SERVER": "none", **(env or {})},
            timeout=10,
            # What is measured by ear at the same time comes first.
            preexec_fn=partial(os.nice, 5),
        )

    def read(self, seconds: float = 0.05) -> None:
        """Take in what was written for a while."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            try:
                heard = self.child.read_nonblocking(65536, timeout=left)
            except pexpect.TIMEOUT:
                return
            except pexpect.EOF:
                return
            self.heard += heard
            self._stream.feed(heard)
            self._seen = None

    @property
    def text(self) -> str:
        """What the screen shows."""
        if self._seen is None:
            self._seen = "\n".join(self.screen.display)
        return self._seen

    def wait_for(self, *wanted: str, within: float = 20) -> str:
        """Read until all the texts are on the screen at once; fail when they are not in time."""
        end = time.monotonic() + within
        while time.monotonic() < end:
            self.read()
            if all(part in self.text for part in wanted):
                return self.text
            if not self.child.isalive():
                self.read(0.2)
                break
        pytest.fail(f"{wanted} did not appear within {within} s; the screen was:\n{self.text}")

    def answer_screening(self) -> None:
        """None of the questions before the first session applies."""
        for page in ("1 of 3", "2 of 3", "3 of 3"):
            self.wait_for(page)
            self.press("n", "\r")

    def press(self, *keys: str) -> None:
        """Type keys, as a person would, one after the other."""
        for key in keys:
            self.child.send(key)
            self.read(0.15)

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal."""
        self.child.setwinsize(rows, columns)
        self.screen.resize(rows, columns)
        self._seen = None

    def ended(self, within: float = 10) -> int | None:
        """Wait for the end and return the exit status."""
        end = time.monotonic() + within
        while self.child.isalive() and time.monotonic() < end:
            self.read()
        if self.child.isalive():
            pytest.fail(f"still running after {within} s; the screen was:\n{self.text}")
        self.read(0.5)
        self.child.close()
        status: int | None = self.child.exitstatus
        return status
