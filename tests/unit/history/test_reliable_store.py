"""What the store does not take is held, shown, rescued, and written as soon as that works again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from runwalk_tui.history.database.file import FILE
from runwalk_tui.history.errors import StoreError, Trouble
from runwalk_tui.history.journal import Journal
from runwalk_tui.history.reliable_store import ReliableStore
from runwalk_tui.history.store import Store
from runwalk_tui.session.records import CheckIn, Clearance, Deletion, Log, Placement
from tests.support.bad_disk import BadDisk, fill, make_read_only, small_disk
from tests.support.history_samples import MakeSession

AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ALL = range(10**9)
NONE = range(0)


class Kept:
    """A reliable_store on a disk that may fail."""

    def __init__(self, folder: Path) -> None:
        self.disk = BadDisk(sqlite3.SQLITE_FULL)
        self.reliable_store = ReliableStore(Store.open(folder, connect=self.disk.connect), lambda: AT)
        self.folder = folder

    @property
    def rescue_files(self) -> list[Path]:
        return list(self.folder.glob("runwalk-rescue-*"))


@pytest.fixture
def kept(data: Path) -> Iterator[Kept]:
    kept = Kept(data)
    yield kept
    kept.reliable_store.store.close()


def test_everything_that_a_full_disk_keeps_out_is_shown_and_lies_in_one_rescue_file(
    kept: Kept, data: Path, make_session: MakeSession
) -> None:
    reliable_store = kept.reliable_store
    kept.disk.bad_writes = ALL
    told = [
        reliable_store.finish(make_session(0)),
        reliable_store.save(make_session(0, pain_morning=1, red_flags=("fever",))),
        reliable_store.place(Placement(AT, "2")),
        reliable_store.check_in(CheckIn(AT, 1, 2, 3)),
        reliable_store.clear(Clearance(AT, ("s0",))),
        reliable_store.remember("screening", "answers"),
    ]
    assert all("the disk is full; free some space" in line and " is safe in " in line for line in map(str, told))
    log = reliable_store.log()
    assert [record.pain_morning for record in log.sessions] == [1]
    assert (log.placements, log.checkins) == ((Placement(AT, "2"),), (CheckIn(AT, 1, 2, 3),))
    assert log.clearances == (Clearance(AT, ("s0",)),)
    assert reliable_store.recall("screening") == "answers"
    (file,) = kept.rescue_files
    assert str(reliable_store.waiting) == f"The log can't be saved: 5 entries are waiting in {file}."
    reliable_store.store.close()
    with Store.open(data, at=AT) as store:
        assert replace(store.log(), sessions=()) == replace(log, sessions=())
        assert store.session("s0") == make_session(0, pain_morning=1, red_flags=("fever",), updated_at=AT)
        assert store.recall("screening") == "answers"
        assert store.notices == (f"saved now from {file}: 1 session and 3 others that couldn't be saved before",)


def test_the_next_write_that_succeeds_brings_along_what_waited(kept: Kept, make_session: MakeSession) -> None:
    Journal(kept.reliable_store.store).begin("s0", AT, {}, {})
    kept.disk.bad_writes = ALL
    kept.reliable_store.finish(make_session(0))
    kept.disk.bad_writes = NONE
    assert kept.reliable_store.place(Placement(AT, "2")) is None
    assert kept.reliable_store.waiting is None
    assert kept.rescue_files == []
    assert len(kept.reliable_store.store.log().sessions) == 1
    assert kept.reliable_store.unfinished() is None


def test_what_waits_is_written_at_the_end_if_that_works_again(
    kept: Kept, data: Path, make_session: MakeSession
) -> None:
    kept.disk.bad_writes = ALL
    kept.reliable_store.save(make_session(0))
    kept.disk.bad_writes = NONE
    kept.reliable_store.close()
    assert kept.rescue_files == []
    with Store.open(data, read_only=True) as store:
        assert len(store.log().sessions) == 1


def test_a_newer_version_that_is_written_takes_the_place_of_the_one_that_waited(
    kept: Kept, make_session: MakeSession
) -> None:
    kept.disk.bad_writes = ALL
    kept.reliable_store.save(make_session(0, note="first"))
    kept.reliable_store.remember("screening", "first")
    kept.disk.bad_writes = NONE
    kept.reliable_store.save(make_session(0, note="second"))
    kept.reliable_store.remember("screening", "second")
    assert [record.note for record in kept.reliable_store.log().sessions] == ["second"]
    assert kept.reliable_store.store.recall("screening") == "second"


def test_a_session_that_waits_can_be_deleted_once_it_could_be_written(kept: Kept, make_session: MakeSession) -> None:
    kept.disk.bad_writes = ALL
    kept.reliable_store.save(make_session(0))
    assert "full" in str(kept.reliable_store.delete("s0"))
    assert len(kept.reliable_store.log().sessions) == 1
    kept.disk.bad_writes = NONE
    assert kept.reliable_store.delete("s0") is None
    assert kept.reliable_store.log() == Log(deleted=(Deletion("s0", AT),))
    assert kept.rescue_files == []


def test_a_session_whose_journal_could_not_be_ended_is_not_offered_again(kept: Kept, make_session: MakeSession) -> None:
    journal = Journal(kept.reliable_store.store)
    for number in range(3):
        journal.begin(f"s{number}", AT, {}, {})
    kept.disk.bad_writes = ALL
    kept.reliable_store.finish(make_session(0))
    assert "full" in str(kept.reliable_store.discard("s1"))
    found = kept.reliable_store.unfinished()
    assert found is not None
    assert found.session_id == "s2"


def test_a_log_that_cannot_be_read_any_more_is_shown_as_it_was(kept: Kept, make_session: MakeSession) -> None:
    kept.reliable_store.save(make_session(0))
    kept.reliable_store.remember("screening", "answers")
    assert kept.reliable_store.recall("screening") == "answers"
    before = kept.reliable_store.log()
    kept.disk.good_for = 0
    assert kept.reliable_store.log() == before
    assert "the disk is full" in str(kept.reliable_store.problem)
    assert kept.reliable_store.recall("screening") == "answers"
    kept.disk.good_for = 10**9
    kept.reliable_store.log()
    assert kept.reliable_store.problem is None


def test_without_any_place_for_a_rescue_file_it_stays_in_memory_and_that_is_said(
    kept: Kept, make_session: MakeSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("runwalk_tui.history.rescue.default_folders", lambda data: [kept.folder / FILE])
    kept.disk.bad_writes = ALL
    assert "Leave this window open until there is space." in str(kept.reliable_store.save(make_session(0)))
    assert "only in memory" in str(kept.reliable_store.waiting)
    kept.disk.bad_writes = NONE
    kept.reliable_store.catch_up()
    assert kept.reliable_store.waiting is None
    assert len(kept.reliable_store.store.log().sessions) == 1


def test_after_a_long_lock_a_write_hardly_waits_until_one_was_let_in(data: Path, make_session: MakeSession) -> None:
    with Store.open(data, at=AT) as store:
        other = sqlite3.connect(data / FILE, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        took = []
        for _ in range(3):
            began = datetime.now(UTC)
            with pytest.raises(StoreError):
                store.save(make_session())
            took.append(datetime.now(UTC) - began)
        other.execute("ROLLBACK")
        other.close()
        assert took[0] > timedelta(seconds=1.5)
        assert max(took[1:]) < timedelta(seconds=1)
        store.save(make_session())
        with store.reading() as connection:
            assert connection.execute("PRAGMA busy_timeout").fetchone()[0] == 2000


# A log that cannot be written from the start.


@pytest.fixture
def disk(tmp_path: Path, make_session: MakeSession) -> Iterator[Path]:
    """A file system of its own with a log of one session, and another one that was cut off."""
    with small_disk(tmp_path / "disk") as disk:
        with Store.open(disk / "data", at=AT) as store:
            store.save(make_session(0))
            Journal(store).begin("cut off", AT, {}, {})
        yield disk


def test_a_copy_shows_the_log_refuses_every_write_and_takes_in_what_was_rescued(
    disk: Path, make_session: MakeSession
) -> None:
    folder = disk / "data"
    make_read_only(disk)
    for day in (1, 2):
        # One start of the program after the other, on a disk that stays as it is.
        with pytest.raises(StoreError) as refused:
            Store.open(folder, at=AT)
        assert refused.value.trouble is Trouble.READ_ONLY
        reliable_store = ReliableStore(Store.open_copy(folder, refused.value), lambda: AT)
        assert len(reliable_store.log().sessions) == day
        found = reliable_store.unfinished()
        assert (found is not None) == (day == 1)
        line = str(reliable_store.finish(make_session(day, id="cut off" if day == 1 else "s2")))
        assert "can't be written" in line
        assert " is safe in " in line
        assert str(folder) not in line.partition(" is safe in ")[2]
        reliable_store.close()
    make_read_only(disk, read_only=False)
    with Store.open(folder, at=AT) as store:
        assert sorted(record.id for record in store.log().sessions) == ["cut off", "s0", "s2"]
        assert Journal(store).unfinished() is None
        assert len(store.notices) == 2


@pytest.mark.parametrize("spoil", [fill, make_read_only], ids=["full", "read-only"])
def test_what_a_killed_program_left_in_the_write_ahead_log_is_read_also_where_nothing_can_be_written(
    disk: Path, spoil: Callable[[Path], object]
) -> None:
    """As after a power cut that left the disk full, or had it mounted for reading only."""
    with Store.open(disk / "data", at=AT) as store:
        Journal(store).begin("last", AT, {}, {"elapsed": 7})
        left = {path.name: path.read_bytes() for path in (disk / "data").glob(f"{FILE}*")}
    for name, content in left.items():
        if not name.endswith("-shm"):
            (disk / "data" / name).write_bytes(content)
    assert (disk / "data" / f"{FILE}-wal").stat().st_size > 0
    spoil(disk)
    before = {path: path.read_bytes() for path in (disk / "data").rglob("*") if path.is_file()}
    with Store.open(disk / "data", read_only=True) as store:
        assert len(store.log().sessions) == 1
        found = Journal(store).unfinished(but={"cut off"})
        assert found is not None
        assert found.last == {"elapsed": 7}
    after = {path: path.read_bytes() for path in (disk / "data").rglob("*") if path.is_file()}
    assert {path: after[path] for path in before} == before


def test_where_no_log_is_a_folder_that_cannot_be_written_stays_one_line(tmp_path: Path) -> None:
    why = StoreError("it cannot be written", Trouble.READ_ONLY)
    with pytest.raises(StoreError, match="it cannot be written"):
        Store.open_copy(tmp_path, why)


def test_answers_that_cannot_be_noted_are_told_once_a_session(kept: Kept) -> None:
    reliable_store = kept.reliable_store
    for session_id in ("s0", "s1"):
        journal = Journal(reliable_store.store)
        journal.begin(session_id, AT, {}, {})
    kept.disk.bad_writes = ALL
    told = [reliable_store.note_answers(session_id, {}) for session_id in ("s0", "s0", "s1", "s0")]
    assert [line is not None and "the disk is full" in str(line) for line in told] == [True, False, True, False]
    kept.disk.bad_writes = NONE
    assert reliable_store.note_answers("s0", {"answered": 1}) is None
    found = reliable_store.unfinished()
    assert found is not None
    assert (found.session_id, found.rated, found.last) == ("s0", True, {"answered": 1})
