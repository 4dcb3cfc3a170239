"""The sound test of `runwalk doctor --listen`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from runwalk_tui import paths
from runwalk_tui.audio.sound_files import list_cues
from runwalk_tui.audio.status import AudioStatus
from runwalk_tui.commands.doctor import doctor
from runwalk_tui.doctor.listen import listen
from runwalk_tui.session.cues import CueName
from runwalk_tui.settings import AudioSettings, CueVolumes

SOUNDS = paths.shipped_sounds()


class FakePlayer:
    """Remembers what it was asked to play, and says once that the bell rings."""

    def __init__(self, report: Callable[[AudioStatus], None]) -> None:
        self._report = report
        self.played: list[CueName] = []
        self.open = False

    def start(self) -> None:
        self.open = True
        self._report(AudioStatus("bell", "Cues can't play: you'll hear the bell."))

    def play(self, name: CueName) -> None:
        self.played.append(name)

    def close(self) -> None:
        self.open = False


class Scene:
    """A listening test with a fake player and no waiting."""

    def __init__(self, settings: AudioSettings) -> None:
        self.said: list[str] = []
        self.players: list[FakePlayer] = []
        self.settings = settings
        self.waited = 0.0

    def run(self) -> None:
        listen(self.settings, SOUNDS, self.said.append, ring=lambda: None, make_player=self._make, wait=self._wait)

    def _make(self, settings: AudioSettings, sounds: Path, report: Callable[[AudioStatus], None]) -> FakePlayer:
        self.players.append(FakePlayer(report))
        return self.players[-1]

    def _wait(self, seconds: float) -> None:
        self.waited += seconds


@pytest.mark.parametrize("pack", ["tones", "voice", "both"])
def test_every_cue_is_played_after_its_name(pack: str) -> None:
    scene = Scene(AudioSettings(pack=pack))  # type: ignore[arg-type]  # one of its words
    scene.run()
    cues = list_cues(scene.settings, SOUNDS)
    assert scene.players[0].played == [cue.name for cue in cues]
    assert scene.said[1:] == [cue.label for cue in cues]
    assert scene.waited > len(cues)
    assert not scene.players[0].open


def test_what_the_sound_has_to_say_is_said() -> None:
    scene = Scene(AudioSettings())
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
