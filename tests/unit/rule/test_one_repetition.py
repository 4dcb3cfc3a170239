"""Stages of one repetition, filled stages and walking alone: what was not finished counts with its pain."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from runwalk_tui.programme.stage import Act, Stage, StageTable, Step
from tests.support.rule_cases import Event, Rule, day, log_of, placed, run, shipped_table

STEPS = (Step(Act.RUN, 60), Step(Act.WALK, 60))
FORMS: dict[str, dict[str, Any]] = {
    "a filled time": {"steps": STEPS, "fill": 1200},
    "one long run": {"steps": (Step(Act.RUN, 1200),)},
    "walking alone": {"steps": (Step(Act.WALK, 600), Step(Act.REST, 60), Step(Act.MARCH, 600))},
}


def table(form: str) -> StageTable:
    """Three stages of one form, each of one repetition."""
    stages = tuple(Stage(name, reps_min=1, reps_max=1, **FORMS[form]) for name in ("a", "b", "c"))
    return replace(shipped_table(), stages=stages, session_limit=None)


def check(rule: Rule, form: str, events: tuple[Event, ...], asked_on: int, **expected: object) -> None:
    answer = rule(table(form), log_of(*events), day(asked_on))
    assert {field: answer[field] for field in expected} == expected


PLACED = placed(-7, "b")
every_form = pytest.mark.parametrize("form", FORMS)


def short(number: int, **fields: Any) -> Event:
    """A session at stage b that was not finished."""
    return run(number, "b", 1, reps_done=0, **fields)


@every_form
def test_a_flare_up_in_one_that_was_not_finished_leads_a_stage_back(rule: Rule, form: str) -> None:
    hurt = short(0, pain_worst=9)
    check(rule, form, (PLACED, hurt), 3, decision="step_back", stage="a", reps=1)


@every_form
def test_one_that_was_not_finished_and_went_well_brings_nobody_nearer(rule: Rule, form: str) -> None:
    sessions: tuple[Event, ...] = (PLACED, *(short(number, pain_morning=3) for number in (0, 2, 4)))
    check(rule, form, sessions, 7, decision="repeat", stage="b", reps=1)
    full = tuple(run(number, "b", 1, pain_morning=3) for number in (7, 9))
    check(rule, form, (*sessions, *full), 11, decision="advance", stage="c", reps=1)


@every_form
def test_without_running_and_without_pain_it_did_not_count_as_a_session(rule: Rule, form: str) -> None:
    nothing = short(0, pain_worst=None, pain_after=None)
    check(rule, form, (PLACED, nothing), 1, decision="start", stage="b", reps=1)
    some = short(0, pain_worst=None, pain_after=None, run_seconds=29)
    check(rule, form, (PLACED, some), 2, decision="repeat", stage="b", reps=1)
