"""Which words a voice has besides the cues, where their files are and how long they take."""

from __future__ import annotations

import os
import wave
from collections.abc import Iterator, Mapping
from dataclasses import astuple, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from runwalk_tui.audio import mixer
from runwalk_tui.audio.decode import LONGEST, Recipe, why_unplayable
from runwalk_tui.audio.sound_files import (
    SUFFIXES,
    all_cues,
    cue_options,
    cues_lacking,
    files_missing,
    folder_fault,
    list_cues,
    not_in_folder,
    own_folder,
)
from runwalk_tui.audio.status import as_many_as_fit, in_a_row
from runwalk_tui.session.cues import SPOKEN_SECONDS, CueOptions
from runwalk_tui.session.talk import words
from runwalk_tui.session.talk.phrases import Talk
from runwalk_tui.settings import AudioSettings, CueGroup, TalkSettings
from runwalk_tui.values import dataclass

PRIORITY = -1
"""Below every cue: one that comes while a word sounds takes its place, and never the other way round."""
FOLDERS = {"voice": "voice", "both": "voice", "voice-classic": "voice-classic"}
"""The folder of each cue style's words; tones have none."""
TALK_LABELS = {
    "next": "Say what's next",
    "length": "And how long",
    "count": "Say which run",
    "to_go": "Runs to go",
    "warm_up": "First words",
    "encouragement": "Encouragement",
}
"""What each kind of words is called in the settings."""
SAID = (
    ("next", ": run", (words.NEXT_RUN,)),
    ("next", ": walk", (words.NEXT_WALK,)),
    ("next", ": cool-down", (words.NEXT_COOL_DOWN,)),
    ("length", ": 0:45", (words.seconds(45),)),
    ("length", ": 1:30", words.how_long(90)),
    ("count", ": 3 of 9", words.how_many(3, 9)),
    ("to_go", ": 2", (words.to_go(2),)),
    ("warm_up", "", (words.BEGIN,)),
    *(("encouragement", f": {n}", (word,)) for n, word in enumerate(words.ENCOURAGEMENTS, 1)),
)
"""Examples to listen to: the kind, which one it is, in figures as the words may be in any language, and its words."""


def options_with_words(settings: AudioSettings, sounds: Path) -> CueOptions:
    """Which cues the runner wants to hear, and what a voice says between them; `sounds` is the folder that ships."""
    options = cue_options(settings)
    found = _found(settings, sounds)
    if not found:
        return options
    wanted = settings.talk
    talk = Talk(
        {word: seconds for word, (_, seconds) in found.items()} | dict(_long_cues(settings, sounds)),
        what_is_next=wanted.next,
        how_long=wanted.length,
        which_run=wanted.count,
        runs_to_go=wanted.to_go,
        begin=wanted.warm_up,
        encouragement=wanted.encouragement,
    )
    return replace(options, talk=talk)


def word_recipes(settings: AudioSettings, sounds: Path) -> dict[str, Recipe]:
    """Every word there is, as the child process takes it."""
    volume = _volume(settings)
    return {word: (volume, PRIORITY, [[str(file)]]) for word, (file, _) in _found(settings, sounds).items()}


def _volume(settings: AudioSettings) -> float:
    return mixer.amplitude(settings.volume) * mixer.amplitude(settings.volumes.talk)


def _found(settings: AudioSettings, sounds: Path) -> dict[str, tuple[Path, float]]:
    """Each word's file and its seconds: all of the runner's own folder if it has any, else all of the pack's.

    So that nobody hears two languages in one sentence. Empty where there is nothing to say.
    """
    if not any(astuple(settings.talk)):
        return {}
    own = _in_folder(_usable_folder(settings))
    if _has_words(own):
        return own
    pack = FOLDERS.get(settings.pack)
    return _in_folder(sounds / pack) if pack else {}


@dataclass(frozen=True, slots=True)
class Example:
    """What can be listened to before a session: a cue, or words as a voice says them."""

    label: str
    """For people."""
    names: tuple[str, ...]
    """The sounds, which are played one after the other."""
    volume: float
    """Factor of the samples, 0 to 1."""
    group: CueGroup | Literal["talk"]
    """Its volume in the settings."""
    seconds: float = 0.0
    """How long the words take; 0 for a cue, whose file may be of any kind."""


