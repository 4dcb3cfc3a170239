"""A file that is written for the runner is there whole, or the one before it still is: full disks, kills, signals."""

from __future__ import annotations

import fcntl
import os
import random
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from runwalk_tui.system.files import part_beside, remove_left_parts, replacing, write_whole, write_whole_or_along
from tests.support.bad_disk import fill, small_disk
from tests.support.examples import TIMES
from tests.support.processes import wait_until

KILLS = 20 * TIMES

WRITER = """
import sys
from pathlib import Path
from runwalk_tui.system.files import write_whole
name, number = Path(sys.argv[1]), 0
print("ready", flush=True)
while True:
    number += 1
    write_whole(name, f"{number}\\n" * 200_000)
"""
HOLDER = """
import sys, time
from pathlib import Path
from runwalk_tui.system.files import replacing
with replacing(Path(sys.argv[1])) as part:
    part.write_text("half")
    print("ready", flush=True)
    time.sleep(600)
"""


def start(source: str, *arguments: Path) -> subprocess.Popen[str]:
    """A process that has said that it is ready."""
    process = subprocess.Popen([sys.executable, "-c", source, *map(str, arguments)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_was_there_is_replaced_and_what_is_new_is_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "log.json"
    file.write_text("before")
    file.chmod(0o644)
    write_whole(file, "Grüße\r\n")
    assert file.read_bytes() == "Grüße\r\n".encode()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert names(tmp_path) == ["log.json"]


@pytest.mark.parametrize("umask", [0o000, 0o277], ids=oct)
def test_the_mode_holds_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        write_whole(tmp_path / "log.json", "x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "log.json").stat().st_mode) == 0o600


def test_an_error_inside_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "log.json"
    file.write_text("before")
    with pytest.raises(ZeroDivisionError), replacing(file) as part:
        part.write_text("half")
        raise ZeroDivisionError
    assert file.read_text() == "before"
    assert names(tmp_path) == ["log.json"]


def test_a_link_stays_one_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    link = tmp_path / "log.json"
    link.symlink_to(tmp_path / "there" / "far.json")
    write_whole(link, "one")
    write_whole(link, "two")
    assert link.is_symlink()
    assert (tmp_path / "there" / "far.json").read_text() == "two"
    assert names(tmp_path / "there") == ["far.json"]


def test_a_name_may_be_as_long_as_the_file_system_allows(tmp_path: Path) -> None:
    write_whole(tmp_path / ("x" * 250 + ".json"), "long")
    with pytest.raises(OSError, match="too long"):
        write_whole(tmp_path / ("x" * 251 + ".json"), "longer")
    assert names(tmp_path) == ["x" * 250 + ".json"]


def test_what_is_no_ordinary_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    (tmp_path / "folder").mkdir()
    for path, told in (
        (pipe, "not a regular file"),
        (tmp_path / "folder", "folder"),
        (Path("/dev/null"), "regular"),
    ):
        with pytest.raises(OSError, match=told):
            write_whole(path, "x")
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert names(tmp_path) == ["folder", "pipe"]


def test_a_pipe_that_the_runner_named_gets_the_content(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=write_whole_or_along, args=(pipe, "through"))
    writer.start()
    assert pipe.read_text() == "through"
    writer.join()
    with pytest.raises(OSError, match="No space"):
        write_whole_or_along(Path("/dev/full"), "x")
    assert names(tmp_path) == ["pipe"]


def test_on_a_full_disk_the_file_is_as_it_was_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        file = disk / "log.json"
        file.write_text("before")
        fill(disk)
        for content in ("x", "x" * 2_000_000):
            with pytest.raises(OSError, match="No space"):
                write_whole(file, content)
            assert file.read_text() == "before"
            assert names(disk) == ["filler", "log.json"]


@pytest.mark.examples
@pytest.mark.slow("kills a writer over and over")
def test_a_kill_at_any_instant_leaves_a_whole_file_and_the_next_writer_clears_up(tmp_path: Path) -> None:
    file = tmp_path / "log.json"
    chance = random.Random(TIMES)
    for _ in range(KILLS):
        file.write_text("0\n")
        writer = start(WRITER, file)
        time.sleep(chance.uniform(0, 0.05))
        writer.kill()
        writer.wait()
        lines = file.read_text().splitlines()
        assert len(set(lines)) == 1
        assert len(lines) == (1 if lines[0] == "0" else 200_000)
        assert len(names(tmp_path)) <= 2
        write_whole(tmp_path / "another.txt", "x")
        (tmp_path / "another.txt").unlink()
        assert names(tmp_path) == ["log.json"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_removes_the_part(tmp_path: Path, number: signal.Signals) -> None:
    file = tmp_path / "log.json"
    file.write_text("before")
    writer = start(HOLDER, file)
    assert len(names(tmp_path)) == 2
    writer.send_signal(number)
    assert writer.wait() == (-number if number == signal.SIGINT else 128 + number)
    assert names(tmp_path) == ["log.json"]
    assert file.read_text() == "before"


def test_a_signal_that_is_ignored_stays_ignored(tmp_path: Path) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with replacing(tmp_path / "log.json"):
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_a_part_that_somebody_writes_is_left_alone_and_goes_when_nobody_does(tmp_path: Path) -> None:
    writer = start(HOLDER, tmp_path / "log.json")
    (part,) = names(tmp_path)
    remove_left_parts(tmp_path)
    assert names(tmp_path) == [part]
    writer.kill()
    writer.wait()
    (tmp_path / ".runwalk-note.txt").write_text("not a part")
    remove_left_parts(tmp_path)
    assert names(tmp_path) == [".runwalk-note.txt"]


@pytest.mark.filterwarnings("error")
def test_several_writers_of_one_file_do_not_disturb_each_other(tmp_path: Path) -> None:
    file = tmp_path / "log.json"
    contents = [str(number) * 100_000 for number in range(8)]

    def write(content: str) -> None:
        for _ in range(10):
            write_whole(file, content)

    threads = [threading.Thread(target=write, args=(content,)) for content in contents]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        if file.exists():
            assert file.read_text() in contents
    wait_until(lambda: not any(thread.is_alive() for thread in threads))
    assert names(tmp_path) == ["log.json"]


def test_a_part_that_another_writer_takes_for_left_is_not_written_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one has locked the new part before its own writer could, and removes it."""
    taken: list[str] = []
    lock = fcntl.flock

    def held_by_another(descriptor: int, operation: int) -> None:
        if not taken:
            taken.extend(names(tmp_path))
            raise BlockingIOError
        lock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", held_by_another)
    with part_beside(tmp_path / "log.json") as part:
        assert taken
        assert part.name not in taken


def test_a_part_beside_a_file_goes_whatever_happens_to_it(tmp_path: Path) -> None:
    with part_beside(tmp_path / "sound.mp3") as part:
        part.unlink()
    with pytest.raises(OSError, match="No such"), part_beside(tmp_path / "no" / "sound.mp3"):
        pass
    assert names(tmp_path) == []
