"""Plain mode on a real pty, in real time, with a table of a few seconds."""

from __future__ import annotations

import json
import os
import re
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Protocol

import pytest

pytest.importorskip("pexpect", reason="there is no pty on this system")

from tests.support.plain_pty import PlainProgram
from tests.support.pty_terminal import Command
from tests.support.real_program import QUICK, TEST_LIMIT, settle_in, timetable

pytestmark = [pytest.mark.terminal, pytest.mark.timeout(TEST_LIMIT)]


class Begin(Protocol):
    """Starts the program in plain mode; it ends with the test."""

    def __call__(self, *arguments: str, env: Mapping[str, str] | None = None) -> PlainProgram: ...


@pytest.fixture
def begin(tmp_path: Path, table: Path) -> Iterator[Begin]:
    """Start the program in plain mode; it ends with the test."""
    with ExitStack() as running:

        def start(*arguments: str, env: Mapping[str, str] | None = None) -> PlainProgram:
            program = PlainProgram(tmp_path, table, *arguments, env=env)
            running.callback(program.close)
            return program

        yield start


@pytest.fixture
def sessions(runwalk: Command) -> Callable[[], list[dict[str, Any]]]:
    """What is in the log."""

    def read() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(runwalk("history", "--json"))["sessions"]
        return found

    return read


Sessions = Callable[[], list[dict[str, Any]]]


def start_session(program: PlainProgram, pain: str = "3") -> None:
    """From Home into the warm-up."""
    program.hear("Type a number and press Enter.")
    program.answer("1")
    program.hear("How is your pain right now")
    program.answer(pain)
    program.hear("Warm-up: ")


@pytest.mark.short
def test_home_pain_session_rating_decision_history(begin: Begin, table: Path, placed: Path, sessions: Sessions) -> None:
    table.write_text(QUICK)
    program = begin()
    program.hear("Today: Start here.")
    home = program.modes()
    program.hear("Type a number and press Enter.")
    program.answer("13")
    program.hear("Please type one of 1, 2, 3, 5, 7, 8, 9, 10, 11, 12, 14, 16, 18, 0.")
    program.answer("1")
    program.hear("How is your pain right now")
    program.answer("11")
    program.hear("Please type a whole number from 0 to 10.")
    program.answer("3")
    program.hear("Keys: p pause")
    program.hear("Run 1 of 2: 5 seconds, then walk 2 seconds.")
    assert program.takes_single_keys()
    program.press("m")
    program.hear("Pain right now, 0 to 10?")
    program.press("4")
    program.hear("Pain 4 saved.")
    program.hear("Walk after run 1 of 2")
    program.press(" ")
    program.hear("Paused. ")
    program.press("p")
    program.hear("Continuing. ")
    program.hear("Finished. 2 of 2 repetitions done")
    program.hear("You marked 4 during the session")
    assert program.modes() == home
    program.answer("")
    program.hear("2 of 5.")
    program.answer("3")
    program.hear("3 of 5.")
    program.answer("2l")
    program.hear("4 of 5.")
    program.answer("5")
    program.hear("5 of 5.")
    program.answer("sunny")
    program.hear("Saved: 2 of 2 repetitions at stage 1. Well done.")
    program.hear("Next: the same again.")
    program.hear("Next session: ")
    program.hear("Enter continues; b goes back")
    program.answer("")
    program.answer("3")
    program.hear("pain before 3, worst 4, after 3; sore: left knee; sunny")
    program.answer("")
    program.answer("1")
    program.hear("between sessions let")
    program.answer("")
    program.answer("0")
    assert program.end() == 0
    assert b"\x1b" not in program.output
    assert program.modes() == home

    (record,) = sessions()
    assert (record["reps_done"], record["run_seconds"], record["active_seconds"]) == (2, 10, 17)
    assert (record["pain_before"], record["pain_worst"], record["pain_after"]) == (3, 4, 3)
    assert [mark["pain"] for mark in record["pain_marks"]] == [4]
    assert (record["soreness"], record["felt_ready"], record["note"]) == (["left knee"], None, "sunny")


@pytest.mark.parametrize(
    "pasted", ["wet leaves\ncold hands", "wet leaves\ncold hands\n", "wet leaves\n\n cold\nhands\n"]
)
def test_a_note_that_is_pasted_in_lines_is_kept_as_one(
    begin: Begin, table: Path, placed: Path, sessions: Sessions, pasted: str
) -> None:
    """No line of it answers the next question, and what has no Enter yet is not left in the terminal for it."""
    table.write_text(QUICK)
    program = begin("--speed", "100")
    home = program.modes()
    start_session(program)
    for question in ("1 of 5.", "2 of 5.", "3 of 5.", "4 of 5."):
        program.hear(question)
        program.answer("")
    program.hear("5 of 5.")
    program.press(pasted)
    program.hear("The lines were joined into one.")
    program.hear("Enter continues; b goes back")
    program.answer("")
    program.hear("Type a number")
    assert program.modes() == home
    program.answer("0")
    assert program.end() == 0
    (record,) = sessions()
    assert record["note"] == "wet leaves cold hands"


