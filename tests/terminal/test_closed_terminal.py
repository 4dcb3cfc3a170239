"""A terminal that is gone, at any instant and whoever started the program: it ends, and what was done is there.

RUNWALK_TORTURE is how many terminals are closed.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import statistics
import subprocess
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import closing
from pathlib import Path

import pytest

pytest.importorskip("pexpect", reason="there is no pty on this system")

from tests.support.closed_terminal import Closing, close
from tests.support.processes import wait_until
from tests.support.pty_terminal import Command, Start, Terminal
from tests.support.real_program import MAIN, PATIENCE, RUNWALK, TEST_LIMIT, timetable
from tests.support.started_by import STARTERS

CLOSINGS = int(os.environ.get("RUNWALK_TORTURE", "200"))
SEED = int(os.environ.get("RUNWALK_TORTURE_SEED", "1"))
AT_ONCE = 2 * (os.cpu_count() or 1)
FIRST_SECONDS = 3.0
OTHER_SCREEN = b"\x1b[?1049h"
"""Begins each time that the program takes the terminal."""

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.timeout(TEST_LIMIT + 10 * CLOSINGS),
    pytest.mark.skipif(not Path("/proc").exists(), reason="what is left is seen in /proc"),
]


def closings(folder: Path) -> list[Closing]:
    """Every starter and both front ends in turn, each at random instants; one of three in a session."""
    chance = random.Random(SEED)
    kinds = [(by, plain, running) for running in (False, True, False) for by in STARTERS for plain in (False, True)]
    chance.shuffle(kinds)
    return [
        Closing(folder / str(number), *kinds[number % len(kinds)], chance.uniform(0.0, FIRST_SECONDS))
        for number in range(CLOSINGS)
    ]


@pytest.mark.torture
@pytest.mark.short
def test_whenever_a_terminal_is_closed_no_process_is_left_and_the_session_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    faults: list[str] = []
    seconds: list[float] = []
    begun = 0
    with ProcessPoolExecutor(AT_ONCE, multiprocessing.get_context("spawn")) as closers:
        for done in as_completed([closers.submit(close, each) for each in closings(tmp_path)]):
            outcome = done.result()
            faults += outcome.faults
            seconds.append(outcome.seconds)
            begun += outcome.begun
    with capsys.disabled():
        print(
            f"\n{len(seconds)} terminals closed, {begun} in a session, seed {SEED}: {len(faults)} faults; until no"
            f" process was left {statistics.median(seconds):.2f} s (median), {max(seconds):.2f} s (most)"
        )
    assert not faults, "\n".join(faults)


ENDLESS = f"""
import time
from runwalk_tui.workspace import Workspace
Workspace.close = lambda workspace: time.sleep(3600)
{MAIN}
"""
"""The program with a disk that takes for ever to let go of the log."""


def test_what_hangs_at_the_end_is_not_waited_for_without_a_terminal(start: Start, placed: Path) -> None:
    terminal = start(code=ENDLESS)
    terminal.wait_for("Start here")
    assert terminal.hang_up()


def test_a_signal_ends_a_program_whose_terminal_takes_nothing_any_more(start: Start, placed: Path) -> None:
    """As a window does that is held; Textual waits for it, and would for ever."""
    terminal = start()
    terminal.wait_for("Start here")
    for columns in [60, 100] * 20:
        terminal.child.setwinsize(24, columns)  # each is a new picture, and nobody reads it
        time.sleep(0.1)
    os.kill(terminal.child.pid, signal.SIGTERM)
    wait_until(lambda: not terminal.child.isalive())


@pytest.mark.parametrize("how", [signal.SIGSTOP, signal.SIGTSTP], ids=lambda how: how.name)
def test_a_program_that_was_stopped_shows_everything_again_and_can_be_left(
    start: Start, placed: Path, how: signal.Signals
) -> None:
    terminal = start()
    terminal.wait_for("Start here")
    before = terminal.modes()
    os.kill(terminal.child.pid, how)
    os.waitpid(terminal.child.pid, os.WUNTRACED)
    terminal.read()
    terminal.screen.reset()
    os.kill(terminal.child.pid, signal.SIGCONT)
    terminal.wait_until(lambda: terminal.heard.count(OTHER_SCREEN) == 2, "the other screen of the terminal")
    terminal.wait_for("Start here", "Start")
    terminal.wait_until(lambda: terminal.modes() == before, "the modes that it had")
    terminal.press("h")
    terminal.wait_for("No sessions yet")
    terminal.press("\x11")
    assert terminal.ended() == 0


def test_sigterm_after_being_stopped_and_going_on_ends_it(start: Start, placed: Path) -> None:
    terminal = start()
    terminal.wait_for("Start here")
    for _ in range(3):
        os.kill(terminal.child.pid, signal.SIGCONT)
    terminal.wait_for("Start here", "Start")
    os.kill(terminal.child.pid, signal.SIGTERM)
    assert terminal.ended() == 128 + signal.SIGTERM


def shell(folder: Path, table: Path, *options: str) -> Terminal:
    """A shell with jobs, in which the program was started in plain lines."""
    places = f"--data-dir '{folder}/data' --stages '{table}'"
    terminal = Terminal(columns=200, rows=60, env={"ENV": "", "PS1": "shell> "}, command=("sh", "-i"))
    terminal.wait_for("shell>")
    terminal.press(f"{RUNWALK[0]} -c '{MAIN}' --plain {places} {' '.join(options)}\r")
    return terminal


def test_keys_act_at_once_after_ctrl_z_and_fg(tmp_path: Path, table: Path, placed: Path) -> None:
    with closing(shell(tmp_path, table)) as terminal:
        terminal.wait_for("Type a number and press Enter.")
        terminal.press("1\r")
        terminal.wait_for("How is your pain right now")
        terminal.press("3\r")
        terminal.wait_for("Warm-up: ")
        for paused in ("Paused. ", "Continuing. "):
            terminal.press("\x1a")
            terminal.wait_until(lambda: terminal.text.rstrip().endswith("shell>"), "the shell")
            terminal.press("stty -a\r")
            terminal.wait_for(" icanon", " echo ")  # the shell has the terminal as it was
            terminal.press("clear\r", "fg\r")
            terminal.wait_until(terminal.takes_single_keys, "single keys")
            terminal.press("p")
            terminal.wait_for(paused)
        os.kill(terminal.foreground(), signal.SIGTERM)
        terminal.wait_until(lambda: terminal.text.rstrip().endswith("shell>"), "the shell")


def test_a_script_goes_on_without_its_terminal_where_hang_ups_are_ignored(
    tmp_path: Path, placed: Path, runwalk: Command, table: Path
) -> None:
    """As `nohup` in the background has it: nothing of that program is on the terminal."""
    table.write_text(timetable(warm_up="1s", run="2s", walk="1s", cool_down="1s"))
    (tmp_path / "script").write_text("1\n3\n")
    (tmp_path / "home").mkdir()
    run = f"'{RUNWALK[0]}' -c '{MAIN}' --plain --data-dir '{tmp_path}/data' --stages '{table}'"
    terminal = Terminal(
        command=("sh", "-c", f"trap '' HUP; {run} < '{tmp_path}/script' > '{tmp_path}/out' & sleep 1000"),
        env={"HOME": str(tmp_path / "home")},
    )
    with closing(terminal):
        wait_until(lambda: (tmp_path / "out").exists() and "Warm-up" in (tmp_path / "out").read_text())
        terminal.child.ptyproc.fileobj.close()
        wait_until(lambda: "Saved: " in (tmp_path / "out").read_text())
    assert '"reps_done": 2' in runwalk("history", "--json")


def test_a_flood_of_lines_fills_no_memory_and_a_signal_is_heard_in_it(placed: Path) -> None:
    flood = subprocess.Popen(
        [*RUNWALK, "--plain", "--data-dir", str(placed)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with flood:
        assert flood.stdin is not None
        assert flood.stdout is not None
        assert flood.stderr is not None
        stop = threading.Event()
        feeding = threading.Thread(target=_feed, args=(flood.stdin.fileno(), stop), daemon=True)
        feeding.start()
        for _ in range(5000):
            assert flood.stdout.readline()
        status = Path(f"/proc/{flood.pid}/status").read_text()
        flood.send_signal(signal.SIGTERM)
        flood.stdout.read()
        assert flood.wait(PATIENCE) == 128 + signal.SIGTERM
        stop.set()
        feeding.join()
        assert flood.stderr.read() == b""
    (peak,) = [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")]
    assert peak < 100_000, "kB; the program takes 30 MB, and what is typed has to wait outside"


def test_a_flood_of_keys_fills_no_queue_and_a_signal_is_heard_in_it(start: Start, placed: Path) -> None:
    terminal = start()
    terminal.wait_for("Start here")
    stop, sent = threading.Event(), [0]
    feeding = threading.Thread(target=_feed, args=(terminal.child.child_fd, stop, sent), daemon=True)
    feeding.start()
    terminal.wait_until(lambda: sent[0] >= 30_000, "keys")
    os.kill(terminal.child.pid, signal.SIGTERM)
    assert terminal.ended() == 128 + signal.SIGTERM
    stop.set()
    assert b"\x1b[?1049l" in terminal.heard, "it did not end in order"


def _feed(descriptor: int, stop: threading.Event, sent: list[int] | None = None) -> None:
    while not stop.is_set():
        try:
            written = os.write(descriptor, b"yes\n" * 500)
        except OSError:
            return
        if sent is not None:
            sent[0] += written


def test_an_input_without_an_end_is_given_up_once_nobody_reads(placed: Path) -> None:
    done = subprocess.run(
        f"yes | '{sys.executable}' -c '{MAIN}' --plain --data-dir '{placed}' | head -3",
        shell=True,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.stdout.count(b"\n") == 3
    assert done.stderr == b""
