"""The doctor on syncing: whether the folder is there, what the others put there, and a look that never hangs."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from runwalk_tui import paths
from runwalk_tui.doctor import syncing
from runwalk_tui.doctor.finding import Finding
from runwalk_tui.doctor.syncing import sync
from runwalk_tui.history.store import Store
from runwalk_tui.settings import SyncSettings
from tests.support.story_time import HANG_GUARD

DAY = 24 * 3600


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "shared"
    folder.mkdir()
    return folder


def found(folder: object) -> Finding:
    (finding,) = sync(SyncSettings(str(folder)), paths.data_dir())
    assert finding.works or finding.advice
    return finding


def put(folder: Path, name: str, days_ago: float = 0) -> None:
    (folder / name).write_text("{}")
    at = time.time() - days_ago * DAY - 60
    os.utime(folder / name, (at, at))


def test_off_is_one_calm_line() -> None:
    assert found("  ") == Finding("sync", True, "off")


def test_a_folder_that_nobody_else_has_written_into(shared: Path) -> None:
    assert found(shared) == Finding("sync", True, f"{shared}, no other computer yet")


def test_how_old_the_newest_file_of_the_others_is(shared: Path) -> None:
    with Store.open(paths.data_dir()) as store:
        store.remember("computer", "aaaaaaaa")
    put(shared, "runwalk-aaaaaaaa.json")
    put(shared, "notes.txt")
    assert found(shared).message.endswith("no other computer yet")
    for days, told in ((12, "12 days ago"), (1, "1 day ago"), (0, "less than a day ago")):
        put(shared, "runwalk-bbbbbbbb.json", days)
        put(shared, "runwalk-cccccccc.sync-conflict-20260105-073000-ABCDEFG.json", days + 3)
        assert found(shared) == Finding("sync", True, f"{shared}, the newest file of another computer is from {told}")


def test_encrypted_files_need_the_key(shared: Path) -> None:
    put(shared, "runwalk-bbbbbbbb.json.age")
    finding = found(shared)
    assert (finding.works, finding.message) == (False, f"{shared}: files in it are encrypted, and there is no key here")
    key = paths.config_dir() / "sync.key"
    assert str(key) in finding.advice
    key.parent.mkdir(parents=True)
    key.write_text("")
    assert found(shared).message.endswith("; encrypted, and the key is here")


def test_what_cannot_be_synced_with_says_why(tmp_path: Path, shared: Path) -> None:
    (tmp_path / "file").write_text("")
    data = paths.data_dir()
    data.mkdir(parents=True)
    for folder, why in (
        (tmp_path / "gone", f"there is no folder {tmp_path}/gone"),
        (tmp_path / "file", f"{tmp_path}/file is not a folder"),
        ("runs", "runs: write the full path, starting with / or ~"),
        ("~nobody-here", "~nobody-here: there is no such home folder"),
        (data, f"{data} holds runwalk's own log: choose a folder of its own for this"),
        (data.parent, f"{data.parent} holds runwalk's own log: choose a folder of its own for this"),
    ):
        assert (found(folder).works, found(folder).message) == (False, why)
    assert list(shared.iterdir()) == []


def test_a_folder_that_cannot_be_looked_into_is_a_finding(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refused)
    assert (found(shared).works, found(shared).message) == (False, f"{shared} can't be read: permission denied")


def test_another_log_is_said_not_to_be_synced(tmp_path: Path, shared: Path) -> None:
    (finding,) = sync(SyncSettings(str(shared)), tmp_path / "guest")
    assert finding.works
    assert "isn't your usual one" in finding.message


@pytest.fixture
def hangs(shared: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A folder that doesn't answer until the test is over."""
    answers, is_dir = Event(), Path.is_dir

    def never(path: Path) -> bool:
        if path == shared:
            answers.wait(HANG_GUARD)
        return is_dir(path)

    monkeypatch.setattr(Path, "is_dir", never)
    monkeypatch.setattr(syncing, "PATIENCE", 0.05)
    yield
    answers.set()


def test_a_folder_that_hangs_is_a_finding_and_holds_up_nothing(shared: Path, hangs: None) -> None:
    assert (found(shared).works, found(shared).message) == (False, f"{shared} doesn't answer")
