"""A session goes on whatever happens to its device, its child and its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from runwalk_tui.audio.backends.bell import RINGS
from runwalk_tui.audio.messages import LATE
from runwalk_tui.session.cues import CueName
from tests.support.listening import PrivatePulse
from tests.support.processes import GUARD, alive, children, served_first, sleep_until, wait_until
from tests.support.sound_stage import (
    WORKER,
    Cues,
    Hang,
    MakeStage,
    alternating,
    assert_heard,
    assert_same_distance,
    templates,
)

pytestmark = pytest.mark.parametrize("library", ["miniaudio", "sounddevice"], indirect=True)
HANDED_OVER = 0.2
"""Seconds before it is heard at which a cue may be with the device already: more than any device holds."""


@pytest.fixture(params=["a server that ends", "a sink that is pulled out", "a server that hangs"])
def outage(request: pytest.FixtureRequest, pulse: PrivatePulse) -> tuple[Callable[[], None], Callable[[], None]]:
    """How the sound goes away, and how it comes back."""
    ways: dict[str, tuple[Callable[[], None], Callable[[], None]]] = {
        "a server that ends": (pulse.stop, pulse.start),
        "a sink that is pulled out": (pulse.unplug, pulse.plug),
        "a server that hangs": (pulse.freeze, pulse.thaw),
    }
    return ways[request.param]


def test_sound_that_goes_away_in_mid_session_and_comes_back_costs_no_cue(
    stage: MakeStage, pulse: PrivatePulse, outage: tuple[Callable[[], None], Callable[[], None]]
) -> None:
    """The schedule is sent once. What falls due without a device is rung; later cues are heard where they belong."""
    goes, comes = outage
    show = stage()
    # Two are heard to their ends. It takes up to a second to notice an outage; the third is due after that.
    cues = [(0.0, CueName.RUN), (1.5, CueName.WALK), *((at + 4.2, name) for at, name in alternating(40, 2.0))]
    zero = show.schedule(cues)
    show.listen_until(zero + 2.7)
    goes()
    gone = time.monotonic()
    _, before = show.heard()
    show.wait_for("bell")
    assert "the bell" in show.status.message
    sleep_until(zero + 6.9)
    came = time.monotonic()
    comes()
    show.recorder = pulse.record()
    back = show.wait_for(show.settings.backend)
    # One that was due as the device came back is as late as that made it.
    punctual = [(at, name) for at, name in cues if zero + at > back + LATE][:3]
    end = zero + punctual[-1][0] + 1.3
    show.listen_until(end)
    recording, heard = show.heard()
    after = [found for found in heard if recording.at(found.position) < end]
    rung = show.rings_for(zero, cues)
    assert [found.name for found in before] == ["run", "walk"]
    assert rung == {at: RINGS[name] for at, name in cues if at in rung}
    # What falls due before that is noticed may be too late to ring for by then, on a machine that is very busy.
    noticed = next(at for at, status in show.told if at > gone and status.message)
    silent = {at for at, _ in cues if max(noticed, gone + HANDED_OVER) < zero + at < came}
    assert silent
    assert silent <= rung.keys()
    played = [(at, name) for at, name in cues[2:] if at not in rung and noticed < zero + at < end]
    assert [found.name for found in after] == [str(name) for _, name in played]
    onsets = [recording.at(found.position) - zero for found in after]
    assert all(-0.1 < onset - at < LATE for onset, (at, _) in zip(onsets, played, strict=True))
    assert set(punctual) <= set(played)
    assert len(played) <= len(punctual) + 1
    assert_same_distance(onsets[-len(punctual) :], punctual)


def test_another_device_is_played_to_at_once_when_the_first_is_pulled_out(
    stage: MakeStage, pulse: PrivatePulse
) -> None:
    show = stage()
    cues = alternating(3, 2.0)
    pulse.plug("speakers")
    speakers = pulse.record("speakers")
    zero = show.schedule(cues)
    show.listen_until(zero + 1.0)
    pulse.unplug()
    _, before = show.heard()
    show.recorder = speakers
    show.listen_to_the_end(zero, cues)
    recording, after = show.heard()
    rung = show.rings_for(zero, cues)
    # One may be due in the second that it takes to notice; it is rung then.
    assert rung in ({}, {2.0: RINGS[CueName.WALK]})
    assert [found.name for found in before + after] == [str(name) for at, name in cues if at not in rung]
    assert abs(recording.at(after[-1].position) - zero - 4) < LATE
    assert show.status.backend == show.settings.backend


def test_the_bell_rings_in_time_while_a_device_hangs_in_mid_session(stage: MakeStage, hang: Hang) -> None:
    show = stage()
    cues = [(0.0, CueName.WALK), (1.5, CueName.RUN), (3.0, CueName.WALK), (4.5, CueName.RUN)]
    zero = show.schedule([*cues, (60.0, CueName.FINISHED)])
    sleep_until(zero + 1.2)
    hang.begin()
    os.kill(show.child(), signal.SIGKILL)
    show.wait_for("bell")
    assert show.status.message == "Sound stopped (ended by SIGKILL); you'll hear the bell."
    expected = {at: RINGS[name] for at, name in cues[1:]}
    wait_until(lambda: len(show.rings) >= sum(expected.values()))
    assert show.rings_for(zero, cues) == expected
    for at in expected:
        assert min(ring for ring in show.rings if ring >= zero + at) < zero + at + LATE + 0.05
    hang.end()
    show.wait_for(show.settings.backend)
    back = show.schedule([(0.0, CueName.WALK)])
    show.listen_to_the_end(back, [(0.0, CueName.WALK)])
    _, heard = show.heard()
    assert [found.name for found in heard] == ["walk", "walk"]
    assert show.rings_for(zero, cues) == expected


def test_a_child_that_is_kept_waiting_for_a_moment_again_and_again_tears_no_cue_and_moves_none(
    stage: MakeStage,
) -> None:
    """As on a busy machine: 60 ms in which it gets no time at all, before each cue and in the middle of it."""
    show = stage()
    cues = [(1.5 * i, CueName.RUN) for i in range(5)]
    child = show.child()
    zero = show.schedule(cues)
    with served_first():  # 60 ms are not to become 90
        for at, _ in cues:
            for moment in (at - 0.4, at - 0.1, at + 0.1, at + 0.3):
                sleep_until(zero + moment)
                os.kill(child, signal.SIGSTOP)
                time.sleep(0.06)
                os.kill(child, signal.SIGCONT)
    show.listen_to_the_end(zero, cues)
    assert_heard(show, zero, cues)
    assert show.child() == child


def test_a_child_that_stands_still_is_replaced_and_its_cue_is_rung(stage: MakeStage) -> None:
    show = stage()
    cues = alternating(4, 2.0)
    frozen = show.child()
    zero = show.schedule(cues)
    sleep_until(zero + 1.2)
    os.kill(frozen, signal.SIGSTOP)
    show.listen_to_the_end(zero, cues)
    _, heard = show.heard()
    assert not alive(frozen)
    # A sound server may take a stopped client's stream away before the next cue is due.
    assert [found.name for found in heard] == ["run", "run", "walk"]
    assert show.rings_for(zero, cues) == {2.0: RINGS[CueName.WALK]}
    assert show.status.backend == show.settings.backend


PARENT = """
import signal, sys, time
from runwalk_tui import paths
from runwalk_tui.audio.player import Player
from runwalk_tui.session.cues import TimedCue
from runwalk_tui.session.cues import CueName
from runwalk_tui.settings import AudioSettings