def test_a_mark_of_1_waits_for_a_0_and_arrows_do_nothing(begin: Begin, placed: Path) -> None:
    program = begin()
    start_session(program)
    program.press("\x1b[B")
    program.hear("does nothing here")
    program.press("m")
    program.hear("Pain right now")
    program.press("10")
    program.hear("Pain 10 is above 5")
    program.press("m")
    program.hear("Pain right now")
    program.press("1")
    program.hear("Pain 1 saved.")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_an_ending_signal_leaves_the_terminal_sane_and_the_session_is_offered_again(
    begin: Begin, table: Path, placed: Path, sessions: Sessions, name: str
) -> None:
    table.write_text(QUICK)
    number = signal.Signals[name]
    program = begin()
    home = program.modes()
    start_session(program)
    assert program.takes_single_keys()
    os.kill(program.child.pid, number)
    assert program.end() == 128 + number
    assert program.modes() == home
    assert sessions() == []

    again = begin()
    again.hear("A session was interrupted.")
    again.hear("1 Continue")
    again.answer("1")
    again.hear("Run 1 of 2:")
    again.hear("Finished. 2 of 2 repetitions done")
    again.hear("1 of 5.")
    again.answer("4")
    again.hear("2 of 5.")
    again.press("\x04")
    again.hear("Saved: 2 of 2 repetitions at stage 1.")
    assert again.end() == 0
    (record,) = sessions()
    assert (record["reps_done"], record["pain_before"], record["pain_worst"], record["pain_after"]) == (2, 3, 4, None)
    assert record["active_seconds"] == 17


def test_a_kill_at_the_questions_asks_them_at_the_next_start(begin: Begin, placed: Path, sessions: Sessions) -> None:
    program = begin("--mute")
    start_session(program)
    for phase in ("Run 1", "Walk after run 1", "Run 2", "Walk after run 2", "Cool-down"):
        program.press("n")
        program.hear(f"{phase}")
    program.press("n")
    program.hear("1 of 5.")
    program.child.kill(signal.SIGKILL)
    program.end()

    again = begin()
    again.hear("Only your answers are missing.")
    again.answer("1")
    again.hear("1 of 5.")
    again.answer("2")
    again.hear("2 of 5.")
    again.press("\x03")
    again.hear("Press Ctrl+C again to save the answers so far and leave.")
    again.press("\x03")
    again.hear("Saved:")
    assert again.end() == 130
    (record,) = sessions()
    assert record["pain_worst"] == 2


def test_ctrl_c_asks_and_a_second_one_saves_it_and_leaves(
    begin: Begin, table: Path, placed: Path, sessions: Sessions
) -> None:
    table.write_text(timetable(warm_up="1s", run="2s"))
    program = begin()
    home = program.modes()
    start_session(program)
    program.hear("Walk after run 1 of 2")
    program.press("\x03")
    program.hear("End this session? 1 continue, 2 save as it is, 3 discard, 4 stop for pain.")
    program.press("g")
    program.hear("Continuing.")
    program.press("\x03")
    program.hear("Ctrl+C again saves it as it is and leaves runwalk.")
    program.press("\x03")
    program.hear("Saved: 1 of 2 repetitions at stage 1.")
    assert program.end() == 130
    assert program.modes() == home
    (record,) = sessions()
    assert (record["reps_done"], record["pain_before"], record["pain_after"]) == (1, 3, None)


def test_an_enter_after_the_last_key_answers_no_question_about_pain(
    begin: Begin, placed: Path, sessions: Sessions
) -> None:
    program = begin()
    start_session(program)
    program.answer("n")
    program.hear("Run 1 of 2")
    program.answer("q")
    program.hear("End this session?")
    program.answer("2")
    program.hear("1 of 5.")
    program.answer("4")
    program.hear("2 of 5.")
    program.press("\x04")
    assert program.end() == 0
    assert sessions()[0]["pain_worst"] == 4


def test_ctrl_c_at_home_leaves(begin: Begin) -> None:
    program = begin()
    home = program.modes()
    program.hear("Type a number and press Enter.")
    program.press("\x03")
    assert program.end() == 130
    assert program.modes() == home


def test_ctrl_d_at_home_leaves(begin: Begin) -> None:
    program = begin()
    program.hear("Type a number and press Enter.")
    program.press("\x04")
    assert program.end() == 0


def test_a_terminal_that_is_closed_loses_nothing(begin: Begin, placed: Path, sessions: Sessions) -> None:
    program = begin()
    start_session(program)
    assert program.hang_up() == 128 + signal.SIGHUP
    again = begin()
    again.hear("A session was interrupted.")
    again.answer("2")
    again.hear("1 of 2.")
    again.press("\x04")
    assert again.end() == 0
    assert len(sessions()) == 1


def test_lines_inside_a_phase_come_as_often_as_is_set(begin: Begin, tmp_path: Path, table: Path) -> None:
    table.write_text(QUICK)
    settle_in(tmp_path / "data", "2")
    config = tmp_path / "config" / "runwalk"
    config.mkdir(parents=True)
    (config / "settings.toml").write_text("[plain]\nevery = 1\n")
    program = begin("--mute")
    start_session(program)
    program.hear("Run 1 of 2: 6 seconds")
    heard = program.hear("Walk after run 1 of 2: 2 seconds")
    seconds = [int(left) for left in re.findall(r"^Run 1 of 2: (\d) seconds? left\.\r$", heard, re.MULTILINE)]
    # A program that comes late leaves out what is over by then, and never says a second twice.
    assert seconds
    assert seconds == sorted(set(seconds) & {1, 2, 3, 4, 5}, reverse=True)


def test_a_locale_without_utf8_gets_ascii(begin: Begin) -> None:
    program = begin(env={"LC_ALL": "C", "LANG": "C"})
    program.hear("Type a number and press Enter.")
    program.answer("0")
    assert program.end() == 0
    assert program.output.isascii()
