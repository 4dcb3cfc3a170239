"""The run test: how long the runner ran decides where to begin (RULES, section 6)."""

from __future__ import annotations

from runwalk_tui.programme.stage import Stage, StageTable

TEST_SECONDS = 120
"""The run test lasts up to two minutes (ASTEROID trial)."""


def place(table: StageTable, ran: float, *, stopped_for_pain: bool = False) -> Stage:
    """Return the stage to begin with after running for `ran` seconds.

    The cut-offs are our own choice, since none were published; they stand in `[placement]` of the table.
    """
    if stopped_for_pain:
        return table.stages[0]
    passed = sum(ran >= threshold for threshold in table.thresholds)
    return table.stages[min(passed, len(table.stages) - 1)]
