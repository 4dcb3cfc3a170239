"""A folder in trouble: half-carried files, kills, a full disk, no permission. Never half a log, and nothing lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.history.json_file import SIZE_LIMIT, from_json, to_json
from runwalk_tui.history.store import Store
from runwalk_tui.session.records import Log
from runwalk_tui.syncing.carried import NOT_WHOLE, CarriedFileError, as_file, content_of, read_carried
from runwalk_tui.syncing.folder import SyncError
from runwalk_tui.system.safe_text import safe_name
from tests.support.any_records import logs, moments
from tests.support.bad_disk import fill, make_read_only, small_disk
from tests.support.examples import TIMES, examples
from tests.support.real_program import held_by_permissions
from tests.unit.syncing.computers import NOW, Home, a_session, resealed

KILLS = 10 * TIMES

WRITER = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from runwalk_tui.history.store import Store
from runwalk_tui.session.records import SessionRecord
from runwalk_tui.syncing.folder import sync
now = datetime.now(UTC)
with Store.open(Path(sys.argv[1])) as store:
    sync(store, Path(sys.argv[2]), now)
    print("ready", flush=True)
    while True:
        store.save(SessionRecord(str(len(store.log().sessions)), now, "P", "4", 6, 6, note="x" * 20_000))
        sync(store, Path(sys.argv[2]), now)
"""


def why_not(data: bytes) -> str:
    """Why nothing can be taken from a file of these bytes; it fails when something can."""
    with pytest.raises(CarriedFileError) as caught:
        read_carried(data)
    return str(caught.value)


def a_whole_file(home: Home) -> bytes:
    """What a computer with three sessions writes."""
    laptop = home.computer("laptop")
    laptop.does(*(a_session(day, note="Grüße 🏃\n", red_flags=("numb saddle",)) for day in range(3)))
    laptop.sync()
    return home.only_file().read_bytes()


@examples(15)
@given(logs, st.text(), moments)
def test_any_log_under_any_name_is_read_back_as_it_was(log: Log, computer: str, at: datetime) -> None:
    data = as_file(content_of(log), computer, at)
    for carried in (data, data.replace(b"\n", b"\r\n")):
        found = read_carried(carried)
        assert found.content.log == from_json(to_json(log))
        assert found == read_carried(carried, content_of(log))
        assert safe_name(found.computer) == found.computer


@pytest.mark.examples
def test_a_file_cut_off_anywhere_is_not_whole(home: Home) -> None:
    whole = a_whole_file(home)
    for length in range(0, len(whole), 1 if TIMES > 1 else 29):
        assert why_not(whole[:length]) == NOT_WHOLE
    assert why_not(whole[:-1]) == NOT_WHOLE
    assert why_not(whole + b" ") == NOT_WHOLE
    assert why_not(whole + whole) == NOT_WHOLE
    assert len(read_carried(whole).content.log.sessions) == 3


@pytest.mark.examples
def test_a_flipped_bit_anywhere_is_found(home: Home) -> None:
    whole = a_whole_file(home)
    chance = random.Random(TIMES)
    for place in range(len(whole)) if TIMES > 1 else [*range(300), *chance.sample(range(len(whole)), 200)]:
        flipped = bytearray(whole)
        flipped[place] ^= 1 << chance.randrange(8)
        assert why_not(bytes(flipped))


@pytest.mark.examples
def test_a_mixture_of_two_versions_is_found(home: Home) -> None:
    """As a carrier leaves it that copies blocks, and was interrupted."""
    laptop = home.computer("laptop")
    first = a_session(note="a" * 10_000)
    laptop.does(first)
    laptop.sync()
    before = home.only_file().read_bytes()
    laptop.does(a_session(1, note="b" * 10_000))
    laptop.sync()
    after = home.only_file().read_bytes()
    for block in range(512, len(before), 512):
        assert why_not(after[:block] + before[block:])
        assert why_not(before[:block] + after[block:])


