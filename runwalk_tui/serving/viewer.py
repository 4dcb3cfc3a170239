"""The one page that shows the app: what it is told, and what becomes of it when it can't keep up."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aiohttp.web import WebSocketResponse

CONTINUED_ELSEWHERE, APP_ENDED, SERVER_ENDED, TOO_SLOW, KEY_NEEDED = 4001, 4002, 4003, 4004, 4005
"""Why a page is left, as the page's own script knows it."""
MOST_WAITING = 4 << 20
"""Bytes that may wait for a page; one that is further behind is left, and is shown everything when it comes back."""

PATIENCE = 2.0
"""Seconds for a farewell."""


class Viewer:
    """A page that is connected."""

    def __init__(self, socket: WebSocketResponse) -> None:
        self._socket = socket
        self._waiting: list[bytes] = []
        self._size = 0
        self._news = asyncio.Event()
        self._sending: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """From now on what is shown is sent."""
        self._sending = asyncio.create_task(self._send())

    def show(self, data: bytes) -> None:
        """Have something drawn."""
        self._size += len(data)
        self._waiting.append(data)
        self._news.set()

    async def leave(self, why: int, said: str = "") -> None:
        """Send the page away, with a sentence for whoever looks at it."""
        await self.stop()
        # A page that has gone needs no farewell, and one that sleeps isn't waited for.
        with suppress(ConnectionError, RuntimeError, TimeoutError):
            async with asyncio.timeout(PATIENCE):
                for data in self._waiting:
                    await self._socket.send_bytes(data)
                await self._socket.send_str(json.dumps(["said", said]))
                await self._socket.close(code=why)

    async def stop(self) -> None:
        """Send nothing any more."""
        sending, self._sending = self._sending, None
        if sending is not None:
            sending.cancel()
            with suppress(asyncio.CancelledError):
                await sending

    async def _send(self) -> None:
        with suppress(ConnectionError, RuntimeError):  # a page that has gone comes back, or another one does
            while True:
                await self._news.wait()
                self._news.clear()
                waiting, self._waiting = b"".join(self._waiting), []
                if self._size > MOST_WAITING:
                    break
                await self._socket.send_bytes(waiting)
                self._size -= len(waiting)
        self._waiting = []
        with suppress(ConnectionError, RuntimeError):
            await self._socket.close(code=TOO_SLOW)
