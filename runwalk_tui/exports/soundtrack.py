"""A session as one audio file, to run without the computer: the same schedule and the same mixer as the live sound.

All of them are mono. WAV needs nothing but the standard library. FLAC, MP3 and OGG are written by soundfile, which
comes with the extra `render`. FLAC and MP3 have their chapters inside; WAV and OGG have them in a cue sheet next to
the file.
"""

from __future__ import annotations

import os
import sys
import wave
from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from runwalk_tui.audio import mixer
from runwalk_tui.audio.decode import load_sounds
from runwalk_tui.audio.mixer import RATE, Sound
from runwalk_tui.audio.sound_files import all_cues
from runwalk_tui.audio.word_files import options_with_words, word_recipes
from runwalk_tui.exports.chapters import Chapter, cue_sheet, is_our_cue_sheet, tag_flac, tag_mp3
from runwalk_tui.exports.half_rate import at_half_the_rate
from runwalk_tui.programme.plan import Phase, SessionPlan
from runwalk_tui.programme.stage import Act, Kind
from runwalk_tui.session.cues import Cue, schedule
from runwalk_tui.settings import AudioSettings
from runwalk_tui.system.durable import flush
from runwalk_tui.system.files import part_beside, replacing, replacing_together
from runwalk_tui.system.own_python import pip_install

WAV_RATE = RATE // 2
"""Samples a second of a WAV file, which nothing compresses: at half the rate half an hour is 90 MB, not 180, and the
cues, which have next to nothing above 12 kHz, sound the same."""
BLOCK = RATE
"""Samples that are mixed at a time: a session of any length needs no more memory than a short one."""
LONGEST_WAV = (2**32 - 1 - 36) // 2
"""Samples: a WAV file counts its bytes in 32 bits, the 36 of its start that come after the count included."""
ROOM = 64 * 1024
"""Bytes: more than an encoder writes as it closes a file."""
AFTER = 1
"""Seconds of silence after the last sound."""
COMPRESSED = {".flac": ("FLAC", "PCM_16"), ".mp3": ("MP3", "MPEG_LAYER_III"), ".ogg": ("OGG", "VORBIS")}
"""soundfile's names of what a file name asks for."""
PHASE_NAMES = {Kind.WARM_UP: "Warm-up", Kind.COOL_DOWN: "Cool-down"}


class SoundtrackError(Exception):
    """The file cannot be made; the message says why in one line."""


@dataclass(frozen=True, slots=True)
class Soundtrack:
    """What was written."""

    path: Path
    cue_sheet: Path | None
    """Next to the file, if its format has no chapters."""
    others: Path | None
    """Another program's file with the name of the cue sheet, which was left as it is."""
    seconds: float
    cues: tuple[Cue, ...]
    """Each with the second of the file at which it starts."""
    faults: tuple[str, ...]
    """Sound files that could not be used; the ones that ship are in their place."""


