"""A belt that stops in a run is asked about once; what was heard and is gone is missing until it is back."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from runwalk_tui.session.measured import BeltStop, Figures, GoneQuiet


def asked(speeds: Sequence[int | None], *, running: bool = True) -> list[int]:
    """The seconds at which a runner is asked, of a belt with such a speed in each."""
    stop = BeltStop()
    return [second for second, speed in enumerate(speeds) if stop.asks(second, Figures(speed=speed), running=running)]


@pytest.mark.parametrize(
    ("speeds", "at"),
    [
        ([800] * 3 + [0] * 20, [8]),
        ([800] * 3 + [0] * 5, []),
        ([0] * 30, []),  # it has never moved: nobody is on it yet
        ([800, 0, 0, 0, 800, 0, 0, 0, 800], []),  # a change of speed
        ([800, 0, 0, 0, None, 0, 0, 0, 0, 0], [6]),
        ([800, 0, *[None] * 20], [6]),  # it told that it stands, and then nothing any more
        ([800, *[None] * 20], []),  # it was lost while it moved
        ([800, 0, None, 800, *[None] * 20], []),
        ([800, *[0] * 8, 800, *[0] * 8], [6, 15]),  # it was asked about, ran again and stopped again
        ([None] * 20, []),
    ],
)
def test_a_belt_that_stands_for_some_seconds_is_asked_about_once(speeds: list[int | None], at: list[int]) -> None:
    assert asked(speeds) == at


def test_in_a_walk_or_a_pause_nobody_is_asked() -> None:
    assert asked([800] * 3 + [0] * 20, running=False) == []


def missing(heard: Sequence[int | None]) -> list[int]:
    """The seconds at which a heart rate is missing, of a strap with such a one in each."""
    quiet = GoneQuiet()
    found = [quiet.missing(second, Figures(bpm=bpm)) for second, bpm in enumerate(heard)]
    assert not any(speed for _, speed in found), "a treadmill that was never heard is not missing"
    return [second for second, (bpm, _) in enumerate(found) if bpm]


@pytest.mark.parametrize(
    ("heard", "at"),
    [
        ([None] * 30, []),  # it was never there
        ([120, *[None] * 4, 121, *[None] * 4, 122], []),  # it comes and goes
        ([120, *[None] * 8, 121, None], [5, 6, 7, 8]),
    ],
    ids=["never", "comes and goes", "gone and back"],
)
def test_a_strap_that_was_heard_is_missing_until_it_is_back(heard: Sequence[int | None], at: list[int]) -> None:
    assert missing(heard) == at


def test_each_is_missing_by_itself() -> None:
    quiet = GoneQuiet()
    assert quiet.missing(0, Figures(120, 800)) == (False, False)
    assert quiet.missing(9, Figures(120)) == (False, True)
    assert quiet.missing(20, Figures(speed=0)) == (True, False)
