"""A machine without any sound: the bell takes over, and the screen is told."""

from __future__ import annotations

import time

from runwalk_tui.audio.backends.bell import RINGS
from runwalk_tui.audio.supervision.candidates import IN_CHILD, is_installed
from runwalk_tui.doctor.sound_check import check_audio
from runwalk_tui.session.cues import CueName
from runwalk_tui.settings import AudioSettings
from tests.support.processes import wait_until
from tests.support.sound_stage import SOUNDS, MakeStage


def test_the_bell_rings_and_the_screen_says_why(no_sound: MakeStage) -> None:
    show = no_sound()
    show.wait_for("bell")
    assert "no sound device" in show.status.message
    assert "the bell" in show.status.message
    assert "\n" not in show.status.message
    zero = show.schedule([(0.0, CueName.RUN)])
    wait_until(lambda: len(show.rings) == RINGS[CueName.RUN])
    assert show.rings[0] >= zero


def test_starting_takes_no_time_and_raises_nothing(no_sound: MakeStage) -> None:
    show = no_sound()
    show.player.start()
    show.player.play(CueName.WALK)
    wait_until(lambda: show.rings)


def test_silent_asks_for_no_device(no_sound: MakeStage) -> None:
    show = no_sound(backend="silent")
    wait_until(lambda: show.told)
    show.player.play(CueName.RUN)
    time.sleep(0.3)
    assert show.rings == []
    assert show.status.message == ""


def test_the_check_says_what_was_tried(no_sound: MakeStage) -> None:
    no_sound(backend="silent")
    found = check_audio(AudioSettings(backend="auto"), SOUNDS)
    assert found.backend == "bell"
    assert not found.works
    assert [(tried.backend, tried.works) for tried in found.tried] == [
        (library, False) for library in filter(is_installed, IN_CHILD)
    ]
    assert found.tried[0].detail == "no sound device"
