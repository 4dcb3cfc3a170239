"""What a voice has said, made into a cue: trimmed, brightened if it needs to be, and as loud as every other.

Loudness is measured as ITU-R BS.1770-4 says: a filter for the ear, then the mean square of those blocks of 0.4 s that
are not silence. Nothing but arithmetic, since the program itself needs no library for numbers.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate

from runwalk_tui.audio.mixer import RATE

LOUDNESS = -16.0
"""LUFS of a word."""
PEAK = 0.7
"""Of full scale: leaves room for the runner's music in a mixing sound server."""
QUIET = 0.02
"""Share of the highest sample below which the edges of a word are trimmed away."""
EDGE = 0.008
"""Seconds that are kept before and after, and over which they fade."""
BLOCK = 0.4
"""Seconds of which loudness is the mean square, a block beginning every quarter of it. A word ends in as much silence
as fills the last one, so that all of it counts."""
SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (-1.69065929318241, 0.73248077421585))
"""The filter for the head, at 48,000 samples a second: BS.1770-4, table 1."""
HIGH_PASS = ((1.0, -2.0, 1.0), (-1.99004745483398, 0.99007225036621))
"""The filter against low sounds: table 2."""
SILENCE, RELATIVE = -70.0, -10.0
"""LUFS below which a block is silence, and LU below the others at which it doesn't count."""
TIMES = 4
"""How often the loudness is measured and set again: peaks are bent, which takes a little of it away."""
TAPS = 16
"""Samples on either side that a new one is computed from, where the rate changes."""


def as_cue(samples: Sequence[float], rate: int, *, bright: float = 0.0) -> array[int]:
    """The samples of a cue: 16 bit, one channel, at the mixer's rate. Raises ValueError where nothing is heard.

    `bright` is how much of each sample is taken from the next, 0 to 1: consonants have to carry over footsteps.
    """
    whole = at_rate(samples, rate)
    if bright:
        whole = [now - bright * before for before, now in zip([0.0, *whole], whole, strict=False)]
    return levelled(trimmed(whole))


def at_rate(samples: Sequence[float], rate: int) -> list[float]:
    """The same sound at the mixer's rate, by a windowed sinc."""
    if rate == RATE:
        return list(samples)
    ratio = min(1.0, RATE / rate)  # from a higher rate, what the mixer's can't hold goes first
    reach = math.ceil(TAPS / ratio)
    padded = [0.0] * reach + list(samples) + [0.0] * (reach + 1)
    common = math.gcd(RATE, rate)
    phases = RATE // common
    kernels = [_kernel(phase / phases, reach, ratio) for phase in range(phases)]
    made = []
    for i in range(len(samples) * RATE // rate):
        whole, phase = divmod(i * (rate // common), phases)
        made.append(math.fsum(map(float.__mul__, kernels[phase], padded[whole + 1 : whole + 1 + 2 * reach])))
    return made


def _kernel(offset: float, reach: int, ratio: float) -> list[float]:
    """What each sample around a place counts there; `offset` is how far the place is behind a sample."""
    weights = []
    for tap in range(1 - reach, reach + 1):
        x = tap - offset
        turn = math.pi * x * ratio
        sinc = math.sin(turn) / turn if turn else 1.0
        weights.append(ratio * sinc * (0.5 + 0.5 * math.cos(math.pi * x / (reach + 1))))
    return weights


def trimmed(samples: Sequence[float]) -> list[float]:
    """Without the silence around it, its edges faded. Raises ValueError where there is nothing else."""
    highest = max(map(abs, samples), default=0.0)
    loud = [i for i, sample in enumerate(samples) if abs(sample) > QUIET * highest]
    if not loud:
        raise ValueError("nothing is heard")
    edge = round(EDGE * RATE)
    word = list(samples[max(0, loud[0] - edge) : loud[-1] + edge])
    for i in range(min(edge, len(word))):
        word[i] *= i / edge
        word[-1 - i] *= i / edge
    return word


def levelled(samples: Sequence[float]) -> array[int]:
    """At LOUDNESS; the few peaks above PEAK are bent and not cut off."""
    scale = 1.0
    made: list[float] = list(samples)
    for _ in range(TIMES):
        scale *= 10 ** ((LOUDNESS - loudness(made)) / 20)
        made = [PEAK * math.tanh(sample * scale / PEAK) for sample in samples]
    return array("h", (round(32767 * sample) for sample in made))


def loudness(samples: Sequence[float]) -> float:
    """LUFS of a sound at the mixer's rate, full scale being 1."""
    block = round(BLOCK * RATE)
    silence = block - len(samples) if len(samples) < block else -(len(samples) - block) % (block // 4)
    whole = [*samples, *([0.0] * silence)]
    squares = list(
        accumulate((sample * sample for sample in _filtered(_filtered(whole, *SHELF), *HIGH_PASS)), initial=0.0)
    )
    means = [(squares[i + block] - squares[i]) / block for i in range(0, len(whole) - block + 1, block // 4)]
    audible = [mean for mean in means if _lufs(mean) > SILENCE]
    if not audible:
        return -math.inf
    gate = _lufs(sum(audible) / len(audible)) + RELATIVE
    counted = [mean for mean in audible if _lufs(mean) > gate]
    return _lufs(sum(counted) / len(counted))


def _lufs(mean_square: float) -> float:
    return -0.691 + 10 * math.log10(mean_square) if mean_square > 0 else -math.inf


def _filtered(samples: Iterable[float], forward: tuple[float, float, float], back: tuple[float, float]) -> list[float]:
    """Through one filter of two zeros and two poles."""
    (b0, b1, b2), (a1, a2) = forward, back
    first = second = 0.0
    made = []
    for sample in samples:
        out = b0 * sample + first
        first = b1 * sample - a1 * out + second
        second = b2 * sample - a2 * out
        made.append(out)
    return made
