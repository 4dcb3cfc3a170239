"""The file after a session: nothing waits for it, and what didn't work is told once the questions are over."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from runwalk_tui.flows.front import Conversation, Flagged, Interrupted, LeftProgram

A_LOOK = 0.1
"""Seconds that one thread waits at a time: whoever leaves the program waits for no more than that."""


@asynccontextmanager
async def told_file(conversation: Conversation) -> AsyncIterator[None]:
    """Say why a file wasn't written, once the block with the questions is over; a stop sign waits for none of it."""
    try:
        yield
    except Flagged:
        _tell(conversation, waited=False)
        raise
    except (LeftProgram, Interrupted):
        await _tell_at_last(conversation)
        raise
    await _tell_at_last(conversation)


async def _tell_at_last(conversation: Conversation) -> None:
    files = conversation.workspace.session_files
    while files.waits:
        await asyncio.to_thread(files.wait, A_LOOK)
    _tell(conversation, waited=True)


def _tell(conversation: Conversation, *, waited: bool) -> None:
    for problem in conversation.workspace.session_files.problems(waited=waited):
        conversation.front.tell(problem)
