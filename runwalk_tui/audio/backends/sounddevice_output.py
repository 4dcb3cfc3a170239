"""A device by sounddevice, which is PortAudio: where miniaudio has no build, and anywhere as a second way to play.

On Windows and macOS its package brings PortAudio along; on Linux that is the system's.
"""

from __future__ import annotations

from typing import Any

from runwalk_tui.audio.backends.output import BackendError, Block, Playback, is_of_alsa_alone, named
from runwalk_tui.audio.backends.reasons import NO_DEVICE, NO_PORTAUDIO, NOT_INSTALLED
from runwalk_tui.audio.mixer import RATE
from runwalk_tui.system import instants

PERIOD = 0.04
"""Seconds of sound in one block."""
AHEAD = 0.08
"""Seconds that the device is to hold when it asks for a block. With the block that makes 0.12 s, as miniaudio's."""


class SounddeviceOutput:
    """An open device."""

    def __init__(self, name: str = "") -> None:
        """The device of this name; the system's choice without one, or where there is none of that name.

        Raises BackendError when the library is missing or there is no device.
        """
        sounddevice = _library()
        self._error = sounddevice.PortAudioError
        self._block: Block | None = None
        chosen = named(name, sounddevice_playbacks()) if name else None
        self.missing = bool(name) and chosen is None
        try:
            # The raw stream: it copies bytes, and loads no NumPy. PortAudio's own thread calls, and holds the
            # interpreter's lock only for that; nothing else in this process works for longer than a moment.
            self._stream = sounddevice.RawOutputStream(
                samplerate=RATE,
                blocksize=round(PERIOD * RATE),
                device=None if chosen is None else chosen.handle,
                channels=1,
                dtype="int16",
                latency=AHEAD,
                callback=self._fill,
            )
            host = sounddevice.query_hostapis(sounddevice.query_devices(self._stream.device)["hostapi"])["name"]
        except (sounddevice.PortAudioError, ValueError) as error:
            raise BackendError(NO_DEVICE) from error
        self.device = f"sounddevice, {host}"
        self.ahead = float(self._stream.latency)
        self.depth = self.ahead + PERIOD

    def start(self, block: Block) -> None:
        self._block = block
        try:
            self._stream.start()
        except self._error as error:
            raise BackendError("it won't start") from error

    def _fill(self, out: Any, count: int, _when: Any, _status: Any) -> None:
        assert self._block is not None
        # Bytes of memory, whatever the block is made of: the three kinds of it are all 16 bit.
        out[:] = memoryview(self._block(count, instants.now())).cast("B")


def sounddevice_playbacks() -> list[Playback]:
    """The devices of the system's own way to sound: the others list the same ones again, by other names.

    Raises BackendError when the library is missing.
    """
    sounddevice = _library()
    try:
        hosts = sounddevice.query_hostapis()
        usual = sounddevice.default.hostapi
        if not 0 <= usual < len(hosts):
            return []
        host = hosts[usual]
        found = [(number, sounddevice.query_devices(number)) for number in host["devices"]]
    except sounddevice.PortAudioError:
        return []
    return [
        Playback(str(device["name"]), number == host["default_output_device"], number)
        for number, device in found
        if device["max_output_channels"] > 0 and not is_of_alsa_alone(str(device["name"]))
    ]


def _library() -> Any:
    try:
        import sounddevice
    except ModuleNotFoundError as error:
        if error.name == "sounddevice":
            raise BackendError(NOT_INSTALLED, lasting=True) from error
        raise BackendError(f"it can't be loaded: {error}", lasting=True) from error
    except OSError as error:  # the package is there, and what it is made for is not
        raise BackendError(NO_PORTAUDIO, lasting=True) from error
    except Exception as error:  # a broken module may raise anything at all
        raise BackendError(f"it can't be loaded: {error}", lasting=True) from error
    return sounddevice
