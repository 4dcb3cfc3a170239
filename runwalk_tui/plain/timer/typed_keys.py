"""The keys of a session in lines: which typed character does what, and what is said to one that does nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from runwalk_tui.keys.in_use import KeysInUse
from runwalk_tui.keys.unknown import answer_forms

SESSION: Sequence[tuple[str, str]] = (
    ("pause", "pause"),
    ("next", "next"),
    ("back", "back"),
    ("extend", "30 seconds more"),
    ("ease", "ease"),
    ("mark", "mark pain"),
    ("stop_for_pain", "stop for pain"),
    ("mute", "mute"),
    ("time_left", "time left"),
    ("end", "end"),
)
"""What can be typed in a session, with what it does."""
WALK: Sequence[tuple[str, str]] = (
    ("next", "run now"),
    ("pause", "pause"),
    ("stop_for_pain", "stop for pain"),
    ("time_left", "time left"),
    ("end", "leave"),
)
"""The same in the walk of a run test."""
STOP = "timer.stop_for_pain"
PAUSE = "timer.pause"
END = "timer.end"


def listed(keys: KeysInUse, what: Sequence[tuple[str, str]]) -> str:
    """Every key with what it does: "p pause, n next"."""
    return ", ".join(f"{keys.line_key(f'timer.{name}')} {does}" for name, does in what)


def commands(keys: KeysInUse, doing: Mapping[str, Callable[[], None]]) -> dict[str, Callable[[], None]]:
    """What each typed character does, from what each action does."""
    return {typed: do for name, do in doing.items() for typed in keys.typed(f"timer.{name}")}


class UnknownAnswer:
    """Says that a key does nothing, once until a proper one is pressed."""

    def __init__(self, say: Callable[[str], None], keys: KeysInUse, right: str = "") -> None:
        """`right` is what to say about the most important key; by default the one that stops for pain."""
        self._say = say
        self._right = right or f"{keys.line_key(STOP)} stops for pain"
        self._said = False

    def proper(self) -> None:
        """A key was pressed that does something."""
        self._said = False

    def to(self, typed: str) -> None:
        """Answer something typed that does nothing."""
        if not self._said:
            self._said = True
            shown = "That key" if len(typed) != 1 or not typed.isprintable() else typed
            self._say(answer_forms(shown, right=self._right, listed="?")[0])
