"""One program runs sessions while others write to the same log: nothing is lost, nothing doubled, nobody waits long.

RUNWALK_RACE is how many seconds the race lasts; `make torture` lets it go on for thirty.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest

pytest.importorskip("pexpect", reason="there is no pty on this system")

from runwalk_tui.flows.shown.trial import TRIAL_SEEN
from runwalk_tui.history.store import Store
from runwalk_tui.rule.screening import Screening
from runwalk_tui.workspace import SCREENING
from tests.support.plain_pty import PlainProgram
from tests.support.real_program import PATIENCE, RUNWALK, TEST_LIMIT

SECONDS = float(os.environ.get("RUNWALK_RACE", "6"))

pytestmark = [pytest.mark.terminal, pytest.mark.timeout(TEST_LIMIT + int(SECONDS) * 2)]

TABLE = """\
[programme]
name = "Race"

[[stage]]
id = "1"
run = "1s"
walk = "1s"
reps = [1, 2]
"""
ANSWERS = (
    ("How is your pain right now", "2"),
    ("Best to wait until ", "2"),
    ("morning after", ""),
    ("What was your worst pain", "2"),
    ("How is your pain now", "2"),
    ("Any new soreness", ""),
    ("How hard was it", ""),
    ("Do you feel ready", ""),
    ("Anything you'd like to note", "by the program"),
    ("Enter continues; b goes back", ""),
)
"""What the runner types at what the program says."""


class Others:
    """People at other windows: each calls one command after the other until the race is over."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.over = Event()
        """To be set when the race is over."""
        self.logged: list[str] = []
        """Notes of the sessions that `runwalk log` said it has kept."""
        self.not_logged: list[str] = []
        """Notes of those that it refused."""
        self.commands = 0
        self.refused: list[str] = []
        """What was said by commands that were refused."""
        self.wrong: list[str] = []

    def logs(self) -> None:
        number = 0
        while not self.over.is_set():
            note = f"by hand {number}"
            done = self.run("log", "--stage", "1", "--reps", "1", "--after", "1", "--note", note)
            (self.logged if done else self.not_logged).append(note)
            number += 1

    def looks(self) -> None:
        seen = 0
        while not self.over.is_set():
            self.run("morning", "1", "--date", "2026-01-01")
            answer = self.run("history", "--json")
            if answer:
                count = len(json.loads(answer)["sessions"])
                if count < seen:
                    self.wrong.append(f"{count} sessions where {seen} were before")
                seen = count

    def imports(self) -> None:
        while not self.over.is_set():
            self.run("import", str(self._folder / "incoming.json"))

    def run(self, *arguments: str) -> str:
        """Run a command; returns what it printed, or "" when it was refused in one clear line."""
        done = subprocess.run(
            [*RUNWALK, *arguments, "--data-dir", str(self._folder / "data"), "--stages", str(self._folder / "t.toml")],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        self.commands += 1
        if done.returncode == 0 and not done.stderr:
            return done.stdout or "done"
        lines = done.stderr.splitlines()
        if done.returncode == 1 and len(lines) == 1 and lines[0].startswith("runwalk: "):
            self.refused.append(lines[0])
        else:
            self.wrong.append(f"{arguments}: exit {done.returncode}: {done.stderr}")
        return ""


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Callable[[], PlainProgram]]:
    """The program in plain mode on the data of the race."""
    started: list[PlainProgram] = []

    def begin() -> PlainProgram:
        started.append(PlainProgram(tmp_path, tmp_path / "t.toml"))
        return started[-1]

    yield begin
    for one in started:
        one.close()


def run_sessions(program: PlainProgram, until: float) -> int:
    """One session after the other, one at least; returns how many the program has said it keeps."""
    kept = 0
    texts = [text for text, _ in ANSWERS]
    while True:
        menu = ("Type a number and press Enter.", "Type a number, or press Enter for")
        said = program.child.expect_exact(["Saved: ", *menu, *texts])
        if said == 0:
            kept += 1
        elif said > 2:
            program.answer(ANSWERS[said - 3][1])
        elif kept == 0 or time.monotonic() < until:
            program.answer("1")
        else:
            program.answer("0")
            assert program.end() == 0
            return kept


def incoming(count: int) -> dict[str, Any]:
    """A history from elsewhere."""
    sessions = [
        {
            "id": f"elsewhere-{number}",
            "started_at": f"2026-01-{number + 1:02}T07:30:00+01:00",
            "programme": "Race",
            "stage": "1",
            "reps_planned": 1,
            "reps_done": 1,
        }
        for number in range(count)
    ]
    return {"format": "runwalk-history", "version": 1, "sessions": sessions}


def test_a_race_on_one_log_loses_and_doubles_nothing(
    program: Callable[[], PlainProgram], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "t.toml").write_text(TABLE)
    (tmp_path / "incoming.json").write_text(json.dumps(incoming(5)))
    data = tmp_path / "data"
    with Store.open(data) as store:
        store.remember(SCREENING, Screening(datetime.now(UTC)).to_json())
        store.remember(TRIAL_SEEN, "yes")
    others = Others(tmp_path)
    others.run("place", "1")
    until = time.monotonic() + SECONDS
    with ThreadPoolExecutor(3) as pool:
        waiting = [pool.submit(task) for task in (others.logs, others.looks, others.imports)]
        try:
            kept = run_sessions(program(), until)
        finally:
            others.over.set()
        for task in waiting:
            task.result()
    history = json.loads(others.run("history", "--json"))["sessions"]
    notes = [session["note"] for session in history]
    with capsys.disabled():
        print(f"\n{SECONDS:g} s: {kept} sessions by the program, {len(others.logged)} by hand, 5 from a file,")
        print(f"{len(history)} in the log; {others.commands} commands, {len(others.refused)} refused in one line")
        print(*sorted(set(others.refused)), sep="\n")
    assert others.wrong == []
    assert kept >= 1
    assert notes.count("by the program") == kept
    assert sorted(note for note in notes if note.startswith("by hand")) == sorted(others.logged)
    assert sum(session["id"].startswith("elsewhere-") for session in history) == 5
    assert len({session["id"] for session in history}) == len(history) == kept + len(others.logged) + 5
    with sqlite3.connect(data / "runwalk.sqlite3") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("SELECT count(*) FROM running").fetchone() == (0,)
    connection.close()
