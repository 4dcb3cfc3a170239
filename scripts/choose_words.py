"""How well ways to speak a cue are understood: `pip install '.[voice,hearing]'`, then
`python -m scripts.choose_words run walk`.

Each way to write it and each pace is listened to by the tests' ears, ten times alone, in noise and in music, with other
noise than the tests have. SAID in make_voice.py holds what was chosen from it.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from runwalk_tui.session.cues import CueName
from runwalk_tui.voice.languages import shipped_languages
from runwalk_tui.voice.shaping import as_cue
from scripts.make_sounds import write
from scripts.make_voice import BRIGHT, Speaker
from tests.support.hearing import Ears, alone, among, music, pink_noise, recorded

WAYS = ("{}...", "{}.", "{}!")
PACES = (0.75, 0.85, 0.95, 1.05, 1.15)
SEEDS = range(200, 210)
"""Of the noise."""
DECIBELS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description="Listen to ways to speak the cues.")
    parser.add_argument("names", nargs="+", choices=[name.value for name in CueName if name is not CueName.TICK])
    from hibari import Hibari

    speaker: Speaker = Hibari()
    said = shipped_languages()["en"].said
    ears = Ears(_plain(said[name], name) for name in CueName if name is not CueName.TICK)
    for name in parser.parse_args().names:
        plain = _plain(said[name], name)
        for text in (way.format(plain.capitalize()) for way in WAYS):
            for pace in PACES:
                spoken = [float(sample) for sample in speaker(text, speed=pace, seed=0)]
                with TemporaryDirectory() as folder:
                    file = Path(folder) / f"{name}.wav"
                    write(file, as_cue(spoken, speaker.sample_rate, bright=BRIGHT))
                    word = recorded(file)
                recorded.cache_clear()
                heard = [
                    sum(ears.hear(among(word, around, seed, DECIBELS)) == plain for seed in SEEDS)
                    for around in (alone, pink_noise, music)
                ]
                print(name, repr(text), pace, f"{len(word) / 16000:.2f} s", *heard, flush=True)


def _plain(text: str, name: str) -> str:
    """A text in the letters of the recogniser."""
    return name if text.isdigit() else text.lower().strip(".!?")


if __name__ == "__main__":
    main()
