"""What is said: whole lines, one after the other, and now and then the bell. Nothing moves the cursor."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import TextIO

from runwalk_tui.system.safe_text import visible
from runwalk_tui.system.standard_streams import discard_output, utf8_locale

BELL = "\a"
READ_ALOUD = {
    " · ": ", ",
    " › ": ", ",
    "–": "-",
    "—": "-",
    "…": "...",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "×": "x",
    "−": "-",
}
"""Characters of the screen, and what stands for them in a line that a screen reader or an old terminal may get."""
ONE_BY_ONE = str.maketrans({shown: said for shown, said in READ_ALOUD.items() if len(shown) == 1})


class Lines:
    """Writes lines to a stream, each one at once.

    When nobody reads any more (a closed pipe, a terminal that is gone) it falls silent and `gone` says so:
    a session carries on and is saved all the same.
    """

    def __init__(self, stream: TextIO, environment: Mapping[str, str] = os.environ, *, ascii: bool = False) -> None:
        """`ascii` uses ASCII whatever the locale can show."""
        self._stream = stream
        self._ascii = ascii or not utf8_locale(environment)
        self._terminal = stream.isatty()
        self.gone = False
        self.on_gone: Callable[[], None] = _do_nothing
        """Called when a terminal is gone."""
        self.on_unread: Callable[[], None] = _do_nothing
        """Called when nobody reads any more."""

    @property
    def can_ring(self) -> bool:
        """Whether there is a terminal whose bell can ring."""
        return self._terminal

    def say(self, *texts: str) -> None:
        """Write each text as a line of its own. Control characters are written out, never sent."""
        for text in texts:
            self._write(visible(plain_words(text, ascii=self._ascii)) + "\n")

    def ring(self) -> None:
        """Ring the bell of the terminal; nothing where the lines go into a file or a pipe."""
        if self._terminal:
            self._write(BELL)

    def _write(self, text: str) -> None:
        if self.gone:
            return
        try:
            self._stream.write(text)
            self._stream.flush()
        except OSError as error:
            self.gone = True
            if self._stream is sys.stdout:
                discard_output(self._stream)
                if not self._terminal and not isinstance(error, BrokenPipeError):
                    _complain(f"standard output can't be written to: {(error.strerror or str(error)).lower()}")
            self.on_unread()
            if self._terminal:
                self.on_gone()


def _complain(text: str) -> None:
    """Say something on standard error; when that is gone, too, the exit status is what is left."""
    try:
        sys.stderr.write(f"runwalk: {text}\n")
        sys.stderr.flush()
    except OSError:
        discard_output(sys.stderr)


def _do_nothing() -> None:
    """What is done where nobody wants to know."""


def plain_words(text: str, *, ascii: bool = True) -> str:
    """One line of text without characters that read badly aloud; with `ascii`, what is left beyond it becomes "?"."""
    text = " ".join(text.splitlines())
    for shown, said in READ_ALOUD.items():
        if len(shown) > 1:
            text = text.replace(shown, said)
    text = text.translate(ONE_BY_ONE)
    return text.encode("ascii", "replace").decode("ascii") if ascii else text
