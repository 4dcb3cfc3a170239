"""Which file is played for which cue, and how loud."""

from __future__ import annotations

import dataclasses
from array import array
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from runwalk_tui import paths
from runwalk_tui.audio.decode import load_sounds
from runwalk_tui.audio.sound_files import GROUPS, PRIORITIES, all_cues, cue_options, list_cues
from runwalk_tui.audio.word_files import folder_gaps, own_faults, says_our_words_between_own_cues
from runwalk_tui.session.cues import COUNT_IN, CueName
from runwalk_tui.settings import AudioSettings, CueGroup, CueVolumes, TalkSettings
from tests.support.sound_files import write_wave

SOUNDS = paths.shipped_sounds()
STYLES: tuple[str, ...] = get_args(get_type_hints(AudioSettings)["pack"])
"""Every cue style that can be set."""
IN_A_SENTENCE = {
    "tones": "the tones",
    "voice": "the voice",
    "both": "the tones and the voice",
    "voice-classic": "the classic voice",
}


@pytest.mark.parametrize("pack", STYLES)
def test_each_pack_has_a_sound_for_every_cue(pack: str) -> None:
    recipes = {str(cue.name): cue.recipe for cue in all_cues(AudioSettings(pack=pack), SOUNDS)}  # type: ignore[arg-type]  # parametrized
    assert set(recipes) == set(CueName)
    sounds, faults = load_sounds(recipes)
    assert faults == []
    assert all(len(sound.samples) > 4000 for sound in sounds.values())


def test_both_packs_together_are_the_tone_and_then_the_word() -> None:
    parts = {
        pack: load_sounds({c.name: c.recipe for c in all_cues(AudioSettings(pack=pack, volume=100), SOUNDS)})[0]["run"]
        for pack in ("tones", "voice", "both")
    }
    both, tone, word = parts["both"].samples, parts["tones"].samples, parts["voice"].samples
    assert both[:4000] == tone[:4000]
    assert both[-len(word) :] == word


def test_no_sound_outlasts_the_room_that_the_schedule_gives_it() -> None:
    sounds, _ = load_sounds({cue.name: cue.recipe for cue in all_cues(AudioSettings(pack="both"), SOUNDS)})
    for name, sound in sounds.items():
        room = 1.0 if name in COUNT_IN else 2.5
        if name != CueName.FINISHED:
            assert len(sound.samples) / 48_000 < room, name


def test_a_file_of_the_runner_replaces_ours(tmp_path: Path) -> None:
    own = write_wave(tmp_path / "run.wav", array("h", [1, 2, 3]))
    [cue] = [cue for cue in all_cues(AudioSettings(folder=str(tmp_path)), SOUNDS) if cue.name is CueName.RUN]
    assert cue.choices == ((own,), (SOUNDS / "tones" / "run.wav",))


def test_a_tick_of_the_runner_stands_for_the_numbers_they_do_not_have(tmp_path: Path) -> None:
    tick = write_wave(tmp_path / "tick.wav", array("h", [1]))
    three = write_wave(tmp_path / "three.wav", array("h", [1]))
    first = {cue.name: cue.choices[0] for cue in all_cues(AudioSettings(folder=str(tmp_path)), SOUNDS)}
    assert first[CueName.THREE] == (three,)
    assert first[CueName.TWO] == (tick,)


def test_what_a_folder_lacks_is_named_and_only_what_is_switched_on(tmp_path: Path) -> None:
    for name in ("tick", "run", "walk", "warm-up"):
        write_wave(tmp_path / f"{name}.wav", array("h", [1]))
    settings = AudioSettings(folder=str(tmp_path), halfway=False, finished=False, time_left=False)
    [line] = folder_gaps(settings)
    assert line == f"cool-down.wav and last-run.wav are not in “{tmp_path.name}”; those come from the tones"
    write_wave(tmp_path / "cool-down.ogg", array("h", [1]))
    assert folder_gaps(dataclasses.replace(settings, pack="both")) == [
        f"last-run.wav is not in “{tmp_path.name}”; that one comes from the tones and the voice"
    ]
    write_wave(tmp_path / "last-run.wav", array("h", [1]))
    assert folder_gaps(settings) == []


@pytest.mark.parametrize("pack", STYLES)
def test_what_plays_in_the_place_of_a_missing_file_is_named_for_each_cue_style(pack: str, tmp_path: Path) -> None:
    settings = AudioSettings(folder=str(tmp_path), pack=pack)  # type: ignore[arg-type]  # one of its words
    [line] = folder_gaps(settings)
    assert " are not in " in line
    assert line.endswith(f"; those come from {IN_A_SENTENCE[pack]}")


def test_words_that_are_missing_beside_others_are_named_and_only_what_is_switched_on(tmp_path: Path) -> None:
    """One word in the folder silences all of ours, so that nobody hears two languages in one sentence."""
    for name in GROUPS:
        write_wave(tmp_path / f"{name}.wav", array("h", [1]))
    talk = TalkSettings(length=False, count=False, to_go=False, warm_up=False)
    settings = AudioSettings(folder=str(tmp_path), pack="voice", talk=talk)
    assert folder_gaps(settings) == [], "none of its own: ours are said"
    write_wave(tmp_path / "next-run.wav", array("h", [1] * 100))
    assert folder_gaps(settings) == [
        f"next-walk.wav and next-cool-down.wav are not in “{tmp_path.name}”; those aren't said"
    ]
    write_wave(tmp_path / "next-walk.wav", array("h", [1] * 100))
    assert folder_gaps(settings) == [f"next-cool-down.wav is not in “{tmp_path.name}”; that one isn't said"]
    assert folder_gaps(dataclasses.replace(settings, talk=TalkSettings(*[False] * 6))) == []


