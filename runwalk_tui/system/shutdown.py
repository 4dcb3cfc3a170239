"""Told to end from outside: by a signal, or by a terminal that is gone.

A hang-up usually comes as SIGHUP. It does not where that is ignored, as a parent may have asked for, and then nothing
but the terminal itself says that it is gone: reading finds the end of the input for ever, and writing fails. So its
file descriptors are watched from another thread, which is heard whatever the program is doing.
"""

from __future__ import annotations

import os
import select
import signal
import stat
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from threading import RLock, Thread
from types import FrameType
from typing import TYPE_CHECKING, Any, TextIO

from runwalk_tui.system import instants

try:
    import termios
except ImportError:  # Windows ends a program whose window is closed by itself.
    termios = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

ENDING_SIGNALS = ("SIGTERM", "SIGHUP", "SIGBREAK")
"""How the system asks the program to end; the last is Windows', for Ctrl+Break and for a window that is closed."""
HANG_UP: int = getattr(signal, "SIGHUP", 1)
"""What a terminal that is gone counts as; exit statuses are made of it on systems without the signal, too."""
IN_ORDER = 10.0
"""Seconds in which the program may end in order after a signal: it leaves the terminal as it was."""
WITHOUT_TERMINAL = 1.5
"""Seconds in which it may do so when its terminal is gone. There is nothing to tidy up then, and what was done is in
the journal, so a disk or a thread that hangs is not waited for."""
LOOK_EVERY = 0.5
"""Seconds between two looks at a terminal that the system does not let anybody wait for."""
WATCHED = getattr(select, "poll", None) is not None
"""Whether descriptors can be watched here."""
STOP, GONE = 0, 255
"""Words to the thread that are no signals."""


