"""What goes wrong while a page is served, as one line for the runner."""

from __future__ import annotations

import logging
from collections.abc import Callable

from aiohttp.http_exceptions import HttpProcessingError


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
