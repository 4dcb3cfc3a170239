"""The words are understood: by a recogniser, alone and in noise, and at least as well as those of earlier versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from runwalk_tui import paths
from runwalk_tui.session.cues import CueName
from runwalk_tui.session.talk import words
from runwalk_tui.voice.languages import shipped_languages
from runwalk_tui.voice.shaping import LOUDNESS, loudness
from tests.support.hearing import RATE as EARS_RATE
from tests.support.hearing import Around, Ears, alone, among, music, pink_noise, recorded
from tests.support.needed import needed_module
from tests.support.sound_files import read_wave

SOUNDS = paths.shipped_sounds()
VOICE, CLASSIC = SOUNDS / "voice", SOUNDS / "voice-classic"
CUES = [name.value for name in CueName if name is not CueName.TICK]
ALL_FILES = [*CUES, *words.FILES]
DECIBELS = 5
"""By which a word is louder than what is heard with it."""
TIMES = 10
"""How often each word is said, each time with other noise."""
OFTEN = 40
"""The same where two voices are compared word by word, so that chance says less."""
BY_CHANCE = 1
"""Of OFTEN: other processors round the noise differently, which may decide a single time."""


def spoken(name: str) -> str:
    """What is said in a file, in the letters of the recogniser's dictionary."""
    numbers = {str(n): text for n, text in enumerate(words.NUMBERS, 1)}
    numbers |= {"25": "twenty five", "30": "thirty", "35": "thirty five", "40": "forty"}
    numbers |= {"45": "forty five", "50": "fifty", "55": "fifty five"}
    text = shipped_languages()["en"].said[name].lower()
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


@pytest.mark.slow("every cue of two voices is listened to in noise, forty times each")
@pytest.mark.parametrize("around", [alone, pink_noise, music])
def test_each_cue_is_understood_at_least_as_well_as_in_the_classic_voice(around: Around) -> None:
    times = TIMES if around is alone else OFTEN
    ours, classic = (understood(folder, CUES, around, times) for folder in (VOICE, CLASSIC))
    print(f"{around.__name__}: {mean(ours):.2f} of the words understood, classic {mean(classic):.2f}")
    assert mean(ours) >= mean(classic)
    below = {name: round((classic[name] - ours[name]) * times) for name in CUES}
    assert {name: count for name, count in below.items() if count > BY_CHANCE} == {}


@pytest.mark.slow("every word is listened to in noise")
@pytest.mark.parametrize(("around", "least"), [(alone, 0.95), (pink_noise, 0.9), (music, 0.7)])
def test_nearly_every_word_is_understood_among_all_of_them(around: Around, least: float) -> None:
    shares = understood(VOICE, ALL_FILES, around, 1 if around is alone else 2)
    print(f"{around.__name__}: {mean(shares):.2f} of {len(shares)} words understood")
    assert mean(shares) >= least


@pytest.mark.slow("two words are listened to in noise, ten times each")
@pytest.mark.parametrize(("around", "least"), [(alone, 1.0), (pink_noise, 0.9), (music, 0.7)])
def test_run_and_walk_are_understood_in_noise_too(around: Around, least: float) -> None:
    """Of all cues these two must not be taken for another one."""
    ears = ears_for(*CUES)
    for name in ("run", "walk"):
        said = [among(recorded(VOICE / f"{name}.wav"), around, seed, DECIBELS) for seed in range(TIMES)]
        assert sum(ears.hear(each) == name for each in said) / TIMES >= least


def test_run_and_walk_are_told_apart_by_their_first_300_milliseconds() -> None:
    """The classic voice's "walk" is taken for "run" so early."""
    ears = Ears(["run", "walk"])
    for name in ("run", "walk"):
        begun = recorded(VOICE / f"{name}.wav")[: round(0.3 * EARS_RATE)]
        assert [ears.hear(among(begun, alone, seed, DECIBELS)) for seed in range(5)] == [name] * 5


def samples(file: Path) -> np.ndarray:
    return np.array(read_wave(file)) / 32768


def lufs(sound: np.ndarray) -> float:
    """Loudness by BS.1770, with as much silence behind it as fills the last of its blocks, which overlap."""
    block, step = 19_200, 4_800
    silence = block - len(sound) if len(sound) < block else -(len(sound) - block) % step
    return float(needed_module("pyloudnorm").Meter(48_000).integrated_loudness(np.pad(sound, (0, silence))))


def test_the_words_are_equally_loud_within_one_loudness_unit() -> None:
    levels = {name: lufs(samples(VOICE / f"{name}.wav")) for name in ALL_FILES}
    assert max(levels.values()) - min(levels.values()) < 1, levels
    assert abs(sum(levels.values()) / len(levels) - LOUDNESS) < 0.5


@pytest.mark.parametrize("name", ["run", "begin", "six"])
def test_loudness_is_measured_as_a_library_measures_it(name: str) -> None:
    sound = samples(VOICE / f"{name}.wav")
    assert loudness(list(sound)) == pytest.approx(lufs(sound), abs=0.2)


@pytest.mark.parametrize("name", ALL_FILES)
def test_a_word_begins_within_10_milliseconds(name: str) -> None:
    sound = samples(VOICE / f"{name}.wav")
    step = 48  # a millisecond
    power = np.array([np.mean(sound[i : i + 5 * step] ** 2) for i in range(0, len(sound) - 5 * step, step)])
    heard = np.flatnonzero(power > power.max() / 10**4)[0]  # 40 dB below its loudest: what a hiss begins with
    assert heard <= 10
