"""A session as a workout for Zwift (.zwo).

Zwift publishes no schema. The elements and attributes are those that a reference made from Zwift's own workouts lists:
https://github.com/h4l/zwift-workout-file-reference. A FreeRide has no target, and there is none here: how fast a run
is, the programme doesn't say. So runs and walks are told apart by their text alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from runwalk_tui.exports.plans.steps import PlanBlock, steps_of

AUTHOR = "runwalk"
NOT_IN_XML = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
"""What no XML file may have, not even escaped (XML 1.0, section 2.2)."""


def zwo(name: str, about: str, blocks: Sequence[PlanBlock]) -> str:
    """The text of a .zwo file: each step once for each time it is done, since a repeat would need a target."""
    from xml.etree import ElementTree

    root = ElementTree.Element("workout_file")
    for tag, text in (("author", AUTHOR), ("name", name), ("description", about), ("sportType", "run")):
        ElementTree.SubElement(root, tag).text = _allowed(text)
    workout = ElementTree.SubElement(root, "workout")
    for step in steps_of(blocks):
        ride = ElementTree.SubElement(workout, "FreeRide", Duration=str(step.seconds))
        ElementTree.SubElement(ride, "textevent", timeoffset="0", message=_allowed(step.name))
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _allowed(text: str) -> str:
    return re.sub(NOT_IN_XML, " ", text)
