"""Cues at sample positions in, samples out. Pure: the child process and the soundtrack mix with the same code.

Cues do not sound at the same time. One that starts while another sounds either takes its place, the old one
fading away under the attack of the new, or is left out when the old one matters more.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping, Sequence
from typing import NamedTuple

RATE = 48_000
"""Samples a second of everything that is mixed; one channel, 16 bit."""
FADE = RATE // 200
"""Samples (5 ms) in which a sound that is cut goes to zero: at once to the ear, and without a click."""


class Sound(NamedTuple):
    """One cue as it is mixed."""

    samples: array[int]
    """16 bit, at RATE, its volume already applied."""
    priority: int = 0
    """A cue of lower priority never cuts it."""


class Sounding(NamedTuple):
    """A sound that has been given its place in the stream."""

    sound: Sound
    start: int
    """Position of its first sample."""
    end: int
    """Position after its last sample."""

    @property
    def cut(self) -> bool:
        """Whether it ends before its own end, so that its last samples fade."""
        return self.end - self.start < len(self.sound.samples)


Mix = tuple[Sounding, ...]
"""What sounds now and later, in order of start; all but the last are fading away."""


def start(mix: Mix, sound: Sound, start: int) -> Mix | None:
    """Return the mix with this sound started at `start`, or None when a more important one is still sounding."""
    last = mix[-1] if mix else None
    if last is not None and last.end > start:
        if last.sound.priority > sound.priority:
            return None
        mix = stop(mix, start)
    return (*mix, Sounding(sound, start, start + len(sound.samples)))


def stop(mix: Mix, at: int) -> Mix:
    """Return the mix with everything over at `at + FADE`; what has not started by then is gone."""
    return tuple(
        Sounding(item.sound, item.start, min(item.end, at + FADE)) for item in mix if item.start < at < item.end
    )


def without_past(mix: Mix, position: int) -> Mix:
    """Return the mix without what is over at this position."""
    return tuple(item for item in mix if item.end > position)


def render(mix: Mix, position: int, count: int) -> array[int] | None:
    """Return `count` samples from `position` on, or None for silence, which most of a session is."""
    heard = [item for item in mix if item.start < position + count and item.end > position]
    if not heard:
        return None
    block = array("h", bytes(2 * count))
    for item in heard:
        first, last = max(position, item.start), min(position + count, item.end)
        _lay(block, first - position, _part(item, first, last))
    return block


def _part(item: Sounding, first: int, last: int) -> array[int]:
    """The samples of one sound between two positions, with the fade of a cut sound."""
    part = item.sound.samples[first - item.start : last - item.start]
    if item.cut:
        for i in range(max(0, item.end - FADE - first), len(part)):
            part[i] = part[i] * (item.end - first - i) // FADE
    return part


def _lay(block: array[int], offset: int, part: array[int]) -> None:
    """Add samples to a block, held inside 16 bits; over silence that is a plain copy."""
    if not any(block[offset : offset + len(part)]):
        block[offset : offset + len(part)] = part
        return
    for i, sample in enumerate(part, offset):
        block[i] = max(-32768, min(32767, block[i] + sample))


def arrange(cues: Sequence[tuple[int, str]], sounds: Mapping[str, Sound]) -> Mix:
    """Give cues at sample positions, in order, their places in one stream."""
    done: list[Sounding] = []
    mix: Mix = ()
    for position, name in cues:
        begun = start(mix, sounds[name], position)
        if begun is not None:
            done += begun[:-1]
            mix = begun[-1:]
    return (*done, *mix)


def louder(samples: array[int], factor: float) -> array[int]:
    """Return the samples times a factor of at most 1."""
    if factor == 1.0:
        return samples
    scale = round(factor * 65536)
    return array("h", [sample * scale >> 16 for sample in samples])


def amplitude(percent: float) -> float:
    """The factor of a volume in percent: its square, because half the volume should sound half as loud."""
    return (percent / 100) ** 2


def joined(parts: Sequence[array[int]]) -> array[int]:
    """Return several sounds one after the other: each starts as the one before has died away."""
    whole = array("h")
    for part in parts:
        whole = whole[: audible(whole)] + part
    return whole


def audible(samples: array[int], floor: int = 400) -> int:
    """Length up to the last sample that is heard; `floor` is about −38 dB of full scale."""
    length = len(samples)
    while length and -floor < samples[length - 1] < floor:
        length -= 1
    return length


def beep() -> array[int]:
    """A plain sound in place of a shipped file that is missing."""
    length = RATE // 6
    rim = RATE // 100
    return array(
        "h",
        [
            round(12_000 * math.sin(2 * math.pi * 660 * i / RATE) * min(1.0, i / rim, (length - i) / rim))
            for i in range(length)
        ],
    )
