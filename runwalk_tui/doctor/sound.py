"""Sound: which backend opens a device, found out by opening it, and the runner's own sounds."""

from __future__ import annotations

import ctypes
import os
import platform
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from runwalk_tui import paths
from runwalk_tui.audio.child import Child
from runwalk_tui.audio.sound_files import all_cues, folder_gaps
from runwalk_tui.audio.status import INTO_NOTHING, NO_PORTAUDIO, bell, usual_instead
from runwalk_tui.audio.supervision.candidates import IN_CHILD, is_installed, order
from runwalk_tui.audio.supervision.device_names import DeviceName, names_of
from runwalk_tui.doctor.finding import Finding
from runwalk_tui.settings import AudioSettings
from runwalk_tui.system import instants
from runwalk_tui.system.own_python import pip_install

OPENING = 3.0
"""Seconds that a backend gets; in a session it may be slower, but nobody waits for a check."""
NAMING = 0.8
"""Seconds for the names of the devices, which are good to know and no more."""
LINUX_LIBRARIES = (("libpulse.so.0", "libpulse0"), ("libasound.so.2", "libasound2"))
"""What a backend needs to reach a device, and the Debian package that has it."""
WITH_MINIAUDIO = ("x86_64", "AMD64")
"""Processors that miniaudio is built for on every system; on a Mac it is built for all. As in pyproject.toml."""
WITH_SOUNDDEVICE = (("linux", "aarch64"), ("win32", "ARM64"))
"""Systems and processors with sounddevice in its place. As in pyproject.toml."""
CHOSEN = {"bell": "the terminal bell", "silent": "silence"}
"""Settings that ask for no device."""
SOUNDDEVICE, PORTAUDIO = "sounddevice", "libportaudio2"
"""The package that plays sounds where none comes with runwalk, and Debian's of the library below it."""
PULSE_SINK = "PULSE_SINK"
"""Where PulseAudio and PipeWire are told which device a program plays on; Settings come before it."""


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
    missing: bool = False
    """Whether there is no device of the name that is set, so that the system's choice plays."""
    devices: tuple[DeviceName, ...] = ()
    """Those that could be chosen."""

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
        works, detail, broken, missing = _open(backend, settings, sounds)
        tried.append(BackendCheck(backend, works, detail))
        if detail == INTO_NOTHING:  # so would the others, and not know it
            return AudioCheck("bell", tuple(tried), tuple(faults))
        if works:
            devices = names_of(backend, NAMING)
            return AudioCheck(backend, tuple(tried), (*faults, *broken), missing, devices)
    raise AssertionError("the order of backends ends with one that needs no child")


def _open(backend: str, settings: AudioSettings, sounds: Path) -> tuple[bool, str, list[str], bool]:
    """Whether a backend opens, what plays or the reason, sound files that cannot be used, and whether there is no
    device of the name that is set."""
    said: SimpleQueue[tuple[str, list[Any]]] = SimpleQueue()
    try:
        child = Child(lambda _, verb, rest: said.put((verb, rest)))
    except OSError as error:
        return False, f"its process can't be started ({error})", [], False
    child.send("open", backend, {cue.name: cue.recipe for cue in all_cues(settings, sounds)}, 0.0, settings.output)
    limit = instants.now() + OPENING
    try:
        while True:
            verb, rest = said.get(timeout=max(0.0, limit - instants.now()))
            if verb == "ready":
                return True, str(rest[0]), list(rest[1]), bool(rest[2])
            if verb in ("failed", "lost"):
                return False, str(rest[0]), [], False
            if verb == "ended":
                last = child.diagnosis[-1] if child.diagnosis else ""
                return False, f"it ended by {rest[0]}{f' ({last})' if last else ''}", [], False
    except Empty:
        return False, "it took too long to open", [], False
    finally:
        child.kill()


