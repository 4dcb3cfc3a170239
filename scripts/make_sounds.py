"""Make the shipped sounds: `python -m scripts.make_sounds [--voice-classic] [--folder FOLDER]`.

The tones are nothing but arithmetic, so the same files come out everywhere. Each note is a few sine waves that die away
at their own pace, like a struck bar; a raised-cosine attack of 6 ms keeps it from clicking while the
onset stays sharp. Rising means run, falling means walk, and the two differ in pitch, in speed and in the number
of notes, so that they cannot be taken for each other over music or with one ear.

With `--voice-classic` the words of earlier versions are made too. That needs Debian's `festival` and
`festvox-us-slt-hts`; sounds/README.md says why this voice. make_voice.py makes the pack `voice`.
"""

from __future__ import annotations

import argparse
import math
import subprocess
import sys
import tempfile
import wave
from array import array
from dataclasses import dataclass
from pathlib import Path

RATE = 48_000
ATTACK = 0.006
"""Seconds; long enough not to click, short enough to be felt as a beat."""
RELEASE = 0.03
"""Seconds over which the end of a sound goes to zero."""
PEAK = 0.7
"""Of full scale: leaves room for the runner's music in a mixing sound server."""

C4, G4, A4, C5, D5, E5, G5, A5, C6, E6 = 261.63, 392.0, 440.0, 523.25, 587.33, 659.26, 783.99, 880.0, 1046.5, 1318.5


@dataclass(frozen=True, slots=True)
class Note:
    """One struck bar."""

    at: float
    """Seconds from the beginning of the sound."""
    hertz: float
    decay: float
    """Seconds in which the fundamental falls to a third."""
    level: float = 1.0


PARTIALS = ((1.0, 1.0, 1.0), (2.0, 0.32, 0.6), (3.0, 0.12, 0.4), (4.0, 0.06, 0.25))
"""Multiple of the fundamental, level, and share of its decay."""

TONES: dict[str, tuple[float, tuple[Note, ...]]] = {
    # name: seconds, notes
    "tick": (0.12, (Note(0, A5, 0.035),)),
    "warm-up": (1.1, (Note(0, G4, 0.3), Note(0.3, C5, 0.35))),
    "run": (0.8, (Note(0, C5, 0.1), Note(0.09, E5, 0.1), Note(0.18, G5, 0.1), Note(0.27, C6, 0.22))),
    "walk": (1.1, (Note(0, A4, 0.22), Note(0.26, C4, 0.4, 1.2))),
    "cool-down": (1.5, (Note(0, E5, 0.25), Note(0.28, C5, 0.25), Note(0.56, G4, 0.4, 1.1))),
    "last-run": (1.1, (Note(0, G5, 0.1), Note(0.14, G5, 0.1), Note(0.28, G5, 0.1), Note(0.42, E6, 0.28))),
    "halfway": (1.2, (Note(0, D5, 0.3), Note(0.35, D5, 0.35))),
    "one-minute-left": (1.0, (Note(0, E5, 0.35),)),
    "finished": (
        2.2,
        (
            Note(0, C5, 0.25),
            Note(0.16, E5, 0.25),
            Note(0.32, G5, 0.25),
            Note(0.52, C5, 0.7, 0.7),
            Note(0.52, E5, 0.7, 0.7),
            Note(0.52, G5, 0.7, 0.7),
            Note(0.52, C6, 0.7),
        ),
    ),
}


def tone(seconds: float, notes: tuple[Note, ...]) -> array[int]:
    """Return the samples of one sound, 16 bit mono, its highest sample at PEAK."""
    length = round(seconds * RATE)
    mix = [0.0] * length
    for note in notes:
        first = round(note.at * RATE)
        for multiple, level, share in PARTIALS:
            turn = 2 * math.pi * note.hertz * multiple / RATE
            fall = 1 / (note.decay * share * RATE)
            for i in range(length - first):
                mix[first + i] += note.level * level * math.exp(-i * fall) * _attack(i) * math.sin(turn * i)
    fade = round(RELEASE * RATE)
    for i in range(fade):
        mix[length - 1 - i] *= i / fade
    scale = PEAK * 32767 / max(abs(sample) for sample in mix)
    return array("h", (round(sample * scale) for sample in mix))


