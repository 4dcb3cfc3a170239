"""Backups: when they are made, how many are kept, and that they can be used."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

from runwalk_tui.history.database import backups
from runwalk_tui.history.database.file import FILE
from runwalk_tui.history.database.migrations import STEPS
from tests.support.history_samples import MakeSession, OpenStore


def names(data: Path) -> list[str]:
    return [path.name for path in backups.listed(data)]


def open_on(open_store: OpenStore, day: datetime) -> None:
    open_store(at=day).close()


def test_an_empty_log_needs_no_backup(data: Path, open_store: OpenStore, now: datetime) -> None:
    open_on(open_store, now)
    open_on(open_store, now)
    assert names(data) == []


def test_a_backup_is_made_once_a_week_and_the_last_five_are_kept(
    data: Path, open_store: OpenStore, make_session: MakeSession, now: datetime
) -> None:
    store = open_store()
    store.save(make_session())
    store.close()
    for day in range(50):
        open_on(open_store, now + timedelta(days=day))
    assert names(data) == [
        "runwalk-00004-2026-03-22.sqlite3",
        "runwalk-00005-2026-03-29.sqlite3",
        "runwalk-00006-2026-04-05.sqlite3",
        "runwalk-00007-2026-04-12.sqlite3",
        "runwalk-00008-2026-04-19.sqlite3",
    ]


def test_a_backup_is_one_file_that_opens_by_itself(
    data: Path, open_store: OpenStore, make_session: MakeSession, now: datetime
) -> None:
    store = open_store()
    for day in range(40):
        store.save(make_session(day))
    store.close()
    open_on(open_store, now)
    assert [path.name for path in (data / "backups").iterdir()] == ["runwalk-00001-2026-03-01.sqlite3"]
    connection = sqlite3.connect(backups.listed(data)[0])
    assert connection.execute("SELECT count(*) FROM session").fetchone() == (40,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()


def test_a_wrong_clock_neither_stops_backups_nor_removes_good_ones(
    data: Path, open_store: OpenStore, make_session: MakeSession, now: datetime
) -> None:
    store = open_store()
    store.save(make_session())
    store.close()
    for day in (now, now + timedelta(days=9000), now + timedelta(days=1), now + timedelta(days=2)):
        open_on(open_store, day)
    assert names(data) == [
        "runwalk-00001-2026-03-01.sqlite3",
        "runwalk-00002-2050-10-21.sqlite3",
        "runwalk-00003-2026-03-02.sqlite3",
    ]


def test_a_damaged_backup_is_passed_over_for_an_older_good_one(
    data: Path, open_store: OpenStore, make_session: MakeSession, now: datetime
) -> None:
    store = open_store()
    store.save(make_session())
    store.close()
    for week in range(3):
        open_on(open_store, now + timedelta(days=7 * week))
    first, second, third = backups.listed(data)
    third.write_bytes(third.read_bytes()[:5000])
    second.write_text("not a database")
    assert backups.newest_good(data, STEPS) == first


def test_a_backup_that_cannot_be_made_is_told_and_stops_nothing(
    data: Path, open_store: OpenStore, make_session: MakeSession, now: datetime
) -> None:
    store = open_store()
    store.save(make_session())
    store.close()
    (data / "backups").write_text("in the way")
    store = open_store(at=now + timedelta(days=30))
    assert len(store.log().sessions) == 1
    (notice,) = store.notices
    assert "couldn't make the weekly backup" in notice


def test_other_files_in_the_folder_of_backups_are_left_alone(
    data: Path, open_store: OpenStore, make_session: MakeSession, now: datetime
) -> None:
    store = open_store()
    store.save(make_session())
    store.close()
    (data / "backups").mkdir()
    mine = data / "backups" / "runwalk-before-the-marathon.sqlite3"
    mine.write_text("mine")
    for week in range(8):
        open_on(open_store, now + timedelta(days=7 * week))
    assert mine.read_text() == "mine"
    assert len(names(data)) == 5
    assert (data / FILE).exists()
