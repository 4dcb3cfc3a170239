"""What the runner has set: `settings.toml`, read with tomllib and written with tomli-w."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from msgspec import Meta

from runwalk_tui.paths import stands_there
from runwalk_tui.programme.toml_text import parse_toml
from runwalk_tui.system.files import read_text, write_whole_in_new_folder
from runwalk_tui.system.problems import FaultyTextError
from runwalk_tui.system.safe_text import shortened
from runwalk_tui.system.shapes import in_shape
from runwalk_tui.values import dataclass

Percent = Annotated[int, Meta(ge=0, le=100)]
CueGroup = Literal["count_in", "changes", "last_run", "halfway", "time_left", "finished", "talk"]


class SettingsError(Exception):
    """settings.toml cannot be used; the message names the file and what is wrong, in one line."""


@dataclass(frozen=True, slots=True)
class CueVolumes:
    """How loud each group of cues is, in percent of the volume of all."""

    count_in: Percent = 100
    changes: Percent = 100
    last_run: Percent = 100
    halfway: Percent = 100
    time_left: Percent = 100
    finished: Percent = 100
    talk: Percent = 100


@dataclass(frozen=True, slots=True)
class TalkSettings:
    """What a voice says besides the cues, where there is time for it; tones say nothing."""

    next: bool = True
    """What comes, before each change: "next: walk"."""
    length: bool = True
    """How long that will be: "one minute thirty"."""
    count: bool = True
    """Which run it is: "three of nine"."""
    to_go: bool = True
    """How many runs are still to come, towards the end: "two to go"."""
    warm_up: bool = True
    """A first sentence in the warm-up."""
    encouragement: bool = False
    """A few calm words in longer runs."""


@dataclass(frozen=True, slots=True)
class AudioSettings:
    """Sound."""

    backend: Literal["auto", "miniaudio", "sounddevice", "simpleaudio", "bell", "silent"] = "auto"
    output: str = ""
    """The name of the device that plays, as `runwalk doctor` and Settings list them; "" for the system's choice."""
    volume: Percent = 80
    pack: Literal["tones", "voice", "both", "voice-classic"] = "tones"
    folder: str = ""
    """The runner's own sounds: a folder with WAV, FLAC, MP3 or OGG files named as ours; "" for none."""
    latency_ms: Annotated[int, Meta(ge=-500, le=2000)] = 0
    """How much earlier cues are played, in milliseconds, to make up for slow (Bluetooth) headphones."""
    count_in: Annotated[int, Meta(ge=0, le=10)] = 3
    """Ticks before each change, one a second."""
    changes: bool = True
    last_run: bool = True
    halfway: bool = True
    time_left: bool = True
    """One minute left, in phases of 2 minutes or more."""
    finished: bool = True
    talk: TalkSettings = field(default_factory=TalkSettings)
    volumes: CueVolumes = field(default_factory=CueVolumes)


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    """What is seen."""

    theme: str = "runwalk-dark"
    reduced_motion: bool = False
    """No flash and no animation."""
    ascii: bool = False
    """Only letters, digits and plain characters, for fonts and terminals without others."""
    tips: bool = True
    """Short tips between sessions and in walk phases."""
    previews: bool = False
    """Say what each answer about pain would lead to while it is chosen; else it is said once all is answered, so that
    nobody answers for the prize."""


@dataclass(frozen=True, slots=True)
class PlainSettings:
    """The session as lines of text."""

    every: Annotated[int, Meta(ge=0, le=3600)] = 30
    """Seconds between two lines inside a phase; 0 for changes only."""


@dataclass(frozen=True, slots=True)
class CalendarSettings:
    """How weeks and times of day are shown; "auto" asks the locale."""

    first_weekday: Literal["auto", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] = (
        "auto"
    )
    clock: Literal["auto", "24", "12"] = "auto"


@dataclass(frozen=True, slots=True)
class AfterSession:
    """A file that is written after each session, for a training site or a backup."""

    export: Literal["off", "fit", "tcx", "csv", "json"] = "off"
    folder: str = ""
    """Where it is written; "" for nowhere, as if it were off."""
    with_pain: bool = False
    """Whether fit and tcx say how bad the pain was; such a site may show it to others. csv and json always do."""


@dataclass(frozen=True, slots=True)
class Hooks:
    """Commands of the runner's, each started by the shell when a session changes; "" for none.

    They are in the runner's own settings and never in a stage table: tables are passed on, and running a command from
    a table would let whoever wrote it use this computer.
    """

    run: str = ""
    walk: str = ""
    """Also at the start of the warm-up and the cool-down."""
    pause: str = ""
    finished: str = ""


@dataclass(frozen=True, slots=True)
class StatusFileSettings:
    """A file that says where the session is, for status bars and scripts."""

    file: str = ""
    """Its path; "" for none."""


