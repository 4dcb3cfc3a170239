"""No version of a session takes a red flag away, whichever is newer and wherever it comes from."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from runwalk_tui.history.json_file import from_json, to_json
from runwalk_tui.history.reliable_store import PendingWrites
from runwalk_tui.history.store import Store
from runwalk_tui.rule.reading import stop_sign
from runwalk_tui.session.records import Clearance, Deletion, Log, SessionRecord, clearance_of
from tests.support.history_samples import MakeSession, OpenStore

NOON = datetime(2026, 2, 1, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def flags(log: Log) -> list[tuple[str, ...]]:
    """The red flags that hold the stop sign up."""
    return [session.red_flags for session in stop_sign(log)]


def carried(log: Log) -> Log:
    return from_json(to_json(log))


@pytest.mark.parametrize("flagged_later", [False, True], ids=["flagged first", "flagged last"])
def test_two_logs_that_exchange_a_flag_and_another_edit_both_have_both(
    flagged_later: bool, tmp_path: Path, open_store: OpenStore, make_session: MakeSession
) -> None:
    here = open_store()
    here.save(make_session())
    with Store.open(tmp_path / "there", rescue_folders=()) as there:
        there.merge(here.log())
        flagged_at, edited_at = (NOON + HOUR, NOON) if flagged_later else (NOON, NOON + HOUR)
        here.save(make_session(red_flags=("fever",), updated_at=flagged_at))
        there.save(make_session(note="edited", updated_at=edited_at))
        mine, theirs = carried(here.log()), carried(there.log())
        here.merge(theirs)
        there.merge(mine)
        assert flags(here.log()) == flags(there.log()) == [("fever",)]
        here.merge(carried(there.log()))
        there.merge(carried(here.log()))
        assert here.log() == there.log()
        assert here.merge(carried(there.log())).same == 1


def test_a_flag_that_an_older_version_brings_is_told(open_store: OpenStore, make_session: MakeSession) -> None:
    store = open_store()
    store.save(make_session(updated_at=NOON))
    counts = store.merge(Log(sessions=(make_session(red_flags=("fever",)),)))
    assert (counts.changed, counts.same, counts.differing) == (1, 0, [])
    assert [session.id for session in counts.flagged] == ["s0"]
    again = store.merge(Log(sessions=(make_session(red_flags=("fever",), note="other"),)))
    assert (again.flagged, len(again.differing)) == ([], 1)


@pytest.mark.parametrize("converge", [False, True])
def test_a_flag_that_a_newer_version_brings_is_told(
    converge: bool, open_store: OpenStore, make_session: MakeSession
) -> None:
    store = open_store()
    store.save(make_session(red_flags=("fever",)))
    both = make_session(red_flags=("fever", "bladder"), updated_at=NOON)
    counts = store.merge(Log(sessions=(both,)), converge=converge)
    assert (counts.changed, [session.id for session in counts.flagged]) == (1, ["s0"])
    later = store.merge(Log(sessions=(replace(both, note="x", updated_at=NOON + HOUR),)), converge=converge)
    assert (later.changed, later.flagged) == (1, [])


@pytest.mark.parametrize(
    "changes",
    [{"red_flags": ()}, {"rehearsal": True}, {"started_at": NOON - 400 * 24 * HOUR}, {"red_flags": ("fainting",)}],
    ids=["left out", "a rehearsal", "before an old clearance", "another one"],
)
def test_no_newer_version_takes_the_stop_sign_down(
    changes: dict[str, Any], open_store: OpenStore, make_session: MakeSession
) -> None:
    store = open_store()
    store.clear(Clearance(NOON - 300 * 24 * HOUR))
    flagged = make_session(red_flags=("fever",))
    store.save(flagged)
    assert flags(store.log()) == [("fever",)]
    store.merge(Log(sessions=(replace(flagged, updated_at=NOON, **changes),)))
    assert "fever" in {flag for held in flags(store.log()) for flag in held}


def test_a_flag_that_another_program_notes_meanwhile_outlives_a_save_from_before_it(
    open_store: OpenStore, make_session: MakeSession
) -> None:
    store = open_store()
    store.save(make_session(red_flags=("fever",)))
    store.save(make_session(note="edited", updated_at=NOON))
    store.take_up(Log(sessions=(make_session(note="rescued", updated_at=NOON + HOUR),)), {})
    assert flags(store.log()) == [("fever",)]
    store.take_up(Log(sessions=(make_session(red_flags=("fainting",), updated_at=NOON - HOUR),)), {})
    assert flags(store.log()) == [("fainting", "fever")]


def test_a_rescued_flag_outlives_the_deletion_of_its_session(open_store: OpenStore, make_session: MakeSession) -> None:
    store = open_store()
    store.save(make_session())
    store.delete("s0", NOON)
    store.take_up(Log(sessions=(make_session(red_flags=("fever",), updated_at=NOON - HOUR),)), {})
    assert flags(store.log()) == [("fever",)]


def test_what_waits_to_be_written_hides_nothing_newer(make_session: MakeSession) -> None:
    def over(held: SessionRecord, log: SessionRecord) -> SessionRecord:
        (found,) = PendingWrites(Log(sessions=(held,))).over(Log(sessions=(log,))).sessions
        return found

    held = make_session(note="held", updated_at=NOON)
    newer = make_session(note="newer", red_flags=("fever",), updated_at=NOON + HOUR)
    assert over(held, newer) == newer
    assert over(held, replace(newer, updated_at=NOON - HOUR)) == replace(held, red_flags=("fever",))
    assert over(replace(held, red_flags=("fainting",)), newer).red_flags == ("fainting", "fever")


@pytest.mark.parametrize("flagged_first", [True, False], ids=["here first", "there first"])
def test_a_clearance_from_outside_clears_no_flag_that_was_not_there(
    flagged_first: bool, tmp_path: Path, open_store: OpenStore, make_session: MakeSession
) -> None:
    here = open_store()
    here.save(make_session(red_flags=("fever",)))
    with Store.open(tmp_path / "there", rescue_folders=()) as there:
        there.merge(here.log())
        there.clear(Clearance(NOON, ("s0",)))
        here.save(make_session(red_flags=("fever", "fainting"), updated_at=NOON + HOUR))
        first, second = (here, there) if flagged_first else (there, here)
        for _ in range(2):
            first.merge(carried(second.log()))
            second.merge(carried(first.log()))
        assert flags(here.log()) == flags(there.log()) == [("fainting",)]
        assert here.log() == there.log()
        here.clear(Clearance(NOON + 2 * HOUR, tuple(session.id for session in stop_sign(here.log()))))
        there.merge(carried(here.log()))
        assert flags(there.log()) == []


@pytest.mark.parametrize("made_by", ["its id", "its time"])
@pytest.mark.parametrize("changed", [HOUR, -HOUR], ids=["after", "before"])
def test_a_clearance_that_does_not_say_what_it_saw_clears_no_flag_of_a_session_that_is_deleted_there(
    changed: timedelta, made_by: str, open_store: OpenStore, make_session: MakeSession
) -> None:
    """The clocks of two computers can't tell which came first."""
    store = open_store()
    store.save(make_session(red_flags=("fever",), updated_at=NOON + changed))
    clearance = Clearance(NOON, ("s0",) if made_by == "its id" else None)
    store.merge(Log(clearances=(clearance,), deleted=(Deletion("s0", NOON + 2 * HOUR),)))
    assert [session.id for session in store.log().sessions if session.id == "s0"] == []
    assert flags(store.log()) == [("fever",)]
    store.clear(clearance_of(stop_sign(store.log()), NOON + 3 * HOUR))
    assert flags(store.log()) == []


