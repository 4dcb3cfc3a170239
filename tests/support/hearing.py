"""Ears for the tests: a recogniser of speech, and what a runner hears at the same time.

The recogniser is PocketSphinx with the English model in its wheel and a grammar of the words that may come, so it can
only take one for another. Noise and music are made here, anew from a seed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from tests.support.needed import needed_module
from tests.support.sound_files import read_wave

RATE = 16_000
"""Samples a second that the recogniser hears."""
AROUND = 0.3
"""Seconds before and after a word in which only the noise is heard."""
HISS = 3.0
"""Of 32,768: what a quiet recording has; digital silence is nothing that the recogniser has learnt."""
TEMPO = 150
"""Beats a minute: music to run to."""
CHORDS = ((57, 60, 64), (53, 57, 60), (48, 52, 55), (55, 59, 62))
"""A minor, F, C and G, a bar each, as MIDI notes."""
Wave = np.ndarray[Any, np.dtype[np.float64]]


class Ears:
    """Somebody who knows which words may come."""

    def __init__(self, texts: Iterable[str]) -> None:
        # Each word is as likely as the next, and noise before and after it is nothing unusual.
        self._decoder = needed_module("pocketsphinx").Decoder(
            samprate=RATE, loglevel="FATAL", lm=None, lw=1.0, silprob=0.3, fillprob=0.05
        )
        grammar = f"#JSGF V1.0; grammar cues; public <cue> = {' | '.join(sorted(set(texts)))};"
        self._decoder.add_jsgf_string("cues", grammar)
        self._decoder.activate_search("cues")

    def hear(self, samples: Wave) -> str:
        """What was said; "" where nothing was understood."""
        self._decoder.start_utt()
        limited = np.clip(samples, -32768, 32767).astype(np.int16)
        self._decoder.process_raw(limited.tobytes(), no_search=False, full_utt=True)
        self._decoder.end_utt()
        heard = self._decoder.hyp()
        return str(heard.hypstr) if heard else ""


@cache
def recorded(file: Path) -> Wave:
    """A word of ours at the rate of the recogniser."""
    samples = np.array(read_wave(file)).astype(float)
    samples = np.pad(samples, (0, -len(samples) % 3))
    return np.fft.irfft(np.fft.rfft(samples)[: len(samples) // 6 + 1], len(samples) // 3) / 3


def alone(count: int, random: np.random.Generator) -> Wave:
    """Next to nothing."""
    return random.standard_normal(count)


def pink_noise(count: int, random: np.random.Generator) -> Wave:
    """Noise with as much in each octave as in the next, as wind and traffic have."""
    spectrum = np.fft.rfft(random.standard_normal(count))
    return np.fft.irfft(spectrum / np.sqrt(np.maximum(np.arange(len(spectrum)), 1)), count)


def music(count: int, random: np.random.Generator) -> Wave:
    """Four chords of three voices each, with a bass drum, a snare and a hi-hat, from somewhere in the middle."""
    beat = 60 / TEMPO
    at = np.arange(count) / RATE + random.uniform(0, 16 * beat)
    chord = np.array(CHORDS)[(at // (4 * beat)).astype(int) % len(CHORDS)]
    hertz = 440 * 2 ** ((chord.T - 69) / 12)
    mixed = sum(0.3 / k * np.sin(2 * np.pi * k * hertz * at).sum(axis=0) for k in range(1, 6))
    drum, snare, hat = at % beat, (at + beat) % (2 * beat), at % (beat / 2)
    mixed = mixed + 2 * np.sin(2 * np.pi * 60 * drum) * np.exp(-20 * drum)
    mixed = mixed + random.standard_normal(count) * np.exp(-15 * snare)
    return np.asarray(mixed + 0.4 * random.standard_normal(count) * np.exp(-60 * hat))


Around = Callable[[int, np.random.Generator], Wave]


def among(word: Wave, around: Around, seed: int, decibels: float) -> Wave:
    """A word in noise or music that has so many decibels less power than it; alone, there is only the hiss."""
    padded = np.pad(word, round(AROUND * RATE))
    noise = around(len(padded), np.random.default_rng(seed))
    if around is alone:
        return padded + HISS * noise
    power = np.mean(word**2) / 10 ** (decibels / 10)
    return np.asarray(padded + noise * np.sqrt(power / np.mean(noise**2)))
