"""Standard input, output and error, whatever they are: closed, full, gone, or in another encoding."""

from __future__ import annotations

import os
import sys
from typing import TextIO

READING, WRITING = "r", "w"


def open_what_is_closed() -> None:
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


def show_what_can_be_shown() -> None:
    """For people a locale without UTF-8 shows "?" for a sign it lacks. What is for programs goes out as bytes."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr] # a text stream, always


def let_go(stream: TextIO) -> None:
    """After a write failed: Python would try once more at its end, complain, and end with a status of its own."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
