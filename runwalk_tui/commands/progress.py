"""How far something is that lasts longer than a second: one line on standard error that is gone when it is done.

It is for a person at a terminal; in a pipe or a file there is none.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import TextIO

from runwalk_tui.system import instants

AFTER = 1.0
"""Seconds before anything is shown: most work is done by then, and a line that flashes up helps nobody."""
EVERY = 0.1
"""Seconds from one figure to the next."""
ERASE = "\r\x1b[K"


class ProgressLine:
    """A line such as "Making session.ogg: 42 %", for as long as its block runs."""

    def __init__(
        self,
        what: str,
        stream: TextIO | None = None,
        *,
        clock: Callable[[], float] = instants.now,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        """`what` is one printable line without the figure; `clock` is in seconds."""
        self._what = what
        self._stream = sys.stderr if stream is None else stream
        self._clock = clock
        self._next = clock() + AFTER
        self._visible = self._stream.isatty() and environment.get("TERM") != "dumb"
        self._shown = False

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._write(ERASE)

    def __call__(self, part: float) -> None:
        """Say how far it is, from 0 to 1."""
        if not self._visible or self._clock() < self._next:
            return
        self._next = self._clock() + EVERY
        self._shown = True
        self._write(f"{ERASE}{self._what}: {int(100 * min(1.0, part))}%")

    def _write(self, text: str) -> None:
        """A terminal that cannot be written any more gets no progress; the work itself is not stopped."""
        try:
            self._stream.write(text)
            self._stream.flush()
        except OSError:
            self._visible = self._shown = False
