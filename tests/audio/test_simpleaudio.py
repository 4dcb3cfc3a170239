"""The second backend on the real sound server, by ALSA's way to PulseAudio."""

from __future__ import annotations

import importlib.util
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from runwalk_tui.audio.check import check_audio
from runwalk_tui.session.cues import CueName
from runwalk_tui.settings import AudioSettings
from tests.audio.conftest import LEAD, SOUNDS, Stage, children, wait_until
from tests.audio.test_real_sound import PHASES, assert_heard, session_cues, start_session

MakeStage = Callable[..., Stage]
WAY = Path("/usr/share/alsa/alsa.conf")


@pytest.fixture
def alsa(pulse: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """ALSA's default device is the private server."""
    lacking = [] if importlib.util.find_spec("simpleaudio") else ['the extra "simpleaudio"']
    if not list(Path("/usr/lib").glob("*/alsa-lib/libasound_module_pcm_pulse.so")):
        lacking.append("libasound2-plugins")
    if lacking and os.environ.get("CI") == "true":
        pytest.fail(f"{' and '.join(lacking)} not installed, and CI measures real sound")
    if lacking:
        pytest.skip(f"{' and '.join(lacking)} not installed")
    settings = tmp_path / "asound.conf"
    settings.write_text("pcm.!default { type pulse }\nctl.!default { type pulse }\n")
    monkeypatch.setenv("ALSA_CONFIG_PATH", f"{WAY}:{settings}")


def test_cues_are_heard_on_time_and_whole(alsa: None, stage: MakeStage) -> None:
    show = stage(backend="simpleaudio")
    names = [CueName.TWO, CueName.ONE, CueName.RUN, CueName.WALK, CueName.FINISHED]
    cues = [(1.0 * i if i < 3 else 1.5 * i - 1, name) for i, name in enumerate(names)]
    zero = show.schedule(cues)
    time.sleep(LEAD + cues[-1][0] + 3)
    assert_heard(show, zero, cues)
    assert show.status.backend == "simpleaudio"
    assert show.rings == []


def test_the_first_cue_of_a_session_is_as_punctual_as_all_others(alsa: None, stage: MakeStage) -> None:
    show = stage(backend="simpleaudio")
    wait_until(lambda: show.told)
    time.sleep(1)
    zero = start_session(show)
    time.sleep(PHASES[-1].end + 3)
    assert_heard(show, zero, session_cues(show))


def test_silence_comes_within_50_ms_and_sound_is_back_afterwards(alsa: None, stage: MakeStage) -> None:
    show = stage(backend="simpleaudio")
    zero = show.schedule([(0.0, CueName.FINISHED)])
    time.sleep(zero + 0.5 - time.monotonic())
    stopped = time.monotonic()
    show.player.silence()
    time.sleep(0.5)
    again = show.schedule([(0.0, CueName.RUN)])
    time.sleep(LEAD + 1.5)
    recording, heard = show.heard()
    assert heard[-1].name == "run"
    assert abs(recording.at(heard[-1].position) - again) < 0.15
    before = [last for first, last in recording.bursts() if recording.at(first) < stopped]
    assert recording.at(before[-1]) - stopped < 0.05
    assert show.status.message == ""


def test_it_takes_over_when_the_first_backend_keeps_dying(alsa: None, stage: MakeStage) -> None:
    show = stage(backend="auto")
    zero = show.schedule([(4.0, CueName.RUN)])
    for killed in range(4):
        time.sleep(zero + 0.7 * killed - time.monotonic())
        os.kill(show.child(), signal.SIGKILL)
    time.sleep(zero + 5.3 - time.monotonic())
    _, heard = show.heard()
    assert ([found.name for found in heard], show.rings) == (["run"], []), show.told
    assert show.status.backend == "simpleaudio"
    assert "miniaudio" in show.status.message


def test_it_takes_over_within_a_second_from_a_first_backend_that_hangs_in_mid_session(
    alsa: None, stage: MakeStage, hang: Path
) -> None:
    show = stage(backend="auto")
    zero = show.schedule([(0.0, CueName.WALK), (2.3, CueName.RUN)])
    time.sleep(zero + 1.3 - time.monotonic())
    hang.touch()
    os.kill(show.child(), signal.SIGKILL)
    time.sleep(zero + 4 - time.monotonic())
    _, heard = show.heard()
    assert ([found.name for found in heard], show.rings) == (["walk", "run"], []), show.told
    assert show.status.backend == "simpleaudio"
    assert "miniaudio" in show.status.message
    assert len(children(os.getpid(), "runwalk_tui.audio.worker")) == 1


def test_the_check_finds_it(alsa: None) -> None:
    found = check_audio(AudioSettings(backend="simpleaudio"), SOUNDS)
    assert found.works
    assert found.backend == "simpleaudio"
