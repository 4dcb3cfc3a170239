"""A sound at half its rate: half the bytes where nothing compresses them."""

from __future__ import annotations

from array import array

HALF_BAND = (0.31239, -0.08959, 0.03921, -0.01668, 0.00573, -0.00106)
"""A low-pass filter at a quarter of the rate: its coefficients 1, 3, 5, 7, 9 and 11 samples from the middle, on either
side. The middle is 0.5 and the others are 0. A sinc with a Kaiser window (beta 5): flat to 9 kHz of 48, and what would
fold back into the audible part is at least 20 dB down from 14 kHz on."""


def at_half_the_rate(samples: array[int]) -> array[int]:
    """Return 16-bit samples for half the rate."""
    reach = 2 * len(HALF_BAND)
    silence = array("h", bytes(2 * reach))
    padded = silence + samples + silence
    halved = array("h")
    for place in range(reach, reach + len(samples), 2):
        total = padded[place] / 2
        step = 1
        for weight in HALF_BAND:
            total += weight * (padded[place - step] + padded[place + step])
            step += 2
        halved.append(max(-32768, min(32767, round(total))))
    return halved
