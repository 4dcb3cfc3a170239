"""The words are understood: by a recogniser, alone and in noise, and at least as well as those of earlier versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest

from runwalk_tui import paths
from runwalk_tui.session.cues import COUNT_IN, CueName
from runwalk_tui.voice.languages import shipped_languages
from runwalk_tui.voice.shaping import LOUDNESS
from tests.support.hearing import RATE, Around, Ears, alone, among, music, pink_noise, recorded
from tests.support.sound_files import read_wave

SOUNDS = paths.shipped_sounds()
VOICE, CLASSIC = SOUNDS / "voice", SOUNDS / "voice-classic"
CUES = [name.value for name in CueName if name is not CueName.TICK]
DECIBELS = 5
"""By which a word is louder than what is heard with it."""
TIMES = 10
"""How often each word is said, each time with other noise."""


def spoken(name: str) -> str:
    """What is said in a file, in the letters of the recogniser's dictionary."""
    from runwalk_tui.session.talk import words

    numbers = {str(n): text for n, text in enumerate(words.NUMBERS, 1)}
    numbers |= {"25": "twenty five", "30": "thirty", "40": "forty", "45": "forty five", "50": "fifty"}
    text = shipped_languages()["en"].said[name].lower().replace("let's", "let's")
    return " ".join(numbers.get(word, word) for word in text.translate(str.maketrans("", "", ".,!?")).split())


@cache
def ears_for(*names: str) -> Ears:
    return Ears(spoken(name) for name in names)


def understood(folder: Path, names: list[str], around: Around, times: int) -> dict[str, float]:
    """The share of times that each word is understood, of all that could have been."""
    ears = ears_for(*names)
    heard: dict[str, int] = defaultdict(int)
    for name in names:
        for seed in range(times):
            said = among(recorded(folder / f"{name}.wav"), around, seed, DECIBELS)
            heard[name] += ears.hear(said) == spoken(name)
    return {name: heard[name] / times for name in names}


def mean(shares: Mapping[str, float]) -> float:
    return sum(shares.values()) / len(shares)


def test_every_cue_is_understood_where_nothing_else_is_heard() -> None:
    shares = understood(VOICE, CUES, alone, 3)
    assert {name: share for name, share in shares.items() if share < 1} == {}


@pytest.mark.slow("every cue of two voices is listened to in noise, ten times each")
@pytest.mark.parametrize("around", [alone, pink_noise, music])
def test_the_voice_is_understood_at_least_as_well_as_the_classic_one(around: Around) -> None:
    ours, classic = (mean(understood(folder, CUES, around, TIMES)) for folder in (VOICE, CLASSIC))
    print(f"{around.__name__}: {ours:.2f} of the words understood, classic {classic:.2f}, ratio {ours / classic:.2f}")
    assert ours >= classic
