"""How many random examples a test looks at."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

TIMES = max(1, int(os.environ.get("RUNWALK_EXAMPLES", "1")))
"""The larger run looks at so many times as many; every change is judged by a number that does not take long."""


def examples(number: int) -> settings:
    """So many examples, times RUNWALK_EXAMPLES; however slow this machine is, none of them is too slow."""
    return settings(max_examples=number * TIMES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
