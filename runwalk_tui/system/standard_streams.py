"""Standard input, output and error, whatever they are: closed, full, gone, or in another encoding."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TextIO

READING, WRITING = "r", "w"
IN_BROWSER = "_RUNWALK_IN_BROWSER"
"""The variable that says that the terminal is a page in a browser."""


def replace_closed_streams() -> None:
    """Stand something in for each standard stream that was closed (`runwalk next >&-`).

    Otherwise the next file that is opened would get its number, and what a library prints would go into the log. To
    read there is nothing then, and to write fails, as it does on a full disk: whoever writes has one case to handle.
    """
    for number, (name, mode) in enumerate((("stdin", READING), ("stdout", WRITING), ("stderr", WRITING))):
        if getattr(sys, name) is None:
            nothing = os.open(os.devnull, os.O_RDONLY)
            if nothing != number:
                os.dup2(nothing, number)
                os.close(nothing)
            os.set_inheritable(number, True)
            stream = open(number, mode, buffering=1, encoding="utf-8", closefd=False)  # noqa: SIM115  it lasts as long as the program
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)


def replace_unprintable() -> None:
    """For people a locale without UTF-8 shows "?" for a character it lacks. What is for programs goes out as bytes."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr] # a text stream, always


def discard_output(stream: TextIO) -> None:
    """After a write failed: Python would try once more at its end, complain, and end with another status."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def utf8_locale(environment: Mapping[str, str]) -> bool:
    """Whether the locale that the runner has set shows UTF-8.

    Python itself turns to UTF-8 where no locale is set, so its own encodings do not tell what the terminal shows.
    """
    if sys.platform == "win32":
        return (sys.stdout.encoding or "").lower() in ("utf-8", "utf8")
    everything, kind, language = (environment.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    if not everything and kind in ("C.UTF-8", "C.utf8", "UTF-8") and language in ("", "C", "POSIX"):
        # This is what Python puts there at its start when there was no locale.
        return sys.platform == "darwin" and kind == "UTF-8"
    named = everything or kind or language
    name = named.partition("@")[0]
    # macOS has a locale that is called by its encoding alone, and hands it on through ssh.
    return (name.partition(".")[2] or name).replace("-", "").lower() == "utf8"
