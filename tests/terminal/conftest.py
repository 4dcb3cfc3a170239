"""The real program on a real pty, seen through a terminal emulator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest
from click.testing import CliRunner

from runwalk_tui.cli import cli
from tests.support.pty_terminal import Command, Start, Terminal
from tests.support.real_program import MAIN, settle_in, timetable
from tests.support.tmux import Tmux, tmux_of_its_own


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A stage table whose phases last a minute, so that none is over before a test on a busy machine acts in it."""
    path = tmp_path / "short.toml"
    path.write_text(timetable())
    return path


@pytest.fixture
def placed(tmp_path: Path) -> Path:
    """A data folder whose runner begins at stage 1 and was asked everything that comes before a first session."""
    settle_in(tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def start(tmp_path: Path, table: Path) -> Iterator[Start]:
    """Start runwalk on a pty with the table and a data folder of its own; it ends with the test."""
    with ExitStack() as running:

        def begin(
            *arguments: str,
            columns: int = 80,
            rows: int = 24,
            env: Mapping[str, str] | None = None,
            code: str = MAIN,
        ) -> Terminal:
            places = ("--stages", str(table), "--data-dir", str(tmp_path / "data"))
            terminal = Terminal(*places, *arguments, columns=columns, rows=rows, env=env, code=code)
            running.callback(terminal.close)
            return terminal

        yield begin


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    """A tmux server of our own, which ends with the test."""
    with tmux_of_its_own(tmp_path) as tmux:
        yield tmux


@pytest.fixture
def runwalk(tmp_path: Path, table: Path) -> Command:
    """Run a command of runwalk on the same data; fails when it fails."""

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(cli, [*arguments, "--stages", str(table), "--data-dir", str(tmp_path / "data")])
        assert done.exit_code == 0, done.output
        return str(done.stdout)

    return run
