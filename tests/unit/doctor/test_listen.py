"""The sound test of `runwalk doctor --listen`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from runwalk_tui import paths
from runwalk_tui.audio.sound_files import list_cues
from runwalk_tui.audio.status import AudioStatus
from runwalk_tui.audio.word_files import TALK_LABELS, examples
from runwalk_tui.commands.doctor import doctor
from runwalk_tui.doctor.listen import listen
from runwalk_tui.settings import AudioSettings, CueVolumes, TalkSettings
from runwalk_tui.ui.settings.setting_list import TALK

SOUNDS = paths.shipped_sounds()


class FakePlayer:
    """Remembers what it was asked to play; on a computer without a device it says once that the bell rings."""

    def __init__(self, report: Callable[[AudioStatus], None], bell: bool) -> None:
        self._report = report
        self._bell = bell
        self.played: list[tuple[str, ...]] = []
        self.open = False

    def start(self) -> None:
        self.open = True
        if self._bell:
            self._report(AudioStatus("bell", "Cues can't play: you'll hear the bell."))

    def play(self, *names: str) -> None:
        self.played.append(names)

    def close(self) -> None:
        self.open = False


class Scene:
    """A listening test with a fake player and no waiting."""

    def __init__(self, settings: AudioSettings, *, bell: bool = False) -> None:
        self.bell = bell
        self.said: list[str] = []
        self.players: list[FakePlayer] = []
        self.settings = settings
        self.waited = 0.0

    def run(self) -> None:
        listen(self.settings, SOUNDS, self.said.append, ring=lambda: None, make_player=self._make, wait=self._wait)

    def _make(self, settings: AudioSettings, sounds: Path, report: Callable[[AudioStatus], None]) -> FakePlayer:
        self.players.append(FakePlayer(report, self.bell))
        return self.players[-1]

    def _wait(self, seconds: float) -> None:
        self.waited += seconds


@pytest.mark.parametrize("pack", ["tones", "voice", "both"])
def test_every_cue_is_played_after_its_name(pack: str) -> None:
    scene = Scene(AudioSettings(pack=pack))  # type: ignore[arg-type]  # one of its words
    scene.run()
    cues = list_cues(scene.settings, SOUNDS)
    assert scene.players[0].played[: len(cues)] == [(cue.name,) for cue in cues]
    assert scene.said[: len(cues)] == [cue.label for cue in cues]
    assert scene.waited > len(cues)
    assert not scene.players[0].open


@pytest.mark.parametrize("pack", ["voice", "both"])
def test_words_are_played_too_by_the_names_of_their_settings(pack: str) -> None:
    scene = Scene(AudioSettings(pack=pack))  # type: ignore[arg-type]  # one of its words
    scene.run()
    assert ("next-walk",) in scene.players[0].played
    assert ("minutes-1", "and-30") in scene.players[0].played, "words of one phrase come one after the other"
    assert ("run-3", "of-9") in scene.players[0].played
    for item in TALK:
        kind = item.where.removeprefix("audio.talk.")
        assert TALK_LABELS[kind] == item.label
        assert any(line.startswith(item.label) for line in scene.said), "also one that is switched off"


@pytest.mark.parametrize("pack", ["tones", "voice-classic"])
def test_where_no_voice_says_more_that_is_said(pack: str) -> None:
    scene = Scene(AudioSettings(pack=pack))  # type: ignore[arg-type]  # one of its words
    scene.run()
    assert scene.said[-1] == "To hear other words, too, set Cue style to voice, or tones and voice."


def test_without_a_device_words_are_said_not_to_be_playable() -> None:
    scene = Scene(AudioSettings(pack="voice"), bell=True)
    scene.run()
    assert scene.said[-1] == "The words can't be played without a sound device."
    assert ("next-walk",) not in scene.players[0].played


def test_words_that_are_turned_down_to_nothing_are_said_to_be() -> None:
    scene = Scene(AudioSettings(pack="voice", volumes=CueVolumes(talk=0)))
    scene.run()
    assert "First words: its volume is 0, so you won't hear it" in scene.said


def test_words_that_are_all_switched_off_are_not_offered() -> None:
    """The child isn't given them then."""
    settings = AudioSettings(pack="voice", talk=TalkSettings(*[False] * 6))
    assert {each.group for each in examples(settings, SOUNDS)} & {"talk"} == set()


def test_what_the_sound_has_to_say_is_said() -> None:
    scene = Scene(AudioSettings(), bell=True)
    scene.run()
    assert scene.said[0] == "Cues can't play: you'll hear the bell."


def test_a_cue_that_is_set_to_no_volume_is_said_to_be() -> None:
    scene = Scene(AudioSettings(volumes=CueVolumes(halfway=0)))
    scene.run()
    told = [line for line in scene.said if line.startswith("Halfway")]
    assert told == ["Halfway: its volume is 0, so you won't hear it"]


def test_silence_opens_nothing() -> None:
    scene = Scene(AudioSettings(backend="silent"))
    scene.run()
    assert scene.players == []
    assert "no sound" in scene.said[0]


def test_a_program_cannot_listen() -> None:
    done = CliRunner().invoke(doctor, ["--json", "--listen"])
    assert done.exit_code == 2
