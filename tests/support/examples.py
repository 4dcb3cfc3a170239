"""How many examples a test looks at: some in `make test`, more in `make test-real`."""

from __future__ import annotations

import os
from typing import TypeVar

from hypothesis import HealthCheck, settings

Case = TypeVar("Case")

TIMES = max(1, int(os.environ.get("RUNWALK_EXAMPLES", "1")))
"""The larger run looks at so many times as many; every change is judged by a number that does not take long."""


def examples(number: int) -> settings:
    """So many examples, times RUNWALK_EXAMPLES; however slow this machine is, none of them is too slow."""
    return settings(max_examples=number * TIMES, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def in_the_larger_run(*cases: Case) -> tuple[Case, ...]:
    """Cases that only the larger run tries; mark their test with `examples`."""
    return cases if TIMES > 1 else ()


def taking_turns(count: int, *, turn: int, of: int) -> range:
    """The numbers below `count` that are this turn's, where so many tests share them; all of them in the larger run."""
    return range(count) if TIMES > 1 else range(turn % of, count, of)
