"""How many examples a test looks at: some in `make test`, more in `make test-real`."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

TIMES = max(1, int(os.environ.get("RUNWALK_EXAMPLES", "1")))
"""The larger run looks at so many times as many; every change is judged by a number that does not take long."""


def examples(number: int) -> settings:
    """So many examples, times RUNWALK_EXAMPLES; however slow this machine is, none of them is too slow."""
    return settings(max_examples=number * TIMES, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def taking_turns(count: int, *, turn: int, of: int) -> range:
    """The numbers below `count` that are this turn's, where so many tests share them; all of them in the larger run."""
    return range(count) if TIMES > 1 else range(turn % of, count, of)
