"""What a correction changed, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

from runwalk_tui.corrections.told import NOTHING_CHANGES, STOP_STAYS, differences, found_by, next_run
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
    return prescribe(TABLE, log, ASKED)


ASKED = (MONDAY + timedelta(days=7)).date()


def told(before: Prescription, after: Prescription) -> str:
    return next_run(before, after, ASKED)


GOOD = (session(0, 6), session(2), session(4))


def test_another_stage() -> None:
    slip = (*GOOD[:2], session(4, pain_worst=7))
    assert told(due(*slip), due(*GOOD)) == "Today: stage 5 instead of 3, with 6 repetitions."


def test_today_is_said_only_of_a_run_that_is_due_today() -> None:
    before, after = due(*GOOD[:2], session(4, pain_worst=7)), due(*GOOD)
    day_before = ASKED - timedelta(days=1)
    assert next_run(before, after, day_before) == "Next session: stage 5 instead of 3, with 6 repetitions."


def test_other_repetitions() -> None:
    assert told(due(*GOOD[:1]), due(session(0, 3))) == "Today: stage 4, 4 repetitions instead of 10."


def test_nothing() -> None:
    assert told(due(*GOOD), due(*GOOD[:2], replace(GOOD[2], effort=3))) == NOTHING_CHANGES


def test_another_day() -> None:
    later = told(due(*GOOD[:1]), due(session(6, 6)))
    assert later == "Next session: still stage 4 with 10 repetitions, from Tuesday 13 January."


def test_the_stop_sign_goes_up_and_comes_down() -> None:
    flagged = due(*GOOD[:2], session(4, red_flags=("fever",)))
    assert told(due(*GOOD), flagged) == "Your sessions are now on hold: no running for now."
    assert told(flagged, due(*GOOD)) == "Today: stage 5 with 6 repetitions, instead of being on hold."
    assert told(flagged, flagged) == STOP_STAYS


def test_the_first_and_the_only_session() -> None:
    assert told(due(*GOOD), due()) == "Today: find your starting stage."
    assert told(due(), due(*GOOD)) == "Today: stage 5 with 6 repetitions, instead of finding your starting stage."


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
