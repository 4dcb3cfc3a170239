"""One vocabulary of small signs for all screens, each with an ASCII form for terminals without others."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from runwalk_tui.programme.plan import Phase
from runwalk_tui.programme.stage import Kind
from runwalk_tui.system.standard_streams import utf8_locale
from runwalk_tui.ui.lettering.raster import Ink


@dataclass(frozen=True, slots=True)
class Icon:
    """One sign; both forms are one cell wide, so that nothing moves when the other one is used."""

    sign: str
    plain: str
    """Its form in ASCII."""

    def shown(self, ascii: bool) -> str:
        """Return the form that a terminal can show."""
        return self.plain if ascii else self.sign


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
MUTED = Icon("×", "x")
LOCKED = Icon("◆", "%")
UP = Icon("↑", "^")
DOWN = Icon("↓", "v")
SAME = Icon("→", "=")
ELLIPSIS = Icon("…", "~")
DASH = Icon("–", "-")


class PhaseWord(Enum):
    """What the banner says, with the sign that goes with it and the name of its colours."""

    RUN = ("RUN", RUN, "run")
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
    """Return the word of a phase."""
    kind = phase.kind if isinstance(phase, Phase) else phase
    return PhaseWord[kind.name]


def ink_for(ascii: bool, environment: Mapping[str, str]) -> Ink:
    """Return what large letters are drawn with on this terminal.

    The console of Linux has half blocks in its font, but no quarters.
    """
    if ascii:
        return Ink.SIGNS
    return Ink.HALVES if environment.get("TERM", "") in ("linux", "cygwin") else Ink.QUARTERS


def needs_ascii(environment: Mapping[str, str]) -> bool:
    """Whether the terminal cannot be trusted with more than ASCII: an old one, or a locale that is not UTF-8."""
    if sys.platform == "win32":
        return False  # its consoles take Unicode whatever the locale says
    if environment.get("TERM", "") in ("dumb", "vt100", "vt102", "vt220"):
        return True
    return not utf8_locale(environment)
