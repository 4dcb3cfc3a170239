"""A whole session in real time on a real pty, with real keys."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.pty_terminal import Command, Start
from tests.support.real_program import QUICK, TEST_LIMIT, timetable

pytestmark = [pytest.mark.terminal, pytest.mark.timeout(TEST_LIMIT)]

ENTER = "\r"


@pytest.mark.short
def test_from_home_through_the_session_to_the_next_prescription(start: Start, runwalk: Command, table: Path) -> None:
    table.write_text(QUICK)
    runwalk("place", "1")
    terminal = start()
    terminal.wait_for("Start here", "Stage 1", "2 × run", "0 of 3 sessions", "Start")
    terminal.press(ENTER)
    terminal.answer_screening()
    terminal.wait_for("How is your pain right now?")
    asked = len(terminal.heard)
    terminal.press("3", ENTER)
    terminal.wait_for("2 runs")
    assert b"Start here" not in terminal.heard[asked:], "Home was seen between the question and the timer"
    terminal.wait_for_title("Run 1/2")
    terminal.press("m")
    terminal.wait_for("Pain right now?")
    terminal.press("4")
    terminal.wait_for("Pain 4 saved")
    terminal.wait_for_title("Run 2/2")
    terminal.wait_for("Last run.")
    terminal.press(" ")
    terminal.wait_for_title("Paused")
    paused = terminal.title
    terminal.read(1.5)  # more than a second, whose end would show
    assert terminal.title == paused
    resumed = len(terminal.heard)
    terminal.press(" ")
    terminal.wait_for("What was your worst pain", "[4]")
    assert b"2;Paused" not in terminal.heard[resumed:], "a session that is over was called paused"
    terminal.press(ENTER)
    terminal.wait_for("How is your pain now?")
    terminal.press("3", ENTER)
    terminal.wait_for("new soreness")
    terminal.press(ENTER)
    terminal.wait_for("How hard was it?")
    terminal.press("5", ENTER)
    terminal.wait_for("Anything you'd like to note?")
    terminal.press(*"sunny", ENTER)
    terminal.wait_for("Saved: 2 of 2 repetitions at stage 1", "More repetitions", "Stage 1 · 3 repetitions")
    terminal.press(ENTER)
    terminal.wait_for("More repetitions", "1 of 3 sessions")
    terminal.press("h")
    terminal.wait_for("History", "2 of 2", "sunny")
    terminal.press("\x1b")
    terminal.wait_for("1 of 3 sessions", "Walk today")
    terminal.press("q")
    assert terminal.ended() == 0

    history = json.loads(runwalk("history", "--json"))
    (session,) = history["sessions"]
    assert (session["stage"], session["reps_planned"], session["reps_done"]) == ("1", 2, 2)
    assert (session["run_seconds"], session["walk_seconds"], session["active_seconds"]) == (10, 4, 17)
    pains = [session[f"pain_{name}"] for name in ("before", "worst", "after", "morning")]
    assert pains == [3, 4, 3, None]
    assert [mark["pain"] for mark in session["pain_marks"]] == [4]
    # After the warm-up and before the second run was over.
    assert 2 <= session["pain_marks"][0]["at"] <= 14
    assert (session["felt_ready"], session["effort"], session["note"]) == (None, 5, "sunny")
    prescription = json.loads(runwalk("next", "--json"))
    assert (prescription["decision"], prescription["stage"], prescription["reps"]) == ("build", "1", 3)


def test_a_rehearsal_is_kept_and_not_counted(start: Start, runwalk: Command, table: Path) -> None:
    table.write_text(QUICK)
    runwalk("place", "1")
    terminal = start("--speed", "5")
    terminal.wait_for("Start here")
    terminal.press(ENTER)
    terminal.wait_for("How is your pain right now?")
    terminal.press("s")
    terminal.wait_for("What was your worst pain")
    for question in ("How is your pain now?", "new soreness", "How hard", "Anything you'd like to note"):
        terminal.press("s")
        terminal.wait_for(question)
    terminal.press(ENTER)
    terminal.wait_for("rehearsal")
    terminal.press(ENTER)
    terminal.wait_for("Start here", "0 of 3 sessions")
    terminal.press("q")
    assert terminal.ended() == 0
    (session,) = json.loads(runwalk("history", "--json"))["sessions"]
    assert session["rehearsal"] is True
    assert json.loads(runwalk("next", "--json"))["decision"] == "start"


def test_a_bad_day_becomes_a_walk_and_counts_as_none(start: Start, runwalk: Command, table: Path, placed: Path) -> None:
    table.write_text(QUICK)
    terminal = start()
    terminal.wait_for("Start here")
    terminal.press(ENTER)
    terminal.wait_for("How is your pain right now?")
    terminal.press("7", ENTER)
    terminal.wait_for("A walk today?", "Your pain is 7 out of 10, above 5", "Run as planned", "Later")
    terminal.press("o")
    terminal.wait_for_title("Walk")
    terminal.wait_for("How is your pain now?", "A walk is saved, but doesn't count as a session")
    terminal.press("5", ENTER)
    terminal.wait_for("Saved: a walk of", "Start here")
    terminal.press(ENTER)
    terminal.wait_for("Start here", "0 of 3 sessions")
    terminal.press("q")
    assert terminal.ended() == 0
    (session,) = json.loads(runwalk("history", "--json"))["sessions"]
    assert (session["kind"], session["reps_done"], session["run_seconds"]) == ("walk", 0, 0)
    assert session["walk_seconds"] == session["active_seconds"] > 0
    assert [session[f"pain_{name}"] for name in ("before", "worst", "after")] == [7, None, 5]
    assert json.loads(runwalk("next", "--json"))["decision"] == "start"


def test_ending_asks_and_saves_what_was_done(start: Start, placed: Path) -> None:
    terminal = start()
    terminal.wait_for("Start here")
    terminal.press(ENTER)
    terminal.wait_for("How is your pain right now?")
    terminal.press("2", ENTER)
    terminal.wait_for("2 runs", "left")
    terminal.press("\x03")
    terminal.wait_for("End this session?", "Continues in")
    terminal.press("g")
    terminal.wait_for("left")
    terminal.press("\x11")  # Ctrl+Q, which some terminals keep for themselves
    terminal.wait_for("End this session?")
    terminal.press("g")
    terminal.wait_for("left")
    terminal.press("q")
    terminal.wait_for("End this session?")
    terminal.press("s")
    terminal.wait_for("How is your pain now?")
    terminal.press("s")
    terminal.wait_for("Anything you'd like to note?")
    terminal.press("\x03")
    assert terminal.ended() == 0


def test_the_first_use_leads_from_an_empty_folder_to_the_first_session(
    start: Start, runwalk: Command, table: Path
) -> None:
    table.write_text(timetable(warm_up="2s"))
    terminal = start()
    terminal.wait_for("Find your starting stage")
    terminal.press(ENTER)
    terminal.answer_screening()
    terminal.wait_for("Where do you want to start?")
    terminal.press("t")
    terminal.wait_for("Walk for 2 seconds", "Press Space to start")
    terminal.press(ENTER)
    terminal.wait_for("Space when you've had enough")
    terminal.read(1)  # a run of a second; up to half a minute leads to the same stage
    terminal.press(" ")
    terminal.wait_for("You ran for", "How is your pain now?")
    terminal.press("1", ENTER)
    terminal.wait_for("Start at stage 1", "our own choice")
    terminal.press(ENTER)
    terminal.wait_for("Start here", "Stage 1", "2 × run")
    terminal.press(ENTER)
    terminal.wait_for("How is your pain right now?")
    terminal.press("1", ENTER)
    terminal.wait_for_title("Run 1/2")
    terminal.press("\x03")
    terminal.wait_for("End this session?")
    terminal.press("d")
    terminal.wait_for("Start here")
    terminal.press("q")
    assert terminal.ended() == 0
    (placement,) = json.loads(runwalk("history", "--json"))["placements"]
    assert (placement["stage"], placement["how"]) == ("1", "run test")
