"""The ways to make a sound, and the order in which they are tried.

`miniaudio` and `simpleaudio` run in the child process (`worker.py`) and are imported there and nowhere else; `bell` and
`silent` need no child.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

IN_CHILD = ("miniaudio", "simpleaudio")

Block = Callable[[int, float], Any]
"""Takes a number of samples and the instant at which they are asked for; returns them, 16 bit mono."""


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
    """Seconds of sound that it holds and that cannot be taken back."""
    ahead: float
    """Seconds from its asking for a sample to that sample being heard."""

    def start(self, block: Block) -> None:
        """Begin to ask for blocks, from a thread of its own, until the process ends. Raises BackendError."""
        ...


def open_output(backend: str) -> Output:
    """Open the default device by a backend of IN_CHILD. Raises BackendError."""
    if backend == "miniaudio":
        from runwalk_tui.audio.backends.miniaudio_output import MiniaudioOutput

        return MiniaudioOutput()
    from runwalk_tui.audio.backends.simpleaudio_output import SimpleaudioOutput

    return SimpleaudioOutput()
