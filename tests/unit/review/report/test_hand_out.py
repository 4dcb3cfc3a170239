"""The programme on paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from runwalk_tui.paths import shipped_programme, shipped_stages
from runwalk_tui.programme.remarks import remarks_of
from runwalk_tui.programme.shipped import PROGRAMMES
from runwalk_tui.review.report.hand_out import NOT_ADVICE, PAIN_SCALE, hand_out_of
from runwalk_tui.rule.red_flags import RED_FLAGS
from runwalk_tui.rule.screening import CONDITIONS
from runwalk_tui.table_in_use import load_table
from tests.support.a_letter import hand_out, shipped_table

REMARKS = remarks_of(shipped_stages().read_text("utf-8"))


def test_it_says_what_to_do_how_pain_decides_and_whom_to_ask_first() -> None:
    told = hand_out().how_to
    assert (
        "Walk for 5 minutes to warm up, then do the steps of your stage, as many times as it says, then walk for "
        "2 minutes to cool down."
    ) in told
    assert PAIN_SCALE in told and told[-1] == NOT_ADVICE
    assert "Worst pain of up to 5 is fine if it has settled by the next morning." in told
    assert any("worst pain is 8 or more, if it is above 5 and 2 or more above" in line for line in told)
    assert (
        "To find your starting stage, warm up and then run for two minutes, or until you have had enough. If you stop "
        "before 30s, or for pain, start at stage 1; before 1m30s, at stage 2; after that, at stage 3."
    ) in told
    assert all(any(condition.text in line for line in told) for condition in CONDITIONS)


def test_every_stage_and_every_warning_sign_is_on_it() -> None:
    found = hand_out()
    assert [stage.marked_id for stage in found.stages][5:8] == ["6", "7*", "8*"]
    assert found.stages[3].words == "run 1m, walk 1m30s; 32 minutes in all"
    assert found.stages[3].repetitions == "6 to 10"
    assert [sign for _, signs in found.signs for sign in signs] == [flag.in_full for flag in RED_FLAGS]
    assert "emergency number" in found.signs[0][0]
    assert found.marks[0].startswith("* our own estimate") and len(found.policy) == 14


def test_without_a_warm_up_nobody_is_told_to_walk_for_no_time() -> None:
    stages = tuple(replace(stage, warm_up=0) for stage in shipped_table().stages)
    told = hand_out_of(replace(shipped_table(), stages=stages), REMARKS).how_to
    assert "Do the steps of your stage, as many times as it says, then walk for 2 minutes to cool down." in told


@pytest.mark.parametrize("name", [each.name for each in PROGRAMMES])
def test_every_programme_that_ships_makes_one(name: str) -> None:
    table = load_table(shipped_programme(name))
    found = hand_out_of(table, REMARKS)
    text = "\n".join(found.how_to)
    assert len(found.stages) == len(table.stages) and found.how_to[-1] == NOT_ADVICE
    assert ("easy pace" in text) == (table.has_running and name != "return-to-running")
    assert ("choose a gentler session" in text) == table.policy.manual
    assert ("run for two minutes" in text) == (name in ("asteroid", "first-5k", "run-walk-ratios"))
    assert ("The trial was with" in text) == (name == "asteroid")
    assert "“" not in text, "nobody can open a page of the app on paper"
    assert "  " not in text and "None" not in text
