"""A stage that was renamed: its sessions count, and are shown, under the id that it has now."""

from __future__ import annotations

from dataclasses import replace

from runwalk_tui.review.climb import rungs
from runwalk_tui.review.next_step import compared
from runwalk_tui.review.past.ordering import SessionOrder, SortColumn, in_order
from runwalk_tui.review.trends.course import stage_steps
from runwalk_tui.rule.cautions import left_out
from runwalk_tui.rule.prescription import prescribe
from runwalk_tui.rule.reading import read
from runwalk_tui.rule.standing import judged_in_order, relevant, under_present_ids
from runwalk_tui.session.records import Log
from tests.support.rule_cases import THREE, WEEK_BEFORE, day, log_of, run, shipped_table

USUAL = shipped_table()
"""The programme as it was when the sessions were filed."""
RENAMED = replace(
    USUAL,
    stages=tuple(replace(stage, id=f"week {stage.id}", was=(stage.id, f"w{stage.id}")) for stage in USUAL.stages),
)
LOG = log_of(WEEK_BEFORE, *THREE)


def test_a_rename_changes_nothing_but_the_name() -> None:
    before, after = prescribe(USUAL, LOG, day(7)), prescribe(RENAMED, LOG, day(7))
    assert (before.decision, before.stage, before.reps) == ("advance", "5", 6)
    assert (after.decision, after.stage, after.reps) == ("advance", "week 5", 6)
    assert after.warnings == before.warnings == ()


def test_without_its_earlier_ids_they_are_left_out_and_that_is_told() -> None:
    forgotten = replace(RENAMED, stages=tuple(replace(stage, was=()) for stage in RENAMED.stages))
    found = prescribe(forgotten, LOG, day(7))
    assert found.decision == "placement"
    assert found.reasons[0].startswith("No sessions at these stages yet. First find your starting stage")
    assert found.warnings == (
        "3 sessions at stage 4, which is not in this table, are left out. If you only renamed the stage, write its old "
        'id under the new one: was = ["4"].',
    )


def test_a_starting_stage_without_its_earlier_id_is_told_what_to_write() -> None:
    forgotten = replace(RENAMED, stages=tuple(replace(stage, was=()) for stage in RENAMED.stages))
    found = prescribe(forgotten, log_of(WEEK_BEFORE), day(7))
    assert found.reasons[0].startswith("No sessions yet.")
    assert found.warnings == (
        "Your starting stage 4 is not in this table, so it's left out. If you only renamed it, write its old id under "
        'the new one: was = ["4"]. To start at another stage: runwalk place.',
    )


def test_sessions_under_old_and_new_ids_go_on_from_one_another() -> None:
    later = run(7, "week 5", 6)
    log = replace(LOG, sessions=(*LOG.sessions, later))
    found = prescribe(RENAMED, log, day(9))
    assert (found.decision, found.stage, found.reps) == ("build", "week 5", 10)
    assert len(relevant(RENAMED, log)) == 4


def test_a_session_that_was_eased_to_a_stage_of_old_goes_down_to_it() -> None:
    short = tuple(run(number, "4", 10, reps_done=6, eased_to="w3", pain_morning=3) for number in (7, 9))
    found = prescribe(RENAMED, replace(LOG, sessions=(*LOG.sessions, *short)), day(11))
    assert (found.decision, found.stage) == ("step_back", "week 3")


def test_history_and_trends_show_them_at_their_stage() -> None:
    judged = tuple(judged_in_order(RENAMED, LOG))
    assert {one.session.stage for one in judged} == {"week 4"}
    rung = next(rung for rung in rungs(RENAMED, judged, "week 5") if rung.stage.id == "week 4")
    assert (rung.sessions, rung.reached) == (3, "done")
    assert {step.position for step in stage_steps(RENAMED, judged, LOG.placements)} == {3}
    by_stage = in_order(judged, SessionOrder(SortColumn.STAGE), RENAMED)
    assert [one.session.id for one in by_stage] == [one.session.id for one in reversed(judged)]
    assert list(left_out(RENAMED, read(RENAMED, LOG, day(7)).counted, LOG, day(7))) == []


def test_a_session_is_next_to_the_last_one_at_its_stage_whatever_that_was_called() -> None:
    now = run(7, "week 4", 10, pain_worst=0, pain_after=0)
    told = compared(RENAMED, now, LOG.sessions, prescribe(RENAMED, LOG, day(7)))
    assert told == "Worst pain: last time 3, today 0."


def test_a_stage_of_another_programme_keeps_its_id() -> None:
    other = Log(sessions=(run(0, "4", programme="Another programme"),))
    assert under_present_ids(RENAMED, other) == other
    assert under_present_ids(USUAL, LOG) is LOG
