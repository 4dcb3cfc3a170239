"""The ways to make a sound, and the order in which they are tried.

`miniaudio` and `simpleaudio` run in the child process (`worker.py`) and are imported there and nowhere else; `bell` and
`silent` need no child.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Generator
from typing import Any, Protocol, cast

from runwalk_tui.audio.mixer import RATE

IN_CHILD = ("miniaudio", "simpleaudio")
PERIOD_MS = 15
PERIODS = 2
"""Two blocks of 15 ms: what the device holds is what can no longer be taken back, and stop means silence in 50 ms."""

Block = Callable[[int, float], Any]
"""Takes a number of samples and the instant; returns 16 bit mono samples."""


def order(wanted: str) -> tuple[str, ...]:
    """The backends to try for a setting, each when the one before it has failed."""
    if wanted == "auto":
        return ("miniaudio", "simpleaudio", "bell")
    return (wanted, "bell") if wanted in IN_CHILD else (wanted,)


class BackendError(Exception):
    """A backend cannot be used; the message says why."""

    def __init__(self, why: str, *, lasting: bool = False) -> None:
        """`lasting`: trying again later is of no use."""
        super().__init__(why)
        self.lasting = lasting


class Output(Protocol):
    """A device that takes one continuous stream."""

    device: str
    """What plays, for people."""
    depth: float
    """Seconds of sound that it holds."""
    ahead: float
    """Seconds from its asking for a sample to that sample being heard."""

    def start(self, block: Block) -> None:
        """Begin to ask for blocks, from a thread of its own, until the process ends."""
        ...


class MiniaudioOutput:
    """The default device of the system by miniaudio."""

    def __init__(self) -> None:
        """Raises BackendError when the library is missing or there is no device."""
        # miniaudio takes NumPy in where it is installed: 15 MB and a tenth of a second, for nothing that is used here.
        sys.modules.setdefault("numpy", cast(Any, None))
        try:
            import miniaudio
        except Exception as error:
            raise BackendError(f"it cannot be loaded: {error}", lasting=True) from error
        # miniaudio's null device would swallow every cue in silence.
        real = [backend for backend in miniaudio.Backend if backend.name not in ("NULL", "CUSTOM", "WEBAUDIO")]
        try:
            self._device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE,
                buffersize_msec=PERIOD_MS,
                callback_periods=PERIODS,
                backends=real,
                app_name="runwalk",
            )
        except miniaudio.MiniaudioError as error:
            raise BackendError("no sound device") from error
        self.device = f"miniaudio, {self._device.backend}"
        self.depth = PERIODS * PERIOD_MS / 1000
        self.ahead = (PERIODS - 1) * PERIOD_MS / 1000

    def start(self, block: Block) -> None:
        source = self._source(block)
        next(source)
        self._device.start(source)

    @staticmethod
    def _source(block: Block) -> Generator[Any, int, None]:
        samples: Any = b""
        while True:
            count = yield samples
            samples = block(count, time.monotonic())
