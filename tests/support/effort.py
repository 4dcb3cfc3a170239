"""How much of what could be tried is tried: RUNWALK_EXAMPLES is 1 for `make test`, and more for `make test-real`."""

from __future__ import annotations

import os

EXAMPLES = int(os.environ.get("RUNWALK_EXAMPLES", "1"))
"""How many times as many random examples as `make test` tries; from 2 on, nothing that can be listed is left out."""


def taking_turns(count: int, *, turn: int, of: int) -> range:
    """The numbers below `count` that are this turn's, when so many tests share them; all of them for EXAMPLES > 1."""
    return range(count) if EXAMPLES > 1 else range(turn % of, count, of)
