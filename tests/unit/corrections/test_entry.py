"""What cannot be right in a session that is entered by hand, and what follows from what was given."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from runwalk_tui.corrections.entry import faults, loses_red_flag, made_consistent, seconds_by_hand, why_ask_red_flags
from runwalk_tui.paths import shipped_stages
from runwalk_tui.programme.stage import Act, Stage, StageTable, Step
from runwalk_tui.session.records import Clearance, Log, PainMark, SessionKind, SessionRecord
from runwalk_tui.table_in_use import load_table

TABLE = load_table(shipped_stages())
CET = timezone(timedelta(hours=1))
NOW = datetime(2026, 1, 24, 12, 0, tzinfo=CET)
BEGAN = datetime(2026, 1, 20, 7, 30, tzinfo=CET)


def record(**changes: Any) -> SessionRecord:
    plain: dict[str, Any] = {"source": "log", "pain_before": 3, "pain_worst": 4, "pain_after": 3, **changes}
    return SessionRecord("a", BEGAN, TABLE.programme, "4", 6, 6, **plain)


def test_a_sound_session_has_no_fault() -> None:
    assert faults(record(pain_morning=2), TABLE, NOW) == {}


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"started_at": NOW + timedelta(days=2)}, "date", "is in the future"),
        ({"started_at": NOW.replace(year=2201)}, "date", "1900 to 2199"),
        ({"stage": "44"}, "stage", "there is no stage 44"),
        ({"started_at": NOW, "pain_morning": 3}, "morning", "it's too early"),
        ({"note": "x" * 2001}, "note", "at most 2000"),
    ],
    ids=str,
)
def test_what_cannot_be_right_is_said_at_its_field(changes: dict[str, Any], field: str, says: str) -> None:
    found = faults(replace(record(), **changes), TABLE, NOW)
    assert list(found) == [field]
    assert says in next(iter(found.values()))


def test_what_stood_in_the_log_already_is_no_fault() -> None:
    was = replace(record(pain_morning=3), started_at=NOW + timedelta(days=300), stage="old", note="x" * 3000)
    assert faults(replace(was, effort=4), TABLE, NOW, was) == {}


@pytest.mark.parametrize(
    ("was", "now", "asked"),
    [
        ({}, {"pain_morning": 4}, False),
        ({}, {"pain_morning": 5}, True),
        ({"pain_worst": 7}, {"pain_worst": 7, "pain_morning": 9}, True),
        ({"pain_morning": 9}, {"pain_morning": 8}, False),
        ({"pain_before": 8}, {"pain_before": 8, "pain_morning": 8}, True),
        ({"pain_before": 8}, {"pain_before": 9}, False),
    ],
)
def test_a_morning_that_rose_is_a_reason_to_ask_for_warning_signs_and_a_new_one_beside_the_session(
    was: dict[str, Any], now: dict[str, Any], asked: bool
) -> None:
    assert bool(why_ask_red_flags(record(**now), record(**was), TABLE.policy)) is asked


def test_a_session_moved_to_today_has_no_next_morning_yet() -> None:
    was = record(pain_morning=2)
    assert "morning" in faults(replace(was, started_at=NOW), TABLE, NOW, was)


def test_the_stage_of_another_programme_stays() -> None:
    was = replace(record(), programme="Couch", stage="w3")
    assert "Couch" in faults(replace(was, stage="4"), TABLE, NOW, was)["stage"]


# What follows.


def test_seconds_entered_by_hand_follow_stage_and_repetitions() -> None:
    was = seconds_by_hand(record(), TABLE)
    changed = made_consistent(replace(was, stage="5", reps_done=8), TABLE, was)
    assert (changed.run_seconds, changed.walk_seconds) == (8 * 75, 8 * 75)
    assert changed.active_seconds == 8 * 150 + 420


def test_what_a_timer_measured_stays() -> None:
    was = record(source="timer", run_seconds=355, walk_seconds=540, active_seconds=1290)
    changed = made_consistent(replace(was, stage="5", reps_done=8), TABLE, was)
    assert (changed.run_seconds, changed.walk_seconds, changed.active_seconds) == (355, 540, 1290)


def test_the_seconds_of_another_programme_are_not_those_of_a_stage_with_the_same_name() -> None:
    was = replace(record(), programme="Couch", run_seconds=77)
    assert made_consistent(replace(was, reps_done=3), TABLE, was) == replace(was, reps_done=3)


def test_a_note_changes_no_seconds() -> None:
    was = record(run_seconds=1, walk_seconds=2, active_seconds=3)
    assert made_consistent(replace(was, note="hm"), TABLE, was) == replace(was, note="hm")


def test_a_session_that_becomes_a_walk_keeps_its_length_and_only_what_a_walk_has() -> None:
    was = record(
        source="timer",
        run_seconds=300,
        walk_seconds=500,
        active_seconds=1000,
        pain_marks=(PainMark(4.0, 5),),
        soreness=("knee",),
        stopped_for_pain=True,
        eased_to="3",
        felt_ready=True,
        effort=4,
        red_flags=("fever",),
        note="hm",
    )
    walk = made_consistent(replace(was, kind=SessionKind.WALK), TABLE, was)
    assert (walk.reps_planned, walk.reps_done, walk.run_seconds, walk.walk_seconds, walk.active_seconds) == (
        1,
        0,
        0,
        1000,
        1000,
    )
    assert (walk.pain_before, walk.pain_worst, walk.pain_after) == (3, None, 3)
    assert (walk.soreness, walk.stopped_for_pain, walk.eased_to, walk.effort) == ((), False, None, None)
    assert (walk.red_flags, walk.note, walk.pain_marks) == (("fever",), "hm", (PainMark(4.0, 5),))


def test_a_walk_that_becomes_a_session_keeps_the_length_a_timer_measured() -> None:
    was = replace(record(source="timer", active_seconds=1500, walk_seconds=1500), kind=SessionKind.WALK)
    run = made_consistent(replace(was, kind=SessionKind.RUN_WALK, reps_done=6), TABLE, was)
    assert (run.run_seconds, run.walk_seconds, run.active_seconds) == (360, 540, 1500)


# Warning signs.

FLAGGED = record(red_flags=("fever",))


@pytest.mark.parametrize(
    "changes",
    [
        {"red_flags": ()},
        {"red_flags": ("saddle",)},
        {"started_at": BEGAN - timedelta(days=9)},
        {"rehearsal": True},
    ],
    ids=str,
)
def test_no_correction_takes_an_uncleared_warning_sign_away(changes: dict[str, Any]) -> None:
    log = Log((FLAGGED,), clearances=(Clearance(BEGAN - timedelta(days=5)),))
    assert loses_red_flag(log, replace(FLAGGED, **changes), FLAGGED, NOW.date())


@pytest.mark.parametrize(
    "changes",
    [{"red_flags": ("fever", "saddle")}, {"started_at": BEGAN + timedelta(days=1)}, {"kind": SessionKind.WALK}],
    ids=str,
)
def test_what_leaves_the_sign_up_may_be(changes: dict[str, Any]) -> None:
    log = Log((FLAGGED,), clearances=(Clearance(BEGAN - timedelta(days=5)),))
    assert not loses_red_flag(log, replace(FLAGGED, **changes), FLAGGED, NOW.date())


def test_a_sign_that_was_cleared_by_name_is_no_obstacle() -> None:
    log = Log((FLAGGED,), clearances=(Clearance(NOW, ("a",)),))
    assert not loses_red_flag(log, replace(FLAGGED, started_at=BEGAN - timedelta(days=9)), FLAGGED, NOW.date())


def test_a_session_filled_to_a_duration_is_as_long_as_its_plan() -> None:
    filled = StageTable("Test", (Stage("fill", (Step(Act.RUN, 10), Step(Act.WALK, 30)), fill=1440, warm_up=300),))
    by_hand = seconds_by_hand(replace(record(), stage="fill", reps_planned=1, reps_done=1), filled)
    assert (by_hand.run_seconds, by_hand.walk_seconds, by_hand.active_seconds) == (360, 1080, 1740)
    nothing = seconds_by_hand(replace(record(), stage="fill", reps_planned=1, reps_done=0), filled)
    assert (nothing.run_seconds, nothing.walk_seconds, nothing.active_seconds) == (0, 0, 0)
