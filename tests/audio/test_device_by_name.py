"""A device that is chosen by its name plays; where it isn't there the usual one does, and that is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from runwalk_tui.audio.messages import LATE
from runwalk_tui.audio.status import usual_instead
from runwalk_tui.audio.supervision.device_names import DeviceName, device_names, names_of
from runwalk_tui.doctor.sound import sounds
from runwalk_tui.doctor.sound_check import check_audio
from runwalk_tui.session.cues import CueName
from runwalk_tui.settings import AudioSettings
from tests.audio.conftest import WAY, needs
from tests.support.listening import PrivatePulse
from tests.support.processes import wait_until
from tests.support.sound_stage import SOUNDS, MakeStage, Stage, alternating

HEADSET = "Headset [USB]"
"""With what a screen could take for markup."""
WITHOUT_A_SERVER = """
pcm.headset { type null hint { show on description "headset" } }
"""
"""A device of the runner's own among ALSA's."""
REFUSING = """
import importlib, sys
from pathlib import Path

sys.path.remove(str(Path(__file__).parent))
del sys.modules[__name__]
real = importlib.import_module(__name__)
if __name__ == "miniaudio":
    class Refusing(real.PlaybackDevice):
        def __init__(self, *, device_id, **more):
            self._device = None
            if device_id is not None:
                raise real.MiniaudioError("it is in use")
            super().__init__(device_id=device_id, **more)
    real.PlaybackDevice = Refusing
else:
    class Refusing(real.RawOutputStream):
        def __init__(self, *, device, **more):
            if device is not None:
                raise real.PortAudioError("it is in use")
            super().__init__(device=device, **more)
    real.RawOutputStream = Refusing
sys.modules[__name__] = real
"""
"""A library that opens no device but the usual one, as when another program has what was chosen for itself."""


HEADSET_OF_ALSA = """
pcm.!default { type pulse }
ctl.!default { type pulse }
pcm.headset { type pulse device headset hint { show on description "headset" } }
"""
"""The second device of the server by a name of ALSA's."""


