"""A warning sign that the runner was shown and that was cleared stays down, and one that nobody saw stays up: in its
session, and in the record of its own that it's kept in beside a session that was deleted, cleared or a rehearsal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from runwalk_tui.history.database import sessions
from runwalk_tui.history.json_file import from_json, to_json
from runwalk_tui.history.store import Store
from runwalk_tui.rule import reading
from runwalk_tui.rule.reading import split_by_day, stop_sign
from runwalk_tui.session.records import Clearance, Deletion, Log, SessionRecord, clearance_of, is_own_sign
from tests.support.history_samples import MakeSession

NOON = datetime(2026, 2, 1, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
TODAY = date(2026, 2, 2)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "data", at=NOON, rescue_folders=()) as store:
        yield store


def up(store: Store) -> set[str]:
    """The warning signs that hold the stop sign up today."""
    return {flag for session in stop_sign(store.log(), TODAY) for flag in session.red_flags}


def clear(store: Store, at: datetime) -> None:
    store.clear(clearance_of(stop_sign(store.log()), at))


def ticked(store: Store, session: SessionRecord, *red_flags: str) -> SessionRecord:
    store.save(replace(session, red_flags=red_flags, updated_at=NOON), was=session)
    (found,) = [each for each in store.log().sessions if each.id == session.id]
    return found


# What nobody saw.


def test_a_clearance_whose_clock_is_ahead_hides_no_sign_until_that_day(store: Store, make_session: MakeSession) -> None:
    fever = make_session(red_flags=("fever",))
    store.merge(Log(sessions=(fever,), clearances=(Clearance(NOON + 3000 * HOUR),)))
    newer = replace(fever, red_flags=("fever", "bladder"), updated_at=NOON)
    store.merge(Log(sessions=(newer,)))
    assert "bladder" in up(store)
    store.delete("s0", NOON)
    assert "bladder" in up(store)


def test_a_sign_that_comes_in_under_the_question_is_not_hidden_by_a_clock_that_is_ahead(
    store: Store, make_session: MakeSession
) -> None:
    store.merge(Log(clearances=(Clearance(NOON + 3000 * HOUR),)))
    fever = make_session(day=200, red_flags=("fever",))
    store.save(fever)
    made = clearance_of([fever], NOON)
    ticked(store, fever, "fever", "bladder")
    store.clear(made)
    (raised,) = [each for each in store.log().sessions if is_own_sign(each)]
    assert (raised.red_flags, raised.started_at) == (("bladder",), fever.started_at)


def test_a_sign_that_came_to_a_rehearsal_is_raised_once_that_is_a_session_again(
    store: Store, make_session: MakeSession
) -> None:
    store.save(make_session(red_flags=("fever",)))
    clear(store, NOON)
    rehearsal = make_session(red_flags=("fever", "chest"), rehearsal=True, updated_at=NOON + HOUR)
    store.merge(Log(sessions=(rehearsal,)))
    assert up(store) == set()
    store.save(replace(rehearsal, rehearsal=False, updated_at=NOON + 2 * HOUR), was=rehearsal)
    assert up(store) == {"chest"}


def test_a_clearance_that_does_not_say_what_it_saw_clears_nothing_that_a_deleted_session_comes_back_with(
    store: Store, make_session: MakeSession
) -> None:
    fever = make_session(red_flags=("fever",))
    store.merge(Log(sessions=(fever,), clearances=(Clearance(NOON, ("s0",)),)))
    store.delete("s0", NOON)
    store.merge(Log(sessions=(replace(fever, red_flags=("fever", "bladder")),)))
    assert "bladder" in up(store)


AHEAD = Clearance(NOON + 3000 * HOUR)
"""A bare one, made where the clock was months ahead: it holds not yet."""


@pytest.mark.parametrize("ahead", [AHEAD, replace(AHEAD, clears=("s0",))], ids=["bare", "named"])
def test_a_sign_under_a_clearance_from_a_clock_that_is_ahead_is_kept_when_a_file_has_its_session_deleted(
    ahead: Clearance, store: Store, make_session: MakeSession
) -> None:
    store.merge(Log(clearances=(ahead,)))
    store.save(make_session(red_flags=("chest",)))
    counts = store.merge(Log(deleted=(Deletion("s0", NOON),)))
    assert up(store) == {"chest"}
    assert [is_own_sign(each) for each in counts.kept] == [True]


@pytest.mark.parametrize("rehearsed", [False, True], ids=["deleted", "rehearsed"])
def test_a_sign_under_a_clearance_from_a_clock_that_is_ahead_is_kept_when_its_session_is_gone_on_another_computer(
    rehearsed: bool, store: Store, tmp_path: Path, make_session: MakeSession
) -> None:
    with Store.open(tmp_path / "there", at=NOON, rescue_folders=()) as there:
        for each in (store, there):
            each.merge(Log(clearances=(AHEAD,)))
        there.save(make_session())
        store.save(make_session(red_flags=("chest",), updated_at=NOON - HOUR))
        if rehearsed:
            there.save(make_session(rehearsal=True, updated_at=NOON + HOUR), was=make_session())
        else:
            there.delete("s0", NOON + HOUR)
        store.merge(from_json(to_json(there.log())), converge=True)
        there.merge(from_json(to_json(store.log())), converge=True)
        assert (up(store), up(there)) == ({"chest"}, {"chest"})


def test_a_clearance_from_a_clock_that_is_ahead_does_not_hide_on_its_day_what_it_has_not_seen(
    store: Store, make_session: MakeSession
) -> None:
    store.merge(Log(clearances=(replace(AHEAD, clears=("s0",), seen=(("s0", "fever"),)),)))
    store.save(make_session(red_flags=("chest", "fever")))
    assert up(store) == {"chest", "fever"}
    assert {flag for each in stop_sign(store.log()) for flag in each.red_flags} == {"chest"}


def test_what_holds_not_yet_is_the_same_for_the_log_and_for_the_rule() -> None:
    assert sessions.NOT_YET_AFTER == reading.NOT_YET_AFTER
    late = NOON.replace(hour=23)
    for days in (0, 1, 2):
        clearance = Clearance(late + days * 24 * HOUR)
        held = split_by_day(Log(clearances=(clearance,)), NOON.date())[0].clearances
        assert tuple(sessions.holding_by([clearance], NOON)) == held


def test_a_sign_stays_up_whose_session_has_an_id_that_only_ends_unlike_that_of_a_cleared_one(
    store: Store, make_session: MakeSession
) -> None:
    one, other = "x" * 199 + "a", "x" * 199 + "b"
    store.save(make_session(id=one, red_flags=("chest",)))
    clear(store, NOON)
    store.save(make_session(day=1, id=other, red_flags=("chest",)))
    store.merge(Log(deleted=(Deletion(one, NOON + HOUR), Deletion(other, NOON + HOUR))))
    assert up(store) == {"chest"}


# What was shown and cleared.


@pytest.mark.parametrize("waited", [False, True], ids=["written at once", "written later"])
def test_a_sign_that_the_later_of_two_clearances_saw_stays_down(
    waited: bool, store: Store, make_session: MakeSession
) -> None:
    fever = make_session(red_flags=("fever",))
    store.save(fever)
    first = clearance_of(stop_sign(store.log()), NOON)
    both = ticked(store, fever, "chest", "fever")
    second = clearance_of([both], NOON + HOUR)
    if waited:
        store.take_up(Log(clearances=(first, second)), {})
    else:
        store.clear(first)
        store.clear(second)
    assert up(store) == set()


def test_a_sign_cleared_in_its_own_record_stays_down_when_its_deleted_session_comes_back(
    store: Store, make_session: MakeSession
) -> None:
    chest = make_session(red_flags=("chest",))
    store.merge(Log(deleted=(Deletion("s0", NOON),)))
    store.merge(Log(sessions=(chest,)))
    assert up(store) == {"chest"}
    clear(store, NOON + HOUR)
    back = replace(chest, updated_at=NOON + 2 * HOUR)
    store.merge(Log(sessions=(back,)), converge=True)
    assert up(store) == set()
    store.merge(Log(sessions=(replace(back, red_flags=("chest", "fever"), updated_at=NOON + 3 * HOUR),)), converge=True)
    assert "fever" in up(store)


def test_a_sign_cleared_in_its_session_stays_down_when_its_own_record_comes_in(
    store: Store, tmp_path: Path, make_session: MakeSession
) -> None:
    chest = make_session(red_flags=("chest",))
    store.save(chest)
    with Store.open(tmp_path / "there", at=NOON, rescue_folders=()) as there:
        there.merge(from_json(to_json(store.log())), converge=True)
        there.merge(Log(deleted=(Deletion("s0", NOON),)))
        assert up(there) == {"chest"}
        clear(store, NOON + HOUR)
        store.merge(from_json(to_json(there.log())), converge=True)
        there.merge(from_json(to_json(store.log())), converge=True)
        assert (up(store), up(there)) == (set(), set())


def test_another_sign_added_to_a_record_of_its_own_holds(store: Store, make_session: MakeSession) -> None:
    chest = make_session(red_flags=("chest",))
    store.save(chest)
    store.merge(Log(deleted=(Deletion("s0", NOON),)))
    clear(store, NOON + HOUR)
    (own,) = store.log().sessions
    ticked(store, own, "chest", "fever")
    assert "fever" in up(store)


def test_what_a_clearance_saw_clears_only_what_it_names(make_session: MakeSession) -> None:
    fever = make_session(red_flags=("fever",))
    assert not Clearance(NOON, (), (("s0", "fever"),)).covers(fever)
    assert not Clearance(NOON, ("s1",), (("s1", "fever"),)).covers(fever)


def test_a_sign_that_comes_to_a_session_whose_other_one_was_cleared_in_its_own_record_is_told_once(
    store: Store, make_session: MakeSession
) -> None:
    fever = make_session(red_flags=("fever",))
    store.save(fever)
    store.merge(Log(deleted=(Deletion("s0", NOON),)))
    clear(store, NOON + HOUR)
    store.restore("s0", at=NOON + 2 * HOUR)
    assert up(store) == set()
    ticked(store, fever, "chest", "fever")
    assert [flag for each in stop_sign(store.log(), TODAY) for flag in each.red_flags].count("chest") == 1
    clear(store, NOON + 3 * HOUR)
    assert up(store) == set()
