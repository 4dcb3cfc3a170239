"""What every backend that needs a child process is to `worker.py`: a device that plays one continuous stream."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

Block = Callable[[int, float], Any]
"""Given a number of samples and the instant at which they are requested, returns them, 16 bit mono."""


class BackendError(Exception):
    """A backend cannot be used; the message says why."""

    def __init__(self, why: str, *, lasting: bool = False) -> None:
        """`lasting`: trying again later is of no use."""
        super().__init__(why)
        self.lasting = lasting


class Output(Protocol):
    """A device that plays one continuous stream."""

    device: str
    """What plays, for people."""
    depth: float
    """Seconds of sound that it holds and that cannot be taken back."""
    ahead: float
    """Seconds from its asking for a sample to that sample being heard."""

    def start(self, block: Block) -> None:
        """Start asking for blocks, from another thread, until the process ends. Raises BackendError."""
        ...
