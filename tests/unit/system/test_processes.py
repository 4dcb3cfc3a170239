"""Processes of our own: started from whatever this program is, and ended with it."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from threading import Event

import pytest

from runwalk_tui import cli
from runwalk_tui.audio.child import Child
from runwalk_tui.history.database.windows_locks import Overlapped
from runwalk_tui.serving.hosted_app import app_command
from runwalk_tui.system.processes.ending import KILL_ON_JOB_CLOSE, Job, kill_on_close
from runwalk_tui.system.processes.own import CHILDREN, child_asked_for, child_command, child_environment
from tests.support.real_program import RUNWALK

GUARD = 60


@pytest.fixture
def frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This process as a program that was made into one file."""
    program = tmp_path / "runwalk"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    return program


def test_from_an_ordinary_python_a_child_is_a_module_that_is_found_where_ours_are() -> None:
    for name, module in CHILDREN.items():
        assert child_command(name) == [sys.executable, "-P", "-m", module]
    assert child_environment({"A": "b"}) == {"A": "b", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def test_a_frozen_program_starts_itself_with_an_argument(frozen: Path) -> None:
    for name, module in CHILDREN.items():
        program, *arguments = child_command(name)
        assert program == str(frozen)
        assert child_asked_for(arguments) == module
    assert child_environment({"A": "b"}) == {"A": "b"}
    assert app_command(["--mute"]) == [str(frozen), "--mute"]


@pytest.mark.parametrize(
    "arguments", [[], ["next"], ["--as-child"], ["--as-child", "os"], ["--as-child", "audio", "more"]]
)
def test_only_our_own_children_are_ever_started_by_an_argument(frozen: Path, arguments: list[str]) -> None:
    assert child_asked_for(arguments) is None


def test_an_ordinary_program_knows_no_such_argument() -> None:
    assert child_asked_for(["--as-child", "audio"]) is None
    done = subprocess.run([*RUNWALK, "--as-child", "audio"], capture_output=True, timeout=GUARD, check=False)
    assert done.returncode == 2
    assert b"--as-child" in done.stderr


def test_a_python_that_does_not_know_where_it_is_starts_no_child_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "")
    with pytest.raises(OSError, match="doesn't say where it is"):
        child_command("audio")