class ShutdownWatch:
    """Watches terminals and hears signals until it is left; a context manager.

    Whoever is to end says so by `heed`; a signal that came before is told then, and a program that loses its terminal
    before has not started anything and ends at once. So does one that needs too long to end. Only the first
    order counts: a hang-up that comes twice, as `make` passes it on, does not cut off the ending.
    """

    def __init__(self, *streams: TextIO | None) -> None:
        """`streams` are those that the program cannot do without; files and pipes among them are not watched."""
        self._terminals = [descriptor for stream in streams if is_terminal(descriptor := _descriptor(stream))]
        self._modes = {descriptor: modes for descriptor in self._terminals if (modes := _modes(descriptor))}
        self._end: Callable[[int], None] | None = None
        self._when_gone: Callable[[], None] | None = None
        self._lock = RLock()
        """Where there is a thread for it (`WATCHED`), no handler of signals takes it. Elsewhere one may interrupt the
        very thread that holds it, which takes it twice then."""
        self._before: dict[int, Any] = {}
        """Handlers of signals as they were."""
        self._reading = self._writing = -1
        self._thread: Thread | None = None
        self.told: int | None = None
        """The signal that ended the program; SIGHUP for a terminal that is gone, None as long as it may go on."""
        self.gone = False
        """Whether a terminal is gone."""

    @property
    def status(self) -> int:
        """The exit status of a program that was told to end, as shells have it."""
        return 128 + (self.told or 0)

    def __enter__(self) -> ShutdownWatch:
        if WATCHED:
            self._reading, self._writing = os.pipe()
            self._thread = Thread(target=self._watch, name="runwalk-shutdown", daemon=True)
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._before = {}
        if self._thread is not None and self.told is None:
            self._word(STOP)
            self._thread.join()
            if self.told is None:
                os.close(self._reading)
                os.close(self._writing)
                self._reading = self._writing = -1

    def hear_signals(self) -> None:
        """From now on SIGTERM and SIGHUP are orders to end in order. Called in the main thread.

        One that is ignored already stays so: `nohup` and shells in the background have asked for that.
        """
        for name in ENDING_SIGNALS:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                self._before[number] = signal.signal(number, self._heard)

    def heed(self, loop: AbstractEventLoop, end: Callable[[int], None]) -> None:
        """Have `end` called in a loop, with the number of a signal, once the program is to end."""
        context = copy_context()

        def in_loop(number: int) -> None:
            with suppress(RuntimeError):  # The loop is closed: it is ending already.
                loop.call_soon_threadsafe(end, number, context=context)

        with self._lock:
            self._end = in_loop
            told = self.told
        if told is not None:
            in_loop(told)

    def when_gone(self, call: Callable[[], None]) -> None:
        """Have something called, in another thread, as soon as a terminal is gone."""
        self._when_gone = call
        if self.gone:
            call()

    def lost(self) -> None:
        """Somebody has found by reading or writing that the terminal is gone. May be called in any thread."""
        if WATCHED:
            self._word(GONE)
        else:
            self._tell(HANG_UP)

    def _heard(self, number: int, frame: FrameType | None) -> None:
        """The handler of signals."""
        if WATCHED:
            self._word(number)
        else:
            self._tell(number)

    def _word(self, word: int) -> None:
        if self._writing >= 0:
            os.write(self._writing, bytes([word]))

    # In the thread.

    def _watch(self) -> None:
        poll = select.poll()
        poll.register(self._reading, select.POLLIN)
        for terminal in self._terminals:
            poll.register(terminal, 0)  # that it is gone is always told
        to_ask: list[int] = []
        until: float | None = None
        while until is None or instants.now() < until:
            for descriptor, event in poll.poll(_milliseconds(until, looking=bool(to_ask))):
                if descriptor == self._reading:
                    word = os.read(descriptor, 1)[0]
                    if word == STOP:
                        return
                    until = self._order(word, until)
                    continue
                poll.unregister(descriptor)
                if event & (select.POLLHUP | select.POLLERR):
                    until = self._order(GONE, until)
                elif _modes(descriptor):
                    to_ask.append(descriptor)  # macOS cannot wait for every kind of terminal
            if any(_modes(descriptor) is None for descriptor in to_ask):
                to_ask.clear()
                until = self._order(GONE, until)
        self._leave()

    def _order(self, word: int, until: float | None) -> float:
        """Pass on a signal or the loss of the terminal; returns the instant from which nobody is waited for."""
        patience = IN_ORDER
        if word == GONE:
            patience = WITHOUT_TERMINAL if self._end is not None else 0.0
            if not self.gone:
                self.gone = True
                if self._when_gone is not None:
                    self._when_gone()
        self._tell(HANG_UP if word == GONE else word)
        limit = instants.now() + patience
        return limit if until is None else min(limit, until)

    def _tell(self, number: int) -> None:
        with self._lock:
            if self.told is not None:
                return
            self.told, end = number, self._end
        if end is not None:
            end(number)

    def _leave(self) -> None:
        """End the process as a kill would; the terminal at least shows what is typed again."""
        for descriptor, modes in self._modes.items():
            with suppress(termios.error):  # it is gone
                termios.tcsetattr(descriptor, termios.TCSANOW, modes)
        os._exit(self.status)


def is_terminal(descriptor: int) -> bool:
    """Whether a descriptor is a terminal's, also when that is gone already and answers nothing any more."""
    if descriptor < 0:
        return False
    if os.isatty(descriptor):
        return True
    try:
        return stat.S_ISCHR(os.fstat(descriptor).st_mode) and WATCHED and _hung_up(descriptor)
    except OSError:
        return False  # It is closed.


def _hung_up(descriptor: int) -> bool:
    poll = select.poll()
    poll.register(descriptor, 0)
    return any(event & (select.POLLHUP | select.POLLERR) for _, event in poll.poll(0))


def _descriptor(stream: TextIO | None) -> int:
    """A stream's file descriptor; -1 when it has none."""
    if stream is None:
        return -1
    try:
        return stream.fileno()
    except (OSError, ValueError):
        return -1


def _modes(descriptor: int) -> list[Any] | None:
    """The modes of a terminal's line discipline; None when there is no terminal any more."""
    if termios is None:
        return None
    try:
        return termios.tcgetattr(descriptor)
    except termios.error:
        return None


def _milliseconds(until: float | None, *, looking: bool) -> float | None:
    """How long to wait for news at most; None is for ever."""
    waits = [LOOK_EVERY] if looking else []
    if until is not None:
        waits.append(max(0.0, until - instants.now()))
    return 1000 * min(waits) if waits else None