def sounds(settings: AudioSettings, check: Callable[[AudioSettings, Path], AudioCheck] = check_audio) -> list[Finding]:
    """Whether a device opens, and whether the runner's own sounds can be used."""
    found = check(settings, paths.shipped_sounds())
    return [_device(settings, found), _own_sounds(settings, found.faults)]


def _device(settings: AudioSettings, found: AudioCheck) -> Finding:
    """What plays, or why nothing does, as the app says it."""
    if settings.backend in CHOSEN:
        return Finding("sound", True, f"{CHOSEN[settings.backend]} is set in the settings")
    failed = [f"{tried.backend}: {tried.detail}" for tried in found.tried if not tried.works]
    if not found.works:
        first = found.tried[0]
        message = f"{bell(first.backend, first.detail, played=False)} ({'; '.join(failed)})"
        return Finding("sound", False, message, _advice(found.tried, os.environ), in_the_way=True)
    without = f" (not {'; '.join(failed)})" if failed else ""
    opened = f"{found.tried[-1].detail} is open{_on(settings, found, os.environ)}{without}"
    if not found.missing:
        return Finding("sound", True, opened)
    there = f" There are: {', '.join(f'“{device.name}”' for device in found.devices)}." if found.devices else ""
    advice = f"Connect it, or choose another one at Play on in Settings.{there}"
    return Finding("sound", False, f"{usual_instead(settings.output, found.backend)} {opened}", advice)


def _on(settings: AudioSettings, found: AudioCheck, environment: Mapping[str, str]) -> str:
    """Which device plays, as far as that is known."""
    if settings.output and not found.missing:
        return f", on “{settings.output}”"
    if (sink := environment.get(PULSE_SINK)) and "PulseAudio" in found.tried[-1].detail:
        return f", on “{sink}”, as {PULSE_SINK} says"
    usual = next((device.name for device in found.devices if device.usual), "")
    return f", on “{usual}”, this computer's usual one" if usual else ""


def _own_sounds(settings: AudioSettings, faults: tuple[str, ...]) -> Finding:
    """The sound files that are played."""
    if faults:
        where = settings.folder or "runwalk's own sound folder"
        advice = f"Put working sound files in {where}; until then you'll hear runwalk's own."
        return Finding("custom sounds", False, "; ".join(faults), advice)
    if not settings.folder:
        return Finding("custom sounds", True, f"none; the cue style is “{settings.pack}”")
    return Finding("custom sounds", True, f"{settings.folder} has every sound that is switched on")


def library_for(system: str, machine: str) -> str:
    """Which sound library an installation has, by the values of sys.platform and platform.machine(); "" for none."""
    if system == "darwin" or machine in WITH_MINIAUDIO:
        return "miniaudio"
    return "sounddevice" if (system, machine) in WITH_SOUNDDEVICE else ""


def without_library(system: str, machine: str) -> str:
    """What to do on a computer that has no library to play sounds with."""
    if library := library_for(system, machine):
        return f"Install runwalk again, so that {library} comes with it."
    none = f"Nothing is broken: no sound library comes ready-made for this kind of computer ({machine})."
    needs = f"a compiler and {PORTAUDIO} (Debian's name)" if system == "linux" else "a compiler"
    return f"{none} The optional “sounddevice” package plays here ({pip_install(SOUNDDEVICE)}); it needs {needs}."


def _advice(tried: Sequence[BackendCheck], environment: Mapping[str, str]) -> str:
    """What to do when no device opens."""
    if any(check.detail == NO_PORTAUDIO for check in tried) and not is_installed("miniaudio"):
        return (
            f"Install {PORTAUDIO} (Debian's name for PortAudio)." if sys.platform == "linux" else "Install PortAudio."
        )
    if not any(map(is_installed, IN_CHILD)):
        return without_library(sys.platform, platform.machine())
    if sink := environment.get(PULSE_SINK):
        return (
            f"{PULSE_SINK} asks for “{sink}”: check that it is there (pactl list short sinks), or unset {PULSE_SINK}."
        )
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
