"""What the screen says about sound: one calm line each, short enough for 80 columns."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH = 76
"""Signs of the longest line: 80 columns less the margin of the timer."""
SLOW = "it is slow to open"
"""The trouble with a device that may open yet."""
BELL_RINGS = "No sound: the terminal bell rings."
"""What stays on the screen once the reason has been read."""


def trying(backend: str, reason: str) -> str:
    """Sound has stopped and is being opened again."""
    return _about("Sound stopped", backend, reason, "; trying again.")


def bell(backend: str, reason: str, *, played: bool) -> str:
    """The bell has taken over; `played` tells whether there has been any sound before."""
    if reason == SLOW:
        return "The sound device is slow to open; the terminal bell rings until then."
    return _about("Sound stopped" if played else "No sound", backend, reason, "; the terminal bell rings.")


def plays_again(reason: str) -> str:
    """The backend that was in trouble plays."""
    return _about("Sound was interrupted", "", reason, "; it plays again.")


def plays_instead(backend: str, failed: str, reason: str) -> str:
    """Another backend than the one that failed plays."""
    return _about(f"{backend} plays the sounds", failed, reason, ".")


def own_sounds(faults: Sequence[str]) -> str:
    """What is wrong with the runner's own sounds; settings and doctor name all of it."""
    end = ". Ours play instead."
    return f"{_cut('; '.join(faults), WIDTH - len(end))}{end}"


def _about(what: str, backend: str, reason: str, end: str) -> str:
    name = f"{backend}: " if backend else ""
    room = WIDTH - len(what) - len(name) - len(end) - len(" ()")
    return f"{what} ({name}{_cut(reason, room)}){end}"


def _cut(text: str, room: int) -> str:
    """The text on one line, its end left out where it is too long."""
    text = " ".join(text.split())
    return text if len(text) <= room else f"{text[: room - 1].rstrip()}…"
