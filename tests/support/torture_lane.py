"""One robot, one data folder, one life of the program after the other, each ended at a random instant."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from tests.support.processes import left_behind
from tests.support.pty_terminal import Terminal
from tests.support.real_program import PATIENCE, RUNWALK, settle_in
from tests.support.started_by import ITSELF, STARTERS, command, typed
from tests.support.torture_model import Book, look
from tests.support.torture_robot import Robot

TABLE = """\
[programme]
name = "Torture"
warm_up = "1s"
cool_down = "1s"

[[stage]]
id = "1"
run = "2s"
walk = "1s"
reps = [1, 2]

[[stage]]
id = "2"
run = "2s"
walk = "1s"
reps = [2, 4]
"""
CLOSED = "closed terminal"
WAYS = ("SIGKILL",) * 6 + ("SIGTERM", "SIGHUP", CLOSED, CLOSED)
"""How the program is ended; a kill that nobody can catch most often."""
STALL = (0.3, 1.5)
"""Seconds that a disk stands still, from and to: less than what a write waits for before it is held in memory."""
LONGEST = 15.0
"""Seconds that a life lasts at most, from the first screen on; when it ends, the kill comes."""


@dataclass(frozen=True)
class Lane:
    """What one robot is to do."""

    folder: Path
    """Its own; everything that it writes lies there."""
    seed: int
    kills: int
    most: int
    """Things that a robot does in one life at most; what it had begun goes on in the next one."""


def run(lane: Lane) -> Book:
    """Live and die as often as asked, and return the score."""
    prepare(lane.folder)
    chance = random.Random(lane.seed)
    book = Book()
    while book.kills.total() < lane.kills:
        _one_life(lane, chance, book)
    report = lane.folder / "data" / "last-crash.txt"
    if report.exists():
        book.check(False, "ended by itself", report.read_text())
    leftover = left_behind(f"RUNWALK_TORTURED={lane.folder}.", time.monotonic() + PATIENCE)
    book.check(not leftover, "outlived", f"processes {leftover}")
    return book


def prepare(folder: Path) -> None:
    """A folder of its own, with a table of seconds and a runner who has been asked everything."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "short.toml").write_text(TABLE)
    settle_in(folder / "data")


def start(folder: Path, by: str = ITSELF) -> Terminal:
    """Open the program on the folder's data; `by` says who starts it."""
    places = ("--stages", str(folder / "short.toml"), "--data-dir", str(folder / "data"))
    words = [*RUNWALK, *places]
    terminal = Terminal(command=command(by, words, folder), env={"RUNWALK_TORTURED": f"{folder}.", "ENV": ""})
    terminal.child.send(typed(by, words))
    return terminal


@contextmanager
def stalled(data: Path) -> Iterator[None]:
    """A disk that stands still meanwhile: no write to the log comes to its end, and each of them waits.

    Another process holds the log, and is killed, so that it does nothing to the log as it lets it go.
    """
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(data / "runwalk.sqlite3")], stdout=subprocess.PIPE
    ) as holder:
        try:
            assert holder.stdout is not None
            holder.stdout.readline()
            yield
        finally:
            holder.kill()


HOLD = """
import sqlite3, sys, time
log = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=5)
try:
    log.execute("BEGIN IMMEDIATE")
except sqlite3.OperationalError:
    pass  # the program is at it all the time
print(flush=True)
time.sleep(60)
"""


def _one_life(lane: Lane, chance: random.Random, book: Book) -> None:
    how = chance.choice(WAYS)
    # A signal goes to the program itself; what closes the terminal may have others to go through.
    by = chance.choice(STARTERS) if how == CLOSED else ITSELF
    with closing(start(lane.folder, by)) as terminal:
        robot = Robot(terminal, chance, pending=bool(book.disk.running), hasty=chance.random() < 0.5)
        if chance.random() < 0.15:
            robot.live(lane.most, chance.uniform(0.0, 1.5))  # It is killed while it starts.
        elif robot.wake():
            robot.live(chance.randint(0, lane.most), LONGEST)
        else:
            book.check(False, "start", f"nothing to be seen\n{terminal.text}")
        _still_there(robot, terminal, book)
        if chance.random() < 0.3:
            robot.strike()
            time.sleep(chance.uniform(0.0, 0.06))
        standing = chance.random() < 0.2
        with stalled(lane.folder / "data") if standing else nullcontext():
            if standing:
                robot.live(chance.randint(1, 4), chance.uniform(*STALL))
                _still_there(robot, terminal, book)
            gone = end_it(terminal, how)
            if how == CLOSED:  # whoever started the program is not all that has to go
                gone = gone and not left_behind(f"RUNWALK_TORTURED={lane.folder}.", time.monotonic() + PATIENCE)
            book.check(gone, "did not end", f"{how}, started by {by}, at {robot.life.place}")
        book.closed_under[by] += how == CLOSED
        book.stalled += standing
        robot.last_words()
    book.check(not robot.never_asked, "not offered", f"Home for {PATIENCE} s\n{robot.never_asked}")
    book.resumed(robot.resumed_at)
    book.enter(robot.life, look(lane.folder / "data", lane.folder / "copy"), how)


def _still_there(robot: Robot, terminal: Terminal, book: Book) -> None:
    """The program ends only when it is told to: a robot in a hurry may have pressed q on a Home that it never saw."""
    if not terminal.child.isalive():
        asked = robot.pressed_q and terminal.child.exitstatus == 0
        why = f"status {terminal.child.exitstatus}, signal {terminal.child.signalstatus}"
        book.check(asked, "ended by itself", f"{why}, at {robot.life}\n{terminal.text}\n{terminal.heard[-2000:]!r}")


def end_it(terminal: Terminal, how: str) -> bool:
    """End the program in one of the ways in which programs end; False when it never goes."""
    if how == CLOSED:
        return terminal.hang_up()
    if not terminal.child.isalive():
        return True  # nobody has this number any more, or somebody else has
    os.kill(terminal.child.pid, signal.Signals[how])
    return terminal.read_to_the_end()
