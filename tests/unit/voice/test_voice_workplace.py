"""`runwalk voice make` by one process at a time, and what one that was killed has left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from runwalk_tui.cli import cli
from runwalk_tui.voice.workplace import PART, BusyError, mark_of, one_at_a_time
from tests.support.processes import wait_until
from tests.support.real_program import MAIN
from tests.support.speaking import ESPEAK, put


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of temporary files, of this process and of those that it starts."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", None)  # where it looked before
    return folder


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def touched_long_ago(folder: Path) -> None:
    """As if nothing had come into it for hours."""
    os.utime(folder, (1_700_000_000, 1_700_000_000))


def begun(sounds: Path, temporary: Path, name: str, *, long_ago: bool = True) -> tuple[Path, Path]:
    """What is there while a voice is made into a folder: what is spoken, and what isn't complete."""
    spoken, part = temporary / f"{mark_of(sounds / name)}-chance_1", sounds / f"{PART}{name}-chance_1"
    for folder in (spoken, part):
        folder.mkdir()
        (folder / "run.wav").write_bytes(b"half")
        if long_ago:
            touched_long_ago(folder)
    return spoken, part


def test_what_a_killed_one_has_left_goes_before_the_next_one_begins(tmp_path: Path, temporary: Path) -> None:
    sounds = tmp_path / "sounds"
    sounds.mkdir()
    for name in ("de", "de-at", "fr"):
        begun(sounds, temporary, name)
    (sounds / "de").mkdir()
    (sounds / "de" / ".runwalk-0123456789ab.part").touch()
    with one_at_a_time(sounds / "de"):
        assert names(sounds) == {"de"}
        assert names(sounds / "de") == set()
        assert names(temporary) == {f"{mark_of(sounds / 'de')}.lock"}
    assert names(temporary) == set()


def test_what_is_still_being_made_stays_and_so_does_what_only_looks_like_it(tmp_path: Path, temporary: Path) -> None:
    sounds, elsewhere = tmp_path / "sounds", tmp_path / "elsewhere"
    for folder in (sounds, elsewhere):
        folder.mkdir()
    with one_at_a_time(sounds / "fr"):
        theirs = begun(sounds, temporary, "fr")
        (temporary / f"{mark_of(sounds / 'de')}-link_abc").symlink_to(elsewhere)
        (sounds / f"{PART}de-link_abc").symlink_to(elsewhere)
        touched_long_ago(elsewhere)
        (temporary / "runwalk-voice-notes").mkdir()
        (sounds / f"{PART}de-file_abc").touch()
        before = names(sounds), names(temporary)
        with one_at_a_time(sounds / "de"):
            pass
        assert (names(sounds), names(temporary)) == before
        assert [names(folder) for folder in theirs] == [{"run.wav"}] * 2
        with pytest.raises(BusyError), one_at_a_time(sounds / "fr"):
            pass
        assert (names(sounds), names(temporary)) == before


def test_another_tmpdir_has_other_locks_so_what_is_young_stays(tmp_path: Path, temporary: Path) -> None:
    sounds = tmp_path / "sounds"
    sounds.mkdir()
    young = begun(sounds, temporary, "fr", long_ago=False)
    with one_at_a_time(sounds / "de"):
        assert [names(folder) for folder in young] == [{"run.wav"}] * 2


@pytest.mark.parametrize("name", [f"{PART}de-original", f"{PART}de-my_own", "de-original"])
def test_a_folder_that_the_runner_named_alike_stays(tmp_path: Path, temporary: Path, name: str) -> None:
    mine = tmp_path / name
    (mine / "takes").mkdir(parents=True)
    (mine / "takes" / "run.wav").touch()
    touched_long_ago(mine)
    with one_at_a_time(tmp_path / "de"):
        pass
    assert names(mine / "takes") == {"run.wav"}
    assert names(temporary) == set()


def runwalk(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["voice", *arguments])


@pytest.mark.skipif(os.name == "nt", reason="the program that stands in is a shell script")
@pytest.mark.slow("two programs at once, one of them killed")
def test_a_second_one_into_the_same_folder_says_so_and_a_killed_one_stops_nobody(
    tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs, to = tmp_path / "bin", tmp_path / "de"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    log = put(programs, "espeak-ng", body=f"{ESPEAK}\nimport time; time.sleep(600)")
    command = [sys.executable, "-c", MAIN, "voice", "make", "--lang", "de", "--to", str(to)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True) as process:
        try:
            wait_until(lambda: log.exists() and "--stdin" in log.read_text())
            called = log.read_text()
            again = runwalk("make", "--lang", "de", "--yes", "--to", str(programs / ".." / "de"))
            [line] = again.stderr.splitlines()
            assert again.exit_code == 1
            assert "a voice is already being made in" in line
            assert log.read_text() == called, "nothing more was spoken"
            assert not to.exists()
        finally:
            os.killpg(process.pid, signal.SIGKILL)
    left = sorted(names(temporary))
    assert len(left) == 2, "a kill leaves the lock's file, and the folder of what was spoken"
    for each in temporary.iterdir():
        touched_long_ago(each)
    put(programs, "espeak-ng", body=f"{ESPEAK}\nprint('no more', file=sys.stderr); raise SystemExit(3)")
    assert "no more" in runwalk("make", "--lang", "de", "--to", str(tmp_path / "other")).stderr
    assert sorted(names(temporary)) == [], "in time the next one clears it away, wherever it puts its own"
