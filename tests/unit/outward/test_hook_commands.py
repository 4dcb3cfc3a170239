"""Real commands of a real shell: what goes wrong is one line, and nothing of it reaches the terminal."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from runwalk_tui.outward.hooks import READ_AT_ONCE, TOLD, run_hook

pytestmark = pytest.mark.skipif(os.name == "nt", reason="these commands are for sh")

GUARD = 60.0
"""Seconds after which a wait is given up; no measure of speed."""


def said(command: str, *, patience: float = GUARD, listen: bool = True) -> str:
    return str(run_hook("walk", command, {}, patience=patience, listen=listen) or "")


def wait_for(true: Callable[[], bool]) -> bool:
    """Whether something comes true."""
    end = time.monotonic() + GUARD
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def is_gone(pid: int) -> bool:
    """Whether a process has ended; a zombie has."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        pass
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_it_gets_its_words_by_the_environment_and_the_rest_of_ours(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    stage = "4; touch gone $(touch gone) `touch gone` \"'"
    environment = {"RUNWALK_STAGE": stage, "RUNWALK_EVENT": "run"}
    command = f'cd {tmp_path}; printf "%s|%s|%s" "$RUNWALK_EVENT" "$RUNWALK_STAGE" "$PATH" > heard'
    assert run_hook("run", command, environment, patience=GUARD) is None
    assert heard.read_text() == f"run|{stage}|{os.environ['PATH']}"
    assert [file.name for file in tmp_path.iterdir()] == ["heard"], "a stage's name is never a command"


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("exit 3", "failed with exit status 3."),
        ("echo the lamp is off >&2; exit 1", "failed with exit status 1: the lamp is off."),
        ("kill -9 $$", "was ended by signal 9."),
        ("kill 0", "was ended by signal 15."),
        ("no-such-lamp-here 2>/dev/null", "failed with exit status 127: the shell couldn't find a command in it."),
        ("\0", "couldn't be started: embedded null byte."),
        ("x" * 3_000_000, "couldn't be started: Argument list too long."),
    ],
    ids=["status", "words", "killed", "killed with its group", "not found", "zero byte", "too long"],
)
def test_what_goes_wrong_is_one_line_that_names_the_hook_and_the_file(command: str, line: str) -> None:
    assert said(command) == f"Your walk hook {line} Check [hooks] in settings.toml."


def test_what_it_writes_acts_on_no_terminal() -> None:
    line = said(r"printf 'a\033[2Jb\n\nc' >&2; exit 1")
    assert r"a\x1b[2Jb c" in line
    assert line.isprintable()


def test_one_that_hangs_is_stopped_with_all_that_it_has_started(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    line = said(f'trap "" TERM; sleep 600 & echo $! $$ > {pids}; sleep 600', patience=0.5)
    assert line == "Your walk hook took longer than 0.5 seconds, so it was stopped. Check [hooks] in settings.toml."
    # A machine that is so slow that it has not even begun by then has nothing to stop.
    for pid in map(int, pids.read_text().split() if pids.exists() else ()):
        assert wait_for(lambda pid=pid: is_gone(pid))  # type: ignore[misc]


def test_one_that_says_much_is_heard_a_little_and_goes_on() -> None:
    line = said(f"head -c {2 * READ_AT_ONCE} /dev/zero | tr '\\0' x >&2; exit 1")
    assert line == f"Your walk hook failed with exit status 1: {'x' * TOLD}… Check [hooks] in settings.toml."


def test_control_characters_leave_room_on_the_screen_too() -> None:
    line = said(r"printf '\033\033\033%.0s' $(seq 60) >&2; exit 1")
    assert len(line) < 2 * TOLD
    assert "…" in line


def test_one_that_floods_us_with_words_is_stopped_like_any_that_goes_on() -> None:
    line = said("exec yes >&2", patience=0.5)
    assert line == "Your walk hook took longer than 0.5 seconds, so it was stopped. Check [hooks] in settings.toml."


def test_what_it_leaves_in_the_background_may_say_much(tmp_path: Path) -> None:
    much = f"head -c {READ_AT_ONCE + (1 << 18)} /dev/zero >&2"
    assert said(f"({much}; {much} && echo done > {tmp_path}/done) &") == ""
    assert wait_for((tmp_path / "done").exists)


def test_without_a_thread_to_spare_it_runs_and_nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(thread: Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(Thread, "start", refuse)
    assert said("head -c 300000 /dev/zero >&2") == ""
    assert said("echo words >&2; exit 3") == "Your walk hook failed with exit status 3. Check [hooks] in settings.toml."


def test_what_it_leaves_in_the_background_is_not_waited_for(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    assert said(f"sleep 600 & echo $! > {pid}") == ""
    left = int(pid.read_text())
    assert not is_gone(left)
    os.kill(left, 9)


def test_it_has_no_terminal_and_no_input() -> None:
    assert said("read line && exit 1; (echo shown > /dev/tty) 2>/dev/null && exit 2; exit 0") == ""


def test_one_that_nobody_listens_to_may_say_what_it_likes() -> None:
    assert said("head -c 3000000 /dev/zero >&2", listen=False) == ""
    assert said("echo words >&2; exit 2", listen=False) == (
        "Your walk hook failed with exit status 2. Check [hooks] in settings.toml."
    )


def test_it_outlives_the_program(tmp_path: Path) -> None:
    done = tmp_path / "done"
    code = (
        "import os, threading, time\n"
        "from pathlib import Path\n"
        "from runwalk_tui.outward.hooks import run_hook\n"
        f"begun = Path({str(tmp_path / 'begun')!r})\n"
        f"command = 'touch {tmp_path}/begun; sleep 0.5; echo late >&2; echo done > {done}'\n"
        "hook = lambda: run_hook('finished', command, {}, listen=False)\n"
        "threading.Thread(target=hook, daemon=True).start()\n"
        "while not begun.exists():\n"
        "    time.sleep(0.01)\n"
    )
    subprocess.run([sys.executable, "-c", code], timeout=GUARD, check=True)
    assert wait_for(lambda: done.exists() and done.read_text() == "done\n")
