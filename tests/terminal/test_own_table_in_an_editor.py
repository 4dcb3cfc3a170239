"""The stage table in a real editor, started from the app on a real terminal, and what the app says on return."""

from __future__ import annotations

import shlex
import time
from pathlib import Path

import pytest

pytest.importorskip("pexpect", reason="there is no pty on this system")

from tests.support.pty_terminal import STEP, Start, Terminal
from tests.support.real_program import PATIENCE, RUNWALK, TEST_LIMIT
from tests.support.tmux import Tmux, need

pytestmark = [pytest.mark.terminal, pytest.mark.timeout(TEST_LIMIT)]

CTRL_C = "\x03"
LEFT = b"\x1b[?1049l"
"""What the app writes when it leaves the screen to another program."""


def open_in(editor: str, start: Start) -> Terminal:
    """The app with its table in an editor."""
    for real in {"ed", "vi"} & set(editor.split()):
        need(real)
    terminal = start(env={"EDITOR": editor, "VISUAL": ""})
    terminal.wait_for("Stage 1", "Start")
    terminal.press("s")
    terminal.wait_for("you are here", "What if")
    terminal.press("o")
    return terminal


def wait_for_ed(terminal: Terminal, answer: str, *, turn: int = 1) -> None:
    """Wait for a line of ed, when the app has given it the terminal so many times.

    The emulator has one screen alone, so what the app showed last is still there: its key "?", or the number in a path.
    """

    def answered() -> bool:
        _, *since = terminal.heard.split(LEFT)
        return len(since) >= turn and f"{answer}\r\n".encode() in since[turn - 1]

    terminal.wait_until(answered, f"{answer} from ed")


def in_box(terminal: Terminal) -> str:
    """What the box on the screen says, without spaces: how long the path in it is decides where its lines end."""
    rows = (line.split("│") for line in terminal.text.splitlines() if line.count("│") == 2)
    return "".join("".join(row[1].split()) for row in rows)


@pytest.mark.usefixtures("placed")
def test_ed_changes_a_figure_and_the_app_says_what_that_does_for_today(start: Start, table: Path) -> None:
    before = table.read_text()
    terminal = open_in("ed", start)
    wait_for_ed(terminal, f"{len(before)}")
    # It says how long the file is before it heeds signals, and answers only afterwards.
    terminal.press("=\r")
    wait_for_ed(terminal, f"=\r\n{len(before.splitlines())}")
    # Ctrl+C is for the editor: the app must not end by it.
    terminal.press(CTRL_C)
    wait_for_ed(terminal, "?")
    terminal.press('8s/.*/run = "1m10s" # by hand/\r', "w\r", "q\r")
    terminal.wait_for("Your stage table has changed", "Stage 1: run 1:00 is now 1:10.", "Today: still stage 1")
    assert terminal.takes_single_keys()
    terminal.press("\r")
    terminal.wait_for("1:10/1:00", "you are here")
    assert table.read_text() == before.replace('run = "1m"\n', 'run = "1m10s" # by hand\n', 1)
    terminal.press("q")
    assert terminal.read_to_the_end()
    assert terminal.child.exitstatus == 0


@pytest.mark.usefixtures("placed")
def test_an_error_is_named_with_its_line_and_the_editor_offered_again(start: Start, table: Path) -> None:
    before = table.read_text()
    terminal = open_in("ed", start)
    wait_for_ed(terminal, f"{len(before)}")
    terminal.press('8s/.*/run = "70"/\r', "w\r", "q\r")
    terminal.wait_for("Your stage table has errors", "Edit again (e)")
    terminal.wait_until(lambda: 'short.toml:8:stage"1":run:"70"hasnounit;' in in_box(terminal), "the error")
    terminal.press("e")
    wait_for_ed(terminal, f"{len(table.read_text())}", turn=2)
    assert not terminal.takes_single_keys()
    terminal.press('8s/.*/run = "2m"/\r', "w\r", "q\r")
    terminal.wait_for("Your stage table has changed", "run 1:00 is now 2:00")
    terminal.press("\r")
    terminal.wait_for("2:00/1:00")


