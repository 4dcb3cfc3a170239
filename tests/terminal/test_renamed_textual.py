"""The real program on a Textual that calls every private name otherwise: less exact, and it runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.pty_terminal import Start
from tests.support.real_program import MAIN, TEST_LIMIT
from tests.ui.terminal.test_private_names import NAMES

pytestmark = [pytest.mark.terminal, pytest.mark.timeout(TEST_LIMIT)]

ROOT = Path(__file__).parents[2]
LEFT = re.compile(r"\d+:\d\d left")
RENAMED = f"from tests.support.renamed_textual import rename; rename(*{NAMES!r}); {MAIN}"


@pytest.mark.short
def test_a_session_runs_is_saved_and_leaves_the_terminal_as_it_was(start: Start, placed: Path) -> None:
    terminal = start(code=RENAMED, env={"PYTHONPATH": str(ROOT)})
    before = terminal.modes()
    terminal.wait_for("Start here")
    terminal.press("\r")
    terminal.wait_for("right now")
    terminal.press("3", "\r")
    terminal.wait_for("2 runs", "left")
    first = LEFT.findall(terminal.text)
    terminal.wait_until(lambda: LEFT.findall(terminal.text) not in ([], first), "another second")
    terminal.press("n")
    terminal.wait_until(lambda: "2 runs" not in terminal.text, "the first run")
    terminal.press("q")
    terminal.wait_for("End this session?")
    terminal.press("s")
    terminal.wait_for("worst pain")
    terminal.press("\x03")
    assert terminal.ended() == 0
    assert terminal.modes() == before
    assert b"\x1b]2;" not in terminal.heard  # the title, for want of Textual's driver
