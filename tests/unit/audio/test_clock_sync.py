"""The audio clock against the monotonic clock, under requests that come late."""

from __future__ import annotations

import random

import pytest

from runwalk_tui.audio.clock_sync import ClockFit

RATE = 48_000
BLOCK = 1920
"""Samples a request asks for: 40 ms."""
DEPTH = 0.12


class Device:
    """Asks for blocks as a device does whose crystal is off, on a machine that serves it late."""

    def __init__(self, *, drift: float = 0.0, late: float = 0.0, seed: int = 1) -> None:
        self.fit = ClockFit(RATE, DEPTH)
        self.random = random.Random(seed)
        self.drift = drift
        self.late = late
        self.position = 0
        self.delayed = 0.0

    def truth(self, position: int) -> float:
        return 1000.0 + self.delayed + position / RATE * (1 + self.drift)

    def run(self, seconds: float) -> None:
        for _ in range(int(seconds * RATE / BLOCK)):
            late = self.random.expovariate(1 / self.late) if self.late else 0.0
            self.fit.observe(self.position, self.truth(self.position) + min(late, DEPTH * 0.6))
            self.position += BLOCK

    def error(self) -> float:
        """Seconds by which the fit is off for the next block."""
        return self.fit.when(self.position) - self.truth(self.position)


def test_a_punctual_device_is_followed_exactly() -> None:
    device = Device()
    device.run(10)
    assert device.error() == pytest.approx(0, abs=1e-9)


def test_a_position_and_its_instant_belong_together() -> None:
    device = Device(drift=80e-6)
    device.run(40)
    assert device.fit.position(device.fit.when(device.position + 5000)) == device.position + 5000


@pytest.mark.parametrize("drift", [-200e-6, -30e-6, 0.0, 30e-6, 200e-6])
def test_a_crystal_that_is_off_does_not_add_up_over_ninety_minutes(drift: float) -> None:
    device = Device(drift=drift, late=0.004)
    worst = 0.0
    for _ in range(90):
        device.run(60)
        worst = max(worst, abs(device.error()))
    assert worst < 0.002


def test_late_requests_do_not_pull_the_line() -> None:
    device = Device(late=0.015)
    device.run(30)
    assert abs(device.error()) < 0.002


def test_after_a_gap_of_the_device_the_new_place_is_known_at_once() -> None:
    device = Device()
    device.run(20)
    device.delayed += 0.3
    device.run(0.2)
    assert device.error() == pytest.approx(0, abs=1e-6)


def test_a_small_gap_is_known_within_two_seconds() -> None:
    device = Device(late=0.001)
    device.run(20)
    device.delayed += 0.02
    device.run(3.1)
    assert abs(device.error()) < 0.002


def test_a_single_busy_second_is_not_taken_for_a_gap() -> None:
    device = Device()
    device.run(20)
    device.delayed += 0.02
    device.run(1.0)
    device.delayed -= 0.02
    device.run(0.1)
    assert device.error() == pytest.approx(0, abs=1e-6)


def test_a_device_that_asks_earlier_than_thought_is_believed_at_once() -> None:
    device = Device()
    device.run(20)
    device.delayed -= 0.01
    device.run(0.1)
    assert device.error() == pytest.approx(0, abs=1e-6)


def test_the_difference_of_the_clocks_is_found() -> None:
    device = Device(drift=150e-6, late=0.002)
    device.run(60)
    assert device.fit.slope == pytest.approx(150e-6, abs=40e-6)
