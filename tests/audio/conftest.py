"""A sound server of the tests' own, and what a session sounds like on it.

These tests play through real libraries to a real PulseAudio server with a null sink and measure the recording of its
monitor. Where PulseAudio is not installed they are skipped with that reason; in CI that is a failure.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from runwalk_tui.settings import AudioSettings
from tests.support.listening import PrivatePulse
from tests.support.sound_stage import Hang, MakeStage, Stage


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist looks which tests belong together
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is measured by ear is measured one after the other, whatever else runs at the same time."""
    here = f"{Path(__file__).parent}{os.sep}"
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.audio)
            item.add_marker(pytest.mark.xdist_group("sound"))


WAY = Path("/usr/share/alsa/alsa.conf")
"""What tells ALSA's plugins."""


@pytest.fixture
def library(request: pytest.FixtureRequest) -> str:
    """What plays where a test doesn't say it: miniaudio, or what its module is run with."""
    name: str = getattr(request, "param", "miniaudio")
    if name != "miniaudio":
        needs(name)
    return name


@pytest.fixture
def alsa(pulse: PrivatePulse, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """ALSA's default device is the private server."""
    if not list(Path("/usr/lib").glob("*/alsa-lib/libasound_module_pcm_pulse.so")):
        cannot_be_used("libasound2-plugins")
    settings = tmp_path_factory.mktemp("alsa") / "asound.conf"
    settings.write_text("pcm.!default { type pulse }\nctl.!default { type pulse }\n")
    monkeypatch.setenv("ALSA_CONFIG_PATH", f"{WAY}:{settings}")


def needs(library: str) -> None:
    """Skip the test where a library can't be loaded; in CI it fails."""
    loading = subprocess.run([sys.executable, "-c", f"import {library}"], capture_output=True, timeout=60, check=False)
    if loading.returncode:
        cannot_be_used(library)


def cannot_be_used(what: str) -> None:
    """Skip the test, or in CI fail it."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} can't be used, and CI measures real sound")
    pytest.skip(f"{what} can't be used")


@pytest.fixture
def pulse(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivatePulse]:
    """A private PulseAudio server that everything started by the test plays to."""
    if not PrivatePulse.installed():
        if os.environ.get("CI") == "true":
            pytest.fail("pulseaudio and pulseaudio-utils are not installed, and CI measures real sound")
        pytest.skip("pulseaudio and pulseaudio-utils are not installed")
    with PrivatePulse(tmp_path_factory.mktemp("pulse") / "p") as server:
        for name, value in server.env.items():
            monkeypatch.setenv(name, value)
        yield server


@pytest.fixture
def stage(pulse: PrivatePulse, alsa: None, library: str) -> Iterator[MakeStage]:
    """Makes a Stage with the audio settings it is given; its device is open, unless `opened` is false."""
    made: list[Stage] = []

    def make(*, opened: bool = True, **settings: Any) -> Stage:
        show = Stage(pulse, AudioSettings(**{"backend": library, "volume": 100, **settings}))
        made.append(show)
        if opened:
            show.wait_for_device()
        return show

    yield make
    for each in made:
        each.close()


@pytest.fixture
def hang(library: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Hang:
    """A way to make what plays hang."""
    folder = tmp_path / "stand-in"
    made = Hang(folder, library)
    monkeypatch.syspath_prepend(folder)
    return made


@pytest.fixture
def no_sound(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[MakeStage]:
    """Makes a Stage on a machine without any sound."""
    for name in ("PULSE_SERVER", "PIPEWIRE_REMOTE"):
        monkeypatch.setenv(name, f"unix:{tmp_path}/nothing")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    empty = tmp_path / "asound.conf"
    empty.write_text("")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(empty))
    made: list[Stage] = []

    def make(**settings: Any) -> Stage:
        made.append(Stage(None, AudioSettings(**settings)))
        return made[-1]

    yield make
    for each in made:
        each.close()
