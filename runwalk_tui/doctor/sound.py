"""Sound: which backend opens a device, and the runner's own sounds."""

from __future__ import annotations

import ctypes
import platform
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from runwalk_tui import paths
from runwalk_tui.audio.check import AudioCheck, check_audio
from runwalk_tui.doctor.finding import Finding
from runwalk_tui.settings import AudioSettings

LINUX_LIBRARIES = (("libpulse.so.0", "libpulse0"), ("libasound.so.2", "libasound2"))
"""What a backend needs to reach a device, and the Debian package that has it."""
WITH_WHEEL = ("x86_64", "AMD64")
"""Processors that miniaudio is built for on every system; on a Mac it is built for all. As in pyproject.toml."""
CHOSEN = {"bell": "the terminal bell", "silent": "silence"}
"""Settings that ask for no device."""


def sounds(settings: AudioSettings, check: Callable[[AudioSettings, Path], AudioCheck] = check_audio) -> list[Finding]:
    """Whether a device opens, and whether the runner's own sounds can be used."""
    found = check(settings, paths.shipped_sounds())
    return [_device(settings, found), _own_sounds(settings, found.faults)]


def _device(settings: AudioSettings, found: AudioCheck) -> Finding:
    """What plays, or why nothing does."""
    if settings.backend in CHOSEN:
        return Finding("sound", True, f"{CHOSEN[settings.backend]} is chosen in the settings")
    failed = [f"{tried.backend}: {tried.detail}" for tried in found.tried if not tried.works]
    if found.works:
        without = f" (not {'; '.join(failed)})" if failed else ""
        return Finding("sound", True, f"{found.tried[-1].detail} is open{without}")
    message = f"no backend opens a device ({'; '.join(failed)}), so the terminal bell rings instead"
    return Finding("sound", False, message, _advice())


def _own_sounds(settings: AudioSettings, faults: tuple[str, ...]) -> Finding:
    """The sound files that are played."""
    if faults:
        where = settings.folder or "the place of runwalk's own"
        advice = f"Put good files into {where}; until then the sounds that ship are played."
        return Finding("own sounds", False, "; ".join(faults), advice)
    if not settings.folder:
        return Finding("own sounds", True, f"none are set; the shipped pack “{settings.pack}” is played")
    return Finding("own sounds", True, f"{settings.folder} has every sound that is switched on")


def miniaudio_comes_with_it(system: str, machine: str) -> bool:
    """Whether an installation has miniaudio, by the values of sys.platform and platform.machine()."""
    return system == "darwin" or machine in WITH_WHEEL


def without_miniaudio(system: str, machine: str) -> str:
    """What to do on a machine that lacks miniaudio."""
    if miniaudio_comes_with_it(system, machine):
        return "Install runwalk again, so that miniaudio comes with it."
    none = f"Nothing is broken: miniaudio has no ready-made build for this kind of machine ({machine})."
    if system == "linux":
        return f"{none} The extra “simpleaudio” plays sounds here; it needs a compiler and the ALSA headers."
    return none


def _advice() -> str:
    """What to do when no device opens."""
    if find_spec("miniaudio") is None:
        return without_miniaudio(sys.platform, platform.machine())
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
