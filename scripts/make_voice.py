"""Make the pack `voice`: `pip install '.[voice]'`, then `python -m scripts.make_voice [--folder FOLDER]`.

The words are those of [en] in runwalk_tui/voice/languages.toml, spoken by hibari-tts with the voice that is inside its
wheel; nothing is downloaded. They are trimmed and levelled by the same code as the runner's own voice. The tones and
the pack `voice-classic` come from make_sounds.py; sounds/README.md tells about all of them.
"""

from __future__ import annotations

import argparse
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from runwalk_tui.audio.mixer import RATE
from runwalk_tui.voice.languages import shipped_languages
from runwalk_tui.voice.shaping import as_cue
from scripts.make_sounds import write

BRIGHT = 0.95
"""Pre-emphasis: consonants have to carry over footsteps and music. With 0.8, "walk" was lost in noise and "run" in
music."""
LESS_BRIGHT = {"two": 0.9, "five": 0.9, "nine": 0.9}
"""Words that music covers less with less of it: their vowels are what they are known by."""
PACE = 0.95
"""Of the pace of the training voice, where SAID has no other."""
SAID = {
    "warm-up": ("Warm-up...", 1.15),
    "run": ("Run...", 1.05),
    "walk": ("Walk...", 1.05),
    "cool-down": ("Cool down.", 0.75),
    "last-run": ("Last run.", 1.05),
    "one-minute-left": ("One minute left...", 0.85),
    "finished": ("Well done!", 0.75),
    "one": ("One...", 1.15),
    "two": ("Two...", 0.95),
    "four": ("Four...", 0.85),
    "five": ("Five...", 0.85),
    "six": ("Six...", 0.7),
    "seven": ("Seven!", 0.75),
    "eight": ("Eight...", 1.05),
    "nine": ("Nine...", 0.9),
    "ten": ("Ten...", 1.05),
}
"""The way and the pace in which each cue was recognised most often, alone, in noise and in music: choose_words.py. The
three dots make a single word end calmly; with a full stop or nothing the voice swallows part of it."""


class Speaker(Protocol):
    """hibari.Hibari, which ships no types."""

    sample_rate: int

    def __call__(self, text: str, *, speed: float, seed: int) -> Any: ...


@dataclass(frozen=True, slots=True)
class Way:
    """How a word is spoken."""

    said: str
    """As it is written for the voice."""
    pace: float = PACE
    bright: float = BRIGHT


def way_of(name: str, text: str) -> Way:
    """How a word of the pack is spoken."""
    said, pace = SAID.get(name, (text if text[-1] in ".!?" else f"{text}.", PACE))
    return Way(said, pace, LESS_BRIGHT.get(name, BRIGHT))


def spoken(speaker: Speaker, way: Way) -> array[int]:
    """A word as it is in the pack; the same one each time."""
    samples = [float(sample) for sample in speaker(way.said, speed=way.pace, seed=0)]
    return as_cue(samples, speaker.sample_rate, bright=way.bright)


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the voice that ships.")
    parser.add_argument("--folder", type=Path, default=Path(__file__).parent.parent / "sounds" / "voice")
    folder: Path = parser.parse_args().folder
    from hibari import Hibari

    speaker: Speaker = Hibari()
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in shipped_languages()["en"].said.items():
        samples = spoken(speaker, way_of(name, text))
        write(folder / f"{name}.wav", samples)
        print(folder / f"{name}.wav", f"{len(samples) / RATE:.2f} s")


if __name__ == "__main__":
    main()
