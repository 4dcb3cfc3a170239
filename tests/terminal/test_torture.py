"""The program is killed at random instants, over the whole flow, and must know everything at the next start.

A robot sits at a real pty: it reads the screen, answers what is asked, presses keys of the timer, and does not know
when the kill comes. RUNWALK_TORTURE=2000 is the long form (`make torture`), RUNWALK_TORTURE_SEED another run of it.
"""

from __future__ import annotations

import os
import random
import re
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pexpect", reason="there is no pty on this system")

from torture_model import Book, Disk, Life, look

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
ENTER = "\r"
CLOSED = "closed terminal"
WAYS = ("SIGKILL",) * 7 + ("SIGTERM", "SIGHUP")
"""How the program is ended; a kill that nobody can catch most often."""
LEFT = re.compile(r"(?:(\d+):)?(\d+):(\d\d) left")
FRESH = 1.5
"""Seconds in which a key may not have had its effect on the screen yet."""
PATIENCE = 15.0
"""Seconds that the program may take to show its first screen, or to end."""
OFFER_WITHIN = 5.0
"""Seconds of Home after which a session that was cut off has to have been asked about."""
START_WITHIN = 7.0
"""Seconds after which something has to be on the screen; the machine may be busy."""
RATING = {
    "What was the worst pain": ("0", "1", "2", "s"),
    "How is the pain now?": ("0", "1", "2", "s"),
    "Is anything newly sore?": ("s", "", "k"),
    "Do you feel ready": ("y", "n", "s"),
    "How hard was it?": ("3", "s"),
    "Anything to remember?": ("note", ""),
}


