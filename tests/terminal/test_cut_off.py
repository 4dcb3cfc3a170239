"""Whatever ends the program in mid-session, the next start knows what was done."""

from __future__ import annotations

import json
import os
import re
import signal
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = [pytest.mark.terminal, pytest.mark.timeout(120)]

ENTER = "\r"
ASLEEP = 12
"""Seconds; more than what the program takes for a slow machine."""
SLOW = 10
"""Seconds that a busy machine may take to wake the program."""


def begin(start: Callable[..., object], runwalk: Callable[..., str]) -> object:
    """A session in its first run."""
    runwalk("place", "1")
    terminal = start()
    terminal.wait_for("Begin here")
    terminal.press(ENTER)
    terminal.answer_screening()
    terminal.wait_for("How is the pain right now?")
    terminal.press("3", ENTER)
    terminal.wait_for("run 1 of 2")
    return terminal


def rate(terminal: object) -> None:
    """Answer the questions after a session in a hurry."""
    terminal.wait_for("What was the worst pain")
    for question in ("How is the pain now?", "newly sore", "ready to move on", "How hard", "Anything to remember"):
        terminal.press("2" if "pain" in question else "s", *(ENTER if "pain" in question else ""))
        terminal.wait_for(question)
    terminal.press(ENTER)
    terminal.wait_for("Kept")
    terminal.press(ENTER)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP], ids=lambda how: how.name)
def test_a_killed_session_goes_on_from_where_it_was(
    start: Callable[..., object], runwalk: Callable[..., str], how: signal.Signals
) -> None:
    terminal = begin(start, runwalk)
    terminal.press("m")
    terminal.wait_for("Pain right now?")
    terminal.press("5")
    terminal.wait_for("Pain 5 noted")
    os.kill(terminal.child.pid, how)
    terminal.ended()
    assert json.loads(runwalk("history", "--json"))["sessions"] == []

    again = start()
    again.wait_for("A session was cut off", "stage 1", "counts as a pause")
    again.press("g")
    again.wait_for("left")
    again.press(" ")
    again.wait_for("run 2 of 2")
    rate(again)
    again.wait_for("●○○")
    again.press("q")
    assert again.ended() == 0
    (session,) = json.loads(runwalk("history", "--json"))["sessions"]
    assert session["reps_done"] == 2
    assert [mark["pain"] for mark in session["pain_marks"]] == [5]
    assert session["pain_before"] == 3


def test_a_session_without_its_rating_is_asked_about_at_the_next_start(
    start: Callable[..., object], runwalk: Callable[..., str]
) -> None:
    terminal = begin(start, runwalk)
    terminal.press(*"nnnnn")
    terminal.wait_for("What was the worst pain")
    os.kill(terminal.child.pid, signal.SIGKILL)
    terminal.ended()
    again = start()
    again.wait_for("How was the last session?")
    again.press("a")
    rate(again)
    again.wait_for("Begin here", "Start")
    again.press("q")
    again.ended()
    assert len(json.loads(runwalk("history", "--json"))["sessions"]) == 1


def test_a_program_that_stood_still_comes_back_paused_and_asks_about_the_time(
    start: Callable[..., object], runwalk: Callable[..., str]
) -> None:
    """Stopped as a machine that sleeps stops it; it would have come to the end of the session meanwhile."""
    terminal = begin(start, runwalk)
    os.kill(terminal.child.pid, signal.SIGSTOP)
    time.sleep(ASLEEP)
    os.kill(terminal.child.pid, signal.SIGCONT)
    asked = terminal.wait_for("Welcome back", "Count the time as done")
    # Away counts from the second that would have been shown next, so it is up to one shorter than the sleep.
    away = re.search(r"was away for (\d+) seconds", asked)
    assert away is not None
    assert ASLEEP - 1 <= int(away[1]) <= ASLEEP + SLOW
    terminal.read(3)
    terminal.press("g")
    terminal.wait_for("run 1 of 2")
    rate(terminal)
    (session,) = json.loads(runwalk("history", "--json"))["sessions"]
    assert (session["reps_done"], session["run_seconds"], session["walk_seconds"]) == (2, 6, 4)


def test_discarding_a_cut_off_session_asks_twice_and_leaves_nothing(
    start: Callable[..., object], runwalk: Callable[..., str]
) -> None:
    terminal = begin(start, runwalk)
    os.kill(terminal.child.pid, signal.SIGKILL)
    terminal.ended()
    again = start()
    again.wait_for("A session was cut off")
    again.press("d")
    again.wait_for("Discard it?")
    again.press("d")  # a key that bounces discards nothing
    again.press("y")
    again.wait_for("Begin here", "○○○")
    again.press("q")
    again.ended()
    third = start()
    third.wait_for("Begin here")
    third.read(0.5)
    assert "cut off" not in third.text


def test_sigterm_leaves_the_terminal_as_it_was(start: Callable[..., object], runwalk: Callable[..., str]) -> None:
    runwalk("place", "1")
    terminal = start()
    before = termios.tcgetattr(terminal.child.fileno())
    terminal.wait_for("Begin here")
    during = termios.tcgetattr(terminal.child.fileno())
    assert not during[3] & termios.ECHO
    os.kill(terminal.child.pid, signal.SIGTERM)
    end = terminal.child.wait
    terminal.read(2)
    assert termios.tcgetattr(terminal.child.fileno())[3] == before[3]
    assert end() == 128 + signal.SIGTERM


def test_a_second_runwalk_on_the_same_data_only_shows_them(
    start: Callable[..., object], runwalk: Callable[..., str]
) -> None:
    terminal = begin(start, runwalk)
    second = start()
    second.wait_for("Another runwalk", str(terminal.child.pid), "only shows them")
    second.press(ENTER)
    second.read(1)
    assert "How is the pain" not in second.text
    second.press("q")
    assert second.ended() == 0


def test_a_data_folder_that_cannot_be_made_is_one_line(start: Callable[..., object], tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    terminal = start("--data-dir", str(blocked / "data"))
    assert terminal.ended() == 1
    assert "Traceback" not in terminal.text
    assert "runwalk:" in terminal.text


def test_a_faulty_table_is_named_and_the_last_good_one_goes_on(
    start: Callable[..., object], runwalk: Callable[..., str], table: Path
) -> None:
    runwalk("place", "2")
    first = start()
    first.wait_for("Stage 2")
    first.press("q")
    first.ended()
    table.write_text(table.read_text().replace('run = "4s"', 'run = "4 bananas"'))
    again = start(columns=120)
    again.wait_for("bananas", "last version", "Stage 2")
    # The line wraps where the path of the table is long.
    assert "using its last version without a fault" in " ".join(again.text.split())
    again.press("q")
    assert again.ended() == 0


@pytest.mark.parametrize(("columns", "rows"), [(10, 5), (40, 12), (200, 60)])
def test_any_size_of_terminal_is_a_working_one(
    start: Callable[..., object], runwalk: Callable[..., str], columns: int, rows: int
) -> None:
    runwalk("place", "1")
    terminal = start(columns=columns, rows=rows)
    terminal.read(2)
    terminal.resize(80, 24)
    terminal.wait_for("Begin here")
    terminal.press(ENTER)
    terminal.answer_screening()
    terminal.wait_for("How is the pain right now?")
    terminal.press("3", ENTER)
    terminal.wait_for("left")
    terminal.resize(columns, rows)
    terminal.read(1)
    terminal.resize(80, 24)
    terminal.wait_for("left")
    terminal.press("q")
    terminal.wait_for("End this session?")
