"""One vocabulary of small characters for all screens, each with an ASCII form for terminals without others."""

from __future__ import annotations

from enum import Enum

from runwalk_tui.programme.plan import Phase
from runwalk_tui.programme.stage import Kind
from runwalk_tui.values import dataclass


@dataclass(frozen=True, slots=True)
class Icon:
    """One character; both forms are one cell wide, so that nothing moves when the other one is used."""

    character: str
    plain: str
    """Its form in ASCII."""

    def shown(self, ascii: bool) -> str:
        """Return the form that a terminal can show."""
        return self.plain if ascii else self.character


RUN = Icon("»", ">")
WALK = Icon("›", "-")
WARM_UP = Icon("▲", "/")
COOL_DOWN = Icon("▼", "\\")
PAUSED = Icon("‖", "=")
DONE = Icon("✓", "*")
BULLET = Icon("·", ".")
POINTER = Icon("▸", ">")
MARKER = Icon("▼", "v")
WARNING = Icon("▲", "!")
STOP = Icon("■", "#")
LOCKED = Icon("◆", "%")
SAME = Icon("→", "=")
ELLIPSIS = Icon("…", "~")
DASH = Icon("–", "-")


class PhaseWord(Enum):
    """What the banner says, with the character that goes with it and the name of its colours."""

    # What shares an icon comes before the word of that name, which hides the icon from the lines after it.
    JOG = ("JOG", RUN, "run")
    RUN = ("RUN", RUN, "run")
    MARCH = ("MARCH", WALK, "walk")
    REST = ("REST", WALK, "walk")
    STRETCH = ("STRETCH", WALK, "walk")
    EXERCISE = ("EXERCISE", WALK, "walk")
    WALK = ("WALK", WALK, "walk")
    WARM_UP = ("WARM-UP", WARM_UP, "warm-up")
    COOL_DOWN = ("COOL-DOWN", COOL_DOWN, "cool-down")
    PAUSED = ("PAUSED", PAUSED, "paused")

    def __init__(self, word: str, icon: Icon, colour: str) -> None:
        self.word = word
        self.icon = icon
        self.colour = colour
        """As in `$phase-NAME`."""


def word_of(phase: Phase | Kind) -> PhaseWord:
    """Return the word of a phase: in its intervals that of what the runner does."""
    if isinstance(phase, Phase):
        return PhaseWord[(phase.act if phase.interval else phase.kind).name]
    return PhaseWord[phase.name]
