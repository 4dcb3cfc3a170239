"""The rule against a second reading of it, on hundreds of random logs, and on thousands in the larger run."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given

from runwalk_tui.programme.stage import Policy, StageTable
from runwalk_tui.rule.prescription import prescribe
from runwalk_tui.rule.reading import stop_sign
from runwalk_tui.rule.response import respond
from runwalk_tui.rule.standing import judged_in_order
from runwalk_tui.session.records import Log
from tests.support import rule_oracle
from tests.support.examples import TIMES, examples
from tests.support.log_strategies import histories
from tests.support.rule_cases import run

many = examples(200)
pytestmark = pytest.mark.timeout(300 * TIMES)


@pytest.mark.slow("hundreds of logs, thousands with RUNWALK_EXAMPLES=10")
@many
@given(histories())
def test_the_rule_and_the_oracle_agree_on_every_field(history: tuple[StageTable, Log, date]) -> None:
    table, log, today = history
    prescription = prescribe(table, log, today)
    expected = rule_oracle.answer(table, log, today)
    differing = {
        field: (getattr(prescription, field), expected[field])
        for field in rule_oracle.FIELDS
        if getattr(prescription, field) != expected[field]
    }
    assert not differing, "the rule and the oracle, in this order"
    known = rule_oracle.known(log, today)
    assert bool(stop_sign(log, today)) == rule_oracle.stop_sign_is_up(known)
    for judged in judged_in_order(table, known):
        assert judged.usual_pain == rule_oracle.usual_pain_at(known, judged.session), judged.session
        assert judged.response == rule_oracle.response_in(known, table.policy, judged.session), judged.session


@pytest.mark.parametrize(
    "policy",
    [Policy(), Policy(acceptable_pain=0, pain_rise=0), Policy(acceptable_pain=3, pain_rise=4, severe_pain=5)],
    ids=["the default policy", "no pain is acceptable", "a wide rise"],
)
def test_response_and_oracle_agree_on_every_mixture_of_pains(policy: Policy) -> None:
    pains = (None, 0, 1, 3, 4, 5, 6, 8)
    for before, worst, after, morning in product(pains, repeat=4):
        session = run(0, pain_before=before, pain_worst=worst, pain_after=after, pain_morning=morning)
        for usual in (None, 0, 4):
            assert respond(session, policy, usual) == rule_oracle.response(session, policy, usual), (session, usual)


@pytest.mark.parametrize("red_flags", [(), ("fever",)])
@pytest.mark.parametrize("stopped", [False, True])
@pytest.mark.parametrize("soreness", [(), ("knee",), ("knee", "hip")])
@pytest.mark.parametrize("before", [None, 3])
def test_response_and_oracle_agree_on_what_is_said_besides_the_pains(
    red_flags: tuple[str, ...], stopped: bool, soreness: tuple[str, ...], before: int | None
) -> None:
    for worst, after, morning in product((None, 0, 4, 5, 6), (None, 1, 3, 5), (None, 1, 2, 5)):
        session = run(
            0,
            red_flags=red_flags,
            stopped_for_pain=stopped,
            soreness=soreness,
            pain_before=before,
            pain_worst=worst,
            pain_after=after,
            pain_morning=morning,
        )
        assert respond(session, Policy()) == rule_oracle.response(session, Policy()), session
