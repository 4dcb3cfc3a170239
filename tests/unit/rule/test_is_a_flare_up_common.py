"""A flare-up is called common in the same cases by the reasons and by the plan after it."""

from __future__ import annotations

from typing import Any

import pytest

from runwalk_tui.guidance.flare_up import plan_after
from runwalk_tui.guidance.flared import flared
from runwalk_tui.rule.prescription import prescribe_from
from runwalk_tui.rule.reading import read
from tests.support.rule_cases import Event, day, log_of, run, shipped_table

MODERATE: dict[str, Any] = {"reps": 6, "run_seconds": 360, "pain_worst": 7, "pain_after": 6}
STOPPED: dict[str, Any] = {"reps": 6, "run_seconds": 60, "pain_worst": None, "pain_after": None}
IN_A_ROW = (run(0, **MODERATE), run(3, stage="3", **MODERATE))


@pytest.mark.parametrize(
    ("events", "common"),
    [
        ((run(0, **MODERATE),), True),
        ((run(0, **(MODERATE | {"run_seconds": 0})),), False),
        ((run(0, **(MODERATE | {"pain_worst": 8})),), False),
        ((run(0, **STOPPED, stopped_for_pain=True),), False),
        ((run(0, **STOPPED, stopped_for_pain=True, pain_morning=2),), False),
        (IN_A_ROW, False),
    ],
    ids=["a run", "no running", "severe", "a stop", "a stop, and the morning", "two in a row"],
)
def test_reasons_and_plan_agree(events: tuple[Event, ...], common: bool) -> None:
    reading = read(shipped_table(), log_of(*events), day(4))
    due, last = prescribe_from(reading), flared(reading)
    assert last is not None
    assert ("Flare-ups are common" in " ".join(due.reasons)) is common
    assert ("A flare-up is common" in plan_after(last, reading, due).text) is common
