"""Two computers that exchange their logs come to the same one, whichever is read first."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from runwalk_tui.history.json_file import HistoryFileError, from_json, to_json
from runwalk_tui.history.store import Store
from runwalk_tui.rule.reading import stop_sign
from runwalk_tui.session.records import (
    CheckIn,
    Clearance,
    Deletion,
    Log,
    PainMark,
    Placement,
    SessionRecord,
    clearance_of,
)
from tests.support.history_samples import MakeSession

NOON = datetime(2026, 2, 1, 12, 0, tzinfo=UTC)
SAME_NOON = NOON.astimezone(timezone(timedelta(hours=5, minutes=30)))
HOUR = timedelta(hours=1)
MICROSECOND = timedelta(microseconds=1)
Exchange = Callable[[], Log]


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "here", at=NOON, rescue_folders=()) as store:
        yield store


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "there", at=NOON, rescue_folders=()) as store:
        yield store


@pytest.fixture(params=["here first", "there first"])
def exchange(here: Store, there: Store, request: pytest.FixtureRequest) -> Exchange:
    """Carries logs both ways until nothing changes, and gives the one that both have then."""

    def carry() -> Log:
        pairs = [(here, there), (there, here)]
        for _ in range(3):
            changed = [read(target, source.log()).anything for source, target in in_turn(pairs)]
            if not any(changed):
                break
        texts = [to_json(store.log()) for store in (here, there)]
        assert texts[0] == texts[1]
        for source, target in pairs:
            assert not read(target, source.log()).anything, "what is known changes nothing"
        return here.log()

    def in_turn(pairs: list[tuple[Store, Store]]) -> list[tuple[Store, Store]]:
        return pairs if request.param == "here first" else pairs[::-1]

    return carry


def read(store: Store, log: Log) -> Any:
    return store.merge(from_json(to_json(log)), converge=True)


def flags(log: Log) -> set[str]:
    return {flag for session in stop_sign(log) for flag in session.red_flags}


# Sessions.


@pytest.mark.parametrize("updated_at", [None, NOON], ids=["never changed", "changed at one instant"])
def test_of_two_versions_of_one_time_the_same_holds_on_both(
    here: Store, there: Store, exchange: Exchange, make_session: MakeSession, updated_at: datetime | None
) -> None:
    versions = [make_session(note=note, updated_at=updated_at) for note in ("one", "other")]
    here.save(versions[0])
    there.save(versions[1])
    assert exchange().sessions[0] in versions


def test_a_morning_that_one_computer_knows_is_not_lost_to_a_note_on_the_other(
    here: Store, there: Store, exchange: Exchange, make_session: MakeSession
) -> None:
    session = make_session(pain_morning=None, note="")
    here.save(session)
    exchange()
    here.save(replace(session, pain_morning=8, updated_at=NOON), was=session)
    there.save(replace(session, note="sunny", updated_at=NOON + HOUR), was=session)
    (both,) = exchange().sessions
    assert (both.pain_morning, both.note, both.updated_at) == (8, "sunny", NOON + HOUR)
    corrected = replace(both, pain_morning=4, updated_at=NOON + 2 * HOUR)
    here.save(corrected, was=both)
    assert exchange().sessions == (corrected,)


def test_an_import_takes_a_newer_version_just_as_it_is(here: Store, make_session: MakeSession) -> None:
    here.save(make_session(pain_morning=8, updated_at=NOON))
    newer = make_session(pain_morning=None, updated_at=NOON + HOUR)
    here.merge(Log(sessions=(newer,)))
    assert here.log().sessions == (newer,)


def test_an_instant_in_the_time_of_another_country_is_the_same_instant(
    here: Store, there: Store, exchange: Exchange, make_session: MakeSession
) -> None:
    started_at = make_session().started_at
    here.save(make_session(updated_at=NOON))
    there.save(make_session(updated_at=SAME_NOON, started_at=started_at.astimezone(SAME_NOON.tzinfo)))
    here.delete("s0", NOON)
    there.delete("s0", SAME_NOON)
    here.check_in(CheckIn(NOON, 1, 2, 3))
    there.check_in(CheckIn(SAME_NOON, 1, 2, 3))
    here.place(Placement(NOON, "2"))
    there.place(Placement(SAME_NOON, "2"))
    here.clear(Clearance(NOON, ("s0",)))
    there.clear(Clearance(SAME_NOON, ("s0",)))
    log = exchange()
    assert [len(kind) for kind in (log.deleted, log.checkins, log.placements, log.clearances)] == [1, 1, 1, 1]


def test_a_deletion_of_the_very_instant_of_an_edit_holds(
    here: Store, there: Store, exchange: Exchange, make_session: MakeSession
) -> None:
    here.save(make_session(updated_at=NOON, note="edited"))
    there.save(make_session())
    there.delete("s0", SAME_NOON)
    assert exchange() == Log(deleted=(Deletion("s0", SAME_NOON),))


def test_an_undo_here_and_an_edit_there_leave_the_later_one(
    here: Store, there: Store, exchange: Exchange, make_session: MakeSession
) -> None:
    here.save(make_session())
    exchange()
    here.delete("s0", NOON)
    here.restore(at=NOON + HOUR)
    there.save(make_session(note="edited", updated_at=NOON + 2 * HOUR))
    assert [session.note for session in exchange().sessions] == ["edited"]


def test_an_older_log_that_arrives_late_changes_nothing(
    here: Store, there: Store, exchange: Exchange, make_session: MakeSession
) -> None:
    here.save(make_session())
    here.place(Placement(NOON, "2"))
    old = here.log()
    here.save(make_session(note="edited", updated_at=NOON))
    here.move_placement(Placement(NOON - HOUR, "2"), Placement(NOON, "2"))
    exchange()
    for store in (here, there):
        assert not read(store, old).anything


def test_a_pain_mark_at_a_whole_second_is_the_same_on_both(
    here: Store, there: Store, exchange: Exchange, make_session: MakeSession
) -> None:
    here.save(make_session(pain_marks=(PainMark(412, 4),)))
    assert exchange().sessions[0].pain_marks == (PainMark(412, 4),)


# Order.


@pytest.mark.parametrize("names", ["ab", "ba"])
def test_sessions_of_one_instant_are_in_the_same_order_on_both(
    here: Store, there: Store, exchange: Exchange, make_session: MakeSession, names: str
) -> None:
    for store, name in zip((here, there), names, strict=True):
        store.save(make_session(id=name))
    assert [session.id for session in exchange().sessions] == ["a", "b"]


def test_sessions_of_one_instant_stay_in_the_order_in_which_they_were_entered(
    here: Store, exchange: Exchange, make_session: MakeSession
) -> None:
    for name in "cab":
        here.save(make_session(id=name))
    here.save(replace(make_session(id="c", updated_at=NOON), note="edited"))
    assert [session.id for session in exchange().sessions] == ["c", "a", "b"]


def test_a_session_that_comes_back_there_is_in_its_old_place_here(
    here: Store, there: Store, exchange: Exchange, make_session: MakeSession
) -> None:
    for name in "cab":
        here.save(make_session(id=name))
    exchange()
    here.delete("a", NOON)
    exchange()
    there.restore("a", at=NOON)
    assert [session.id for session in exchange().sessions] == ["c", "a", "b"]


def test_a_session_that_is_moved_to_the_instant_of_another_comes_after_it(
    here: Store, exchange: Exchange, make_session: MakeSession
) -> None:
    here.save(make_session(0, id="a"))
    here.save(make_session(1, id="z"))
    here.save(make_session(1, id="a", updated_at=NOON))
    assert [session.id for session in exchange().sessions] == ["z", "a"]


def test_an_export_with_sessions_of_one_instant_is_imported_in_their_order(
    here: Store, there: Store, make_session: MakeSession
) -> None:
    for name in "cab":
        here.save(make_session(id=name))
    text = to_json(here.log())
    there.merge(from_json(text))
    assert to_json(there.log()) == text
    assert not there.merge(from_json(text)).anything


# Placements.


def test_a_placement_that_got_another_day_does_not_come_back(here: Store, there: Store, exchange: Exchange) -> None:
    was, moved = Placement(NOON, "2", "chosen", "P"), Placement(NOON - 48 * HOUR, "2", "chosen", "P")
    here.place(was)
    exchange()
    here.move_placement(moved, was)
    log = exchange()
    assert (log.placements, log.withdrawn) == ((moved,), (replace(was, withdrawn=True),))
    assert there.log_for_rule().placements == (moved,)
    there.merge(Log(placements=(was,)))
    assert there.log().placements == (moved,)
    assert from_json(to_json(log)) == log
    assert "withdrawn" not in to_json(replace(log, withdrawn=()))


def test_placing_again_at_the_instant_of_a_withdrawn_placement_takes_the_next_one(
    here: Store, exchange: Exchange
) -> None:
    was = Placement(NOON, "2")
    here.place(was)
    here.move_placement(replace(was, at=NOON - HOUR), was)
    here.place(was)
    assert [each.at for each in exchange().placements] == [NOON - HOUR, NOON + MICROSECOND]
    here.place(Placement(NOON, "3"))
    assert [each.stage for each in exchange().placements] == ["2", "2", "3"]


def test_of_placements_of_one_instant_the_one_that_was_chosen_last_is_last(
    here: Store, there: Store, exchange: Exchange
) -> None:
    for stage in ("3", "2"):
        here.place(Placement(NOON, stage))
    assert [placement.stage for placement in exchange().placements] == ["3", "2"]
    there.place(Placement(NOON, "3"))
    assert [placement.stage for placement in exchange().placements] == ["2", "3"]
    before = here.writes, to_json(here.log())
    here.place(Placement(NOON, "3"))
    assert to_json(here.log()) == before[1]


# Check-ins and clearances.


def test_of_two_check_ins_of_one_instant_the_same_holds_on_both(here: Store, there: Store, exchange: Exchange) -> None:
    here.check_in(CheckIn(NOON, 10, 20, 30))
    there.check_in(CheckIn(NOON, 40, 50, 60))
    assert exchange().checkins in ((CheckIn(NOON, 10, 20, 30),), (CheckIn(NOON, 40, 50, 60),))


def test_two_clearances_of_one_instant_clear_what_either_cleared(
    here: Store, there: Store, exchange: Exchange, make_session: MakeSession
) -> None:
    for day, store in enumerate((here, there)):
        store.save(make_session(day, red_flags=(f"sign {day}",)))
        store.clear(clearance_of(stop_sign(store.log()), NOON))
    log = exchange()
    assert log.clearances == (Clearance(NOON, ("s0", "s1"), (("s0", "sign 0"), ("s1", "sign 1"))),)
    assert flags(log) == set()


# Warning signs.


def flagged(make_session: MakeSession, *red_flags: str, hours: int = 0) -> SessionRecord:
    return make_session(red_flags=red_flags, updated_at=NOON + hours * HOUR)


@pytest.mark.parametrize("deleted", [False, True], ids=["stays", "is deleted there"])
@pytest.mark.parametrize("hours", [-1, 3], ids=["by a slow clock", "by a fast clock"])
def test_a_sign_that_came_up_here_outlives_a_clearance_and_a_deletion_there(
    here: Store, there: Store, exchange: Exchange, make_session: MakeSession, hours: int, deleted: bool
) -> None:
    here.save(make_session(red_flags=("fever",)))
    exchange()
    here.save(flagged(make_session, "fever", "fainting", hours=hours))
    there.clear(clearance_of(stop_sign(there.log()), NOON + HOUR))
    if deleted:
        there.delete("s0", NOON + 2 * HOUR)
    assert "fainting" in flags(exchange())
    here.clear(clearance_of(stop_sign(here.log()), NOON + 4 * HOUR))
    assert flags(exchange()) == set()


def test_a_sign_that_came_up_here_outlives_a_clearance_by_time_of_a_log_that_never_had_its_session(
    here: Store, there: Store, exchange: Exchange, make_session: MakeSession
) -> None:
    here.save(make_session(red_flags=("fever",)))
    there.clear(Clearance(NOON + 24 * 365 * HOUR))
    assert flags(exchange()) == {"fever"}


def test_a_sign_outlives_a_version_from_there_that_calls_its_session_a_rehearsal(
    here: Store, there: Store, exchange: Exchange, make_session: MakeSession
) -> None:
    here.save(make_session(red_flags=("fever",)))
    there.save(make_session(rehearsal=True, updated_at=NOON))
    log = exchange()
    assert flags(log) == {"fever"}
    assert log.sessions[0].red_flags == ()


def test_what_was_seen_and_cleared_there_stays_cleared_when_its_session_is_deleted(
    here: Store, there: Store, exchange: Exchange, make_session: MakeSession
) -> None:
    here.save(flagged(make_session, "fever", hours=9))  # by a clock that is ahead
    exchange()
    there.clear(clearance_of(stop_sign(there.log()), NOON))
    there.delete("s0", NOON)
    assert exchange().sessions == ()


def test_a_session_that_is_saved_again_after_it_was_cleared_and_deleted_does_not_hide_a_new_sign(
    here: Store, make_session: MakeSession
) -> None:
    here.save(make_session(red_flags=("fever",)))
    here.clear(clearance_of(stop_sign(here.log()), NOON))
    here.delete("s0", NOON)
    here.save(make_session(red_flags=("fever", "fainting")))
    assert flags(here.log()) == {"fainting"}


def test_signs_in_another_order_are_the_same_signs(
    here: Store, there: Store, exchange: Exchange, make_session: MakeSession
) -> None:
    here.save(make_session(red_flags=("fever", "fainting")))
    there.save(make_session(red_flags=("fainting", "fever")))
    assert flags(exchange()) == {"fever", "fainting"}


# What it costs.


def test_reading_what_is_known_writes_nothing(here: Store, there: Store, make_session: MakeSession) -> None:
    for day in range(3):
        here.save(make_session(day))
    here.delete("s1", NOON)
    assert read(there, here.log()).anything
    log = there.log()
    counts = read(there, here.log())
    assert (counts.anything, counts.same, counts.new, counts.changed) == (False, 3, 0, 0)
    assert there.log() is log, "nothing to read again"


def test_after_the_last_place_that_a_file_can_give_there_is_room_for_another(
    here: Store, make_session: MakeSession
) -> None:
    text = to_json(Log(sessions=(make_session(),), ranks=(("s0", 100_000),)))
    here.merge(from_json(text))
    here.save(make_session(id="another"))
    assert [session.id for session in here.log().sessions] == ["s0", "another"]
    with pytest.raises(HistoryFileError, match="rank: 100001 is not a whole number from 0 to 100,000"):
        from_json(text.replace("100000", "100001"))


def test_what_a_clearance_saw_is_refused_in_words_that_say_what_would_be_right() -> None:
    document = json.loads(to_json(Log(clearances=(Clearance(NOON, ("s0",), (("s0", "fever"),)),))))
    document["clearances"][0]["seen"] = 5
    with pytest.raises(HistoryFileError, match="seen: 5 is not an object with a list of warning signs for each"):
        from_json(json.dumps(document))
