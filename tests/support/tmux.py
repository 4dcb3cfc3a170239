"""What a test needs of the machine besides Python: a program such as vi, and a tmux of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import pytest

from tests.support.real_program import PATIENCE


class Tmux(Protocol):
    """Runs a command of tmux and returns what it printed."""

    def __call__(self, *arguments: str, check: bool = True) -> str: ...


def need(program: str) -> None:
    """Skip the test where a program isn't installed; with CI set, where it should be, the test fails."""
    if shutil.which(program) is not None:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"{program} is not installed")
    pytest.skip(f"{program} is not installed")


@contextmanager
def tmux_of_its_own(folder: Path) -> Iterator[Tmux]:
    """A tmux server that ends with the block; its socket is in the folder."""
    need("tmux")
    socket = folder / "tmux"

    def run(*arguments: str, check: bool = True) -> str:
        command = ["tmux", "-S", str(socket), "-f", os.devnull, *arguments]
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "PULSE_SERVER": "none"}
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False, env=environment)
        assert not check or done.returncode == 0, done.stderr
        return done.stdout

    yield run
    run("kill-server", check=False)
