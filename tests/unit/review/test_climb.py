"""The climb: which stages are done, where the runner is, and a repetition as a bar."""

from __future__ import annotations

from dataclasses import replace

import pytest

from runwalk_tui.programme.stage import Act, Kind, Stage, Step
from runwalk_tui.review.climb import Reached, Rung, in_proportion, rungs, running_share, window
from runwalk_tui.rule.standing import judged_in_order
from runwalk_tui.session.records import Log
from tests.support.rule_cases import day, run, shipped_table

TABLE = shipped_table()


def climb(*sessions: tuple[int, str, int], here: str | None) -> dict[str, Rung]:
    """Sessions as the number of a day, a stage and the worst pain."""
    log = Log(sessions=tuple(run(number, stage, pain_worst=worst, pain_morning=2) for number, stage, worst in sessions))
    return {rung.stage.id: rung for rung in rungs(TABLE, judged_in_order(TABLE, log), here)}


def test_a_stage_below_the_one_that_is_due_is_done_on_the_day_of_its_last_session() -> None:
    found = climb((0, "3", 2), (2, "3", 2), (4, "4", 2), here="4")
    assert (found["3"].reached, found["3"].last_day, found["3"].sessions) == (Reached.DONE, day(2), 2)
    assert (found["4"].reached, found["4"].last_day) == (Reached.HERE, day(4))
    assert (found["1"].reached, found["1"].last_day) == (Reached.AHEAD, None)


def test_a_stage_above_was_tried_and_shows_its_flare_ups() -> None:
    found = climb((0, "3", 2), (7, "4", 9), here="3")
    assert (found["4"].reached, found["4"].flares) == (Reached.TRIED, 1)
    assert found["3"].flares == 0


def test_without_a_stage_that_is_due_nothing_is_here_and_what_was_run_is_known() -> None:
    found = climb((0, "3", 2), here=None)
    assert {rung.reached for rung in found.values()} == {Reached.TRIED, Reached.AHEAD}


def test_sessions_of_another_programme_and_rehearsals_are_left_out() -> None:
    log = Log(
        sessions=(
            replace(run(0, "3"), programme="Another"),
            replace(run(2, "3"), rehearsal=True),
        )
    )
    assert all(rung.reached is Reached.AHEAD for rung in rungs(TABLE, judged_in_order(TABLE, log), None))


def test_our_own_figures_are_marked() -> None:
    assert [rung.stage.id for rung in climb(here="1").values() if rung.ours] == ["7", "8", "9", "10", "11", "12"]


@pytest.mark.parametrize("width", [2, 6, 10, 17, 30])
def test_a_repetition_fills_its_bar_and_leaves_neither_run_nor_walk_out(width: int) -> None:
    for stage in TABLE.stages:
        parts = in_proportion(stage, width)
        assert sum(cells for _, cells in parts) == width
        assert {kind for kind, cells in parts if cells} == {Kind.RUN, Kind.WALK}


def test_many_steps_come_in_their_order() -> None:
    steps = (Step(Act.RUN, 180), Step(Act.WALK, 60), Step(Act.RUN, 300))
    parts = in_proportion(Stage("w4", steps), 9)
    assert parts == ((Kind.RUN, 3), (Kind.WALK, 1), (Kind.RUN, 5))
    assert running_share(Stage("w4", steps)) == 89


@pytest.mark.parametrize(
    ("here", "count", "shown"), [(0, 5, range(5)), (0, 20, range(7)), (19, 20, range(13, 20)), (10, 20, range(7, 14))]
)
def test_a_long_table_is_shown_around_the_runner(here: int, count: int, shown: range) -> None:
    assert window(here, count, 7) == shown
