"""The system's default device by miniaudio, which asks for each block of the stream as it needs it."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from typing import Any, cast

from runwalk_tui.audio.backends.output import BackendError, Block
from runwalk_tui.audio.mixer import RATE
from runwalk_tui.system import instants

PERIOD_MS = 40
PERIODS = 3
"""Three blocks of 40 ms. Sound carries on while a busy machine makes this process wait for 60 ms: with 40 ms held
in all, cues were torn in two under load, and others were late by the gap. Smaller blocks would only wake the processor
more often."""
PULSE_LATENCY = "PULSE_LATENCY_MSEC"
"""libpulse's own setting. miniaudio asks PulseAudio for one block in all, whatever PERIODS says."""
NOT_REAL = ("NULL", "CUSTOM", "WEBAUDIO")
"""miniaudio's null device would swallow every cue without a word."""


class MiniaudioOutput:
    """An open device."""

    def __init__(self) -> None:
        """Raises BackendError when the library is missing or there is no device."""
        # miniaudio takes NumPy in where it is installed: 15 MB and a tenth of a second, for nothing that is used here.
        sys.modules.setdefault("numpy", cast(Any, None))
        os.environ[PULSE_LATENCY] = str(PERIODS * PERIOD_MS)
        try:
            import miniaudio
        except Exception as error:  # a broken native module may raise anything at all
            raise BackendError(f"it can't be loaded: {error}", lasting=True) from error
        self._error = miniaudio.MiniaudioError
        try:
            self._device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE,
                buffersize_msec=PERIOD_MS,
                callback_periods=PERIODS,
                backends=[backend for backend in miniaudio.Backend if backend.name not in NOT_REAL],
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
        try:
            self._device.start(source)
        except self._error as error:
            raise BackendError("it won't start") from error

    @staticmethod
    def _source(block: Block) -> Generator[Any, int, None]:
        samples: Any = b""
        while True:
            count = yield samples
            samples = block(count, instants.now())
