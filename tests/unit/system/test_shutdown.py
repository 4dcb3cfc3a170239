"""A program is told to end by a signal or by a terminal that is gone, whatever else it is doing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.support.processes import GUARD

pty = pytest.importorskip("pty", reason="there is no pty on this system")

HEEDS = """
async def main(shutdown):
    loop = asyncio.get_running_loop()
    told = loop.create_future()
    def end(number):
        say(f"told {number}")
        told.set_result(number)
    shutdown.heed(loop, end)
    say("ready")
    await told
    say(f"told {shutdown.told}, gone {shutdown.gone}")
asyncio.run(main(shutdown))
"""
SLEEPS = """
say("ready")
time.sleep(3600)
"""
HEEDS_AND_HANGS = HEEDS + "time.sleep(3600)"
HEEDS_LATE = f"""
say("ready")
sys.stdin.readline()
{HEEDS}
"""


class Program:
    """A process with a shutdown over its input and output."""

    def __init__(self, does: str, stdin: int = subprocess.DEVNULL, stdout: int = subprocess.DEVNULL) -> None:
        indented = "\n".join(f"    {line}" for line in does.splitlines())
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                "import asyncio, os, sys, time\n"
                "from runwalk_tui.system.shutdown import ShutdownWatch\n"
                "def say(text): os.write(2, text.encode() + b'\\n')\n"
                "with ShutdownWatch(sys.stdin, sys.stdout) as shutdown:\n"
                f"    shutdown.hear_signals()\n{indented}\n"
                "say('left')\n"
                "sys.exit(shutdown.status)\n",
            ],
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.PIPE,
            text=True,
            bufsize=1,
        )

    def hear(self) -> str:
        """The next line that it says; "" at its end."""
        assert self._process.stderr is not None
        return self._process.stderr.readline().rstrip()

    def type(self, text: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(text)
        self._process.stdin.flush()

    def leave(self) -> None:
        """The end of what is typed."""
        assert self._process.stdin is not None
        self._process.stdin.close()

    def signal(self, number: int) -> None:
        self._process.send_signal(number)

    def end(self) -> int:
        """Wait for its end; returns its status."""
        return self._process.wait(GUARD)

    def close(self) -> None:
        """Whatever state it is in, it is gone afterwards."""
        self._process.kill()
        self._process.wait()


class Pty:
    """A terminal, and whoever shows it."""

    def __init__(self) -> None:
        self._shown, self.end = os.openpty()

    def close(self) -> None:
        """Close the window; a second time does nothing."""
        if self._shown >= 0:
            os.close(self._shown)
            self._shown = -1


@pytest.fixture
def window() -> Iterator[Pty]:
    terminal = Pty()
    yield terminal
    terminal.close()
    os.close(terminal.end)


@pytest.mark.parametrize("stream", ["stdin", "stdout"])
def test_a_terminal_that_is_gone_is_told_on_either_side(window: Pty, stream: str) -> None:
    with closing(Program(HEEDS, **{stream: window.end})) as program:
        assert program.hear() == "ready"
        window.close()
        assert program.hear() == "told 1"
        assert program.hear() == "told 1, gone True"
        assert program.hear() == "left"
        assert program.end() == 129


def test_a_program_that_has_begun_nothing_ends_there_and_then(window: Pty) -> None:
    with closing(Program(SLEEPS, stdin=window.end)) as program:
        assert program.hear() == "ready"
        window.close()
        assert program.end() == 129
        assert program.hear() == ""


def test_a_terminal_that_was_gone_from_the_start_is_told(window: Pty) -> None:
    window.close()
    with closing(Program(SLEEPS, stdin=window.end)) as program:
        assert program.end() == 129


def test_a_program_that_does_not_come_to_its_end_is_ended(window: Pty) -> None:
    with closing(Program(HEEDS_AND_HANGS, stdin=window.end)) as program:
        assert program.hear() == "ready"
        window.close()
        assert program.end() == 129


def test_the_end_of_a_pipe_is_not_the_end_of_a_terminal() -> None:
    with closing(Program(HEEDS, stdin=subprocess.PIPE)) as program:
        assert program.hear() == "ready"
        program.leave()
        program.signal(signal.SIGTERM)
        assert program.hear() == "told 15"
        assert program.hear() == "told 15, gone False"
        assert program.hear() == "left"
        assert program.end() == 143


def test_a_signal_before_anybody_heeds_is_told_then() -> None:
    with closing(Program(HEEDS_LATE, stdin=subprocess.PIPE)) as program:
        assert program.hear() == "ready"
        program.signal(signal.SIGTERM)
        program.type("go on\n")
        # Its loop begins, and finds that it is to end.
        assert [program.hear() for _ in range(4)] == ["ready", "told 15", "told 15, gone False", "left"]
        assert program.end() == 143


def test_only_the_first_order_counts() -> None:
    slow = HEEDS + "say('ending')\nsys.stdin.readline()"
    with closing(Program(slow, stdin=subprocess.PIPE)) as program:
        assert program.hear() == "ready"
        program.signal(signal.SIGHUP)
        assert [program.hear() for _ in range(3)] == ["told 1", "told 1, gone False", "ending"]
        for _ in range(3):
            program.signal(signal.SIGHUP)
            program.signal(signal.SIGTERM)
        program.type("go on\n")
        assert program.hear() == "left"
        assert program.end() == 129


def test_a_signal_that_is_ignored_stays_so() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        program = Program(HEEDS)
    finally:
        signal.signal(signal.SIGHUP, before)
    with closing(program):
        assert program.hear() == "ready"
        program.signal(signal.SIGHUP)
        program.signal(signal.SIGTERM)
        assert program.hear() == "told 15"
