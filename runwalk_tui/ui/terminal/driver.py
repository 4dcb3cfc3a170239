"""Textual's driver, made to outlive its terminal long enough to end in order, and to be stopped and go on."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Iterable
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any, Protocol, TextIO, runtime_checkable

from runwalk_tui.system.standard_streams import IN_BROWSER
from runwalk_tui.ui.terminal.title import takes_title

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.message import Message

    from runwalk_tui.system.shutdown import ShutdownWatch

POINTER_SHAPE = "\x1b]22;"
"""How Textual tells a terminal which shape the pointer of the mouse is to have."""
AT_ONCE = 50
"""Keys that may be on their way to the app before it has dealt with the first of them; as long as there are so many,
none is read. Else a flood of them would fill the memory, and an order to end would wait behind all of them."""
LOOK_EVERY = 0.1
"""Seconds between two looks whether keys are wanted at all any more."""
METHODS = (
    "process_message",
    "run_input_thread",
    "start_application_mode",
    "stop_application_mode",
    "suspend_application_mode",
    "resume_application_mode",
    "write",
)
PARTS = ("_file", "_writer_thread", "exit_event", "fileno")
"""What Textual's driver for terminals of Linux and macOS has to have, so that ours can stand on it. Where a later
version lacks any of it, its own driver is used as it is; a program whose terminal is gone then ends all the same, if
not in order (see `shutdown`)."""


@runtime_checkable
class Watched(Protocol):
    """An app whose terminal is watched."""

    shutdown: ShutdownWatch | None


class UntilClosed:
    """A text file that takes everything, and forgets it once nobody reads any more.

    Textual writes in a thread of its own. An error there would end the thread, the queue in front of it would fill
    up, and the program would wait at its end for ever, with the runner's log in its hands.
    """

    def __init__(self, file: TextIO, when_closed: Callable[[], None]) -> None:
        self._file = file
        self._when_closed = when_closed
        self._closed = False

    def write(self, text: str) -> int:
        self._unless_closed(lambda: self._file.write(text))
        return len(text)

    def flush(self) -> None:
        self._unless_closed(self._file.flush)

    def _unless_closed(self, act: Callable[[], object]) -> None:
        if self._closed:
            return
        try:
            act()
        except OSError:
            self._closed = True  # EIO: the terminal has gone
            self._when_closed()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def lasting(usual: type[Driver]) -> type[Driver]:
    """A kind of Textual's driver for terminals that outlives its terminal; another driver as it is."""
    if usual.__name__ != "LinuxDriver" or not has(usual, METHODS):
        return usual
    return _lasting(usual)


def has(driver: object, names: Iterable[str]) -> bool:
    """Whether a driver, or a class of drivers, has everything that is named."""
    return all(hasattr(driver, name) for name in names)


def _lasting(usual: Any) -> type[Driver]:
    """Made when it is wanted: where there are no such terminals, there is no such driver to stand on."""

    class LastingDriver(usual):  # type: ignore[misc] # one of Textual's classes, known at run time only
        """Ends with its terminal."""

        _file: Any
        """Where Textual writes."""

        def __init__(self, app: Any, **options: Any) -> None:
            super().__init__(app, **options)
            shutdown = app.shutdown if isinstance(app, Watched) else None
            self._shutdown: ShutdownWatch | None = shutdown
            self._watched_app = app
            self._shows = False
            """Whether the terminal is ours."""
            self._stopped = False
            """Whether it was given back because the program was stopped."""
            self._known = has(self, PARTS)
            if not self._known:
                return
            self._on_their_way = 0
            """Messages since the app was last seen to keep up."""
            self._file = UntilClosed(self._file, self._lost)
            if shutdown is not None:
                # Reading would find the end of the input over and over, as fast as the machine can.
                shutdown.when_gone(self.exit_event.set)
            loop = asyncio.get_running_loop()
            signal.signal(signal.SIGTSTP, partial(self._asked_to_stop, loop))
            signal.signal(signal.SIGCONT, lambda *_: loop.call_soon_threadsafe(self._go_on))

        @property
        def can_suspend(self) -> bool:
            """In a browser an editor would let whoever has the page start any program on this computer."""
            return super().can_suspend and IN_BROWSER not in os.environ

        def start_application_mode(self) -> None:
            super().start_application_mode()
            self._shows = True
            if not self._writes:
                self._lost()  # The terminal would not have us, and Textual takes that without a word.

        def stop_application_mode(self) -> None:
            super().stop_application_mode()
            self._shows = False

        def run_input_thread(self) -> None:
            try:
                super().run_input_thread()
            except OSError:
                self._lost()

        def process_message(self, message: Message) -> None:
            if not self._known:
                super().process_message(message)
                return
            if self.exit_event.is_set():
                return  # the terminal is being given back, and what was typed ahead with it
            super().process_message(message)
            self._on_their_way += 1
            if self._on_their_way >= AT_ONCE:
                self._on_their_way = 0
                seen = Event()
                self._watched_app.call_later(seen.set)
                while not (seen.wait(LOOK_EVERY) or self.exit_event.is_set()):
                    continue

        def write(self, data: str) -> None:
            if data.startswith(POINTER_SHAPE) and not takes_title(os.environ):
                return  # such a terminal may print the sequence instead, as an older console of Linux does
            if self._writes:  # Else it would wait for ever for room in a queue that nobody empties.
                super().write(data)

        @property
        def _writes(self) -> bool:
            if not self._known:
                return True
            return self._writer_thread is not None and self._writer_thread.is_alive()

        def _lost(self) -> None:
            """In any thread: there is no terminal any more."""
            if self._shutdown is not None:
                self._shutdown.lost()

        # Being stopped. Textual does this in the handlers of signals, where what they interrupt may hold the lock that
        # they wait for; and each SIGCONT, which also comes with a hang-up, starts it once more on top of itself, with a
        # second thread for the keys that nothing ends.

        def _asked_to_stop(self, loop: asyncio.AbstractEventLoop, *_: object) -> None:
            if self._shows:
                loop.call_soon_threadsafe(self._stop)
            else:
                os.kill(os.getpid(), signal.SIGSTOP)  # An editor has the terminal; the loop waits for it.

        def _stop(self) -> None:
            if self._shows:
                self.suspend_application_mode()
                self._stopped = True
            os.kill(os.getpid(), signal.SIGSTOP)

        def _go_on(self) -> None:
            """Show everything again: whoever had the terminal meanwhile has changed it."""
            if not (self._shows or self._stopped) or not os.isatty(self.fileno):
                return
            if self._shows:
                self.suspend_application_mode()
            self._stopped = False
            self.resume_application_mode()
            self._watched_app.refresh(layout=True)

    return LastingDriver
