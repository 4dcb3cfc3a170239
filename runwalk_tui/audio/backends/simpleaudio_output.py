"""The system's default device by simpleaudio, which plays complete sounds only, made to play one continuous stream.

simpleaudio reads a sound out of the memory it was given, bit by bit while it plays. So it is given a minute of
silence to play, and the stream is written into that memory a little ahead of the place where it is being read. Before
the minute ends another one is started. Where the reading is follows from the instant at which playing started: the
library does not tell.
"""

from __future__ import annotations

import sys
import time
from array import array
from threading import Thread
from typing import Any

from runwalk_tui.audio.backends.output import BackendError, Block
from runwalk_tui.audio.backends.reasons import CRASHES_HERE, NO_DEVICE, NOT_INSTALLED
from runwalk_tui.audio.mixer import RATE
from runwalk_tui.system import instants

BUFFER = 60 * RATE
"""Samples of one buffer."""
CHANGE_FROM = BUFFER - 15 * RATE
"""Sample from which on the next buffer is started at the first silence."""
CHANGE_AT_LAST = BUFFER - 2 * RATE
"""Sample at which it is started in any case."""
DEVICE = 0.1
"""Seconds that simpleaudio's device holds: fixed in the library."""
HOLD = 0.2
"""Seconds by which the stream is written ahead: what the device holds, and room for a busy machine."""
STEP = 0.05
"""Seconds of sound in one block."""


class Buffer:
    """A minute of memory while it is played."""

    def __init__(self, simpleaudio: Any) -> None:
        """Raises BackendError when the device cannot be opened."""
        self._memory = array("h", bytes(2 * BUFFER))
        try:
            self._playing = simpleaudio.play_buffer(self._memory, 1, 2, RATE)
        except Exception as error:  # the library's own error class is not public
            raise BackendError(NO_DEVICE) from error
        self.began = instants.now()

    def write(self, at: float, samples: bytes) -> None:
        """Put samples where they will be heard at an instant."""
        first = round(self.sample_at(at))
        block = array("h", samples)
        if first >= 0 and first + len(block) <= BUFFER:
            self._memory[first : first + len(block)] = block

    def sample_at(self, at: float) -> float:
        """The sample that is heard at an instant."""
        return (at - self.began) * RATE

    @property
    def running(self) -> bool:
        return bool(self._playing.is_playing())


class SimpleaudioOutput:
    """An open device."""

    device = "simpleaudio"
    depth = DEVICE
    ahead = HOLD

    def __init__(self, name: str = "") -> None:
        """Always the system's choice, whatever `name` asks for: the library can open no other.

        Raises BackendError when the library is missing, is known to crash, or there is no device.
        """
        self.missing = bool(name)
        if sys.version_info >= (3, 12) and _installed() == "1.0.4":
            raise BackendError(CRASHES_HERE, lasting=True)
        try:
            import simpleaudio
        except ImportError as error:
            raise BackendError(NOT_INSTALLED, lasting=True) from error
        except Exception as error:  # a broken native module may raise anything at all
            raise BackendError(f"it can't be loaded: {error}", lasting=True) from error
        self._simpleaudio = simpleaudio
        self._buffer = Buffer(simpleaudio)
        self._next: Buffer | None = None
        self._changing = False

    def start(self, block: Block) -> None:
        Thread(target=self._write, args=(block,), name="buffer", daemon=True).start()

    def _write(self, block: Block) -> None:
        """Ask for the stream block by block and write it ahead of the reading, as long as the device plays."""
        count = round(STEP * RATE)
        silence = bytes(2 * count)
        written = self._buffer.began
        while self._buffer.running:
            due = written + STEP - HOLD
            if (wait := due - instants.now()) > 0:
                time.sleep(wait)
            elif wait < -HOLD:
                written = instants.now() + DEVICE  # the machine was frozen: what was due meanwhile is past
                continue
            samples = bytes(block(count, written - HOLD))
            silent = samples == silence
            if not silent:  # an unwritten buffer is silent already
                self._buffer.write(written, samples)
            self._change_buffer(written, silent=silent)
            written += STEP

    def _change_buffer(self, written: float, *, silent: bool) -> None:
        """Begin the next buffer in good time, and go over to it in a silence."""
        place = self._buffer.sample_at(written)
        if self._next is not None:
            if silent or place > CHANGE_AT_LAST + RATE:
                self._buffer, self._next = self._next, None
                self._changing = False
        elif place > (CHANGE_FROM if silent else CHANGE_AT_LAST) and not self._changing:
            self._changing = True
            Thread(target=self._begin_next, name="next buffer", daemon=True).start()

    def _begin_next(self) -> None:
        """Opening a device takes a while, in which the buffer that plays must not be left alone."""
        self._next = Buffer(self._simpleaudio)


def _installed() -> str:
    """Version of the original library, or "" when there is none: the patched one has another name."""
    from importlib.metadata import PackageNotFoundError, version  # slow to load, and this is asked of new Pythons only

    try:
        return version("simpleaudio")
    except PackageNotFoundError:
        return ""
