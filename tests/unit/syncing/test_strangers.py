"""Whose the files in the folder may be: who is known stays so, and a warning sign in what is left out is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest

from runwalk_tui.history.errors import StoreError, Trouble
from runwalk_tui.history.store import Store
from runwalk_tui.rule.reading import stop_sign
from runwalk_tui.session.records import CheckIn, Clearance, Placement
from runwalk_tui.syncing.computer import keep_known, known_writers, own_id
from runwalk_tui.syncing.folder import StrangersError
from tests.unit.syncing.computers import NOW, Computer, Home, a_session

EMERGENCY = "call your emergency number or go to an emergency department now."
URGENT = "see a doctor urgently, before you run again."


def synced(*computers: Computer, day: int = 0) -> None:
    for computer in computers:
        computer.sync(NOW + timedelta(days=day), may_mix=False)


def on_hold(computer: Computer) -> bool:
    return bool(stop_sign(computer.store.log()))


def moved_in(home: Home, name: str, *flags: str, cleared: bool = False) -> None:
    """Somebody with a session of their own, whose file arrives in the shared folder."""
    computer = home.computer(name, shared=home.place / f"the folder of {name}")
    computer.shared.mkdir()
    computer.does(session := a_session(red_flags=flags))
    if cleared:
        computer.store.clear(Clearance(NOW, (session.id,)))
    computer.sync()
    (file,) = computer.shared.iterdir()
    file.rename(home.shared / file.name)


@pytest.mark.parametrize("with_a_start", [False, True])
def test_two_computers_that_met_before_the_first_session_know_each_other(home: Home, with_a_start: bool) -> None:
    laptop, upstairs = home.computer("laptop"), home.computer("upstairs")
    if with_a_start:
        laptop.store.place(Placement(NOW, "2", "chosen", "ASTEROID run-walk"))
    synced(laptop, upstairs, laptop)
    laptop.does(a_session())
    upstairs.does(a_session(1, red_flags=("chest",)))
    synced(upstairs, laptop, upstairs)
    assert on_hold(laptop)
    assert laptop.sessions == upstairs.sessions
    assert len(laptop.sessions) == 2


def test_what_was_said_to_be_the_runner_s_stays_known_when_nothing_is_in_common_any_more(home: Home) -> None:
    laptop, upstairs = home.computer("laptop"), home.computer("upstairs")
    upstairs.does(a_session(red_flags=("chest",)))
    laptop.does(a_session(1))
    synced(laptop)
    laptop.store.remember("computers", "")
    with pytest.raises(StrangersError):
        synced(upstairs)
    upstairs.sync()
    laptop.sync()
    assert (
        known_writers(laptop.store) == known_writers(upstairs.store) == {own_id(laptop.store), own_id(upstairs.store)}
    )


def test_a_log_that_is_known_but_has_no_sessions_yet_leaves_out_a_stranger_beside_its_own_computer(home: Home) -> None:
    laptop, upstairs = home.computer("laptop"), home.computer("upstairs")
    upstairs.store.place(Placement(NOW, "2"))
    synced(upstairs, laptop, upstairs)
    moved_in(home, "ben")
    upstairs.does(chest := a_session(2, red_flags=("chest",)))
    synced(upstairs, laptop)
    assert on_hold(laptop)
    assert laptop.sessions == {chest.id}


@pytest.mark.parametrize(
    "alike",
    [
        lambda store: store.place(Placement(NOW, "2")),
        lambda store: store.check_in(CheckIn(NOW, 1, 2, 3)),
        lambda store: store.clear(Clearance(NOW, ())),
    ],
    ids=["start", "check-in", "clearance"],
)
def test_something_else_of_the_same_instant_is_something_in_common(home: Home, alike: object) -> None:
    assert callable(alike)
    laptop, upstairs = home.computer("laptop"), home.computer("upstairs")
    for day, computer in enumerate((laptop, upstairs)):
        alike(computer.store)
        computer.does(a_session(day))
    synced(laptop, upstairs, laptop)
    assert laptop.sessions == upstairs.sessions


def test_two_people_who_began_on_one_day_are_two(home: Home) -> None:
    ana, ben = home.computer("ana"), home.computer("ben")
    for computer in (ana, ben):
        computer.store.place(Placement(datetime.combine(NOW.date(), datetime.min.time(), NOW.tzinfo), "2"))
        computer.does(a_session())
    synced(ana)
    with pytest.raises(StrangersError):
        synced(ben)


def test_a_computer_whose_file_is_gone_still_reads_the_others_and_leaves_out_a_stranger(home: Home) -> None:
    laptop, upstairs = home.computer("laptop"), home.computer("upstairs")
    laptop.does(a_session())
    synced(laptop)
    own = home.only_file()
    synced(upstairs, laptop)
    laptop.store.remember("computers", "")
    own.unlink()
    moved_in(home, "ben")
    upstairs.does(a_session(2, red_flags=("chest",)))
    synced(upstairs)
    report = laptop.sync(may_mix=False)
    assert report.strangers is not None
    assert report.others == ("upstairs",)
    assert on_hold(laptop)
    assert len(laptop.sessions) == 2
    assert own.exists()


@pytest.mark.parametrize(
    ("flags", "cleared", "days", "action"),
    [
        (("chest",), False, 0, EMERGENCY),
        (("weight-loss",), False, 0, URGENT),
        (("weight-loss", "chest"), False, 0, EMERGENCY),
        (("in a word of their own",), False, 0, EMERGENCY),
        (("chest",), True, 0, ""),
        (("chest",), False, -9, ""),
        ((), False, 0, ""),
    ],
    ids=["emergency", "urgent", "both", "unknown", "cleared", "not yet", "none"],
)
def test_a_warning_sign_in_what_is_left_out_comes_first_with_what_to_do(
    home: Home, flags: tuple[str, ...], cleared: bool, days: int, action: str
) -> None:
    laptop = home.computer("laptop")
    laptop.does(a_session())
    laptop.sync()
    moved_in(home, "upstairs", *flags, cleared=cleared)
    told = str(laptop.sync(NOW + timedelta(days=days), may_mix=False).strangers)
    first = f"There's a warning sign from upstairs. If it's yours, {action} " if action else ""
    assert told.startswith(f"{first}None of the sessions in {home.shared} from upstairs are in your log, so they were")
    assert not on_hold(laptop)


def test_only_those_with_a_warning_sign_are_said_to_have_one(home: Home) -> None:
    laptop = home.computer("laptop")
    laptop.does(a_session())
    laptop.sync()
    moved_in(home, "ana")
    moved_in(home, "ben", "fever")
    told = str(laptop.sync(may_mix=False).strangers)
    assert told.startswith("There's a warning sign from ben. If it's yours, ")
    assert " from ana, ben are in your log" in told


def test_where_nothing_can_be_synced_a_warning_sign_comes_first_too(home: Home) -> None:
    laptop = home.computer("laptop")
    laptop.does(a_session())
    moved_in(home, "upstairs", "chest")
    with pytest.raises(
        StrangersError, match=rf"^There's a warning sign from upstairs. If it's yours, {EMERGENCY} None of"
    ):
        laptop.sync(may_mix=False)


def test_what_came_in_is_told_though_it_could_not_be_kept_from_whom(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, upstairs = home.computer("laptop"), home.computer("upstairs")
    upstairs.does(a_session(red_flags=("chest",)))
    synced(upstairs)

    def full(store: Store, writers: Iterable[str]) -> None:
        raise StoreError("the disk is full", Trouble.FULL)

    with monkeypatch.context() as patch:
        patch.setattr("runwalk_tui.syncing.folder.keep_known", full)
        assert laptop.sync(may_mix=False).counts.new == 1
    assert on_hold(laptop)
    assert own_id(upstairs.store) not in known_writers(laptop.store)
    synced(laptop)
    assert own_id(upstairs.store) in known_writers(laptop.store)


def test_what_two_processes_come_to_know_is_kept_together(home: Home) -> None:
    laptop = home.computer("laptop")
    before = laptop.store.writes
    keep_known(laptop.store, ())
    assert laptop.store.writes == before
    keep_known(laptop.store, ["aaaaaaaa"])
    keep_known(laptop.store, ["bbbbbbbb", "aaaaaaaa"])
    kept = laptop.store.writes
    keep_known(laptop.store, ["bbbbbbbb"])
    assert laptop.store.writes == kept
    assert known_writers(laptop.store) == {"aaaaaaaa", "bbbbbbbb"}
