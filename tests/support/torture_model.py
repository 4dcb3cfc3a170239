"""What must be on disk after a kill, however the program was used before it.

The model knows only what a runner could know: which keys were pressed and what the screen showed. The disk is
looked at in a copy of the data folder, so that looking never does the program's own recovery for it.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from runwalk_tui.cli import cli
from runwalk_tui.history.rescue import found, prefix
from runwalk_tui.session.active_session import from_dict
from runwalk_tui.session.countdown import Countdown

ROUNDING = 1.0
"""Seconds by which the whole seconds on the screen may differ from the journal's exact ones."""
LIMIT = 5.0
"""Seconds of a running session that may be lost."""
EXTENSION = 30
"""Seconds that one press of + adds."""


@dataclass
class Life:
    """What was seen and typed from one start of the program to its end."""

    hasty: bool = False
    """Keys were sent without waiting for what they do, so one may have answered a question that nobody saw."""
    begun: int = 0
    """Sessions whose countdown was on the screen for the first time."""
    beginning: int = 0
    """1 when the key was pressed that begins one and its countdown was not seen yet."""
    kept: list[list[int]] = field(default_factory=list)
    """For each "Saved" that was on the screen: the pain marks that were confirmed in that session."""
    saving: int = 0
    """1 when the key was pressed that keeps a session and "Saved" was not seen yet."""
    discards: int = 0
    """How often the key was pressed that lets a session go."""
    left: int | None = None
    """Seconds left of the session as they stood on the screen last; None when no countdown was there."""
    extending: int = 0
    """How often + was pressed without the longer time on the screen yet."""
    going_back: bool = False
    """Back was pressed so late that its effect may not be on the screen yet."""
    place: str = "start"
    """Where in the flow it ended."""


@dataclass(frozen=True)
class Disk:
    """What is in the data folder."""

    sound: bool
    """The database passes SQLite's integrity check and its foreign keys hold."""
    running: Mapping[str, float]
    """Seconds left of each session that was cut off, by its id. One that waits in a rescue file is over."""
    begun_at: Mapping[str, datetime]
    """When each of these began, by its id; several may wait for an answer, when that was put off."""
    history: Mapping[str, dict[str, Any]]
    """The finished sessions, by their id."""
    listed: int
    """How many `runwalk history --json` lists; -1 when it failed."""


def look(data: Path, scratch: Path) -> Disk:
    """Read a copy of a data folder, the write-ahead log included."""
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(data, scratch)
    rescued = _rescued(data, scratch)
    history = CliRunner().invoke(cli, ["history", "--json", "--data-dir", str(scratch)])
    readable = history.exit_code == 0 and "damaged" not in history.stderr
    sessions = json.loads(history.stdout)["sessions"] if readable else []
    try:
        connection = sqlite3.connect(scratch / "runwalk.sqlite3")
        try:
            sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            sound = sound and connection.execute("PRAGMA foreign_key_check").fetchall() == []
            rows = connection.execute("SELECT session_id, last FROM running ORDER BY seq").fetchall()
        finally:
            connection.close()
    except sqlite3.DatabaseError:
        sound, rows = False, []
    last = {str(name): json.loads(snapshot) for name, snapshot in rows if name not in rescued}
    return Disk(
        sound,
        {name: seconds_left(snapshot) for name, snapshot in last.items()},
        {name: _begun_at(snapshot) for name, snapshot in last.items()},
        {session["id"]: session for session in sessions},
        len(sessions) if readable else -1,
    )


def _rescued(data: Path, scratch: Path) -> set[str]:
    """Make the rescue files of a data folder those of its copy; returns the sessions in them.

    A session whose save met a disk that stood still too long lies there, with its journal still in the log: the next
    start takes it in, and asks nothing.
    """
    rescued: set[str] = set()
    for file in found(data, [scratch]):
        rescued.update(session["id"] for session in json.loads(file.read_text())["sessions"])
        file.rename(file.with_name(file.name.replace(prefix(data), prefix(scratch))))
    return rescued


