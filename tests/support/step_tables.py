"""Small tables whose steps have kinds and words of their own: a programme, and other exercise."""

from __future__ import annotations

from runwalk_tui.programme.reader import parse_table
from runwalk_tui.programme.stage import StageTable

PACES = """\
[programme]
name = "Paces"
warm_up = "1m"

[[stage]]
id = "sets"
intervals = [
  "walk 5m brisk",
  { times = 3, steps = ["jog 1m", "walk 1m", "run 30s fast"] },
  "rest 2m",
  "stretch 1m hamstrings",
]

[[stage]]
id = "two paces"
intervals = ["walk 5m brisk", "walk 5m easy"]
"""
MOBILITY = """\
[programme]
name = "Mobility"
kind = "companion"

[[stage]]
id = "before"
name = "Before a run"
intervals = ["march 1m easy", "exercise 30s hip circles, left", "exercise 30s hip circles, right"]
note = "Hold on to something."

[[stage]]
id = "after"
name = "After a run"
intervals = [
  { times = 2, steps = ["stretch 30s hamstrings", "rest 10s change position", "stretch 30s calves"] },
]
"""
STRENGTH = """\
[programme]
name = "Core and legs"
kind = "companion"

[[stage]]
id = "1"
intervals = ["exercise 40s bridge", "rest 20s", "exercise 30s plank on knees"]
"""


def paces() -> StageTable:
    """A programme of two stages: sets with every kind of step but a march, and a walk at two paces."""
    return parse_table(PACES, "paces.toml")


def companions() -> tuple[StageTable, ...]:
    """Other exercise: one table of two stages, and one of a single stage."""
    return parse_table(STRENGTH, "strength.toml"), parse_table(MOBILITY, "mobility.toml")
