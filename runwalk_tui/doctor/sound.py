"""What is said of sound: what plays and on which device, what to do when nothing does, and the runner's own sounds."""

from __future__ import annotations

import ctypes
import os
import platform
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from runwalk_tui import paths
from runwalk_tui.audio.backends.reasons import CRASHES_HERE, INTO_NOTHING, NO_PORTAUDIO, NOT_INSTALLED, SLOW
from runwalk_tui.audio.sound_files import STYLES
from runwalk_tui.audio.status import bell, usual_instead
from runwalk_tui.audio.supervision.candidates import IN_CHILD, is_installed
from runwalk_tui.audio.supervision.device_names import DeviceName
from runwalk_tui.audio.word_files import says_our_words_between_own_cues
from runwalk_tui.doctor.finding import Finding
from runwalk_tui.doctor.sound_check import PULSE_SINK, AudioCheck, BackendCheck, check_audio
from runwalk_tui.settings import AudioSettings
from runwalk_tui.system.own_python import pip_install

LINUX_LIBRARIES = (("libpulse.so.0", "libpulse0"), ("libasound.so.2", "libasound2"))
"""What a backend needs to reach a device, and the Debian package that has it."""
WITH_MINIAUDIO = ("x86_64", "AMD64")
"""Processors that miniaudio is built for on every system; on a Mac it is built for all. As in pyproject.toml."""
WITH_SOUNDDEVICE = (("linux", "aarch64"), ("win32", "ARM64"))
"""Systems and processors with sounddevice in its place. As in pyproject.toml."""
CHOSEN = {"bell": "the terminal bell", "silent": "no sound"}
"""Settings that ask for no device."""
SOUNDDEVICE, PORTAUDIO = "sounddevice", "libportaudio2"
"""The package that plays sounds where none comes with runwalk, and Debian's of the library below it."""
PATCHED = "simpleaudio-patched"
"""simpleaudio for Python 3.12 and later."""
WAIT = "Headphones that have to be connected first take a while. A session waits longer than this check does."
ALSA_DEFAULT = "default"
"""ALSA's name for what leads to the system's choice, and doesn't tell it."""
OUR_WORDS = (
    "The words between your cues are runwalk's, in English. If your cues aren't, have them all spoken in your language "
    "with runwalk voice make, or switch the words off in Settings, Cues."
)


def sounds(settings: AudioSettings, check: Callable[[AudioSettings, Path], AudioCheck] = check_audio) -> list[Finding]:
    """Whether a device opens, and whether the runner's own sounds can be used."""
    found = check(settings, paths.shipped_sounds())
    return [_device(settings, found), _own_sounds(settings, found.faults)]


def _device(settings: AudioSettings, found: AudioCheck) -> Finding:
    """What plays, or why nothing does, as the app says it."""
    if settings.backend in CHOSEN:
        return Finding("sound", True, f"set to {CHOSEN[settings.backend]} in Settings")
    failed = [f"{tried.backend}: {tried.detail}" for tried in found.tried if not tried.works]
    if not found.works:
        first = next((tried for tried in found.tried if found.slow and tried.detail == SLOW), found.tried[0])
        message = bell(first.backend, first.detail, played=False)
        if len(failed) > 1 or not (found.slow or first.detail in message):
            message = f"{message} ({'; '.join(failed)})"
        advice = WAIT if found.slow else _advice(settings.backend, found.tried, os.environ)
        return Finding("sound", False, message, advice, in_the_way=not found.slow)
    without = f" (not {'; '.join(failed)})" if failed else ""
    opened = f"{found.tried[-1].detail} is open{_on(settings, found, os.environ)}{without}"
    choice = _choice(found.devices)
    if not found.missing:
        if sink := _absent_sink(settings, found, os.environ):
            message = f"{PULSE_SINK} asks for “{sink}”, which isn't there, so the usual device plays. {opened}"
            return Finding("sound", False, message, f"Check its name (pactl list short sinks), or unset {PULSE_SINK}.")
        return Finding("sound", True, opened, choice)
    message = f"{usual_instead(settings.output, found.backend)} {opened}"
    if found.backend == "simpleaudio":
        return Finding("sound", False, message, "Set Sound output to automatic in Settings, or Play on to usual.")
    advice = "Connect it, close any other program that's using it, or choose another one at Play on in Settings."
    return Finding("sound", False, message, f"{advice} {choice}".rstrip())


