"""Cues at sample positions in, samples out."""

from __future__ import annotations

from array import array
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.audio import mixer
from runwalk_tui.audio.mixer import FADE, Sound


def sound(length: int, value: int = 1000, priority: int = 0) -> Sound:
    return Sound(array("h", [value] * length), priority)


def samples(mix: mixer.Mix, position: int, count: int) -> list[int]:
    rendered = mixer.render(mix, position, count)
    return [0] * count if rendered is None else list(rendered)


def test_silence_is_none_and_not_a_block_of_zeros() -> None:
    assert mixer.render((), 0, 100) is None
    assert mixer.render(mixer.start((), sound(10), 500) or (), 0, 100) is None


def test_a_sound_stands_at_its_place_sample_for_sample() -> None:
    mix = mixer.start((), Sound(array("h", range(1, 6))), 3)
    assert mix is not None
    assert samples(mix, 0, 10) == [0, 0, 0, 1, 2, 3, 4, 5, 0, 0]


@given(st.integers(0, 50), st.lists(st.integers(1, 40), min_size=1, max_size=12))
def test_the_size_of_the_blocks_does_not_matter(start: int, sizes: list[int]) -> None:
    mix = mixer.start((), Sound(array("h", range(1, 61))), start) or ()
    mix = mixer.start(mix, sound(300), start + 20) or ()
    whole = samples(mix, 0, sum(sizes))
    pieces: list[int] = []
    for size in sizes:
        pieces += samples(mix, len(pieces), size)
    assert pieces == whole


def test_a_sound_of_the_same_rank_takes_the_place_of_the_one_before_it() -> None:
    mix = mixer.start((), sound(5000, 1000), 0)
    mix = mixer.start(mix or (), sound(5000, 2000), 1000)
    assert mix is not None
    heard = samples(mix, 0, 6000)
    assert heard[999] == 1000
    assert 2900 < heard[1000] <= 3000
    assert heard[1000 + FADE : 6000] == [2000] * (5000 - FADE)


def test_a_cut_sound_fades_and_does_not_click() -> None:
    mix = mixer.stop(mixer.start((), sound(5000, 20_000), 0) or (), 1000)
    heard = samples(mix, 0, 2000)
    steps = [abs(b - a) for a, b in pairwise(heard[990:])]
    assert max(steps) <= 20_000 // FADE + 2
    assert not any(heard[1000 + FADE :])


def test_a_tick_does_not_cut_a_word() -> None:
    mix = mixer.start((), sound(5000, priority=4), 0)
    assert mixer.start(mix or (), sound(100, priority=0), 4999) is None


def test_a_tick_is_heard_as_soon_as_the_word_is_over() -> None:
    mix = mixer.start((), sound(5000, priority=4), 0)
    assert mixer.start(mix or (), sound(100, priority=0), 5000) is not None


def test_two_sounds_together_stay_inside_sixteen_bits() -> None:
    mix = mixer.start((), sound(2000, 30_000), 0)
    mix = mixer.start(mix or (), sound(2000, 30_000), 100)
    assert max(samples(mix or (), 0, 400)) == 32767


def test_stopping_forgets_what_has_not_begun() -> None:
    mix = mixer.start((), sound(100), 5000)
    assert mixer.stop(mix or (), 1000) == ()


def test_a_whole_schedule_is_arranged_with_the_same_rules() -> None:
    sounds = {"word": sound(2000, priority=4), "tick": sound(100), "other": sound(1000, 500, priority=4)}
    mix = mixer.arrange([(0, "word"), (500, "tick"), (800, "other"), (5000, "tick")], sounds)
    assert [(item.start, item.end) for item in mix] == [(0, 800 + FADE), (800, 1800), (5000, 5100)]


def test_half_the_volume_is_a_quarter_of_the_amplitude() -> None:
    assert mixer.amplitude(100) == 1.0
    assert mixer.amplitude(50) == 0.25
    assert list(mixer.louder(array("h", [1000, -1000]), mixer.amplitude(50))) == [250, -250]


def test_joined_sounds_leave_out_the_tail_that_is_not_heard() -> None:
    tone = array("h", [9000] * 10 + [3] * 50)
    assert list(mixer.joined([tone, array("h", [5] * 3)])) == [9000] * 10 + [5] * 3
