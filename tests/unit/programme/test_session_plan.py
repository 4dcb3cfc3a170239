from __future__ import annotations

import pytest

from runwalk_tui.programme.plan import Phase, lay_out, plan_session
from runwalk_tui.programme.stage import Act, Kind, Stage, StageTable, Step

STEPS = (Step(Act.RUN, 60), Step(Act.WALK, 120))
PLAIN = Stage("a", STEPS)
WARMED = Stage("b", STEPS, warm_up=300, cool_down=120)
TABLE = StageTable("Mine", (PLAIN, WARMED))


def test_a_session_is_warm_up_then_repetitions_then_cool_down() -> None:
    plan = plan_session(TABLE, WARMED, 2)
    assert plan.phases == (
        Phase(Kind.WARM_UP, 300, 0),
        Phase(Kind.RUN, 60, 300, 1, Act.RUN),
        Phase(Kind.WALK, 120, 360, 1),
        Phase(Kind.RUN, 60, 480, 2, Act.RUN),
        Phase(Kind.WALK, 120, 540, 2),
        Phase(Kind.COOL_DOWN, 120, 660),
    )
    assert (plan.programme, plan.stage, plan.reps, plan.total, plan.runs) == ("Mine", "b", 2, 780, 2)


def test_a_warm_up_of_no_length_is_left_out() -> None:
    assert [phase.kind for phase in plan_session(TABLE, PLAIN, 1).phases] == [Kind.RUN, Kind.WALK]


def test_a_phase_holds_from_its_first_instant_until_the_next_begins() -> None:
    plan = plan_session(TABLE, PLAIN, 2)
    run, walk, again, last = plan.phases
    assert plan.at(-5) is plan.at(0) is plan.at(59.999) is run
    assert plan.at(60) is walk
    assert plan.at(180) is again
    assert plan.at(359.9) is plan.at(360) is plan.at(10_000) is last


def test_only_runs_and_walks_are_intervals() -> None:
    assert [phase.interval for phase in plan_session(TABLE, WARMED, 1).phases] == [False, True, True, False]


@pytest.mark.parametrize("reps", [0, -1])
def test_a_session_without_repetitions_is_refused(reps: int) -> None:
    with pytest.raises(ValueError, match=f"at least 1 repetition, not {reps}"):
        plan_session(TABLE, PLAIN, reps)


def test_phases_can_be_laid_out_from_any_second() -> None:
    assert lay_out(
        [Phase(Kind.RUN, 5, 0, 1, Act.RUN), Phase(Kind.WALK, 0, 0, 1), Phase(Kind.RUN, 7, 0, 2, Act.RUN)], 10
    ) == (
        Phase(Kind.RUN, 5, 10, 1, Act.RUN),
        Phase(Kind.RUN, 7, 15, 2, Act.RUN),
    )
