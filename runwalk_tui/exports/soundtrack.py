"""A whole session as one audio file, to take outdoors: the same schedule and the same mixer as the live sound.

WAV needs nothing but the standard library. FLAC, MP3 and OGG are written by soundfile, which comes with the extra
`render`. FLAC and MP3 carry their chapters inside; beside WAV and OGG a cue sheet is laid.
"""

from __future__ import annotations

import os
import sys
import wave
from array import array
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from runwalk_tui.audio import mixer
from runwalk_tui.audio.decode import load_sounds
from runwalk_tui.audio.mixer import RATE
from runwalk_tui.audio.sound_files import all_cues, cue_options
from runwalk_tui.exports.chapters import Chapter, cue_sheet, is_our_cue_sheet, tag_flac, tag_mp3
from runwalk_tui.programme.plan import SessionPlan
from runwalk_tui.programme.stage import Kind
from runwalk_tui.session.cues import Cue, schedule
from runwalk_tui.settings import AudioSettings
from runwalk_tui.system.files import part_beside, replacing, replacing_together

BLOCK = RATE
"""Samples that are mixed at a time: a session of any length takes no more memory than a short one."""
ROOM = 64 * 1024
"""Bytes: more than an encoder writes as it closes a file."""
AFTER = 1
"""Seconds of silence after the last sound."""
COMPRESSED = {".flac": ("FLAC", "PCM_16"), ".mp3": ("MP3", "MPEG_LAYER_III"), ".ogg": ("OGG", "VORBIS")}
"""soundfile's names of what a file name asks for."""
PHASE_NAMES = {Kind.WARM_UP: "Warm-up", Kind.RUN: "Run", Kind.WALK: "Walk", Kind.COOL_DOWN: "Cool-down"}


class SoundtrackError(Exception):
    """The file cannot be made; the message says why in one line."""


@dataclass(frozen=True, slots=True)
class Soundtrack:
    """What was written."""

    path: Path
    cue_sheet: Path | None
    """Beside the file, where its format holds no chapters."""
    others: Path | None
    """A file that stands where the cue sheet should go and is none of this program's: it was left as it is."""
    seconds: float
    cues: tuple[Cue, ...]
    """Each with the second of the file at which it begins."""
    faults: tuple[str, ...]
    """Sound files that could not be used; the ones that ship were taken."""


def render(plan: SessionPlan, settings: AudioSettings, sounds: Path, out: Path) -> Soundtrack:
    """Write the session's sound to a file whose suffix tells the format; `sounds` is the folder of packs that ships.

    Raises SoundtrackError for a suffix that is not known or needs the extra, and OSError when the file cannot be
    written. Nothing is left behind then, and a file that was there before is untouched, its cue sheet included.
    """
    suffix = out.suffix.lower()
    open_file = _writer(suffix, out.name)
    loaded, faults = load_sounds({cue.name: cue.recipe for cue in all_cues(settings, sounds)})
    cues = schedule(plan.phases, cue_options(settings))
    mix = mixer.arrange([(round(cue.at * RATE), cue.name) for cue in cues], loaded)
    last = max([plan.total * RATE, *(item.end for item in mix)])
    length = last + AFTER * RATE
    chapters = _chapters(plan)
    sheet = out.with_suffix(".cue") if suffix in (".wav", ".ogg") else None
    others = sheet if sheet is not None and os.path.lexists(sheet) and not is_our_cue_sheet(sheet) else None

    def write_sound(to: Path) -> None:
        with open_file(to) as write:
            for block in _blocks(mix, length):
                write(block)

    if sheet is None:
        # Chapters go to the front of a file, so the sound is written somewhere else first.
        with replacing(out) as part, part_beside(out) as sound:
            write_sound(sound)
            if suffix == ".flac":
                tag_flac(sound, chapters, part)
            else:
                tag_mp3(sound, chapters, length / RATE, part)
    elif others is not None:
        with replacing(out) as part:
            write_sound(part)
    else:
        with replacing_together(sheet, out) as (beside, part):
            write_sound(part)
            beside.write_text(cue_sheet(chapters, out.name, f"{plan.programme}, stage {plan.stage}"), "utf-8")
    return Soundtrack(out, sheet if others is None else None, others, length / RATE, cues, tuple(faults))


def _blocks(mix: mixer.Mix, length: int) -> Iterator[array[int]]:
    """The samples in order. What is over is dropped from the mix, so that a block looks at few sounds only."""
    silence = array("h", bytes(2 * BLOCK))
    for position in range(0, length, BLOCK):
        count = min(BLOCK, length - position)
        mix = mixer.without_past(mix, position)
        samples = mixer.render(mix, position, count)
        yield silence[:count] if samples is None else samples


def _chapters(plan: SessionPlan) -> list[Chapter]:
    """One chapter for each phase."""
    chapters = []
    runs = walks = 0
    for phase in plan.phases:
        name = PHASE_NAMES[phase.kind]
        if phase.kind is Kind.RUN:
            runs += 1
            name = f"{name} {runs} of {plan.runs}"
        elif phase.kind is Kind.WALK:
            walks += 1
            name = f"{name} {walks}"
        chapters.append(Chapter(phase.start, phase.end, name))
    return chapters


Write = Callable[["array[int]"], Any]


def _writer(suffix: str, name: str) -> Callable[[Path], AbstractContextManager[Write]]:
    """What opens a file of this kind to write samples into it; `name` is what it will be called."""
    if suffix == ".wav":
        return _wave_file
    if suffix not in COMPRESSED:
        raise SoundtrackError(f'a soundtrack is a .wav, .flac, .mp3 or .ogg file, not "{suffix or name}"')
    try:
        import soundfile
    except (ImportError, OSError) as error:
        raise SoundtrackError(
            f'{suffix} needs the extra "render" (pip install "runwalk-tui[render]"); .wav works without it'
        ) from error
    kind, coding = COMPRESSED[suffix]
    if kind not in soundfile.available_formats() or coding not in soundfile.available_subtypes(kind):
        raise SoundtrackError(f"this machine's libsndfile is too old for {suffix}; .wav and .flac work")
    return lambda path: _sound_file(soundfile, path, kind, coding)


@contextmanager
def _wave_file(path: Path) -> Iterator[Write]:
    with path.open("wb") as raw, wave.open(raw, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)

        def write(samples: array[int]) -> None:
            if sys.byteorder == "big":
                samples = array("h", samples)
                samples.byteswap()
            file.writeframesraw(samples.tobytes())

        yield write


@contextmanager
def _sound_file(soundfile: Any, path: Path, kind: str, coding: str) -> Iterator[Write]:
    try:
        with soundfile.SoundFile(str(path), "w", RATE, 1, coding, format=kind) as file:
            yield lambda samples: file.buffer_write(samples.tobytes(), "int16")
    except soundfile.LibsndfileError as error:
        _see_that_room_was_left(path)  # which has better words for a full disk
        raise OSError(None, str(error)) from error
    _see_that_room_was_left(path)


def _see_that_room_was_left(path: Path) -> None:
    """Raise OSError when a file that libsndfile has closed could not have been longer.

    It passes over a full disk as it closes a file, and the end of the file would be missing without a word. Its
    callbacks would tell, but a signal that comes in one is lost.
    """
    with path.open("ab") as file:
        size = file.tell()
        file.write(bytes(ROOM))
        file.flush()
        os.fsync(file.fileno())
        file.truncate(size)