@dataclass(frozen=True, slots=True)
class Notifications:
    """What the desktop tells, where it has a way to."""

    finished: bool = False
    """Say that the session is over."""


@dataclass(frozen=True, slots=True)
class SyncSettings:
    """One log on several computers, through a folder that something else carries between them."""

    folder: str = ""
    """What runwalk syncs your usual log with by itself; "" for nothing."""


@dataclass(frozen=True, slots=True)
class RadioSettings:
    """What is listened to in a session, by Bluetooth; docs/radio.md tells how."""

    heart_rate: str = ""
    """A strap: its address, "any" for the one that is near, "" for none."""
    belt: str = ""
    """The same of a treadmill."""

    @property
    def on(self) -> bool:
        """Whether anything is listened to."""
        return bool(self.heart_rate.strip() or self.belt.strip())


@dataclass(frozen=True, slots=True)
class Settings:
    """All of settings.toml."""

    audio: AudioSettings = field(default_factory=AudioSettings)
    screen: ScreenSettings = field(default_factory=ScreenSettings)
    plain: PlainSettings = field(default_factory=PlainSettings)
    calendar: CalendarSettings = field(default_factory=CalendarSettings)
    after_session: AfterSession = field(default_factory=AfterSession)
    hooks: Hooks = field(default_factory=Hooks)
    status: StatusFileSettings = field(default_factory=StatusFileSettings)
    notify: Notifications = field(default_factory=Notifications)
    sync: SyncSettings = field(default_factory=SyncSettings)
    radio: RadioSettings = field(default_factory=RadioSettings)
    keys: Mapping[str, Any] = field(default_factory=dict)
    """`[keys]` as it is in the file; runwalk_tui.keys reads it. Here, so that it stays when the file is written."""


def read_settings(path: Path) -> Settings:
    """Return the settings in a file, or the defaults when there is none.

    Raises SettingsError, with one line that says what is wrong, when it cannot be read or used.
    """
    import msgspec

    if not stands_there(path):
        return Settings()
    try:
        document = parse_toml(read_text(path))
    except FaultyTextError as error:
        line, message = error.slips[0]
        raise SettingsError(f"{path}:{line}: {message}") from error
    keys = document.pop("keys", {})
    _refuse_unknown(path, document, Settings)
    try:
        return dataclasses.replace(in_shape(document, Settings), keys=keys)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{path}: {_what_is_wrong(document, Settings) or error}") from error


def write_settings(path: Path, settings: Settings) -> None:
    """Write the settings in place of the file, completely or not at all. Raises OSError.

    If the file is a link, because somebody has their settings elsewhere, the file that it leads to is replaced.
    """
    write_whole_in_new_folder(path, as_toml(settings))


def as_toml(settings: Settings) -> str:
    """The settings as the file has them."""
    import tomli_w

    tables = dataclasses.asdict(settings)
    if not settings.keys:
        del tables["keys"]  # whoever changes no key has no table of them
    return tomli_w.dumps(tables)


def _what_is_wrong(given: dict[str, Any], shape: type, where: str = "") -> str:
    """The first value that cannot be, in words for people: msgspec's own are for programmers."""
    for key, kind in get_type_hints(shape, include_extras=True).items():
        if key not in given:
            continue
        value, (origin, allowed) = given[key], (get_origin(kind), get_args(kind))
        right = ""
        if dataclasses.is_dataclass(kind) and isinstance(kind, type):
            if isinstance(value, dict):
                if wrong := _what_is_wrong(value, kind, f"{where}{key}."):
                    return wrong
            else:
                right = f"a table; write [{where}{key}] on its own line"
        elif origin is Literal:
            words = [f'"{word}"' for word in allowed]
            right = "" if value in allowed else f"{', '.join(words[:-1])} or {words[-1]}"
        elif origin is Annotated:
            least, most = allowed[1].ge, allowed[1].le
            if type(value) is not int or not least <= value <= most:
                right = f"a whole number from {least} to {most}"
        elif kind is bool and not isinstance(value, bool):
            right = "true or false, without quotes"
        elif kind is str and not isinstance(value, str):
            right = "text; put it in quotes"
        if right:
            return f"{where}{key}: {shortened(_as_written(value), 40)} is not {right}"
    return ""


def _as_written(value: object) -> str:
    """A value about as it is in the file."""
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def _refuse_unknown(path: Path, given: dict[str, Any], shape: type, where: str = "") -> None:
    """A misspelt key would be ignored in silence; name it and the nearest known one."""
    from difflib import get_close_matches

    known = {item.name: item for item in dataclasses.fields(shape)}
    for key, value in given.items():
        if key not in known:
            near = get_close_matches(key, known, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise SettingsError(f"{path}: unknown key {where}{key}{hint}")
        if isinstance(value, dict):
            inner = known[key].default_factory
            if inner is not dataclasses.MISSING:
                _refuse_unknown(path, value, type(inner()), f"{where}{key}.")
