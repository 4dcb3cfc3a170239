"""A sound server of one's own, its recording, and the onsets in it: for the audio tests and the benchmark.

The server is PulseAudio with a null sink, in a private folder, with no system service and no hardware. What is
played to the sink comes out of its monitor sample for sample.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np

from tests.support.processes import GUARD, serve_first

RATE = 48_000
STRETCH = 10 * RATE
"""Samples in which one arrival at least is punctual, and the clocks do not move much against one another."""
NEAR = 16
"""How far a sample may be from the one that was played: libraries round, and a sound is a thousand times louder."""
WHOLE = 0.999
"""Share of intact samples from which on a sound is whole. One that lacks five milliseconds is not."""
ON_THE_WAY = 0.1
"""Seconds in which what the sink plays has reached the recorder: twice what both hold."""
NULL_SINK = ("module-null-sink", "format=s16le", f"rate={RATE}", "channels=1")
Samples = np.ndarray[Any, np.dtype[np.int16]]
Wave = np.ndarray[Any, np.dtype[np.float64]]
MARGIN = RATE // 20
"""Samples around the beginning of a burst in which a sound's own beginning is looked for."""
HEAD = RATE // 4
"""Samples of a sound that are looked for."""
SPECTRUM = 1 << 15
"""Samples of a spectrum: more than MARGIN twice and HEAD."""


