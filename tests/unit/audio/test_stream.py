"""Silence, and each cue at the sample its deadline falls on."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runwalk_tui.audio.mixer import RATE, Sound
from runwalk_tui.audio.stream import GAP, Stream

BLOCK = 1920
LEAD = 0.08


class Listener:
    """A stream on a punctual device, and everything it played."""

    def __init__(self, *, latency: float = 0.0) -> None:
        self.fates: list[tuple[float, str, str]] = []
        self.heard = array("h")
        sounds = {
            "run": Sound(array("h", [5000] * 9600), 4),
            "walk": Sound(array("h", [7000] * 9600), 4),
            "tick": Sound(array("h", [1000] * 960), 0),
            "song": Sound(array("h", [3000] * 5 * RATE), 2),
        }
        self.stream = Stream(
            sounds, lambda at, name, fate: self.fates.append((at, name, fate)), depth=0.12, ahead=LEAD, latency=latency
        )

    @property
    def now(self) -> float:
        return 100.0 + len(self.heard) / RATE

    def run(self, seconds: float) -> None:
        for _ in range(round(seconds * RATE / BLOCK)):
            self.heard.frombytes(bytes(memoryview(self.stream.block(BLOCK, self.now))))

    def onsets(self) -> list[tuple[float, int]]:
        """When each sound is heard, and its first sample."""
        found = []
        for i, sample in enumerate(self.heard):
            if sample and (i == 0 or not self.heard[i - 1]):
                found.append((100.0 + i / RATE + LEAD, sample))
        return found


def test_a_cue_is_heard_at_its_deadline_to_the_sample() -> None:
    listener = Listener()
    listener.stream.replace([(101.2345, "run")])
    listener.run(3)
    [(at, sample)] = listener.onsets()
    assert abs(at - 101.2345) <= 1 / RATE
    assert sample == 5000
    assert listener.fates == [(101.2345, "run", "played")]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(10, 100), min_size=1, max_size=6, unique=True))
def test_every_cue_is_heard_once_and_in_order(tenths: list[int]) -> None:
    listener = Listener()
    deadlines = sorted(100 + tenth * 0.4 for tenth in tenths)
    listener.stream.replace([(at, "tick") for at in deadlines])
    listener.run(42)
    assert [round(at, 3) for at, _ in listener.onsets()] == [round(at, 3) for at in deadlines]


def test_latency_of_the_headphones_makes_cues_earlier() -> None:
    listener = Listener(latency=0.25)
    listener.stream.replace([(102.0, "run")])
    listener.run(3)
    assert abs(listener.onsets()[0][0] - 101.75) <= 1 / RATE


def test_a_cue_that_is_sent_again_while_it_sounds_is_played_once_and_told_twice() -> None:
    """Whoever sends it again would take a stream that says nothing for dead."""
    listener = Listener()
    listener.stream.replace([(100.5, "run")])
    listener.run(0.48)
    listener.stream.replace([(100.5 + 1e-9, "run"), (102.0, "walk")])
    listener.run(3)
    assert [sample for _, sample in listener.onsets()] == [5000, 7000]
    assert [fate[1:] for fate in listener.fates] == [("run", "played"), ("run", "played"), ("walk", "played")]


def test_a_new_schedule_replaces_the_old_one() -> None:
    listener = Listener()
    listener.stream.replace([(101.0, "run"), (102.0, "walk")])
    listener.run(0.4)
    listener.stream.replace([(101.5, "walk")])
    listener.run(3)
    assert [sample for _, sample in listener.onsets()] == [7000]


def test_a_schedule_that_is_sent_again_does_not_play_a_cue_twice() -> None:
    listener = Listener()
    listener.stream.replace([(100.5, "run"), (102.0, "walk")])
    listener.run(0.6)
    listener.stream.replace([(100.5 + 1e-6, "run"), (102.0, "walk")])
    listener.run(3)
    assert [sample for _, sample in listener.onsets()] == [5000, 7000]


def test_a_cue_that_comes_a_little_late_begins_at_its_beginning() -> None:
    listener = Listener()
    listener.run(1)
    listener.stream.replace([(listener.now - 0.2, "run")])
    listener.run(1)
    assert sum(1 for sample in listener.heard if sample) == 9600


def test_a_cue_that_is_too_old_is_dropped() -> None:
    listener = Listener()
    listener.run(1)
    old = listener.now - 0.35
    listener.stream.replace([(old, "run")])
    listener.run(1)
    assert not any(listener.heard)
    assert listener.fates == [(old, "run", "late")]


def test_slow_headphones_do_not_make_the_first_cue_too_old() -> None:
    listener = Listener(latency=0.4)
    listener.run(1)
    listener.stream.replace([(listener.now, "run")])
    listener.run(1)
    assert sum(1 for sample in listener.heard if sample) == 9600


def test_a_stall_plays_nothing_late() -> None:
    listener = Listener()
    listener.stream.replace([(101.0 + i, "tick") for i in range(5)])
    listener.run(0.5)
    listener.heard.frombytes(bytes(2 * round(3.2 * RATE)))  # the whole machine stood still for 3.2 s
    listener.run(4)
    assert [fate for _, _, fate in listener.fates] == ["late", "late", "late", "played", "played"]


@pytest.mark.parametrize("stood", [0.3, 1.0, 3.0])
def test_a_device_that_stood_still_in_a_silence_plays_the_next_cue_all_the_same(stood: float) -> None:
    """Blocks of silence look at no cue that is far away, and after a gap it isn't as far as it was."""
    listener = Listener()
    listener.run(5)
    due = listener.now + stood + 0.5
    listener.stream.replace([(due, "run")])
    listener.run(0.2)
    begun = next(
        now
        for now in (listener.now + stood + number * BLOCK / RATE for number in range(50))
        if any(memoryview(listener.stream.block(BLOCK, now)).cast("B"))
    )
    assert listener.fates == [(due, "run", "played")]
    assert -BLOCK / RATE <= begun + LEAD - due <= BLOCK / RATE


