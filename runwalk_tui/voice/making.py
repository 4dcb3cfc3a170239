"""A pack of words, made whole or not at all."""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
import wave
from array import array
from collections.abc import Callable, Mapping
from pathlib import Path

from runwalk_tui.audio.mixer import RATE
from runwalk_tui.audio.sound_files import SUFFIXES
from runwalk_tui.paths import make_folder
from runwalk_tui.system.durable import flush
from runwalk_tui.system.files import replacing_together, signals_end_the_block
from runwalk_tui.voice.shaping import as_cue
from runwalk_tui.voice.systems import System, VoiceError
from runwalk_tui.voice.workplace import PART, mark_of


def in_the_way(folder: Path, names: Mapping[str, str]) -> list[str]:
    """The runner's files that a pack of these words would replace, or take the place of, in order."""
    found = (f"{name}{suffix}" for name in names for suffix in SUFFIXES)
    return sorted(name for name in found if os.path.lexists(folder / name))


def make(system: System, voice: str, said: Mapping[str, str], folder: Path, report: Callable[[int], None]) -> None:
    """Have every word spoken and put into a folder, all of them or none. `report` gets how many there are so far.

    A folder that isn't there appears whole. In one that is, every file is complete on the disk before the first takes
    its place. Raises VoiceError and OSError, with everything as it was.
    """
    made: dict[str, bytes] = {}
    with signals_end_the_block(), tempfile.TemporaryDirectory(prefix=f"{mark_of(folder)}-") as spoken:
        for name, file in system.speak(voice, said, Path(spoken)):
            made[name] = _wave(_cue(file, said[name]))
            report(len(made))
    if folder.is_dir():
        with replacing_together(*(folder / f"{name}.wav" for name in made)) as parts:
            for part, content in zip(parts, made.values(), strict=True):
                part.write_bytes(content)
    else:
        with signals_end_the_block():
            _new_folder(folder, made)


def _new_folder(folder: Path, made: Mapping[str, bytes]) -> None:
    make_folder(folder.parent)
    part = Path(tempfile.mkdtemp(prefix=f"{PART}{folder.name}-", dir=folder.parent))
    try:
        for name, content in made.items():
            with (part / f"{name}.wav").open("wb") as file:
                file.write(content)
                file.flush()
                flush(file.fileno())
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)  # it has another name by now, unless something went wrong


def _cue(file: Path, text: str) -> array[int]:
    """What was spoken, trimmed and levelled. Raises VoiceError."""
    try:
        with wave.open(str(file), "rb") as spoken:
            channels, width, rate = spoken.getnchannels(), spoken.getsampwidth(), spoken.getframerate()
            data = spoken.readframes(10 * rate)
    except EOFError as error:  # what speaks may not notice that there is no room
        where = tempfile.gettempdir()
        raise VoiceError(f"what was spoken for “{text}” is cut short; check that there's room in {where}") from error
    except (wave.Error, OSError) as error:
        raise VoiceError(f"what was spoken for “{text}” can't be read: {error}") from error
    if width != 2 or channels < 1 or rate < 8000:
        raise VoiceError(f"what was spoken for “{text}” is not a WAV file of 16 bits")
    samples = array("h", data[: len(data) // 2 * 2])
    if sys.byteorder == "big":
        samples.byteswap()
    try:
        return as_cue([sample / 32768 for sample in samples[::channels]], rate)
    except ValueError as error:
        raise VoiceError(f"“{text}” came out as silence") from error


def _wave(samples: array[int]) -> bytes:
    """A WAV file as the program plays it."""
    little = array("h", samples)
    if sys.byteorder == "big":
        little.byteswap()
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(little.tobytes())
    return out.getvalue()
