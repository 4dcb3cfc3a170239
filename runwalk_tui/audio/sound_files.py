"""Which file is played for which cue, and how loud."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from runwalk_tui.audio import mixer
from runwalk_tui.audio.status import in_a_row
from runwalk_tui.session.cues import COUNT_IN, CueName, CueOptions
from runwalk_tui.settings import AudioSettings, CueGroup
from runwalk_tui.values import dataclass

SUFFIXES = (".wav", ".flac", ".mp3", ".ogg")
"""Of the runner's own files, in order of preference."""

GROUPS: dict[CueName, CueGroup] = {
    CueName.TICK: "count_in",
    CueName.WARM_UP: "changes",
    CueName.RUN: "changes",
    CueName.WALK: "changes",
    CueName.COOL_DOWN: "changes",
    CueName.LAST_RUN: "last_run",
    CueName.HALFWAY: "halfway",
    CueName.ONE_MINUTE_LEFT: "time_left",
    CueName.FINISHED: "finished",
    **dict.fromkeys(COUNT_IN, "count_in"),
}
"""Each cue's switch and volume in the settings."""

PRIORITIES: dict[CueGroup, int] = {
    "count_in": 0,
    "time_left": 1,
    "halfway": 2,
    "last_run": 3,
    "changes": 4,
    "finished": 4,
}
"""A cue that starts while one of a higher number sounds is left out; otherwise it takes its place."""

STAND_INS: dict[CueName, CueName] = dict.fromkeys(COUNT_IN, CueName.TICK)
"""Cues that share the file of another where a pack or folder has none for them."""

STYLES = {
    "tones": "the tones",
    "voice": "the voice",
    "both": "the tones and the voice",
    "voice-classic": "the classic voice",
}
"""What the cue styles are called in a sentence."""

LABELS: dict[CueName, str] = {name: name.value.replace("-", " ").capitalize() for name in CueName}


@dataclass(frozen=True, slots=True)
class CueSound:
    """What is played for one cue."""

    name: CueName
    label: str
    """For people."""
    group: CueGroup
    choices: tuple[tuple[Path, ...], ...]
    """The first choice whose files can all be read is played, its files one after the other."""
    volume: float
    """Factor of the samples, 0 to 1."""

    @property
    def recipe(self) -> tuple[float, int, list[list[str]]]:
        """The same for the child process."""
        return self.volume, PRIORITIES[self.group], [[str(file) for file in choice] for choice in self.choices]


def cue_options(settings: AudioSettings) -> CueOptions:
    """Which cues the runner wants to hear."""
    return CueOptions(
        count_in=settings.count_in,
        changes=settings.changes,
        last_run=settings.last_run,
        halfway=settings.halfway,
        time_left=settings.time_left,
        finished=settings.finished,
    )


def all_cues(settings: AudioSettings, sounds: Path) -> tuple[CueSound, ...]:
    """Every cue there is, with the files and the volume of these settings; `sounds` is the folder that ships."""
    return tuple(
        CueSound(
            name,
            LABELS[name],
            GROUPS[name],
            _choices(name, settings, sounds),
            mixer.amplitude(settings.volume) * mixer.amplitude(getattr(settings.volumes, GROUPS[name])),
        )
        for name in CueName
    )


def list_cues(settings: AudioSettings, sounds: Path) -> tuple[CueSound, ...]:
    """The cues to listen to in a sound test: each one that sounds different from the others."""
    cues = all_cues(settings, sounds)
    tick = next(cue for cue in cues if cue.name is CueName.TICK)
    counted = [cue for cue in reversed(cues) if cue.name in COUNT_IN and cue.choices != tick.choices]
    if len(counted) < len(COUNT_IN):
        counted.append(tick)
    return (*counted, *(cue for cue in cues if cue.group != "count_in"))


def files_missing(settings: AudioSettings) -> str:
    """Which files the runner's own folder lacks, and what plays in their place; "" when it lacks none."""
    lacking = cues_lacking(settings)
    if not lacking:
        return ""
    come = "that one comes" if len(lacking) == 1 else "those come"
    return f"{not_in_folder(lacking, settings)}; {come} from {STYLES[settings.pack]}"


def not_in_folder(names: Sequence[str], settings: AudioSettings) -> str:
    """That the runner's own folder lacks the files of these names, at least one."""
    files = [f"{name}.wav" for name in names]
    return f"{in_a_row(files)} {'is' if len(files) == 1 else 'are'} not in “{own_folder(settings).name}”"


def cues_lacking(settings: AudioSettings) -> list[CueName]:
    """The sounds that are switched on and have no file in the runner's own folder, which is there."""
    if not settings.folder or folder_fault(settings):
        return []
    wanted = dict.fromkeys(
        STAND_INS.get(name, name) for name in _in_use(settings) if not any(_own_files(name, settings))
    )
    return list(wanted)


def folder_fault(settings: AudioSettings) -> str:
    """Why the runner's own folder can't be used at all; "" when it can, or when none is set."""
    if not settings.folder:
        return ""
    try:
        folder = own_folder(settings)
        with os.scandir(folder):
            pass
    except RuntimeError:
        return f"{settings.folder}: there is no such home folder; write the full path"
    except (NotADirectoryError, FileNotFoundError):
        return f"{settings.folder} is not a folder"
    except OSError as error:
        return f"{settings.folder} can't be used: {(error.strerror or str(error)).lower()}"
    except ValueError:
        return f"{settings.folder!r} is not a folder name"
    return ""


def _in_use(settings: AudioSettings) -> Iterator[CueName]:
    """The cues that these settings switch on."""
    yield from COUNT_IN[: settings.count_in]
    for name, group in GROUPS.items():
        if group != "count_in" and getattr(settings, group):
            yield name


def _choices(name: CueName, settings: AudioSettings, sounds: Path) -> tuple[tuple[Path, ...], ...]:
    tone, word = _shipped(name, sounds / "tones"), sounds / "voice" / f"{name}.wav"
    classic = sounds / "voice-classic" / f"{name}.wav"
    ours: dict[str, tuple[tuple[Path, ...], ...]] = {
        "tones": ((tone,),),
        "voice": ((word,), (tone,)),
        "voice-classic": ((classic,), (tone,)),
        "both": ((tone, word), (tone,), (word,)),
    }
    pack = "tones" if name is CueName.TICK else settings.pack  # a tick has no word
    return (*[(file,) for file in _own_files(name, settings)], *ours[pack])


def own_folder(settings: AudioSettings) -> Path:
    """The runner's own folder. Raises RuntimeError when the home that it starts with is not known: "~bob"."""
    return Path(settings.folder).expanduser()


def _own_files(name: CueName, settings: AudioSettings) -> Iterator[Path]:
    """The runner's own files for a cue, or for the one that replaces it; none where they cannot be looked at,
    which `word_files.folder_gaps` says."""
    if not settings.folder:
        return
    try:
        folder = own_folder(settings)
    except RuntimeError:
        return
    for stem in dict.fromkeys((name, STAND_INS.get(name, name))):
        for suffix in SUFFIXES:
            if os.path.lexists(file := folder / f"{stem}{suffix}"):
                yield file


def _shipped(name: CueName, pack: Path) -> Path:
    file = pack / f"{name}.wav"
    stand_in = pack / f"{STAND_INS.get(name, name)}.wav"
    return stand_in if stand_in.exists() and not file.exists() else file
