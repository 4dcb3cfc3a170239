"""Sound files into samples for the mixer.

Our own files are read with the standard library. Anything else (other rates, more channels, FLAC, MP3, OGG) is left to
miniaudio, which is imported only then.
"""

from __future__ import annotations

import io
import sys
import wave
from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path

from runwalk_tui.audio import mixer
from runwalk_tui.audio.mixer import RATE, Sound
from runwalk_tui.system.files import read_ordinary

LONGEST = 10
"""Seconds of a file that are used: a song would be played as a cue otherwise, and fill the memory."""
MAX_BYTES = 64 * 1024 * 1024
"""Bytes of a file."""


class SoundError(Exception):
    """A sound file cannot be used; the message says why."""


Recipe = tuple[float, int, Sequence[Sequence[str]]]
"""Volume as a factor, priority, and choices of files: the first choice that can all be read, one after the other."""


def load_sounds(recipes: Mapping[str, Recipe]) -> tuple[dict[str, Sound], list[str]]:
    """Return every sound, and one line for each file that could not be used.

    A sound none of whose choices can be read becomes a plain beep; a word, whose priority is below zero, silence.
    """
    sounds: dict[str, Sound] = {}
    faults: dict[str, None] = {}
    read: dict[str, array[int] | SoundError] = {}
    for name, (volume, priority, choices) in recipes.items():
        samples = next((s for s in (_all_of(files, read, faults) for files in choices) if s is not None), None)
        if samples is None:
            samples = mixer.beep() if priority >= 0 else array("h")
        sounds[name] = Sound(mixer.louder(samples, volume), priority)
    return sounds, list(faults)


def _all_of(
    files: Sequence[str], read: dict[str, array[int] | SoundError], faults: dict[str, None]
) -> array[int] | None:
    """The files one after the other, or None when any of them cannot be used."""
    parts: list[array[int]] = []
    for file in files:
        if file not in read:
            try:
                read[file] = read_sound(Path(file))
            except SoundError as error:
                read[file] = error
        part = read[file]
        if isinstance(part, SoundError):
            faults[str(part)] = None
        else:
            parts.append(part)
    return mixer.joined(parts) if len(parts) == len(files) else None


def why_unplayable(path: Path) -> str:
    """Why a file can't be played; "" when it can."""
    try:
        read_sound(path)
    except SoundError as error:
        return str(error)
    return ""


def read_sound(path: Path) -> array[int]:
    """Return a file's samples, 16 bit mono at RATE, at most LONGEST seconds. Raises SoundError.

    No more than that is ever decoded: a megabyte of FLAC may hold hours of silence.
    """
    try:
        content = read_ordinary(path, MAX_BYTES)
    except FileNotFoundError as error:
        raise SoundError(f"{path.name} is missing") from error
    except OSError as error:
        raise SoundError(f"{path.name} can't be read ({error.strerror or error})") from error
    except ValueError as error:
        raise SoundError(f"{path.name!r} is not a file name") from error
    if len(content) > MAX_BYTES:
        raise SoundError(f"{path.name} is too large")
    samples = _plain_wave(content)
    if samples is None:
        samples = _decoded(content, path.name)
    if not samples:
        raise SoundError(f"{path.name} has no sound in it")
    if len(samples) > LONGEST * RATE:
        rest = mixer.start((), Sound(samples), 0) or ()
        samples = mixer.render(mixer.stop(rest, LONGEST * RATE - mixer.FADE), 0, LONGEST * RATE) or samples
    return samples


def _plain_wave(content: bytes) -> array[int] | None:
    """The samples of a WAV file that needs no conversion, as many as are used and one more; or None."""
    try:
        with wave.open(io.BytesIO(content), "rb") as file:
            if (file.getnchannels(), file.getsampwidth(), file.getframerate()) != (1, 2, RATE):
                return None
            data = file.readframes(min(file.getnframes(), LONGEST * RATE + 1))
    except (wave.Error, EOFError):
        return None
    samples = array("h", data[: len(data) // 2 * 2])
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def _decoded(content: bytes, name: str) -> array[int]:
    """The samples of any other sound file, piece by piece until there are more than are used."""
    try:
        import miniaudio
    except ImportError as error:
        raise SoundError(f"{name} can't be read without miniaudio") from error
    samples = array("h")
    try:
        kind = miniaudio.SampleFormat.SIGNED16
        pieces = miniaudio.stream_memory(content, kind, nchannels=1, sample_rate=RATE, frames_to_read=RATE)
        for piece in pieces:
            samples.extend(piece)
            if len(samples) > LONGEST * RATE:
                break
        pieces.close()
    except miniaudio.MiniaudioError as error:
        raise SoundError(f"{name} can't be played") from error
    return samples
