"""A player on a private sound server, and what is heard of it there."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np

from runwalk_tui import paths
from runwalk_tui.audio.decode import load_sounds
from runwalk_tui.audio.mixer import Sound
from runwalk_tui.audio.player import Player
from runwalk_tui.audio.sound_files import all_cues, cue_options
from runwalk_tui.audio.status import AudioStatus
from runwalk_tui.audio.word_files import word_recipes
from runwalk_tui.programme.plan import Phase, SessionPlan
from runwalk_tui.session.clock import SystemClock
from runwalk_tui.session.countdown import Countdown
from runwalk_tui.session.cue_dispatch import CueDispatcher
from runwalk_tui.session.cues import COUNT_IN, CueName, TimedCue, schedule
from runwalk_tui.session.talk.words import file_of
from runwalk_tui.settings import AudioSettings
from tests.support.listening import RATE, WHOLE, Heard, PrivatePulse, Recorder, Recording, Samples, recognise
from tests.support.processes import children, sleep_until, wait_until

SOUNDS = paths.shipped_sounds()
WORKER = "runwalk_tui.audio.worker"
LEAD = 0.6
"""Seconds before the first cue of a test session, whose device is open by then."""
AFTER = 0.5
"""Seconds of silence that are listened to after the last sound: one that is heard twice follows it at once."""
MAX_ERROR = 0.010
MAX_SPREAD = 0.005
MakeStage = Callable[..., "Stage"]
Cues = Sequence[tuple[float, str]]


@dataclass
class Stage:
    """A player, and a recorder that listens to it on a server; without a server there is no sound at all."""

    pulse: PrivatePulse | None
    settings: AudioSettings
    rings: list[float] = field(default_factory=list)
    told: list[tuple[float, AudioStatus]] = field(default_factory=list)
    opening: float = 0.0
    """Seconds that this machine took to open the device, at this time."""

    def __post_init__(self) -> None:
        loaded(self.settings)  # now, and not while something is measured
        self.recorder: Recorder | None = self.pulse.record() if self.pulse else None
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

    def wait_for_device(self) -> None:
        """Wait until the server has the player's stream."""
        assert self.pulse is not None
        wait_until(self.pulse.streams)
        self.opening = time.monotonic() - self.began

    def wait_for(self, backend: str) -> float:
        """Wait until a backend plays; returns when that was told."""
        wait_until(lambda: self.told and self.status.backend == backend)
        told = list(self.told)
        while len(told) > 1 and told[-2][1].backend == backend:
            told.pop()
        return told[-1][0]

    def schedule(self, cues: Cues) -> float:
        """Schedule cues at seconds from an instant that is returned."""
        zero = time.monotonic() + LEAD
        self.player.schedule([TimedCue(zero + at, name) for at, name in cues])
        return zero

    def child(self, but: int = 0) -> int:
        """Process id of the child that plays, once there is one that is not this one."""
        found: list[int] = []

        def is_alone() -> bool:
            found[:] = [pid for pid in children(os.getpid(), WORKER) if pid != but]
            return len(found) == 1

        wait_until(is_alone)
        return found[0]

    def rings_for(self, zero: float, cues: Cues) -> dict[float, int]:
        """How often the bell rang for each cue that it rang for: a ring belongs to the last one that was due."""
        found: dict[float, int] = {}
        for ring in self.rings:
            due = max(at for at, _ in cues if zero + at <= ring)
            found[due] = found.get(due, 0) + 1
        return found

    def listen_until(self, at: float) -> None:
        """Let time pass, until all that was heard up to an instant is in the recording."""
        recorder = self.recorder
        assert recorder is not None
        sleep_until(at)
        wait_until(lambda: recorder.reaches > at)

    def listen_to_the_end(self, zero: float, cues: Cues) -> None:
        """Let time pass until all of these cues have been heard."""
        sounds = loaded(self.settings)
        self.listen_until(max(zero + at + len(sounds[name].samples) / RATE for at, name in cues) + AFTER)

    def heard(self) -> tuple[Recording, list[Heard]]:
        """End the recording and return it with the sounds found in it."""
        assert self.recorder is not None
        recording = self.recorder.stop()
        self.recorder = None
        return recording, recognise(recording, templates(self.settings))

    def close(self) -> None:
        self.player.close()
        if self.recorder is not None:
            self.recorder.stop()


