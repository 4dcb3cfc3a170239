"""Every setting with its words: what it is called, what it does, and what it can be."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from runwalk_tui.session.habits import WEEKDAYS
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
    """What people read, each with its value in settings.toml."""


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
class TypedInFile(Item):
    """What is changed elsewhere and only shown here; of a table of settings.toml, which of its values are set."""


@dataclass(frozen=True, slots=True)
class SettingGroup:
    """The settings of one page."""

    name: str
    items: tuple[Item, ...]


CUES = (
    ("count_in", "Count-in", "the ticks or numbers before each change"),
    ("changes", "Changes", "the start of each run, walk, warm-up and cool-down"),
    ("last_run", "Last run", "the start of the last run"),
    ("halfway", "Halfway", "the middle of the session"),
    ("time_left", "Minute left", "one minute to go, in phases of 2 minutes or more"),
    ("finished", "Finished", "the end of the session"),
)
"""Each group of cues as the settings call it, its label, and what is heard."""

USUAL_OUTPUT = ("usual", "")
"""The device that the system has chosen; the others are known only on the computer that has them."""

TALK = (
    OnOff("audio.talk.next", "Say what's next", "The voice says 'next, walk' before each change."),
    OnOff("audio.talk.length", "And how long", "Adds 'one minute thirty', unless it's as long as the last one."),
    OnOff("audio.talk.count", "Say which run", "The voice says 'three of nine' in runs of half a minute or more."),
    OnOff("audio.talk.to_go", "Runs to go", "The voice says 'two to go' near the end, as a walk begins."),
    OnOff("audio.talk.warm_up", "First words", "The voice starts the warm-up with a sentence."),
    OnOff("audio.talk.encouragement", "Encouragement", "Now and then in longer runs, the voice says 'easy does it'."),
)
"""What a voice says besides the cues."""
OF_WORDS = (*(item.where for item in TALK), "audio.volumes.talk")
"""Settings that do nothing without a voice."""

SOUND = SettingGroup(
    "Sound",
    (
        Figure("audio.volume", "Volume", "How loud the cues are.", 0, 100, 5, "%"),
        OneOf(
            "audio.pack",
            "Cue style",
            "Tones, a voice, or both. The classic voice says only the cues.",
            (("tones", "tones"), ("voice", "voice"), ("tones and voice", "both"), ("classic voice", "voice-classic")),
        ),
        Figure(
            "audio.latency_ms",
            "Bluetooth delay",
            "Wireless headphones play sound late. Raise this until you hear each cue as the screen changes.",
            -500,
            2000,
            10,
            "ms",
        ),
        OneOf(
            "audio.backend",
            "Sound output",
            "Which sound library. Automatic picks the first one that works here.",
            (
                ("automatic", "auto"),
                ("miniaudio", "miniaudio"),
                ("sounddevice", "sounddevice"),
                ("simpleaudio", "simpleaudio"),
                ("terminal bell", "bell"),
                ("no sound", "silent"),
            ),
        ),
        OneOf(
            "audio.output",
            "Play on",
            "Which speakers or headphones. Usual is your system's own choice.",
            (USUAL_OUTPUT,),
        ),
        Words(
            "audio.folder",
            "Custom sounds",
            "A folder of your own WAV, FLAC, MP3 or OGG files, named run, walk, etc.",
        ),
    ),
)
CUE_GROUP = SettingGroup(
    "Cues",
    (
        Figure(
            "audio.count_in",
            "Count-in",
            "How many seconds are counted before each change. 0 turns it off.",
            0,
            10,
            1,
            "",
        ),
        *(OnOff(f"audio.{name}", label, f"{what.capitalize()}.") for name, label, what in CUES[1:]),
        *TALK,
        *(
            Figure(
                f"audio.volumes.{name}",
                f"{label} volume",
                f"How loud, compared with the other cues: {what}.",
                0,
                100,
                10,
                "%",
            )
            for name, label, what in (*CUES, ("talk", "Other words", "what else a voice says"))
        ),
    ),
)
MORE = SettingGroup(
    "More",
    (
        Figure(
            "plain.every",
            "A line every",
            "With runwalk --plain: seconds between lines within a phase. 0 shows only the changes.",
            0,
            3600,
            5,
            "s",
        ),
        OneOf(
            "after_session.export",
            "File per session",
            "After each session, runwalk saves it as a file in the folder below.",
            (("off", "off"), ("FIT", "fit"), ("TCX", "tcx"), ("CSV", "csv"), ("JSON", "json")),
        ),
        Words("after_session.folder", "Folder", "Where those files go: the full path."),
        OnOff(
            "after_session.with_pain",
            "Pain in the file",
            "FIT and TCX say how bad your pain was; a training site may show it to others. CSV and JSON always do.",
        ),
        Words(
            "sync.folder",
            "Sync folder",
            "One log on all your computers: the full path of a folder shared by Syncthing or something similar. For "
            "one person only.",
        ),
        OnOff("notify.finished", "Notification", "Your desktop tells you when a session is over."),
        TypedInFile(
            "hooks",
            "Hooks",
            "Your own commands, which start at each run, walk or pause, or at the end. To set them, quit runwalk and "
            "type them under [hooks] in settings.toml.",
        ),
        Words("status.file", "Status file", "The full path of a file that tells a status bar how far your session is."),
        Words(
            "radio.heart_rate",
            "Heart rate",
            'From a Bluetooth strap. Type "any" for the one that\'s near, or the address that `runwalk radio` lists.',
        ),
        Words(
            "radio.belt",
            "Belt",
            'A treadmill\'s speed. Type "any" or its address. runwalk only listens, and never controls it.',
        ),
    ),
)
"""What has no room for a page of its own next to the others at 40 columns."""
OF_FILES = (
    "audio.folder",
    "after_session.export",
    "after_session.folder",
    "after_session.with_pain",
    "sync.folder",
    "status.file",
)
"""Settings that say which files on the computer runwalk reads and writes, and what is in them."""
ELSEWHERE = "To change it, use runwalk in a terminal."
CALENDAR: tuple[Item, ...] = (
    OneOf(
        "calendar.first_weekday",
        "Week starts on",
        "Automatic follows this computer's language and region.",
        (("automatic", "auto"), *((day.capitalize(), day) for day in WEEKDAYS)),
    ),
    OneOf(
        "calendar.clock",
        "Clock",
        "How the time of day is shown. Here, too, Automatic follows this computer.",
        (("automatic", "auto"), ("18:16", "24"), ("6:16 pm", "12")),
    ),
)
"""On the page of the screen: a page more would have no room next to the others at 40 columns."""


def screen_group(themes: tuple[str, ...]) -> SettingGroup:
    """The settings of the screen, with the themes that there are."""
    return SettingGroup(
        "Screen",
        (
            OneOf(
                "screen.theme",
                "Theme",
                "The colours. An ANSI theme uses your terminal's own.",
                tuple((name, name) for name in themes),
            ),
            OnOff(
                "screen.reduced_motion", "Reduced motion", "Nothing moves, and there's no flash when the phase changes."
            ),
            OnOff(
                "screen.ascii",
                "Plain characters",
                "Only letters, digits and punctuation, for fonts that have nothing else.",
            ),
            OnOff("screen.tips", "Tips", "Short tips between sessions and while you walk."),
            *CALENDAR,
            OnOff("screen.previews", "Previews", "Show what each answer would lead to as you choose."),
        ),
    )


def groups(themes: tuple[str, ...], *, in_browser: bool = False) -> tuple[SettingGroup, ...]:
    """Everything in settings.toml. In a browser what says where runwalk reads and writes files is only shown: somebody
    who was let in for an evening shouldn't have each later session copied to a folder of theirs.
    """
    found = (SOUND, CUE_GROUP, screen_group(themes), MORE)
    if not in_browser:
        return found
    return tuple(replace(group, items=tuple(map(_as_in_browser, group.items))) for group in found)


def _as_in_browser(item: Item) -> Item:
    if item.where not in OF_FILES:
        return item
    return TypedInFile(item.where, item.label, f"{item.explains} {ELSEWHERE}")


def value_of(settings: Settings, where: str) -> Value:
    """The value at a place such as "audio.volumes.halfway"; of a table, the names of what is set in it."""
    found: Any = settings
    for name in where.split("."):
        found = getattr(found, name)
    if is_dataclass(found):
        return names_set(found)
    value: Value = found
    return value


def names_set(table: Any) -> str:
    """Which of the texts of a table are set: "run, finished"; "none" or "all" where that says it."""
    names = [item.name for item in fields(table)]
    given = [name for name in names if getattr(table, name).strip()]
    return "all" if given == names else ", ".join(given) or "none"


def with_value(settings: Settings, where: str, value: Value) -> Settings:
    """The settings with another value at a place."""
    changed: Settings = _replaced(settings, where.split("."), value)
    return changed


def _replaced(part: Any, names: list[str], value: Value) -> Any:
    inner = value if len(names) == 1 else _replaced(getattr(part, names[0]), names[1:], value)
    return replace(part, **{names[0]: inner})
