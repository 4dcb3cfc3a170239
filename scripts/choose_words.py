"""How well ways to speak a cue are understood: `pip install '.[voice,hearing]'`, then
`python -m scripts.choose_words run walk`.

A way is how the cue is written, its pace and its brightness. The tests' ears listen to each way ten times alone, in
noise and in music, and then, in noise and in music, forty times more to the best of them and to the way that ships,
which is marked. The noise is never the one that the tests have. What is clearly better than the way that ships goes
into SAID and LESS_BRIGHT in make_voice.py.
"""

from __future__ import annotations

import argparse
from array import array
from collections.abc import Iterable, Sequence
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from runwalk_tui.session.cues import CueName
from runwalk_tui.voice.languages import shipped_languages
from scripts.make_sounds import write
from scripts.make_voice import BRIGHT, Speaker, Way, spoken, way_of
from tests.support.hearing import Around, Ears, Wave, alone, among, music, pink_noise, recorded

WRITTEN = ("{}...", "{}.", "{}!")
PACES = (0.7, 0.75, 0.85, 0.9, 0.95, 1.05, 1.15)
BRIGHTNESSES = (BRIGHT, 0.9)
FIRST, AGAIN = range(200, 210), range(210, 250)
"""Seeds of the noise, for every way and for the best."""
BEST = 5
"""Ways that are listened to again, besides the one that ships."""
BY_CHANCE = 10
"""Of the 110 times in all, what other noise may turn round: two standard deviations. Only more than that is a reason to
change what ships."""
DECIBELS = 5


class Listener:
    """Counts how often a way is understood."""

    def __init__(self, speaker: Speaker, ears: Ears, ships: Way) -> None:
        self._speaker, self._ears, self._ships = speaker, ears, ships
        self._words: dict[Way, Wave] = {}

    def counts(self, way: Way, plain: str, arounds: Iterable[Around], seeds: Sequence[int]) -> list[int]:
        """Of so many times in each kind of noise; it is printed, too."""
        word = self._words.get(way)
        if word is None:
            self._words[way] = word = _heard_as(spoken(self._speaker, way))
        counts = [
            sum(self._ears.hear(among(word, around, seed, DECIBELS)) == plain for seed in seeds) for around in arounds
        ]
        mark = "  ships" if way == self._ships else ""
        print(f"  {way.said!r} {way.pace} {way.bright}  {len(word) / 16000:.2f} s ", *counts, mark, flush=True)
        return counts


def main() -> None:
    parser = argparse.ArgumentParser(description="Listen to ways to speak the cues.")
    parser.add_argument("names", nargs="+", choices=[name.value for name in CueName if name is not CueName.TICK])
    from hibari import Hibari

    speaker: Speaker = Hibari()
    said = shipped_languages()["en"].said
    ears = Ears(_plain(said[name], name) for name in CueName if name is not CueName.TICK)
    for name in parser.parse_args().names:
        plain, ships = _plain(said[name], name), way_of(name, said[name])
        listener = Listener(speaker, ears, ships)
        written = [each.format(plain.capitalize()) for each in WRITTEN]
        ways = list(dict.fromkeys((ships, *(Way(*way) for way in product(written, PACES, BRIGHTNESSES)))))
        print(f"{name}, {len(FIRST)} times alone, in noise and in music")
        first = {way: listener.counts(way, plain, (alone, pink_noise, music), FIRST) for way in ways}
        print(f"{name}, {len(AGAIN)} times in noise and in music")
        best = sorted(ways, key=lambda way: -sum(first[way]))[:BEST]
        again = {way: listener.counts(way, plain, (pink_noise, music), AGAIN) for way in dict.fromkeys((ships, *best))}
        times = {way: sum(first[way]) + sum(counts) for way, counts in again.items()}
        chosen = max(times, key=lambda way: times[way])
        better = times[chosen] - times[ships]
        what = f"take {chosen}" if better > BY_CHANCE else "as it ships"
        print(f"{name}: {what}; the best was understood {better} times more often", flush=True)


def _heard_as(samples: array[int]) -> Wave:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "word.wav"
        write(file, samples)
        word = recorded(file)
    recorded.cache_clear()
    return word


def _plain(text: str, name: str) -> str:
    """A text in the letters of the recogniser."""
    return name if text.isdigit() else text.lower().strip(".!?")


if __name__ == "__main__":
    main()
