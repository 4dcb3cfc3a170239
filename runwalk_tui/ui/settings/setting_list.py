"""Every setting with its words: what it is called, what it does, and what it can be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from runwalk_tui.settings import Settings

Value = bool | int | str


@dataclass(frozen=True, slots=True)
class Item:
    """One setting."""

    where: str
    """Its place in settings.toml, with dots: "audio.volumes.halfway"."""
    label: str
    explains: str
    """What it does, in one plain line."""


@dataclass(frozen=True, slots=True)
class OnOff(Item):
    """On or off."""


@dataclass(frozen=True, slots=True)
class OneOf(Item):
    """One of a few words."""

    options: tuple[tuple[str, str], ...]
    """Words for people, each with the value it stands for."""


@dataclass(frozen=True, slots=True)
class Figure(Item):
    """A whole number."""

    lowest: int
    highest: int
    step: int
    """By how much an arrow key changes it."""
    unit: str


@dataclass(frozen=True, slots=True)
class Words(Item):
    """Anything that can be typed."""


@dataclass(frozen=True, slots=True)
class SettingGroup:
    """Settings that stand on one page."""

    name: str
    items: tuple[Item, ...]


CUES = (
    ("count_in", "Count-in", "the ticks before each change"),
    ("changes", "Changes", "run, walk, warm-up and cool-down as they begin"),
    ("last_run", "Last run", "the announcement of the last run"),
    ("halfway", "Halfway", "the middle of the session"),
    ("time_left", "Minute left", "a minute before the end of phases of 2 minutes or more"),
    ("finished", "Finished", "the end of the session"),
)
"""Each group of cues as the settings call it, its label, and what is heard."""

SOUND = SettingGroup(
    "Sound",
    (
        Figure("audio.volume", "Volume", "How loud all cues are.", 0, 100, 5, "%"),
        OneOf(
            "audio.pack",
            "Cues speak by",
            "Tones, a voice, or a tone and then the voice.",
            (("tones", "tones"), ("voice", "voice"), ("tones and voice", "both")),
        ),
        Figure(
            "audio.latency_ms",
            "Play earlier by",
            "Makes up for Bluetooth headphones, which are late: raise it until the cue meets the change on the screen.",
            -500,
            2000,
            10,
            "ms",
        ),
        OneOf(
            "audio.backend",
            "Played by",
            "How sound leaves the computer; automatic takes the first that works.",
            (
                ("automatic", "auto"),
                ("miniaudio", "miniaudio"),
                ("simpleaudio", "simpleaudio"),
                ("terminal bell", "bell"),
                ("nothing, silent", "silent"),
            ),
        ),
        Words(
            "audio.folder",
            "Own sounds",
            "A folder of WAV, FLAC, MP3 or OGG files that are named as the cues are (run, walk and so on).",
        ),
    ),
)
CUE_GROUP = SettingGroup(
    "Cues",
    (
        Figure("audio.count_in", "Count-in", "Ticks before each change, one a second; 0 for none.", 0, 10, 1, ""),
        *(OnOff(f"audio.{name}", label, f"{what.capitalize()}.") for name, label, what in CUES[1:]),
        *(
            Figure(f"audio.volumes.{name}", f"{label} volume", f"Beside the other cues: {what}.", 0, 100, 10, "%")
            for name, label, what in CUES
        ),
    ),
)
PLAIN = SettingGroup(
    "Plain",
    (
        Figure(
            "plain.every",
            "A line every",
            "runwalk --plain: seconds between two lines inside a phase; 0 for changes only.",
            0,
            3600,
            5,
            "s",
        ),
    ),
)


def screen_group(themes: tuple[str, ...]) -> SettingGroup:
    """The settings of the screen, with the themes that there are."""
    return SettingGroup(
        "Screen",
        (
            OneOf(
                "screen.theme",
                "Theme",
                "The colours. An ansi theme takes those of your terminal.",
                tuple((name, name) for name in themes),
            ),
            OnOff("screen.reduced_motion", "Reduced motion", "No flash at a change of phase and no animation."),
            OnOff(
                "screen.ascii",
                "Plain characters",
                "Only letters, digits and plain characters, for fonts that lack others.",
            ),
            OnOff("screen.tips", "Tips", "Short tips between sessions and in walk phases."),
        ),
    )


def groups(themes: tuple[str, ...]) -> tuple[SettingGroup, ...]:
    """Everything in settings.toml."""
    return (SOUND, CUE_GROUP, screen_group(themes), PLAIN)


def value_of(settings: Settings, where: str) -> Value:
    """The value at a place such as "audio.volumes.halfway"."""
    found: Any = settings
    for name in where.split("."):
        found = getattr(found, name)
    value: Value = found
    return value


def with_value(settings: Settings, where: str, value: Value) -> Settings:
    """The settings with another value at a place."""
    changed: Settings = _replaced(settings, where.split("."), value)
    return changed


def _replaced(part: Any, names: list[str], value: Value) -> Any:
    inner = value if len(names) == 1 else _replaced(getattr(part, names[0]), names[1:], value)
    return replace(part, **{names[0]: inner})
