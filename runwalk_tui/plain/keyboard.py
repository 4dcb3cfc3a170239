"""What is typed: lines at a question, single keys during a session, from a terminal, a pipe or a file alike."""

from __future__ import annotations

import asyncio
import codecs
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

try:
    import termios
except ImportError:  # Windows has no such modes; a session there takes lines.
    termios = None  # type: ignore[assignment]

CHUNK = 4096
"""Bytes that are read at once."""
LONGEST = 100_000
"""Characters that may wait unread; what comes after them is left out, so that a wrong file fills no memory."""
LONG_KEY = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O[@-~])")
"""What arrows and function keys send."""


class Interrupted(Exception):
    """Ctrl+C was pressed at a question."""


class Keyboard:
    """Reads a file descriptor in a thread of its own and hands out what was typed.

    A thread, because a terminal, a pipe and a file can only be waited for alike by reading them.
    """

    def __init__(self, descriptor: int | None, *, encoding: str = "utf-8") -> None:
        """`descriptor` is None when there is no input at all."""
        self._descriptor = descriptor
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        self._text = ""
        self._news = asyncio.Event()
        self._interrupted = False
        self.on_interrupt: Callable[[], None] | None = None
        """What Ctrl+C does in place of raising Interrupted; set during a session."""
        self.terminal = descriptor is not None and os.isatty(descriptor)
        self.ended = descriptor is None
        """Whether nothing more will come; what has come before may still wait."""

    def start(self) -> None:
        """Begin to read. Called inside the running loop."""
        if self._descriptor is not None:
            loop = asyncio.get_running_loop()
            Thread(target=self._read, args=(self._descriptor, loop), name="runwalk-keyboard", daemon=True).start()

    def interrupt(self) -> None:
        """Ctrl+C."""
        if self.on_interrupt is not None:
            self.on_interrupt()
        else:
            self._interrupted = True
            self._news.set()

    async def line(self) -> str | None:
        """The next line without its end and the space around it; None at the end of the input.

        Raises Interrupted at Ctrl+C.
        """
        while True:
            if self._interrupted:
                self._interrupted = False
                raise Interrupted
            line, end, rest = self._text.partition("\n")
            if end or (line and self.ended):
                self._text = rest
                return line.strip()
            if self.ended:
                return None
            await self._more()

    async def key(self) -> str | None:
        """The next key; None at the end of the input. Ctrl+C is left to `on_interrupt`.

        A key that sends several characters, such as an arrow, is one escape character.
        """
        while not self._text:
            if self.ended:
                return None
            await self._more()
        several = LONG_KEY.match(self._text)
        if several is not None:
            self._text = self._text[several.end() :]
            return "\x1b"
        first, self._text = self._text[0], self._text[1:]
        return first

    def forget(self) -> None:
        """Drop what was typed and not asked for."""
        self._text = ""

    @property
    def exhausted(self) -> bool:
        """Whether nothing waits and nothing more will come."""
        return self.ended and not self._text

    @property
    def gives_keys(self) -> bool:
        """Whether single keys can be had, without Enter."""
        return self.terminal and termios is not None

    @contextmanager
    def keys(self) -> Iterator[None]:
        """Inside, a terminal gives each key at once and does not show it; afterwards it is as it was before."""
        if not self.gives_keys or self._descriptor is None:
            yield
            return
        before = termios.tcgetattr(self._descriptor)
        during = termios.tcgetattr(self._descriptor)
        during[3] &= ~(termios.ICANON | termios.ECHO)
        during[6][termios.VMIN], during[6][termios.VTIME] = 1, 0
        termios.tcsetattr(self._descriptor, termios.TCSANOW, during)
        try:
            yield
        finally:
            self._restore(before)

    def _restore(self, modes: list[int | list[bytes | int]]) -> None:
        assert self._descriptor is not None
        try:
            termios.tcsetattr(self._descriptor, termios.TCSANOW, modes)
        except termios.error:
            # The terminal is gone, and its modes with it.
            self.ended = True

    async def _more(self) -> None:
        self._news.clear()
        await self._news.wait()

    def _read(self, descriptor: int, loop: asyncio.AbstractEventLoop) -> None:
        """In the thread: until the end of the input or of the program."""
        while True:
            try:
                chunk = os.read(descriptor, CHUNK)
            except OSError:
                # A terminal that is gone is the end of the input.
                chunk = b""
            try:
                loop.call_soon_threadsafe(self._heard, chunk)
            except RuntimeError:
                return  # the loop is closed: nobody listens any more
            if not chunk:
                return

    def _heard(self, chunk: bytes) -> None:
        text = self._decoder.decode(chunk, final=not chunk).replace("\r\n", "\n").replace("\r", "\n")
        self._text += text[: LONGEST - len(self._text)]
        self.ended = self.ended or not chunk
        self._news.set()
