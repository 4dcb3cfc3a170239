"""Screens that change by a key alone, so that a picture does not depend on how slow the machine is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any
from unittest import mock

from textual.message_pump import MessagePump
from textual.timer import Timer

AT_ONCE = 0.1
"""Seconds that nobody waits for: Textual draws by timers as short as that."""
NEVER = 7 * 24 * 3600.0


@contextmanager
def nothing_by_itself() -> Iterator[None]:
    """Nothing that is started now goes away by itself, counts down or blinks: whatever takes longer takes a week."""
    with (
        mock.patch.object(MessagePump, "set_timer", _endless(MessagePump.set_timer)),
        mock.patch.object(MessagePump, "set_interval", _endless(MessagePump.set_interval)),
    ):
        yield


def _endless(start: Callable[..., Timer]) -> Callable[..., Timer]:
    @wraps(start)
    def started(pump: MessagePump, seconds: float, *rest: Any, **options: Any) -> Timer:
        return start(pump, seconds if seconds < AT_ONCE else NEVER, *rest, **options)

    return started
