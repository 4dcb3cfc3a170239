"""The program is killed at random instants, over the whole flow, and must know everything at the next start.

Robots sit at real ptys, several at once, each with data of its own: they read the screen, answer what is asked, press
keys of the timer, and do not know when the kill comes. RUNWALK_TORTURE=2000 is the long form (`make torture`),
RUNWALK_TORTURE_SEED another run of it.
"""

from __future__ import annotations

import math
import multiprocessing
import os
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

import pytest

pytest.importorskip("pexpect", reason="there is no pty on this system")

from tests.support import torture_lane
from tests.support.pty_terminal import Start, Terminal
from tests.support.real_program import TEST_LIMIT
from tests.support.torture_lane import Lane
from tests.support.torture_model import Book
from tests.support.torture_robot import ENTER

KILLS = int(os.environ.get("RUNWALK_TORTURE", "200"))
SEED = int(os.environ.get("RUNWALK_TORTURE_SEED", "1"))
AT_ONCE = int(os.environ.get("RUNWALK_TORTURE_ROBOTS", str(3 * (os.cpu_count() or 1))))
"""How many robots work at the same time; each waits more than it computes."""
KILLS_A_ROBOT = 25
"""How many kills one robot's data live through at most."""
MOST = 24
"""Things that a robot does in one life at most; a session from Home to Home takes about fifteen."""

pytestmark = [pytest.mark.terminal, pytest.mark.timeout(TEST_LIMIT + 10 * KILLS)]


def share_out(kills: int, robots: int) -> list[int]:
    """Kills for each robot, so that all who work at the same time have something to do until the end."""
    rounds = math.ceil(kills / (robots * KILLS_A_ROBOT))
    lanes = min(kills, rounds * robots)
    return [kills // lanes + (number < kills % lanes) for number in range(lanes)]


@pytest.mark.torture
@pytest.mark.short
def test_nothing_is_lost_and_nothing_doubled_whenever_the_program_is_killed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lanes = [
        Lane(tmp_path / f"robot-{number}", SEED * 10_000 + number, kills, MOST)
        for number, kills in enumerate(share_out(KILLS, AT_ONCE))
    ]
    book = Book()
    began = time.monotonic()
    with ProcessPoolExecutor(AT_ONCE, multiprocessing.get_context("spawn")) as robots:
        for done in as_completed([robots.submit(torture_lane.run, lane) for lane in lanes]):
            book.add(done.result())
            with capsys.disabled():
                told = f"{book.kills.total()} of {KILLS} kills, {len(book.stories)} faults"
                print(f"\nseed {SEED}, {time.monotonic() - began:.0f} s: {told}", *book.stories, sep="\n", end="")
    with capsys.disabled():
        print(f"\n{book.table()}")
    assert not book.stories, "\n".join(book.stories)


@pytest.mark.parametrize("moment", ["home", "timer"])
def test_closing_the_terminal_ends_the_program_and_keeps_the_session(start: Start, placed: Path, moment: str) -> None:
    terminal = start()
    terminal.wait_for("Start here")
    if moment == "timer":
        begin(terminal, ENTER)
    assert terminal.hang_up(), "a program that nobody sees any more holds the log for ever"
    again = start()
    again.wait_for("A session was interrupted" if moment == "timer" else "Start here")
    if moment == "home":
        again.press("h")
        again.wait_for("No sessions yet")
    assert b"Another copy of runwalk" not in again.heard


def test_a_key_that_bounces_neither_ends_nor_leaves_the_session(start: Start, placed: Path) -> None:
    terminal = start()
    terminal.wait_for("Start here")
    begin(terminal, ENTER + ENTER)
    terminal.press("m")
    terminal.wait_for("Pain right now?")
    terminal.press("4")
    terminal.press(ENTER + ENTER)
    terminal.wait_for("Pain 4 saved", "left")
    terminal.press("q")
    terminal.wait_for("End this session?")
    terminal.press("gg")
    terminal.wait_for("2 runs", "left")


def begin(terminal: Terminal, enter: str) -> None:
    """From Home into the warm-up."""
    terminal.press(enter)
    terminal.wait_for("How is your pain right now?")
    terminal.press("3", enter)
    terminal.wait_for("2 runs", "left")
