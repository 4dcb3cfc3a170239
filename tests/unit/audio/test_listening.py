"""What the tests of real sound measure with: it finds what is there, and finds fault with what is not right."""

from __future__ import annotations

import numpy as np
import pytest

from runwalk_tui import paths
from tests.support.listening import WHOLE, Heard, Recording, Samples, recognise
from tests.support.sound_files import read_wave

RATE = 48_000
PACKS = {
    pack: {file.stem: np.array(read_wave(file)) for file in sorted((paths.shipped_sounds() / pack).glob("*.wav"))}
    for pack in ("tones", "voice")
}
each_sound = pytest.mark.parametrize(
    ("pack", "name"),
    # The shortest, the longest, some like themselves when a piece is missing, some that begin with a hiss.
    [("tones", name) for name in ("tick", "run", "one-minute-left", "finished")]
    + [("voice", name) for name in ("six", "one", "walk", "finished")],
)


def heard(pack: str, *played: tuple[float, Samples]) -> list[Heard]:
    """What is recognised in a recording with these samples at these seconds."""
    samples = np.zeros(8 * RATE, dtype=np.int16)
    for at, sound in played:
        samples[round(at * RATE) : round(at * RATE) + len(sound)] = sound
    return recognise(Recording(samples, [(0, 100.0), (len(samples), 108.0)]), PACKS[pack])


@each_sound
def test_a_whole_sound_is_named_and_placed_to_the_sample(pack: str, name: str) -> None:
    [found] = heard(pack, (1.0, PACKS[pack][name]))
    assert (found.name, found.position, found.intact) == (name, RATE, 1.0)


@each_sound
def test_a_sound_that_is_too_quiet_is_named_and_is_not_whole(pack: str, name: str) -> None:
    [found] = heard(pack, (1.0, (PACKS[pack][name] * 0.7).astype(np.int16)))
    assert (found.name, found.position) == (name, RATE)
    assert found.likeness > 0.999
    assert found.intact < WHOLE


@each_sound
def test_a_sound_without_its_first_hundredth_of_a_second_is_not_whole(pack: str, name: str) -> None:
    assert heard(pack, (1.0, PACKS[pack][name][RATE // 100 :]))[0].intact < WHOLE


@each_sound
def test_a_sound_that_is_cut_off_in_its_loud_part_is_not_whole(pack: str, name: str) -> None:
    sound = PACKS[pack][name]
    power = np.cumsum(sound.astype(float) ** 2)
    assert heard(pack, (1.0, sound[: int(np.searchsorted(power, 0.99 * power[-1]))]))[0].intact < WHOLE


@each_sound
def test_a_sound_with_a_hole_in_it_is_not_whole(pack: str, name: str) -> None:
    torn = PACKS[pack][name].copy()
    loudest = int(np.abs(torn.astype(int)).argmax())
    torn[loudest : loudest + RATE // 200] = 0
    assert heard(pack, (1.0, torn))[0].intact < WHOLE


@each_sound
def test_a_sound_that_is_played_twice_is_two_or_not_whole(pack: str, name: str) -> None:
    sound = PACKS[pack][name]
    found = heard(pack, (1.0, sound), (1.0 + len(sound) / RATE / 2, sound))
    assert len(found) == 2 or found[0].intact < WHOLE


def test_a_sound_in_the_place_of_another_is_named_by_its_own_name() -> None:
    found = heard("tones", (1.0, PACKS["tones"]["walk"]), (4.0, PACKS["tones"]["run"]))
    assert [each.name for each in found] == ["walk", "run"]


def test_noise_is_like_no_sound() -> None:
    noise = np.random.default_rng(1).integers(-9000, 9000, RATE).astype(np.int16)
    assert all(heard(pack, (1.0, noise))[0].likeness < 0.5 for pack in PACKS)


def test_silence_holds_nothing() -> None:
    assert heard("tones") == []
