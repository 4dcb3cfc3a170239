"""The program is killed at random instants, over the whole flow, and must know everything at the next start.

Robots sit at real ptys, several at once, each with data of its own: they read the screen, answer what is asked, press
keys of the timer, and do not know when the kill comes. RUNWALK_TORTURE=2000 is the long form (`make torture`),
RUNWALK_TORTURE_SEED another run of it.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pexpect", reason="there is no pty on this system")

from tests.support import torture_lane
from tests.support.torture_lane import CLOSED, TABLE, Lane, end_it
from tests.support.torture_model import Book
from tests.support.torture_robot import ENTER

KILLS = int(os.environ.get("RUNWALK_TORTURE", "200"))
SEED = int(os.environ.get("RUNWALK_TORTURE_SEED", "1"))
AT_ONCE = int(os.environ.get("RUNWALK_TORTURE_ROBOTS", str(3 * (os.cpu_count() or 1))))
"""How many robots work at the same time; each waits more than it computes."""
KILLS_A_ROBOT = 25
MOST = 24
"""Things that a robot does in one life at most; a session from Home to Home takes about fifteen."""

pytestmark = [pytest.mark.terminal, pytest.mark.timeout(300 + 6 * KILLS)]


@pytest.mark.torture
def test_nothing_is_lost_and_nothing_doubled_whenever_the_program_is_killed(tmp_path: Path, capsys: Any) -> None:
    lanes = [
        Lane(tmp_path / f"robot-{first}", SEED * 10_000 + first, min(KILLS_A_ROBOT, KILLS - first), MOST)
        for first in range(0, KILLS, KILLS_A_ROBOT)
    ]
    book = Book()
    began = time.monotonic()
    with ProcessPoolExecutor(AT_ONCE, multiprocessing.get_context("spawn")) as robots:
        for done in as_completed([robots.submit(torture_lane.run, lane) for lane in lanes]):
            book.add(done.result())
            with capsys.disabled():
                print(f"\nseed {SEED}, {time.monotonic() - began:.0f} s\n{book.table()}", *book.stories, sep="\n")
    assert not book.stories, "\n".join(book.stories)


@pytest.fixture
def placed(table: Path, tmp_path: Path) -> None:
    torture_lane.prepare(tmp_path)
    table.write_text(TABLE)


@pytest.mark.parametrize("moment", ["home", "timer"])
def test_closing_the_terminal_ends_the_program_and_keeps_the_session(
    start: Callable[..., Any], placed: None, moment: str
) -> None:
    terminal = start()
    terminal.wait_for("Begin here")
    if moment == "timer":
        begin(terminal, ENTER)
    assert end_it(terminal, CLOSED), "a program that nobody sees any more holds the log for ever"
    again = start()
    again.wait_for("A session was cut off" if moment == "timer" else "Begin here")
    again.read(0.5)
    assert "Another runwalk" not in again.text


def test_a_key_that_bounces_neither_ends_nor_leaves_the_session(start: Callable[..., Any], placed: None) -> None:
    terminal = start()
    terminal.wait_for("Begin here")
    begin(terminal, ENTER + ENTER)
    terminal.press("m")
    terminal.wait_for("Pain right now?")
    terminal.press("4")
    terminal.press(ENTER + ENTER)
    terminal.wait_for("Pain 4 noted", "left")
    terminal.press("q")
    terminal.wait_for("End this session?")
    terminal.press("gg")
    terminal.wait_for("run 1 of 1", "left")


def begin(terminal: Any, enter: str) -> None:
    """From Home into the first run."""
    terminal.press(enter)
    terminal.wait_for("How is the pain right now?")
    terminal.press("3", enter)
    terminal.wait_for("run 1 of 1", "left")