def test_what_is_not_whole_is_named_and_all_else_goes_on(home: Home) -> None:
    whole = a_whole_file(home)
    upstairs = home.computer("upstairs")
    broken = {
        "runwalk-00000001.json": whole[:1000],
        "runwalk-00000002.json": b"",
        "runwalk-00000003.json": b"<<<<<<< HEAD\n" + whole,
        "runwalk-00000004.json": bytes(range(256)),
        "runwalk-00000005.json": b"[" * 100_000,
        "runwalk-00000006.json": whole.replace(b'"note": "Gr', b'"note": "gr'),
    }
    for name, content in broken.items():
        (home.shared / name).write_bytes(content)
    report = upstairs.sync()
    assert [problem.line for problem in report.problems] == [f"{home.shared / name}: {NOT_WHOLE}" for name in broken]
    assert report.counts.new == 3
    assert {name: (home.shared / name).read_bytes() for name in broken} == broken


@pytest.mark.parametrize(
    "change",
    [
        (b"Gr\xc3\xbc", b"Gr\xc3\xff"),
        (b'"computer": "laptop"', b'"computer": "\\x"'),
        (b'"computer": "laptop"', b'"computer": ["laptop"]'),
        (b'"sessions": [', b'"sessions": ' + b"[" * 100_000),
        (b'"reps_done": 6', b'"reps_done": ' + b"6" * 10_000),
        (b'"reps_done": 6', b'"reps_done": NaN'),
        (b'"computer": "laptop"', b'"computer": "a", "computer": "b"'),
    ],
)
def test_a_file_that_somebody_forged_with_its_checksum_does_no_harm(home: Home, change: tuple[bytes, bytes]) -> None:
    whole = a_whole_file(home)
    (home.shared / "runwalk-00000001.json").write_bytes(resealed(whole.replace(*change, 1)))
    upstairs = home.computer("upstairs")
    report = upstairs.sync()
    assert len(report.problems) == 1
    assert report.counts.new == 3
    assert len(upstairs.sync().problems) == 1, "also where it says nothing new"


@pytest.mark.parametrize("at", [0, 5, 20], ids=["at the top", "below the checksum", "in a session"])
def test_a_conflict_that_git_left_in_a_file_is_named_with_the_way_out_that_works(home: Home, at: int) -> None:
    laptop, upstairs = home.computer("laptop"), home.computer("upstairs")
    laptop.does(run := a_session(note="<<<<<<< not a mark\n>>>>>>> nor this"))
    laptop.sync()
    file = home.only_file()
    lines = file.read_text().splitlines(keepends=True)
    both = ["<<<<<<< HEAD\n", *lines[at : at + 3], "=======\n", *lines[at : at + 3], ">>>>>>> 1a2b3c4\n"]
    file.write_text("".join([*lines[:at], *both, *lines[at + 3 :]]))
    (problem,) = upstairs.sync().problems
    assert "git left a conflict in it, so nothing was taken from it" in problem.line
    laptop.sync()
    assert upstairs.sync().problems == ()
    assert upstairs.sessions == {run.id}
    file.write_bytes(file.read_bytes()[:-9])
    (problem,) = upstairs.sync().problems
    assert "it isn't whole" in problem.line, "what stands in a note is no conflict"


def test_its_own_file_is_written_again_when_it_was_damaged(home: Home) -> None:
    whole = a_whole_file(home)
    home.only_file().write_bytes(whole[:500])
    assert home.computer("laptop").sync().problems == ()
    assert home.only_file().read_bytes() == whole


def test_what_cannot_be_read_is_named(home: Home) -> None:
    (home.shared / "runwalk-00000001.json").mkdir()
    os.mkfifo(home.shared / "runwalk-00000002.json")
    (home.shared / "runwalk-00000003.json").symlink_to("nowhere")
    with (home.shared / "runwalk-00000004.json").open("wb") as file:
        file.truncate(SIZE_LIMIT + 1)
    lines = [problem.line.partition(": ")[2] for problem in home.computer("laptop").sync().problems]
    assert lines == [
        "it can't be read: it is a folder; name the file in it",
        "it can't be read: it is not a regular file",
        "it can't be read: no such file or directory",
        "it is larger than 1024 MiB, the most that runwalk reads",
    ]


