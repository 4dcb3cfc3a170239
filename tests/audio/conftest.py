"""A sound server of the tests' own, and what a session sounds like on it.

These tests play through real libraries to a real PulseAudio server with a null sink and measure the recording of its
monitor. Where PulseAudio is not installed they are skipped with that reason; in CI that is a failure.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from runwalk_tui import places
from runwalk_tui.audio.decode import load_sounds
from runwalk_tui.audio.player import AudioStatus, Player, TimedCue
from runwalk_tui.audio.sounds import all_cues
from runwalk_tui.session.cues import CueName
from runwalk_tui.settings import AudioSettings

SOUNDS = places.shipped_sounds()
LEAD = 1.2
"""Seconds before the first cue of a test session: enough for the device to open on a busy machine."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.audio)


@pytest.fixture
def pulse(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A private PulseAudio server that everything started by the test plays to."""
    import numpy  # noqa: F401 - measured with it; its absence must fail here and not later

    from tests.support.listening import PrivatePulse

    if not PrivatePulse.installed():
        if os.environ.get("CI") == "true":
            pytest.fail("pulseaudio and pulseaudio-utils are not installed, and CI measures real sound")
        pytest.skip("pulseaudio and pulseaudio-utils are not installed")
    with PrivatePulse(tmp_path_factory.mktemp("pulse") / "p") as server:
        for name, value in server.env.items():
            monkeypatch.setenv(name, value)
        yield server


@dataclass
class Stage:
    """A player on the private server, with a recorder listening."""

    pulse: Any
    settings: AudioSettings
    rings: list[float] = field(default_factory=list)
    told: list[tuple[float, AudioStatus]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.recorder = self.pulse.record() if self.pulse else None
        self.began = time.monotonic()
        self.player = Player(
            self.settings,
            SOUNDS,
            ring=lambda: self.rings.append(time.monotonic()),
            report=lambda status: self.told.append((time.monotonic(), status)),
        )
        self.player.start()

    @property
    def status(self) -> AudioStatus:
        return self.told[-1][1]

    def schedule(self, cues: list[tuple[float, CueName]]) -> float:
        """Schedule cues at seconds from an instant that is returned."""
        zero = time.monotonic() + LEAD
        self.player.schedule([TimedCue(zero + at, name) for at, name in cues])
        return zero

    def child(self) -> int:
        """Process id of the child that plays."""
        [pid] = children(os.getpid(), "runwalk_tui.audio.worker")
        return pid

    def heard(self) -> Any:
        """End the recording and return it with the sounds found in it."""
        from tests.support.listening import recognise

        assert self.recorder is not None
        recording = self.recorder.stop()
        self.recorder = None
        return recording, recognise(recording, templates(self.settings))

    def close(self) -> None:
        self.player.close()
        if self.recorder is not None:
            self.recorder.stop()


def templates(settings: AudioSettings) -> dict[str, Any]:
    """The sounds as they should be heard; those that are the same under several names appear under one."""
    import numpy as np

    sounds, _ = load_sounds({cue.name: cue.recipe for cue in all_cues(settings, SOUNDS)})
    different: dict[bytes, str] = {}
    for name, sound in sounds.items():
        different.setdefault(sound.samples.tobytes(), name)
    return {name: np.frombuffer(data, dtype="<i2") for data, name in different.items()}


@pytest.fixture
def stage(pulse: Any) -> Iterator[Callable[..., Stage]]:
    """Makes a Stage with the audio settings it is given."""
    made: list[Stage] = []

    def make(**settings: Any) -> Stage:
        made.append(Stage(pulse, AudioSettings(**{"backend": "miniaudio", "volume": 100, **settings})))
        return made[-1]

    yield make
    for each in made:
        each.close()


HANGING = """
import importlib, sys, time
from pathlib import Path

here = Path(__file__).parent
while (here / "hang").exists():
    time.sleep(0.02)
sys.path.remove(str(here))
del sys.modules["miniaudio"]
sys.modules["miniaudio"] = importlib.import_module("miniaudio")
"""


@pytest.fixture
def hang(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A file: while it exists, miniaudio hangs in each child that begins to load it."""
    folder = tmp_path / "stand-in"
    folder.mkdir()
    (folder / "miniaudio.py").write_text(HANGING)
    monkeypatch.syspath_prepend(folder)
    return folder / "hang"


@pytest.fixture
def no_sound(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[..., Stage]]:
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


def children(parent: int, having: str) -> list[int]:
    """Living child processes whose command line holds a text."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            stat = (entry / "stat").read_text().rpartition(")")[2].split()
            command = (entry / "cmdline").read_text()
        except OSError:
            continue  # it ended meanwhile
        if int(stat[1]) == parent and stat[0] != "Z" and having in command:
            found.append(int(entry.name))
    return found


def alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:  # noqa: PTH123 - a race with its end is the point
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(condition: Callable[[], Any], seconds: float = 10.0) -> None:
    """Wait for something that takes a moment; a guard against hanging, and no measure of speed."""
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "it did not happen"
        time.sleep(0.01)


class Burners:
    """Keeps every processor busy, two of its threads in this very process; a context manager."""

    def __enter__(self) -> Burners:
        self._on = True
        self._threads = [threading.Thread(target=self._burn, daemon=True) for _ in range(2)]
        for thread in self._threads:
            thread.start()
        self._processes = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
        return self

    def __exit__(self, *exc: object) -> None:
        self._on = False
        for thread in self._threads:
            thread.join()
        for process in self._processes:
            process.kill()
            process.wait()

    def _burn(self) -> None:
        while self._on:
            pass
