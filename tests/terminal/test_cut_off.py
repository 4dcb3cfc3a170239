"""Whatever ends the program in mid-session, the next start knows what was done."""

from __future__ import annotations

import json
import os
import re
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from runwalk_tui.flows.shown.trial import TRIAL_SEEN
from runwalk_tui.history.journal import Journal
from runwalk_tui.history.store import Store
from runwalk_tui.rule.screening import Screening
from runwalk_tui.workspace import SCREENING
from tests.support.pty_terminal import Command, Start, Terminal
from tests.support.real_program import QUICK, TEST_LIMIT, settle_in

pytestmark = [pytest.mark.terminal, pytest.mark.timeout(TEST_LIMIT)]

ENTER = "\r"
ASLEEP = 12
"""Seconds; more than what the program takes for a slow machine."""


def begin(start: Start) -> Terminal:
    """A session in its warm-up."""
    terminal = start()
    terminal.wait_for("Start here")
    terminal.press(ENTER)
    terminal.wait_for("How is your pain right now?")
    terminal.press("3", ENTER)
    terminal.wait_for("2 runs", "left")
    return terminal


def rate(terminal: Terminal) -> None:
    """Answer the questions after a session in a hurry."""
    terminal.wait_for("What was your worst pain")
    for question in ("How is your pain now?", "new soreness", "How hard", "Anything you'd like to note"):
        terminal.press("2" if "pain" in question else "s", *(ENTER if "pain" in question else ""))
        terminal.wait_for(question)
    terminal.press(ENTER)
    terminal.wait_for("Saved")
    terminal.press(ENTER)


def kill(terminal: Terminal, how: signal.Signals = signal.SIGKILL) -> None:
    """End it by a signal and wait until it is gone."""
    os.kill(terminal.child.pid, how)
    terminal.ended()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP], ids=lambda how: how.name)
def test_a_killed_session_goes_on_from_where_it_was(
    start: Start, runwalk: Command, placed: Path, table: Path, how: signal.Signals
) -> None:
    table.write_text(QUICK)
    terminal = begin(start)
    terminal.press("m")
    terminal.wait_for("Pain right now?")
    terminal.press("5")
    terminal.wait_for("Pain 5 saved")
    kill(terminal, how)
    assert json.loads(runwalk("history", "--json"))["sessions"] == []

    again = start()
    again.wait_for("A session was interrupted", "stage 1", "counts as a pause")
    again.press("g")
    again.wait_for_title("Paused")
    again.press(" ")
    rate(again)
    again.wait_for("1 of 3 sessions")
    again.press("q")
    assert again.ended() == 0
    (session,) = json.loads(runwalk("history", "--json"))["sessions"]
    assert session["reps_done"] == 2
    assert [mark["pain"] for mark in session["pain_marks"]] == [5]
    assert session["pain_before"] == 3


def test_a_session_without_its_rating_is_asked_about_at_the_next_start(
    start: Start, runwalk: Command, placed: Path
) -> None:
    terminal = begin(start)
    terminal.press(*"nnnnnn")
    terminal.wait_for("What was your worst pain")
    kill(terminal)
    again = start()
    again.wait_for("How was your last session?")
    again.press("a")
    rate(again)
    again.wait_for("The same again", "Start")
    again.press("q")
    again.ended()
    assert len(json.loads(runwalk("history", "--json"))["sessions"]) == 1


def test_a_program_that_stood_still_comes_back_paused_and_asks_about_the_time(
    start: Start, runwalk: Command, placed: Path, table: Path
) -> None:
    """Stopped as a machine that sleeps stops it; it would have come to the end of the session meanwhile."""
    table.write_text(QUICK)
    opened = time.monotonic()
    terminal = begin(start)
    os.kill(terminal.child.pid, signal.SIGSTOP)
    os.waitpid(terminal.child.pid, os.WUNTRACED)
    stopped = time.monotonic()
    while time.monotonic() < stopped + ASLEEP:
        time.sleep(0.1)
    discard_output = time.monotonic()
    os.kill(terminal.child.pid, signal.SIGCONT)
    asked = terminal.wait_for("Welcome back", "Count that time as done")
    seen = time.monotonic()
    away = re.search(r"was asleep for (\d+) seconds", asked)
    assert away is not None
    # Away counts from the second that would have been shown next, so it is up to one shorter than the sleep. It is
    # longer where the program was late before it was stopped or after it was let go: at most all the time there was.
    assert discard_output - stopped - 2 <= int(away[1]) <= seen - opened + 1
    terminal.press("g")
    rate(terminal)
    terminal.wait_for("1 of 3 sessions")
    (session,) = json.loads(runwalk("history", "--json"))["sessions"]
    assert (session["reps_done"], session["run_seconds"], session["walk_seconds"]) == (2, 10, 4)


def test_discarding_a_cut_off_session_asks_twice_and_leaves_nothing(start: Start, placed: Path) -> None:
    terminal = begin(start)
    kill(terminal)
    again = start()
    again.wait_for("A session was interrupted")
    again.press("d")
    again.wait_for("Discard it?")
    again.press("d")  # a key that bounces discards nothing
    again.press("y")
    again.wait_for("Start here", "0 of 3 sessions")
    again.press("q")
    again.ended()
    third = start()
    third.wait_for("Start here")
    # Whatever it had to ask would be asked first.
    third.press("h")
    third.wait_for("No sessions yet")
    assert b"interrupted" not in third.heard


