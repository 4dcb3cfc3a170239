"""Keeping the machine awake while a session runs."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Protocol

from runwalk_tui.system.problems import Problem

COULD_NOT = "Couldn't keep the computer awake"
REFUSED = f"{COULD_NOT}: turn off sleep."


class Awake(Protocol):
    """What stops the computer from sleeping: KeepAwake, or a fake."""

    async def hold(self) -> Problem | None: ...
    async def release(self) -> None: ...


class KeepAwake:
    """Asks the system not to sleep or blank the screen, from `hold` until `release`.

    The asking goes over D-Bus or the system's own calls and may take a while, so it happens outside the loop,
    and all of it in one thread, as wakepy wants it.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="runwalk-awake")
        self._held = ExitStack()

    async def hold(self) -> Problem | None:
        """Ask. Returns None when the system agreed, else the problem."""
        agreed = await asyncio.get_running_loop().run_in_executor(self._thread, self._ask)
        if agreed:
            return None
        return Problem(REFUSED)

    async def release(self) -> None:
        """Let the machine sleep again."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._held.close)
        self._thread.shutdown(wait=False)

    def _ask(self) -> bool:
        from wakepy import keep

        return bool(self._held.enter_context(keep.presenting(on_fail="pass")).active)
