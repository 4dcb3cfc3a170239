"""The real program on the terminals that people have: few colours, none, ASCII, tmux, `script`; and what it writes."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pexpect
import pyte
import pytest

from runwalk_tui.desk import Desk
from runwalk_tui.progression.screening import Screening
from runwalk_tui.session.record import Placement

pytestmark = [pytest.mark.terminal, pytest.mark.timeout(90)]

ENTER = "\r"
LONG = """\
[programme]
name = "Long"
warm_up = "5m"

[[stage]]
id = "1"
run = "2m"
walk = "1m"
reps = [2, 3]
"""
RUNWALK = (sys.executable, "-c", "from runwalk_tui.cli import main; main()")
NOWHERE = {
    "TEXTUAL_COLOR_SYSTEM": "auto",
    **dict.fromkeys(("COLORTERM", "TERM_PROGRAM", "WT_SESSION", "TMUX", "STY", "TERM_FEATURES"), ""),
}
"""What a terminal around the tests may say of itself."""
BUDGET = 60_000
"""Bytes a minute that the screen may cost at 120×40."""
COLOUR = re.compile(rb"\x1b\[[0-9;]*?(?<![0-9])(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?![0-9])[0-9;]*m")
TRUECOLOUR = re.compile(rb"[34]8;2;(\d+);(\d+);(\d+)")


@pytest.fixture
def places(tmp_path: Path, table: Path) -> tuple[str, ...]:
    """The options for a data folder whose runner was asked everything that comes before a first session."""
    now = datetime.now().astimezone()
    desk = Desk.open(table, tmp_path / "data")
    with desk.store:
        desk.store.remember("screening", Screening(now).to_json())
        desk.store.place(Placement(now, "1"))
    return ("--stages", str(table), "--data-dir", str(tmp_path / "data"))


@pytest.fixture
def begin(places: tuple[str, ...], start: Callable[..., object]) -> Callable[..., object]:
    """Start runwalk and listen to every byte that it writes."""

    def spawn(columns: int = 80, rows: int = 24, **environment: str) -> object:
        terminal = start(columns=columns, rows=rows, env={**NOWHERE, **environment})
        terminal.child.logfile_read = io.BytesIO()
        return terminal

    return spawn


def enter_session(terminal: object, sign: str = "2 runs") -> None:
    """From Home into the timer, which shows the sign."""
    terminal.wait_for("Begin here")
    terminal.press(ENTER)
    terminal.wait_for("right now")
    terminal.press("3", ENTER)
    terminal.wait_for(sign)


def end_session(terminal: object) -> bytes:
    """Save the session as it is, leave, and return all that was written."""
    terminal.press("q")
    terminal.wait_for("End this session?")
    terminal.press("s")
    terminal.wait_for("worst pain")
    terminal.press("\x03")
    assert terminal.ended() == 0
    written: bytes = terminal.child.logfile_read.getvalue()
    return written


def walk_through(terminal: object) -> bytes:
    """A short session by its words, from Home to the first question after it."""
    enter_session(terminal)
    terminal.wait_for("run 1 of 2")
    terminal.press(" ")
    terminal.wait_for("left")
    terminal.press(" ")
    return end_session(terminal)


# Colours and signs.


@pytest.mark.parametrize("name", ["xterm", "xterm-16color", "xterm-256color"])
def test_a_terminal_gets_no_more_colours_than_it_has(begin: Callable[..., object], name: str) -> None:
    written = walk_through(begin(TERM=name))
    assert b"8;2;" not in written
    assert (b"8;5;" in written) is (name == "xterm-256color")
    assert COLOUR.search(written)


def test_the_console_of_linux_gets_no_title_and_no_quarter_blocks(begin: Callable[..., object]) -> None:
    written = walk_through(begin(TERM="linux"))
    assert re.findall(rb"\x1b\][^\x07]{,20}", written) == []
    assert not set(written.decode()) & set("▖▗▘▝▚▞▙▛▜▟")


@pytest.mark.parametrize("name", ["xterm-256color", "linux"])
def test_a_locale_without_unicode_gets_ascii_alone(begin: Callable[..., object], name: str) -> None:
    written = walk_through(begin(TERM=name, LC_ALL="C", LANG="C"))
    assert {sign for sign in written.decode("utf-8", "replace") if not sign.isascii()} == set()


def test_without_colour_everything_is_grey_and_the_phase_is_still_a_word_and_a_shape(
    begin: Callable[..., object],
) -> None:
    terminal = begin(NO_COLOR="1", COLORTERM="truecolor", columns=80, rows=14)
    enter_session(terminal, "W A R M - U P")
    terminal.wait_for("W A R M - U P", "▲")
    terminal.wait_for("R U N", "»")
    written = end_session(terminal)
    assert all(red == green == blue for red, green, blue in TRUECOLOUR.findall(written))


def test_without_colour_a_terminal_of_16_colours_gets_none(begin: Callable[..., object]) -> None:
    terminal = begin(NO_COLOR="1", TERM="xterm", columns=80, rows=14)
    enter_session(terminal, "W A R M - U P")
    terminal.wait_for("R U N", "»")
    assert COLOUR.search(end_session(terminal)) is None


# Size.


def test_the_terminal_says_how_large_it_is_and_no_variable_that_somebody_exported(begin: Callable[..., object]) -> None:
    terminal = begin(columns=40, rows=14, COLUMNS="132", LINES="50")
    terminal.wait_for("Begin here", "s Stages")
    terminal.resize(60, 20)
    terminal.wait_for("Begin here", "q Leave")


# Title and progress.


def test_the_title_tells_phase_and_time_and_is_given_back(begin: Callable[..., object]) -> None:
    written = walk_through(begin())
    titles = re.findall(rb"\x1b\]2;(.*?)\x07", written)
    assert {b"Warm-up 0:02", b"Run 0:03"} <= set(titles)
    assert any(title.startswith(b"Paused 0:0") for title in titles)
    assert titles[-1] == b""
    assert written.count(b"\x1b[22;2t") == written.count(b"\x1b[23;2t") == 1
    assert b"\x1b]9;4" not in written


@pytest.mark.parametrize("way", ["end", "signal"])
def test_where_there_is_a_progress_it_is_shown_and_taken_away(begin: Callable[..., object], way: str) -> None:
    terminal = begin(WT_SESSION="1")
    if way == "end":
        written = walk_through(terminal)
        assert b"\x1b]9;4;4;" in written
    else:
        enter_session(terminal)
        terminal.child.kill(signal.SIGTERM)
        terminal.ended()
        written = terminal.child.logfile_read.getvalue()
        assert written.count(b"\x1b[23;2t") == 1
    steps = re.findall(rb"\x1b\]9;4;(\d);(\d+)\x07", written)
    assert steps[0][0] == b"1"
    assert steps[-1] == (b"0", b"0")


# How much is written.


@pytest.fixture
def session_on(table: Path, places: tuple[str, ...], begin: Callable[..., object]) -> object:
    """A long warm-up at 120×40 that has come to rest."""
    table.write_text(LONG)
    terminal = begin(120, 40)
    terminal.wait_for("Begin here")
    terminal.press(ENTER)
    terminal.wait_for("right now")
    terminal.press("3", ENTER)
    terminal.wait_for("2 runs")
    return terminal


def written_in(terminal: object, seconds: float) -> int:
    """Bytes that come in some seconds."""
    before = terminal.child.logfile_read.tell()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        terminal.read(0.2)
    return int(terminal.child.logfile_read.tell() - before)


def test_a_second_of_session_costs_little(session_on: object) -> None:
    written_in(session_on, 7)
    assert 0 < written_in(session_on, 10) < BUDGET / 6


def test_a_paused_session_writes_nothing(session_on: object) -> None:
    session_on.press(" ")
    session_on.wait_for("left")
    written_in(session_on, 11)  # until what was said about sound has gone
    assert written_in(session_on, 4) == 0


# Terminals within terminals.


def until(look: Callable[[], str], *wanted: str, within: float = 20) -> str:
    """Wait until all the texts can be seen at once."""
    end = time.monotonic() + within
    seen = ""
    while time.monotonic() < end:
        seen = look()
        if all(part in seen for part in wanted):
            return seen
        time.sleep(0.05)
    pytest.fail(f"{wanted} did not appear within {within} s; the screen was:\n{seen}")


def seen_through(look: Callable[[], str], press: Callable[[str], object]) -> None:
    """A short session through whatever is around the program."""
    until(look, "Begin here")
    press(ENTER)
    until(look, "right now")
    press("3")
    until(look, "[3]")
    press(ENTER)
    until(look, "run 1 of 2")
    press("q")
    until(look, "End this session?")
    press("s")
    until(look, "worst pain")
    press("\x03")


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """A tmux server of our own, which ends with the test."""
    if shutil.which("tmux") is None:
        pytest.skip("there is no tmux")
    socket = tmp_path / "tmux"

    def run(*arguments: str, check: bool = True) -> str:
        command = ["tmux", "-S", str(socket), "-f", os.devnull, *arguments]
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "PULSE_SERVER": "none"}
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False, env=environment)
        assert not check or done.returncode == 0, done.stderr
        return done.stdout

    yield run
    run("kill-server", check=False)


def test_within_tmux(tmux: Callable[..., str], places: tuple[str, ...], tmp_path: Path) -> None:
    ended = tmp_path / "ended"
    command = f"{shlex.join((*RUNWALK, *places))}; echo $? > {shlex.quote(str(ended))}; sleep 30"
    tmux("new-session", "-d", "-x", "80", "-y", "24", command)
    titles: list[str] = []

    def look() -> str:
        titles.append(tmux("display-message", "-p", "#{pane_title}").strip())
        return tmux("capture-pane", "-p")

    seen_through(look, lambda key: tmux("send-keys", "-l", key))
    until(lambda: ended.read_text() if ended.exists() else "", "0")
    assert any(title.startswith("Run 0:0") for title in titles)
    assert tmux("display-message", "-p", "#{alternate_on}").strip() == "0"


def test_over_script(places: tuple[str, ...], tmp_path: Path) -> None:
    if shutil.which("script") is None or sys.platform != "linux":
        pytest.skip("there is no script of util-linux")
    screen = pyte.Screen(80, 24)
    stream = pyte.ByteStream(screen)
    child = pexpect.spawn(
        "script",
        ["--quiet", "--return", "--command", shlex.join((*RUNWALK, *places)), str(tmp_path / "typescript")],
        dimensions=(24, 80),
        env={**os.environ, **NOWHERE, "TERM": "xterm-256color", "LANG": "C.UTF-8", "PULSE_SERVER": "none"},
        timeout=10,
    )

    def look() -> str:
        with contextlib.suppress(pexpect.TIMEOUT):  # nothing new to see
            stream.feed(child.read_nonblocking(65536, timeout=0.1))
        return "\n".join(screen.display)

    try:
        seen_through(look, child.send)
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == 0
    finally:
        child.close(force=True)
