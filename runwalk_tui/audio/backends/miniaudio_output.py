"""A device by miniaudio, which asks for each block of the stream as it needs it."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType
from typing import Any, cast

from runwalk_tui.audio.backends.output import BackendError, Block, Playback, is_of_alsa_alone, named
from runwalk_tui.audio.backends.reasons import INTO_NOTHING, NO_DEVICE, NOT_INSTALLED
from runwalk_tui.audio.mixer import RATE
from runwalk_tui.system import instants

PERIOD_MS = 40
PERIODS = 3
"""Three blocks of 40 ms. Sound carries on while a busy machine makes this process wait for 60 ms: with 40 ms held
in all, cues were torn in two under load, and others were late by the gap. Smaller blocks would only wake the processor
more often."""
PULSE_LATENCY = "PULSE_LATENCY_MSEC"
"""libpulse's own setting. miniaudio asks PulseAudio for one block in all, whatever PERIODS says."""
UNUSED = ("urllib.request", "inspect")
"""What miniaudio loads and doesn't use, except for radio stations: a third of what it takes to look for a device, and
TLS in memory."""
NOT_REAL = ("NULL", "CUSTOM", "WEBAUDIO")
"""miniaudio's null device would swallow every cue without a word."""
ALSA, PULSE = "ALSA", "PulseAudio"
"""What miniaudio calls them."""
PULSE_SINK = "PULSE_SINK"
"""Where libpulse is told which device to play on."""
STAND_IN = "auto_null"
"""PulseAudio's and PipeWire's own name for the sink that they make where there is no device: it plays into nothing."""


class MiniaudioOutput:
    """An open device."""

    def __init__(self, name: str = "") -> None:
        """The device of this name; the system's choice without one, or where there is none of that name.

        Raises BackendError when the library is missing or there is no device, also where a sound server has made one
        up.
        """
        os.environ[PULSE_LATENCY] = str(PERIODS * PERIOD_MS)
        miniaudio = _library()
        self._error = miniaudio.MiniaudioError
        chosen = named(name, miniaudio_playbacks()) if name else None
        self.missing = bool(name) and chosen is None
        try:
            self._device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE,
                buffersize_msec=PERIOD_MS,
                callback_periods=PERIODS,
                # The number of a device means something to the backend that gave it, and to no other.
                backends=_real(miniaudio) if chosen is None else [chosen.handle[0]],
                device_id=None if chosen is None else chosen.handle[1],
                app_name="runwalk",
            )
        except miniaudio.MiniaudioError as error:
            raise BackendError(NO_DEVICE) from error
        by_system = chosen is None and not os.environ.get(PULSE_SINK)
        if by_system and self._device.backend == PULSE and _plays_into_nothing():
            raise BackendError(INTO_NOTHING)
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


def miniaudio_playbacks() -> list[Playback]:
    """Every device that there is to play on. Raises BackendError when the library is missing."""
    return [playback for way, its_name, playback in _listed() if not _is_none(way, its_name)]


def _plays_into_nothing() -> bool:
    """Whether the system's choice is what a sound server puts in the place of a device."""
    return any(playback.usual and _is_none(way, its_name) for way, its_name, playback in _listed())


def _is_none(way: str, its_name: str) -> bool:
    """Whether what a way to sound lists by a name of its own is no device."""
    return (way == PULSE and its_name == STAND_IN) or (way == ALSA and is_of_alsa_alone(its_name))


def _listed() -> list[tuple[str, str, Playback]]:
    """All that is listed: by which way to sound, the name that this way has for it, and as a device.

    The library's own list does not tell which of them is the system's choice, so its functions in C are asked.
    """
    miniaudio = _library()
    ffi, lib = miniaudio.ffi, miniaudio.lib
    context, found, count = ffi.new("ma_context*"), ffi.new("ma_device_info**"), ffi.new("ma_uint32*")
    backends = [backend.value for backend in _real(miniaudio)]
    if lib.ma_context_init(ffi.new("ma_backend[]", backends), len(backends), ffi.NULL, context) != lib.MA_SUCCESS:
        return []
    try:
        if lib.ma_context_get_devices(context, found, count, ffi.NULL, ffi.NULL) != lib.MA_SUCCESS:
            return []
        backend = miniaudio.Backend(context[0].backend)
        way = ffi.string(lib.ma_get_backend_name(backend.value)).decode()
        listed = []
        for info in (found[0][place] for place in range(count[0])):
            number = ffi.new("ma_device_id*", info.id)
            # A union, without its members in Python: where these two are concerned it begins with a text.
            its_name = bytes(ffi.buffer(number)).partition(b"\0")[0].decode(errors="replace")
            name = ffi.string(info.name).decode(errors="replace")
            listed.append((way, its_name, Playback(name, bool(info.isDefault), (backend, number))))
        return listed
    finally:
        lib.ma_context_uninit(context)


def _library() -> Any:
    # miniaudio takes NumPy in where it is installed: 15 MB and a tenth of a second, for nothing that is used here.
    sys.modules.setdefault("numpy", cast(Any, None))
    try:
        try:
            with _without(UNUSED):
                import miniaudio
        except (AttributeError, ImportError):  # another version may want it as it's loaded
            import miniaudio
    except ModuleNotFoundError as error:
        if error.name == "miniaudio":
            raise BackendError(NOT_INSTALLED, lasting=True) from error
        raise BackendError(f"it can't be loaded: {error}", lasting=True) from error
    except Exception as error:  # a broken native module may raise anything at all
        raise BackendError(f"it can't be loaded: {error}", lasting=True) from error
    return miniaudio


@contextmanager
def _without(names: Sequence[str]) -> Iterator[None]:
    """Empty modules in the place of those that are loaded now and not used, unless they are there already.

    If that fails, what was loaded meanwhile is forgotten: it may hold on to an empty one.
    """
    known = dict(sys.modules)
    stand_ins = {name: ModuleType(name) for name in names if name not in known}
    sys.modules.update(stand_ins)
    try:
        yield
    except BaseException:
        for name in sys.modules.keys() - known.keys():
            del sys.modules[name]
        raise
    finally:
        for name, stand_in in stand_ins.items():
            sys.modules.pop(name, None)
            package, _, last = name.rpartition(".")
            if package and getattr(sys.modules.get(package), last, None) is stand_in:
                delattr(sys.modules[package], last)


def _real(miniaudio: Any) -> list[Any]:
    return [backend for backend in miniaudio.Backend if backend.name not in NOT_REAL]
