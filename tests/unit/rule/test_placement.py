"""What a run test comes to, in words."""

from __future__ import annotations

import pytest

from runwalk_tui.programme.stage import Kind, Stage, StageTable, Step
from runwalk_tui.rule.placement import pain_advice, stages_to_choose, starting_stage, what_was_run, why_this_stage


def table(*ids: str) -> StageTable:
    return StageTable("test", tuple(Stage(id, (Step(Kind.RUN, 15), Step(Kind.WALK, 120))) for id in ids))


def test_the_cut_offs_are_named_with_the_stages_they_lead_to() -> None:
    assert why_this_stage(table("a", "b", "c", "d"), stopped_for_pain=False) == (
        "Under 0:30 stage a, under 1:30 stage b, otherwise stage c."
    )


def test_a_short_table_names_only_the_stages_it_has() -> None:
    assert why_this_stage(table("a", "b"), stopped_for_pain=False) == "Under 0:30 stage a, otherwise stage b."
    assert why_this_stage(table("a"), stopped_for_pain=False) == "The table has only stage a."


def test_stopping_for_pain_is_the_gentlest_stage_and_was_right() -> None:
    assert "stage a" in why_this_stage(table("a", "b", "c"), stopped_for_pain=True)
    assert what_was_run(48.9, stopped_for_pain=True) == "You stopped for pain after 0:48. You were right to stop."


@pytest.mark.parametrize(
    ("ran", "words"), [(0.4, "0:00"), (29.99, "0:29"), (72.5, "1:12"), (119.9, "1:59"), (120, "the full two minutes")]
)
def test_a_run_is_told_in_whole_seconds_that_were_run(ran: float, words: str) -> None:
    assert words in what_was_run(ran, stopped_for_pain=False)


@pytest.mark.parametrize(("ran", "ids"), [(10, "a"), (30, "ab"), (90, "abc"), (120, "abc")])
def test_only_the_proposed_stage_and_lower_ones_can_be_chosen(ran: float, ids: str) -> None:
    stages = table("a", "b", "c", "d")
    assert "".join(stage.id for stage in stages_to_choose(stages, starting_stage(stages, ran))) == ids


def test_pain_above_what_is_acceptable_speaks_for_a_lower_stage() -> None:
    stages = table("a", "b")
    assert pain_advice(stages, None) == ""
    assert pain_advice(stages, 5) == ""
    assert "6 out of 10 is above 5" in pain_advice(stages, 6)
