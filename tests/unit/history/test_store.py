"""The store keeps what it is given, in order, and gives it back as it was."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from runwalk_tui.history.database.file import FILE
from runwalk_tui.history.errors import StoreError, Trouble
from runwalk_tui.paths import shipped_stages
from runwalk_tui.rule.prescription import prescribe
from runwalk_tui.rule.reading import stop_sign
from runwalk_tui.session.records import CheckIn, Clearance, Log, Placement, SessionKind
from runwalk_tui.table_in_use import load_table
from tests.support.history_samples import FULL_SESSION, MakeSession, OpenStore

NOON = datetime(2026, 2, 1, 12, 0, tzinfo=UTC)


def test_a_new_store_remembers_nothing(open_store: OpenStore) -> None:
    assert open_store().log() == Log()


def test_a_session_comes_back_with_every_field_as_it_was(open_store: OpenStore) -> None:
    open_store().save(FULL_SESSION)
    found = open_store().session(FULL_SESSION.id)
    assert found == FULL_SESSION
    assert found.started_at.isoformat() == "2026-01-05T07:30:00+01:00"


def test_an_unknown_session_is_none(open_store: OpenStore) -> None:
    assert open_store().session("nobody") is None


def test_saving_again_replaces_and_does_not_double(open_store: OpenStore, make_session: MakeSession) -> None:
    store = open_store()
    store.save(make_session())
    store.save(make_session(pain_morning=5))
    assert [record.pain_morning for record in store.log().sessions] == [5]


def test_a_correction_after_a_wrong_clock_is_newer_than_what_it_corrects(
    open_store: OpenStore, make_session: MakeSession
) -> None:
    store = open_store()
    wrong_clock = datetime(2030, 1, 1, tzinfo=UTC)
    store.save(make_session(pain_worst=9, updated_at=wrong_clock))
    store.save(make_session(pain_worst=2, updated_at=NOON))
    kept = store.session("s0")
    assert kept is not None
    assert kept.updated_at is not None
    assert (kept.pain_worst, kept.updated_at > wrong_clock) == (2, True)
    # So an export from the time of the wrong clock does not bring the slip back.
    counts = store.merge(Log(sessions=(make_session(pain_worst=9, updated_at=wrong_clock),)))
    assert (counts.changed, store.session("s0")) == (0, kept)


@pytest.mark.parametrize("later", [None, NOON - timedelta(days=1), NOON, NOON + timedelta(days=1)], ids=str)
def test_the_time_of_a_change_never_goes_backwards(
    open_store: OpenStore, make_session: MakeSession, later: datetime | None
) -> None:
    store = open_store()
    store.save(make_session(updated_at=NOON))
    store.save(make_session(note="another", updated_at=later))
    kept = store.session("s0")
    assert kept is not None
    assert kept.updated_at is not None
    assert kept.updated_at > NOON
    store.save(kept)
    assert store.session("s0") == kept


def test_sessions_are_in_order_of_the_instant_and_not_of_the_wall_clock(
    open_store: OpenStore, make_session: MakeSession
) -> None:
    store = open_store()
    tokyo, lima = timezone(timedelta(hours=9)), timezone(timedelta(hours=-5))
    store.save(make_session(id="later", started_at=datetime(2026, 1, 5, 7, 0, tzinfo=lima)))
    store.save(make_session(id="earlier", started_at=datetime(2026, 1, 5, 19, 0, tzinfo=tokyo)))
    assert [record.id for record in store.log().sessions] == ["earlier", "later"]


def test_sessions_of_one_instant_stay_in_the_order_they_were_saved(
    open_store: OpenStore, make_session: MakeSession
) -> None:
    store = open_store()
    for name in ("b", "a", "c"):
        store.save(make_session(id=name))
    store.save(make_session(id="a", note="changed"))
    assert [record.id for record in store.log().sessions] == ["b", "a", "c"]


def test_placements_check_ins_and_clearances_come_back_in_order(open_store: OpenStore) -> None:
    store = open_store()
    late, early = NOON + timedelta(days=2), NOON
    store.place(Placement(late, "3", "run test"))
    store.place(Placement(early, "2"))
    store.check_in(CheckIn(late, 31, 28, 55, 21))
    store.check_in(CheckIn(early, 0, 100, 50))
    store.clear(Clearance(late, ("s1",)))
    store.clear(Clearance(early))
    assert store.log() == Log(
        placements=(Placement(early, "2"), Placement(late, "3", "run test")),
        checkins=(CheckIn(early, 0, 100, 50), CheckIn(late, 31, 28, 55, 21)),
        clearances=(Clearance(early), Clearance(late, ("s1",))),
    )


def test_the_same_placement_twice_is_one(open_store: OpenStore) -> None:
    store = open_store()
    for _ in range(2):
        store.place(Placement(NOON, "2"))
        store.clear(Clearance(NOON))
    assert len(store.log().placements) == len(store.log().clearances) == 1


@pytest.mark.parametrize("by", ["save", "merge"])
def test_a_red_flag_that_comes_to_a_cleared_session_is_cleared_by_nothing(
    open_store: OpenStore, make_session: MakeSession, by: str
) -> None:
    store = open_store()
    store.save(make_session(0, red_flags=("fever",)))
    store.clear(Clearance(NOON, ("s0",)))
    again = make_session(0, red_flags=("fever", "saddle"), updated_at=NOON + timedelta(days=1))
    for _ in range(2):
        store.save(again) if by == "save" else store.merge(Log(sessions=(again,)))
    (raised,) = stop_sign(store.log())
    assert raised.red_flags == ("saddle",)
    assert not raised.counted
    # The same flags once more are no news, and what was cleared stays so.
    store.clear(Clearance(NOON + timedelta(days=2), (raised.id,)))
    store.save(replace(again, note="edited", updated_at=NOON + timedelta(days=3)))
    assert stop_sign(store.log()) == ()


def test_a_red_flag_that_comes_to_a_session_nobody_has_cleared_is_one_of_its_own(
    open_store: OpenStore, make_session: MakeSession
) -> None:
    store = open_store()
    store.save(make_session(0, red_flags=("fever",)))
    store.save(make_session(0, red_flags=("fever", "saddle"), updated_at=NOON))
    assert [session.red_flags for session in store.log().sessions] == [("fever", "saddle")]


@pytest.mark.parametrize("kind", SessionKind)
def test_the_kind_of_a_session_comes_back(open_store: OpenStore, make_session: MakeSession, kind: SessionKind) -> None:
    store = open_store()
    store.save(make_session(kind=kind))
    assert store.log().sessions[0].kind is kind


def test_what_is_read_for_the_rule_gives_the_same_answer(open_store: OpenStore, make_session: MakeSession) -> None:
    store = open_store()
    for day in range(0, 30, 2):
        kind = SessionKind.WALK if day % 10 == 4 else SessionKind.RUN_WALK
        store.save(make_session(day, kind=kind, stopped_for_pain=day == 6, red_flags=("fever",) if day == 8 else ()))
    store.place(Placement(NOON, "3"))
    store.clear(Clearance(NOON + timedelta(days=10), ("s8",)))
    table = load_table(shipped_stages())
    with open_store(read_only=True, for_rule=True) as reader:
        for on in range(40):
            today = (NOON + timedelta(days=on)).date()
            assert prescribe(table, reader.log_for_rule(), today) == prescribe(table, store.log(), today)


def test_a_wrong_figure_in_a_late_session_is_noticed_before_the_rule_reads_it(
    open_store: OpenStore, make_session: MakeSession, data: Path
) -> None:
    with open_store() as store:
        store.save(make_session())
    open_store().close()
    with closing(sqlite3.connect(data / FILE)) as connection:
        connection.execute("UPDATE session SET pain_worst = 0")
        connection.commit()
    with open_store(read_only=True, for_rule=True) as reader:
        assert "is damaged" in reader.notices[0]
        assert all(session.pain_worst != 0 for session in reader.log_for_rule().sessions)


def test_small_facts_are_remembered(open_store: OpenStore) -> None:
    store = open_store()
    assert store.recall("table") is None
    store.remember("table", "[programme]\nname = 'ä'\n")
    store.remember("table", "[programme]\nname = 'ö'\n")
    store.close()
    assert open_store().recall("table") == "[programme]\nname = 'ö'\n"


def test_control_characters_never_come_out_of_the_store(open_store: OpenStore, make_session: MakeSession) -> None:
    store = open_store()
    nasty = "a\x1b]0;gone\x07\x9b2J\x00\ud800b"
    store.save(
        make_session(
            id="i\x1b", programme=nasty, stage=nasty, soreness=(nasty,), red_flags=(nasty,), note=nasty + "\t\r\nx"
        )
    )
    store.place(Placement(NOON, nasty, nasty))
    log = store.log()
    record, placement = log.sessions[0], log.placements[0]
    texts = [record.id, record.programme, record.stage, *record.soreness, *record.red_flags]
    assert all(text.isprintable() for text in [*texts, placement.stage, placement.how])
    assert record.stage == r"a\x1b]0;gone\x07\x9b2J\x00\ud800b"
    assert record.note.endswith("b\t\nx")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"pain_worst": 11}, "pain_worst is not a whole number from 0 to 10"),
        ({"reps_planned": 0}, "reps_planned is not"),
        ({"active_seconds": -1}, "active_seconds is not"),
        ({"active_seconds": 10**30}, "couldn't be saved"),
        ({"id": ""}, "id of a session is empty"),
        ({"started_at": datetime(2026, 1, 1)}, "offset"),  # noqa: DTZ001  the missing zone is the point
    ],
)
def test_a_record_that_makes_no_sense_is_refused_in_one_line(
    open_store: OpenStore, make_session: MakeSession, changes: dict[str, object], said: str
) -> None:
    store = open_store()
    with pytest.raises(StoreError, match=said) as refused:
        store.save(make_session(**changes))
    assert refused.value.trouble is Trouble.REFUSED
    assert "\n" not in str(refused.value)
    assert store.log().sessions == ()


def test_seconds_that_came_as_a_fraction_are_stored_whole(open_store: OpenStore, make_session: MakeSession) -> None:
    store = open_store()
    store.save(make_session(active_seconds=1919.6, run_seconds=600.0))
    found = open_store().session("s0")
    assert found is not None
    assert (found.active_seconds, found.run_seconds) == (1920, 600)


def test_a_merge_counts_each_record_once(open_store: OpenStore, make_session: MakeSession) -> None:
    store = open_store()
    known, stale, fresh = make_session(0), make_session(1, updated_at=NOON), make_session(2)
    store.save(known)
    store.save(stale)
    history = Log(
        sessions=(
            replace(known, note="edited without a date"),
            replace(stale, note="edited", updated_at=NOON + timedelta(seconds=1)),
            fresh,
        ),
        placements=(Placement(NOON, "2"),),
        checkins=(CheckIn(NOON, 1, 2, 3),),
        clearances=(Clearance(NOON),),
    )
    counts = store.merge(history)
    assert (counts.new, counts.changed, counts.same, counts.deleted) == (4, 1, 0, 0)
    assert [(each.here, each.there) for each in counts.differing] == [(known, history.sessions[0])]
    assert [record.note for record in store.log().sessions] == [known.note, "edited", fresh.note]
    again = store.merge(history)
    assert (again.new, again.changed, again.same, len(again.differing)) == (0, 0, 5, 1)
    other = replace(history, sessions=(), checkins=(CheckIn(NOON, 1, 2, 4),), clearances=(Clearance(NOON, ("s0",)),))
    assert [each.here for each in store.merge(other).differing] == [CheckIn(NOON, 1, 2, 3), Clearance(NOON)]
    assert store.log().checkins == history.checkins


def test_an_older_version_of_a_session_does_not_win(open_store: OpenStore, make_session: MakeSession) -> None:
    store = open_store()
    mine = make_session(updated_at=NOON)
    store.save(mine)
    store.merge(Log(sessions=(replace(mine, note="old", updated_at=NOON - timedelta(days=1)),)))
    assert store.session(mine.id) == mine


def test_a_merge_that_fails_in_the_middle_changes_nothing(open_store: OpenStore, make_session: MakeSession) -> None:
    store = open_store()
    with pytest.raises(StoreError):
        store.merge(Log(sessions=(make_session(0), make_session(1, effort=99))))
    assert store.log() == Log()


def test_the_log_is_read_once_until_anybody_writes(open_store: OpenStore, make_session: MakeSession) -> None:
    store, other = open_store(), open_store()
    store.save(make_session(0))
    first = store.log()
    assert store.log() is first
    other.save(make_session(1))
    assert [session.id for session in store.log().sessions] == ["s0", "s1"]
    store.delete("s0", NOON)
    assert [session.id for session in store.log().sessions] == ["s1"]
    assert store.log() is store.log()


def test_a_correction_of_one_field_leaves_what_another_program_changed_meanwhile(
    open_store: OpenStore, make_session: MakeSession
) -> None:
    here, there = open_store(), open_store()
    was = make_session(pain_worst=7, note="")
    here.save(was)
    later = was.started_at + timedelta(days=1)
    there.save(replace(was, note="theirs", updated_at=later), was=was)
    here.save(replace(was, pain_worst=2, updated_at=later), was=was)
    (kept,) = here.log().sessions
    assert (kept.pain_worst, kept.note) == (2, "theirs")
    assert kept.updated_at is not None
    assert kept.updated_at > later


def test_a_placement_from_outside_tells_the_programme_that_nobody_knew_here(open_store: OpenStore) -> None:
    store = open_store()
    old, named = Placement(NOON, "2"), Placement(NOON, "2", "chosen", "My plan")
    store.place(old)
    assert (store.merge(Log(placements=(old,))).same, store.log().placements) == (1, (old,))
    assert (store.merge(Log(placements=(named,))).changed, store.log().placements) == (1, (named,))
    for again in (old, named):
        assert (store.merge(Log(placements=(again,))).same, store.log().placements) == (1, (named,))


def test_of_two_programmes_of_one_placement_the_same_holds_on_both_machines(open_store: OpenStore) -> None:
    one, other = (Placement(NOON, "2", "chosen", name) for name in ("A plan", "B plan"))
    here = open_store()
    here.place(other)
    here.merge(Log(placements=(one,)))
    here.merge(Log(placements=(other,)))
    assert here.log().placements == (one,)


def test_starting_stages_of_two_programmes_on_one_day_are_both_stored(open_store: OpenStore) -> None:
    store = open_store()
    for programme in ("P", "Q", "P"):
        store.place(Placement(NOON, "2", "chosen", programme))
    stored = [(placement.stage, placement.programme) for placement in store.log().placements]
    assert stored[1:] == [("2", "Q"), ("2", "P")], "what was chosen last is last"
