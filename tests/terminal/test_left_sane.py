"""However the app ends, the terminal is as it was found, and what was done is offered at the next start."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

import pytest

from tests.support.pty_terminal import Start, Terminal
from tests.support.real_program import MAIN, TEST_LIMIT

pytestmark = [pytest.mark.terminal, pytest.mark.timeout(TEST_LIMIT)]

ENTER = "\r"
ON_FROM_THE_START = {25, 7}
"""Private modes that a terminal has on by itself: the cursor is seen, long lines are wrapped."""
BROKEN = f"""
import runwalk_tui.session.controller
def fail(controller):
    raise RuntimeError("a fault of ours")
runwalk_tui.session.controller.SessionController.mute = fail
{MAIN}
"""
"""The program with a fault behind the key u of the timer."""


def modes_left_on(heard: bytes) -> set[int]:
    """The private modes (mouse, other screen, pasting, focus, hidden cursor…) that are not as they are at first."""
    state: dict[int, bool] = {}
    for numbers, verb in re.findall(rb"\x1b\[\?([0-9;]+)([hl])", heard):
        for number in numbers.split(b";"):
            state[int(number)] = verb == b"h"
    return {number for number, on in state.items() if on is not (number in ON_FROM_THE_START)}


def keyboards_left(heard: bytes) -> int:
    """How many kinds of keyboard were put on the terminal's stack and not taken off."""
    return len(re.findall(rb"\x1b\[>[0-9]*u", heard)) - len(re.findall(rb"\x1b\[<[0-9]*u", heard))


def reach(terminal: Terminal, where: str) -> None:
    """Go to a place in the flow."""
    terminal.wait_for("Start here")
    if where == "home":
        return
    terminal.press(ENTER)
    terminal.wait_for("How is your pain right now?")
    terminal.press("3", ENTER)
    terminal.wait_for("2 runs", "left")
    if where == "rating":
        terminal.press(*"nnnnnn")
        terminal.wait_for("What was your worst pain")


def expect_sane(terminal: Terminal, before: list[object]) -> None:
    assert modes_left_on(terminal.heard) == set()
    assert keyboards_left(terminal.heard) == 0
    assert terminal.modes() == before


@pytest.mark.parametrize("where", ["home", "timer", "rating"])
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP], ids=lambda how: how.name)
def test_an_ending_signal_leaves_every_mode_as_it_was(
    start: Start, placed: Path, how: signal.Signals, where: str
) -> None:
    terminal = start()
    before = terminal.modes()
    reach(terminal, where)
    assert modes_left_on(terminal.heard) >= {25, 1049, 2004}
    assert terminal.takes_single_keys()
    os.kill(terminal.child.pid, how)
    assert terminal.ended() == 128 + how
    expect_sane(terminal, before)


def test_leaving_leaves_every_mode_as_it_was(start: Start, placed: Path) -> None:
    terminal = start()
    before = terminal.modes()
    reach(terminal, "home")
    terminal.press("q")
    assert terminal.ended() == 0
    expect_sane(terminal, before)


def test_an_error_of_ours_in_mid_session_is_one_line_and_the_session_is_offered_again(
    start: Start, placed: Path
) -> None:
    terminal = start(code=BROKEN)
    before = terminal.modes()
    reach(terminal, "timer")
    terminal.press("u")
    assert terminal.ended() == 1
    expect_sane(terminal, before)
    assert b"it stopped because of a fault in the program; what you did is saved." in terminal.heard
    assert b"Traceback" not in terminal.heard
    assert "a fault of ours" in (placed / "last-crash.txt").read_text()
    again = start()
    again.wait_for("A session was interrupted", "stage 1")
    again.press("s")
    again.wait_for("How is your pain now?")