def test_words_that_cannot_be_used_are_named_by_the_reason_and_not_as_missing(tmp_path: Path) -> None:
    for name in GROUPS:
        write_wave(tmp_path / f"{name}.wav", array("h", [1]))
    for word in ("next-run", "begin"):
        write_wave(tmp_path / f"{word}.wav", array("h", [1] * 100))
    (tmp_path / "next-walk.wav").write_bytes(b"no sound")
    (tmp_path / "next-cool-down.mp3").touch()
    talk = TalkSettings(length=False, count=False, to_go=False)
    settings = AudioSettings(folder=str(tmp_path), pack="voice", talk=talk)
    assert folder_gaps(settings) == [
        "next-walk.wav can't be played; that one isn't said",
        "next-cool-down.mp3 isn't a .wav file, as words have to be; that one isn't said",
    ]
    (tmp_path / "begin.wav").rename(tmp_path / "begin.ogg")
    assert folder_gaps(settings)[1:] == [
        "begin.ogg and next-cool-down.mp3 aren't .wav files, as words have to be; those aren't said"
    ]


def test_every_sound_that_cannot_be_played_is_named_by_reading_it(tmp_path: Path) -> None:
    for name in ("run", "walk", "begin", "easy-1"):
        write_wave(tmp_path / f"{name}.wav", array("h", [1] * 100))
    for file in ("walk.wav", "tick.ogg", "halfway.flac"):
        (tmp_path / file).write_bytes(b"no sound")
    (tmp_path / "begin.wav").write_bytes((tmp_path / "begin.wav").read_bytes()[:44])  # the heading alone
    faults = own_faults(AudioSettings(folder=str(tmp_path)), SOUNDS)
    assert sorted(fault.partition(" ")[0] for fault in faults) == ["begin.wav", "halfway.flac", "tick.ogg", "walk.wav"]


def test_our_words_between_own_cues_are_known(tmp_path: Path) -> None:
    settings = AudioSettings(folder=str(tmp_path), pack="voice")
    assert not says_our_words_between_own_cues(settings, SOUNDS), "nothing of their own is there"
    write_wave(tmp_path / "run.wav", array("h", [1] * 100))
    assert says_our_words_between_own_cues(settings, SOUNDS)
    assert not says_our_words_between_own_cues(dataclasses.replace(settings, pack="tones"), SOUNDS)
    write_wave(tmp_path / "begin.wav", array("h", [1] * 100))
    assert not says_our_words_between_own_cues(settings, SOUNDS), "all words are theirs"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert folder_gaps(AudioSettings(folder=str(tmp_path / "gone"))) == [f"{tmp_path / 'gone'} is not a folder"]


def test_no_folder_lacks_nothing() -> None:
    assert folder_gaps(AudioSettings()) == []


def test_each_group_has_its_own_volume() -> None:
    settings = AudioSettings(volume=100, volumes=CueVolumes(count_in=50, changes=100))
    volumes = {cue.name: cue.volume for cue in all_cues(settings, SOUNDS)}
    assert volumes[CueName.RUN] == 1.0
    assert volumes[CueName.THREE] == volumes[CueName.TICK] == 0.25


def test_a_change_matters_most_and_a_tick_least() -> None:
    order: list[CueGroup] = ["count_in", "time_left", "halfway", "last_run", "changes"]
    ranks = [PRIORITIES[group] for group in order]
    assert ranks == sorted(set(ranks))
    assert set(GROUPS) == set(CueName)


def test_the_sound_test_of_tones_has_each_sound_once() -> None:
    names = [cue.name for cue in list_cues(AudioSettings(pack="tones"), SOUNDS)]
    assert names[0] is CueName.TICK
    assert not set(names) & set(COUNT_IN)
    assert {CueName.RUN, CueName.WALK, CueName.FINISHED} < set(names)


def test_the_sound_test_of_the_voice_counts_down_from_ten() -> None:
    names = [cue.name for cue in list_cues(AudioSettings(pack="voice"), SOUNDS)]
    assert names[:10] == list(reversed(COUNT_IN))
    assert CueName.TICK not in names


def test_the_switches_reach_the_schedule() -> None:
    options = cue_options(AudioSettings(count_in=7, halfway=False))
    assert (options.count_in, options.halfway, options.changes) == (7, False, True)


@pytest.mark.parametrize(
    "folder", ["~bob-who-is-not-here/x", "~bob-who-is-not-here", "a\0b", "x" * 5000, "/dev/null/x"]
)
def test_a_folder_that_cannot_be_is_one_line_and_the_shipped_sounds_are_played(folder: str) -> None:
    settings = AudioSettings(folder=folder)
    (line,) = folder_gaps(settings)
    assert "\n" not in line
    assert [cue.choices for cue in all_cues(settings, SOUNDS)] == [
        cue.choices for cue in all_cues(AudioSettings(), SOUNDS)
    ]
