"""Two computers with a folder between them, each the real program on a real terminal: what is done on one is there on
the other, and a folder that is gone or hangs costs nothing."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("pexpect", reason="there is no pty on this system")

from tests.support.as_json import as_json
from tests.support.plain_pty import PlainProgram
from tests.support.pty_terminal import Terminal
from tests.support.real_program import MAIN, PATIENCE, RUNWALK, TEST_LIMIT, settle_in, timetable

pytestmark = [pytest.mark.terminal, pytest.mark.timeout(TEST_LIMIT)]

QUICK = timetable(warm_up="1s", run="1s", walk="1s", cool_down="1s")
"""A session that goes by itself to its end in 6 seconds."""
HANGS = f"""\
import threading, runwalk_tui.syncing.folder as folder
folder.sync = lambda *_: threading.Event().wait()
{MAIN}
"""
"""The program with a folder that never answers."""
CAME_IN = "1 session came in from"
"""On the screen the rest of it is on the next line."""
SAFE = "Everything is saved on this computer."


@dataclass(frozen=True)
class Computer:
    """A home of its own, whose usual data folder is `data`."""

    folder: Path
    shared: Path
    table: Path

    @property
    def env(self) -> Mapping[str, str]:
        names = {"HOME": "home", "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "share"}
        return {name: str(self.folder / place) for name, place in names.items()}

    def set_up(self) -> None:
        config = self.folder / "config" / "runwalk"
        config.mkdir(parents=True)
        (config / "settings.toml").write_text(f"[sync]\nfolder = {json.dumps(str(self.shared))}\n")
        settle_in(self.folder / "data")
        (self.folder / "share").mkdir()
        (self.folder / "share" / "runwalk").symlink_to(self.folder / "data")

    def screens(self, code: str = MAIN) -> Terminal:
        return Terminal("--stages", str(self.table), env=self.env, code=code)

    def plain(self) -> PlainProgram:
        return PlainProgram(self.folder, self.table, env=self.env)

    def runwalk(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*RUNWALK, *arguments, "--stages", str(self.table)],
            env={**os.environ, **self.env},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=True,
        )


@pytest.fixture
def running() -> Iterator[ExitStack]:
    """Whatever is started ends with the test."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def computers(tmp_path: Path) -> tuple[Computer, Computer]:
    """A laptop, and another one upstairs."""
    shared, table = tmp_path / "shared", tmp_path / "short.toml"
    shared.mkdir()
    table.write_text(QUICK)
    found = (Computer(tmp_path / "laptop", shared, table), Computer(tmp_path / "upstairs", shared, table))
    for computer in found:
        computer.folder.mkdir()
        computer.set_up()
    return found


def test_a_session_is_there_on_the_other_computer_and_a_warning_sign_comes_back(
    computers: tuple[Computer, Computer], running: ExitStack
) -> None:
    laptop, upstairs = computers
    program = laptop.plain()
    running.callback(program.close)
    program.hear("and press Enter.")
    program.answer("1")
    program.hear("How is your pain right now")
    program.answer("3")
    program.hear("Finished. 2 of 2 repetitions done")
    program.answer("")
    for question in ("2 of 5.", "3 of 5.", "4 of 5."):
        program.hear(question)
        program.answer("s")
    program.hear("5 of 5.")
    program.answer("sunny")
    program.hear("Enter continues")
    program.answer("")
    program.hear("and the full menu.")
    program.answer("0")
    assert program.end() == 0
    (file,) = laptop.shared.iterdir()
    assert "sunny" in file.read_text()

    terminal = upstairs.screens()
    running.callback(terminal.close)
    terminal.wait_for(CAME_IN, "1 of 3 sessions")
    terminal.press("h")
    terminal.wait_for("sunny")
    terminal.press("q")
    assert terminal.ended() == 0
    told = upstairs.runwalk("log", "--reps", "0", "--stage", "1", "--red-flag", "saddle")
    assert told.stderr == ""
    assert len(list(laptop.shared.iterdir())) == 2

    terminal = laptop.screens()
    running.callback(terminal.close)
    terminal.wait_for("Call your emergency number", "A warning sign came in")
    terminal.press("q")
    assert terminal.ended() == 0


@pytest.mark.short
def test_a_folder_that_is_gone_is_one_line_and_the_session_is_saved(
    computers: tuple[Computer, Computer], running: ExitStack
) -> None:
    laptop, _ = computers
    laptop.shared.rmdir()
    terminal = laptop.screens()
    running.callback(terminal.close)
    terminal.wait_for("Your log couldn't be synced:", "Start here")
    terminal.press("q")
    assert terminal.ended() == 0
    told = laptop.runwalk("log", "--reps", "2", "--stage", "1")
    (line,) = told.stderr.splitlines()
    assert line.startswith("runwalk: Your log couldn't be synced:")
    assert line.endswith(SAFE)
    assert len(as_json(laptop.runwalk("history", "--json"))["sessions"]) == 1


def test_a_folder_that_never_answers_keeps_the_program_from_neither_starting_nor_ending(
    computers: tuple[Computer, Computer], running: ExitStack
) -> None:
    laptop, _ = computers
    terminal = laptop.screens(HANGS)
    running.callback(terminal.close)
    terminal.wait_for("Start here")
    terminal.wait_for("doesn't answer")
    terminal.press("q")
    assert terminal.ended() == 0


def test_leaving_at_once_with_a_folder_that_never_answers_says_so_at_the_end(
    computers: tuple[Computer, Computer], running: ExitStack
) -> None:
    laptop, _ = computers
    terminal = laptop.screens(HANGS)
    running.callback(terminal.close)
    terminal.wait_for("Start here")
    terminal.press("q")
    assert terminal.ended() == 0
    assert b"doesn't answer" in terminal.heard


def test_the_log_of_a_guest_is_not_mixed_into_it(computers: tuple[Computer, Computer], tmp_path: Path) -> None:
    laptop, _ = computers
    laptop.runwalk("log", "--reps", "2", "--stage", "1", "--data-dir", str(tmp_path / "guest"))
    assert list(laptop.shared.iterdir()) == []
