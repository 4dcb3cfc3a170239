"""The examples of this folder are asked twice: of the rule and of the oracle."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import rule_oracle
from rule_cases import Rule

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.progression.rule import prescribe
from runwalk_tui.session.record import Log


def _fields_of_the_rule(table: StageTable, log: Log, today: date) -> dict[str, Any]:
    prescription = prescribe(table, log, today)
    return {field: getattr(prescription, field) for field in rule_oracle.FIELDS}


@pytest.fixture(params=[_fields_of_the_rule, rule_oracle.answer], ids=["rule", "oracle"])
def rule(request: pytest.FixtureRequest) -> Rule:
    """The rule, then the oracle, as a function that answers with plain fields."""
    answers: Rule = request.param
    return answers
