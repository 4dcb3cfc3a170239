"""Waiting in a test of the screens: for what is to come, and not for a time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

AnyScreen = TypeVar("AnyScreen", bound=Screen[Any])

HANG_GUARD = 60.0
"""Seconds after which something will never come; a busy machine may need many of them."""


A_FRAME = 0.02
"""Seconds, more than Textual takes from one picture to the next."""


async def settle(pilot: Pilot[None]) -> None:
    """Let everything that was asked for be done and drawn.

    What waits for the next frame comes before who waits longer, however slow this machine is. Textual's own pause looks
    at whether the process computes, and a process that gets no processor looks as idle as one that is done.
    """
    for wait in (0, A_FRAME, 0):
        await pilot.pause(wait)


async def until(pilot: Pilot[None], true: Callable[[], object], what: str) -> None:
    """Wait until something is so."""
    give_up = time.monotonic() + HANG_GUARD
    await pilot.pause(0)
    while not true():
        if time.monotonic() > give_up:
            pytest.fail(f"in vain waited for: {what}; {pilot.app.screen} is shown")
        await pilot.pause(A_FRAME)
    await settle(pilot)


async def reach(pilot: Pilot[None], kind: type[AnyScreen]) -> AnyScreen:
    """Wait until a screen of a kind is on top."""
    await until(pilot, lambda: isinstance(pilot.app.screen, kind), kind.__name__)
    top = pilot.app.screen
    assert isinstance(top, kind)
    return top


async def resize(pilot: Pilot[None], size: tuple[int, int]) -> None:
    """Make the terminal larger or smaller, and wait until the screen has that size."""
    await pilot.resize_terminal(*size)
    await until(pilot, lambda: pilot.app.screen.size == size, f"a screen of {size}")
