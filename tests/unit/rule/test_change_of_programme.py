"""What is told after the runner has changed from one programme that ships to another, and when that ends."""

from __future__ import annotations

from runwalk_tui.paths import shipped_programme
from runwalk_tui.programme.stage import StageTable
from runwalk_tui.rule.cautions import in_other_programmes
from runwalk_tui.rule.prescription import prescribe, why_wait
from runwalk_tui.session.records import Log, Placement
from runwalk_tui.table_in_use import load_table
from tests.support.rule_cases import at, day, log_of, run, shipped_table

BEFORE = (Placement(at(-1), "4"), run(0), run(2))


def walking() -> StageTable:
    return load_table(shipped_programme("walking"))


def told(table: StageTable, log: Log, number: int) -> str:
    return " ".join(prescribe(table, log, day(number)).warnings)


def test_until_the_first_session_there_the_way_back_is_told_and_nobody_is_asked_about_a_new_name() -> None:
    assert told(walking(), log_of(*BEFORE), 4) == ""  # somebody who has changed on purpose needs no warning
    (said,) = in_other_programmes(walking(), log_of(*BEFORE))
    assert "2 sessions in your log belong to “ASTEROID run-walk”, not to this programme." in said
    assert "runwalk stages use asteroid" in said


def test_from_the_first_session_on_they_are_still_named_but_no_way_back() -> None:
    there = run(5, stage="10m", reps=1, programme="Walking")
    log = log_of(*BEFORE, Placement(at(4), "10m"), there)
    assert told(walking(), log, 6) == ""
    (said,) = in_other_programmes(walking(), log)
    assert said == "2 sessions in your log belong to “ASTEROID run-walk”, not to this programme."


def test_a_walk_that_is_too_early_is_not_told_that_walking_is_fine() -> None:
    there = run(5, stage="10m", reps=1, programme="Walking", pain_worst=7)
    why = why_wait(walking(), log_of(there), day(6), walking=True)
    assert why == "After a flare-up, take 1 day off your planned walks first. Other easy walks are fine."
    assert "off running first. Walking is fine." in why_wait(shipped_table(), log_of(there), day(6))


def test_back_in_the_first_one_the_starting_stage_of_the_other_is_no_riddle() -> None:
    there = run(5, stage="10m", reps=1, programme="Walking")
    said = told(shipped_table(), log_of(*BEFORE, Placement(at(4), "10m"), there), 6)
    assert "10m" not in said
    assert "runwalk stages use walking" not in said


def test_a_starting_stage_that_was_never_in_the_table_is_named() -> None:
    assert "Your starting stage 99 is not in this table" in told(shipped_table(), log_of(Placement(at(0), "99")), 1)


def test_a_table_of_ones_own_may_have_a_new_name() -> None:
    mine = StageTable("My plan", shipped_table().stages)
    assert 'put the old name back in the table: name = "ASTEROID run-walk"' in told(mine, log_of(*BEFORE), 4)
    assert not list(in_other_programmes(mine, log_of(*BEFORE)))
