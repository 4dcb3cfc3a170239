"""The app in a process of its own, on a terminal that the page shows.

A pseudo-terminal and not Textual's driver for the web: the program already ends in order when its terminal is gone,
whatever becomes of whoever held it, and it shows everything again when it is told to go on.
"""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from runwalk_tui.system.processes.own import is_frozen
from runwalk_tui.system.standard_streams import IN_BROWSER, utf8_locale

if TYPE_CHECKING:
    from asyncio.subprocess import Process

try:
    import fcntl
    import struct
    import termios
except ImportError:  # Windows has no such terminals; `can_host` says so
    pass

PACKAGE = Path(__file__).parents[1]
AT_ONCE = 1 << 16
"""Bytes that are read at once, and that may wait to be typed; more is no typing."""
IN_ORDER = 12.0
"""Seconds in which the app may end in order; it takes 10 itself at most."""
COLUMNS, LINES = range(20, 501), range(8, 201)
"""How many cells a page may have."""
LAST_WORDS = 4096
"""Bytes of what was shown last that are kept."""
STOP_KEY = "\x1a"
"""Ctrl+Z would stop the program, and here is no shell that lets it go on."""
OTHER_TERMINALS = re.compile(
    r"TERM_PROGRAM|TERM_PROGRAM_VERSION|TERM_FEATURES|TMUX|STY|WT_SESSION|ConEmuANSI|PTYXIS_VERSION|COLUMNS|LINES"
    r"|KITTY_\w+|VTE_VERSION|LC_TERMINAL\w*|COLORFGBG|TEXTUAL_\w+|TEXTUAL"
)
"""What the terminal in which the command was typed says of itself; the page is another one."""
ON_SCREEN, OFF_SCREEN = "\x1b[?1049h", "\x1b[?1049l"
"""How a program takes the whole terminal, and gives it back."""
SEQUENCE = re.compile(r"\x1b(?:\[[0-9;?<=>]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9]|.)")


def can_host(platform: str = sys.platform) -> bool:
    """Whether a system, this one unless it's another, has pseudo-terminals."""
    return platform != "win32"


def app_command(options: Sequence[str]) -> list[str]:
    """The command that opens the app, with its options, wherever the program is installed."""
    if is_frozen():
        return [sys.executable, *options]
    found = [
        path for path in sys.path if path
    ]  # as it was found for this process; hooks that it starts see nothing of it
    start = f"import sys; sys.path = {[*found, str(PACKAGE.parent)]!r}; from runwalk_tui.cli import main; main()"
    return [sys.executable, "-P", "-c", start, *options]