def _attack(i: int) -> float:
    end = ATTACK * RATE
    return 1.0 if i >= end else 0.5 - 0.5 * math.cos(math.pi * i / end)


WORDS = {
    "warm-up": "Warm up.",
    "run": "Run!",
    "walk": "Walk.",
    "cool-down": "Cool down.",
    "last-run": "Last run!",
    "halfway": "Halfway.",
    "one-minute-left": "One minute left.",
    "finished": "Well done!",
    **{
        number: f"{number.capitalize()}."
        for number in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    },
}
VOICE = "voice_cmu_us_slt_arctic_hts"
LOUDNESS = 0.24
"""Root mean square of a word over its loud parts, of full scale: as loud to the ear as the tones."""
QUIET = 0.02
"""Share of the highest sample below which the edges of a word are trimmed away."""
EDGE = 0.008
"""Seconds that are kept before and after, and over which they fade."""
BRIGHT = 0.6
"""Pre-emphasis: consonants have to carry over footsteps and music."""


def spoken(text: str) -> array[int]:
    """Return what the synthesizer says, trimmed, brightened and levelled. Raises CalledProcessError."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "word.wav")
        script = Path(folder, "word.scm")
        script.write_text(
            f"({VOICE})\n"
            f'(set! spoken (SynthText "{text}"))\n'
            f"(utt.wave.resample spoken {RATE})\n"
            f'(utt.save.wave spoken "{file}" \'riff)\n'
        )
        subprocess.run(["festival", "-b", str(script)], check=True, capture_output=True)
        with wave.open(str(file), "rb") as made:
            raw = array("h", made.readframes(made.getnframes()))
    bright = [now - BRIGHT * before for before, now in zip([0, *raw], raw, strict=False)]
    return levelled(trimmed(bright))


def trimmed(samples: list[float]) -> list[float]:
    """Without the silence around it, its edges faded."""
    floor = QUIET * max(abs(sample) for sample in samples)
    loud = [i for i, sample in enumerate(samples) if abs(sample) > floor]
    edge = round(EDGE * RATE)
    word = samples[max(0, loud[0] - edge) : loud[-1] + edge]
    for i in range(edge):
        word[i] *= i / edge
        word[-1 - i] *= i / edge
    return word


def levelled(samples: list[float]) -> array[int]:
    """At LOUDNESS; the few peaks above PEAK are bent and not cut off."""
    loud = sorted((sample * sample for sample in samples), reverse=True)[: len(samples) // 2]
    scale = LOUDNESS / math.sqrt(sum(loud) / len(loud))
    return array("h", (round(32767 * PEAK * math.tanh(sample * scale / PEAK)) for sample in samples))


def write(path: Path, samples: array[int]) -> None:
    """Put 16 bit mono samples into a WAV file."""
    little = array("h", samples)
    if sys.byteorder == "big":
        little.byteswap()
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(little.tobytes())


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the shipped sounds.")
    parser.add_argument("--voice-classic", action="store_true", help="make the words of earlier versions too")
    parser.add_argument("--folder", type=Path, default=Path(__file__).parent.parent / "sounds")
    given = parser.parse_args()
    packs = {"tones": {name: tone(*recipe) for name, recipe in TONES.items()}}
    if given.voice_classic:
        packs["voice-classic"] = {name: spoken(text) for name, text in WORDS.items()}
    for pack, sounds in packs.items():
        (given.folder / pack).mkdir(parents=True, exist_ok=True)
        for name, samples in sounds.items():
            write(given.folder / pack / f"{name}.wav", samples)
            print(given.folder / pack / f"{name}.wav", f"{len(samples) / RATE:.2f} s")


if __name__ == "__main__":
    main()