AS_ONE_FILE = """\
#!{python}
import sys
sys.frozen = True
sys.executable = sys.argv[0]
sys.path[:0] = {path!r}
from runwalk_tui.cli import main
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
def test_the_sound_of_a_frozen_program_is_the_program_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "runwalk"
    program.write_text(AS_ONE_FILE.format(python=sys.executable, path=list(filter(None, sys.path))), "utf-8")
    program.chmod(0o700)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.delenv("PYTHONPATH", raising=False)
    done = subprocess.run(child_command("audio"), input=b"", capture_output=True, timeout=GUARD, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b""), "it has read to the end of the pipe"
    heard: Queue[str] = Queue()
    child = Child(lambda _, verb, __: heard.put(verb))
    child.send("open", "simpleaudio", {}, 0.0, "")
    assert heard.get(timeout=GUARD) in ("ready", "failed")
    child.kill()


def test_a_frozen_program_hands_over_to_the_child_before_anything_else(
    frozen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from runwalk_tui.radio import child

    begun: list[str] = []
    monkeypatch.setattr(child, "main", lambda: begun.append("radio"))
    monkeypatch.setattr(sys, "argv", [str(frozen), "--as-child", "radio"])
    cli.main()
    assert begun == ["radio"]


class Windows:
    """Windows, as far as jobs go."""

    def __init__(self, *, job: int = 100, process: int = 7, works: bool = True) -> None:
        self.job, self.process, self.works = job, process, works
        self.done: list[str] = []

    def create(self) -> int:
        self.done.append("create")
        return self.job

    def open(self, process: int) -> int:
        self.done.append(f"open {process}")
        return self.process

    def put_in(self, job: int, process: int) -> bool:
        self.done.append(f"put {process} into {job}")
        return self.works

    def close(self, handle: int) -> None:
        self.done.append(f"close {handle}")


def test_all_children_are_in_one_job_and_no_handle_of_them_is_kept() -> None:
    windows = Windows()
    job = Job(lambda: windows)
    assert job.put_in(41)
    assert job.put_in(42)
    assert windows.done == [
        "create",
        *("open 41", "put 7 into 100", "close 7"),
        *("open 42", "put 7 into 100", "close 7"),
    ]


def test_two_children_that_start_at_the_same_instant_are_both_in_the_job() -> None:
    making, both = Event(), Event()

    class Slow(Windows):
        def create(self) -> int:
            making.set()
            both.wait(0.2)  # the other thread comes along meanwhile; with the lock it waits, and this runs out
            return super().create()

    windows = Slow()
    job = Job(lambda: windows)
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(job.put_in, 41)
        assert making.wait(GUARD)
        second = threads.submit(job.put_in, 42)
        second.add_done_callback(lambda _: both.set())
        assert first.result(GUARD)
        assert second.result(GUARD)
    assert windows.done.count("create") == 1


def test_nothing_is_asked_of_windows_before_there_is_a_child() -> None:
    def never() -> Windows:
        raise AssertionError("nobody has started a child")

    Job(never)


@pytest.mark.parametrize(
    ("windows", "done"),
    [
        (Windows(job=0), ["create"]),
        (Windows(process=0), ["create", "open 41"]),
        (Windows(works=False), ["create", "open 41", "put 7 into 100", "close 7"]),
    ],
    ids=["no job", "no such process", "already in a job that allows no other"],
)
def test_where_there_is_no_job_the_child_runs_all_the_same(windows: Windows, done: list[str]) -> None:
    assert not Job(lambda: windows).put_in(41)
    assert windows.done == done


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="the layout of 64 bits")
def test_what_windows_is_handed_is_laid_out_as_its_headers_have_it() -> None:
    limits = bytes(kill_on_close())
    assert len(limits) == 144
    assert int.from_bytes(limits[16:20], "little") == KILL_ON_JOB_CLOSE
    assert not any(limits[:16] + limits[20:])
    assert ctypes.sizeof(Overlapped) == 32
    assert Overlapped.offset.offset == 16


LEFT_BEHIND = """\
import os, subprocess, sys
from runwalk_tui.system.processes.ending import end_with_this_process
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
end_with_this_process(child.pid)
os._exit(3)
"""


@pytest.mark.skipif(sys.platform != "win32", reason="elsewhere the child itself asks for that")
def test_windows_itself_ends_a_child_that_hears_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", LEFT_BEHIND], capture_output=True, timeout=GUARD, check=False)
    assert done.returncode == 3, "and the child, which has the same output, is gone, or this would still be waiting"


HANGS = """\
import ctypes, sys
from runwalk_tui.system.processes.ending import at_most
with at_most({seconds}, needed={needed}):
    ctypes.PyDLL(None).usleep({micro})  # which keeps every other thread of Python from running
print("went on")
"""


def run_hanging(*, seconds: float, hang: float, needed: bool = True) -> subprocess.CompletedProcess[str]:
    source = HANGS.format(seconds=seconds, micro=round(hang * 1e6), needed=needed)
    return subprocess.run(
        [sys.executable, "-c", source], capture_output=True, encoding="utf-8", timeout=GUARD, check=False
    )


@pytest.mark.skipif(sys.platform == "win32", reason="usleep is not there; the job does this")
def test_a_library_that_holds_everything_up_ends_with_its_process() -> None:
    hung = run_hanging(seconds=0.2, hang=GUARD * 10)
    assert hung.returncode != 0
    assert "went on" not in hung.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="usleep is not there")
def test_one_that_comes_back_in_time_is_left_alone() -> None:
    assert run_hanging(seconds=GUARD, hang=0.01).stdout == "went on\n"
    assert run_hanging(seconds=0.01, hang=0.3, needed=False).stdout == "went on\n"
