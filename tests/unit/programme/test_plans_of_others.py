"""Plans that other people published, and what a table has to be able to say besides: read, and added up by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from runwalk_tui.programme.plan import plan_session
from runwalk_tui.programme.stage import Act, Kind, StageTable, TableKind
from runwalk_tui.programme.steps.step_text import repetition_text
from runwalk_tui.rule.prescription import prescribe
from runwalk_tui.rule.standing import Decision
from runwalk_tui.table_in_use import load_table
from tests.support.rule_cases import day, log_of, placed, rated, run

PLANS = Path(__file__).parents[2] / "support" / "plans"

Minutes = dict[str, tuple[float, float]]

COUCH: Minutes = {
    **{f"w1d{number}": (25, 8) for number in (1, 2, 3)},
    **{f"w2d{number}": (25, 9) for number in (1, 2, 3)},
    **{f"w3d{number}": (23, 9) for number in (1, 2, 3)},
    **{f"w4d{number}": (26.5, 16) for number in (1, 2, 3)},
    "w5d1": (26, 15),
    "w5d2": (26, 16),
    "w5d3": (25, 20),
    "w6d1": (29, 18),
    "w6d2": (28, 20),
    "w6d3": (30, 25),
    **{f"w7d{number}": (30, 25) for number in (1, 2, 3)},
    **{f"w8d{number}": (33, 28) for number in (1, 2, 3)},
    **{f"w9d{number}": (35, 30) for number in (1, 2, 3)},
}
PIECES: Minutes = {
    "days 1 and 2": (30, 0),
    "days 3 and 4": (30, 3),
    "days 5 and 6": (30, 6),
    "days 8 and 9": (30, 9),
    "days 10 and 11": (30, 12),
    "days 13 and 14": (30, 15),
    "days 15 and 16": (30, 18),
    "days 18 and 19": (30, 21),
    "days 20 and 21": (30, 24),
}
LEVELS: Minutes = {
    "walking": (30, 0),
    **{f"level {number}": (30, 3 * number) for number in range(1, 11)},
}
WALKS_AND_JOGS: Minutes = {
    **{f"{week} walk": (30, 0) for week in (1, 2, 3, 12)},
    **{f"{week} walk": (40, 0) for week in (4, 5, 6, 7)},
    **{f"{week} walk": (45, 0) for week in (8, 9, 10, 11)},
    "1 short": (20, 4),
    "2 short": (25, 5),
    "3 short": (15, 6),
    "4 short": (15, 6),
    "5 short": (20, 12),
    "6 short": (20, 12),
    "7 short": (28, 20),
    "8 short": (32, 24),
    "9 short": (30, 24),
    "10 short": (36, 30),
    "11 short": (36, 30),
    "12 short": (25, 15),
    "1 long": (36, 18),
    "2 long": (40, 25),
    "3 long": (40, 25),
    "4 long": (40, 25),
    "5 long": (39, 30),
    "6 long": (30, 24),
    "7 long": (36, 30),
    "8 long": (20, 20),
    "9 long": (20, 20),
    "10 long": (25, 25),
    "11 long": (30, 30),
    "12 long": (40, 40),
}
KINDS: Minutes = {
    "march": (14.5, 0),
    "run-jog-run": (13.5, 4),
    "two paces": (20.5, 4.5),
    "six sets of five": (41, 15),
    "strength between": (53, 28),
}
RENAMED: Minutes = {"easy": (15, 3), "steady": (15, 6), "long": (18, 12)}
STRETCHING: Minutes = {"legs": (2 * 70 / 60 + 2, 0)}
ADDED_UP: dict[str, Minutes] = {
    "couch_to_5k": COUCH,
    "pieces_of_five_minutes": PIECES,
    "ten_levels": LEVELS,
    "brisk_walks_and_jogs": WALKS_AND_JOGS,
    "every_kind": KINDS,
    "renamed": RENAMED,
    "stretching": STRETCHING,
}
"""Minutes in all and minutes of running of a full session, by stage."""


def plan(name: str) -> StageTable:
    return load_table(PLANS / f"{name}.toml")


def test_every_plan_of_the_folder_is_added_up() -> None:
    assert {path.stem for path in PLANS.glob("*.toml")} == set(ADDED_UP)


@pytest.mark.parametrize("name", ADDED_UP)
def test_a_plan_comes_to_what_it_says(name: str) -> None:
    table = plan(name)
    found = {}
    for stage in table.stages:
        session = plan_session(table, stage, table.full(stage))
        running = sum(phase.seconds for phase in session.phases if phase.kind is Kind.RUN)
        assert running == stage.running_seconds(table.full(stage))
        found[stage.id] = (session.total / 60, running / 60)
    assert found == {stage: pytest.approx(minutes) for stage, minutes in ADDED_UP[name].items()}


def test_a_list_of_intervals_is_done_once_whatever_the_programme_says() -> None:
    table = plan("couch_to_5k")
    hard = table.stage("w5d3")
    assert (hard.reps_min, table.full(hard)) == (1, 1)
    assert [phase.seconds for phase in plan_session(table, hard, 1).phases] == [300, 1200]


def test_acts_and_words_reach_every_phase() -> None:
    table = plan("every_kind")
    phases = plan_session(table, table.stage("two paces"), 1).phases
    assert [(phase.act, phase.word) for phase in phases] == [
        (Act.WALK, ""),
        (Act.WALK, "brisk"),
        *[(Act.JOG, ""), (Act.WALK, ""), (Act.RUN, "fast")] * 3,
        (Act.REST, ""),
        (Act.STRETCH, "hamstrings"),
        (Act.WALK, ""),
    ]
    assert [phase.kind for phase in phases[-3:]] == [Kind.WALK, Kind.WALK, Kind.COOL_DOWN]


def test_sets_are_shown_as_they_are_written() -> None:
    table = plan("every_kind")
    assert repetition_text(table.stage("two paces")) == (
        "walk 5m brisk, 3 × (jog 1m, walk 1m, run 30s fast), rest 2m, stretch 1m hamstrings"
    )
    assert repetition_text(table.stage("six sets of five")) == "5 × (run 30s, walk 30s), rest 1m30s"
    assert len(table.stage("two paces").steps) == 1 + 3 * 3 + 2


def test_sessions_under_an_earlier_id_are_of_the_stage_that_has_it_now() -> None:
    table = plan("renamed")
    assert [table.index(name) for name in ("1", "2", "3", "4", "week four", "easy", "long")] == [0, 1, 1, 2, 2, 0, 2]
    assert table.index("5") is None
    assert table.stage("3").id == "steady"


def test_stretching_at_home_is_a_companion() -> None:
    assert plan("stretching").kind is TableKind.COMPANION
    assert plan("couch_to_5k").kind is TableKind.RUN_WALK
    assert plan("couch_to_5k").then == "keep-running"


@pytest.mark.parametrize("name", ["couch_to_5k", "pieces_of_five_minutes", "ten_levels", "every_kind", "renamed"])
def test_whoever_does_what_is_due_without_trouble_gets_to_the_end_of_a_plan(name: str) -> None:
    table = plan(name)
    log, number, stages = log_of(placed(-30, table.stages[0].id)), 0, []
    while (due := prescribe(table, log, day(number))).decision is not Decision.FINISHED:
        assert due.stage is not None
        assert due.reps is not None
        number += (due.earliest - day(number)).days
        due = prescribe(table, log, due.earliest)
        assert due.stage is not None
        assert due.reps is not None
        stages.append(due.stage)
        done = run(number, due.stage, due.reps, programme=table.programme, **rated("2/2/2/2"))
        log = replace(log, sessions=(*log.sessions, done))
        assert number < 400
    assert list(dict.fromkeys(stages)) == [stage.id for stage in table.stages]