def seconds_left(snapshot: Mapping[str, Any]) -> float:
    """Seconds that a session would still have if it went on from its last note."""
    return Countdown.restored(from_dict(snapshot).progress).moment(0.0).total_left


@dataclass
class Book:
    """Keeps the score over all lives."""

    disk: Disk = field(default_factory=lambda: Disk(True, {}, {}, {}, 0))
    kills: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    stories: list[str] = field(default_factory=list)
    """One line for each fault."""
    kept: int = 0
    """Sessions whose "Saved" was on the screen."""
    saved_unseen: int = 0
    """Sessions that were kept although the kill came before "Saved" could be seen."""
    losses: list[float] = field(default_factory=list)
    """Seconds lost at each kill in a running session that can be compared."""
    not_compared: int = 0
    resumptions: int = 0
    closed_under: Counter[str] = field(default_factory=Counter)
    """Closed terminals, by who had started the program on them."""
    stalled: int = 0
    """Kills while the disk stood still."""
    hasty: int = 0
    """Lives of robots that did not wait for what their keys did."""

    def enter(self, life: Life, disk: Disk, how: str) -> None:
        """Compare what is on disk after a life with what was there before and what was seen."""
        before = self.disk
        self.disk = disk
        self.kills[how] += 1
        self.hasty += life.hasty
        self.places[life.place] += 1
        self.kept += len(life.kept)
        self.check(disk.sound, "unreadable", f"integrity check after {how} at {life.place}")
        self.check(disk.listed >= 0, "unreadable", f"history --json after {how} at {life.place}")
        self._finished(life, before, disk, f"{how} at {life.place}")
        self._under_way(life, before, disk, f"{how} at {life.place}")
        self._seconds(life, disk, f"{how} at {life.place}")

    def resumed(self, shown: int | None) -> None:
        """Compare the seconds left on the screen of a session that was taken up with those of its last note."""
        if shown is None or len(self.disk.running) != 1:
            return
        (left,) = self.disk.running.values()
        self.resumptions += 1
        self.check(abs(shown - left) <= ROUNDING, "resumed elsewhere", f"{left:.1f} s left, resumed with {shown}")

    def _finished(self, life: Life, before: Disk, disk: Disk, when: str) -> None:
        gone = set(before.history) - set(disk.history)
        new = sorted((disk.history[name] for name in set(disk.history) - set(before.history)), key=_begun_at)
        self.check(not gone, "lost", f"{gone} of the history is gone after {when}")
        self.check(len(new) >= len(life.kept), "lost", f"{len(life.kept)} kept, {len(new)} there after {when}")
        most = len(life.kept) + life.saving
        self.check(
            life.hasty or len(new) <= most, "doubled", f"{len(new)} new where at most {most} were kept, after {when}"
        )
        self.saved_unseen += max(0, len(new) - len(life.kept))
        self.check(disk.listed in (-1, len(disk.history)), "doubled", f"two sessions share an id, after {when}")
        overlaps = overlapping(disk.history.values())
        self.check(not overlaps, "doubled", f"{overlaps} were done at the same time, after {when}")
        for session, noted in zip(new, life.kept, strict=False):
            there = Counter(mark["pain"] for mark in session["pain_marks"])
            self.check(not Counter(noted) - there, "lost", f"marks {noted}, there {dict(there)}, after {when}")

    def _under_way(self, life: Life, before: Disk, disk: Disk, when: str) -> None:
        both = set(disk.running) & set(disk.history)
        self.check(not both, "doubled", f"{both} both finished and under way after {when}")
        known = set(before.running) | set(before.history)
        there = set(disk.running) | set(disk.history)
        gone = len(known - there)
        begun = len(there - known)
        missing = gone + max(0, life.begun - begun)
        self.check(missing <= life.discards, "lost", f"{missing} under way gone, {life.discards} let go, after {when}")
        most = life.begun + life.beginning
        self.check(life.hasty or begun <= most, "doubled", f"{begun} began, {life.begun} seen, after {when}")
        instants = [*disk.begun_at.values(), *map(_begun_at, disk.history.values())]
        self.check(len(set(instants)) == len(instants), "doubled", f"two began at the same instant, after {when}")

    def _seconds(self, life: Life, disk: Disk, when: str) -> None:
        if life.left is None or len(disk.running) != 1:
            return
        if life.going_back:
            self.not_compared += 1  # Back means more is left, and how much more was not seen.
            return
        (left,) = disk.running.values()
        lost = left - life.left
        for _ in range(life.extending):
            if lost > EXTENSION - LIMIT - ROUNDING:
                lost -= EXTENSION
        self.losses.append(max(0.0, lost))
        self.check(lost <= LIMIT + ROUNDING, "seconds", f"{lost:.1f} s lost after {when}, {life.extending} unseen +")

    def check(self, holds: bool, fault: str, story: str) -> None:
        """Note a fault, with its story, unless it holds."""
        if not holds:
            self.faults[fault] += 1
            self.stories.append(f"kill {self.kills.total()}: {fault}: {story}")

    def add(self, other: Book) -> None:
        """Take in the score of other lives, on data of their own."""
        for mine, theirs in ((self.kills, other.kills), (self.places, other.places), (self.faults, other.faults)):
            mine.update(theirs)
        self.closed_under.update(other.closed_under)
        self.stalled += other.stalled
        self.stories += other.stories
        self.kept += other.kept
        self.saved_unseen += other.saved_unseen
        self.losses += other.losses
        self.not_compared += other.not_compared
        self.resumptions += other.resumptions
        self.hasty += other.hasty

    def table(self) -> str:
        """The figures, as a table of Markdown."""
        losses = sorted(self.losses) or [0.0]
        lines = [
            ("kills", str(self.kills.total())),
            ("of these by", _counts(self.kills)),
            ("terminals closed, by who had started the program", _counts(self.closed_under)),
            ("kills while the disk stood still", str(self.stalled)),
            ("of these with keys pressed faster than the screen", str(self.hasty)),
            ("where they came", _counts(self.places)),
            ('sessions kept ("Saved" was on the screen)', str(self.kept)),
            ("kept, but killed before that could be seen", str(self.saved_unseen)),
            ("finished sessions lost", str(self.faults["lost"])),
            ("sessions doubled", str(self.faults["doubled"])),
            ("unreadable databases", str(self.faults["unreadable"])),
            ("cut-off sessions not offered at the next start", str(self.faults["not offered"])),
            (
                "starts that did not come up, or ended by themselves",
                str(self.faults["start"] + self.faults["ended by itself"]),
            ),
            ("programs that did not end", str(self.faults["did not end"])),
            ("cut-off sessions taken up again", str(self.resumptions)),
            ("of these not where the last note stood", str(self.faults["resumed elsewhere"])),
            ("kills in a running session, compared by the second", str(len(self.losses))),
            ("not comparable (Back pressed a moment before)", str(self.not_compared)),
            ("seconds lost: median", f"{losses[len(losses) // 2]:.1f}"),
            ("seconds lost: most", f"{losses[-1]:.1f}"),
            ("more than 5 s lost", str(self.faults["seconds"])),
        ]
        return "\n".join(["| what | figure |", "|---|---|", *(f"| {what} | {figure} |" for what, figure in lines)])


def overlapping(sessions: Iterable[Mapping[str, Any]]) -> list[str]:
    """Name the sessions that began before the one before them can have ended: one person runs one at a time."""
    found = []
    for first, second in pairwise(sorted(sessions, key=_begun_at)):
        least = timedelta(seconds=first["active_seconds"] - ROUNDING)
        if _begun_at(second) < _begun_at(first) + least or _begun_at(second) == _begun_at(first):
            found.append(f"{first['id']} and {second['id']}")
    return found


def _begun_at(session: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(session["started_at"])


def _counts(counter: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counter.most_common())
