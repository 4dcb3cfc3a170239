"""Which clocks tell a sleep from the passing of time, and that the wall clock is none of them."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest

from runwalk_tui.session.clock import SystemClock, asleep_since_boot

LINUX = {"CLOCK_BOOTTIME": 7, "CLOCK_MONOTONIC": 1}
MACOS = {"CLOCK_MONOTONIC": 6, "CLOCK_UPTIME_RAW": 8}


def system(readings: dict[int, float], **clocks: int) -> SimpleNamespace:
    """A module `time` with these clocks, and a wall clock that is not to be asked."""

    def never() -> float:
        raise AssertionError("the wall clock was asked")

    return SimpleNamespace(**clocks, clock_gettime=readings.__getitem__, time=never)


@pytest.mark.parametrize(
    ("clocks", "readings"), [(LINUX, {7: 500.0, 1: 440.0}), (MACOS, {6: 500.0, 8: 440.0})], ids=["Linux", "macOS"]
)
def test_a_sleep_is_the_difference_of_two_clocks_of_the_system(
    clocks: dict[str, int], readings: dict[int, float]
) -> None:
    assert asleep_since_boot(system(readings, **clocks)) == 60


def test_where_the_monotonic_clock_counts_the_sleep_itself_none_is_added() -> None:
    assert asleep_since_boot(system({})) == 0


def test_setting_the_wall_clock_is_no_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SystemClock()
    before = clock.now()
    monkeypatch.setattr(time, "time", lambda: 9e9)
    assert clock.slept() < 1
    assert clock.now() - before < 5
