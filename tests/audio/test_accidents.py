"""A session goes on whatever happens to its device, its child and its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from runwalk_tui.audio.bell import RINGS
from runwalk_tui.audio.messages import LATE
from runwalk_tui.session.cues import CueName
from tests.audio.conftest import Stage, alive, children, templates, wait_until
from tests.audio.test_real_sound import assert_heard, assert_same_distance

MakeStage = Callable[..., Stage]
RATE = 48_000
WORKER = "runwalk_tui.audio.worker"


def alternating(count: int, apart: float) -> list[tuple[float, CueName]]:
    return [(apart * i, (CueName.RUN, CueName.WALK)[i % 2]) for i in range(count)]


def rung_for(show: Stage, at: float) -> int:
    """How often the bell rang for a cue that was due at an instant."""
    first = [ring for ring in show.rings if at - 0.02 <= ring <= at + LATE + 0.05]
    return len([ring for ring in show.rings if first and first[0] <= ring < first[0] + 1])


@pytest.fixture(params=["a server that ends", "a sink that is pulled out", "a server that hangs"])
def outage(request: pytest.FixtureRequest, pulse: Any) -> tuple[Callable[[], None], Callable[[], None]]:
    """How the sound goes away, and how it comes back."""
    return {
        "a server that ends": (pulse.stop, pulse.start),
        "a sink that is pulled out": (pulse.unplug, pulse.plug),
        "a server that hangs": (pulse.freeze, pulse.thaw),
    }[request.param]


def test_sound_that_goes_away_in_mid_session_and_comes_back_costs_no_cue(
    stage: MakeStage, pulse: Any, outage: tuple[Callable[[], None], Callable[[], None]]
) -> None:
    """The schedule is sent once. What falls due without a device is rung; later cues are heard where they belong."""
    goes, comes = outage
    show = stage()
    cues = alternating(12, 2.0)
    zero = show.schedule(cues)
    time.sleep(zero + 3.3 - time.monotonic())  # two have been heard to their ends
    goes()
    _, before = show.heard()
    wait_until(lambda: show.status.backend == "bell", 3)
    assert time.monotonic() < zero + 3.3 + 2
    assert "terminal bell" in show.status.message
    time.sleep(zero + 7.3 - time.monotonic())
    comes()
    show.recorder = pulse.record()
    wait_until(lambda: show.status.backend == "miniaudio", 12)
    back = time.monotonic()
    time.sleep(zero + 24.5 - time.monotonic())
    recording, after = show.heard()
    assert [found.name for found in before] == ["run", "walk"]
    rung = [(at, name) for at, name in cues if rung_for(show, zero + at)]
    assert {at for at, _ in rung} >= {4.0, 6.0}
    assert all(rung_for(show, zero + at) == RINGS[name] for at, name in rung)
    assert [(round(recording.at(f.position) - zero), f.name) for f in after] == [c for c in cues[2:] if c not in rung]
    assert all(zero + at > back - 1 for at, _ in cues[2:] if (at, _) not in rung)
    onsets = [recording.at(found.position) - zero for found in after]
    played = cues[-len(after) :]
    # One that was due as the device came back is as late as that made it; all others are where they belong.
    assert all(-0.1 < onset - at < LATE for onset, (at, _) in zip(onsets, played, strict=True))
    late = sum(zero + at < back + 0.3 for at, _ in played)
    assert late <= 1
    assert_same_distance(onsets[late:], played[late:])


def test_another_device_is_played_to_at_once_when_the_first_is_pulled_out(stage: MakeStage, pulse: Any) -> None:
    show = stage()
    cues = alternating(3, 2.0)
    pulse.plug("speakers")
    speakers = pulse.record("speakers")
    zero = show.schedule(cues)
    time.sleep(zero + 1.3 - time.monotonic())
    show.recorder.stop()
    pulse.unplug()
    time.sleep(zero + 6 - time.monotonic())
    show.recorder = speakers
    recording, heard = show.heard()
    # One may be due in the second that it takes to notice; it is rung then.
    assert [found.name for found in heard][-1] == "run"
    assert [found.name for found in heard] == ["walk", "run"] or rung_for(show, zero + 2) == RINGS[CueName.WALK]
    assert abs(recording.at(heard[-1].position) - zero - 4) < LATE
    assert show.status.backend == "miniaudio"


def test_the_bell_rings_in_time_while_a_device_hangs_in_mid_session(stage: MakeStage, hang: Path) -> None:
    show = stage()
    cues = [(0.0, CueName.WALK), (1.5, CueName.RUN), (3.0, CueName.WALK), (4.5, CueName.RUN), (9.0, CueName.WALK)]
    zero = show.schedule(cues)
    time.sleep(zero + 1.3 - time.monotonic())
    hang.touch()
    os.kill(show.child(), signal.SIGKILL)
    time.sleep(zero + 5.5 - time.monotonic())
    for at, name in cues[1:4]:
        assert rung_for(show, zero + at) == RINGS[name], (at, [ring - zero for ring in show.rings])
    assert show.status.message == "Sound stopped (miniaudio: ended by SIGKILL); the terminal bell rings."
    hang.unlink()
    time.sleep(zero + 10.5 - time.monotonic())
    _, heard = show.heard()
    assert [found.name for found in heard] == ["walk", "walk"]
    assert len(show.rings) == RINGS[CueName.RUN] * 2 + RINGS[CueName.WALK]


def test_a_child_that_is_kept_waiting_for_a_moment_again_and_again_tears_no_cue_and_moves_none(
    stage: MakeStage,
) -> None:
    """As on a busy machine: 60 ms in which it gets no time at all, before each cue and in the middle of it."""
    show = stage()
    wait_until(lambda: show.told)
    cues = [(1.5 * i, CueName.RUN) for i in range(6)]
    zero = show.schedule(cues)
    child = show.child()
    for at, _ in cues:
        for moment in (at - 0.4, at - 0.1, at + 0.1, at + 0.3):
            time.sleep(zero + moment - time.monotonic())
            os.kill(child, signal.SIGSTOP)
            time.sleep(0.06)
            os.kill(child, signal.SIGCONT)
    time.sleep(zero + cues[-1][0] + 1.3 - time.monotonic())
    assert_heard(show, zero, cues)
    assert show.child() == child


def test_a_child_that_stands_still_is_replaced_and_its_cue_is_rung(stage: MakeStage) -> None:
    show = stage()
    cues = alternating(4, 2.0)
    zero = show.schedule(cues)
    time.sleep(zero + 1.3 - time.monotonic())
    frozen = show.child()
    os.kill(frozen, signal.SIGSTOP)
    time.sleep(zero + 7.5 - time.monotonic())
    _, heard = show.heard()
    assert not alive(frozen)
    # A sound server may take a stopped client's stream away before the next cue is due.
    assert [found.name for found in heard] == ["run", "run", "walk"]
    assert rung_for(show, zero + 2) == len(show.rings) == RINGS[CueName.WALK]
    assert show.status.backend == "miniaudio"


PARENT = """
import signal, sys, time
from runwalk_tui import places
from runwalk_tui.audio.player import Player, TimedCue
from runwalk_tui.session.cues import CueName
from runwalk_tui.settings import AudioSettings