def render(
    plan: SessionPlan,
    settings: AudioSettings,
    sounds: Path,
    out: Path,
    report: Callable[[float], None] = lambda _: None,
) -> Soundtrack:
    """Write the session's sound to a file whose suffix tells the format; `sounds` is the folder of packs that ships.

    `report` gets how far it is, from 0 to 1.

    Raises SoundtrackError for a suffix that is not known or needs the extra and for a session that is too long for a
    .wav file, and OSError when the file cannot be written. Nothing is left behind then, and a file that was there
    before is untouched, its cue sheet included.
    """
    suffix = out.suffix.lower()
    open_file = _writer(suffix, out.name)
    recipes = {cue.name: cue.recipe for cue in all_cues(settings, sounds)}
    loaded, faults = load_sounds(recipes | word_recipes(settings, sounds))
    rate = WAV_RATE if suffix == ".wav" else RATE
    if rate != RATE:
        loaded = {name: Sound(at_half_the_rate(sound.samples), sound.priority) for name, sound in loaded.items()}
    cues = schedule(plan.phases, options_with_words(settings, sounds))
    mix = mixer.arrange([(round(cue.at * rate), cue.name) for cue in cues], loaded)
    last = max([plan.total * rate, *(item.end for item in mix)])
    length = last + AFTER * rate
    if suffix == ".wav" and length > LONGEST_WAV:
        raise SoundtrackError(f"a .wav file can't be longer than {LONGEST_WAV // WAV_RATE // 3600} hours")
    chapters = _chapters(plan)
    sheet = out.with_suffix(".cue") if suffix in (".wav", ".ogg") else None
    others = sheet if sheet is not None and os.path.lexists(sheet) and not is_our_cue_sheet(sheet) else None

    def write_sound(to: Path) -> None:
        with open_file(to) as write:
            for position, block in _blocks(mix, length):
                report(position / length)
                write(block)

    if sheet is None:
        # Chapters go to the front of a file, so the sound is written somewhere else first.
        with replacing(out) as part, part_beside(out) as sound:
            write_sound(sound)
            if suffix == ".flac":
                tag_flac(sound, chapters, part)
            else:
                tag_mp3(sound, chapters, length / rate, part)
    elif others is not None:
        with replacing(out) as part:
            write_sound(part)
    else:
        with replacing_together(sheet, out) as (beside, part):
            write_sound(part)
            beside.write_text(cue_sheet(chapters, out.name, f"{plan.programme}, stage {plan.stage}"), "utf-8")
    return Soundtrack(out, sheet if others is None else None, others, length / rate, cues, tuple(faults))


def _blocks(mix: mixer.Mix, length: int) -> Iterator[tuple[int, array[int]]]:
    """The samples in order, each block with its position.

    What is over is dropped from the mix, so that a block looks at few sounds only.
    """
    silence = array("h", bytes(2 * BLOCK))
    for position in range(0, length, BLOCK):
        count = min(BLOCK, length - position)
        mix = mixer.without_past(mix, position)
        samples = mixer.render(mix, position, count)
        yield position, silence[:count] if samples is None else samples


def _chapters(plan: SessionPlan) -> list[Chapter]:
    """One chapter for each phase."""
    count: Counter[Kind | Act] = Counter()
    return [Chapter(phase.start, phase.end, _chapter_name(phase, plan.runs, count)) for phase in plan.phases]


def _chapter_name(phase: Phase, runs: int, count: Counter[Kind | Act]) -> str:
    """ "Run 2 of 9" for what counts as running, "Walk 3: brisk" for the others; `count` has those before it."""
    if not phase.interval:
        return PHASE_NAMES[phase.kind]
    counted = phase.kind if phase.kind is Kind.RUN else phase.act
    count[counted] += 1
    name = f"{phase.act.capitalize()} {count[counted]}{f' of {runs}' if phase.kind is Kind.RUN else ''}"
    return f"{name}: {phase.word}" if phase.word else name


Write = Callable[["array[int]"], Any]


def _writer(suffix: str, name: str) -> Callable[[Path], AbstractContextManager[Write]]:
    """What opens a file of this kind to write samples into it; `name` is what it will be called."""
    if suffix == ".wav":
        return _wave_file
    if suffix not in COMPRESSED:
        raise SoundtrackError(f'the file can be .wav, .flac, .mp3 or .ogg, not "{suffix or name}"')
    try:
        import soundfile
    except (ImportError, OSError) as error:
        raise SoundtrackError(
            f'{suffix} needs the optional "render" packages: {pip_install("soundfile")}; .wav works without them'
        ) from error
    kind, coding = COMPRESSED[suffix]
    if kind not in soundfile.available_formats() or coding not in soundfile.available_subtypes(kind):
        raise SoundtrackError(f"libsndfile on this computer is too old for {suffix}; .wav and .flac work")
    return lambda path: _sound_file(soundfile, path, kind, coding)


@contextmanager
def _wave_file(path: Path) -> Iterator[Write]:
    with path.open("wb") as raw, wave.open(raw, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(WAV_RATE)

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
        flush(file.fileno())
        file.truncate(size)
