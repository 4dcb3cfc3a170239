"""A terminal that gives each key at once and shows none of them."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from typing import Any

try:
    import termios
except ImportError:  # Windows has no such modes; its console gives keys without them.
    termios = None  # type: ignore[assignment]

AVAILABLE = termios is not None
"""Whether this system can do that."""
LOCAL, SPECIAL = 3, 6
"""Where the local modes and the special characters stand among what termios gives."""


class SingleKeys:
    """A context manager inside a running loop; afterwards the terminal is as it was.

    Ctrl+Z gives the terminal back as it was, and `fg` takes it again: a shell restores its own modes for itself,
    and not every one restores ours for us.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._loop = asyncio.get_running_loop()
        self._heard: list[int] = []
        """Signals that are listened to meanwhile."""

    def __enter__(self) -> None:
        self._before = self._modes()
        self._take()
        self._listen()

    def __exit__(self, *_: object) -> None:
        for number in self._heard:
            self._loop.remove_signal_handler(number)
        self._give_back()

    def _listen(self) -> None:
        self._heard = [
            number for number in (signal.SIGTSTP, signal.SIGCONT) if signal.getsignal(number) is not signal.SIG_IGN
        ]
        for number, call in ((signal.SIGTSTP, self._stop), (signal.SIGCONT, self._take)):
            if number in self._heard:
                self._loop.add_signal_handler(number, call)

    def _stop(self) -> None:
        """Ctrl+Z: stand still as a program does that takes no care, with the terminal as it was."""
        self._give_back()
        self._loop.remove_signal_handler(signal.SIGTSTP)
        os.kill(os.getpid(), signal.SIGTSTP)  # it goes on from here
        self._loop.add_signal_handler(signal.SIGTSTP, self._stop)
        self._take()

    def _take(self) -> None:
        during = self._modes()
        if during is None:
            return
        during[LOCAL] &= ~(termios.ICANON | termios.ECHO)
        during[SPECIAL][termios.VMIN], during[SPECIAL][termios.VTIME] = 1, 0
        self._put(during)

    def _give_back(self) -> None:
        if self._before is not None:
            self._put(self._before)

    def _modes(self) -> list[Any] | None:
        """None when the terminal is gone; whoever watches over it ends the program."""
        try:
            return termios.tcgetattr(self._descriptor)
        except termios.error:
            return None

    def _put(self, modes: list[Any]) -> None:
        with suppress(termios.error):  # it is gone, and its modes with it
            termios.tcsetattr(self._descriptor, termios.TCSANOW, modes)
