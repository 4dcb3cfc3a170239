"""A placement bears its programme: it places the runner there and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.review.trends.course import stage_steps
from runwalk_tui.rule.prescription import prescribe
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.records import Log, Placement
from tests.support.log_strategies import histories
from tests.support.rule_cases import PROGRAMME, at, day, log_of, run, shipped_table

FRIENDS = StageTable("A friend's plan", shipped_table().stages[:4])
"""Its ids are those of the programme that ships, as they are wherever nobody gave any."""
SO_FAR = (Placement(at(-7), "3", "chosen", PROGRAMME), run(0, stage="3", reps=6), run(2, stage="3", reps=9))


def test_a_friends_table_asks_where_to_start() -> None:
    assert prescribe(FRIENDS, log_of(*SO_FAR), day(4)).decision is Decision.PLACEMENT


def test_coming_back_it_goes_on_where_it_was() -> None:
    there = (
        Placement(at(4), "1", "chosen", FRIENDS.programme),
        run(5, stage="1", reps=6, programme=FRIENDS.programme),
    )
    before, after = log_of(*SO_FAR), log_of(*SO_FAR, *there)
    due = prescribe(shipped_table(), after, day(8))
    assert (due.decision, due.stage) == (Decision.REPEAT, "3")
    assert (due.stage, due.reps) == (prescribe(shipped_table(), before, day(8)).stage, 9)
    assert prescribe(FRIENDS, after, day(8)).stage == "1"
    assert not any("starting stage" in warning for warning in due.warnings)
    assert [step.position for step in stage_steps(shipped_table(), (), after.placements)] == [2]


def test_one_without_a_name_still_places_in_any_programme() -> None:
    old = log_of(replace(SO_FAR[0], programme=""))
    assert {prescribe(table, old, day(0)).stage for table in (FRIENDS, shipped_table())} == {"3"}


def test_one_of_this_programme_at_a_stage_that_is_gone_is_named() -> None:
    said = " ".join(prescribe(FRIENDS, log_of(Placement(at(0), "99", "chosen", FRIENDS.programme)), day(1)).warnings)
    assert "Your starting stage 99 is not in this table" in said
    elsewhere = log_of(Placement(at(0), "99", "chosen", PROGRAMME))
    assert not prescribe(FRIENDS, elsewhere, day(1)).warnings


@given(histories(), st.sampled_from(["1", "2", "gone"]))
def test_a_placement_in_another_programme_changes_nothing_here(
    course: tuple[StageTable, Log, date], stage: str
) -> None:
    table, log, today = course
    when = log.checkins[0].at.replace(minute=0)
    another = Placement(when, stage, "chosen", f"not {table.programme}")
    more = replace(log, placements=(*log.placements, another))
    was, now = prescribe(table, log, today), prescribe(table, more, today)
    if now.warnings != was.warnings:  # only that it is dated after the day asked about may be told
        assert "in the future" in " ".join(now.warnings)
    assert replace(now, warnings=()) == replace(was, warnings=())
