"""Sound: which backend opens a device, and the runner's own sounds."""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from typing import Any, Protocol

from runwalk_tui import places
from runwalk_tui.audio.backends import IN_CHILD, order
from runwalk_tui.audio.child import Child
from runwalk_tui.audio.sounds import all_cues, folder_gaps
from runwalk_tui.doctor.finding import Finding
from runwalk_tui.settings import AudioSettings

PATIENCE = 3.0
"""Seconds that all backends together may take to open a device."""
FIRST_SHARE = 0.7
"""Share of the time left that one backend may use, so that the next one is tried as well."""
LINUX_LIBRARIES = (("libpulse.so.0", "libpulse0"), ("libasound.so.2", "libasound2"))
"""What a backend needs to reach a device, and the Debian package that has it."""


class ChildLike(Protocol):
    """What is needed of `Child`."""

    def send(self, verb: str, *rest: Any) -> None: ...
    def kill(self) -> None: ...


OpenChild = Callable[[Callable[[Any, str, list[Any]], None]], ChildLike]


def sounds(settings: AudioSettings, open_child: OpenChild = Child) -> list[Finding]:
    """Whether a device opens, and whether the runner's own sounds can be used."""
    if settings.backend not in ("auto", *IN_CHILD):
        chosen = "the terminal bell" if settings.backend == "bell" else "silence"
        return [Finding("sound", True, f"{chosen} is chosen in the settings"), _own_sounds(settings, [])]
    failures: list[str] = []
    lasting = True
    end = time.monotonic() + PATIENCE
    for backend in order(settings.backend):
        if backend not in IN_CHILD:
            break
        verb, rest = _open(backend, settings, FIRST_SHARE * (end - time.monotonic()), open_child)
        if verb == "ready":
            device, faults = rest
            return [Finding("sound", True, f"{device} is open"), _own_sounds(settings, faults)]
        failures.append(f"{backend}: {rest[0]}")
        lasting = lasting and verb == "failed" and bool(rest[1])
    message = f"no backend opens a device ({'; '.join(failures)}), so the terminal bell rings instead"
    return [Finding("sound", False, message, _advice(lasting)), _own_sounds(settings, [])]


def _open(backend: str, settings: AudioSettings, within: float, open_child: OpenChild) -> tuple[str, list[Any]]:
    """The first thing that a child says which tells whether it plays."""
    answers: SimpleQueue[tuple[str, list[Any]]] = SimpleQueue()
    try:
        child = open_child(lambda child, verb, rest: answers.put((verb, rest)))
    except OSError as error:
        return "ended", [f"its process cannot be started ({error.strerror})"]
    try:
        recipes = {cue.name: cue.recipe for cue in all_cues(settings, places.shipped_sounds())}
        child.send("open", backend, recipes, settings.latency_ms / 1000)
        verb, rest = answers.get(timeout=max(0.1, within))
    except Empty:
        return "ended", ["it did not answer in time"]
    finally:
        child.kill()
    return (verb, rest) if verb in ("ready", "failed") else ("ended", [f"it ended by {' '.join(map(str, rest))}"])


def _own_sounds(settings: AudioSettings, faults: Sequence[str]) -> Finding:
    """The folder of the runner's own sounds, if one is set."""
    if not settings.folder:
        return Finding("own sounds", True, f"none are set; the {settings.pack} that ship are played")
    lacking = [*folder_gaps(settings), *faults]
    if lacking:
        advice = f"Put good files into {settings.folder}; until then the sounds that ship are played."
        return Finding("own sounds", False, "; ".join(lacking), advice)
    return Finding("own sounds", True, f"{settings.folder} has every sound that is switched on")


def _advice(lasting: bool) -> str:
    """What to do about it; `lasting` when the libraries themselves cannot be loaded."""
    if lasting:
        return "Install runwalk again, so that miniaudio comes with it."
    if sys.platform == "linux":
        lacking = [package for library, package in LINUX_LIBRARIES if not _loads(library)]
        if len(lacking) == len(LINUX_LIBRARIES):
            return f"Install {' or '.join(lacking)} (Debian's names), and see that a sound server runs."
        return "Connect a device and see that PipeWire or PulseAudio runs (pactl info tells)."
    return "Connect a sound device, or choose another one in the system's sound settings."


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
