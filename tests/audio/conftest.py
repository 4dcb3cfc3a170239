"""A sound server of the tests' own, and what a session sounds like on it.

These tests play through real libraries to a real PulseAudio server with a null sink and measure the recording of its
monitor. Where PulseAudio is not installed they are skipped with that reason; in CI that is a failure.
"""

from __future__ import annotations

import os
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
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.audio)
            item.add_marker(pytest.mark.xdist_group("sound"))


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
def stage(pulse: PrivatePulse) -> Iterator[MakeStage]:
    """Makes a Stage with the audio settings it is given; its device is open, unless `opened` is false."""
    made: list[Stage] = []

    def make(*, opened: bool = True, **settings: Any) -> Stage:
        show = Stage(pulse, AudioSettings(**{"backend": "miniaudio", "volume": 100, **settings}))
        made.append(show)
        if opened:
            show.wait_for_device()
        return show

    yield make
    for each in made:
        each.close()


@pytest.fixture
def hang(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Hang:
    """A way to make miniaudio hang."""
    folder = tmp_path / "stand-in"
    made = Hang(folder)
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