class Robot:
    """Uses the program as a runner in a hurry would, until its time is up."""

    def __init__(self, terminal: Any, chance: random.Random, *, pending: bool) -> None:
        """`pending`: a session was cut off before, so the program has to ask about it."""
        self.life = Life()
        self.offered = False
        self._terminal = terminal
        self._chance = chance
        self._pending = pending
        self._pace = chance.choice((0.06, 0.15, 0.4))
        """Seconds between two keys, at most three times as much."""
        self._timer_keys = chance.choice(("nnn+m b", "m ++e", "m", "nnnnm x", "."))
        self._pain = 0
        self._mark: int | None = None
        self._noted: list[int] = []
        self._keys: list[tuple[float, str]] = []
        self._stands_since = time.monotonic()
        """When the seconds that are left changed last."""
        self.waited = 0.0
        """Seconds that Home was shown although a session was cut off."""
        self.resumed_at: int | None = None
        """Seconds left on the screen as a cut-off session was taken up again."""
        self._resuming = False

    def live(self, seconds: float) -> None:
        """Go on until the time is up; look at the screen all the while."""
        end = time.monotonic() + seconds
        while (now := time.monotonic()) < end and self._terminal.child.isalive():
            self._act()
            self.look(min(self._pace * self._chance.uniform(0.5, 3), max(0.0, end - now)))

    def strike(self) -> None:
        """One key more, without looking at what comes of it."""
        self._act()

    def look(self, seconds: float) -> None:
        """Read for a while and note what a runner would have seen."""
        end = time.monotonic() + seconds
        while True:
            self._terminal.read(max(0.01, min(0.05, end - time.monotonic())))
            self._see(self._terminal.text)
            if time.monotonic() >= end:
                return

    def last_words(self) -> None:
        """Everything that was written before the end."""
        self._terminal.read(0.3)
        self._see(self._terminal.text)
        recent = self._keys[-1][0] - FRESH if self._keys else 0.0
        self.life.unseen = "".join(key for at, key in self._keys if at >= recent)

    def _see(self, text: str) -> None:
        found = LEFT.search(text)
        if found is not None:
            hours, minutes, seconds = (int(part or 0) for part in found.groups())
            if self.life.left is None and self.life.beginning:
                self.life.begun, self.life.beginning, self._noted = self.life.begun + 1, 0, []
            left = hours * 3600 + minutes * 60 + seconds
            if left != self.life.left:
                self._stands_since = time.monotonic()
            self.life.left = left
            if self._resuming:
                self.resumed_at, self._resuming = left, False
        elif any(question in text for question in RATING):
            self.life.left = None
        if self._mark is not None and f"Pain {self._mark} noted" in text:
            self._noted.append(self._mark)
            self._mark = None
        if "Kept:" in text and self.life.place != "decision":
            self.life.kept.append(self._noted)
            self.life.saving, self._noted, self.life.left = 0, [], None
        self.life.place = self._where(text) or self.life.place

    @staticmethod
    def _where(text: str) -> str:
        for place, sign in (
            ("question", "End this session?"),
            ("question", "Stopped for pain"),
            ("mark", "Pain right now?"),
            ("offer", "A session was cut off"),
            ("offer", "How was the last session?"),
            ("offer", "Discard it?"),
            ("early", "The next session fits from"),
            ("move up", "Ready for stage"),
            ("signs", "Is any of these true?"),
            ("morning", "How was the back on the morning"),
            ("before", "How is the pain right now?"),
            ("decision", "Kept:"),
        ):
            if sign in text:
                return place
        if any(question in text for question in RATING):
            return "rating"
        if LEFT.search(text):
            return "timer"
        return "home" if "Choose another" in text else ""

    def _act(self) -> None:
        """One answer to what is on the screen."""
        text = self._terminal.text
        match self._where(text):
            case "offer":
                self.offered = True
                self._answer_offer(text)
            case "home":
                self._leave_home()
            case "early":
                self._press("s")
            case "move up":
                self._press(self._chance.choice("us"))
            case "signs" | "decision":
                self._press(ENTER)
            case "morning":
                self._press("n")
            case "before":
                self._press(self._chance.choice("0123"))
                self.life.beginning = 1
                self._press(ENTER)
            case "question":
                self._answer_question(text)
            case "mark":
                self._mark = self._pain = (self._pain + 1) % 4
                self._press(str(self._mark))
                self._press(ENTER)
            case "rating":
                self._rate(text)
            case "timer" if self._stands():
                self._stands_since = time.monotonic()
                self._press(" ")
            case "timer":
                self._press(self._chance.choice(self._timer_keys + "." * 6))
                if self._chance.random() < 0.02:
                    self._press("q")

    def _stands(self) -> bool:
        """Whether the countdown is paused, as far as one sees; the word is drawn too large to be read here."""
        return time.monotonic() - self._stands_since > 1.3

    def _answer_offer(self, text: str) -> None:
        if "Discard it?" in text:
            self.life.discards += 1
            self._press("d")
        elif "How was the last session?" in text:
            self._press(self._chance.choice("aaaaad"))
        else:
            answer = self._chance.choice("ggggggssd")
            self._resuming = answer == "g"
            self._press(answer)
        self._pending = False

    def _leave_home(self) -> None:
        if self._pending:
            began = time.monotonic()
            self.look(0.3)
            if self._where(self._terminal.text) == "home":
                self.waited += time.monotonic() - began
        else:
            self._press(ENTER)

    def _answer_question(self, text: str) -> None:
        if "Stopped for pain" in text:
            self._press(self._chance.choice("wf"))
            return
        answer = self._chance.choice("ggsd")
        self.life.discards += answer == "d"
        self._press(answer)

    def _rate(self, text: str) -> None:
        for question, answers in RATING.items():
            if question in text:
                answer = self._chance.choice(answers)
                last = question == "Anything to remember?"
                self.life.saving = int(last)
                if answer:
                    self._press(answer)
                if answer != "s":
                    self._press(ENTER)
                return

    def _press(self, key: str) -> None:
        self._keys.append((time.monotonic(), key))
        self._terminal.child.send(key)


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


def test_nothing_is_lost_and_nothing_doubled_whenever_the_program_is_killed(
    start: Callable[..., Any], runwalk: Callable[..., str], table: Path, tmp_path: Path, capsys: Any
) -> None:
    table.write_text(TABLE)
    runwalk("place", "1")
    with Store.open(tmp_path / "data") as store:
        store.remember(SCREENING, Screening(datetime.now(UTC)).to_json())
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
        if KILLS and book.kills.total() % 20 == 0:
            with capsys.disabled():
                print(f"{book.kills.total()} kills, {book.kept} sessions kept, faults {dict(book.faults)}", flush=True)
    with capsys.disabled():
        print(f"\nseed {SEED}, {time.monotonic() - began:.0f} s\n{book.table()}", *book.stories, sep="\n")
    assert not book.stories, "\n".join(book.stories)
    assert crash_report(tmp_path) == ""
    assert left_behind(f"RUNWALK_TORTURED={tmp_path}") == []
