"""A pack of words, made whole or not at all."""

from __future__ import annotations

import hashlib
import io
import os
import secrets
import shutil
import sys
import tempfile
import wave
from array import array
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from runwalk_tui.audio.mixer import RATE
from runwalk_tui.audio.sound_files import SUFFIXES
from runwalk_tui.history.database.locks import FileLock
from runwalk_tui.paths import make_folder
from runwalk_tui.system.durable import flush
from runwalk_tui.system.files import replacing_together, signals_end_the_block
from runwalk_tui.voice.shaping import as_cue
from runwalk_tui.voice.systems import System, VoiceError

PART = ".voice-being-made-"
"""What the name of a folder begins with that isn't finished."""


class BusyError(Exception):
    """Another process is making a voice into the same folder."""


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Be the one process that makes a voice into a folder. Raises BusyError, and OSError where no lock can be had.

    The lock is a file among the temporary ones, as the runner's folder should hold sounds alone; the system gives it
    back however the process ends.
    """
    digest = hashlib.sha256(os.path.normcase(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    whose = os.getuid() if hasattr(os, "getuid") else ""
    path = Path(tempfile.gettempdir()) / f"runwalk-voice-{whose}-{digest[:16]}.lock"
    lock = _locked(path)
    try:
        yield
    finally:
        with suppress(OSError):  # Windows removes no file that is open: an empty one is left
            path.unlink()
        lock.close()


def _locked(path: Path) -> FileLock:
    """A lock that is held, on the file that is there: the one before may have removed what it was opened on."""
    while True:
        lock = FileLock(path)
        if not lock.acquire():
            lock.close()
            raise BusyError
        mark = secrets.token_hex(8)
        lock.write(mark)
        with suppress(FileNotFoundError):
            if sys.platform == "win32" or path.read_text("utf-8") == mark:  # there a locked file can't be removed
                return lock
        lock.close()


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
    with signals_end_the_block(), tempfile.TemporaryDirectory(prefix="runwalk-voice-") as spoken:
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
    prefix = f"{PART}{folder.name}-"  # another folder's may just be being made
    for left in folder.parent.iterdir():  # of a kill: nothing else is ever called that
        if left.name.startswith(prefix) and "-" not in left.name.removeprefix(prefix):
            shutil.rmtree(left, ignore_errors=True)
    part = Path(tempfile.mkdtemp(prefix=prefix, dir=folder.parent))
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
