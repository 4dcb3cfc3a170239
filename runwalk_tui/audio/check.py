"""Whether sound works here, found out by opening it: for `runwalk doctor`."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from runwalk_tui.audio.child import Child
from runwalk_tui.audio.sound_files import all_cues, folder_gaps
from runwalk_tui.audio.supervision.candidates import IN_CHILD, order
from runwalk_tui.settings import AudioSettings

OPENING = 3.0
"""Seconds that a backend gets; in a session it may be slower, but nobody waits for a check."""


@dataclass(frozen=True, slots=True)
class BackendCheck:
    """One backend that was tried."""

    backend: str
    works: bool
    detail: str
    """The device when it works, else why not."""


@dataclass(frozen=True, slots=True)
class AudioCheck:
    """What sound would do here."""

    backend: str
    """The one that a session would use."""
    tried: tuple[BackendCheck, ...]
    faults: tuple[str, ...]
    """Sound files that are missing or cannot be read; ours are played instead."""

    @property
    def works(self) -> bool:
        """Whether sounds are heard, or silence is what was asked for."""
        return self.backend in IN_CHILD or self.backend == "silent"


def check_audio(settings: AudioSettings, sounds: Path) -> AudioCheck:
    """Open each backend of the settings in turn until one works. Nothing is heard. Takes some seconds at most."""
    tried: list[BackendCheck] = []
    faults = folder_gaps(settings)
    for backend in order(settings.backend):
        if backend not in IN_CHILD:
            return AudioCheck(backend, tuple(tried), tuple(faults))
        works, detail, broken = _open(backend, settings, sounds)
        tried.append(BackendCheck(backend, works, detail))
        if works:
            return AudioCheck(backend, tuple(tried), (*faults, *broken))
    raise AssertionError("the order of backends ends with one that needs no child")


def _open(backend: str, settings: AudioSettings, sounds: Path) -> tuple[bool, str, list[str]]:
    """Whether a backend opens, the device or the reason, and sound files that cannot be used."""
    said: SimpleQueue[tuple[str, list[Any]]] = SimpleQueue()
    try:
        child = Child(lambda _, verb, rest: said.put((verb, rest)))
    except OSError as error:
        return False, f"its process cannot be started ({error})", []
    child.send("open", backend, {cue.name: cue.recipe for cue in all_cues(settings, sounds)}, 0.0)
    limit = time.monotonic() + OPENING
    try:
        while True:
            verb, rest = said.get(timeout=max(0.0, limit - time.monotonic()))
            if verb == "ready":
                return True, str(rest[0]), list(rest[1])
            if verb in ("failed", "lost"):
                return False, str(rest[0]), []
            if verb == "ended":
                last = child.diagnosis[-1] if child.diagnosis else ""
                return False, f"it ended by {rest[0]}{f' ({last})' if last else ''}", []
    except Empty:
        return False, "it took too long to open", []
    finally:
        child.kill()