@pytest.mark.usefixtures("placed")
def test_vi_has_the_terminal_to_itself_and_gives_it_back(start: Start, table: Path) -> None:
    # What newer versions of it ask the terminal for is more than the emulator of the tests understands.
    # Without F it says the path, and waits for Enter where that is long.
    terminal = open_in("env TERM=vt100 vi -u NONE --cmd 'set shortmess+=F'", start)
    terminal.wait_for("[programme]", '"Short"')
    terminal.press(":8s/1m/1m30s/\r", ":wq\r")
    terminal.wait_for("Your stage table has changed", "Stage 1: run 1:00 is now 1:30.")
    terminal.press("\r")
    terminal.wait_for("1:30/1:00", "you are here", "Run this one")
    assert 'run = "1m30s"' in table.read_text()
    terminal.press("o")
    terminal.wait_for("[programme]", '"Short"')
    terminal.press(":q\r")
    terminal.wait_for("Your stage table is as it was", "Nothing was saved")


@pytest.mark.usefixtures("placed")
def test_an_editor_that_is_not_there_is_one_line_and_the_table_stays(start: Start, table: Path) -> None:
    before = table.read_bytes()
    terminal = open_in("no-such-editor-here", start)
    terminal.wait_for("Your stage table is as it was", "set $EDITOR")
    assert table.read_bytes() == before


@pytest.mark.usefixtures("placed")
def test_a_table_that_another_program_saves_is_taken_up_at_home(start: Start, table: Path) -> None:
    terminal = start()
    terminal.wait_for("Stage 1", "Start")
    table.write_text(table.read_text().replace('run = "1m"', 'run = "1m20s"', 1))
    terminal.wait_for("Your stage table has changed.", "run 1:00 is now 1:20")


@pytest.mark.usefixtures("placed")
def test_vi_in_tmux_changes_a_figure_and_the_app_is_back(tmux: Tmux, table: Path, tmp_path: Path) -> None:
    need("vi")
    ended = tmp_path / "ended"
    places = ("--stages", str(table), "--data-dir", str(tmp_path / "data"))
    command = f"EDITOR=vi VISUAL= {shlex.join((*RUNWALK, *places))}; echo $? > {shlex.quote(str(ended))}; sleep 600"
    tmux("new-session", "-d", "-x", "80", "-y", "24", command)

    def shows(*wanted: str) -> None:
        end, seen = time.monotonic() + PATIENCE, ""
        while not all(part in seen for part in wanted):
            assert time.monotonic() < end, f"{wanted} did not appear; the screen was:\n{seen}"
            time.sleep(STEP)
            seen = tmux("capture-pane", "-p")

    shows("Start here")
    tmux("send-keys", "-l", "s")
    shows("you are here", "What if")
    tmux("send-keys", "-l", "o")
    shows("[programme]", '"Short"')
    tmux("send-keys", ":8s/1m/1m30s/", "Enter", ":wq", "Enter")
    shows("Your stage table has changed", "Stage 1: run 1:00 is now 1:30.")
    tmux("send-keys", "Enter")
    shows("1:30/1:00", "you are here", "Run this one")
    tmux("send-keys", "-l", "q")
    end = time.monotonic() + PATIENCE
    while not (ended.exists() and ended.read_text().strip()):
        assert time.monotonic() < end, tmux("capture-pane", "-p")
        time.sleep(STEP)
    assert ended.read_text().strip() == "0"
    assert tmux("display-message", "-p", "#{alternate_on}").strip() == "0"
    assert 'run = "1m30s"' in table.read_text()


KILLED_RAW = """sh -c 'stty raw -echo; kill -9 $$'"""
"""An editor that is killed when it has the terminal as editors have it: without echo, each key at once."""


@pytest.mark.usefixtures("placed")
def test_after_an_editor_that_was_killed_the_shell_has_its_terminal_back(start: Start) -> None:
    terminal = start(env={"EDITOR": KILLED_RAW, "VISUAL": ""})
    before = terminal.modes()
    terminal.wait_for("Stage 1", "Start")
    terminal.press("s")
    terminal.wait_for("you are here", "What if")
    terminal.press("o")
    terminal.wait_for("was ended from outside")
    terminal.press("b")
    terminal.wait_for("you are here", "Run this one")
    terminal.press("q")
    assert terminal.ended() == 0
    assert terminal.modes() == before


def test_after_an_editor_that_the_command_started_the_terminal_is_as_before(tmp_path: Path, table: Path) -> None:
    # The shell reads the settings before and after: they belong to the terminal, which ends with its last program.
    command = f"stty -g; {shlex.join((*RUNWALK, 'stages', 'edit', '--stages', str(table)))}; stty -g; echo done"
    terminal = Terminal(command=("sh", "-c", command), env={"EDITOR": KILLED_RAW, "VISUAL": ""})
    try:
        terminal.wait_for("was ended from outside", "done")
        first, *_, last = (line for line in terminal.text.split() if line.count(":") > 10)
        assert first == last
    finally:
        terminal.close()
