"""The doctor on syncing: whether the folder is there, what the others put there, and a look that never hangs."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest

from runwalk_tui import paths
from runwalk_tui.doctor import syncing
from runwalk_tui.doctor.finding import Finding
from runwalk_tui.doctor.syncing import sync
from runwalk_tui.history.store import Store
from runwalk_tui.session.records import Log, SessionRecord
from runwalk_tui.settings import SyncSettings
from runwalk_tui.syncing.carried import as_file, content_of
from runwalk_tui.syncing.computer import keep_known
from runwalk_tui.syncing.encryption import Key, make_key, read_key
from runwalk_tui.syncing.looking import UnusableFolderError, refuse_unusable
from tests.support.story_time import HANG_GUARD

DAY = 24 * 3600
NOW = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)


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
    (folder / name).write_bytes(as_file(content_of(Log()), "upstairs", NOW))
    at = time.time() - days_ago * DAY - 60
    os.utime(folder / name, (at, at))


def test_off_is_one_calm_line() -> None:
    assert found("  ") == Finding("sync", True, "off")


def test_a_folder_that_nobody_else_has_written_into(shared: Path) -> None:
    assert found(shared) == Finding("sync", True, f"{shared}; no other computer yet")


def test_how_old_the_newest_file_of_the_others_is(shared: Path) -> None:
    with Store.open(paths.data_dir()) as store:
        store.remember("computer", "aaaaaaaa")
    put(shared, "runwalk-aaaaaaaa.json")
    put(shared, "notes.txt")
    assert found(shared).message == f"{shared}; no other computer yet; this computer's file is runwalk-aaaaaaaa.json"
    for days, told in ((12, "12 days ago"), (1, "1 day ago"), (0, "less than a day ago")):
        put(shared, "runwalk-bbbbbbbb.json", days)
        put(shared, "runwalk-cccccccc.sync-conflict-20260105-073000-ABCDEFG.json", days + 3)
        assert found(shared).works
        assert f"; last news from another computer: {told};" in found(shared).message


def test_this_computers_own_file_is_no_news_of_another_one_while_the_log_cannot_be_read(shared: Path) -> None:
    put(shared, "runwalk-aaaaaaaa.json")
    paths.data_dir().mkdir(parents=True)
    (paths.data_dir() / "runwalk.sqlite3").write_bytes(b"damaged" * 1000)
    assert found(shared) == Finding("sync", True, f"{shared}; its files can be checked when your log can be read again")


def test_what_goes_away_or_is_no_ordinary_file_is_no_news(shared: Path) -> None:
    (shared / "runwalk-aaaaaaaa.json").symlink_to("nowhere")
    (shared / "runwalk-bbbbbbbb.json").mkdir()
    os.mkfifo(shared / "runwalk-cccccccc.json")
    assert found(shared) == Finding("sync", True, f"{shared}; no other computer yet")


def test_a_file_that_is_not_whole_is_a_finding(shared: Path) -> None:
    put(shared, "runwalk-bbbbbbbb.json")
    whole = (shared / "runwalk-bbbbbbbb.json").read_bytes()
    (shared / "runwalk-bbbbbbbb.json").write_bytes(whole[:-5])
    finding = found(shared)
    assert (finding.works, finding.message) == (False, f"{shared}: 1 file of another computer can't be read")


def test_files_that_may_be_somebody_else_s_are_a_finding(shared: Path) -> None:
    mine, theirs = (SessionRecord(each, NOW, "ASTEROID run-walk", "4", 6, 6, pain_worst=2) for each in "ab")
    with Store.open(paths.data_dir()) as store:
        store.save(mine)
    file = shared / "runwalk-bbbbbbbb.json"
    file.write_bytes(as_file(content_of(Log(sessions=(mine, theirs))), "upstairs", NOW))
    assert found(shared).works
    file.write_bytes(as_file(content_of(Log(sessions=(theirs,))), "upstairs", NOW))
    finding = found(shared)
    assert (finding.works, finding.message) == (
        False,
        f"none of the sessions in {shared} from upstairs are in your log",
    )


def test_a_warning_sign_in_what_may_be_somebody_else_s_comes_first_also_beside_a_broken_file(shared: Path) -> None:
    mine = SessionRecord("a", NOW, "ASTEROID run-walk", "4", 6, 6, pain_worst=2)
    with Store.open(paths.data_dir()) as store:
        store.save(mine)
    theirs = Log(sessions=(replace(mine, id="b", red_flags=("chest",)),))
    (shared / "runwalk-bbbbbbbb.json").write_bytes(as_file(content_of(theirs), "upstairs", NOW))
    (shared / "runwalk-cccccccc.json").write_bytes(b"{")
    finding = found(shared)
    assert not finding.works
    assert finding.message.startswith("There's a warning sign from upstairs. If it's yours, call your emergency number")
    assert finding.message.endswith(f" None of the sessions in {shared} from upstairs are in your log")


def test_a_computer_from_which_anything_was_taken_in_is_known(shared: Path) -> None:
    mine, theirs = (SessionRecord(each, NOW, "ASTEROID run-walk", "4", 6, 6, pain_worst=2) for each in "ab")
    with Store.open(paths.data_dir()) as store:
        store.save(mine)
        keep_known(store, ["bbbbbbbb"])
    (shared / "runwalk-bbbbbbbb.json").write_bytes(as_file(content_of(Log(sessions=(theirs,))), "upstairs", NOW))
    assert found(shared).works


def test_a_key_that_cannot_be_used_is_a_finding(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = paths.config_dir() / "sync.key"
    key.parent.mkdir(parents=True)
    key.write_text("junk")
    finding = found(shared)
    assert not finding.works
    assert "isn't a whole key" in finding.message
    key.unlink()
    make_key(NOW)
    (shared / "runwalk-bbbbbbbb.json.age").write_bytes(read_whole_key().encrypted(b"x")[:-3])
    assert not found(shared).works
    monkeypatch.setitem(sys.modules, "pyrage", None)
    monkeypatch.setitem(sys.modules, "pyrage.x25519", None)
    finding = found(shared)
    assert not finding.works
    assert '"sync" packages' in finding.message


def read_whole_key() -> Key:
    key = read_key()
    assert key is not None
    return key


def test_encrypted_files_need_the_key(shared: Path) -> None:
    put(shared, "runwalk-bbbbbbbb.json.age")
    finding = found(shared)
    assert (finding.works, finding.message) == (False, f"{shared}: files in it are encrypted, and there is no key here")
    assert str(paths.config_dir() / "sync.key") in finding.advice
    assert finding.advice.endswith(" (make that folder first).")
    make_key(NOW)
    content = as_file(content_of(Log()), "upstairs", NOW)
    (shared / "runwalk-bbbbbbbb.json.age").write_bytes(read_whole_key().encrypted(content))
    assert found(shared).message.endswith("less than a day ago; encrypted")


def test_what_cannot_be_synced_with_says_why(tmp_path: Path, shared: Path) -> None:
    (tmp_path / "file").write_text("")
    data = paths.data_dir()
    data.mkdir(parents=True)
    settings = paths.config_dir()
    settings.mkdir(parents=True)
    for folder in (tmp_path / "gone", tmp_path / "file", data, data.parent, settings, settings.parent):
        with pytest.raises(UnusableFolderError) as refused:
            refuse_unusable(folder, data)
        assert (found(folder).works, found(folder).message) == (False, str(refused.value)), "as the sync says it"
    for named, why in (
        ("runs", "runs: write the full path, starting with / or ~"),
        ("~nobody-here", "~nobody-here: there is no such home folder"),
    ):
        assert (found(named).works, found(named).message) == (False, why)
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
