"""Every line about sound is one short line."""

from __future__ import annotations

import pytest

from runwalk_tui.audio import status
from runwalk_tui.audio.backends import reasons

REASONS = (
    "no sound device",
    "its device disappeared",
    "ended by SIGKILL",
    "it is not installed",
    "it won't start",
    reasons.SLOW,
    reasons.NO_PORTAUDIO,
    reasons.CRASHES_HERE,
    reasons.INTO_NOTHING,
    "it can't be loaded: libpulse.so.0: cannot open shared object file:\n No such file or directory",
)


def lines() -> list[str]:
    found = [status.BELL_RINGS]
    for reason in REASONS:
        found.append(status.trying("simpleaudio", reason))
        found += [status.bell("simpleaudio", reason, played=played) for played in (True, False)]
        found.append(status.plays_again(reason))
        found.append(status.plays_instead("miniaudio", reason))
    found.append(status.own_sounds(["run.mp3 cannot be played", "halfway not in my-sounds"]))
    found.append(status.own_sounds([f"{number}.mp3 cannot be played" for number in range(20)]))
    found += [status.usual_instead(name, "miniaudio") for name in ("Headset", "A very long name of a device " * 9)]
    found.append(status.usual_instead("Headset", "simpleaudio"))
    found.append(status.not_said(["next-walk.wav has no sound in it"] * 5))
    found.append(status.own_sounds([], ["walk.wav is not in “mine”; that one comes from the tones"]))
    return found


@pytest.mark.parametrize("line", lines())
def test_a_line_fits_into_80_columns(line: str) -> None:
    assert len(line) <= status.WIDTH
    assert "\n" not in line
    assert line.endswith(".")


@pytest.mark.parametrize("reason", REASONS[:5])
def test_usual_reasons_are_not_cut(reason: str) -> None:
    assert reason in status.bell("miniaudio", reason, played=True)
    assert reason in status.plays_again(reason)
    assert reason in status.plays_instead("miniaudio", reason)


def test_sound_that_never_was_has_not_stopped() -> None:
    assert "stopped" not in status.bell("miniaudio", "no sound device", played=False)


@pytest.mark.parametrize("reason", REASONS)
def test_a_library_is_named_where_the_reason_is_about_it_and_nowhere_else(reason: str) -> None:
    named = reason.startswith(("it is not installed", "it can't be loaded", "it won't start", "version"))
    for line in (
        status.trying("miniaudio", reason),
        status.bell("miniaudio", reason, played=True),
        status.bell("miniaudio", reason, played=False),
        status.plays_instead("miniaudio", reason),
    ):
        assert ("miniaudio" in line) is named, line


def test_a_library_that_crashes_is_named_and_the_reason_is_not_cut() -> None:
    line = status.bell("simpleaudio", reasons.CRASHES_HERE, played=False)
    assert line == "No sound (simpleaudio: version 1.0.4 crashes here); you'll hear the bell."


def test_broken_files_are_named_as_far_as_there_is_room_and_where_the_rest_is() -> None:
    faults = [f"{name}.mp3 can't be played" for name in ("run", "walk", "halfway", "finished", "last-run")]
    assert status.own_sounds(faults) == "run.mp3, walk.mp3 and 3 more can't be played; runwalk doctor names them."
    assert status.not_said(faults) == status.own_sounds(faults)
    both = status.own_sounds(faults[:1], ["walk.wav is not in “mine”; that one comes from the tones"])
    assert both == "run.mp3 can't be played; runwalk doctor says what else is wrong."


def test_two_broken_files_that_have_room_are_named_with_what_plays_instead() -> None:
    line = status.own_sounds(["halfway.mp3 can't be played", "cool-down.wav can't be played"])
    assert line == "halfway.mp3 and cool-down.wav can't be played; runwalk's own play instead."
    assert len(line) <= status.WIDTH


def test_the_first_broken_file_is_always_named() -> None:
    assert "0.mp3" in status.own_sounds([f"{number}.mp3 cannot be played" for number in range(20)])
