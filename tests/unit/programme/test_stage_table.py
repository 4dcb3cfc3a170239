from __future__ import annotations

from typing import Any

import pytest

from runwalk_tui.programme.stage import Act, Stage, StageTable, Step


def stage(name: str = "a", cycle: int = 180, **more: Any) -> Stage:
    return Stage(name, (Step(Act.RUN, 60), Step(Act.WALK, cycle - 60)), **more)


def test_a_stage_is_found_by_its_id() -> None:
    table = StageTable("Mine", (stage("a"), stage("b")))
    assert table.index("b") == 1
    assert table.stage("b") is table.stages[1]


def test_an_id_that_is_not_in_the_table_is_said_to_be_missing() -> None:
    table = StageTable("Mine", (stage("a"),))
    assert table.index("z") is None
    with pytest.raises(KeyError, match="z"):
        table.stage("z")


@pytest.mark.parametrize(
    ("limit", "warm_up", "full"),
    [
        (None, 0, 10),
        (1800, 0, 10),
        (1799, 0, 9),
        (1800, 300, 8),
        (1440, 0, 8),
        (1439, 0, 7),
        (60, 0, 6),
        (60, 300, 6),
    ],
)
def test_full_is_as_many_repetitions_as_the_limit_leaves_room_for(limit: int | None, warm_up: int, full: int) -> None:
    one = stage(warm_up=warm_up)
    assert StageTable("Mine", (one,), session_limit=limit).full(one) == full


def test_the_cool_down_is_outside_the_limit() -> None:
    one = stage(cool_down=600)
    assert StageTable("Mine", (one,), session_limit=1800).full(one) == 10


def test_a_stage_that_fills_a_total_has_one_repetition_whatever_the_limit() -> None:
    one = stage(reps_min=1, reps_max=1, fill=3600)
    assert StageTable("Mine", (one,), session_limit=600).full(one) == 1
