"""The program is killed at random instants, over the whole flow, and must know everything at the next start.

A robot sits at a real pty: it reads the screen, answers what is asked, presses keys of the timer, and does not know
when the kill comes. RUNWALK_TORTURE=2000 is the long form (`make torture`), RUNWALK_TORTURE_SEED another run of it.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pexpect", reason="there is no pty on this system")

from torture_model import Book, Disk, look
from torture_robot import ENTER, Robot

from runwalk_tui.desk import SCREENING
from runwalk_tui.history.store import Store
from runwalk_tui.progression.screening import Screening

KILLS = int(os.environ.get("RUNWALK_TORTURE", "0"))
"""How many kills the long form has; 0 for the short form."""
SEED = int(os.environ.get("RUNWALK_TORTURE_SEED", "1"))
SHORT_KILLS = 12
SHORT_SECONDS = 28
"""The short form stops after as many kills as fit into this."""

pytestmark = [pytest.mark.terminal, pytest.mark.timeout(120 + 20 * KILLS)]

TABLE = """\
[programme]
name = "Torture"
warm_up = "1s"
cool_down = "1s"

[[stage]]
id = "1"
run = "9s"
walk = "1s"
reps = [1, 2]

[[stage]]
id = "2"
run = "2s"
walk = "1s"
reps = [2, 4]
"""
CLOSED = "closed terminal"
WAYS = ("SIGKILL",) * 7 + ("SIGTERM", "SIGHUP", CLOSED)
"""How the program is ended; a kill that nobody can catch most often."""
PATIENCE = 15.0
"""Seconds that the program may take to show its first screen, or to end."""
OFFER_WITHIN = 5.0
"""Seconds of Home after which a session that was cut off has to have been asked about."""
START_WITHIN = 7.0
"""Seconds after which something has to be on the screen; the machine may be busy."""


def end_it(terminal: Any, how: str) -> bool:
    """End the program in one of the ways in which programs end; False when it was not gone soon."""
    child = terminal.child
    if how == CLOSED:
        child.ptyproc.fileobj.close()
    else:
        os.kill(child.pid, signal.Signals[how])
    end = time.monotonic() + PATIENCE
    while child.isalive():
        if time.monotonic() > end:
            os.kill(child.pid, signal.SIGKILL)
            return False
        if how == CLOSED:
            time.sleep(0.02)
        else:
            terminal.read(0.02)
    return True


def crash_report(folder: Path) -> str:
    """What the program wrote about an error of its own."""
    path = folder / "data" / "last-crash.txt"
    return path.read_text() if path.exists() else ""


def left_behind(mark: str) -> list[int]:
    """Processes of this test that still run; only where /proc tells."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark.encode() in path.read_bytes():
                found.append(int(path.parent.name))
        except OSError:
            continue  # It ended, or belongs to somebody else.
    return found


@pytest.fixture
def placed(runwalk: Callable[..., str], table: Path, tmp_path: Path) -> None:
    """A runner who knows where to begin and has answered the questions before the first session."""
    table.write_text(TABLE)
    runwalk("place", "1")
    with Store.open(tmp_path / "data") as store:
        store.remember(SCREENING, Screening(datetime.now(UTC)).to_json())


def test_nothing_is_lost_and_nothing_doubled_whenever_the_program_is_killed(
    start: Callable[..., Any], placed: None, tmp_path: Path, capsys: Any
) -> None:
    chance = random.Random(SEED)
    env = {"RUNWALK_TORTURED": str(tmp_path)}
    book = Book(Disk(True, {}, {}, 0))
    began = time.monotonic()
    while book.kills.total() < (KILLS or SHORT_KILLS) and (KILLS or time.monotonic() - began < SHORT_SECONDS):
        terminal = start(env=env)
        robot = Robot(terminal, chance, pending=bool(book.disk.running))
        seconds = chance.uniform(0.0, 1.2) if chance.random() < 0.15 else chance.uniform(1.2, 8.0 if KILLS else 4.5)
        robot.live(seconds)
        how = chance.choice(WAYS)
        book.check(terminal.child.isalive(), "ended by itself", f"{terminal.text}\n{crash_report(tmp_path)}")
        if not terminal.child.isalive():
            break
        if chance.random() < 0.3:
            robot.strike()
            time.sleep(chance.uniform(0.0, 0.06))
        book.check(end_it(terminal, how), "did not end", f"{how} at {robot.life.place}")
        if how != CLOSED:
            robot.last_words()
        terminal.child.close(force=True)
        terminal.screen.reset()
        book.check(robot.waited < OFFER_WITHIN, "not offered", f"Home for {robot.waited:.1f} s")
        book.check(robot.life.place != "start" or seconds < START_WITHIN, "start", f"nothing after {seconds:.1f} s")
        book.resumed(robot.resumed_at)
        book.enter(robot.life, look(tmp_path / "data", tmp_path / "copy"), how)
        if KILLS and book.kills.total() % 100 == 0:
            with capsys.disabled():
                print(
                    f"\nso far, {time.monotonic() - began:.0f} s\n{book.table()}", *book.stories, sep="\n", flush=True
                )
    with capsys.disabled():
        print(f"\nseed {SEED}, {time.monotonic() - began:.0f} s\n{book.table()}", *book.stories, sep="\n")
    assert not book.stories, "\n".join(book.stories)
    assert crash_report(tmp_path) == ""
    assert left_behind(f"RUNWALK_TORTURED={tmp_path}") == []


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
