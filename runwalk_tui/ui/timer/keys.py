"""The keys of the timer, and how they are said in one line."""

from __future__ import annotations

import os

from textual.binding import Binding, BindingType

from runwalk_tui.keys.in_use import KeysInUse
from runwalk_tui.system.standard_streams import IN_BROWSER

KEYS: list[BindingType] = [
    Binding("space", "pause", "Pause", key_display="Space", id="timer.pause", tooltip="pause, and resume"),
    Binding("space", "go_on", "Resume", key_display="Space", id="timer.go_on"),
    Binding("n", "next", "Next", id="timer.next", tooltip="next phase"),
    Binding(
        "b", "back", "Back", id="timer.back", tooltip="back to the start of this phase; at its start, to the one before"
    ),
    Binding("plus,equals_sign", "extend", "30s", key_display="+", id="timer.extend", tooltip="30 s more of this phase"),
    Binding("e", "ease", "Ease", id="timer.ease", tooltip="ease to the stage below, from the next run on"),
    Binding("m", "mark", "Pain", id="timer.mark", tooltip="mark pain now"),
    Binding("x", "stop", "Stop", id="timer.stop", tooltip="stop for pain"),
    Binding("u", "mute", "Mute", id="timer.mute", tooltip="mute, or turn the sound back on"),
    Binding("l", "lock", "Lock", id="timer.lock", tooltip="lock all keys except pause and this one"),
    Binding("l", "unlock", "Unlock", id="timer.unlock"),
    Binding(
        "q,escape",
        "end",
        "End",
        key_display="q",
        id="timer.end",
        tooltip="end (asks: continue, save as it is, discard, stop for pain)",
    ),
    Binding(
        "question_mark,f1",
        "keys",
        "Keys",
        key_display="?",
        id="timer.keys",
        tooltip="what the keys do and what the words mean; the timer keeps running",
    ),
    Binding("f", "glance", "Glance", id="timer.glance", tooltip="show the essentials only"),
]
"""One declaration of each key. Where a key has two meanings, one of them is there at a time."""
EASE = "timer.ease"
"""Told only while there is a gentler stage."""
SPARE_KEYS = ("glance", "keys")
"""What is told only where there is room in the same number of lines, the first one being left out first; `?` tells
them all."""
OPEN = ("timer.pause", "timer.lock")
"""What is heard while the other keys are locked."""


def open_keys(keys: KeysInUse) -> tuple[str, ...]:
    """Return what is heard while the other keys are locked."""
    return tuple(key for where in OPEN for key in keys.keys(where))


def locked_words(keys: KeysInUse) -> str:
    """Return what is said when the keys are locked, and to a key that is."""
    return f"Locked: {keys.shown('timer.lock')} unlocks, {keys.shown('timer.pause')} pauses."


def glance_words(keys: KeysInUse) -> str:
    """Return how the rest of the timer comes back."""
    if IN_BROWSER in os.environ:
        return "Tap, then More, to see everything again."
    return f"{keys.shown('timer.glance')} shows everything again."


def vital_keys(keys: KeysInUse, *, running: bool, locked: bool) -> str:
    """Return the keys that a runner must not have to look for."""
    pause = f"{keys.shown('timer.pause')} {'pause' if running else 'resume'}"
    if locked:
        return f"{pause}  {keys.shown('timer.lock')} unlock"
    others = (("timer.stop_for_pain", "stop"), ("timer.end", "end"), ("anywhere.help", "keys"))
    return "  ".join([pause, *(f"{keys.shown(where)} {word}" for where, word in others)])
