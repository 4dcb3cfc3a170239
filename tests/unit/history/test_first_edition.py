"""A log that the first edition wrote: it is opened, migrated, repaired and exported without a change to any record."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from runwalk_tui.history.database.file import FILE
from runwalk_tui.history.database.migrations import EDITION, EDITION_BEFORE, STEPS, migrate
from runwalk_tui.history.database.rows import (
    CHECKIN,
    FACT,
    PLACEMENT,
    SESSION,
    Row,
    Table,
    checkin_row,
    clearance_row,
    instant,
    placement_row,
    put,
    session_row,
)
from runwalk_tui.history.errors import StoreError
from runwalk_tui.history.json_file import from_json, to_json
from runwalk_tui.session.records import CheckIn, Clearance, Deletion, Log, Placement, SessionKind
from tests.support.history_samples import MakeSession, OpenStore

AT = datetime(2026, 2, 1, 9, 0, tzinfo=UTC)
OLD_SESSION = Table("session", SESSION.columns[: SESSION.columns.index("kind")], ("id",))
SECOND_SESSION = Table("session", SESSION.columns[: SESSION.columns.index("kind") + 1], ("id",))
OLD_CLEARANCE = Table("clearance", ("instant", "at"), ("instant",))
SECOND_CLEARANCE = Table("clearance", ("instant", "at", "clears"), ("instant",))
OLD_CHECKIN = Table("checkin", CHECKIN.columns[:6], CHECKIN.same)
OLD_PLACEMENT = Table("placement", PLACEMENT.columns[: PLACEMENT.columns.index("programme")], PLACEMENT.same)
FOURTH_PLACEMENT = Table("placement", PLACEMENT.columns[: PLACEMENT.columns.index("programme") + 1], PLACEMENT.same)


def put_old(connection: sqlite3.Connection, table: Table, row: Row) -> None:
    """Write a record as an older table holds it: later columns come at the end."""
    put(connection, table, row[: len(table.columns)])


@pytest.fixture
def records(make_session: MakeSession) -> Log:
    return Log(
        sessions=(
            make_session(0),
            make_session(2, red_flags=("numbness", "ein Wort"), updated_at=AT),
            make_session(4, rehearsal=True, stopped_for_pain=True, felt_ready=None, effort=None),
        ),
        placements=(Placement(AT, "4"),),
        checkins=(CheckIn(AT, 31, 28, 55, 21),),
        clearances=(Clearance(AT),),
    )


@pytest.fixture
def old(data: Path, records: Log) -> Iterator[sqlite3.Connection]:
    """A database of the first edition in the data folder, still open so that more can be put in."""
    data.mkdir()
    with closing(sqlite3.connect(data / FILE, isolation_level=None)) as connection:
        migrate(connection, STEPS[:1])
        for record in records.sessions:
            put_old(connection, OLD_SESSION, session_row(record))
        put_old(connection, OLD_PLACEMENT, placement_row(records.placements[0]))
        put_old(connection, OLD_CHECKIN, checkin_row(records.checkins[0]))
        put(connection, OLD_CLEARANCE, (instant(AT), AT.isoformat()))
        put(connection, FACT, ("screening", "done"))
        yield connection


def test_an_old_log_is_migrated_with_every_record_as_it_is(
    old: sqlite3.Connection, records: Log, open_store: OpenStore
) -> None:
    old.close()
    with open_store() as store:
        assert store.log() == records
        assert store.recall("screening") == "done"
    again = open_store()
    assert (again.log(), again.notices) == (records, ())
    assert from_json(to_json(again.log())) == records


def test_an_old_log_is_read_without_being_migrated(
    old: sqlite3.Connection, records: Log, data: Path, open_store: OpenStore
) -> None:
    old.close()
    before = (data / FILE).read_bytes()
    assert open_store(read_only=True).log() == records
    assert (data / FILE).read_bytes() == before


def test_the_seals_of_old_rows_stay_right(old: sqlite3.Connection, open_store: OpenStore, data: Path) -> None:
    old.close()
    open_store().close()
    with closing(sqlite3.connect(data / FILE)) as connection:
        connection.execute("UPDATE session SET pain_worst = 9 WHERE id = 's2'")
        connection.commit()
    assert "is damaged" in open_store(read_only=True).notices[0]


def test_an_old_session_takes_a_kind_like_a_new_one(
    old: sqlite3.Connection, records: Log, open_store: OpenStore
) -> None:
    old.close()
    walk = replace(records.sessions[0], kind=SessionKind.WALK)
    open_store().save(walk)
    assert open_store().log().sessions[0] == walk


def test_a_damaged_old_log_is_repaired_with_its_rows(
    old: sqlite3.Connection, records: Log, data: Path, open_store: OpenStore
) -> None:
    root = old.execute("SELECT rootpage FROM sqlite_master WHERE name = 'placement'").fetchone()[0]
    size = old.execute("PRAGMA page_size").fetchone()[0]
    old.close()
    content = bytearray((data / FILE).read_bytes())
    content[(root - 1) * size : root * size] = bytes(size)
    (data / FILE).write_bytes(content)
    store = open_store()
    assert "3 sessions could be read" in store.notices[0]
    assert store.log().sessions == records.sessions


def test_a_clearance_of_the_first_edition_clears_what_began_before_it(
    old: sqlite3.Connection, records: Log, open_store: OpenStore
) -> None:
    old.close()
    (clearance,) = open_store().log().clearances
    flagged = records.sessions[1]
    assert clearance.clears is None
    assert clearance.covers(flagged)
    assert not clearance.covers(replace(flagged, started_at=AT + timedelta(hours=1)))


def test_a_log_with_sessions_remembers_that_the_first_edition_answered_it_last(
    old: sqlite3.Connection, open_store: OpenStore
) -> None:
    old.close()
    assert open_store().recall(EDITION) == EDITION_BEFORE


def test_a_fresh_log_has_no_edition_to_tell_of(open_store: OpenStore, make_session: MakeSession) -> None:
    open_store().save(make_session())
    assert open_store().recall(EDITION) is None


def test_a_kind_that_is_none_is_refused_by_the_database_too(
    open_store: OpenStore, make_session: MakeSession, data: Path
) -> None:
    open_store().save(make_session())
    with (
        closing(sqlite3.connect(data / FILE)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="kind is not"),
    ):
        connection.execute("UPDATE session SET kind = 'swim'")


def test_a_file_that_the_first_edition_exported_is_taken_in_by_a_log_of_the_second(
    records: Log, open_store: OpenStore
) -> None:
    document = json.loads(to_json(records))
    for session in document["sessions"]:
        del session["kind"]
    store = open_store()
    counts = store.merge(from_json(json.dumps(document)))
    assert (counts.new, store.log()) == (6, records)


def test_a_log_of_the_second_edition_is_migrated_with_every_record_as_it_is(
    records: Log, data: Path, open_store: OpenStore
) -> None:
    """It knew no deletions that last."""
    data.mkdir()
    second = replace(records, clearances=(Clearance(AT, ("s2",)),))
    with closing(sqlite3.connect(data / FILE, isolation_level=None)) as connection:
        migrate(connection, STEPS[:2])
        for record in second.sessions:
            put_old(connection, SECOND_SESSION, session_row(record))
        put_old(connection, OLD_PLACEMENT, placement_row(second.placements[0]))
        put_old(connection, OLD_CHECKIN, checkin_row(second.checkins[0]))
        put_old(connection, SECOND_CLEARANCE, clearance_row(second.clearances[0]))
    with open_store(read_only=True) as store:
        assert store.log() == second
    with open_store() as store:
        assert (store.log(), store.notices) == (second, ())
        store.delete("s0", AT)
    assert open_store().log().deleted == (Deletion("s0", AT),)
    assert len(list((data / "backups").iterdir())) == 1


def test_a_placement_of_the_third_shape_belongs_to_any_programme(
    records: Log, data: Path, open_store: OpenStore
) -> None:
    """Until then none had the name of its programme."""
    data.mkdir()
    with closing(sqlite3.connect(data / FILE, isolation_level=None)) as connection:
        migrate(connection, STEPS[:3])
        put_old(connection, OLD_PLACEMENT, placement_row(records.placements[0]))
    with open_store(read_only=True) as store:
        assert store.log().placements == records.placements
    later = Placement(AT + timedelta(days=1), "2", "chosen", "My plan")
    with open_store() as store:
        assert (store.log().placements, store.notices) == (records.placements, ())
        store.place(later)
    assert open_store().log().placements == (*records.placements, later)
    assert records.placements[0].is_for("My plan")
    assert not later.is_for("ASTEROID run-walk")
    assert len(list((data / "backups").iterdir())) == 1


def test_a_check_in_of_the_fourth_shape_has_the_answers_that_it_had(
    records: Log, data: Path, open_store: OpenStore
) -> None:
    """Until then there were no questions of our own."""
    data.mkdir()
    with closing(sqlite3.connect(data / FILE, isolation_level=None)) as connection:
        migrate(connection, STEPS[:4])
        put_old(connection, OLD_CHECKIN, checkin_row(records.checkins[0]))
    with open_store(read_only=True) as store:
        assert store.log().checkins == records.checkins
    later = CheckIn(AT + timedelta(days=42), 20, 20, 40, None, "climbing stairs", 6, 7)
    with open_store() as store:
        assert (store.log().checkins, store.notices) == (records.checkins, ())
        store.check_in(later)
    assert open_store().log().checkins == (*records.checkins, later)
    assert len(list((data / "backups").iterdir())) == 1


def test_an_answer_out_of_range_is_refused_by_the_database_too(open_store: OpenStore, data: Path) -> None:
    open_store().check_in(CheckIn(AT, 1, 2, 3, None, "stairs", 10, 0))
    with closing(sqlite3.connect(data / FILE)) as connection:
        for column in ("activity_score", "safe"):
            with pytest.raises(sqlite3.IntegrityError, match=f"{column} is not a whole number from 0 to 10"):
                connection.execute(f"UPDATE checkin SET {column} = 11")


def test_sessions_and_placements_of_one_instant_keep_the_order_in_which_they_were_written(
    data: Path, make_session: MakeSession, open_store: OpenStore
) -> None:
    """Until the sixth shape nothing else said in which order they were."""
    data.mkdir()
    sessions = [make_session(0, id=name) for name in "cab"] + [make_session(1, id="later")]
    placements = [Placement(AT, stage) for stage in "312"]
    with closing(sqlite3.connect(data / FILE, isolation_level=None)) as connection:
        migrate(connection, STEPS[:5])
        for record in sessions:
            put_old(connection, SECOND_SESSION, session_row(record))
        for placement in placements:
            put_old(connection, FOURTH_PLACEMENT, placement_row(placement))
    with open_store(read_only=True) as store:
        assert store.log() == Log(tuple(sessions), tuple(placements))
    with open_store() as store:
        assert store.log() == Log(tuple(sessions), tuple(placements))
        assert store.log().ranks == (("a", 1), ("b", 2))
        assert [placement.rank for placement in store.log().placements] == [0, 1, 2]
        store.delete("a", AT)
        store.restore("a", at=AT)
    again = open_store()
    assert ([session.id for session in again.log().sessions], again.notices) == (["c", "a", "b", "later"], ())


DAMAGE = {
    "a session": "UPDATE session SET pain_worst = 9 WHERE id = 'a'",
    "a placement": "UPDATE placement SET at = '2026-02-01T09:00:01+00:00' WHERE stage = '1'",
    "a check-in": "UPDATE checkin SET worst = 1",
    "a clearance": "UPDATE clearance SET at = '2026-02-01T09:00:01+00:00'",
}
"""What makes a row of `fifth` one that nobody wrote."""


@pytest.fixture
def fifth(data: Path, make_session: MakeSession) -> Path:
    """A database of the fifth shape, the last one without ranks, with three sessions and placements of one instant."""
    data.mkdir()
    with closing(sqlite3.connect(data / FILE, isolation_level=None)) as connection:
        migrate(connection, STEPS[:5])
        for name in "cab":
            put_old(connection, SECOND_SESSION, session_row(make_session(0, id=name)))
        for stage in "312":
            put_old(connection, FOURTH_PLACEMENT, placement_row(Placement(AT, stage)))
        put(connection, CHECKIN, checkin_row(CheckIn(AT, 31, 28, 55)))
        put_old(connection, SECOND_CLEARANCE, clearance_row(Clearance(AT, ("a",))))
    return data / FILE


def change(database: Path, statement: str) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(statement)
        connection.commit()


def records_of(log: Log) -> int:
    return sum(map(len, (log.sessions, log.placements, log.checkins, log.clearances)))


@pytest.mark.parametrize("statement", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_row_of_an_old_log_is_left_behind_at_the_first_start_and_the_second_is_silent(
    statement: str, fifth: Path, open_store: OpenStore
) -> None:
    change(fifth, statement)
    with open_store() as store:
        assert "runwalk.sqlite3 was damaged" in store.notices[0]
        assert records_of(store.log()) == 7
        kept = store.log()
    again = open_store()
    assert (again.notices, again.log()) == ((), kept)
    assert len(list(fifth.parent.glob(f"{FILE}.damaged-*"))) == 1


def test_a_damaged_row_of_an_old_log_is_not_read_as_true(fifth: Path, open_store: OpenStore) -> None:
    change(fifth, DAMAGE["a session"])
    with pytest.raises(StoreError, match="it is damaged; start runwalk to save what can be read"):
        open_store(read_only=True, for_rule=True)


def test_a_backup_of_an_old_log_with_a_damaged_row_is_passed_over(fifth: Path, open_store: OpenStore) -> None:
    folder = fifth.parent / "backups"
    folder.mkdir()
    good, bad = folder / "runwalk-00001-2026-01-20.sqlite3", folder / "runwalk-00002-2026-01-27.sqlite3"
    good.write_bytes(fifth.read_bytes())
    change(fifth, DAMAGE["a session"])
    bad.write_bytes(fifth.read_bytes())
    with open_store() as store:
        assert "your log is now the backup from 2026-01-20" in store.notices[0]
        assert records_of(store.log()) == 8
    assert open_store().notices == ()