def test_a_flag_of_a_session_with_the_longest_id_is_kept_beside_it(
    open_store: OpenStore, make_session: MakeSession
) -> None:
    store = open_store()
    longest = make_session(id="x" * 200, red_flags=("fever",))
    store.save(longest)
    store.clear(Clearance(NOON, (longest.id,)))
    store.save(replace(longest, red_flags=("fever", "fainting"), updated_at=NOON))
    assert flags(store.log()) == [("fainting",)]
    assert len(store.log().sessions) == 2


@pytest.mark.parametrize("waited", [False, True], ids=["written at once", "written later"])
def test_a_flag_that_comes_in_while_the_runner_is_asked_about_another_still_holds(
    waited: bool, open_store: OpenStore, make_session: MakeSession
) -> None:
    here, window = open_store(), open_store()
    here.save(make_session(red_flags=("fever",)))
    made = clearance_of(stop_sign(here.log()), NOON)
    (was,) = window.log().sessions
    window.save(replace(was, red_flags=("fever", "bladder"), updated_at=NOON), was=was)
    for _ in range(2):  # a rescue file that could not be removed is taken up again
        if waited:
            here.take_up(Log(clearances=(made,)), {})
        else:
            here.clear(made)
        assert flags(here.log()) == [("bladder",)]
    here.clear(clearance_of(stop_sign(here.log()), NOON + HOUR))
    assert flags(here.log()) == []
    here.take_up(Log(clearances=(made,)), {})
    assert flags(here.log()) == []


def test_a_flag_that_another_computer_brings_under_the_question_still_holds_on_both(
    tmp_path: Path, open_store: OpenStore, make_session: MakeSession
) -> None:
    here = open_store()
    here.save(make_session(red_flags=("fever",)))
    with Store.open(tmp_path / "there", rescue_folders=()) as there:
        there.merge(carried(here.log()), converge=True)
        made = clearance_of(stop_sign(here.log()), NOON)
        (was,) = there.log().sessions
        there.save(replace(was, red_flags=("fever", "bladder"), updated_at=NOON), was=was)
        here.merge(carried(there.log()), converge=True)
        here.clear(made)
        assert flags(here.log()) == [("bladder",)]
        for _ in range(2):
            there.merge(carried(here.log()), converge=True)
            here.merge(carried(there.log()), converge=True)
        assert flags(here.log()) == flags(there.log()) == [("bladder",)]
        assert here.log() == there.log()


def test_a_clearance_that_waits_hides_no_flag_that_it_did_not_see(make_session: MakeSession) -> None:
    fever = make_session(red_flags=("fever",))
    waiting = PendingWrites(Log(clearances=(clearance_of([fever], NOON),)))
    assert flags(waiting.over(Log(sessions=(fever,)))) == []
    both = replace(fever, red_flags=("fever", "bladder"))
    assert flags(waiting.shown_over(Log(sessions=(both,)))) == [("fever", "bladder")]


def test_a_flag_that_waited_outlives_the_deletion_of_its_session_whose_others_are_cleared(
    open_store: OpenStore, make_session: MakeSession
) -> None:
    store = open_store()
    fever = make_session(red_flags=("fever",))
    store.save(fever)
    store.clear(clearance_of([fever], NOON))
    store.delete("s0", NOON + HOUR)
    assert flags(store.log()) == []
    waited = replace(fever, red_flags=("fever", "chest"), updated_at=NOON - HOUR)
    store.take_up(Log(sessions=(waited,)), {})
    assert flags(store.log()) == [("chest",)]
