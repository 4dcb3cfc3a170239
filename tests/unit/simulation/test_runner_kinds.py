"""Each kind of virtual runner really does what its name says, and the rule keeps its promises to it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest

from runwalk_tui.programme.stage import Act, Policy, Stage, StageTable, Step
from runwalk_tui.rule.response import Response
from runwalk_tui.rule.standing import Decision
from runwalk_tui.simulation.runner_model import KIND_WEEKS, KINDS, RunnerKind, RunnerModel
from runwalk_tui.simulation.simulate import RunnerOutcome, follow
from runwalk_tui.simulation.virtual_runner import VirtualRunner, VirtualSession
from tests.support.rule_cases import shipped_table

KEEN = RunnerModel(adherence=1.0, adherence_spread=0.0)
"""Comes to every session."""
BY_NAME = {kind.name: kind for kind in KINDS}


def sessions(name: str, number: int = 1, weeks: int = KIND_WEEKS) -> list[VirtualSession]:
    """The sessions of one runner of a kind."""
    model = BY_NAME[name].like(RunnerModel(adherence=0.9, adherence_spread=0.0))
    return list(VirtualRunner(shipped_table(), model, Random(number)).sessions(weeks))


def outcome(table: StageTable, kind: RunnerKind, number: int, usual: RunnerModel) -> RunnerOutcome:
    return follow(table, KIND_WEEKS, (KIND_WEEKS,), kind.like(usual), Random(f"{kind.name}/{number}"))


def test_names_are_short_and_each_is_there_once() -> None:
    assert len(BY_NAME) == len(KINDS)
    assert max(map(len, BY_NAME)) <= 28


@pytest.mark.parametrize(("name", "pain"), [("steady pain, 6 out of 10", 6), ("steady pain, 8 out of 10", 8)])
def test_steady_pain_is_the_same_all_the_time(name: str, pain: int) -> None:
    for one in sessions(name):
        assert {one.session.pain_before, one.session.pain_after} == {pain}
        assert one.session.pain_worst in (pain, pain + 1)
        assert one.session.pain_morning in (pain, None)


def test_a_steady_six_moves_up_and_a_steady_eight_is_a_flare_up_each_time() -> None:
    six, eight = sessions("steady pain, 6 out of 10"), sessions("steady pain, 8 out of 10")
    assert any(one.asked.decision is Decision.ADVANCE for one in six)
    assert {one.response for one in six} <= {Response.TOLERATED, Response.UNSETTLED}
    assert {one.response for one in eight} == {Response.FLARE}
    assert all(one.asked.stage == eight[0].asked.stage or one.asked.stage == "1" for one in eight[3:])


def test_rising_pain_rises_slowly_and_never_falls() -> None:
    before = [one.session.pain_before or 0 for one in sessions("pain rises 2 in three weeks", weeks=12)]
    assert before == sorted(before)
    assert before[0] == 1
    assert before[-1] >= 8


def test_who_gets_worse_is_told_so_and_moves_up_no_more() -> None:
    some = sessions("pain rises 2 in three weeks", weeks=12)
    warned = next(number for number, one in enumerate(some) if any("rising" in each for each in one.asked.warnings))
    assert warned < len(some) / 2
    assert all(one.asked.decision is not Decision.ADVANCE for one in some[warned:])


def test_a_stage_too_much_flares_up_each_time_and_those_below_it_never() -> None:
    some = sessions("second stage up is too hard")
    first = int(some[0].session.stage)
    assert {one.session.stage for one in some if one.response is Response.FLARE} == {str(first + 2)}
    assert all((one.response is Response.FLARE) is (int(one.session.stage) >= first + 2) for one in some)
    offers = sum(one.asked.decision is Decision.ADVANCE and one.asked.stage == str(first + 2) for one in some)
    assert 2 <= offers <= 6


def test_the_stage_too_much_is_offered_more_and_more_seldom() -> None:
    some = sessions("second stage up is too hard")
    flares = [number for number, one in enumerate(some) if one.response is Response.FLARE]
    waits = [later - number for number, later in pairwise(flares)]
    assert len(waits) >= 3
    assert waits[0] < waits[1] < min(waits[2:])


def test_an_easy_day_is_a_lower_stage_that_was_among_the_alternatives() -> None:
    some = [one for number in range(10) for one in sessions("every third day an easy one", number)]
    easy = [one for one in some if one.session.stage != one.asked.stage]
    assert 0.25 < len(easy) / sum(bool(one.asked.alternatives) for one in some) < 0.4
    for one in easy:
        assert (one.session.stage, one.session.reps_planned) in {
            (each.stage, each.reps) for each in one.asked.alternatives
        }


def test_half_of_each_session_is_done_and_in_time_no_more_is_asked_for() -> None:
    some = sessions("half of each session")
    assert all(one.session.reps_done == (one.session.reps_planned + 1) // 2 for one in some)
    assert {one.asked.reps for one in some[12:]} <= {1, 2, 3}
    assert any(one.asked.decision is Decision.FEWER for one in some)


def test_no_morning_is_told_and_pain_is_two_up_after() -> None:
    for one in sessions("morning not given, +2 after"):
        assert one.session.pain_morning is None
        assert (one.session.pain_before, one.session.pain_after) == (2, 4)
        assert one.response is Response.UNSETTLED


def test_breaks_are_long_and_some_so_long_that_the_runner_is_placed_anew() -> None:
    gaps, anew = [], 0
    for number in range(20):
        some = sessions("breaks of 10 to 100 days", number)
        gaps += [later.day - one.day for one, later in pairwise(some)]
        anew += sum(one.asked.decision is Decision.START for one in some[1:])
    assert any(28 <= gap < 84 for gap in gaps)
    assert any(84 <= gap <= 110 for gap in gaps)
    assert anew > 0


def test_very_hard_sessions_and_never_feeling_ready_keep_a_runner_where_they_are() -> None:
    for name in ("each session very hard", "never ready to move up"):
        some = sessions(name)
        assert len({one.asked.stage for one in some}) == 1, name
    assert {one.session.effort for one in sessions("each session very hard")} == {9}
    assert {one.session.felt_ready for one in sessions("never ready to move up")} == {False}


def test_a_kind_leaves_the_rest_of_the_runner_as_it_was() -> None:
    usual = RunnerModel(adherence=0.33)
    for kind in KINDS:
        model = kind.like(usual)
        unlike = {name for name in RunnerModel.__dataclass_fields__ if getattr(model, name) != getattr(usual, name)}
        assert unlike <= set(kind.differs)
        assert model.adherence == 0.33


@pytest.mark.slow("follows 80 virtual runners through half a year")
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_rule_keeps_its_promises_to_each_kind(kind: RunnerKind) -> None:
    for number in range(4):
        assert outcome(shipped_table(), kind, number, RunnerModel()).broken == ()
        assert outcome(shipped_table(), kind, number, KEEN).broken == ()


def small_tables() -> dict[str, StageTable]:
    def stage(name: str, run: int) -> Stage:
        return Stage(name, (Step(Act.RUN, run), Step(Act.WALK, 60)), reps_min=1, reps_max=3)

    few = tuple(stage(name, 30 + 30 * number) for number, name in enumerate("abc"))
    return {
        "one stage": StageTable("One", few[:1]),
        "three stages, hasty": StageTable("Three", few, Policy(sessions_to_advance=1, min_days_per_stage=0)),
        "rest for longer than a break": StageTable("Rest", few, Policy(rest_days=100)),
        "manual": StageTable("Manual", few, Policy(manual=True)),
        "fill": StageTable("Fill", (replace(few[0], fill=600, reps_min=1, reps_max=1), few[1]), sessions_per_week=5),
    }


@pytest.mark.slow("follows 80 virtual runners through half a year")
@pytest.mark.parametrize("name", small_tables())
def test_every_kind_can_follow_any_table(name: str) -> None:
    table = small_tables()[name]
    for kind in KINDS:
        for number in range(2):
            done = outcome(table, kind, number, KEEN)
            assert done.broken == (), kind.name
            assert done.sessions > 0
