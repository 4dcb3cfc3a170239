"""Full disks, failing disks, locks: one line, nothing half written, and it works again afterwards."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from runwalk_tui.history.database.file import FILE
from runwalk_tui.history.errors import StoreError, Trouble
from runwalk_tui.history.journal import Journal
from runwalk_tui.history.store import Store
from tests.support.bad_disk import BadDisk, fill, make_read_only, small_disk
from tests.support.history_samples import MakeSession, OpenStore

AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("code", "trouble"),
    [
        (sqlite3.SQLITE_IOERR_WRITE, Trouble.IO),
        (sqlite3.SQLITE_IOERR_FSYNC, Trouble.IO),
        (sqlite3.SQLITE_FULL, Trouble.FULL),
        (sqlite3.SQLITE_READONLY, Trouble.READ_ONLY),
        (sqlite3.SQLITE_BUSY, Trouble.LOCKED),
        (sqlite3.SQLITE_CORRUPT, Trouble.DAMAGED),
        (sqlite3.SQLITE_CANTOPEN, Trouble.IO),
    ],
)
def test_a_failure_at_any_statement_of_a_write_is_one_line_and_leaves_nothing_half_done(
    open_store: OpenStore, make_session: MakeSession, code: int, trouble: Trouble
) -> None:
    disk = BadDisk(code)
    store = open_store(connect=disk.connect)
    store.save(make_session(0))
    journal = Journal(store)
    journal.begin("s1", AT, {}, {})
    for good_for in range(20):
        disk.good_for = good_for
        try:
            journal.finish(make_session(1))
        except StoreError as error:
            assert error.trouble is trouble
            assert str(store.path) in str(error)
            assert "\n" not in str(error)
        else:
            break
        disk.good_for = 10**9
        assert [record.id for record in store.log().sessions] == ["s0"]
        assert journal.unfinished() is not None
    assert 3 <= good_for < 15
    disk.good_for = 10**9
    assert [record.id for record in store.log().sessions] == ["s0", "s1"]
    assert journal.unfinished() is None


def test_a_failure_at_any_statement_of_opening_is_one_line_and_harms_nothing(
    data: Path, open_store: OpenStore, make_session: MakeSession
) -> None:
    store = open_store()
    store.save(make_session())
    store.close()
    for good_for in range(100):
        disk = BadDisk()
        disk.good_for = good_for
        try:
            store = open_store(connect=disk.connect)
        except StoreError as error:
            assert error.trouble is Trouble.IO
            assert "\n" not in str(error)
        else:
            break
    assert 5 < good_for < 99
    assert not list(data.glob("*damaged*"))
    assert len(open_store().log().sessions) == 1


def test_a_database_that_may_not_grow_keeps_what_it_has(open_store: OpenStore, make_session: MakeSession) -> None:
    """SQLite's own limit of pages gives its own error for a full disk."""
    store = open_store()
    with store.reading() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    saved = 0
    with pytest.raises(StoreError, match="the disk is full; free some space") as full:
        for day in range(1000):
            store.save(make_session(day))
            saved = day + 1
    assert full.value.trouble is Trouble.FULL
    assert saved > 0
    assert len(store.log().sessions) == saved
    with store.reading() as connection:
        connection.execute("PRAGMA max_page_count = 100000")
    store.save(make_session(saved))
    assert len(store.log().sessions) == saved + 1


def test_a_locked_database_is_told_after_a_short_wait(
    data: Path, open_store: OpenStore, make_session: MakeSession
) -> None:
    store = open_store()
    other = sqlite3.connect(data / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="another program is using it") as locked:
        store.save(make_session())
    assert locked.value.trouble is Trouble.LOCKED
    other.execute("ROLLBACK")
    other.close()
    store.save(make_session())


def test_a_journal_catches_up_after_a_full_disk(open_store: OpenStore) -> None:
    disk = BadDisk(sqlite3.SQLITE_FULL)
    store = open_store(connect=disk.connect)
    journal = Journal(store)
    disk.good_for = 0
    for kind, at in (("begin", 0), ("phase", 1), ("mark", 2)):
        with pytest.raises(StoreError):
            if kind == "begin":
                journal.begin("s1", AT, {"stage": "4"}, {"elapsed": 0})
            else:
                journal.event(kind, AT, {"n": at}, {"elapsed": at})
    disk.good_for = 10**9
    journal.heartbeat(AT, {"elapsed": 5})
    found = journal.unfinished()
    assert found is not None
    assert [event.kind for event in found.events] == ["started", "phase", "mark"]
    assert (found.header, found.last) == ({"stage": "4"}, {"elapsed": 5})


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 400 KB of its own."""
    with small_disk(tmp_path / "tiny", "400k") as disk:
        yield disk


def test_a_disk_that_really_fills_up_keeps_what_it_has_and_works_again(
    tiny_disk: Path, make_session: MakeSession
) -> None:
    folder = tiny_disk / "data"
    with Store.open(folder, at=AT, rescue_folders=()) as store:
        store.save(make_session(0))
        filler = fill(tiny_disk)
        with pytest.raises(StoreError, match=r"full|disk failed"):
            for day in range(1, 1000):
                store.save(make_session(day, note="x" * 5000))
        before = len(store.log().sessions)
        filler.unlink()
        store.save(make_session(2000))
        assert len(store.log().sessions) == before + 1
    with Store.open(folder, at=AT, rescue_folders=()) as store:
        assert len(store.log().sessions) == before + 1
        assert not list(folder.glob("*damaged*"))


def test_a_disk_that_is_full_from_the_start_is_one_clear_line(tiny_disk: Path) -> None:
    fill(tiny_disk)
    with pytest.raises(StoreError, match=r"disk is full|disk failed"):
        Store.open(tiny_disk / "data", at=AT, rescue_folders=())


def test_a_disk_that_became_read_only_can_still_be_read(tiny_disk: Path, make_session: MakeSession) -> None:
    folder = tiny_disk / "data"
    with Store.open(folder, at=AT, rescue_folders=()) as store:
        store.save(make_session())
        store.claim()
    make_read_only(tiny_disk)
    with pytest.raises(StoreError, match="can't be written") as refused:
        Store.open(folder, at=AT, rescue_folders=())
    assert refused.value.trouble is Trouble.READ_ONLY
    with Store.open(folder, read_only=True) as store:
        assert len(store.log().sessions) == 1
        assert store.owner() is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_limit_on_the_size_of_files_is_survived(data: Path, open_store: OpenStore) -> None:
    """A child that may write files of 300 KB at most saves until it may not, then still reads all it saved."""
    script = textwrap.dedent(
        """
        import resource, sys
        from datetime import UTC, datetime
        from pathlib import Path
        from runwalk_tui.history.store import Store
        from runwalk_tui.history.errors import StoreError
        from runwalk_tui.session.records import SessionRecord

        folder = Path(sys.argv[1])
        store = Store.open(folder, rescue_folders=())
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
        saved = 0
        try:
            while True:
                store.save(SessionRecord(f"s{saved}", datetime.now(UTC), "p", "4", 10, 10, note="x" * 5000))
                saved += 1
        except StoreError as error:
            assert "\\n" not in str(error)
        assert len(store.log().sessions) == saved, saved
        print(saved)
        """
    )
    done = subprocess.run([sys.executable, "-c", script, data], capture_output=True, text=True, timeout=60, check=True)
    assert int(done.stdout) > 0
    assert len(open_store().log().sessions) == int(done.stdout)
