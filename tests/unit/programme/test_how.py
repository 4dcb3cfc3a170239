"""How an exercise is done, from the notes of its table."""

from __future__ import annotations

from itertools import pairwise

import pytest

from runwalk_tui.own_table.exercise import companion_tables
from runwalk_tui.programme.plan import plan_session
from runwalk_tui.programme.reader import parse_table
from runwalk_tui.programme.stage import Act, StageTable
from runwalk_tui.programme.steps.how import How, how_of

STAGES = [(table, stage.id) for table in companion_tables() for stage in table.stages]


def of_stage(table: StageTable, stage: str) -> How:
    found = how_of([table], table.programme, stage)
    assert found is not None
    return found


@pytest.mark.parametrize(("table", "stage"), STAGES, ids=[f"{table.programme}-{stage}" for table, stage in STAGES])
def test_every_exercise_that_ships_is_explained_and_each_rest_says_what_is_next(table: StageTable, stage: str) -> None:
    how = of_stage(table, stage)
    phases = plan_session(table, table.stage(stage), 1).phases
    for phase, following in pairwise(phases):
        if phase.act in (Act.EXERCISE, Act.STRETCH):
            assert how.of(phase), phase.word
        elif phase.act is Act.REST:
            assert how.of(phase, following) == f"Next: {how.of(following)}"
    assert how.lines()[0] == table.stage(stage).note


def test_the_longest_name_in_a_word_is_meant() -> None:
    (strength,) = (table for table in companion_tables() if table.programme == "Core and legs")
    how = of_stage(strength, "1")
    side = next(
        phase for phase in plan_session(strength, strength.stage("1"), 1).phases if phase.word.startswith("side")
    )
    assert how.of(side) == "Side plank: on forearm and knee, hips up."


def test_a_stage_that_is_another_one_over_again_is_told_with_the_words_of_that_one() -> None:
    (strength,) = (table for table in companion_tables() if table.programme == "Core and legs")
    note, borrowed = of_stage(strength, "3").lines()
    assert note == strength.stage("3").note
    assert borrowed == strength.stage("1").note


def test_a_table_without_notes_explains_nothing() -> None:
    table = parse_table(
        '[programme]\nname = "Mine"\nkind = "companion"\n\n[[stage]]\nid = "1"\nintervals = ["exercise 30s squats"]\n',
        "mine.toml",
    )
    how = of_stage(table, "1")
    assert how.lines() == []
    assert {how.of(phase) for phase in plan_session(table, table.stages[0], 1).phases} == {""}
    assert how_of([table], "Mine", "2") is None
    assert how_of([table], "Yours", "1") is None
