"""How large what stands in a stage table may be."""

from __future__ import annotations

HOUR = 3600

LONGEST_STEP = 3 * HOUR
"""Seconds of one run or walk, and of a warm-up or cool-down."""
LONGEST_SESSION = 6 * HOUR
"""Seconds of warm-up, all repetitions of the full stage, and cool-down."""
MOST_STAGES = 200
MOST_REPS = 100
MOST_COUNT = 1000
"""Of what is counted from 1 and has no limit of its own."""
MOST_DAYS = 365
WORST_PAIN = 10
"""Top of the numeric rating scale."""
LONGEST_ID = 32
"""Characters, as in the two that follow."""
LONGEST_NAME = 80
LONGEST_NOTE = 500
