"""The real program on a real pty, seen through a terminal emulator."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.pty_terminal import RUNWALK, Terminal

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
