"""Which files the runner's own sound folder lacks is said once, and again only when it is something else."""

from __future__ import annotations

import dataclasses
from array import array
from pathlib import Path

from runwalk_tui.audio.status import WIDTH, AudioStatus, own_sounds
from runwalk_tui.flows.own_sounds import remember_told, untold_gaps
from runwalk_tui.settings import AudioSettings, Settings
from runwalk_tui.workspace import Workspace
from tests.support.sound_files import write_wave
from tests.support.stand_ins import make_workspace

ALL = ("tick", "warm-up", "run", "walk", "cool-down", "last-run", "halfway", "one-minute-left", "finished")


def with_sounds(folder: Path, *names: str) -> Workspace:
    """A workspace whose runner has these sounds of their own, as a program that has just been started sees it."""
    own = folder / "mine"
    own.mkdir(exist_ok=True)
    for name in names:
        (own / f"{name}.wav").touch()
    workspace = make_workspace(folder)
    workspace.settings = Settings(audio=AudioSettings(folder=str(own)))
    return workspace


def tell(workspace: Workspace, backend: str = "miniaudio") -> None:
    """A session is on and its line is on the screen; on the bell it says other things."""
    line = own_sounds([], untold_gaps(workspace)) if backend != "bell" else "There's no sound device."
    remember_told(workspace, AudioStatus(backend, line))


def test_what_was_not_told_because_the_bell_rang_is_told_when_sound_is_back(tmp_path: Path) -> None:
    workspace = with_sounds(tmp_path, *(name for name in ALL if name != "walk"))
    for _ in range(2):
        assert untold_gaps(workspace) == ["walk.wav is not in “mine”; that one comes from the tones"]
        tell(workspace, "bell")
    tell(workspace)
    assert untold_gaps(workspace) == []
    workspace.close()


def test_words_that_are_missing_beside_others_are_told_as_well(tmp_path: Path) -> None:
    workspace = with_sounds(tmp_path, *ALL)
    write_wave(tmp_path / "mine" / "begin.wav", array("h", [1] * 100))
    (line,) = untold_gaps(workspace)
    assert line.startswith("next-run.wav and ")
    assert line.endswith(" more are not in “mine”: see Settings or doctor")
    tell(workspace)
    assert untold_gaps(workspace) == []
    workspace.close()


def test_what_is_missing_is_named_once_and_not_at_the_next_start(tmp_path: Path) -> None:
    first = with_sounds(tmp_path, *(name for name in ALL if name not in ("walk", "halfway")))
    (line,) = untold_gaps(first)
    assert line == "walk.wav and halfway.wav are not in “mine”; those come from the tones"
    assert own_sounds([], [line]) == f"{line}."
    tell(first)
    assert untold_gaps(first) == []
    first.close()
    again = with_sounds(tmp_path)
    assert untold_gaps(again) == []
    (tmp_path / "mine" / "walk.ogg").touch()
    assert untold_gaps(again) == ["halfway.wav is not in “mine”; that one comes from the tones"]
    tell(again)
    (tmp_path / "mine" / "halfway.mp3").touch()
    assert untold_gaps(again) == []
    (tmp_path / "mine" / "walk.ogg").unlink()
    assert untold_gaps(again) == ["walk.wav is not in “mine”; that one comes from the tones"], "it was whole meanwhile"
    again.close()


def test_as_many_as_there_is_room_for_are_named_and_where_the_names_are_is_said(tmp_path: Path) -> None:
    workspace = with_sounds(tmp_path, "tick")
    (line,) = untold_gaps(workspace)
    assert line == "warm-up.wav, run.wav and 6 more are not in “mine”: see Settings or doctor"
    assert len(own_sounds([], [line])) <= WIDTH
    tell(workspace)
    assert untold_gaps(workspace) == []
    workspace.close()


def test_words_that_are_there_and_cannot_be_used_are_told_with_what_is_missing(tmp_path: Path) -> None:
    workspace = with_sounds(tmp_path, *ALL)
    (tmp_path / "mine" / "begin.mp3").touch()
    assert untold_gaps(workspace) == ["begin.mp3 isn't a .wav file, as words have to be; that one isn't said"]
    (tmp_path / "mine" / "next-run.wav").touch()
    (line,) = untold_gaps(workspace)
    assert line == "next-run.wav and begin.mp3 are missing or faulty: see Settings or doctor"
    workspace.close()


def test_a_folder_that_is_not_there_is_said_each_time_since_nothing_of_it_is_heard(tmp_path: Path) -> None:
    workspace = with_sounds(tmp_path)
    audio = dataclasses.replace(workspace.settings.audio, folder=str(tmp_path / "gone"))
    workspace.settings = Settings(audio=audio)
    for _ in range(2):
        assert untold_gaps(workspace) == [f"{tmp_path / 'gone'} is not a folder"]
    workspace.close()


def test_who_has_no_sounds_of_their_own_is_told_nothing(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    assert untold_gaps(workspace) == []
    workspace.close()
