"""A session as an audio file: every cue where the schedule has it."""

from __future__ import annotations

import mmap
import re
import struct
import sys
import tracemalloc
import wave
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from runwalk_tui import paths
from runwalk_tui.audio.decode import load_sounds
from runwalk_tui.audio.sound_files import all_cues
from runwalk_tui.audio.word_files import options_with_words, word_recipes
from runwalk_tui.exports.chapters import Chapter, cue_sheet
from runwalk_tui.exports.soundtrack import Soundtrack, SoundtrackError, render
from runwalk_tui.programme.plan import SessionPlan, lay_out, phases_of
from runwalk_tui.programme.stage import Act, Kind, Stage, Step
from runwalk_tui.session.cues import schedule
from runwalk_tui.settings import AudioSettings
from runwalk_tui.system.own_python import pip_install
from tests.support.bad_disk import small_disk
from tests.support.examples import in_the_larger_run
from tests.support.phases import laid_out

SOUNDS = paths.shipped_sounds()
RATE = 48_000
WAV_RATE = 24_000
SHORT = SessionPlan(
    "Mine",
    "4",
    2,
    laid_out(
        [
            (Kind.WARM_UP, 20, 0),
            (Kind.RUN, 15, 1),
            (Kind.WALK, 125, 1),
            (Kind.RUN, 15, 2),
            (Kind.WALK, 20, 2),
            (Kind.COOL_DOWN, 10, 0),
        ]
    ),
)
SETTINGS = AudioSettings(volume=100)
PAGE = mmap.PAGESIZE
"""Bytes: what a file takes of a file system in memory is so many, or a multiple of them."""


def shipped(settings: AudioSettings) -> dict[str, np.ndarray]:
    recipes = {cue.name: cue.recipe for cue in all_cues(settings, SOUNDS)}
    sounds, _ = load_sounds(recipes | word_recipes(settings, SOUNDS))
    return {name: np.array(sound.samples).astype(float) for name, sound in sounds.items()}