def examples(settings: AudioSettings, sounds: Path) -> tuple[Example, ...]:
    """Every cue that sounds different from the others, and examples of each kind of words, if there is a voice."""
    cues = (Example(cue.label, (cue.name,), cue.volume, cue.group) for cue in list_cues(settings, sounds))
    volume, found = _volume(settings), {} if settings.backend == "bell" else _found(settings, sounds)
    said = (
        Example(f"{TALK_LABELS[kind]}{which}", names, volume, "talk", sum(found[name][1] for name in names))
        for kind, which, names in SAID
        if all(name in found for name in names)
    )
    return (*cues, *said)


def why_no_words(settings: AudioSettings, sounds: Path) -> str:
    """Why nothing is ever said besides the cues, whatever is switched on; "" where it is."""
    own = _in_folder(_usable_folder(settings))
    if _has_words(own) or FOLDERS.get(settings.pack) == "voice":
        return ""
    return "Needs a voice: set Cue style to voice, or tones and voice."


def folder_gaps(settings: AudioSettings) -> list[str]:
    """What is wrong with the runner's own folder, a line for each; nothing when there is no such folder set."""
    if fault := folder_fault(settings):
        return [fault]
    return [line for line in (files_missing(settings), words_missing(settings), *words_unusable(settings)) if line]


def words_missing(settings: AudioSettings) -> str:
    """Which words the runner's own folder lacks, if it has any: those aren't said. "" when it lacks none."""
    lacking = words_lacking(settings)
    if not lacking:
        return ""
    end = "that one isn't said" if len(lacking) == 1 else "those aren't said"
    return f"{not_in_folder(lacking, settings)}; {end}"


def missing_briefly(settings: AudioSettings) -> str:
    """What is missing or can't be used where there is no room for every name; Settings has them all."""
    missing = dict.fromkeys(f"{name}.wav" for name in (*cues_lacking(settings), *words_lacking(settings)))
    unusable = [*_unplayable(settings), *_of_another_kind(settings)]
    end = ": see Settings or doctor"
    are = "is" if len(missing) + len(unusable) == 1 else "are"
    if not unusable:
        return as_many_as_fit(list(missing), f"{are} not in “{own_folder(settings).name}”{end}")
    return as_many_as_fit([*unusable, *missing], f"{are} missing or faulty{end}")


def words_lacking(settings: AudioSettings) -> list[str]:
    """The names of the words that are switched on and have no file in the runner's own folder, where that has others:
    one word there silences all of ours."""
    if not settings.folder or folder_fault(settings) or not _has_words(_in_folder(own_folder(settings))):
        return []
    there = {Path(file).stem for file in (*_unplayable(settings), *_of_another_kind(settings))}
    return [file.stem for file in _wanted_files(settings) if file.stem not in there and not os.path.lexists(file)]


def words_unusable(settings: AudioSettings) -> list[str]:
    """Which of the runner's own words are there and can't be used, a line for each reason."""
    lines = []
    if faulty := _unplayable(settings):
        end = "that one isn't said" if len(faulty) == 1 else "those aren't said"
        lines.append(f"{in_a_row(faulty)} can't be played; {end}")
    if others := _of_another_kind(settings):
        one = len(others) == 1
        kind, end = ("isn't a .wav file", "that one isn't said") if one else ("aren't .wav files", "those aren't said")
        lines.append(f"{in_a_row(others)} {kind}, as words have to be; {end}")
    return lines


def own_faults(settings: AudioSettings, sounds: Path) -> list[str]:
    """Which of the runner's own sounds can't be played, a line for each that `folder_gaps` doesn't name.

    Reads them all, so it takes a moment; `sounds` is the folder that ships.
    """
    own = {file: None for cue in all_cues(settings, sounds) for (file, *_) in cue.choices if sounds not in file.parents}
    own |= {file: None for file, _ in _in_folder(_usable_folder(settings)).values()}
    return [fault for file in own if (fault := why_unplayable(file))]


