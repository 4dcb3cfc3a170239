"""What every backend that needs a child process is to `worker.py`: a device that plays one continuous stream."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

ALSA_PLUGINS = frozenset(
    ("null", "lavrate", "samplerate", "speexrate", "speex", "upmix", "vdownmix", "jack", "oss", "pulse", "pipewire")
)
"""What ALSA lists beside its devices, by ALSA's names."""
NUMBER = re.compile(r" \(hw:\d+,\d+\)$")
"""At the end of PortAudio's names on Linux."""

Block = Callable[[int, float], Any]
"""Given a number of samples and the instant at which they are requested, returns them, 16 bit mono."""


class BackendError(Exception):
    """A backend cannot be used; the message says why."""

    def __init__(self, why: str, *, lasting: bool = False) -> None:
        """`lasting`: trying again later is of no use."""
        super().__init__(why)
        self.lasting = lasting


class Playback(NamedTuple):
    """A device that could be played on. A tuple, as the mixer's values are: this process is often started only to find
    no device, and loading dataclasses would take longer than that."""

    name: str
    """What the system calls it, for people; two may have the same."""
    usual: bool
    """Whether it is the system's choice."""
    handle: Any = None
    """What the library opens it by; None where there is no need to open it."""


def is_of_alsa_alone(name: str) -> bool:
    """Whether this is one of ALSA's own plugins, which convert sound, lead to a sound server or swallow it.

    Those that a system or a runner has defined, for Bluetooth say, are devices like any other.
    """
    return name in ALSA_PLUGINS


def named(name: str, playbacks: Sequence[Playback]) -> Playback | None:
    """The device of this name, the system's choice of several; None when there is none.

    One that had another number when it was chosen comes second.
    """
    for name_of in (str, without_number):
        found = [playback for playback in playbacks if name_of(playback.name) == name_of(name)]
        if found:
            return next((playback for playback in found if playback.usual), found[0])
    return None


def without_number(name: str) -> str:
    """The name without the number of the card, which goes by the order of plugging in."""
    return NUMBER.sub("", name)


class Output(Protocol):
    """A device that plays one continuous stream."""

    device: str
    """What plays, for people."""
    depth: float
    """Seconds of sound that it holds and that cannot be taken back."""
    ahead: float
    """Seconds from its asking for a sample to that sample being heard."""
    missing: bool
    """Whether a device was asked for by a name that there is none of, so that the system's choice plays."""

    def start(self, block: Block) -> None:
        """Start asking for blocks, from another thread, until the process ends. Raises BackendError."""
        ...