@cache
def loaded(settings: AudioSettings) -> dict[str, Sound]:
    """The sound of each cue and word."""
    recipes = {str(cue.name): cue.recipe for cue in all_cues(settings, SOUNDS)}
    sounds, _ = load_sounds(recipes | word_recipes(settings, SOUNDS))
    return dict(sounds)


def templates(settings: AudioSettings) -> dict[str, Samples]:
    """The sounds as they should be heard; those that are the same under several names appear under one."""
    different: dict[bytes, str] = {}
    for name, sound in loaded(settings).items():
        different.setdefault(sound.samples.tobytes(), name)
    return {name: np.frombuffer(data, dtype="<i2").astype(np.int16) for data, name in different.items()}


def session_cues(stage: Stage, phases: Sequence[Phase]) -> list[tuple[float, str]]:
    """What is to be heard in a session of these phases."""
    return [(cue.at, cue.name) for cue in schedule(phases, cue_options(stage.settings))]


def start_session(show: Stage, phases: Sequence[Phase]) -> float:
    """Start a countdown of these phases as the controller does; returns the instant at which it begins."""
    clock = SystemClock()
    countdown = Countdown(SessionPlan("test", "1", 2, tuple(phases)))
    dispatcher = CueDispatcher(show.player, clock, cue_options(show.settings), countdown)
    now = clock.now()
    countdown.start(now, dispatcher.lead)
    dispatcher.dispatch(countdown, now)
    return countdown.instant(0, now)


def alternating(count: int, apart: float) -> list[tuple[float, str]]:
    return [(apart * i, (CueName.RUN, CueName.WALK)[i % 2]) for i in range(count)]


def assert_same_distance(onsets: Sequence[float], cues: Cues) -> None:
    """Onsets lie where the cues are due but for one constant."""
    errors = [onset - at for onset, (at, _) in zip(onsets, cues, strict=True)]
    offset = statistics.mean(errors)
    around = [error - offset for error in errors]
    assert max(map(abs, around)) <= MAX_ERROR, around
    assert statistics.pstdev(around) <= MAX_SPREAD, around


def assert_heard(stage: Stage, zero: float, cues: Cues) -> None:
    """Every cue once, in order, with its own sound, and none else, each where it belongs."""
    recording, heard = stage.heard()
    assert [found.name for found in heard] == [sound_of(name, stage) for _, name in cues]
    assert not [(found, recording.bursts()) for found in heard if found.intact < WHOLE]
    onsets = [recording.at(found.position) - zero for found in heard]
    assert abs(statistics.mean(onsets) - statistics.mean(at for at, _ in cues)) < 0.15
    assert_same_distance(onsets, cues)


def sound_of(name: str, stage: Stage) -> str:
    """The sound that stands for a cue in what was recognised."""
    return "tick" if name in COUNT_IN and stage.settings.pack == "tones" else file_of(name)


HANGING = """
import importlib, sys, time
from pathlib import Path

here = Path(__file__).parent
while (here / "hang").exists():
    (here / "hangs").touch()
    time.sleep(0.02)
sys.path.remove(str(here))
del sys.modules[__name__]
sys.modules[__name__] = importlib.import_module(__name__)
"""


class Hang:
    """Makes a sound library hang in each child that begins to load it."""

    def __init__(self, folder: Path, library: str) -> None:
        """The folder goes to the front of the path on which modules are looked for."""
        folder.mkdir()
        (folder / f"{library}.py").write_text(HANGING)
        self._on = folder / "hang"
        self._reached = folder / "hangs"

    def begin(self) -> None:
        self._on.touch()

    def end(self) -> None:
        self._on.unlink()

    def wait_until_reached(self) -> None:
        """Wait until a child hangs."""
        wait_until(self._reached.exists)
