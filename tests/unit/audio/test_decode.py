"""Sound files into samples."""

from __future__ import annotations

import os
import subprocess
import sys
from array import array
from pathlib import Path

import numpy as np
import pytest
import soundfile

from runwalk_tui.audio import mixer
from runwalk_tui.audio.decode import LONGEST, SoundError, load_sounds, read_sound
from runwalk_tui.audio.mixer import RATE
from runwalk_tui.audio.word_files import PRIORITY
from tests.support.sound_files import write_wave


def test_a_file_of_our_own_kind_is_read_sample_for_sample(tmp_path: Path) -> None:
    samples = array("h", [0, 5, -7, 32767, -32768])
    assert read_sound(write_wave(tmp_path / "run.wav", samples)) == samples


def test_another_rate_and_two_channels_are_converted(tmp_path: Path) -> None:
    stereo = array("h", [8000, 8000] * 22_050)
    samples = read_sound(write_wave(tmp_path / "run.wav", stereo, rate=22_050, channels=2))
    assert abs(len(samples) - RATE) < 50
    assert abs(samples[RATE // 2] - 8000) < 10


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".mp3", ".ogg"])
@pytest.mark.parametrize(("rate", "channels"), [(48_000, 1), (44_100, 2)])
def test_each_kind_of_file_that_the_runner_may_have_is_read(
    tmp_path: Path, suffix: str, rate: int, channels: int
) -> None:
    second = np.sin(2 * np.pi * 440 * np.arange(rate) / rate) * 0.5
    file = tmp_path / f"run{suffix}"
    soundfile.write(file, np.column_stack([second] * channels), rate)
    sounds, faults = load_sounds({"run": (1.0, 4, [[str(file)]])})
    samples = np.array(sounds["run"].samples).astype(float)
    assert faults == []
    assert abs(len(samples) - RATE) < 0.06 * RATE  # an encoder may add a frame of its own at either end
    middle = samples[RATE // 4 : 3 * RATE // 4]
    assert np.abs(np.fft.rfft(middle)).argmax() == 220
    assert abs(np.abs(middle).max() / 32768 - 0.5) < 0.05


@pytest.mark.parametrize(
    ("name", "content"),
    [("run.mp3", b"not music"), ("run.wav", b"RIFF"), ("run.ogg", b""), ("run.flac", b"fLaC" + bytes(100))],
)
def test_a_broken_file_is_named(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SoundError, match=name):
        read_sound(tmp_path / name)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SoundError, match=r"run\.wav is missing"):
        read_sound(tmp_path / "run.wav")


def test_a_folder_in_place_of_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "run.wav").mkdir()
    with pytest.raises(SoundError, match=r"run\.wav can't be read"):
        read_sound(tmp_path / "run.wav")


def test_a_file_without_a_sample_is_named(tmp_path: Path) -> None:
    with pytest.raises(SoundError, match=r"run\.wav has no sound in it"):
        read_sound(write_wave(tmp_path / "run.wav", array("h")))


def test_of_a_whole_song_the_beginning_is_used(tmp_path: Path) -> None:
    song = array("h", [9000]) * (RATE * (LONGEST + 5))
    samples = read_sound(write_wave(tmp_path / "run.wav", song))
    assert len(samples) == LONGEST * RATE
    assert samples[RATE] == 9000
    assert abs(samples[-1]) < 100


def test_the_first_choice_that_can_be_read_is_taken_and_the_others_are_named(tmp_path: Path) -> None:
    good = write_wave(tmp_path / "ours.wav", array("h", [4000] * 100))
    bad = tmp_path / "theirs.mp3"
    bad.write_bytes(b"nothing")
    sounds, faults = load_sounds({"run": (1.0, 4, [[str(bad)], [str(good)]])})
    assert list(sounds["run"].samples) == [4000] * 100
    assert sounds["run"].priority == 4
    assert len(faults) == 1
    assert "theirs.mp3" in faults[0]


def test_a_choice_of_two_files_is_played_one_after_the_other(tmp_path: Path) -> None:
    one = write_wave(tmp_path / "one.wav", array("h", [4000] * 100))
    two = write_wave(tmp_path / "two.wav", array("h", [2000] * 50))
    sounds, _ = load_sounds({"run": (1.0, 0, [[str(one), str(two)]])})
    assert list(sounds["run"].samples) == [4000] * 100 + [2000] * 50


def test_the_volume_is_in_the_samples(tmp_path: Path) -> None:
    file = write_wave(tmp_path / "run.wav", array("h", [4000] * 10))
    sounds, _ = load_sounds({"run": (0.25, 0, [[str(file)]])})
    assert list(sounds["run"].samples) == [1000] * 10


def test_when_nothing_can_be_read_there_is_a_beep(tmp_path: Path) -> None:
    sounds, faults = load_sounds({"run": (1.0, 0, [[str(tmp_path / "run.wav")]])})
    assert sounds["run"].samples == mixer.beep()
    assert faults == ["run.wav is missing"]


def test_a_word_that_cannot_be_read_is_silence_and_named(tmp_path: Path) -> None:
    """A beep in the middle of a run would be taken for a cue."""
    file = write_wave(tmp_path / "next-walk.wav", array("h", [4000] * 100))
    file.write_bytes(file.read_bytes()[:44])  # a copy that was cut off: the header is whole
    sounds, faults = load_sounds({"next-walk": (1.0, PRIORITY, [[str(file)]])})
    assert len(sounds["next-walk"].samples) == 0
    assert faults == ["next-walk.wav has no sound in it"]


# What would hang or fill the memory.


@pytest.mark.parametrize("kind", ["pipe", "endless device", "link to a pipe"])
def test_what_is_no_ordinary_file_is_named_and_never_waited_for(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "run.wav"
    if kind == "endless device":
        file.symlink_to("/dev/zero")
    else:
        os.mkfifo(tmp_path / "pipe")
        file.symlink_to(tmp_path / "pipe")
        if kind == "pipe":
            (tmp_path / "pipe").replace(file)
    with pytest.raises(SoundError, match=r"run\.wav can't be read \(it is not a regular file\)"):
        read_sound(file)


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "run.wav").symlink_to(tmp_path / "gone")
    with pytest.raises(SoundError, match=r"run\.wav is missing"):
        read_sound(tmp_path / "run.wav")


PEAK = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
"""Prints the most memory that a process has had, in MB."""


@pytest.mark.slow("writes minutes of silence")
def test_a_small_file_that_holds_minutes_takes_no_more_memory_than_ten_seconds(tmp_path: Path) -> None:
    bomb = tmp_path / "run.flac"
    with soundfile.SoundFile(str(bomb), "w", 48_000, 8, "PCM_16", format="FLAC") as file:
        for _ in range(36):
            file.write(np.zeros((480_000, 8), dtype="int16"))
    assert bomb.stat().st_size < 2_000_000, "280 MB of samples"
    source = f"from pathlib import Path; from runwalk_tui.audio.decode import read_sound; {{}}; {PEAK}"
    read = f"assert len(read_sound(Path({str(bomb)!r}))) == 480_000"
    before, after = (
        int(subprocess.run([sys.executable, "-c", source.format(what)], capture_output=True, check=True).stdout)
        for what in ("import miniaudio", read)
    )
    assert after < before + 60


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "run.wav"
    with file.open("wb") as sparse:
        sparse.truncate(8 * 1024**3)
    with pytest.raises(SoundError, match=r"run\.wav is too large"):
        read_sound(file)
