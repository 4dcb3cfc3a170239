"""A deletion is a record: it outlives a restart, an older export and a merge, and can be taken back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from runwalk_tui.history import rescue
from runwalk_tui.history.database.file import FILE
from runwalk_tui.history.database.sessions import KEPT_FOR_UNDO
from runwalk_tui.history.json_file import from_json, to_json
from runwalk_tui.history.reliable_store import ReliableStore
from runwalk_tui.history.store import Store
from runwalk_tui.rule.reading import stop_sign
from runwalk_tui.session.records import Clearance, Deletion, Log, SessionRecord, clearance_of
from tests.support.bad_disk import BadDisk
from tests.support.history_samples import FULL_SESSION, MakeSession, OpenStore

NOON = datetime(2026, 2, 1, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


def undated(record: SessionRecord | None) -> SessionRecord:
    assert record is not None
    return replace(record, updated_at=None)


def test_a_deletion_is_remembered_and_returns_the_session(open_store: OpenStore) -> None:
    store = open_store()
    store.save(FULL_SESSION)
    assert store.delete("s0", NOON) == FULL_SESSION
    assert store.log() == Log(deleted=(Deletion("s0", NOON),))
    assert store.session("s0") is None


def test_deleting_nobody_is_no_deletion(open_store: OpenStore) -> None:
    store = open_store()
    assert store.delete("nobody", NOON) is None
    assert (store.log(), store.deleted_last(), store.restore(at=NOON)) == (Log(), None, None)


def test_a_deletion_is_not_older_than_what_it_deletes(open_store: OpenStore, make_session: MakeSession) -> None:
    """A clock that was wrong once may have dated that years ahead."""
    store = open_store()
    store.save(make_session(updated_at=NOON + HOUR))
    export = store.log()
    store.delete("s0", NOON)
    assert store.log().deleted == (Deletion("s0", NOON + HOUR),)
    assert store.merge(export).deleted == 1
    assert store.log().sessions == ()


def test_an_undo_works_after_a_restart_and_makes_the_session_newer_than_its_deletion(open_store: OpenStore) -> None:
    store = open_store()
    store.save(FULL_SESSION)
    store.delete("s0", NOON)
    store.close()
    store = open_store(at=NOON + HOUR)
    assert store.deleted_last() == FULL_SESSION
    assert store.restore(at=NOON + HOUR) == replace(FULL_SESSION, updated_at=NOON + HOUR)
    assert store.log() == Log(sessions=(replace(FULL_SESSION, updated_at=NOON + HOUR),))
    assert (store.deleted_last(), store.restore(at=NOON)) == (None, None)


def test_an_undo_by_a_clock_that_went_back_is_newer_all_the_same(
    open_store: OpenStore, make_session: MakeSession
) -> None:
    store = open_store()
    store.save(make_session())
    store.delete("s0", NOON)
    back = store.restore(at=NOON - HOUR)
    assert back is not None
    assert back.updated_at is not None
    assert back.updated_at > NOON


def test_the_last_one_comes_back_first_and_any_one_by_its_id(open_store: OpenStore, make_session: MakeSession) -> None:
    store = open_store()
    for day in range(3):
        store.save(make_session(day))
        store.delete(f"s{day}", NOON - day * HOUR)  # by a clock that goes backwards
    assert undated(store.restore("s0", at=NOON)) == make_session(0)
    assert undated(store.deleted_last()) == make_session(2)
    assert undated(store.restore(at=NOON)) == make_session(2)
    assert undated(store.restore(at=NOON)) == make_session(1)
    assert store.restore(at=NOON) is None
    assert len(store.log().sessions) == 3


def test_a_restored_session_is_where_it_was_among_others_of_the_same_instant(
    open_store: OpenStore, make_session: MakeSession
) -> None:
    store = open_store()
    for name in ("a", "b", "c"):
        store.save(make_session(id=name))
    store.delete("b", NOON)
    store.close()
    store = open_store(at=NOON)
    store.restore(at=NOON)
    assert [session.id for session in store.log().sessions] == ["a", "b", "c"]


def test_a_restored_session_whose_place_is_taken_comes_after(open_store: OpenStore, make_session: MakeSession) -> None:
    store = open_store()
    store.save(make_session(id="a"))
    store.delete("a", NOON)
    store.save(make_session(id="b"))
    store.restore(at=NOON)
    assert [session.id for session in store.log().sessions] == ["b", "a"]


def test_a_deleted_session_that_is_saved_again_is_newer_than_its_deletion(
    open_store: OpenStore, make_session: MakeSession
) -> None:
    store = open_store()
    store.save(make_session())
    store.delete("s0", NOON)
    deleted = store.log()
    store.save(make_session())
    (again,) = store.log().sessions
    assert again.updated_at is not None
    assert again.updated_at > NOON
    store.merge(deleted)
    assert store.log().sessions == (again,)


# Other logs and older files.


def test_an_older_export_brings_nothing_back(open_store: OpenStore, make_session: MakeSession) -> None:
    store = open_store()
    store.save(make_session(0))
    store.save(make_session(1, updated_at=NOON))
    export = store.log()
    store.delete("s0", NOON)
    store.delete("s1", NOON)
    before = store.log()
    counts = store.merge(export)
    assert (counts.new, counts.changed, counts.same, counts.deleted) == (0, 0, 0, 2)
    assert counts.stay_deleted == [(session, Deletion(session.id, NOON)) for session in export.sessions]
    assert store.log() == before


def test_a_version_that_was_changed_after_the_deletion_comes_back(
    open_store: OpenStore, make_session: MakeSession
) -> None:
    store = open_store()
    store.save(make_session())
    store.delete("s0", NOON)
    newer = make_session(note="edited elsewhere", updated_at=NOON + SECOND)
    assert store.merge(Log(sessions=(newer,))).new == 1
    assert store.log() == Log(sessions=(newer,))
    assert store.deleted_last() is None


@pytest.mark.parametrize(
    ("updated_at", "goes"), [(None, True), (NOON - SECOND, True), (NOON, True), (NOON + SECOND, False)], ids=str
)
def test_a_deletion_from_outside_takes_a_session_away_unless_that_was_changed_later(
    open_store: OpenStore, make_session: MakeSession, updated_at: datetime | None, goes: bool
) -> None:
    store = open_store()
    session = make_session(updated_at=updated_at)
    store.save(session)
    outside = Log(deleted=(Deletion("s0", NOON),))
    counts = store.merge(outside)
    if goes:
        assert (counts.deleted, counts.removed) == (1, [session])
        assert store.log() == outside
        assert undated(store.restore("s0", at=NOON)) == undated(session)
    else:
        assert (counts.deleted, [each.there for each in counts.differing]) == (0, [Deletion("s0", NOON)])
        assert store.log() == Log(sessions=(session,))


def test_a_deletion_of_a_session_that_never_was_here_keeps_it_out(
    open_store: OpenStore, make_session: MakeSession
) -> None:
    store = open_store()
    outside = Log(deleted=(Deletion("s0", NOON),))
    assert store.merge(outside).deleted == 1
    again = store.merge(outside)
    assert (again.deleted, again.same) == (0, 1)
    assert store.merge(Log(sessions=(make_session(),))).new == 0
    assert (store.log(), store.restore(at=NOON)) == (outside, None)


def test_of_two_deletions_the_later_one_is_kept_and_the_undo_with_it(
    open_store: OpenStore, make_session: MakeSession
) -> None:
    store = open_store()
    store.save(make_session())
    store.delete("s0", NOON)
    for at in (NOON + HOUR, NOON - HOUR):
        store.merge(Log(deleted=(Deletion("s0", at),)))
        assert store.log().deleted == (Deletion("s0", NOON + HOUR),)
    assert undated(store.restore(at=NOON)) == make_session()


def test_an_undo_without_an_id_brings_back_only_what_was_deleted_here(
    open_store: OpenStore, make_session: MakeSession
) -> None:
    store = open_store()
    for day in range(3):
        store.save(make_session(day))
    store.delete("s0", NOON)
    store.merge(Log(deleted=(Deletion("s1", NOON + HOUR), Deletion("s0", NOON + HOUR))))
    store.close()
    store = open_store()
    assert undated(store.deleted_last()) == undated(store.restore(at=NOON)) == make_session(0)
    assert (store.deleted_last(), store.restore(at=NOON)) == (None, None)
    assert undated(store.restore("s1", at=NOON)) == make_session(1)
    store.take_up(Log(deleted=(Deletion("s2", NOON + HOUR),)), {})
    assert undated(store.deleted_last()) == make_session(2), "what waited to be deleted was deleted here"


def test_two_logs_that_exchange_files_end_the_same(
    tmp_path: Path, open_store: OpenStore, make_session: MakeSession
) -> None:
    here = open_store()
    for day in range(4):
        here.save(make_session(day))
    with Store.open(tmp_path / "there", rescue_folders=()) as there:
        there.merge(here.log())
        here.delete("s0", NOON)
        there.delete("s0", NOON + HOUR)
        here.delete("s1", NOON)
        there.save(make_session(1, note="edited", updated_at=NOON + SECOND))
        there.delete("s2", NOON)
        there.restore("s2", at=NOON + HOUR)
        here.save(make_session(2, note="edited", updated_at=NOON + 2 * HOUR))
        here.delete("s3", NOON)
        for _ in range(2):
            there.merge(from_json(to_json(here.log())))
            here.merge(from_json(to_json(there.log())))
        assert here.log() == there.log()
        assert [session.id for session in here.log().sessions] == ["s1", "s2"]
        assert {deletion.id for deletion in here.log().deleted} == {"s0", "s3"}


def test_a_red_flag_that_nobody_has_cleared_outlives_a_deletion_from_outside(
    open_store: OpenStore, make_session: MakeSession
) -> None:
    store = open_store()
    store.save(make_session(red_flags=("fever",)))
    deletion = Log(deleted=(Deletion("s0", NOON),))
    store.merge(deletion)
    (raised,) = stop_sign(store.log())
    assert raised.red_flags == ("fever",)
    assert [each.id for each in store.log().deleted] == ["s0"]
    store.clear(Clearance(NOON, (raised.id,)))
    store.merge(deletion)
    assert stop_sign(store.log()) == ()


def test_a_red_flag_that_was_cleared_there_is_deleted_with_its_session(
    open_store: OpenStore, make_session: MakeSession
) -> None:
    store = open_store()
    flagged = make_session(red_flags=("fever",))
    store.save(flagged)
    store.merge(Log(clearances=(clearance_of([flagged], NOON - HOUR),), deleted=(Deletion("s0", NOON),)))
    assert store.log().sessions == ()


def test_a_red_flag_of_a_session_that_was_deleted_here_is_not_lost_with_it(
    open_store: OpenStore, make_session: MakeSession
) -> None:
    store = open_store()
    store.save(make_session())
    store.delete("s0", NOON)
    flagged = Log(sessions=(make_session(red_flags=("fever",), updated_at=NOON - HOUR),))
    store.merge(flagged)
    (raised,) = stop_sign(store.log())
    assert raised.red_flags == ("fever",)
    store.clear(Clearance(NOON, (raised.id,)))
    store.delete(raised.id, NOON)
    store.merge(flagged)
    assert store.log().sessions == ()


def test_a_red_flag_that_comes_between_the_look_and_the_deletion_is_kept(
    open_store: OpenStore, make_session: MakeSession
) -> None:
    store = open_store()
    store.save(make_session(red_flags=("fever",)))
    store.delete("s0", NOON)
    assert [each.red_flags for each in stop_sign(store.log())] == [("fever",)]


# What is kept for an undo, and how long.


def test_what_was_deleted_is_gone_from_the_file_after_thirty_days(
    open_store: OpenStore, make_session: MakeSession, data: Path
) -> None:
    store = open_store()
    store.save(make_session(note="please forget this"))
    store.delete("s0", NOON)
    store.close()
    open_store(at=NOON + KEPT_FOR_UNDO).close()
    store = open_store(at=NOON + KEPT_FOR_UNDO)
    assert store.deleted_last() is not None
    store.close()
    store = open_store(at=NOON + KEPT_FOR_UNDO + SECOND)
    assert (store.deleted_last(), store.restore("s0", at=NOON)) == (None, None)
    assert store.log() == Log(deleted=(Deletion("s0", NOON),))
    assert store.merge(Log(sessions=(make_session(),))).deleted == 1
    store.close()
    assert b"please forget this" not in (data / FILE).read_bytes()


def test_a_deletion_that_was_damaged_on_the_disk_is_noticed(
    open_store: OpenStore, make_session: MakeSession, data: Path
) -> None:
    with open_store() as store:
        store.save(make_session())
        store.delete("s0", NOON)
    with closing(sqlite3.connect(data / FILE)) as connection:
        connection.execute("UPDATE deleted SET at = '2026-02-01T12:00:01+00:00'")
        connection.commit()
    assert "damaged" in open_store().notices[0]


def test_a_repair_keeps_what_was_deleted_since_the_backup_deleted(
    open_store: OpenStore, make_session: MakeSession, data: Path, now: datetime
) -> None:
    with open_store() as store:
        for day in range(3):
            store.save(make_session(day))
        store.delete("s1", NOON)
    open_store(at=now).close()  # makes the weekly backup
    with open_store() as store:
        store.delete("s0", NOON)
        store.restore("s1", at=NOON + HOUR)
        root = page_of(store, "placement")
        size = 4096
    content = bytearray((data / FILE).read_bytes())
    content[(root - 1) * size : root * size] = bytes(size)
    (data / FILE).write_bytes(content)
    store = open_store()
    assert "your log is now the backup" in store.notices[0]
    assert [session.id for session in store.log().sessions] == ["s1", "s2"]
    assert store.log().deleted == (Deletion("s0", NOON),)


def page_of(store: Store, table: str) -> int:
    with store.reading() as connection:
        assert connection.execute("PRAGMA page_size").fetchone()[0] == 4096
        found = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    return int(found)


# Rescue files, and a disk that is full.


@pytest.mark.parametrize(("updated_at", "back"), [(NOON - SECOND, False), (NOON, False), (NOON + SECOND, True)])
def test_a_rescued_session_comes_back_only_if_it_is_newer_than_its_deletion(
    open_store: OpenStore, make_session: MakeSession, data: Path, updated_at: datetime, back: bool
) -> None:
    with open_store() as store:
        store.save(make_session())
        store.delete("s0", NOON)
    rescue.write(Log(sessions=(make_session(updated_at=updated_at),)), data, [data], NOON)
    with open_store(read_only=True) as store:
        assert bool(store.log().sessions) == back
    assert bool(open_store().log().sessions) == back
    assert list(data.glob("runwalk-rescue-*")) == []


ALL_FAIL, NONE_FAIL = range(10**9), range(0)


def test_an_undo_while_the_disk_is_full_goes_into_the_rescue_file(
    open_store: OpenStore, make_session: MakeSession, data: Path
) -> None:
    disk = BadDisk(sqlite3.SQLITE_FULL)
    reliable = ReliableStore(open_store(connect=disk.connect), lambda: NOON)
    for day in range(2):
        reliable.save(make_session(day))
        assert reliable.delete(f"s{day}") is None
    disk.bad_writes = ALL_FAIL
    for day in (1, 0):
        last = reliable.deleted_last()
        assert last is not None
        assert last.id == f"s{day}"
        assert "is safe in" in str(reliable.restore())
    assert reliable.deleted_last() is None
    assert "There is no deleted session" in str(reliable.restore())
    assert len(reliable.log().sessions) == 2
    assert reliable.log().deleted == ()
    assert "full" in str(reliable.delete("s0")), "it waits, and cannot be deleted before it is written"
    assert len(reliable.log().sessions) == 2
    reliable.store.close()  # as when the program is killed
    store = open_store()
    assert [undated(session) for session in store.log().sessions] == [make_session(0), make_session(1)]
    assert store.log().deleted == ()


def test_a_deletion_that_the_disk_refuses_changes_nothing(open_store: OpenStore, make_session: MakeSession) -> None:
    disk = BadDisk(sqlite3.SQLITE_FULL)
    reliable = ReliableStore(open_store(connect=disk.connect), lambda: NOON)
    reliable.save(make_session())
    disk.bad_writes = ALL_FAIL
    assert "full" in str(reliable.delete("s0"))
    assert reliable.log() == Log(sessions=(make_session(),))
    disk.bad_writes = NONE_FAIL
    assert reliable.delete("s0") is None
    assert reliable.restore("s0") is None
    assert undated(reliable.log().sessions[0]) == make_session()


def test_another_program_takes_back_what_this_one_deleted(open_store: OpenStore, make_session: MakeSession) -> None:
    here, there = (ReliableStore(open_store(), lambda: NOON) for _ in range(2))
    here.save(make_session())
    here.delete("s0")
    assert there.deleted_last() == make_session()
    assert there.restore() is None
    assert here.deleted_last() is None
    assert undated(here.log().sessions[0]) == make_session()