def in_the_walk(terminal: Terminal) -> None:
    """From Home into the walk before a run test."""
    terminal.wait_for("find your starting stage")
    terminal.press(ENTER)
    terminal.wait_for("Where do you want to start?")
    terminal.press("t")
    terminal.wait_for("Press Space to start")
    terminal.press(" ")
    terminal.wait_for("walk at an easy pace")


def in_the_run(terminal: Terminal) -> None:
    in_the_walk(terminal)
    terminal.press("n")
    terminal.wait_for("Space when you've had enough")


def at_the_pain(terminal: Terminal) -> None:
    in_the_run(terminal)
    terminal.press("x")
    terminal.wait_for("How is your pain now?", "You stopped for pain")


@pytest.mark.parametrize(
    ("come_to", "offered", "key", "then"),
    [
        (in_the_walk, "in the walk before the run", "g", "Space resumes"),
        (in_the_run, "Run again (r)", "r", "Press Space to start"),
        (at_the_pain, "You stopped for pain after 0:0", "a", "How is your pain now?"),
    ],
    ids=["the walk", "the run", "the pain"],
)
def test_a_killed_run_test_is_offered_at_the_next_start(
    start: Start,
    runwalk: Command,
    tmp_path: Path,
    come_to: Callable[[Terminal], None],
    offered: str,
    key: str,
    then: str,
) -> None:
    with Store.open(tmp_path / "data") as store:
        store.remember(SCREENING, Screening(datetime.now(UTC)).to_json())
        store.remember(TRIAL_SEEN, "yes")
    terminal = start()
    come_to(terminal)
    kill(terminal)
    assert json.loads(runwalk("history", "--json"))["sessions"] == []

    again = start()
    again.wait_for("A run test was interrupted", offered)
    again.press(key)
    again.wait_for(then)
    if come_to is at_the_pain:
        again.press("4", ENTER)
        again.wait_for("gentlest")
        again.press(ENTER)
        again.wait_for("check these first")
        for page in ("right now?", "lately?"):
            again.wait_for(page)
            again.press("n", ENTER)
        again.wait_for("Start")
        again.press("q")
        assert again.ended() == 0
        assert json.loads(runwalk("history", "--json"))["sessions"] == []
        with Store.open(tmp_path / "data") as store:
            assert [(each.stage, each.how) for each in store.log().placements] == [("1", "run test")]
            assert Journal(store).unfinished() is None


def test_sigterm_leaves_the_terminal_as_it_was(start: Start, placed: Path) -> None:
    terminal = start()
    before = terminal.modes()
    terminal.wait_for("Start here")
    assert terminal.takes_single_keys()
    os.kill(terminal.child.pid, signal.SIGTERM)
    assert terminal.ended() == 128 + signal.SIGTERM
    assert terminal.modes() == before


def test_a_second_runwalk_on_the_same_data_starts_no_session(start: Start, placed: Path) -> None:
    terminal = begin(start)
    second = start()
    second.wait_for("Another copy of runwalk", str(terminal.child.pid), "has this log open")
    # Had Enter begun a session, h would be no key of its first question.
    second.press(ENTER, "h")
    second.wait_for("No sessions yet")
    assert b"How is your pain" not in second.heard
    second.press("\x1b")
    second.wait_for("Start here")
    second.press("q")
    assert second.ended() == 0


def test_a_data_folder_that_cannot_be_made_is_one_line(start: Start, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    terminal = start("--data-dir", str(blocked / "data"))
    assert terminal.ended() == 1
    assert "Traceback" not in terminal.text
    assert "runwalk:" in terminal.text


def test_a_faulty_table_is_named_and_the_last_good_one_goes_on(start: Start, tmp_path: Path, table: Path) -> None:
    settle_in(tmp_path / "data", "2")
    first = start()
    first.wait_for("Stage 2")
    first.press("q")
    first.ended()
    table.write_text(table.read_text().replace('run = "2m"', 'run = "2 bananas"'))
    again = start(columns=120)
    again.wait_for("bananas", "last version", "Stage 2")
    assert "using its last version without errors" in again.words
    again.press("q")
    assert again.ended() == 0


@pytest.mark.parametrize(("columns", "rows"), [(10, 5), (40, 12), (200, 60)])
def test_any_size_of_terminal_is_a_working_one(start: Start, placed: Path, columns: int, rows: int) -> None:
    terminal = start(columns=columns, rows=rows)
    terminal.wait_until(lambda: bool(terminal.text.strip()), "anything at all")
    terminal.resize(80, 24)
    terminal.wait_for("Start here")
    terminal.press(ENTER)
    terminal.wait_for("How is your pain right now?")
    terminal.press("3", ENTER)
    terminal.wait_for("left")
    written = len(terminal.heard)
    terminal.resize(columns, rows)
    terminal.wait_until(lambda: len(terminal.heard) > written, "a new picture")
    terminal.resize(80, 24)
    terminal.wait_for("left")
    terminal.press("q")
    terminal.wait_for("End this session?")
