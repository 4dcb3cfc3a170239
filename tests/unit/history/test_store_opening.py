"""Opening: what is made, what is left alone, and what is refused."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path
from typing import Any

import pytest

from runwalk_tui.history.database.file import FILE, FileState, connect_to_write, create_file, examine_file
from runwalk_tui.history.database.migrations import APPLICATION_ID, STEPS, migrate
from runwalk_tui.history.errors import StoreError, Trouble
from runwalk_tui.history.store import Store
from runwalk_tui.session.records import Log
from tests.support.history_samples import MakeSession, OpenStore

NEXT_STEP = (*STEPS, ("ALTER TABLE session ADD COLUMN shoes TEXT", "CREATE TABLE shoe (seq INTEGER PRIMARY KEY)"))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no mode bits")
def test_health_data_is_readable_by_its_owner_only(
    data: Path, open_store: OpenStore, make_session: MakeSession
) -> None:
    old = os.umask(0)
    try:
        open_store().save(make_session())
        store = open_store(at=None)
        store.claim()
    finally:
        os.umask(old)
    for path in [data, *data.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


@pytest.mark.skipif(os.name == "nt", reason="Windows has no mode bits")
def test_a_database_that_came_with_wider_permissions_is_narrowed(data: Path, open_store: OpenStore) -> None:
    open_store().close()
    (data / FILE).chmod(0o644)
    open_store()
    assert stat.S_IMODE((data / FILE).stat().st_mode) == 0o600


def test_the_database_is_durable_and_marked_as_ours(data: Path, open_store: OpenStore) -> None:
    with open_store().reading() as connection:
        settings = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "application_id", "user_version")
        }
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "application_id": APPLICATION_ID,
        "user_version": len(STEPS),
    }


def test_a_file_that_another_process_is_making_is_seen_as_it_was_at_one_moment(data: Path) -> None:
    data.mkdir()
    create_file(data / FILE)
    other = connect_to_write(data / FILE)

    class Slow(sqlite3.Connection):
        """The other process makes the tables just after this one has read that there is nothing yet."""

        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
            found = super().execute(sql, *values)
            if sql == "PRAGMA user_version":
                migrate(other)
            return found

    def connect(*arguments: Any, **named: Any) -> sqlite3.Connection:
        return sqlite3.connect(*arguments, **named, factory=Slow)

    assert examine_file(data / FILE, STEPS, connect).state is FileState.EMPTY
    other.close()
    assert examine_file(data / FILE, STEPS).state is FileState.OURS


def test_reading_where_nothing_is_makes_nothing(data: Path) -> None:
    with Store.open(data, read_only=True) as store:
        assert store.log() == Log()
        assert store.recall("anything") is None
    assert not data.exists()


def test_reading_works_while_a_write_is_under_way(open_store: OpenStore, make_session: MakeSession) -> None:
    writer = open_store()
    writer.save(make_session(0))
    with writer.transaction() as connection:
        connection.execute("DELETE FROM session")
        reader = open_store(read_only=True)
        assert len(reader.log().sessions) == 1
    assert len(reader.log().sessions) == 0


def test_a_store_opened_for_reading_refuses_to_write(open_store: OpenStore, make_session: MakeSession) -> None:
    open_store()
    reader = open_store(read_only=True)
    with pytest.raises(StoreError, match="reading only") as refused:
        reader.save(make_session())
    assert refused.value.trouble is Trouble.READ_ONLY


def test_a_closed_store_says_so(open_store: OpenStore) -> None:
    store = open_store()
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed") as refused:
        store.log()
    assert refused.value.trouble is Trouble.CLOSED


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("journal", ["DELETE", "WAL"])
def test_a_newer_database_is_refused_and_not_touched(
    data: Path, open_store: OpenStore, read_only: bool, journal: str
) -> None:
    store = open_store(steps=NEXT_STEP)
    store.close()
    connection = sqlite3.connect(data / FILE)
    connection.execute(f"PRAGMA journal_mode = {journal}")
    connection.close()
    before = (data / FILE).read_bytes()
    with pytest.raises(StoreError, match="newer version of runwalk") as refused:
        open_store(read_only=read_only)
    assert refused.value.trouble is Trouble.NEWER
    assert (data / FILE).read_bytes() == before
    assert not list(data.glob("*damaged*"))


def test_a_database_of_another_program_is_refused_and_not_touched(data: Path, open_store: OpenStore) -> None:
    data.mkdir()
    connection = sqlite3.connect(data / FILE)
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    before = (data / FILE).read_bytes()
    for read_only in (False, True):
        with pytest.raises(StoreError, match="another program") as refused:
            open_store(read_only=read_only)
        assert refused.value.trouble is Trouble.FOREIGN
    assert (data / FILE).read_bytes() == before


def test_a_folder_where_the_database_should_be_is_refused(data: Path, open_store: OpenStore) -> None:
    (data / FILE).mkdir(parents=True)
    with pytest.raises(StoreError, match="not a file"):
        open_store()


def test_a_data_folder_below_a_file_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "file" / "data"):
        with pytest.raises(StoreError, match="can't be opened") as refused:
            Store.open(folder)
        assert "\n" not in str(refused.value)


def test_an_empty_file_left_by_a_kill_becomes_a_database(data: Path, open_store: OpenStore) -> None:
    data.mkdir()
    (data / FILE).touch()
    store = open_store()
    assert store.log() == Log()
    assert store.notices == ()


def test_an_older_database_is_backed_up_and_migrated(
    data: Path, open_store: OpenStore, make_session: MakeSession
) -> None:
    store = open_store()
    store.save(make_session())
    store.close()
    migrated = open_store(steps=NEXT_STEP)
    assert migrated.log().sessions == (make_session(),)
    (backup,) = (data / "backups").iterdir()
    connection = sqlite3.connect(backup)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == len(STEPS)
    assert connection.execute("SELECT id FROM session").fetchall() == [("s0",)]
    connection.close()


def test_an_older_database_can_be_read_without_migrating_it(
    data: Path, open_store: OpenStore, make_session: MakeSession
) -> None:
    open_store().save(make_session())
    with Store.open(data, read_only=True, steps=NEXT_STEP) as reader:
        assert reader.log().sessions == (make_session(),)
    with open_store().reading() as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == len(STEPS)


def test_a_migration_that_fails_leaves_the_old_shape(
    data: Path, open_store: OpenStore, make_session: MakeSession
) -> None:
    store = open_store()
    store.save(make_session())
    store.close()
    broken = (*STEPS, ("CREATE TABLE half (seq)", "THIS IS NO SQL"))
    with pytest.raises(StoreError):
        open_store(steps=broken)
    store = open_store()
    assert store.log().sessions == (make_session(),)
    with store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone()[0] == 0


def test_an_older_program_in_use_keeps_a_newer_one_from_migrating(open_store: OpenStore) -> None:
    open_store()
    with pytest.raises(StoreError, match="close that first"):
        open_store(steps=NEXT_STEP)


@pytest.mark.parametrize("name", ["a b", "100%", "what?", "#1", "ünï ☂", 'it\'s "quoted"'])
def test_folders_may_have_any_name(tmp_path: Path, make_session: MakeSession, name: str) -> None:
    with Store.open(tmp_path / name, rescue_folders=()) as store:
        store.save(make_session())
    with Store.open(tmp_path / name, read_only=True) as store:
        assert len(store.log().sessions) == 1
