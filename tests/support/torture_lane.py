"""One robot, one data folder, one life of the program after the other, each ended at a random instant."""

from __future__ import annotations

import os
import random
import signal
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.support.processes import left_behind
from tests.support.pty_terminal import Terminal
from tests.support.real_program import PATIENCE, settle_in
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
WAYS = ("SIGKILL",) * 7 + ("SIGTERM", "SIGHUP", CLOSED)
"""How the program is ended; a kill that nobody can catch most often."""
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


def start(folder: Path) -> Terminal:
    """Open the program on the folder's data."""
    places = ("--stages", str(folder / "short.toml"), "--data-dir", str(folder / "data"))
    return Terminal(*places, env={"RUNWALK_TORTURED": f"{folder}."})


def _one_life(lane: Lane, chance: random.Random, book: Book) -> None:
    with closing(start(lane.folder)) as terminal:
        robot = Robot(terminal, chance, pending=bool(book.disk.running), hasty=chance.random() < 0.5)
        if chance.random() < 0.15:
            robot.live(lane.most, chance.uniform(0.0, 1.5))  # It is killed while it starts.
        elif robot.wake():
            robot.live(chance.randint(0, lane.most), LONGEST)
        else:
            book.check(False, "start", f"nothing to be seen\n{terminal.text}")
        book.check(terminal.child.isalive(), "ended by itself", terminal.text)
        if chance.random() < 0.3:
            robot.strike()
            time.sleep(chance.uniform(0.0, 0.06))
        how = chance.choice(WAYS)
        book.check(end_it(terminal, how), "did not end", f"{how} at {robot.life.place}")
        robot.last_words()
    book.check(not robot.never_asked, "not offered", f"Home for {PATIENCE} s")
    book.resumed(robot.resumed_at)
    book.enter(robot.life, look(lane.folder / "data", lane.folder / "copy"), how)


def end_it(terminal: Terminal, how: str) -> bool:
    """End the program in one of the ways in which programs end; False when it never goes."""
    if how == CLOSED:
        return terminal.hang_up()
    os.kill(terminal.child.pid, signal.Signals[how])
    return terminal.read_to_the_end()
