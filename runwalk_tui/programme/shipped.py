"""The programmes that come with runwalk: what each is called, and what it is for in one line.

Their tables are in the folder `programmes` of the package; the first one is the table that ships.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.values import dataclass


@dataclass(frozen=True, slots=True)
class ShippedProgramme:
    """A programme that comes with runwalk."""

    name: str
    """What is typed: `runwalk stages use NAME`. Its file has it, too."""
    title: str
    """The name of its table, that sessions are filed under."""
    about: str
    """What it is for, in one line."""
    for_whom: str = ""
    """Who it is for and who had better leave it, in a sentence or two."""
    secondary: str = "a summary of the trial"
    """What a stage with the source "secondary" has its figures from, in words."""
    companion: bool = False
    """Whether it is other exercise, which is never the table in use."""


DEFAULT = "asteroid"
"""The programme of whoever has chosen none."""

NOT_TRIED = (
    "No known study has tried this on people with back pain. If your back hurts on most days, ASTEROID is gentler."
)
NOTHING_HURTS = "Nothing here should hurt: make a movement smaller, or leave it out."

_ALL = (
    ShippedProgramme(
        DEFAULT,
        "ASTEROID run-walk",
        "run-walk for people with low back pain",
        "The programme of a trial with people with low back pain.",
    ),
    ShippedProgramme("keep-running", "Keep running", "longer runs, up to half an hour without walking", NOT_TRIED),
    ShippedProgramme("first-5k", "First 5K", "nine weeks to 30 minutes of running", NOT_TRIED, "Couch to 5K"),
    ShippedProgramme(
        "run-walk-ratios",
        "Run-walk ratios",
        "24 minutes of short runs with 30-second walks",
        NOT_TRIED,
        "a published chart",
    ),
    ShippedProgramme(
        "return-to-running",
        "Return to running",
        "for runners after back pain; you choose each day",
        "For people used to running: six days a week, which other sources advise against. Not if you have tingling, "
        "numbness or weakness, or feel unwell: read “When to see someone” first.",
        "an article",
    ),
    ShippedProgramme(
        "walking",
        "Walking",
        "for bad weeks: 10 to 40 minutes of walking",
        "For weeks in which running is too much.",
    ),
    ShippedProgramme("mobility", "Mobility", "stretching before and after a run", NOTHING_HURTS, companion=True),
    ShippedProgramme(
        "core-and-legs", "Core and legs", "strength for core, hips and legs", NOTHING_HURTS, companion=True
    ),
    ShippedProgramme(
        "foam-roll", "Foam roller", "calves, hamstrings and glutes on a roller", NOTHING_HURTS, companion=True
    ),
)

SHIPPED: Mapping[str, ShippedProgramme] = MappingProxyType({each.name: each for each in _ALL})
"""By name, in the order in which they are listed: the default first, other exercise last."""
PROGRAMMES = tuple(each for each in _ALL if not each.companion)
"""Those that can be taken up."""
EXERCISES = tuple(each for each in _ALL if each.companion)
"""Other exercise, which the app offers on days without running."""


def shipped_as(title: str) -> ShippedProgramme | None:
    """The programme whose sessions are filed under this name; None when it is the runner's own."""
    return next((each for each in _ALL if each.title == title), None)


def next_programme(table: StageTable) -> ShippedProgramme | None:
    """The programme that is offered after the last stage of a table; None when it names none that there is."""
    found = SHIPPED.get(table.then)
    return None if found is None or found.companion or found.title == table.programme else found