def test_on_a_full_disk_the_old_file_stays_and_what_others_wrote_is_taken_in(home: Home) -> None:
    with small_disk(home.place / "disk") as disk:
        laptop, upstairs = home.computer("laptop", shared=disk), home.computer("upstairs", shared=disk)
        upstairs.does(there := a_session())
        laptop.sync()
        upstairs.sync()
        before = {file: file.read_bytes() for file in disk.iterdir()}
        filler = fill(disk)
        laptop.does(here := a_session(1, note="x" * 20_000))
        report = laptop.sync()
        (problem,) = report.problems
        assert problem.line.endswith("can't be written: no space left on device. Everything is saved on this computer")
        assert laptop.sessions == {here.id, there.id}
        assert {file: file.read_bytes() for file in disk.iterdir() if file != filler} == before
        filler.unlink()
        assert laptop.sync().problems == ()


def test_from_a_folder_that_cannot_be_written_what_is_there_is_taken_in(home: Home) -> None:
    with small_disk(home.place / "disk") as disk:
        laptop, upstairs = home.computer("laptop", shared=disk), home.computer("upstairs", shared=disk)
        upstairs.does(there := a_session())
        upstairs.sync()
        make_read_only(disk)
        (problem,) = laptop.sync().problems
        assert "can't be written: read-only file system" in problem.line
        assert laptop.sessions == {there.id}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no mode bits")
def test_without_permission_the_folder_is_named(home: Home) -> None:
    home.computer("laptop").does(a_session())
    told = []
    for mode in (0o500, 0o000):
        home.shared.chmod(mode)
        command = [*held_by_permissions(), sys.executable, "-c", "from runwalk_tui.cli import main; main()"]
        arguments = ["sync", str(home.shared), "--data-dir", str(home.place / "laptop")]
        done = subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=60, check=False)
        home.shared.chmod(0o700)
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1
        told.append(done.stderr)
    assert "can't be written: permission denied" in told[0]
    assert f"{home.shared} can't be" in told[1]


def test_a_folder_that_goes_away_meanwhile_is_one_line(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    laptop = home.computer("laptop")
    scan = os.scandir

    def gone(folder: Path) -> object:
        if Path(folder) == home.shared:
            home.shared.rmdir()
        return scan(folder)

    monkeypatch.setattr(os, "scandir", gone)
    with pytest.raises(SyncError, match="can't be read: no such file or directory"):
        laptop.sync()


@pytest.mark.examples
@pytest.mark.slow("kills a computer over and over")
def test_a_kill_at_any_instant_leaves_the_old_file_or_the_new_one(home: Home) -> None:
    chance = random.Random(TIMES)
    reader = home.computer("reader")
    reader.sync()
    for number in range(KILLS):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, home.place / "writer", home.shared], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0, 0.2))
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        report = reader.sync()
        assert report.problems == (), number
        with Store.open(home.place / "writer") as store:
            assert len(reader.sessions) >= len(store.log().sessions) - 1
        assert len([file for file in home.files() if not file.name.startswith(".")]) == 2
    home.computer("last").sync(NOW)
    assert [file.name for file in home.files() if file.name.startswith(".")] == []


@pytest.mark.slow("starts the program eight times")
def test_processes_that_sync_at_once_do_no_harm(home: Home) -> None:
    upstairs = home.computer("upstairs")
    upstairs.does(*(a_session(day) for day in range(20)))
    upstairs.sync()
    program = "from runwalk_tui.cli import main; main()"
    command = [sys.executable, "-c", program, "sync", str(home.shared), "--data-dir", str(home.place / "new")]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(8)]
    for process in processes:
        _, said = process.communicate(timeout=120)
        assert (process.returncode, said) == (0, "")
    assert len(home.files()) == 2, "all of them are one computer"
    assert len(home.computer("new").sessions) == 20