class PrivatePulse:
    """A PulseAudio server in a folder of its own; a context manager."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.socket = folder / "native"
        self._process: subprocess.Popen[bytes] | None = None
        self._modules: dict[str, str] = {}
        """The number of each sink's module."""

    @staticmethod
    def installed() -> bool:
        return all(shutil.which(program) for program in ("pulseaudio", "pactl", "parec"))

    @property
    def env(self) -> dict[str, str]:
        """What a program needs in its environment to play here and nowhere else."""
        home = str(self.folder)
        return {
            "PULSE_SERVER": f"unix:{self.socket}",
            "PULSE_RUNTIME_PATH": home,
            "PULSE_COOKIE": str(self.folder / "cookie"),
            "XDG_RUNTIME_DIR": home,
            "XDG_CONFIG_HOME": home,
            "HOME": home,
        }

    def __enter__(self) -> PrivatePulse:
        self.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.socket.unlink(missing_ok=True)
        (self.folder / "pid").unlink(missing_ok=True)
        modules = [
            f"module-native-protocol-unix auth-anonymous=1 socket={self.socket}",
        ]
        log = (self.folder / "server.log").open("ab")
        self._process = subprocess.Popen(
            ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--system=no", "--use-pid-file=no"]
            + ["--disallow-exit=no", "--realtime=no", "--high-priority=no"]
            + [f"--load={module}" for module in modules],
            env={**os.environ, **self.env},
            stdout=log,
            stderr=log,
            start_new_session=True,  # as on a real machine, where it gets its own share of the processor
        )
        limit = time.monotonic() + GUARD
        while not self.socket.exists():
            if time.monotonic() > limit or self._process.poll() is not None:
                raise RuntimeError(f"pulseaudio does not start: {(self.folder / 'server.log').read_text()}")
            time.sleep(0.02)
        serve_first(self._process.pid)  # not sooner: it gives up what it was started with
        self._modules.clear()
        self.plug()

    def stop(self) -> None:
        """End the server, as a sound card that is pulled out would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """Let the server hang."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: int) -> None:
        assert self._process is not None
        self._process.send_signal(number)

    def unplug(self, sink: str = "quiet") -> None:
        """Take a sink away, as headphones that are pulled out do; the server goes on."""
        self._ask("unload-module", self._modules.pop(sink))

    def plug(self, sink: str = "quiet", described: str = "") -> None:
        """Give it a sink, which people are told by its description."""
        told = [f"sink_properties=\"device.description='{described}'\""] if described else []
        self._modules[sink] = self._ask("load-module", *NULL_SINK, f"sink_name={sink}", *told)

    def _ask(self, *what: str) -> str:
        done = subprocess.run(
            ["pactl", *what], env={**os.environ, **self.env}, capture_output=True, text=True, check=True, timeout=GUARD
        )
        return done.stdout.strip()

    def streams(self) -> list[str]:
        """What plays here at this moment."""
        return self._ask("list", "short", "sink-inputs").splitlines()

    def number_of(self, sink: str) -> str:
        """The number by which a stream names the sink that it plays on."""
        lines = [line.split() for line in self._ask("list", "short", "sinks").splitlines()]
        return next(number for number, name, *_ in lines if name == sink)

    def record(self, sink: str = "quiet") -> Recorder:
        """Begin to record what a sink plays."""
        return Recorder(self.env, sink)

    @contextmanager
    def skewed(self) -> Iterator[None]:
        """The sink's clock runs some 170 millionths fast meanwhile, worse than a bad sound card's: somebody listens who
        wants blocks of 113 samples, which are no whole number of the microseconds that the sink counts in."""
        with subprocess.Popen(
            f"parec --device=quiet.monitor --raw --format=s16le --rate={RATE} --channels=1 --latency=226".split(),
            env={**os.environ, **self.env},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as listener:
            yield
            listener.terminate()


class Recorder:
    """Records the monitor of a sink from now on."""

    def __init__(self, env: Mapping[str, str], sink: str) -> None:
        self._process = subprocess.Popen(
            f"parec --device={sink}.monitor --raw --format=s16le --rate={RATE} --channels=1 --latency-msec=10".split(),
            env={**os.environ, **env},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        serve_first(self._process.pid)
        self._chunks: list[bytes] = []
        self._arrivals: list[tuple[int, float]] = []
        self._thread = Thread(target=self._read, daemon=True)
        self._thread.start()
        limit = time.monotonic() + GUARD
        while not self._chunks:
            if time.monotonic() > limit:
                raise RuntimeError("parec records nothing")
            time.sleep(0.01)

    def _read(self) -> None:
        pipe = self._process.stdout
        assert pipe is not None
        count = 0
        while chunk := os.read(pipe.fileno(), 65536):
            count += len(chunk) // 2
            self._arrivals.append((count, time.monotonic()))
            self._chunks.append(chunk)

    @property
    def reaches(self) -> float:
        """Instant up to which everything is recorded."""
        return self._arrivals[-1][1] - ON_THE_WAY

    def stop(self) -> Recording:
        """End the recording."""
        self._process.terminate()
        self._thread.join(GUARD)
        self._process.wait()
        data = b"".join(self._chunks)
        samples = np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2").astype(np.int16)
        return Recording(samples, _marks(self._arrivals))


def _marks(arrivals: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """The most punctual arrival, (samples so far, instant), of each STRETCH; the first ones tell nothing yet."""
    end = arrivals[-1][0]
    arrivals = [arrival for arrival in arrivals if arrival[0] >= min(2 * RATE, end // 10)]
    stretches: dict[int, tuple[int, float]] = {}
    for count, at in arrivals:
        number = min(count, end - STRETCH) // STRETCH  # what is left over belongs to the last whole one
        best = stretches.get(number)
        if best is None or at - count / RATE < best[1] - best[0] / RATE:
            stretches[number] = count, at
    return list(stretches.values())


@dataclass(frozen=True, slots=True)
class Recording:
    """What was heard."""

    samples: Samples
    marks: Sequence[tuple[int, float]]
    """Samples and when they were there on the monotonic clock, with a constant error of some 10 ms. There are many,
    because a null sink's clock is not quite the machine's own: it counts in whole microseconds, and is off by up to 100
    millionths, more or less with the size of its blocks."""

    def at(self, position: int) -> float:
        """Instant of a sample."""
        places, lags = zip(*[(count, at - count / RATE) for count, at in self.marks], strict=True)
        return position / RATE + float(np.interp(position, places, lags))

    def position(self, at: float) -> int:
        """Sample of an instant."""
        times, lags = zip(*[(at, at - count / RATE) for count, at in self.marks], strict=True)
        return round((at - float(np.interp(at, times, lags))) * RATE)

    @property
    def slid(self) -> float:
        """Seconds by which the sink's clock ran ahead of the monotonic one between the first and the last mark."""
        (first, began), (last, ended) = self.marks[0], self.marks[-1]
        return (last - first) / RATE - (ended - began)

    def bursts(self, floor: int = 30, gap: float = 0.15) -> list[tuple[int, int]]:
        """Stretches of sound (first sample, last sample) with at least `gap` seconds of silence between them."""
        loud = np.flatnonzero(np.abs(self.samples.astype(np.int32)) > floor)
        if not len(loud):
            return []
        breaks = np.flatnonzero(np.diff(loud) > gap * RATE)
        firsts = [int(loud[0]), *(int(loud[i + 1]) for i in breaks)]
        lasts = [*(int(loud[i]) for i in breaks), int(loud[-1])]
        return list(zip(firsts, lasts, strict=True))


@dataclass(frozen=True, slots=True)
class Heard:
    """One sound found in a recording."""

    name: str
    position: int
    """Of its first sample, in the recording."""
    likeness: float
    """1 when it is the sound sample for sample, apart from its volume."""
    intact: float = 0.0
    """Share of the sound's samples, and of what was heard in its place, that are as they should be, volume included."""


def recognise(recording: Recording, sounds: Mapping[str, Samples]) -> list[Heard]:
    """Name each burst of sound, and say where the sound's own first sample lies.

    The head of each sound is looked for around the beginning of the burst; the likeness is the correlation over the
    length of the longer of the two, so that a shortened sound is not like the whole one.
    """
    templates = [Template(name, samples.astype(np.float64)) for name, samples in sounds.items()]
    return [_name(recording, first, last, templates) for first, last in recording.bursts()]


class Template:
    """A sound that is looked for, and what is computed once for all bursts."""

    def __init__(self, name: str, wave: Wave) -> None:
        self.name = name
        self.wave = wave
        self.energy = float(wave @ wave)
        self.spectrum = np.conj(np.fft.rfft(wave[:HEAD], SPECTRUM))


def _name(recording: Recording, first: int, last: int, templates: Sequence[Template]) -> Heard:
    best = Heard("nothing known", first, 0.0)
    start = max(0, first - MARGIN)
    spectrum = np.fft.rfft(recording.samples[start : first + MARGIN + HEAD].astype(np.float64), SPECTRUM)
    for template in templates:
        product = np.fft.irfft(spectrum * template.spectrum, SPECTRUM)
        place = start + int(np.argmax(product[: 2 * MARGIN]))
        length = max(len(template.wave), last - place + 1)
        piece = recording.samples[place : place + length].astype(np.float64)
        common = min(len(piece), len(template.wave))
        likeness = float(piece[:common] @ template.wave[:common] / np.sqrt(template.energy * (piece @ piece)))
        if likeness > best.likeness:
            intact = _right(piece[:common], template.wave[:common]) / length
            best = Heard(template.name, place, likeness, intact)
    return best


def _right(piece: Wave, wave: Wave) -> int:
    """How many samples are as they were played, or as the one before or after: the sink may let one slip, which moves
    what follows by 20 microseconds."""
    around = np.pad(wave, 1)
    near = [np.abs(piece - around[shift : shift + len(piece)]) <= NEAR for shift in range(3)]
    return int(np.count_nonzero(np.any(near, axis=0)))