# Whoever starts the tests may have these two ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
rings, told = [], []
player = Player(
    AudioSettings(backend="miniaudio", volume=100), places.shipped_sounds(),
    ring=lambda: rings.append(time.monotonic()), report=told.append,
)
player.start()
zero = time.monotonic() + 2
cues = [TimedCue(zero + at, CueName(name)) for at, name in eval(sys.argv[1])]
player.schedule(cues)
print(zero, flush=True)
time.sleep(max([1, *(cue.at for cue in cues)]) + 2 - (time.monotonic() if cues else 0))
print(len(rings), len({status.backend for status in told}), flush=True)
time.sleep(60)
"""


class Parent:
    """A process of its own with a player in it; a context manager."""

    def __init__(self, cues: list[tuple[float, CueName]]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", PARENT, repr([(at, str(name)) for at, name in cues])],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        self.zero = float(self.line())

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def child(self) -> int:
        """Process id of the child that plays."""
        wait_until(lambda: children(self.process.pid, WORKER))
        [pid] = children(self.process.pid, WORKER)
        return pid

    def __enter__(self) -> Parent:
        return self

    def __exit__(self, *exc: object) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


def test_a_parent_that_is_stopped_for_five_seconds_moves_no_cue_and_blames_nobody(pulse: Any, stage: MakeStage) -> None:
    cues = alternating(5, 2.0)
    listening = stage(backend="silent")
    with Parent(cues) as parent:
        time.sleep(parent.zero + 1 - time.monotonic())
        child = parent.child()
        parent.process.send_signal(signal.SIGSTOP)
        time.sleep(5)
        parent.process.send_signal(signal.SIGCONT)
        rings, backends = parent.line().split()
        recording, heard = listening.heard()
        assert [found.name for found in heard] == [str(name) for _, name in cues]
        assert_same_distance([recording.at(found.position) for found in heard], cues)
        assert (rings, backends) == ("0", "1")
        assert parent.child() == child


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGSEGV])
def test_the_child_ends_with_its_parent_whatever_ends_it(pulse: Any, how: signal.Signals) -> None:
    with Parent([]) as parent:
        child = parent.child()
        assert parent.line()  # the device is open
        parent.process.send_signal(how)
        parent.process.wait(10)
        wait_until(lambda: not alive(child), 3)


def test_a_child_that_hangs_in_a_library_ends_with_its_parent_all_the_same(pulse: Any, hang: Path) -> None:
    hang.touch()
    with Parent([]) as parent:
        child = parent.child()
        time.sleep(1)
        assert alive(child)
        parent.process.kill()
        parent.process.wait(10)
        wait_until(lambda: not alive(child), 3)


def test_what_sounds_when_the_parent_is_killed_is_silent_soon(pulse: Any, stage: MakeStage) -> None:
    listening = stage(backend="silent")
    with Parent([(0.0, CueName.FINISHED), (3.0, CueName.RUN)]) as parent:
        time.sleep(parent.zero + 0.5 - time.monotonic())
        parent.process.kill()
        killed = time.monotonic()
        time.sleep(4)
    recording, heard = listening.heard()
    [(_, last)] = recording.bursts()
    assert recording.at(last) - killed < 0.25
    assert heard[0].position + len(templates(listening.settings)["finished"]) > last
