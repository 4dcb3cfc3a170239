"""What is typed: lines at a question, single keys during a session, from a terminal, a pipe or a file alike."""

from __future__ import annotations

import asyncio
import codecs
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Semaphore, Thread

from runwalk_tui.flows.front import Interrupted
from runwalk_tui.plain.console.typed_text import TypedText
from runwalk_tui.plain.single_keys import AVAILABLE, SingleKeys

CHUNK = 4096
"""Bytes that are read at once."""
LONGEST = 100_000
"""Characters that may wait unread; as long as they do, nothing more is read. A line that is longer is cut."""
KEYPAD = {
    **{f"\x1bO{chr(ord('p') + digit)}": str(digit) for digit in range(10)},
    "\x1bOk": "+",
    "\x1bOm": "-",
    "\x1bOM": "\n",
    **{f"\x1b[{57399 + digit}u": str(digit) for digit in range(10)},
    "\x1b[57412u": "-",
    "\x1b[57413u": "+",
    "\x1b[57414u": "\n",
}
"""What the keypad sends to a terminal in application mode, or by the kitty protocol, with what it types otherwise."""
KEYPAD_KEY = re.compile("|".join(map(re.escape, KEYPAD)))
LONG_KEY = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O[@-~])")
"""What arrows and function keys send."""


class Keyboard:
    """Reads a file descriptor in a thread of its own and hands out what was typed.

    A thread, because a terminal, a pipe and a file can only be waited for alike by reading them.
    """

    def __init__(self, descriptor: int | None, *, encoding: str = "utf-8", console: TypedText | None = None) -> None:
        """`descriptor` is None when there is no input at all; `console` is read in its place where it is one of
        Windows, which has keys and no bytes."""
        self._descriptor = descriptor
        self._console = console
        if console is not None:
            encoding = "utf-8"
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        self._text = ""
        self._news = asyncio.Event()
        self._interrupted = False
        self._room = Semaphore(0)
        """One token for each piece that may be read."""
        self._full = False
        """Whether a piece was handed over whose token is kept back until there is room."""
        self._cutting = False
        """Whether what comes belongs to a line that was cut."""
        self._last: int | None = None
        """How many characters are still taken; None for any number."""
        self.on_interrupt: Callable[[], None] | None = None
        """What Ctrl+C does in place of raising Interrupted; set during a session."""
        self.on_gone: Callable[[], None] | None = None
        """Called, in another thread, when there is no terminal any more; without it that is the end of the input."""
        self.terminal = console is not None or (descriptor is not None and os.isatty(descriptor))
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
        await asyncio.sleep(0)  # signals are heard, and the session goes on, however much is typed
        while True:
            if self._interrupted:
                self._interrupted = False
                raise Interrupted
            line, end, rest = self._text.partition("\n")
            if len(line) >= LONGEST:
                self._cutting = not end
                line, end = line[:LONGEST], "\n"
            if end or (line and self.ended):
                self._keep(rest)
                return KEYPAD_KEY.sub(lambda found: KEYPAD[found[0]], line).strip()
            if self.ended:
                return None
            await self._more()

    def put_back(self, line: str) -> None:
        """Let a line that was not meant for who asked be the next one."""
        self._keep(f"{line}\n{self._text}")

    async def key(self) -> str | None:
        """The next key; None at the end of the input. Ctrl+C is left to `on_interrupt`.

        A key that sends several characters, such as an arrow, is one escape character; one of the keypad is its digit.
        """
        await asyncio.sleep(0)
        while not self._text:
            if self.ended:
                return None
            await self._more()
        several = LONG_KEY.match(self._text)
        if several is not None:
            self._keep(self._text[several.end() :])
            return KEYPAD.get(several[0], "\x1b")
        first = self._text[0]
        self._keep(self._text[1:])
        return first

    def forget(self) -> None:
        """Drop what was typed and not asked for."""
        self._keep("")

    def nobody_reads(self) -> None:
        """What is said goes nowhere any more. A script is obeyed to its end, and one that has none is given up."""
        if self._last is None:
            self._last = LONGEST

    @property
    def exhausted(self) -> bool:
        """Whether nothing waits and nothing more will come."""
        return self.ended and not self._text

    @property
    def gives_keys(self) -> bool:
        """Whether single keys can be had, without Enter."""
        return self.terminal and (AVAILABLE or self._console is not None)

    @contextmanager
    def keys(self) -> Iterator[None]:
        """Inside, a terminal gives each key at once and does not show it; afterwards it is as it was before."""
        if not self.gives_keys or self._descriptor is None:
            yield
            return
        if self._console is not None:
            self._console.by_line = False
            try:
                yield
            finally:
                self._console.by_line = True
            return
        with SingleKeys(self._descriptor):
            yield

    async def _more(self) -> None:
        self._news.clear()
        await self._news.wait()

    def _read(self, descriptor: int, loop: asyncio.AbstractEventLoop) -> None:
        """In the thread: until the end of the input or of the program."""
        while True:
            try:
                chunk = self._piece(descriptor, loop)
                gone = not chunk and self.terminal and self._console is None and not os.isatty(descriptor)
            except OSError:
                chunk, gone = b"", self.terminal
            if gone and self.on_gone is not None:
                self.on_gone()
                return  # what is under way is not to take this for the end of a script
            try:
                loop.call_soon_threadsafe(self._heard, chunk)
            except RuntimeError:
                return  # the loop is closed: nobody listens any more
            if not chunk:
                return
            self._room.acquire()

    def _piece(self, descriptor: int, loop: asyncio.AbstractEventLoop) -> bytes:
        """In the thread: what was typed next, nothing at the end. Raises OSError."""
        if self._console is None:
            return os.read(descriptor, CHUNK)
        return self._console.read(lambda: loop.call_soon_threadsafe(self.interrupt)).encode("utf-8", "replace")

    def _heard(self, chunk: bytes) -> None:
        text = self._decoder.decode(chunk, final=not chunk).replace("\r\n", "\n").replace("\r", "\n")
        if self._cutting:
            _, end, text = text.partition("\n")
            self._cutting = not end
        if self._last is not None:
            text = text[: self._last]
            self._last -= len(text)
        self.ended = self.ended or not chunk or self._last == 0
        self._full = True
        self._keep(self._text + text)
        self._news.set()

    def _keep(self, text: str) -> None:
        """What waits to be asked for; more is read as soon as there is room for it."""
        self._text = text
        if self._full and len(text) < LONGEST:
            self._full = False
            self._room.release()