def _choice(devices: Sequence[DeviceName]) -> str:
    """What could be chosen, where there is a choice; for those, too, who have no Settings on a screen."""
    if len(devices) < 2:
        return ""
    listed = ", ".join(f"“{device.name}”{' (usual)' if device.usual else ''}" for device in devices)
    return f"You can choose: {listed} (Play on in Settings, or output in settings.toml)."


def _on(settings: AudioSettings, found: AudioCheck, environment: Mapping[str, str]) -> str:
    """Which device plays, as far as that is known."""
    if settings.output and not found.missing:
        return f", on “{settings.output}”"
    usual = next((device.name for device in found.devices if device.usual), "")
    by_alsa = _by_alsa(found)
    if (sink := _asked_for(found, environment)) and not _absent_sink(settings, found, environment):
        return f", on “{sink}”, as {PULSE_SINK} says"
    if not usual or by_alsa:
        return ", on this computer's usual device"
    return f", on “{usual}”, this computer's usual one"


def _by_alsa(found: AudioCheck) -> bool:
    """Whether ALSA's default plays, which doesn't tell where it leads."""
    usual = next((device.name for device in found.devices if device.usual), "")
    opened = found.tried[-1].detail
    return ("ALSA" in opened or (opened == "simpleaudio" and sys.platform == "linux")) and usual in ("", ALSA_DEFAULT)


def _asked_for(found: AudioCheck, environment: Mapping[str, str]) -> str:
    """What PULSE_SINK asks for, where that is heeded; else ""."""
    heeded = "PulseAudio" in found.tried[-1].detail or _by_alsa(found)
    return environment.get(PULSE_SINK, "") if heeded else ""


def _absent_sink(settings: AudioSettings, found: AudioCheck, environment: Mapping[str, str]) -> str:
    """What PULSE_SINK asks for and the sound server doesn't have; "" where it has it, or can't be asked.

    PulseAudio opens nothing then. PipeWire plays on the usual device and says nothing.
    """
    sink = "" if settings.output and not found.missing else _asked_for(found, environment)
    return sink if found.sinks and sink not in found.sinks and not sink.startswith("@") else ""


def _own_sounds(settings: AudioSettings, faults: tuple[str, ...]) -> Finding:
    """The sound files that are played."""
    heard = settings.backend not in CHOSEN and says_our_words_between_own_cues(settings, paths.shipped_sounds())
    ours = OUR_WORDS if heard else ""
    if faults:
        where = settings.folder or "runwalk's own sound folder"
        advice = f"Put working sound files in {where}; until then you'll hear runwalk's own cues."
        return Finding("custom sounds", False, "; ".join(faults), f"{advice} {ours}".rstrip())
    if not settings.folder:
        return Finding("custom sounds", True, f"none; cues come from {STYLES[settings.pack]}")
    message = f"{settings.folder} has every sound that is switched on"
    return Finding("custom sounds", True, message, ours)


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


def _advice(wanted: str, tried: Sequence[BackendCheck], environment: Mapping[str, str]) -> str:
    """What to do when no device opens; `wanted` is the backend in the settings."""
    backend, reason = tried[0].backend, tried[0].detail
    if wanted == "auto" and not any(map(is_installed, IN_CHILD)):
        return without_library(sys.platform, platform.machine())
    if remedy := _remedy(backend, reason):
        return remedy if wanted == "auto" else f"Set Sound output to automatic in Settings, or {_lower(remedy)}"
    if reason == INTO_NOTHING:
        return "Connect a device, and check that the system's sound settings list it."
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


def _remedy(backend: str, reason: str) -> str:
    """What to do about a library that is the trouble itself; "" when it isn't."""
    if reason == NO_PORTAUDIO:
        return (
            f"Install {PORTAUDIO} (Debian's name for PortAudio)." if sys.platform == "linux" else "Install PortAudio."
        )
    if reason == NOT_INSTALLED:
        return f"Install it: {pip_install(backend if backend != 'simpleaudio' else _simpleaudio())}"
    if reason == CRASHES_HERE:
        return f"Install the one that doesn't: {pip_install(PATCHED)}"
    if reason.startswith("it can't be loaded"):
        return f"Install it again: {pip_install(f'--force-reinstall {backend}')}"
    return ""


def _simpleaudio() -> str:
    """The package that has it for this Python; as in pyproject.toml."""
    return PATCHED if sys.version_info >= (3, 12) else "simpleaudio"


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
