"""Hooks and the status file of the real program on a real terminal: heard, harmless, and never seen."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pexpect", reason="there is no pty on this system")

from tests.support.plain_pty import PlainProgram
from tests.support.pty_terminal import Command, Start, Terminal
from tests.support.real_program import PATIENCE, RUNWALK, TEST_LIMIT, timetable

pytestmark = [pytest.mark.terminal, pytest.mark.timeout(TEST_LIMIT)]

QUICK = timetable(warm_up="1s", run="2s", walk="1s", cool_down="1s")
"""A session that goes by itself to its end in 8 seconds."""
NOISY = "echo HEARD; echo HEARD >&2; (echo HEARD > /dev/tty) 2>/dev/null; true"
"""Says something to whoever listens."""


def set_up(folder: Path, **hooks: str) -> Path:
    """Hooks, and a status file whose path is returned."""
    config = folder / "config" / "runwalk"
    config.mkdir(parents=True, exist_ok=True)
    file = folder / "status.json"
    lines = [f"{name} = {json.dumps(command)}" for name, command in hooks.items()]
    text = "\n".join(["[hooks]", *lines, "[status]", f"file = {json.dumps(str(file))}", ""])
    (config / "settings.toml").write_text(text)
    return file


def noting(folder: Path) -> str:
    return f'echo "$RUNWALK_EVENT $RUNWALK_PHASE $RUNWALK_RUN/$RUNWALK_RUNS" >> {folder}/heard; {NOISY}'


def state(file: Path) -> str:
    return str(json.loads(file.read_text())["state"]) if file.exists() else ""


def wait_for(true: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"in vain waited for {what}"
        time.sleep(0.02)


def last_session(runwalk: Command) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(runwalk("history", "--json"))["sessions"][-1]
    return found


@pytest.mark.short
def test_a_session_is_heard_to_its_end_and_nothing_of_it_is_on_the_terminal(
    tmp_path: Path, table: Path, placed: Path, runwalk: Command
) -> None:
    table.write_text(QUICK)
    note = noting(tmp_path)
    finished = f"{note}; sleep 3; echo late >> {tmp_path}/heard"
    file = set_up(tmp_path, run=note, walk=note, pause=f"touch {tmp_path}/tried; no-such-lamp-here", finished=finished)
    program = PlainProgram(tmp_path, table)
    try:
        program.hear("Type a number and press Enter.")
        program.answer("1")
        program.hear("How is your pain right now")
        program.answer("3")
        program.hear("Run 1 of 2")
        program.press("p")
        program.hear("Paused. ")
        wait_for(lambda: state(file) == "paused", "the pause in the status file")
        # The command for going on would take its place if it still waited for the one before it.
        wait_for((tmp_path / "tried").exists, "the pause hook")
        program.press("p")
        program.hear("Finished. 2 of 2 repetitions done")
        program.answer("")
        for question in ("2 of 5.", "3 of 5.", "4 of 5.", "5 of 5."):
            program.hear(question)
            program.answer("s")
        program.hear("Enter continues")
        program.answer("")
        program.hear("Your pause hook failed with exit status 127")
        program.hear("and the full menu.")
        program.answer("0")
        assert program.end() == 0, "a hook that fails changes no exit status"
    finally:
        program.close()
    assert b"HEARD" not in program.output
    assert state(file) == "idle"
    wait_for(lambda: (tmp_path / "heard").read_text().endswith("late\n"), "a hook that outlives the program")
    lines = (tmp_path / "heard").read_text().splitlines()
    # The session went on by itself; where the machine is late, a change may have made room for the next one.
    assert lines[0] == "walk warm_up 0/2"
    assert lines[-2:] == ["finished cool_down 2/2", "late"]
    assert "run run 1/2" in lines
    assert last_session(runwalk)["run_seconds"] == 4


def test_hooks_that_hang_flood_or_kill_themselves_change_nothing(
    tmp_path: Path, start: Start, table: Path, placed: Path, runwalk: Command
) -> None:
    table.write_text(QUICK)
    hangs = f"echo $$ >> {tmp_path}/pids; exec sleep 600"
    file = set_up(tmp_path, run=hangs, walk="yes >&2 & kill -9 $$", finished=hangs)
    terminal = begin(start, tmp_path)
    terminal.wait_for("What was your worst pain")
    wait_for(lambda: state(file) == "finished", "the end in the status file")
    for answer, question in (
        (("2", "\r"), "How is your pain now?"),
        (("2", "\r"), "new soreness"),
        ("s", "How hard"),
        ("s", "Anything you'd like to note"),
        ("\r", "Saved"),
    ):
        terminal.press(*answer)
        terminal.wait_for(question)
    terminal.press("\r")
    terminal.wait_for("Your walk hook", "[hooks]")
    terminal.press("q")
    assert terminal.ended() == 0
    for pid in map(int, (tmp_path / "pids").read_text().split()):
        with suppress(ProcessLookupError):  # what took too long was stopped by the program itself
            os.kill(pid, signal.SIGKILL)
    record = last_session(runwalk)
    assert (record["reps_done"], record["run_seconds"], record["pain_worst"]) == (2, 4, 2)
    assert state(file) == "idle"


def begin(start: Start, folder: Path) -> Terminal:
    """A session in its warm-up, on screens."""
    terminal = start(env={"XDG_CONFIG_HOME": str(folder / "config"), "HOME": str(folder)})
    terminal.wait_for("Start here")
    terminal.press("\r")
    terminal.wait_for("How is your pain right now?")
    terminal.press("3", "\r")
    terminal.wait_for("2 runs", "left")
    return terminal


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP], ids=lambda how: how.name)
def test_a_program_that_is_told_to_end_leaves_an_idle_status_and_calls_no_end(
    tmp_path: Path, start: Start, placed: Path, how: signal.Signals
) -> None:
    file = set_up(tmp_path, finished=f"touch {tmp_path}/over")
    terminal = begin(start, tmp_path)
    wait_for(lambda: state(file) == "running", "the session in the status file")
    os.kill(terminal.child.pid, how)
    assert terminal.ended() == 128 + how
    assert state(file) == "idle"
    assert not (tmp_path / "over").exists()


def test_a_hook_may_ask_runwalk_and_cannot_start_a_second_session(
    tmp_path: Path, start: Start, placed: Path, table: Path
) -> None:
    python, flag, code = RUNWALK
    runwalk = f"{python} {flag} '{code}' --data-dir {placed} --stages {table}"
    set_up(tmp_path, walk=f"{runwalk} next > {tmp_path}/next; {runwalk} --plain < /dev/null > {tmp_path}/plain 2>&1")
    terminal = begin(start, tmp_path)
    wait_for((tmp_path / "plain").exists, "the second program")
    wait_for(lambda: "so you can't start a session here" in (tmp_path / "plain").read_text(), "its refusal")
    assert "stage 1" in (tmp_path / "next").read_text().lower()
    terminal.press("q")
    terminal.wait_for("End this session?")
    terminal.press("d")
    terminal.wait_for("Start here")
    terminal.press("q")
    assert terminal.ended() == 0
