"""What is told to the terminal itself: the title of its window, and how far the session is in the taskbar.

Both are sent only where the terminal is known to take them. The progress (OSC 9;4) was ConEmu's idea; a terminal
that does not know it may take it for a notification and show one at each change, so it is for those on a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from textual.app import App

KEEP_TITLE, OWN_TITLE = "\x1b[22;2t", "\x1b]2;\x07\x1b[23;2t"
"""Put the title aside, and take it up again; a terminal that cannot do that is left with an empty one."""
RUNNING, PAUSED, GONE = 1, 4, 0
"""States of the progress."""
TITLELESS = ("dumb", "linux", "cygwin", "vt", "ansi", "sun", "cons", "eterm", "emacs")
"""How the names of terminals begin that have no title, or would print it."""
WITHIN = ("TMUX", "STY")
"""Set by programs that hold several terminals in one, and keep the progress to themselves or print it."""
PTYXIS_SINCE = 48
"""Version from which Ptyxis shows the progress."""


def send(app: App[Any], text: str) -> None:
    """Write to the terminal past the screen, as Textual does for the bell; nothing where its driver cannot be had.

    Textual has no public way to that: `App._driver` is used, which is None before the app runs.
    """
    write = getattr(getattr(app, "_driver", None), "write", None)
    if callable(write):
        write(text)


def takes_title(environment: Mapping[str, str]) -> bool:
    """Whether the terminal has a title to set."""
    name = environment.get("TERM", "")
    return bool(name) and not name.startswith(TITLELESS)


def takes_progress(environment: Mapping[str, str]) -> bool:
    """Whether the terminal shows a progress; told by what it says of itself in the environment."""
    name = environment.get("TERM", "")
    if any(environment.get(around) for around in WITHIN) or name.startswith(("tmux", "screen", "linux", "dumb")):
        return False
    return (
        bool(environment.get("WT_SESSION"))
        or environment.get("ConEmuANSI") == "ON"
        or environment.get("TERM_PROGRAM") in ("ghostty", "WezTerm")
        or name == "xterm-ghostty"
        # A list of features, each a capital and perhaps small letters and digits: P is the progress.
        or re.search(r"P(?![a-z])", environment.get("TERM_FEATURES", "")) is not None
        or _version(environment.get("PTYXIS_VERSION", "")) >= PTYXIS_SINCE
    )


def _version(text: str) -> int:
    """The first figure of a version; 0 when there is none."""
    first = text.partition(".")[0]
    return int(first) if first.isdecimal() else 0


class TerminalSignals:
    """Speaks to the terminal, but only when there is something new to say."""

    def __init__(self, write: Callable[[str], None], environment: Mapping[str, str]) -> None:
        """`write` sends control sequences to the terminal."""
        self._write = write
        self._title_taken = takes_title(environment)
        self._progress_taken = takes_progress(environment)
        self._title = ""
        self._progress: tuple[int, int] | None = None

    def show(self, title: str, part: float, *, paused: bool) -> None:
        """Set the title, and the progress from 0 to 1."""
        sent = ""
        if self._title_taken and title != self._title:
            sent = ("" if self._title else KEEP_TITLE) + f"\x1b]2;{title}\x07"
            self._title = title
        progress = (PAUSED if paused else RUNNING, min(100, max(0, int(part * 100))))
        if self._progress_taken and progress != self._progress:
            sent += "\x1b]9;4;{};{}\x07".format(*progress)
            self._progress = progress
        if sent:
            self._write(sent)

    def clear(self) -> None:
        """Leave the title as it was and no progress; saying so twice says it once."""
        sent = OWN_TITLE if self._title else ""
        if self._progress is not None:
            sent += f"\x1b]9;4;{GONE};0\x07"
        self._title, self._progress = "", None
        if sent:
            self._write(sent)
