"""Which words a voice has besides the cues, where their files are and how long they take."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from dataclasses import astuple, replace
from importlib.util import find_spec
from pathlib import Path

from runwalk_tui.audio import mixer
from runwalk_tui.audio.decode import LONGEST, Recipe
from runwalk_tui.audio.sound_files import all_cues, cue_options
from runwalk_tui.session.cues import SPOKEN_SECONDS, CueOptions
from runwalk_tui.session.talk import words
from runwalk_tui.session.talk.phrases import Talk
from runwalk_tui.settings import AudioSettings

PRIORITY = -1
"""Below every cue: one that comes while a word sounds takes its place, and never the other way round."""
FOLDERS = {"voice": "voice", "both": "voice", "voice-classic": "voice-classic"}
"""The folder of each cue style's words; tones have none."""


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
    volume = mixer.amplitude(settings.volume) * mixer.amplitude(settings.volumes.talk)
    return {word: (volume, PRIORITY, [[str(file)]]) for word, (file, _) in _found(settings, sounds).items()}


def _found(settings: AudioSettings, sounds: Path) -> dict[str, tuple[Path, float]]:
    """Each word's file and its seconds: all of the runner's own folder if it has any, else all of the pack's.

    So that nobody hears two languages in one sentence. Empty where there is nothing to say.
    """
    if not any(astuple(settings.talk)):
        return {}
    own = _in_folder(_own_folder(settings))
    if any(not word.startswith(words.RUN) for word in own):
        return own
    pack = FOLDERS.get(settings.pack)
    return _in_folder(sounds / pack) if pack else {}


def _own_folder(settings: AudioSettings) -> Path | None:
    if not settings.folder:
        return None
    try:
        return Path(settings.folder).expanduser()
    except RuntimeError:  # an unknown home; `folder_gaps` says so
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
