"""The other backends on the real sound server, by ALSA's way to PulseAudio."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from runwalk_tui.audio.backends.reasons import SLOW
from runwalk_tui.audio.messages import SILENCE_WITHIN
from runwalk_tui.audio.supervision.supervisor import TURN
from runwalk_tui.doctor.sound_check import check_audio
from runwalk_tui.programme.stage import Kind
from runwalk_tui.session.cues import CueName
from runwalk_tui.settings import AudioSettings
from tests.audio.conftest import needs
from tests.support.listening import PrivatePulse
from tests.support.phases import laid_out
from tests.support.processes import children, sleep_until
from tests.support.sound_stage import SOUNDS, WORKER, Hang, MakeStage, assert_heard, session_cues, start_session

PHASES = laid_out([(Kind.WARM_UP, 3, 0), (Kind.RUN, 3, 1), (Kind.WALK, 3, 1), (Kind.RUN, 3, 2)])


@pytest.fixture
def backend(alsa: None) -> str:
    """The backend of these tests."""
    needs("simpleaudio")
    return "simpleaudio"


@pytest.mark.short
def test_cues_are_heard_on_time_and_whole(backend: str, stage: MakeStage) -> None:
    show = stage(backend=backend)
    cues = [(0.0, CueName.TWO), (1.0, CueName.ONE), (2.0, CueName.RUN), (3.2, CueName.FINISHED)]
    zero = show.schedule(cues)
    show.listen_to_the_end(zero, cues)
    assert_heard(show, zero, cues)
    assert show.status.backend == backend
    assert show.rings == []


def test_the_first_cue_of_a_session_is_as_punctual_as_all_others(backend: str, stage: MakeStage) -> None:
    show = stage(backend=backend)
    time.sleep(0.5)  # it has been open for a while
    zero = start_session(show, PHASES)
    cues = session_cues(show, PHASES)
    show.listen_to_the_end(zero, cues)
    assert_heard(show, zero, cues)


def test_silence_comes_within_50_ms_and_sound_is_back_afterwards(backend: str, stage: MakeStage) -> None:
    show = stage(backend=backend)
    zero = show.schedule([(0.0, CueName.FINISHED)])
    child = show.child()
    sleep_until(zero + 0.5)
    stopped = time.monotonic()
    show.player.silence()
    child = show.child(but=child)
    again = show.schedule([(1.0, CueName.RUN)])
    show.listen_to_the_end(again, [(1.0, CueName.RUN)])
    recording, heard = show.heard()
    assert show.child() == child
    assert heard[-1].name == "run"
    assert abs(recording.at(heard[-1].position) - again - 1.0) < 0.15
    before = [last for first, last in recording.bursts() if recording.at(first) < stopped]
    assert recording.at(before[-1]) - stopped < SILENCE_WITHIN
    assert show.status.message == ""


def test_it_takes_over_where_portaudio_is_missing(
    backend: str, stage: MakeStage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for library, why in (
        ("miniaudio", "ImportError('broken')"),
        ("sounddevice", "OSError('PortAudio library not found')"),
    ):
        (tmp_path / f"{library}.py").write_text(f"raise {why}\n")
    monkeypatch.syspath_prepend(tmp_path)
    found = check_audio(AudioSettings(), SOUNDS)
    assert [(tried.backend, tried.detail) for tried in found.tried] == [
        ("miniaudio", "it can't be loaded: broken"),
        ("sounddevice", "PortAudio is missing"),
        ("simpleaudio", "simpleaudio"),
    ]
    show = stage(backend="auto")
    show.wait_for(backend)


def test_sounddevice_takes_over_when_the_first_backend_keeps_dying(stage: MakeStage, pulse: PrivatePulse) -> None:
    show = stage(backend="auto")
    show.schedule([(60.0, CueName.FINISHED)])
    child = 0
    for _ in range(4):
        child = show.child(but=child)
        os.kill(child, signal.SIGKILL)
    show.wait_for("sounddevice")
    show.child(but=child)
    show.wait_for_device()
    zero = show.schedule([(0.6, CueName.RUN)])
    show.listen_to_the_end(zero, [(0.6, CueName.RUN)])
    _, heard = show.heard()
    assert ([found.name for found in heard], show.rings) == (["run"], []), show.told
    assert show.status.backend == "sounddevice"
    assert "another one plays" in show.status.message


def test_sounddevice_takes_over_within_a_second_from_a_first_backend_that_hangs_in_mid_session(
    stage: MakeStage, hang: Hang
) -> None:
    """Within a second where a device opens as soon as on most machines: it has its turn, and the other one opens."""
    show = stage(backend="auto")
    room = TURN + max(0.3, 2 * show.opening)
    cues = [(0.0, CueName.WALK), (1.3 + room, CueName.RUN)]
    zero = show.schedule(cues)
    sleep_until(zero + 1.3)
    hang.begin()
    os.kill(show.child(), signal.SIGKILL)
    show.listen_to_the_end(zero, cues)
    _, heard = show.heard()
    assert ([found.name for found in heard], show.rings) == (["walk", "run"], []), show.told
    assert show.status.backend == "sounddevice"
    assert "another one plays" in show.status.message
    assert len(children(os.getpid(), WORKER)) == 1


def test_the_check_finds_the_one_behind_a_library_that_hangs(alsa: None, hang: Hang) -> None:
    needs("sounddevice")
    hang.begin()
    found = check_audio(AudioSettings(), SOUNDS, opening=9)
    assert found.backend == "sounddevice"
    assert [(check.backend, check.detail == SLOW) for check in found.tried] == [
        ("miniaudio", True),
        ("sounddevice", False),
    ]


def test_the_check_finds_it(backend: str) -> None:
    found = check_audio(AudioSettings(backend=backend), SOUNDS)  # type: ignore[arg-type]  # one of its words
    assert found.works
    assert found.backend == backend
