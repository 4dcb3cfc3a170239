"""Sound: which backend opens a device, found out by opening it, and the runner's own sounds."""

from __future__ import annotations

import ctypes
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from runwalk_tui import paths
from runwalk_tui.audio.child import Child
from runwalk_tui.audio.sound_files import all_cues, folder_gaps
from runwalk_tui.audio.supervision.candidates import IN_CHILD, order
from runwalk_tui.doctor.finding import Finding
from runwalk_tui.settings import AudioSettings
from runwalk_tui.system import instants
from runwalk_tui.system.own_python import pip_install

OPENING = 3.0
"""Seconds that a backend gets; in a session it may be slower, but nobody waits for a check."""
LINUX_LIBRARIES = (("libpulse.so.0", "libpulse0"), ("libasound.so.2", "libasound2"))
"""What a backend needs to reach a device, and the Debian package that has it."""
WITH_WHEEL = ("x86_64", "AMD64")
"""Processors that miniaudio is built for on every system; on a Mac it is built for all. As in pyproject.toml."""
CHOSEN = {"bell": "the terminal bell", "silent": "silence"}
"""Settings that ask for no device."""
SIMPLEAUDIO = "simpleaudio" if sys.version_info < (3, 12) else "simpleaudio-patched"
"""The package that plays sounds on this Python. As in pyproject.toml."""


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
        """Whether sounds are heard, or the setting is silence."""
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
        return False, f"its process can't be started ({error})", []
    child.send("open", backend, {cue.name: cue.recipe for cue in all_cues(settings, sounds)}, 0.0)
    limit = instants.now() + OPENING
    try:
        while True:
            verb, rest = said.get(timeout=max(0.0, limit - instants.now()))
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


def sounds(settings: AudioSettings, check: Callable[[AudioSettings, Path], AudioCheck] = check_audio) -> list[Finding]:
    """Whether a device opens, and whether the runner's own sounds can be used."""
    found = check(settings, paths.shipped_sounds())
    return [_device(settings, found), _own_sounds(settings, found.faults)]


def _device(settings: AudioSettings, found: AudioCheck) -> Finding:
    """What plays, or why nothing does."""
    if settings.backend in CHOSEN:
        return Finding("sound", True, f"{CHOSEN[settings.backend]} is set in the settings")
    failed = [f"{tried.backend}: {tried.detail}" for tried in found.tried if not tried.works]
    if found.works:
        without = f" (not {'; '.join(failed)})" if failed else ""
        return Finding("sound", True, f"{found.tried[-1].detail} is open{without}")
    message = f"no sound device can be opened ({'; '.join(failed)}), so you'll hear the terminal bell"
    return Finding("sound", False, message, _advice())


def _own_sounds(settings: AudioSettings, faults: tuple[str, ...]) -> Finding:
    """The sound files that are played."""
    if faults:
        where = settings.folder or "runwalk's own sound folder"
        advice = f"Put working sound files in {where}; until then you'll hear runwalk's own."
        return Finding("custom sounds", False, "; ".join(faults), advice)
    if not settings.folder:
        return Finding("custom sounds", True, f"none; the cue style is “{settings.pack}”")
    return Finding("custom sounds", True, f"{settings.folder} has every sound that is switched on")


def miniaudio_comes_with_it(system: str, machine: str) -> bool:
    """Whether an installation has miniaudio, by the values of sys.platform and platform.machine()."""
    return system == "darwin" or machine in WITH_WHEEL


def without_miniaudio(system: str, machine: str) -> str:
    """What to do on a machine that lacks miniaudio."""
    if miniaudio_comes_with_it(system, machine):
        return "Install runwalk again, so that miniaudio comes with it."
    none = f"Nothing is broken: miniaudio has no ready-made build for this kind of computer ({machine})."
    if system == "linux":
        return (
            f"{none} The optional “simpleaudio” package plays sounds here ({pip_install(SIMPLEAUDIO)}); "
            "it needs a compiler and the ALSA headers."
        )
    return none


def _advice() -> str:
    """What to do when no device opens."""
    if find_spec("miniaudio") is None:
        return without_miniaudio(sys.platform, platform.machine())
    if sys.platform == "linux":
        lacking = [package for library, package in LINUX_LIBRARIES if not _loads(library)]
        if len(lacking) == len(LINUX_LIBRARIES):
            return f"Install {' or '.join(lacking)} (Debian's names), and check that a sound server is running."
        return "Connect a device and check that PipeWire or PulseAudio is running (pactl info)."
    return "Connect a sound device, or choose another one in the system's sound settings."


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
