"""What goes wrong while a page is served, as one line for the runner."""

from __future__ import annotations

import asyncio
import errno
import logging
from collections.abc import Callable
from typing import Any

from aiohttp.http_exceptions import HttpProcessingError

NO_MORE = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)
"""What the system says when it can't open another connection."""


class FaultTeller(logging.Handler):
    """Tells a fault of the program in one line.

    A request that is none is no fault: other devices in a network try all kinds of things on every port. It's answered
    and not told, since what was asked for may have the token in it.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        super().__init__(logging.ERROR)
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if error is None or isinstance(error, HttpProcessingError):
            return
        self._tell(f"a page wasn't served because of a fault in the program ({type(error).__name__})")


def fault_logger(tell: Callable[[str], None]) -> logging.Logger:
    """What aiohttp is to write to in place of standard error."""
    logger = logging.Logger("runwalk.serving")
    logger.addHandler(FaultTeller(tell))
    return logger


def told_in_one_line(tell: Callable[[str], None]) -> Callable[[asyncio.AbstractEventLoop, dict[str, Any]], None]:
    """What the loop is to do with what nobody handles: tell each kind once, however often it comes.

    Where the system has no more files to give, the loop says so thousands of times a second.
    """
    told: set[str] = set()

    def handle(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        sentence = (
            "too many devices ask at once; the page may not open for a moment"
            if isinstance(error, OSError) and error.errno in NO_MORE
            else f"something went wrong while a page was served ({type(error).__name__ if error else 'unknown'})"
        )
        if sentence not in told:
            told.add(sentence)
            tell(sentence)

    return handle
