"""What a correction changed, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

from runwalk_tui.corrections.told import NOTHING_CHANGES, differences, for_today, found_by
from runwalk_tui.paths import shipped_stages
from runwalk_tui.rule.prescription import Prescription, prescribe
from runwalk_tui.session.records import Log, Placement, SessionKind, SessionRecord
from runwalk_tui.table_in_use import load_table

TABLE = load_table(shipped_stages())
MONDAY = datetime(2026, 1, 5, 7, 30, tzinfo=timezone(timedelta(hours=1)))


def session(days: int, done: int = 10, **changes: Any) -> SessionRecord:
    plain: dict[str, Any] = {"pain_before": 3, "pain_worst": 3, "pain_after": 3, "pain_morning": 3, **changes}
    return SessionRecord(f"s{days}", MONDAY + timedelta(days=days), TABLE.programme, "4", done, done, **plain)


def due(*sessions: SessionRecord) -> Prescription:
    log = Log(sessions, (Placement(MONDAY - timedelta(days=7), "4"),) if sessions else ())
    return prescribe(TABLE, log, (MONDAY + timedelta(days=7)).date())


GOOD = (session(0, 6), session(2), session(4))


def test_another_stage() -> None:
    slip = (*GOOD[:2], session(4, pain_worst=7))
    assert for_today(due(*slip), due(*GOOD)) == "Today: stage 5 instead of 3, 6 repetitions."


def test_other_repetitions() -> None:
    assert for_today(due(*GOOD[:1]), due(session(0, 3))) == "Today: stage 4, 4 repetitions instead of 10."


def test_nothing() -> None:
    assert for_today(due(*GOOD), due(*GOOD[:2], replace(GOOD[2], effort=3))) == NOTHING_CHANGES


def test_another_day() -> None:
    told = for_today(due(*GOOD[:1]), due(session(6, 6)))
    assert told == "Still stage 4, 10 repetitions, from Tuesday 13 January on."


def test_the_stop_sign_goes_up_and_comes_down() -> None:
    flagged = due(*GOOD[:2], session(4, red_flags=("fever",)))
    assert for_today(due(*GOOD), flagged) == "Today: the stop sign is up, and there is no session."
    assert for_today(flagged, due(*GOOD)) == "Today: stage 5, 6 repetitions, instead of the stop sign."
    assert for_today(flagged, flagged) == NOTHING_CHANGES


def test_the_first_and_the_only_session() -> None:
    assert for_today(due(*GOOD), due()) == "Today: find your starting stage."
    assert for_today(due(), due(*GOOD)) == "Today: stage 5, 6 repetitions, instead of finding your starting stage."


def test_each_difference_is_a_sentence() -> None:
    was = session(0, pain_worst=7, note="hm")
    now = replace(was, pain_worst=2, pain_morning=None, soreness=("left knee",), red_flags=("fever",), note="")
    assert differences(was, now) == [
        "Worst pain 2 instead of 7.",
        "Next morning not given instead of 3.",
        "New soreness left knee instead of none.",
        "Note removed.",
        "Warning sign added: fever or feeling unwell.",
    ]


def test_a_walk_says_nothing_of_repetitions() -> None:
    was = session(0, active_seconds=1500)
    now = replace(was, kind=SessionKind.WALK, reps_done=0, reps_planned=1, pain_worst=None, pain_morning=None)
    told = differences(was, now)
    assert told[0] == "Kind walk instead of run-walk."
    assert not any("Repetitions" in each for each in told)


def test_an_id_is_found_by_its_beginning() -> None:
    sessions = [replace(GOOD[0], id=each) for each in ("ab12", "ab", "ac")]
    assert [each.id for each in found_by(sessions, "ab")] == ["ab"]
    assert [each.id for each in found_by(sessions, "ab1")] == ["ab12"]
    assert [each.id for each in found_by(sessions, "a")] == ["ab12", "ab", "ac"]
    assert found_by(sessions, "") == []
