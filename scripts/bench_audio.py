"""How well sound keeps its promises, on a private sound server: `python -m scripts.bench_audio [--drift MINUTES]`.

Prints a table of onset errors for each way to play (the reference is a loop that sleeps and then starts a player),
with the machine idle and busy; the child's processor time and memory; how soon silence comes and a killed child is
back; and, with --drift, how far the onsets wander over so many minutes.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from runwalk_tui import paths
from runwalk_tui.audio.decode import load_sounds
from runwalk_tui.audio.player import Player
from runwalk_tui.audio.sound_files import all_cues
from runwalk_tui.audio.status import AudioStatus
from runwalk_tui.session.cues import CueName, TimedCue
from runwalk_tui.settings import AudioSettings
from tests.support.listening import WHOLE, PrivatePulse, Recorder, Samples, recognise

LEAD = 1.5
NAMES = (CueName.TICK, CueName.RUN, CueName.WALK, CueName.HALFWAY)
CPU_SECONDS = 30.0
FAR = 10.0
"""Milliseconds off the median that no cue should be."""
ASOUND = "pcm.!default { type pulse }\nctl.!default { type pulse }\n"


@dataclass
class Playing:
    """A player, and what it reported."""

    player: Player
    told: list[tuple[float, AudioStatus]]

    @property
    def child(self) -> int:
        """Process id of the worker."""
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                mine = int((entry / "stat").read_text().rpartition(")")[2].split()[1]) == os.getpid()
                if mine and "runwalk_tui.audio.worker" in (entry / "cmdline").read_text():
                    return int(entry.name)
            except OSError:
                continue  # it ended meanwhile
        raise RuntimeError("the worker does not run")

    def wait_for(self, backend: str, after: float) -> float:
        """When a status of this backend was told after an instant."""
        limit = time.monotonic() + 10
        while time.monotonic() < limit:
            for at, status in self.told:
                if at > after and status.backend == backend and "trying again" not in status.message:
                    return at
            time.sleep(0.005)
        raise RuntimeError(f"{backend} did not open: {self.told[-1:]}")


@contextmanager
def playing(backend: str) -> Iterator[Playing]:
    """A player whose device is open."""
    told: list[tuple[float, AudioStatus]] = []
    settings = AudioSettings(backend=backend, volume=100)  # type: ignore[arg-type]  # one of its words
    player = Player(
        settings,
        paths.shipped_sounds(),
        ring=lambda: None,
        report=lambda status: told.append((time.monotonic(), status)),
    )
    player.start()
    try:
        time.sleep(LEAD)
        if told[-1][1].backend != backend:
            raise RuntimeError(told[-1][1].message)
        yield Playing(player, told)
    finally:
        player.close()


@contextmanager
def busy(on: bool) -> Iterator[None]:
    """Every processor burning, twice over."""
    count = 2 * (os.cpu_count() or 1) if on else 0
    burners = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for burner in burners:
            burner.kill()
            burner.wait()


def templates() -> dict[str, Samples]:
    sounds, _ = load_sounds(
        {cue.name: cue.recipe for cue in all_cues(AudioSettings(volume=100), paths.shipped_sounds())}
    )
    return {name: np.frombuffer(sounds[name].samples.tobytes(), dtype="<i2").astype(np.int16) for name in NAMES}


def deadlines(count: int) -> list[tuple[float, CueName]]:
    zero = time.monotonic() + LEAD
    return [(zero + 1.37 * i, NAMES[i % len(NAMES)]) for i in range(count)]


def play_scheduled(backend: str, count: int) -> list[tuple[float, CueName]]:
    with playing(backend) as now:
        cues = deadlines(count)
        now.player.schedule([TimedCue(at, name) for at, name in cues])
        time.sleep(cues[-1][0] + 1.8 - time.monotonic())
    return cues


def play_naively(backend: str, count: int) -> list[tuple[float, CueName]]:
    """What most timers do: sleep until it is time, then start a program that plays the file."""
    cues = deadlines(count)
    players = []
    for at, name in cues:
        time.sleep(max(0.0, at - time.monotonic()))
        players.append(subprocess.Popen(["paplay", str(paths.shipped_sounds() / "tones" / f"{name}.wav")]))
    time.sleep(2.5)
    for player in players:
        player.kill()
        player.wait()
    return cues


def onset_row(way: str, pulse: PrivatePulse, count: int, *, load: bool) -> str:
    recorder = pulse.record()
    with busy(load):
        cues = (play_naively if way == "sleep + play" else play_scheduled)(way, count)
    recording = recorder.stop()
    heard = recognise(recording, templates())
    matched = [
        recording.at(found.position) - at
        for at, name in cues
        for found in heard
        if found.name == name and abs(recording.at(found.position) - at) < 0.6
    ]
    whole = sum(found.intact >= WHOLE for found in heard)
    errors = np.array(matched) - np.mean(matched)
    return (
        f"| {way} | {'busy' if load else 'idle'} | {len(matched)} of {len(cues)} | {whole} | "
        f"{1000 * float(np.mean(matched)):+.1f} | {1000 * float(np.abs(errors).max()):.2f} | "
        f"{1000 * float(errors.std()):.2f} |"
    )


def cpu_and_memory(backend: str) -> str:
    """What the child costs while it plays a session: a cue every few seconds, mostly silence."""
    ticks = os.sysconf("SC_CLK_TCK")
    with playing(backend) as now:
        zero = time.monotonic()
        now.player.schedule([TimedCue(zero + 5 * i, NAMES[i % len(NAMES)]) for i in range(1, 20)])
        stat = Path(f"/proc/{now.child}/stat")

        def used() -> float:
            return sum(map(int, stat.read_text().rpartition(")")[2].split()[11:13])) / ticks

        before = used()
        time.sleep(CPU_SECONDS)
        cpu = (used() - before) / CPU_SECONDS
        lines = Path(f"/proc/{now.child}/status").read_text().splitlines()
        memory = next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024
    return f"{backend}: {cpu:.2%} of a core (goal: below 1 %), {memory:.1f} MB (goal: below 40 MB)"


def restart_times(backend: str, pulse: PrivatePulse) -> str:
    times = []
    recorder = pulse.record()  # an idle null sink has two seconds of silence in hand before it plays anything new
    for _ in range(2):
        with playing(backend) as now:
            for _ in range(3):
                killed = time.monotonic()
                os.kill(now.child, signal.SIGKILL)
                times.append(now.wait_for(backend, killed) - killed)
                time.sleep(0.3)
    recorder.stop()
    return f"{backend}: back {1000 * statistics.median(times):.0f} ms after a kill, at most {1000 * max(times):.0f} ms"


def silence_times(backend: str, pulse: PrivatePulse) -> str:
    """From the order to the last sample that is heard."""
    times = []
    awake = pulse.record()  # as above
    with playing(backend) as now:
        for wait in (0.5, 0.61, 0.73, 0.88):
            recorder: Recorder = pulse.record()
            at = time.monotonic() + LEAD  # the child may have ended to be silent, and is opening the device again
            now.player.schedule([TimedCue(at, CueName.FINISHED)])
            time.sleep(at + wait - time.monotonic())
            ordered = time.monotonic()
            now.player.silence()
            time.sleep(1.0)
            recording = recorder.stop()
            times.append(recording.at(recording.bursts()[-1][1]) - ordered)
    awake.stop()
    middle, longest = 1000 * statistics.median(times), 1000 * max(times)
    return f"{backend}: silent {middle:.0f} ms after the order, at most {longest:.0f} ms"


def drift(minutes: float, pulse: PrivatePulse, backend: str) -> Iterator[str]:
    """Onsets over a long session, a tick every ten seconds, on a sink whose clock is off."""
    recorder = pulse.record()
    with pulse.skewed(), playing(backend) as now:
        zero = time.monotonic() + LEAD
        count = int(minutes * 6)
        now.player.schedule([TimedCue(zero + 10 * i, CueName.TICK) for i in range(count)])
        time.sleep(10 * count + LEAD)
        recording = recorder.stop()
        if now.told[-1][1].message or len(now.told) > 1:
            yield f"the player said: {[(round(at - zero, 1), status) for at, status in now.told]}"
    heard = recording.at(len(recording.samples)) - zero
    if heard < 10 * count - 10:
        yield f"the recording broke off after {heard:.0f} s"
    found = recognise(recording, {"tick": templates()["tick"]})
    errors = np.array(
        [recording.at(f.position) - zero - 10 * round((recording.at(f.position) - zero) / 10) for f in found]
    )
    times = np.array([recording.at(f.position) - zero for f in found])
    slope = float(np.polyfit(times, errors, 1)[0])
    yield f"{len(found)} of {count} heard over {minutes:g} minutes"
    yield f"drift: {1e6 * slope:+.3f} millionths, {1000 * slope * minutes * 60:+.2f} ms in all"
    errors = 1000 * (errors - np.median(errors))
    yield f"around the median: sd {errors.std():.2f} ms, {np.quantile(abs(errors), 0.95):.2f} ms for 95 % of all"
    far = [f"{error:+.1f} ms at {at:.0f} s" for at, error in zip(times, errors, strict=True) if abs(error) > FAR]
    yield f"the sink's own clock ran {1000 * recording.slid:+.1f} ms ahead meanwhile"
    yield f"further off than {FAR:g} ms: {', '.join(far) or 'none'}"


def ways(wanted: Sequence[str]) -> list[str]:
    import importlib.util

    optional = ("sounddevice", "simpleaudio")
    return [way for way in wanted if way not in optional or importlib.util.find_spec(way)]


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the sound.")
    parser.add_argument("--drift", type=float, default=0.0, metavar="MINUTES", help="measure drift for so long")
    parser.add_argument("--backend", default="miniaudio", help="what drift is measured of")
    parser.add_argument("--cues", type=int, default=24, help="cues in each onset row")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, PrivatePulse(Path(folder, "p")) as pulse:
        os.environ.update(pulse.env)
        Path(folder, "asound.conf").write_text(ASOUND)
        os.environ["ALSA_CONFIG_PATH"] = f"/usr/share/alsa/alsa.conf:{folder}/asound.conf"
        if given.drift:
            print(*drift(given.drift, pulse, given.backend), sep="\n")
            return
        print("Onset errors around each way's own constant offset (goal: max 10 ms, sd 5 ms):\n")
        print("| way | machine | heard | whole | offset ms | max error ms | sd ms |\n|---|---|---|---|---|---|---|")
        for way in ways(("miniaudio", "sounddevice", "simpleaudio", "sleep + play")):
            for load in (False, True):
                print(onset_row(way, pulse, given.cues, load=load), flush=True)
        for backend in ways(("miniaudio", "sounddevice", "simpleaudio")):
            print(cpu_and_memory(backend), flush=True)
            print(restart_times(backend, pulse), flush=True)
            print(silence_times(backend, pulse), flush=True)


if __name__ == "__main__":
    main()