def test_the_cue_after_a_gap_of_the_device_is_on_time() -> None:
    """A request that is 0.1 s late finds a device dry that had 0.08 s left: all that follows is heard 0.02 s later."""
    gap = 0.02
    listener = Listener()
    listener.run(5)
    listener.stream.replace([(listener.now + 0.5, "run")])
    due, position = listener.now + 0.5, len(listener.heard)
    listener.stream.block(BLOCK, listener.now + LEAD + gap)
    onset = None
    for number in range(1, 25):
        block = listener.stream.block(BLOCK, listener.now + gap + number * BLOCK / RATE)
        first = next((i for i, sample in enumerate(memoryview(block).cast("B").cast("h")) if sample), None)
        if onset is None and first is not None:
            onset = 100.0 + (position + number * BLOCK + first) / RATE + LEAD + gap
    assert onset is not None
    assert abs(onset - due) < 0.001


def test_silence_ends_what_sounds_and_forgets_the_rest() -> None:
    listener = Listener()
    listener.stream.replace([(100.2, "song"), (103.0, "run")])
    listener.run(0.8)
    listener.stream.silence()
    listener.run(0.04)
    before = len(listener.heard)
    listener.run(4)
    assert not any(listener.heard[before:])


def test_a_tick_under_a_longer_sound_is_reported_as_covered() -> None:
    listener = Listener()
    listener.stream.replace([(100.5, "song"), (101.0, "tick")])
    listener.run(2)
    assert [fate for _, _, fate in listener.fates] == ["played", "covered"]


def test_a_change_is_heard_over_a_longer_sound() -> None:
    listener = Listener()
    listener.stream.replace([(100.5, "song"), (101.0, "run")])
    listener.run(2)
    assert [fate for _, _, fate in listener.fates] == ["played", "played"]
    assert listener.heard[round((101.05 - 100 - LEAD) * RATE)] == 5000


def test_a_sound_test_plays_with_the_next_block() -> None:
    listener = Listener()
    listener.run(1)
    listener.stream.play("walk")
    listener.run(0.04)
    assert listener.heard[RATE] == 7000


def test_words_of_a_phrase_are_heard_one_after_the_other_and_an_unknown_one_is_left_out() -> None:
    listener = Listener()
    listener.run(1)
    listener.stream.play("walk", "nonsense", "run")
    listener.run(2)
    heard = listener.heard[RATE:]
    assert heard[0] == 7000
    assert 5000 in heard
    gap = heard[: list(heard).index(5000)]
    assert list(gap)[-GAP:] == [0] * GAP


def test_an_unknown_name_in_a_schedule_is_left_out() -> None:
    listener = Listener()
    listener.stream.replace([(100.5, "nonsense"), (101.0, "run")])
    listener.run(2)
    assert [name for _, name, fate in listener.fates if fate == "played"] == ["run"]
