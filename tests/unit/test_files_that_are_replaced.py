"""`-o` replaces what was there whole or not at all, and never one of the program's own files."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
from pathlib import Path

import pytest

from runwalk_tui import paths
from runwalk_tui.system.own_files import whose
from tests.support.as_json import as_json
from tests.support.bad_disk import fill, small_disk
from tests.support.examples import in_the_larger_run
from tests.support.processes import wait_until
from tests.support.real_program import RUNWALK

Ended = subprocess.CompletedProcess[str]
TABLE = """\
[programme]
name = "S"
[[stage]]
run = 5
walk = 5
reps = [1, 2]
[[stage]]
run = "1h"
walk = "1h"
reps = 2
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The folder that files are given into."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "short.toml"
    file.write_text(TABLE)
    return file


def run(data: Path, *arguments: str) -> Ended:
    done = subprocess.run(
        [*RUNWALK, "--data-dir", str(data), *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def begin_to_render(table: Path, out: Path) -> subprocess.Popen[str]:
    """A program that is in the midst of writing a session of four hours."""
    command = [*RUNWALK, "render", "--stages", str(table), "--stage", "2", "-o", str(out)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    wait_until(lambda: any(path.stat().st_size > 1_000_000 for path in out.parent.glob(".*.part")))
    return process


# Whole or not at all.


def test_an_export_over_a_full_disk_leaves_the_one_before(data: Path, tmp_path: Path) -> None:
    assert run(data, "log", "--stage", "1", "--reps", "6", "--note", "x" * 1900).returncode == 0
    with small_disk(tmp_path / "disk") as disk:
        file = disk / "log.json"
        file.write_text("before")
        fill(disk)
        refused = run(data, "export", "json", "-o", str(file))
        assert (refused.returncode, refused.stderr) == (1, f"runwalk: {file}: No space left on device\n")
        assert file.read_text() == "before"
        assert names(disk) == ["filler", "log.json"]


def test_an_export_over_a_file_that_all_can_read_is_for_its_owner_alone(data: Path, out: Path) -> None:
    (out / "log.csv").write_text("before")
    (out / "log.csv").chmod(0o644)
    assert run(data, "export", "csv", "-o", str(out / "log.csv")).returncode == 0
    assert stat.S_IMODE((out / "log.csv").stat().st_mode) == 0o600
    assert (out / "log.csv").read_text().startswith("date,time,id,")


def test_an_export_goes_into_what_cannot_be_replaced(data: Path) -> None:
    done = run(data, "export", "json", "-o", "/dev/stdout")
    assert as_json(done)["format"] == "runwalk-history"
    full = run(data, "export", "json", "-o", "/dev/full")
    assert (full.returncode, full.stderr) == (1, "runwalk: /dev/full: No space left on device\n")
    assert stat.S_ISCHR(os.stat("/dev/full").st_mode)  # noqa: PTH116  a device


@pytest.mark.examples
@pytest.mark.slow("renders for a while")
@pytest.mark.parametrize("suffix", [".wav", *in_the_larger_run(".mp3")])
def test_rendering_that_is_ended_leaves_nothing_and_what_a_kill_leaves_goes_with_the_next(
    table: Path, out: Path, suffix: str
) -> None:
    if suffix == ".mp3":
        pytest.importorskip("soundfile", reason='the extra "render" is not installed')
    file = out / f"session{suffix}"
    file.write_text("before")
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        process = begin_to_render(table, file)
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
        assert process.returncode == 128 + number
        assert "Traceback" not in said
        assert names(out) == [file.name]
    process = begin_to_render(table, file)
    process.kill()
    process.communicate()
    assert file.read_text() == "before"
    assert len(names(out)) > 1
    done = run(out.parent / "data", "render", "--stages", str(table), "--stage", "1", "-o", str(out / "other.wav"))
    assert done.returncode == 0
    assert names(out) == ["other.cue", "other.wav", file.name]


# A cue sheet.


def test_a_cue_sheet_of_another_is_left_alone_and_named(data: Path, table: Path, out: Path) -> None:
    sheet = out / "session.cue"
    sheet.write_text('TITLE "My album"\nFILE "session.wav" WAVE\n')
    render = ("render", "--stages", str(table), "--stage", "1", "-o", str(out / "session.wav"))
    done = run(data, *render)
    assert (done.returncode, done.stdout) == (0, f"{out / 'session.wav'}\n")
    assert f"{sheet} is another program's file" in done.stderr
    assert sheet.read_text() == 'TITLE "My album"\nFILE "session.wav" WAVE\n'
    sheet.unlink()
    assert run(data, *render).stderr == ""
    first = sheet.read_text()
    assert first.startswith('REM COMMENT "runwalk"\n')
    assert run(data, *render, "--reps", "1").stderr == ""
    assert sheet.read_text() != first, "its own it may replace"


# The program's own files.


@pytest.mark.slow("starts the program for each")
def test_no_file_of_the_log_is_ever_replaced(data: Path, out: Path, table: Path) -> None:
    assert run(data, "place", "1").returncode == 0
    assert run(data, "log", "--stage", "1", "--reps", "6").returncode == 0
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    for path in (
        data / "runwalk.sqlite3",
        data / "runwalk.gate",
        data / "runwalk.sqlite3-wal",
        *data.glob("backups/*"),
    ):
        refused = run(data, "export", "json", "-o", str(path))
        assert (refused.returncode, refused.stderr.count("\n")) == (1, 1), path
        assert "nothing was written. Choose another name" in refused.stderr
    (out / "link.json").symlink_to(data / "runwalk.sqlite3")
    assert run(data, "export", "json", "-o", str(out / "link.json")).returncode == 1
    assert {path: path.read_bytes() for path in before} == before
    # In the data folder itself any other name is fine.
    assert run(data, "export", "json", "-o", str(data / "runwalk.json")).returncode == 0


def test_what_is_whose(data: Path, out: Path, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def what(file: Path) -> str:
        return whose(file, data, table)

    data.mkdir()
    for name in (
        "runwalk.sqlite3",
        "RUNWALK.SQLITE3",
        "runwalk.sqlite3-shm",
        "runwalk.sqlite3.restored",
        "runwalk.gate",
    ):
        assert what(data / name) == "a file of runwalk's own log", name
        assert what(out / name) == "a file of runwalk's own log", name
    assert what(data / "backups" / "runwalk-00001-2026-01-05.sqlite3") == "a backup of runwalk's own log"
    assert what(out / "runwalk-rescue-0badcafe-20260105T073000-1.json").startswith(
        "a file with what runwalk hasn't saved yet"
    )
    dated = ("stages-2026-01-05.toml", "stages-2026-01-05-2.toml", "exercise-my-stretches-2026-01-05.toml")
    for name in ("settings.toml", "settings.toml.bak", "settings.toml.bak2", "stages.toml", *dated, "tips.toml"):
        assert what(paths.config_dir() / name) == "one of your settings files", name
        assert what(out / name) == "", name
    assert what(paths.own_exercise() / "mobility.toml") == "other exercise of your own"
    assert what(out / "mobility.toml") == ""
    assert what(table) == "the stage table in use"
    assert what(paths.shipped_stages()) == "a file that comes with runwalk"
    assert what(paths.shipped_sounds() / "tones" / "run.wav") == "a file that comes with runwalk"
    assert what(Path(paths.__file__).with_name("cli.py")) == "a file that comes with runwalk"
    assert what(out / "runwalk.json") == what(out / "session.wav") == what(data / "log.csv") == ""
    # The log behind a link, under another name.
    elsewhere = tmp_path / "disk" / "my log.db"
    elsewhere.parent.mkdir()
    connection = sqlite3.connect(elsewhere)
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    assert what(elsewhere) == "a database"
    (data / "runwalk.sqlite3").symlink_to(elsewhere)
    assert what(elsewhere) == "runwalk's own log"
    # Settings that are kept elsewhere.
    paths.config_dir().mkdir(parents=True)
    paths.settings_file().symlink_to(out / "dotfile")
    assert what(out / "dotfile") == "your settings"
