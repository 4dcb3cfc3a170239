"""`runwalk --plain` on a pty of its own, its output as lines and the modes of its terminal."""

from __future__ import annotations

import os
import termios
import time
from collections.abc import Mapping
from pathlib import Path

import pexpect
import pytest

from tests.support.real_program import PATIENCE, RUNWALK, heed_signals


class PlainProgram:
    """The program and the one who types."""

    def __init__(self, folder: Path, table: Path, *arguments: str, env: Mapping[str, str] | None = None) -> None:
        places = ["--data-dir", str(folder / "data"), "--stages", str(table)]
        for name in ("config", "home"):
            (folder / name).mkdir(exist_ok=True)
        self.child = pexpect.spawn(
            RUNWALK[0],
            [*RUNWALK[1:], "--plain", *places, *arguments],
            env={
                **os.environ,
                "TERM": "dumb",
                "LANG": "C.UTF-8",
                "PULSE_SERVER": "none",
                "HOME": str(folder / "home"),
                "XDG_CONFIG_HOME": str(folder / "config"),
                **(env or {}),
            },
            timeout=PATIENCE,
            preexec_fn=heed_signals,
            dimensions=(24, 200),
        )
        self.child.delaybeforesend = None
        self.output = b""

    def hear(self, text: str) -> str:
        """Wait for a text; returns everything that was said up to it."""
        self.child.expect_exact(text)
        heard = self.child.before + self.child.after
        self.output += heard
        return str(heard.decode())

    def answer(self, line: str) -> None:
        """Type a line at a question."""
        self.child.sendline(line)

    def press(self, key: str) -> None:
        """One key without Enter."""
        self.child.send(key)

    def modes(self) -> list[object]:
        """The modes of its terminal."""
        return list(termios.tcgetattr(self.child.child_fd))

    def takes_single_keys(self) -> bool:
        """Whether its terminal gives each key at once and shows none of them."""
        local = self.modes()[3]
        assert isinstance(local, int)
        return not local & (termios.ICANON | termios.ECHO)

    def end(self) -> int:
        """Wait for its end; returns the exit status, negative for a signal that nobody caught."""
        self.child.expect(pexpect.EOF)
        self.output += self.child.before
        return self._status()

    def hang_up(self) -> int:
        """Close its terminal, as a window is closed; returns the exit status as `end` does."""
        self.child.ptyproc.fileobj.close()
        return self._status()

    def _status(self) -> int:
        end = time.monotonic() + PATIENCE
        while self.child.isalive():
            if time.monotonic() > end:
                pytest.fail("it has let go of its terminal and goes on nevertheless")
            time.sleep(0.02)
        status = self.child.exitstatus
        return int(status) if status is not None else -int(self.child.signalstatus or 0)

    def close(self) -> None:
        """Whatever state it is in, it is gone afterwards."""
        self.child.close(force=True)
