"""The first use in plain lines on a real pty: from an empty data folder to the next prescription."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pexpect", reason="there is no pty on this system")

from tests.support.plain_pty import PlainProgram
from tests.support.pty_terminal import Command
from tests.support.real_program import QUICK, TEST_LIMIT

pytestmark = [pytest.mark.terminal, pytest.mark.timeout(TEST_LIMIT)]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A session that goes by itself to its end."""
    path = tmp_path / "short.toml"
    path.write_text(QUICK)
    return path


@pytest.fixture
def program(tmp_path: Path, table: Path) -> Iterator[PlainProgram]:
    """The program on an empty data folder; it ends with the test."""
    program = PlainProgram(tmp_path, table)
    yield program
    program.close()


def answer_screening(program: PlainProgram) -> None:
    """None of the four groups applies: 0, four times."""
    for group in ("1 of 4.", "2 of 4.", "3 of 4.", "4 of 4."):
        program.hear(group)
        program.hear("0 for none of these")
        program.answer("0")
    program.hear("Thank you, that's everything.")
    program.hear("Who this was tried with.")


def test_from_an_empty_folder_to_the_next_prescription(program: PlainProgram, runwalk: Command) -> None:
    program.hear("Today: Find your starting stage.")
    home = program.modes()
    program.hear("Type a number and press Enter.")
    program.answer("1")
    answer_screening(program)
    program.hear("Where do you want to start?")
    program.answer("2")
    program.hear("If in doubt, at the first stage.")
    program.answer("2")
    program.hear("You start at stage 2.")
    program.answer("1")
    program.hear("How is your pain right now")
    program.answer("2")
    program.hear("Run 1 of 2: 6 seconds, then walk 2 seconds.")
    program.hear("Run 2 of 2: 6 seconds")
    program.hear("Finished. 2 of 2 repetitions done")
    program.hear("1 of 5.")
    program.answer("4")
    program.hear("2 of 5.")
    program.answer("2")
    program.hear("Your pain went up or is high, so please check these first.")
    for _ in range(2):
        program.hear("b to go back.")
        program.answer("0")
    program.hear("3 of 5.")
    program.answer("")
    program.hear("4 of 5.")
    program.answer("3")
    program.hear("5 of 5.")
    program.answer("")
    program.hear("Saved: 2 of 2 repetitions at stage 2. Well done.")
    program.hear("Next: more repetitions.")
    program.hear("Enter continues; b goes back")
    program.answer("")
    program.answer("0")
    assert program.end() == 0
    assert program.modes() == home
    assert b"\x1b" not in program.output

    history: dict[str, Any] = json.loads(runwalk("history", "--json"))
    (record,) = history["sessions"]
    assert (record["stage"], record["reps_done"], record["red_flags"]) == ("2", 2, [])
    assert (record["pain_before"], record["pain_worst"], record["pain_after"]) == (2, 4, 2)
    assert [(placed["stage"], placed["how"]) for placed in history["placements"]] == [("2", "chosen")]
    due = json.loads(runwalk("next", "--json"))
    assert (due["decision"], due["stage"], due["reps"]) == ("build", "2", 3)


def test_the_run_test_takes_one_key_and_gives_the_stage(program: PlainProgram, runwalk: Command) -> None:
    program.hear("Type a number and press Enter.")
    home = program.modes()
    program.answer("1")
    answer_screening(program)
    program.hear("1 Run test")
    program.answer("1")
    program.hear("1 Start")
    program.answer("1")
    program.hear("Walk at an easy pace: 2 seconds, then run up to 2 minutes.")
    # The Enter after n is no answer to the run.
    program.press("n\r")
    program.hear("Run now, up to 2 minutes. Space or Enter when you've had enough")
    assert program.takes_single_keys()
    program.press("t")
    program.hear("so far.")
    program.press(" ")
    program.hear("You ran for 0:")
    program.hear("How is your pain now")
    assert program.modes() == home
    program.answer("1")
    program.hear("1 Start at stage 1: run 5s, walk 2s")
    program.answer("1")
    program.hear("You start at stage 1.")
    program.answer("0")
    assert program.end() == 0
    placements = json.loads(runwalk("export", "json"))["placements"]
    assert [(placed["stage"], placed["how"]) for placed in placements] == [("1", "run test")]


def test_a_warning_sign_leads_to_no_session(program: PlainProgram, runwalk: Command) -> None:
    program.hear("Type a number and press Enter.")
    program.answer("1")
    program.hear("1 of 4.")
    program.answer("2")
    program.hear("2 Yes, that's right")
    program.answer("2")
    program.hear("Call your emergency number or go to an emergency department now.")
    program.answer("")
    program.hear("Call your emergency number or go to an emergency department now.")
    program.answer("1")
    program.hear("Please type one of 3, 5, 6,")
    program.answer("0")
    assert program.end() == 0
    assert json.loads(runwalk("next", "--json"))["decision"] == "stop"