def tell_alsa(settings: str, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """What ALSA's devices are, besides what it knows itself."""
    file = folder / "asound.conf"
    file.write_text(settings)
    monkeypatch.setenv("ALSA_CONFIG_PATH", f"{WAY}:{file}")


@pytest.fixture
def headset(pulse: PrivatePulse) -> None:
    """A second device, which is not the system's choice."""
    pulse.plug("headset", HEADSET)


@pytest.mark.short
def test_a_device_that_is_chosen_plays_and_no_other(headset: None, stage: MakeStage, pulse: PrivatePulse) -> None:
    awake = pulse.record("headset")
    show = stage(output=HEADSET)
    assert show.recorder is not None
    usual, show.recorder = show.recorder, awake
    cues = alternating(2, 1.3)
    zero = show.schedule(cues)
    show.listen_to_the_end(zero, cues)
    _, heard = show.heard()
    assert [found.name for found in heard] == ["run", "walk"]
    assert usual.stop().bursts() == []
    assert show.status.message == ""


def test_the_devices_are_listed_with_the_systems_choice(headset: None) -> None:
    assert device_names("auto") == (DeviceName("Null Output", usual=True), DeviceName(HEADSET, usual=False))
    assert device_names("bell") == device_names("silent") == ()
    assert names_of("simpleaudio") == ()


def test_sounddevice_lists_what_alsa_has_and_plays_on_what_is_chosen(
    headset: None, pulse: PrivatePulse, stage: MakeStage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    needs("sounddevice")
    tell_alsa(HEADSET_OF_ALSA, monkeypatch, tmp_path)
    found = names_of("sounddevice")
    assert [device.name for device in found if device.usual] == ["default"]
    assert "headset" in [device.name for device in found]
    show = stage(backend="sounddevice", output="headset")
    assert show.recorder is not None
    usual, show.recorder = show.recorder, pulse.record("headset")
    zero = show.schedule([(0.0, CueName.RUN)])
    show.listen_to_the_end(zero, [(0.0, CueName.RUN)])
    _, heard = show.heard()
    assert [found.name for found in heard] == ["run"]
    assert usual.stop().bursts() == []


@pytest.mark.parametrize("backend", ["miniaudio", "sounddevice", "simpleaudio"])
def test_where_the_chosen_one_is_not_there_the_usual_one_plays_and_that_is_said(backend: str, stage: MakeStage) -> None:
    needs(backend)
    show = stage(backend=backend, output="Gone")
    zero = show.schedule([(0.0, CueName.RUN)])
    show.listen_to_the_end(zero, [(0.0, CueName.RUN)])
    _, heard = show.heard()
    assert [found.name for found in heard] == ["run"]
    assert show.status.message == usual_instead("Gone", backend)
    assert show.rings == []


@pytest.mark.parametrize(("backend", "chosen"), [("miniaudio", HEADSET), ("sounddevice", "pulse")])
def test_where_the_chosen_one_cannot_be_opened_the_usual_one_plays(
    backend: str, chosen: str, headset: None, stage: MakeStage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    needs(backend)
    (tmp_path / f"{backend}.py").write_text(REFUSING)
    monkeypatch.syspath_prepend(tmp_path)
    show = stage(backend=backend, output=chosen)
    zero = show.schedule([(0.0, CueName.RUN)])
    show.listen_to_the_end(zero, [(0.0, CueName.RUN)])
    _, heard = show.heard()
    assert [found.name for found in heard] == ["run"]
    assert show.status.message == usual_instead(chosen, backend)
    assert show.rings == []


@pytest.fixture
def no_server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A computer with ALSA alone."""
    for name in ("PULSE_SERVER", "PIPEWIRE_REMOTE"):
        monkeypatch.setenv(name, f"unix:{tmp_path}/nothing")
    for name in ("XDG_RUNTIME_DIR", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    tell_alsa(WITHOUT_A_SERVER, monkeypatch, tmp_path)


@pytest.mark.parametrize("backend", ["miniaudio", "sounddevice"])
def test_what_only_swallows_or_converts_sound_is_no_device(no_server: None, backend: str) -> None:
    needs(backend)
    found = [device.name for device in names_of(backend)]
    assert "headset" in found, "what the runner has defined is a device"
    assert not [name for name in found if name.startswith(("null", "Discard", "Rate Conv", "speex", "upmix", "Plugin"))]


def test_alsas_null_device_is_not_played_on_for_its_name(no_server: None) -> None:
    name = "Discard all samples (playback) or generate zero samples (capture)"
    found = check_audio(AudioSettings(backend="miniaudio", output=name), SOUNDS)
    assert found.missing or not found.works


def test_a_sound_server_that_plays_into_nothing_is_no_device_and_the_bell_rings(
    alsa: None, pulse: PrivatePulse
) -> None:
    """PulseAudio and PipeWire make a sink up where there is none, and everything that is played to it is lost."""
    pulse.unplug()
    pulse.plug("auto_null", "Dummy Output")
    assert names_of("miniaudio") == ()
    [sound, _] = sounds(AudioSettings(), check_audio)
    assert sound.in_the_way
    assert sound.message.startswith("No sound (the sound server has no device); you'll hear the bell.")
    show = Stage(None, AudioSettings())
    try:
        show.wait_for("bell")
        show.schedule([(0.0, CueName.RUN)])
        wait_until(lambda: show.rings)
        pulse.plug()
        pulse.unplug("auto_null")
        show.wait_for("miniaudio")
    finally:
        show.close()


def test_one_that_is_pulled_out_gives_way_to_the_usual_one_and_plays_again_in_the_next_session(
    headset: None, stage: MakeStage, pulse: PrivatePulse
) -> None:
    awake = pulse.record("headset")  # one that nobody listens to has seconds of silence in hand
    show = stage(output=HEADSET)
    cues = [(0.0, CueName.RUN), (3.5, CueName.WALK)]
    zero = show.schedule(cues)
    show.listen_until(zero + 1.2)
    assert len(awake.stop().bursts()) == 1
    pulse.unplug("headset")
    wait_until(lambda: "can't be used" in show.status.message)
    show.listen_to_the_end(zero, cues)
    recording, heard = show.heard()
    assert [found.name for found in heard] == ["walk"]
    assert abs(recording.at(heard[0].position) - zero - 3.5) < LATE
    assert show.rings == []
    show.player.close()
    pulse.plug("headset", HEADSET)
    awake = pulse.record("headset")
    again = stage(output=HEADSET)
    again.recorder = awake
    back = again.schedule([(0.0, CueName.RUN)])
    again.listen_to_the_end(back, [(0.0, CueName.RUN)])
    assert [found.name for found in again.heard()[1]] == ["run"]
    assert again.status.message == ""


def test_one_that_is_pulled_out_and_that_alsa_still_lists_gives_way_as_well(
    headset: None, stage: MakeStage, pulse: PrivatePulse, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """In the session the sound server itself lets the usual one play. In the next one it refuses what was chosen."""
    needs("sounddevice")
    tell_alsa(HEADSET_OF_ALSA, monkeypatch, tmp_path)
    awake = pulse.record("headset")
    show = stage(backend="sounddevice", output="headset")
    cues = [(0.0, CueName.RUN), (3.5, CueName.WALK)]
    zero = show.schedule(cues)
    show.listen_until(zero + 1.2)
    assert len(awake.stop().bursts()) == 1
    pulse.unplug("headset")
    show.listen_to_the_end(zero, cues)
    recording, heard = show.heard()
    assert [found.name for found in heard] == ["walk"]
    assert abs(recording.at(heard[0].position) - zero - 3.5) < LATE
    show.player.close()
    again = stage(backend="sounddevice", output="headset")
    back = again.schedule([(0.0, CueName.RUN)])
    again.listen_to_the_end(back, [(0.0, CueName.RUN)])
    assert [found.name for found in again.heard()[1]] == ["run"]
    assert again.status.message == usual_instead("headset", "sounddevice")
    assert show.rings == again.rings == []


def test_the_doctor_says_which_device_plays(headset: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def message(**settings: str) -> str:
        return sounds(AudioSettings(backend="miniaudio", **settings), check_audio)[0].message  # type: ignore[arg-type]

    assert message().startswith("miniaudio, PulseAudio is open, on “Null Output”")
    assert message(output=HEADSET) == f"miniaudio, PulseAudio is open, on “{HEADSET}”"
    assert message(output="Gone").startswith(usual_instead("Gone", "miniaudio"))
    monkeypatch.setenv("PULSE_SINK", "headset")
    assert message() == "miniaudio, PulseAudio is open, on “headset”, as PULSE_SINK says"


def test_pulse_sink_is_heeded_unless_a_device_is_chosen(
    headset: None, stage: MakeStage, pulse: PrivatePulse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULSE_SINK", "headset")
    stage()
    assert [line.split()[1] for line in pulse.streams()] == [pulse.number_of("headset")]
    monkeypatch.setenv("PULSE_SINK", "quiet")
    stage(output=HEADSET)
    wait_until(lambda: len(pulse.streams()) == 2)
    assert {line.split()[1] for line in pulse.streams()} == {pulse.number_of("headset")}
