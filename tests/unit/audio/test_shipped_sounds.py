"""The sounds that ship are what the script makes, and are pleasant and clear."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from runwalk_tui import paths
from runwalk_tui.session.cues import COUNT_IN, CueName
from runwalk_tui.session.talk import words
from tests.support.sound_files import read_wave

SOUNDS = paths.shipped_sounds()
RATE = 48_000
FILES = sorted(SOUNDS.glob("*/*.wav"))
SCRIPT = Path(__file__).parents[3] / "scripts" / "make_sounds.py"


def loudest_note(samples: np.ndarray) -> float:
    """Hertz."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.fft.rfftfreq(len(samples), 1 / RATE)[spectrum.argmax()])


def test_the_script_makes_the_tones_again(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(SCRIPT), "--folder", str(tmp_path)], check=True, timeout=60)
    made = sorted(file.name for file in (tmp_path / "tones").iterdir())
    assert made == sorted(file.name for file in (SOUNDS / "tones").glob("*.wav"))
    for name in made:
        fresh, shipped = np.array(read_wave(tmp_path / "tones" / name)), np.array(read_wave(SOUNDS / "tones" / name))
        # Another machine's sine may differ in the last bit.
        assert np.abs(fresh.astype(int) - shipped).max() <= 1, name


def test_the_packs_are_complete() -> None:
    numbers = set(COUNT_IN)
    assert {file.stem for file in (SOUNDS / "tones").glob("*.wav")} == set(CueName) - numbers
    classic = {file.stem for file in (SOUNDS / "voice-classic").glob("*.wav")}
    assert classic == set(CueName) - {CueName.TICK}
    assert {file.stem for file in (SOUNDS / "voice").glob("*.wav")} == classic | set(words.FILES)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_sound_begins_and_ends_without_a_click(file: Path) -> None:
    samples = np.array(read_wave(file)).astype(int)
    assert abs(samples[0]) < 30
    assert abs(samples[-1]) < 30
    assert np.abs(samples).max() < 0.75 * 32768


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_sound_begins_at_once(file: Path) -> None:
    samples = np.abs(np.array(read_wave(file)).astype(int))
    assert np.flatnonzero(samples > 300)[0] < 0.03 * RATE


def test_run_rises_and_walk_falls_and_walk_is_lower() -> None:
    notes = {}
    for name in ("run", "walk"):
        samples = np.array(read_wave(SOUNDS / "tones" / f"{name}.wav")).astype(float)
        notes[name] = loudest_note(samples[: RATE // 12]), loudest_note(samples[-len(samples) // 2 :])
    assert notes["run"][1] > 1.5 * notes["run"][0]
    assert notes["walk"][1] < 0.7 * notes["walk"][0]
    assert notes["walk"][1] < notes["run"][0]


def test_words_of_the_classic_voice_are_about_equally_loud() -> None:
    levels = []
    for file in (SOUNDS / "voice-classic").glob("*.wav"):
        power = np.sort(np.array(read_wave(file)).astype(float) ** 2)[::-1]
        levels.append(10 * np.log10(power[: len(power) // 2].mean()))
    assert max(levels) - min(levels) < 1.5


def test_the_readme_lists_every_cue() -> None:
    text = (SOUNDS / "README.md").read_text("utf-8")
    assert all(f"`{name}`" in text for name in set(CueName) - set(COUNT_IN))