def says_our_words_between_own_cues(settings: AudioSettings, sounds: Path) -> bool:
    """Whether our words, which are English, are said between cues of the runner's own, which may be in any language."""
    found = {file.parent for file, _ in _found(settings, sounds).values()}
    has_own = any(sounds not in file.parents for cue in all_cues(settings, sounds) for (file, *_) in cue.choices[:1])
    return has_own and sounds / "voice" in found


def _wanted_files(settings: AudioSettings) -> list[Path]:
    """The files of the words that are switched on in the runner's own folder, there or not."""
    folder = _usable_folder(settings)
    names = dict.fromkeys(words.file_of(word) for word in _in_use(settings.talk))
    return [] if folder is None or folder_fault(settings) else [folder / f"{name}.wav" for name in names]


def _unplayable(settings: AudioSettings) -> list[str]:
    """Of words that are switched on, the WAV files that are there and can't be played. One that is a cue, too, is named
    among those."""
    wanted = (file for file in _wanted_files(settings) if file.stem in words.FILES)
    return [file.name for file in wanted if os.path.lexists(file) and not wave_seconds(file)]


def _of_another_kind(settings: AudioSettings) -> list[str]:
    """Of words that are switched on, the files of a kind that only cues may be of: how long those take can't be known
    without decoding them, which the program leaves to a child process."""
    wanted = (file for file in _wanted_files(settings) if file.stem in words.FILES and not os.path.lexists(file))
    found = (file.with_suffix(suffix) for file in wanted for suffix in SUFFIXES[1:])
    return [file.name for file in found if os.path.lexists(file)]


def _in_use(talk: TalkSettings) -> Iterator[str]:
    """The words that these settings switch on."""
    nexts = (words.NEXT_RUN, words.NEXT_WALK, words.NEXT_COOL_DOWN)
    lengths, runs = ("minutes-", "seconds-", "and-"), (words.RUN, "of-")
    for word in words.ALL_WORDS:
        if (
            (talk.next and word in nexts)
            or (talk.next and talk.length and word.startswith(lengths))
            or (talk.count and word.startswith(runs))
            or (talk.to_go and word.startswith("to-go-"))
            or (talk.warm_up and word == words.BEGIN)
            or (talk.encouragement and word in words.ENCOURAGEMENTS)
        ):
            yield word


def _has_words(found: Mapping[str, object]) -> bool:
    """Whether there are words of the runner's own: the numbers of the count-in are none by themselves."""
    return any(not word.startswith(words.RUN) for word in found)


def _usable_folder(settings: AudioSettings) -> Path | None:
    """The runner's own folder; None where none is set, or its home isn't known, which `folder_gaps` says."""
    if not settings.folder:
        return None
    try:
        return own_folder(settings)
    except RuntimeError:
        return None


def _in_folder(folder: Path | None) -> dict[str, tuple[Path, float]]:
    if folder is None:
        return {}
    files = {word: folder / f"{words.file_of(word)}.wav" for word in words.ALL_WORDS}
    return {word: (file, seconds) for word, file in files.items() if (seconds := wave_seconds(file))}


def wave_seconds(file: Path) -> float:
    """How long a WAV file plays; 0 where it can't be played, and where there is none."""
    try:
        with wave.open(str(file), "rb") as sound:
            shape = (sound.getnchannels(), sound.getsampwidth(), sound.getframerate())
            seconds = sound.getnframes() / sound.getframerate()
    except (OSError, EOFError, ValueError, ZeroDivisionError, wave.Error):
        return 0.0
    can_be_read = shape == (1, 2, mixer.RATE) or find_spec("miniaudio") is not None
    return min(seconds, LONGEST) if can_be_read else 0.0


def _long_cues(settings: AudioSettings, sounds: Path) -> Iterator[tuple[str, float]]:
    """The runner's own cues that outlast the room that every cue has, each with its seconds."""
    for cue in all_cues(settings, sounds):
        own = [file for (file, *_) in cue.choices if sounds not in file.parents]
        if own:
            seconds = wave_seconds(own[0]) or LONGEST  # how long an MP3 is isn't known without decoding it
            if seconds > SPOKEN_SECONDS or cue.group == "count_in":
                yield cue.name, float(seconds)