# Whoever starts the tests may have these two ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
rings, told = [], []
player = Player(
    AudioSettings(backend=sys.argv[2], volume=100), paths.shipped_sounds(),
    ring=lambda: rings.append(time.monotonic()), report=told.append,
)
player.start()
input()
zero = time.monotonic() + 0.6
player.schedule([TimedCue(zero + at, CueName(name)) for at, name in eval(sys.argv[1])])
print(zero, flush=True)
input()
print(len(rings), len({status.backend for status in told}), flush=True)
input()
"""


class Parent:
    """A process of its own with a player in it, whose device may be open or hang; a context manager."""

    def __init__(self, library: str, cues: Cues = ()) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", PARENT, repr([(at, str(name)) for at, name in cues]), library],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )

    def go_on(self) -> str:
        """Have it go on; returns what it says: the instant from which its cues count, then rings and backends."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
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
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()


def test_a_parent_that_is_stopped_for_five_seconds_moves_no_cue_and_blames_nobody(
    pulse: PrivatePulse, stage: MakeStage, library: str
) -> None:
    cues = alternating(5, 1.6)
    listening = stage(backend="silent", opened=False)
    with Parent(library, cues) as parent:
        wait_until(pulse.streams)
        zero = float(parent.go_on())
        child = parent.child()
        sleep_until(zero + 0.5)
        parent.process.send_signal(signal.SIGSTOP)
        time.sleep(5)
        parent.process.send_signal(signal.SIGCONT)
        listening.listen_to_the_end(zero, cues)
        rings, backends = parent.go_on().split()
        recording, heard = listening.heard()
        assert [found.name for found in heard] == [str(name) for _, name in cues]
        assert_same_distance([recording.at(found.position) for found in heard], cues)
        assert (rings, backends) == ("0", "1")
        assert parent.child() == child


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGSEGV])
def test_the_child_ends_with_its_parent_whatever_ends_it(
    pulse: PrivatePulse, alsa: None, library: str, how: signal.Signals
) -> None:
    with Parent(library) as parent:
        child = parent.child()
        wait_until(pulse.streams)
        parent.process.send_signal(how)
        parent.process.wait(GUARD)
        wait_until(lambda: not alive(child))


def test_a_child_that_hangs_in_a_library_ends_with_its_parent_all_the_same(
    pulse: PrivatePulse, alsa: None, library: str, hang: Hang
) -> None:
    hang.begin()
    with Parent(library) as parent:
        child = parent.child()
        hang.wait_until_reached()
        assert alive(child)
        parent.process.kill()
        parent.process.wait(GUARD)
        wait_until(lambda: not alive(child))


def test_what_sounds_when_the_parent_is_killed_is_silent_soon(
    pulse: PrivatePulse, stage: MakeStage, library: str
) -> None:
    cues = [(0.0, CueName.FINISHED), (2.5, CueName.RUN)]
    listening = stage(backend="silent", opened=False)
    with Parent(library, cues) as parent:
        wait_until(pulse.streams)
        zero = float(parent.go_on())
        sleep_until(zero + 0.5)
        parent.process.kill()
        killed = time.monotonic()
        listening.listen_to_the_end(zero, cues)
    recording, heard = listening.heard()
    [(_, last)] = recording.bursts()
    assert recording.at(last) - killed < 0.25
    assert heard[0].position + len(templates(listening.settings)["finished"]) > last
