"""The real program on the terminals that people have: few colours, none, ASCII, tmux, `script`; and what it writes."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import signal
import sys
import time
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Protocol

import pexpect
import pyte
import pytest

from tests.support.pty_terminal import Start, Terminal
from tests.support.real_program import PATIENCE, RUNWALK, TEST_LIMIT, heed_signals, timetable
from tests.support.tmux import Tmux

pytestmark = [pytest.mark.terminal, pytest.mark.timeout(TEST_LIMIT)]

ENTER = "\r"
NOWHERE = {
    "TEXTUAL_COLOR_SYSTEM": "auto",
    **dict.fromkeys(("COLORTERM", "TERM_PROGRAM", "WT_SESSION", "TMUX", "STY", "TERM_FEATURES"), ""),
}
"""What a terminal around the tests may say of itself."""
WORDS = (b"Warm-up", b"Run", b"Paused")
"""What the title may say in a session, before its time."""
AT_REST = 293
"""Seconds left of five minutes when the screen has long been drawn."""
BUDGET = 60_000
"""Bytes a minute that the screen may cost at 120×40."""
COLOUR = re.compile(rb"\x1b\[[0-9;]*?(?<![0-9])(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?![0-9])[0-9;]*m")
TRUECOLOUR = re.compile(rb"[34]8;2;(\d+);(\d+);(\d+)")


class Begin(Protocol):
    """Starts runwalk on a terminal that is as large as one likes and says of itself what one likes."""

    def __call__(self, columns: int = 80, rows: int = 24, **environment: str) -> Terminal: ...


@pytest.fixture
def places(table: Path, placed: Path) -> tuple[str, ...]:
    """The options for a data folder whose runner was asked everything that comes before a first session."""
    return ("--stages", str(table), "--data-dir", str(placed))


@pytest.fixture
def begin(placed: Path, start: Start) -> Begin:
    """Start runwalk on data that need no questions."""

    def spawn(columns: int = 80, rows: int = 24, **environment: str) -> Terminal:
        return start(columns=columns, rows=rows, env={**NOWHERE, **environment})

    return spawn


def enter_session(terminal: Terminal, shown: str = "2 runs") -> None:
    """From Home into the timer, which shows that text."""
    terminal.wait_for("Start here")
    terminal.press(ENTER)
    terminal.wait_for("right now")
    terminal.press("3", ENTER)
    terminal.wait_for(shown)


def end_session(terminal: Terminal) -> bytes:
    """Save the session as it is, leave, and return all that was written."""
    terminal.press("q")
    terminal.wait_for("End this session?")
    terminal.press("s")
    terminal.wait_for("worst pain")
    terminal.press("\x03")
    assert terminal.ended() == 0
    return terminal.heard


def go_through(terminal: Terminal) -> bytes:
    """A short session by its words, from Home to the first question after it."""
    enter_session(terminal)
    terminal.press("n")
    terminal.wait_until(lambda: "2 runs" not in terminal.text, "the first run")
    terminal.press(" ")
    terminal.wait_for("Space Resume")
    terminal.press(" ")
    terminal.wait_for("Space Pause")
    return end_session(terminal)


# Colours and characters.


@pytest.mark.parametrize("name", ["xterm", "xterm-16color", "xterm-256color"])
def test_a_terminal_gets_no_more_colours_than_it_has(begin: Begin, name: str) -> None:
    written = go_through(begin(TERM=name))
    assert b"8;2;" not in written
    assert (b"8;5;" in written) is (name == "xterm-256color")
    assert COLOUR.search(written)


def test_the_console_of_linux_gets_no_title_and_no_quarter_blocks(begin: Begin) -> None:
    written = go_through(begin(TERM="linux"))
    assert re.findall(rb"\x1b\][^\x07]{,20}", written) == []
    assert not set(written.decode()) & set("▖▗▘▝▚▞▙▛▜▟")


@pytest.mark.parametrize("name", ["xterm-256color", "linux"])
def test_a_locale_without_unicode_gets_ascii_alone(begin: Begin, name: str) -> None:
    written = go_through(begin(TERM=name, LC_ALL="C", LANG="C"))
    assert {sign for sign in written.decode("utf-8", "replace") if not sign.isascii()} == set()


def test_without_colour_everything_is_grey_and_the_phase_is_still_a_word_and_a_shape(
    begin: Begin,
) -> None:
    terminal = begin(NO_COLOR="1", COLORTERM="truecolor", columns=80, rows=14)
    enter_session(terminal, "W A R M - U P")
    terminal.wait_for("W A R M - U P", "▲")
    terminal.press("n")
    terminal.wait_for("R U N", "»")
    written = end_session(terminal)
    assert all(red == green == blue for red, green, blue in TRUECOLOUR.findall(written))


def test_without_colour_a_terminal_of_16_colours_gets_none(begin: Begin) -> None:
    terminal = begin(NO_COLOR="1", TERM="xterm", columns=80, rows=14)
    enter_session(terminal, "W A R M - U P")
    terminal.press("n")
    terminal.wait_for("R U N", "»")
    assert COLOUR.search(end_session(terminal)) is None


# Size.


def test_the_terminal_says_how_large_it_is_and_no_variable_that_somebody_exported(begin: Begin) -> None:
    terminal = begin(columns=40, rows=14, COLUMNS="132", LINES="50")
    terminal.wait_for("Start here", "s Stages")
    terminal.resize(60, 20)
    terminal.wait_for("Start here", "q Leave")


# Title and progress.


def test_the_title_tells_phase_and_time_and_is_given_back(begin: Begin) -> None:
    written = go_through(begin())
    titles = re.findall(rb"\x1b\]2;(.*?)\x07", written)
    # The title has the count of the runs, too: Run 1/2 0:58.
    phases = [re.sub(rb"( [0-9]+/[0-9]+)? [01]:[0-5][0-9]$", b"", title) for title in titles]
    said = [phase for phase, _ in groupby(phases) if phase in WORDS]
    assert said[:4] == [b"Warm-up", b"Run", b"Paused", b"Run"]
    assert titles[-1] == b""
    assert written.count(b"\x1b[22;2t") == written.count(b"\x1b[23;2t") == 1
    assert b"\x1b]9;4" not in written


@pytest.mark.parametrize("way", ["end", "signal"])
def test_where_there_is_a_progress_it_is_shown_and_taken_away(begin: Begin, way: str) -> None:
    terminal = begin(WT_SESSION="1")
    if way == "end":
        written = go_through(terminal)
        assert b"\x1b]9;4;4;" in written
    else:
        enter_session(terminal)
        terminal.child.kill(signal.SIGTERM)
        terminal.ended()
        written = terminal.heard
        assert written.count(b"\x1b[23;2t") == 1
    steps = re.findall(rb"\x1b\]9;4;(\d);(\d+)\x07", written)
    assert steps[0][0] == b"1"
    assert steps[-1] == (b"0", b"0")


# How much is written.


@pytest.fixture
def session_on(table: Path, begin: Begin) -> Terminal:
    """A long warm-up at 120×40."""
    table.write_text(timetable(warm_up="5m"))
    terminal = begin(120, 40)
    enter_session(terminal)
    return terminal


def seconds_shown(written: bytes) -> list[tuple[int, int]]:
    """The seconds left at each change of the title, and where in what was written they stand."""
    titles = re.finditer(rb"\x1b\]2;Warm-up (\d+):(\d\d)\x07", written)
    return [(60 * int(title[1]) + int(title[2]), title.start()) for title in titles]


def test_a_second_of_session_costs_little(session_on: Terminal) -> None:
    """Counted in seconds that the program has shown, from when what is drawn once has come to rest."""

    def shown() -> list[tuple[int, int]]:
        return [second for second in seconds_shown(session_on.heard) if second[0] <= AT_REST]

    session_on.wait_until(lambda: bool(shown()) and shown()[-1][0] <= AT_REST - 10, "ten seconds of session")
    (first, begins), *_, (last, ends) = shown()
    assert 0 < (ends - begins) / (first - last) < BUDGET / 60


def test_a_paused_session_writes_nothing(session_on: Terminal) -> None:
    session_on.press(" ")
    session_on.wait_for_title("Paused")
    # What was said about sound goes after a while.
    session_on.wait_for_silence(4)


# Terminals within terminals.


def until(look: Callable[[], str], *wanted: str) -> str:
    """Wait until all the texts can be seen at once."""
    end = time.monotonic() + PATIENCE
    seen = ""
    while time.monotonic() < end:
        seen = look()
        if all(part in seen for part in wanted):
            return seen
        time.sleep(0.05)
    pytest.fail(f"{wanted} did not appear within {PATIENCE} s; the screen was:\n{seen}")


def until_gone(look: Callable[[], str], text: str) -> None:
    """Wait until a text cannot be seen any more."""
    end = time.monotonic() + PATIENCE
    while text in look():
        assert time.monotonic() < end, f"{text} did not go within {PATIENCE} s"
        time.sleep(0.05)


def seen_through(look: Callable[[], str], press: Callable[[str], object]) -> None:
    """A short session through whatever is around the program."""
    until(look, "Start here")
    press(ENTER)
    until(look, "right now")
    press("3")
    until(look, "[3]")
    press(ENTER)
    until(look, "2 runs", "left")
    press("n")
    until_gone(look, "2 runs")
    press("q")
    until(look, "End this session?")
    press("s")
    until(look, "worst pain")
    press("\x03")


def test_within_tmux(tmux: Tmux, places: tuple[str, ...], tmp_path: Path) -> None:
    ended = tmp_path / "ended"
    command = f"{shlex.join((*RUNWALK, *places))}; echo $? > {shlex.quote(str(ended))}; sleep 600"
    tmux("new-session", "-d", "-x", "80", "-y", "24", command)
    titles: list[str] = []

    def look() -> str:
        titles.append(tmux("display-message", "-p", "#{pane_title}").strip())
        return tmux("capture-pane", "-p")

    seen_through(look, lambda key: tmux("send-keys", "-l", key))
    until(lambda: ended.read_text() if ended.exists() else "", "0")
    assert any(title.startswith("Run 1/") for title in titles)
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
        timeout=PATIENCE,
        preexec_fn=heed_signals,
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