def halved(sound: np.ndarray) -> np.ndarray:
    """The sound at half its rate, with everything above cut off; computed another way than the program does it."""
    count = 2 * (len(sound) // 2)
    return np.fft.irfft(np.fft.rfft(sound[:count])[: count // 4 + 1], count // 2) / 2


def assert_each_cue_in_place(
    heard: np.ndarray, settings: AudioSettings, within: int, alike: float, rate: int = RATE
) -> None:
    """Every cue of the schedule is in the samples within so many of them of its place, and nothing else is."""
    sounds = shipped(settings)
    if rate == WAV_RATE:
        sounds = {name: halved(sound) for name, sound in sounds.items()}
    rest = heard.astype(float)
    padded = np.pad(rest, rate)
    for cue in schedule(SHORT.phases, options_with_words(settings, SOUNDS)):
        sound, place = sounds[cue.name], round(cue.at * rate)
        window = padded[rate + place - 2000 : rate + place + len(sound) + 2000]
        size = 1 << (len(window) + len(sound)).bit_length()
        product = np.fft.irfft(np.fft.rfft(window, size) * np.conj(np.fft.rfft(sound, size)), size)[:4001]
        shift = int(product.argmax())
        assert abs(shift - 2000) <= within, (cue, shift - 2000)
        piece = window[shift : shift + len(sound)]
        assert piece @ sound / np.sqrt((piece @ piece) * (sound @ sound)) > alike, cue
        rest[place - 500 if place > 500 else 0 : place + len(sound) + 3000] = 0
    assert np.abs(rest).max() < 200


@pytest.mark.parametrize("pack", ["tones", "voice", "both"])
def test_a_wave_file_has_every_cue_at_its_very_sample(tmp_path: Path, pack: Any) -> None:
    settings = AudioSettings(volume=100, pack=pack)
    made = render(SHORT, settings, SOUNDS, tmp_path / "session.wav")
    with wave.open(str(made.path)) as file:
        assert (file.getframerate(), file.getnchannels()) == (WAV_RATE, 1)
        heard = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
    assert len(heard) == round(made.seconds * WAV_RATE)
    assert made.cues == schedule(SHORT.phases, options_with_words(settings, SOUNDS))
    assert_each_cue_in_place(heard, settings, 0, 0.99, WAV_RATE)


def rendered(folder: Path) -> Path:
    """The session as a wave file."""
    return render(SHORT, SETTINGS, SOUNDS, folder / "session.wav").path


@pytest.fixture(scope="module")
def compressed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Soundtrack]:
    """The session in a compressed format, which takes long to write and is written once."""
    pytest.importorskip("soundfile", reason='the extra "render" is not installed')
    folder = tmp_path_factory.mktemp("compressed")
    return cache(lambda suffix: render(SHORT, SETTINGS, SOUNDS, folder / f"session{suffix}"))


@pytest.mark.slow("compresses three minutes of sound")
@pytest.mark.parametrize("suffix", [".flac", ".mp3", ".ogg"])
def test_a_compressed_file_has_every_cue_within_a_millisecond(
    compressed: Callable[[str], Soundtrack], suffix: str
) -> None:
    soundfile = pytest.importorskip("soundfile")
    made = compressed(suffix)
    heard, rate = soundfile.read(str(made.path), dtype="int16")
    assert rate == RATE
    assert_each_cue_in_place(heard, SETTINGS, RATE // 1000, 0.95)


def test_flac_carries_its_chapters_inside(compressed: Callable[[str], Soundtrack]) -> None:
    made = compressed(".flac")
    start = made.path.read_bytes()[:4000]
    assert made.cue_sheet is None
    assert b"CHAPTER002=00:00:20.000" in start
    assert b"CHAPTER002NAME=Run 1 of 2" in start


@pytest.mark.slow("compresses three minutes of sound")
def test_mp3_carries_its_chapters_inside(compressed: Callable[[str], Soundtrack]) -> None:
    made = compressed(".mp3")
    start = made.path.read_bytes()[:4000]
    assert start.startswith(b"ID3\x04")
    at = start.index(b"CHAP", start.index(b"ch1\0", start.index(b"CHAP")) - 12)
    begin, end = struct.unpack(">II", start[at + 14 : at + 22])
    assert (begin, end) == (20_000, 35_000)
    assert b"Run 1 of 2" in start


def test_chapters_say_what_is_done_and_its_word(tmp_path: Path) -> None:
    steps = (Step(Act.JOG, 5, "easy"), Step(Act.WALK, 5), Step(Act.RUN, 5), Step(Act.STRETCH, 5, 'the "calf"'))
    phases = [phase for repetition in (1, 2) for phase in phases_of(Stage("4", steps), repetition)]
    made = render(SessionPlan("Mine", "4", 2, lay_out(phases)), SETTINGS, SOUNDS, tmp_path / "session.wav")
    assert made.cue_sheet is not None
    titles = re.findall(r'^    TITLE "(.*)"$', made.cue_sheet.read_text("utf-8"), re.MULTILINE)
    assert titles == [
        "Jog 1 of 4: easy",
        "Walk 1",
        "Run 2 of 4",
        "Stretch 1: the 'calf'",
        "Jog 3 of 4: easy",
        "Walk 2",
        "Run 4 of 4",
        "Stretch 2: the 'calf'",
    ]


def test_a_cue_sheet_is_laid_beside_a_wave_file(tmp_path: Path) -> None:
    made = render(SHORT, SETTINGS, SOUNDS, tmp_path / "session.wav")
    assert made.cue_sheet == tmp_path / "session.cue"
    lines = made.cue_sheet.read_text("utf-8").splitlines()
    assert lines[:3] == ['REM COMMENT "runwalk"', 'TITLE "Mine, stage 4"', 'FILE "session.wav" WAVE']
    assert lines[6:9] == ["  TRACK 02 AUDIO", '    TITLE "Run 1 of 2"', "    INDEX 01 00:20:00"]


def test_a_cue_sheet_counts_minutes_beyond_the_hour_and_frames() -> None:
    text = cue_sheet([Chapter(3725.6, 4000, 'the "last" run')], "a.ogg", "x")
    assert "INDEX 01 62:05:45" in text
    assert "the 'last' run" in text


def test_switched_off_cues_are_not_in_the_file(tmp_path: Path) -> None:
    settings = AudioSettings(volume=100, count_in=0, halfway=False)
    made = render(SHORT, settings, SOUNDS, tmp_path / "session.wav")
    with wave.open(str(made.path)) as file:
        heard = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
    assert_each_cue_in_place(heard, settings, 0, 0.99, WAV_RATE)


def test_a_broken_sound_of_the_runner_is_named(tmp_path: Path) -> None:
    (tmp_path / "run.mp3").write_bytes(b"nothing")
    made = render(SHORT, AudioSettings(folder=str(tmp_path)), SOUNDS, tmp_path / "session.wav")
    assert any("run.mp3" in fault for fault in made.faults)


def test_an_unknown_kind_of_file_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(SoundtrackError, match=r"\.wav, \.flac, \.mp3 or \.ogg"):
        render(SHORT, SETTINGS, SOUNDS, tmp_path / "session.txt")
    assert list(tmp_path.iterdir()) == []


def test_a_session_that_is_too_long_for_a_wave_file_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    phases = laid_out([(Kind.WALK, 3 * 3600, number) for number in range(1, 10)])
    with pytest.raises(SoundtrackError, match=r"^a \.wav file can't be longer than 24 hours$"):
        render(SessionPlan("Mine", "1", 9, phases), SETTINGS, SOUNDS, tmp_path / "session.wav")
    assert list(tmp_path.iterdir()) == []


def test_without_the_extra_a_wave_file_is_made_and_others_name_what_they_need(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "soundfile", None)
    for suffix in (".flac", ".mp3", ".ogg"):
        with pytest.raises(SoundtrackError, match=r'the optional "render" packages.*\.wav works without') as caught:
            render(SHORT, SETTINGS, SOUNDS, tmp_path / f"session{suffix}")
        assert f"{pip_install('soundfile')};" in str(caught.value), "the pip of the Python that runs this"
    assert list(tmp_path.iterdir()) == []
    assert render(SHORT, SETTINGS, SOUNDS, tmp_path / "session.wav").path.exists()


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="gone"):
        render(SHORT, SETTINGS, SOUNDS, tmp_path / "gone" / "session.wav")
    (tmp_path / "session.wav").mkdir()
    with pytest.raises(OSError, match="session"):
        render(SHORT, SETTINGS, SOUNDS, tmp_path / "session.wav")
    assert [entry.name for entry in tmp_path.iterdir()] == ["session.wav"]


@pytest.mark.examples
@pytest.mark.slow("compresses three minutes of sound")
@pytest.mark.parametrize("suffix", [".wav", ".ogg", *in_the_larger_run(".flac", ".mp3")])
def test_a_full_disk_leaves_the_file_and_the_cue_sheet_of_before(
    tmp_path: Path, suffix: str, compressed: Callable[[str], Soundtrack]
) -> None:
    """Whether it is full at once, or only for the last page: libsndfile says nothing about that one."""
    sheet = 'REM COMMENT "runwalk"\nbefore\n'
    pages = (compressed(suffix).path if suffix != ".wav" else rendered(tmp_path)).stat().st_size // PAGE
    for size in (4, 8, pages // 2, *range(pages, pages + 3)):
        with small_disk(tmp_path / f"disk of {size}", f"{size * PAGE}") as disk:
            (disk / f"session{suffix}").write_text("before")
            (disk / "session.cue").write_text(sheet)
            with pytest.raises(OSError, match="No space left on device"):
                render(SHORT, SETTINGS, SOUNDS, disk / f"session{suffix}")
            assert (disk / f"session{suffix}").read_text() == "before"
            assert (disk / "session.cue").read_text() == sheet
            assert sorted(entry.name for entry in disk.iterdir()) == sorted(["session.cue", f"session{suffix}"])


@pytest.mark.slow("renders a long session and counts its memory")
def test_a_long_session_takes_no_more_memory_than_a_short_one(tmp_path: Path) -> None:
    def peak(minutes: int) -> int:
        phases = laid_out([(Kind.RUN, 60, i + 1) for i in range(minutes)])
        tracemalloc.start()
        try:
            render(SessionPlan("Mine", "1", minutes, phases), SETTINGS, SOUNDS, tmp_path / "session.wav")
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(12) < peak(1) + 2_000_000