def app_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of the app: a terminal with all colours, and no word about the one in which serving began."""
    mine = {name: value for name, value in environment.items() if not OTHER_TERMINALS.fullmatch(name)}
    mine |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", IN_BROWSER: "yes"}
    if not utf8_locale(mine):
        mine["PYTHONUTF8"] = "1"  # the page shows every letter, whatever the locale says
    return mine


class HostedApp:
    """The app while it runs. All of it happens on one loop."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._command, self._environment = tuple(command), dict(environment)
        self._process: Process | None = None
        self._master = -1
        self._typed: deque[bytes] = deque()
        self._shown_last = b""
        self._ending: asyncio.Task[None] | None = None
        self._told_to_end = False
        self.shows: Callable[[bytes], None] = lambda _: None
        """Told what the app draws."""
        self.ended: Callable[[str], None] = lambda _: None
        """Told that it has ended, with its last words; "" for none."""

    @property
    def runs(self) -> bool:
        """Whether it has been started and hasn't ended."""
        return self._process is not None

    async def start(self, columns: int, lines: int) -> None:
        """Start it on a terminal of this size. Raises OSError."""
        self._master, terminal = os.openpty()
        try:
            os.set_blocking(self._master, False)
            self._set_size(columns, lines)
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=terminal,
                stdout=terminal,
                stderr=terminal,
                env=self._environment,
                start_new_session=True,  # Ctrl+C where serving was asked for is for the server to decide about
            )
        except OSError:
            os.close(self._master)
            self._master = -1
            raise
        finally:
            os.close(terminal)
        asyncio.get_running_loop().add_reader(self._master, self._read)
        self._ending = asyncio.create_task(self._wait(self._process))

    def resize(self, columns: int, lines: int) -> None:
        """Give its terminal another size."""
        if self._process is not None:
            self._set_size(columns, lines)
            self._tell(signal.SIGWINCH)

    def show_again(self) -> None:
        """Have it draw everything, for a page that has seen nothing yet."""
        self._tell(signal.SIGCONT)

    def type(self, text: str) -> None:
        """Type something. What nobody could type in a moment is left out."""
        data = text.replace(STOP_KEY, "").encode("utf-8", "ignore")
        if self._process is None or sum(map(len, self._typed)) + len(data) > AT_ONCE:
            return
        self._typed.append(data)
        self._write()

    async def end(self) -> None:
        """End it in order, as a terminal that is told to close does; the session is kept in the journal."""
        process, ending = self._process, self._ending
        if process is None or ending is None:
            return
        self._told_to_end = True
        self._tell(signal.SIGTERM)
        try:
            await asyncio.wait_for(asyncio.shield(ending), IN_ORDER)
        except TimeoutError:
            self._tell(signal.SIGKILL)
            await ending

    def _tell(self, number: int) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.send_signal(number)

    def _set_size(self, columns: int, lines: int) -> None:
        size = struct.pack("HHHH", within(lines, LINES), within(columns, COLUMNS), 0, 0)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, size)

    def _read(self) -> bool:
        """Pass on what it has drawn; whether there may be more."""
        try:
            data = os.read(self._master, AT_ONCE)
        except BlockingIOError:
            return False
        except OSError:  # Linux says so when nobody holds the terminal any more
            data = b""
        if not data:
            asyncio.get_running_loop().remove_reader(self._master)
            return False
        self._shown_last = (self._shown_last + data)[-LAST_WORDS:]
        self.shows(data)
        return True

    def _write(self) -> None:
        loop = asyncio.get_running_loop()
        while self._typed:
            try:
                count = os.write(self._master, self._typed[0])
            except BlockingIOError:
                loop.add_writer(self._master, self._write)
                return
            except OSError:  # it is ending
                self._typed.clear()
                break
            data = self._typed.popleft()
            if count < len(data):
                self._typed.appendleft(data[count:])
        loop.remove_writer(self._master)

    async def _wait(self, process: Process) -> None:
        status = await process.wait()
        while self._read():
            pass
        loop = asyncio.get_running_loop()
        loop.remove_reader(self._master)
        loop.remove_writer(self._master)
        os.close(self._master)
        self._process, self._master = None, -1
        self._typed.clear()
        last, self._shown_last = self._shown_last, b""
        unexpected = "" if status == 0 or self._told_to_end else unexpected_end(status)
        self._told_to_end = False
        self.ended(last_words(last) or unexpected)


def within(number: int, allowed: range) -> int:
    """The nearest number that is allowed."""
    return max(allowed.start, min(allowed.stop - 1, number))


def unexpected_end(status: int) -> str:
    """What is said of an app that ended with this exit status, and without a word of its own."""
    how = f"signal {-status}" if status < 0 else f"status {status}"
    return f"the app ended unexpectedly ({how}); a session that was running is kept, and you can go on with it"


def last_words(shown: bytes) -> str:
    """What the app said last for a person to read, after it left the screen; "" for nothing."""
    text = shown.decode("utf-8", "replace")
    if ON_SCREEN in text.rpartition(OFF_SCREEN)[2]:
        return ""  # it never left the screen
    text = SEQUENCE.sub("", text.rpartition(OFF_SCREEN)[2])
    lines = (line.strip() for line in text.splitlines())
    said = [line.removeprefix("runwalk: ") for line in lines if line.startswith("runwalk: ")]
    return said[-1] if said else ""
