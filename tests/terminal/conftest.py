"""The real program on a real pty, seen through a terminal emulator."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pexpect
import pyte
import pytest

SHORT = """\
[programme]
name = "Short"
warm_up = "2s"
cool_down = "2s"

[[stage]]
id = "1"
run = "3s"
walk = "2s"
reps = [2, 3]

[[stage]]
id = "2"
run = "4s"
walk = "2s"
reps = [2, 3]
"""
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
        self.child = pexpect.spawn(
            RUNWALK[0],
            [RUNWALK[1], code, *arguments],
            dimensions=(rows, columns),
            env={**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", "PULSE_SERVER": "none", **(env or {})},
            timeout=10,
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

    @property
    def text(self) -> str:
        """What the screen shows."""
        return "\n".join(self.screen.display)

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


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A stage table of a few seconds."""
    path = tmp_path / "short.toml"
    path.write_text(SHORT)
    return path


@pytest.fixture
def start(tmp_path: Path, table: Path) -> Iterator[Callable[..., Terminal]]:
    """Start runwalk on a pty with the short table and a data folder of its own; it ends with the test."""
    running: list[Terminal] = []

    def begin(*arguments: str, **options: Any) -> Terminal:
        places = ("--stages", str(table), "--data-dir", str(tmp_path / "data"))
        terminal = Terminal(*places, *arguments, **options)
        running.append(terminal)
        return terminal

    yield begin
    for terminal in running:
        terminal.child.close(force=True)


@pytest.fixture
def runwalk(tmp_path: Path, table: Path) -> Callable[..., str]:
    """Run a command of runwalk on the same data; returns its standard output and fails when it fails."""
    import subprocess

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [*RUNWALK, *arguments, "--stages", str(table), "--data-dir", str(tmp_path / "data")],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run
